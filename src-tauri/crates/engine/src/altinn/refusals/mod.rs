//! Every answer of Altinn's platform that is no success, read in one place (altinn.md 9.1, 10.7).

mod body;
mod codes;
mod field;
mod table;

use body::Body;
pub(crate) use body::is_code;
pub use codes::CODES;
pub(super) use codes::{LOCKED, UNKNOWN_SYSTEM};
pub use field::FieldRefusal;
use table::{Row, rows};

use self::codes::{INPUT_REFUSED, MALFORMED_REQUEST, TOO_MANY_REQUESTS};
use super::AltinnError;
use super::error::REFUSED;
use crate::called::Known;
use crate::http::Response;
use crate::problem::{Action, Code, Explain, Fact, Problem, Said};
use crate::secret::Secret;

/// How long to wait where Altinn does not say.
const PATIENCE: u64 = 60;

/// What an answer with a code that stands in no table is.
pub(crate) const UNLISTED: &str = REFUSED.name;

/// What the dictionary knows of Altinn's refusals.
pub(crate) fn known() -> impl Iterator<Item = &'static Known> {
    rows().map(|row| &row.known)
}

/// A refusal with a code of Altinn's, read: what it means, and which parts of the request it is about.
#[derive(Debug, Clone)]
pub struct Refusal {
    problem: Problem,
    fields: Vec<FieldRefusal>,
    retry_after: Option<u64>,
}

impl Refusal {
    /// `altinn.what`.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        self.problem.code
    }

    /// What Altinn said; its own code is in `error`.
    #[must_use]
    pub const fn said(&self) -> Option<&Said> {
        self.problem.said.as_ref()
    }

    /// The parts of the request that were refused, each for a form to show beside its field.
    #[must_use]
    pub fn fields(&self) -> &[FieldRefusal] {
        &self.fields
    }

    /// Seconds to wait, when that was said.
    #[must_use]
    pub const fn retry_after(&self) -> Option<u64> {
        self.retry_after
    }
}

impl Explain for Refusal {
    fn explain(&self) -> Problem {
        self.problem.clone()
    }
}

/// Reads an answer that is no success. `scopes`: any one of these would do.
pub(super) fn refusal(response: &Response, scopes: &'static [&'static str]) -> AltinnError {
    let text = response.text().unwrap_or_else(|| Secret::new(String::new()));
    // EXPOSE: a refusal is no token; what is kept of it goes through `Response::shown`.
    let body = Body::read(text.expose());
    let said = said(response, &body);
    match (coded(response, &body, &said), response.status) {
        (Some(refusal), _) => AltinnError::Coded(Box::new(refusal)),
        (None, 500..) => AltinnError::Unavailable { failure: Box::new(response.unexpected()), retry_after: response.retry_after },
        (None, 429) => AltinnError::TooManyRequests { retry_after: response.retry_after, said },
        _ if is_page(response, &body) => response.unexpected().into(),
        // A code that stands in no table: the words are all there is.
        _ if body.code.is_some() => AltinnError::Refused(said),
        (None, 401) => AltinnError::Unauthenticated(said),
        (None, 403) => AltinnError::Forbidden { scopes, said },
        _ => AltinnError::Refused(said),
    }
}

/// A problem for an answer that came too soon.
pub(super) fn too_many_requests(retry_after: Option<u64>, said: &Said) -> Problem {
    TOO_MANY_REQUESTS.problem().with("seconds", seconds(retry_after)).said(said.clone()).offer(Action::TryAgain)
}

fn seconds(retry_after: Option<u64>) -> i64 {
    i64::try_from(retry_after.unwrap_or(PATIENCE)).unwrap_or(i64::MAX)
}

/// A proxy's, a login page, a retired host (altinn.md 10.7).
fn is_page(response: &Response, body: &Body) -> bool {
    let starts = |mark: &str| body.words.get(..mark.len()).is_some_and(|start| start.eq_ignore_ascii_case(mark));
    response.content_type == "text/html" || starts("<!doctype") || starts("<html")
}

/// Altinn's code, its words, the trace id.
fn said(response: &Response, body: &Body) -> Said {
    let said = response.said();
    let mut codes: Vec<&str> = body.parts.iter().filter_map(|part| part.code.as_deref()).collect();
    codes.dedup();
    let code = match *codes {
        [one] => Some(one),
        _ => body.code.as_deref().or(body.error.as_deref()),
    };
    let told: Vec<String> = body.parts.iter().map(|part| field::told(&part.path, &part.title)).collect();
    let description = if told.is_empty() { body.words.clone() } else { told.join("; ") };
    Said { error: code.and_then(|code| response.shown(code)), description: response.shown(&description).or(said.description), ..said }
}

/// A refusal whose code is known, or one that says which parts of the request it is about.
fn coded(response: &Response, body: &Body, said: &Said) -> Option<Refusal> {
    let by_status = matches!(response.status, 401 | 403 | 429 | 500..);
    let whole = body.code.as_deref().and_then(find);
    let told = whole.is_some() || body.parts.iter().any(|part| part.code.as_deref().is_some_and(|code| find(code).is_some()));
    if !told && (by_status || body.parts.is_empty()) {
        return None;
    }
    let fields: Vec<FieldRefusal> = body.parts.iter().map(|part| FieldRefusal::of(part, response)).collect();
    let (code, actions) = match (&*fields, whole) {
        ([first, others @ ..], _) if others.iter().all(|other| other.code.name == first.code.name) => (first.code, first.actions),
        (_, Some(row)) => (row.known.code, row.actions),
        _ => (INPUT_REFUSED, &[][..]),
    };
    let values: Vec<String> = body.values.iter().filter_map(|value| response.shown(value)).collect();
    let facts = field::Facts::new(&fields, values, said);
    let problem = code.facts.iter().fold(code.problem().said(said.clone()), |problem, name| match *name {
        "seconds" => problem.with(name, Fact::Number(seconds(response.retry_after))),
        _ => problem.with(name, facts.fact(name)),
    });
    let problem = actions.iter().copied().fold(problem, Problem::offer);
    Some(Refusal { problem, fields, retry_after: response.retry_after })
}

/// The row that a code of Altinn's stands in.
fn find(code: &str) -> Option<&'static Row> {
    rows().find(|row| row.known.called.iter().any(|called| called.name == code))
}

/// What a part of a request is refused with: without a code the framework could not read it.
fn code_of_part(code: Option<&str>) -> (Code, &'static [Action]) {
    match (code, code.and_then(find)) {
        (_, Some(row)) => (row.known.code, row.actions),
        (Some(_), None) => (INPUT_REFUSED, &[]),
        (None, None) => (MALFORMED_REQUEST, &[]),
    }
}

#[cfg(test)]
mod tests;
