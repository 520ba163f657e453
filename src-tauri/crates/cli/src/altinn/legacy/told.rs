//! What came of it, for people and for programs.

use inngang_engine::access::{Outcome, Rung};
use inngang_engine::legacy::{CertificateUse, Detection, Listing, LoginKind, OldSession, Read, Resource, Sort};
use serde_json::{Map, Value, json};
use time::Date;
use time::format_description::well_known::Iso8601;

use super::message;
use crate::failure::in_words;
use crate::json;
use crate::shown::shown;
use crate::words::Words;

fn lines(lines: Vec<String>) -> String {
    lines.into_iter().map(|line| line + "\n").collect()
}

pub(super) fn session(session: &OldSession, json: bool, words: &Words) -> String {
    let kind = match session.kind {
        LoginKind::Password => "password",
        LoginKind::EnterpriseUser => "enterprise_user",
        LoginKind::IdPorten => "id_porten",
        LoginKind::Certificate => "certificate",
        LoginKind::Maskinporten => "maskinporten",
    };
    if json {
        return json::line(&json!({ "logged_in": kind }));
    }
    let how = words.get(&format!("legacy:way.{kind}.label"), &[]);
    lines(vec![words.get("legacy:session.in", &[("how", &how)])])
}

pub(super) fn read(resource: &Resource, read: &Read, json: bool, words: &Words) -> String {
    let certificate = match read.certificate {
        CertificateUse::None => "none",
        CertificateUse::Sent => "sent",
        CertificateUse::NotAskedFor => "not_asked_for",
    };
    let listing = &read.listing;
    if json {
        let rows = listing.rows.iter().map(|row| {
            let members = listing.columns.iter().cloned().zip(row.cells.iter().map(|cell| json!(cell)));
            Value::Object(members.chain([("_link".to_owned(), json!(row.link))]).collect::<Map<_, _>>())
        });
        let rows: Value = rows.collect();
        let mut answer = json!({ "address": resource.name, "rows": rows, "reason": read.reason, "certificate": certificate });
        if let Some(opened) = &read.message {
            answer["message"] = message::in_json(opened);
        }
        return json::line(&answer);
    }
    let mut told = match &read.message {
        Some(opened) => message::in_words(opened, words),
        None => rows(resource, &read.listing, words),
    };
    told.push(String::new());
    told.push(words.get("legacy:read.answered", &[("reason", &read.reason)]));
    told.push(words.get(&format!("legacy:certificate.{certificate}"), &[]));
    lines(told)
}

fn rows(resource: &Resource, listing: &Listing, words: &Words) -> Vec<String> {
    let mut told = vec![words.get(&format!("legacy:resource.{}", resource.name), &[])];
    for row in &listing.rows {
        told.push(String::new());
        let members = listing.columns.iter().zip(&row.cells).filter_map(|(name, cell)| Some((name, cell.as_ref()?)));
        told.extend(members.map(|(name, cell)| format!("  {}: {}", shown(name), shown(cell))));
    }
    told.extend(listing.rows.is_empty().then(|| words.get("legacy:read.empty", &[])));
    told
}

pub(super) fn rungs(rungs: &[Rung], json: bool, words: &Words) -> String {
    let outcome = |rung: &Rung| match rung.outcome {
        Outcome::Passed => "passed",
        Outcome::Failed(_) => "failed",
        Outcome::Skipped { .. } => "skipped",
    };
    let problem = |rung: &Rung| if let Outcome::Failed(problem) = &rung.outcome { Some(problem.clone()) } else { None };
    if json {
        let each = rungs.iter().map(|rung| {
            let code = problem(rung).map(|problem| problem.code);
            json!({ "rung": rung.name, "outcome": outcome(rung), "code": code, "milliseconds": rung.milliseconds })
        });
        return json::line(&each.collect::<Value>());
    }
    let told = rungs.iter().flat_map(|rung| {
        let title = words.get(&format!("legacy:rung.{}.title", rung.name), &[]);
        let line = format!("{title}: {}", words.get(&format!("legacy:outcome.{}", outcome(rung)), &[]));
        [Some(line), problem(rung).map(|problem| in_words(&problem, words))].into_iter().flatten()
    });
    lines(told.collect())
}

pub(super) fn detection(detection: &Detection, json: bool, words: &Words) -> String {
    let sort = |sort: Sort| match sort {
        Sort::Host => "host",
        Sort::Address => "address",
        Sort::Header => "header",
        Sort::Scope => "scope",
        Sort::Word => "word",
    };
    let each = detection.found.iter().map(|found| {
        let (name, thing) = (found.thing.name, found.thing);
        let now = match thing.successor {
            Some(part) => {
                let successor = words.get(&format!("legacy:successor.{}", part.key()), &[]);
                words.get("legacy:detector.use", &[("successor", &successor)])
            }
            None => words.get(&format!("legacy:old.{name}.now"), &[]),
        };
        (found, words.get(&format!("legacy:old.{name}.was"), &[]), now)
    });
    if json {
        let found = each.map(|(found, was, now)| {
            let thing = found.thing;
            json!({ "name": thing.name, "sort": sort(thing.sort), "written": found.written, "line": found.line, "times": found.times,
                "gone": thing.gone, "was": was, "now": now })
        });
        let found: Value = found.collect();
        return json::line(&json!({ "found": found, "has_secret": detection.has_secret, "cut": detection.cut }));
    }
    let mut told: Vec<String> = Vec::new();
    for (found, was, now) in each {
        let said = |key: &str| words.get(&format!("legacy:detector.{key}"), &[]);
        told.push(format!(
            "{} ({}, {} {})",
            found.written,
            words.get(&format!("legacy:sort.{}", sort(found.thing.sort)), &[]),
            said("line").to_lowercase(),
            found.line
        ));
        told.push(format!("  {}: {was}", said("was")));
        told.push(format!("  {}: {now}", said("now")));
        told.extend(found.thing.gone.map(|day| format!("  {}: {}", said("gone"), in_words_day(day, words))));
    }
    told.extend(detection.found.is_empty().then(|| words.get("legacy:detector.nothing", &[])));
    told.extend(detection.has_secret.then(|| words.get("cli:altinn.legacy.has_secret", &[])));
    told.extend(detection.cut.then(|| words.get("legacy:detector.cut", &[])));
    lines(told)
}

/// A day as people write it.
fn in_words_day(day: &str, words: &Words) -> String {
    Date::parse(day, &Iso8601::DATE).map_or_else(|_| day.to_owned(), |date| words.day(date.midnight().assume_utc()))
}
