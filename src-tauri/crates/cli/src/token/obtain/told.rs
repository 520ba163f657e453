//! A token that was obtained, told without it: who, for whom, what, until when; and the clock when that is off.

use inngang_engine::clock_offset::ClockOffset;
use inngang_engine::diagnostics::token_reader::{self, Against, Reading};
use inngang_engine::maskinporten::{Credential, Order as Wanted, Token};
use serde_json::{Value, json};

use super::clock;
use super::out::Out;
use crate::json::{line, moment};
use crate::place::Place;
use crate::shown::shown;
use crate::token::{report, told};
use crate::words::Words;

/// Claims and facts on one line.
pub(super) fn json(token: &Token, wanted: &Wanted, place: &Place<'_>, out: Option<&Out>) -> String {
    let facts = &token.facts;
    let (kid, algorithm) = match &wanted.credential {
        Credential::RegisteredKey { kid, algorithm, .. } => (Some(kid.as_str()), algorithm),
        Credential::Certificate { algorithm, .. } => (None, algorithm),
    };
    // Its signature is not looked at: it came from its issuer.
    let mut said = read(token, place).map_or(Value::Null, |reading| told::told(&reading, None));
    if let Some(said) = said.as_object_mut() {
        said.remove("signature");
    }
    line(&json!({
        "client_id": wanted.client.as_str(),
        "signed_with": { "kid": kid, "certificate": kid.is_none(), "algorithm": algorithm.as_str() },
        "consumer": facts.consumer,
        "supplier": facts.supplier,
        "scopes": facts.scopes,
        "missing_scopes": token.missing,
        "audience": facts.audience,
        "expires_at": moment(token.expires_at),
        "expires_in": token.lifetime.whole_seconds(),
        "clock": place.http.trail().clock().map(offset),
        "out": out.map(Out::name),
        "said": said,
    }))
}

fn offset(clock: ClockOffset) -> Value {
    json!({ "seconds": clock.seconds(), "uncertainty": clock.uncertainty(), "off": clock.is_off() })
}

/// In lines.
pub(super) fn in_words(token: &Token, wanted: &Wanted, place: &Place<'_>, out: Option<&Out>, words: &Words) -> String {
    let mut text = words.get("cli:token.given", &[("client", wanted.client.as_str())]) + "\n";
    match read(token, place) {
        Some(reading) => text.push_str(&report::facts(&reading, words)),
        // Opaque: what the answer said is all there is.
        None => {
            let facts = [("scopes", token.facts.scopes.join(", ")), ("expires", words.moment(token.expires_at))];
            let line = |(key, value): &(&str, String)| format!("  {}: {}\n", words.get(&format!("token:said.{key}"), &[]), shown(value));
            text.extend(facts.iter().map(line));
        }
    }
    if !token.missing.is_empty() {
        text.push_str(&format!("{}\n", words.get("cli:token.missing", &[("scopes", &shown(&token.missing.join(", ")))])));
    }
    let (key, file) = match out {
        None => ("nowhere", String::new()),
        Some(Out::StandardOutput) => ("on_output", String::new()),
        Some(file) => ("in_file", file.name()),
    };
    text.push_str(&format!("{}\n", words.get(&format!("cli:token.{key}"), &[("file", &file)])));
    text.extend(clock::in_words(place.http.trail().clock(), words).into_iter().map(|line| line + "\n"));
    text
}

/// None when it is opaque, which it may become.
fn read(token: &Token, place: &Place<'_>) -> Option<Reading> {
    let against =
        Against { environment: Some(&place.environment), now: place.ports.clock.now(), clock_offset: place.http.trail().clock_offset() };
    token_reader::read(&token.secret, against).ok()
}
