//! Everything that Maskinporten is known to refuse with, and what each means (maskinporten.md 10.2, 10.3).

mod table;

use serde_json::Value;
use table::{BESIDE, CAUSES_OF_303, Row, TABLE};

use super::error::{CLOCK, FORM, GRANT_EXPIRED, ISSUED_LATER, REFUSED};
use super::{Credential, MaskinportenError, Order};
use crate::called::{Called, CalledKind, Known};
use crate::http::Response;
use crate::problem::Action::{self, TryAgain};
use crate::problem::{Code, Explain, Fact, Problem, Said};
use crate::said::{plain, service_codes, trace_id, words};
use crate::scrub::scrub;

/// What an answer with a code that stands in no table is.
pub(crate) const UNLISTED: &str = REFUSED.name;

/// What the dictionary knows of Maskinporten's refusals.
pub(crate) fn known() -> impl Iterator<Item = &'static Known> {
    TABLE.iter().map(|row| &row.known).chain(&CAUSES_OF_303).chain(BESIDE)
}

/// A refusal that was read.
#[derive(Debug, Clone)]
pub struct Refused {
    problem: Problem,
}

impl Refused {
    /// `maskinporten.what`.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        self.problem.code
    }

    /// The same refusal, with its cause.
    pub(super) fn because(&self, cause: Problem) -> Self {
        Self { problem: Problem { said: self.problem.said.clone(), ..cause } }
    }
}

impl Explain for Refused {
    fn explain(&self) -> Problem {
        self.problem.clone()
    }
}

/// What matters of a refusal's body, empty where it says nothing: any of it may be missing, or of another sort than it should.
#[derive(Debug, Default)]
struct Body {
    error: String,
    description: String,
    uri: String,
}

impl Body {
    fn of(value: &Value) -> Option<Self> {
        let members = value.as_object()?;
        let of = |name: &str| members.get(name).map(words).unwrap_or_default();
        Some(Self { error: of("error"), description: of("error_description"), uri: of("error_uri") })
    }
}

/// Reads an answer that is no token: a refusal when it is JSON, otherwise what a proxy or a broken service says.
pub(super) fn read(response: &Response, order: &Order, audience: &str, clock_offset: Option<i64>) -> MaskinportenError {
    if response.status == 429 {
        return MaskinportenError::Busy { retry_after: response.retry_after, said: response.said() };
    }
    let body = response.json::<Value>().ok().filter(|_| response.status < 500).and_then(|value| Body::of(&value));
    let Some(body) = body else { return response.unexpected().into() };
    let said = response.said();
    // Said whole, and kept shortened: the end, where the trace id stands, may be gone.
    let trace_id = said.trace_id.clone().or_else(|| trace_id(&body.description));
    let error = said.error.clone().or_else(|| Some(shown(&body.error)).filter(|error| !error.is_empty()));
    let problem = problem(&body, Said { trace_id, error, ..said }, order, audience, clock_offset);
    MaskinportenError::Refused(Box::new(Refused { problem }))
}

fn problem(body: &Body, said: Said, order: &Order, audience: &str, clock_offset: Option<i64>) -> Problem {
    let (code, actions): (Code, &[Action]) = recognise(body).map_or((REFUSED, &[TryAgain]), |row| (row.known.code, row.actions));
    let about_time = code.name == GRANT_EXPIRED.name || code.name == ISSUED_LATER.name;
    let code = if about_time && clock_offset.is_some_and(|seconds| seconds.abs() >= 10) { CLOCK } else { code };
    let answer = answer(body, said.status);
    let problem = actions.iter().copied().fold(code.problem().said(said), Problem::offer);
    code.facts.iter().fold(problem, |problem, name| match *name {
        "answer" => problem.with(name, answer.as_str()),
        _ => problem.with(name, fact(name, body, order, audience, clock_offset)),
    })
}

/// By Maskinporten's own code, in the address before the text; then by words; last by an `error` that means one thing (maskinporten.md 10.1).
fn recognise(body: &Body) -> Option<&'static Row> {
    let code = mp_code(body);
    let text = plain(without_trace(&body.description));
    let first = |names: &dyn Fn(&Called) -> bool| TABLE.iter().find(|row| row.known.called.iter().any(names));
    let by_code = || first(&|called| called.kind == CalledKind::Code && Some(called.name) == code.as_deref());
    // "Invalid assertion. Client authentication failed. Invalid JWT signature": what stands last says most.
    let phrase = |called: &Called| (called.kind == CalledKind::Phrase).then(|| text.rfind(&plain(called.name))).flatten();
    let last = |row: &Row| row.known.called.iter().filter_map(phrase).max();
    let by_phrase = || TABLE.iter().rev().filter(|row| last(row).is_some()).max_by_key(|row| last(row));
    let by_error = || first(&|called| called.kind == CalledKind::Error && called.alone && called.name == body.error);
    let wordless = || TABLE.iter().find(|row| row.known.code.name == FORM.name && body.error == "invalid_request" && text.is_empty());
    by_code().or_else(by_phrase).or_else(by_error).or_else(wordless)
}

fn mp_code(body: &Body) -> Option<String> {
    [&body.uri, &body.description].into_iter().find_map(|text| service_codes(text).next()).map(|(_, code)| code)
}

/// The shortest that names an answer which is in no table.
fn answer(body: &Body, status: Option<u16>) -> String {
    let error = || Some(shown(&body.error)).filter(|error| !error.is_empty());
    let status = || status.map_or_else(|| "?".to_owned(), |status| format!("HTTP {status}"));
    mp_code(body).or_else(error).unwrap_or_else(status)
}

fn shown(error: &str) -> String {
    scrub(&error.chars().take(80).collect::<String>())
}

/// Trace ids stand in a parenthesis at the end (maskinporten.md 10.1).
fn without_trace(description: &str) -> &str {
    let lower = description.to_ascii_lowercase();
    let end = ["(trace", "(correlation"].iter().filter_map(|mark| lower.rfind(mark)).min();
    end.map_or(description, |at| &description[..at])
}

fn fact(name: &str, body: &Body, order: &Order, audience: &str, clock_offset: Option<i64>) -> Fact {
    match name {
        "client" => Fact::from(order.client.as_str()),
        "kid" => match &order.credential {
            Credential::RegisteredKey { kid, .. } => Fact::from(kid.as_str()),
            Credential::Certificate { .. } => Fact::from("x5c"),
        },
        "audience" => Fact::from(audience),
        "seconds" => Fact::from(clock_offset.unwrap_or_default().abs()),
        // Nobody has looked yet.
        "lookup" => Fact::List(Vec::new()),
        _ => Fact::from(refused_scopes(body, order)),
    }
}

/// The ordered scopes that the description names; all when it names none.
fn refused_scopes(body: &Body, order: &Order) -> Vec<String> {
    let words: Vec<&str> = body.description.split(|c: char| c.is_whitespace() || matches!(c, ',' | '"' | '\'' | '[' | ']')).collect();
    let all = || order.scopes.iter().map(|scope| scope.as_str());
    let named: Vec<String> = all().filter(|scope| words.contains(scope)).map(str::to_owned).collect();
    if named.is_empty() { all().map(str::to_owned).collect() } else { named }
}

#[cfg(test)]
mod tests;
