//! How keys are told of: in words, and for programs.

use inngang_engine::calendar::Entry;
use inngang_platform::database::{KeyRow, RegistrationRow};
use serde::Serialize;
use time::OffsetDateTime;

use super::Keys;
use crate::json;
use crate::words::Words;

#[derive(Serialize)]
struct KeyTold<'a> {
    id: &'a str,
    name: &'a str,
    kid: &'a str,
    bits: i64,
    thumbprint: &'a str,
    created_at: String,
    from_certificate: bool,
    registrations: Vec<RegistrationTold<'a>>,
}

#[derive(Serialize)]
struct RegistrationTold<'a> {
    client_id: &'a str,
    kid: &'a str,
    registered_at: String,
    expires_at: String,
    retired_at: Option<String>,
    in_use: bool,
}

pub(super) fn all_as_json(keys: &Keys) -> String {
    json::line(&keys.keys.iter().map(|row| told(keys, row)).collect::<Vec<_>>())
}

pub(super) fn one_as_json(keys: &Keys, row: &KeyRow) -> String {
    json::line(&told(keys, row))
}

fn told<'a>(keys: &'a Keys, row: &'a KeyRow) -> KeyTold<'a> {
    KeyTold {
        id: &row.id,
        name: &row.name,
        kid: keys.kid(row).as_str(),
        bits: row.facts.bits,
        thumbprint: &row.facts.thumbprint,
        created_at: json::moment(row.created_at),
        from_certificate: row.certificate.is_some(),
        registrations: keys.stands(row).map(|stands| registration(keys, row, stands)).collect(),
    }
}

fn registration<'a>(keys: &Keys, row: &KeyRow, stands: &'a RegistrationRow) -> RegistrationTold<'a> {
    RegistrationTold {
        client_id: stands.client.as_str(),
        kid: stands.kid.as_str(),
        registered_at: json::moment(stands.registered_at),
        expires_at: json::moment(entry(stands).ends_at),
        retired_at: stands.retired_at.map(json::moment),
        in_use: in_use(keys, row, stands),
    }
}

fn in_use(keys: &Keys, row: &KeyRow, stands: &RegistrationRow) -> bool {
    keys.clients.iter().any(|client| client.id == stands.client && client.key.as_ref() == Some(&row.id))
}

fn entry(stands: &RegistrationRow) -> Entry {
    Entry::key(&stands.client, &stands.kid, stands.registered_at)
}

pub(super) fn all_in_words(keys: &Keys, now: OffsetDateTime, words: &Words) -> String {
    match &keys.keys[..] {
        [] => words.get("cli:key.none", &[]) + "\n",
        some => some.iter().map(|row| one_in_words(keys, row, now, words)).collect::<Vec<_>>().join("\n"),
    }
}

pub(super) fn one_in_words(keys: &Keys, row: &KeyRow, now: OffsetDateTime, words: &Words) -> String {
    let (bits, made) = (row.facts.bits.to_string(), words.day(row.created_at));
    let facts = [("id", row.id.as_str()), ("bits", &bits), ("day", &made), ("thumbprint", &row.facts.thumbprint)];
    let source = if row.certificate.is_some() { "from_certificate" } else { "made" };
    let mut lines = vec![words.get("cli:key.called", &[("name", keys.called(row))])];
    lines.push(format!("  {}", words.get(&format!("cli:key.{source}"), &facts)));
    lines.push(format!("  {}", words.get("cli:key.names", &facts)));
    lines.extend(keys.stands(row).map(|stands| format!("  {}", stands_in_words(keys, row, stands, now, words))));
    lines.join("\n") + "\n"
}

fn stands_in_words(keys: &Keys, row: &KeyRow, stands: &RegistrationRow, now: OffsetDateTime, words: &Words) -> String {
    let entry = entry(stands);
    let retired = stands.retired_at.map(|at| words.day(at));
    let (ends, left) = (words.day(entry.ends_at), words.days(entry.days_left(now)));
    let state = match &retired {
        Some(_) => "retired",
        None if entry.is_over(now) => "over",
        None if in_use(keys, row, stands) => "in_use",
        None => "stands",
    };
    let day = retired.as_deref().unwrap_or(&ends);
    let values = [("client", stands.client.as_str()), ("kid", stands.kid.as_str()), ("day", day), ("left", &left)];
    words.get(&format!("cli:key.{state}"), &values)
}
