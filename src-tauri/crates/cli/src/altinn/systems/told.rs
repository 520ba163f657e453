//! How systems are told of: in words, and for programs.

use std::collections::BTreeMap;

use inngang_engine::altinn::{Right, System};
use inngang_engine::vendor::systems::{Change, ChangeKind, Field, Finding};
use serde_json::{Value, json};

use crate::json::{self, ProblemTold};
use crate::words::Words;

pub(super) fn list(systems: &[System], json: bool, words: &Words) -> String {
    match (json, systems.is_empty()) {
        (true, _) => json::line(&systems.iter().map(value).collect::<Value>()),
        (false, true) => words.get("cli:altinn.systems.none", &[]) + "\n",
        (false, false) => systems.iter().map(|system| line(system, words)).collect(),
    }
}

pub(super) fn system(system: &System, json: bool, words: &Words) -> String {
    if json {
        return json::line(&value(system));
    }
    let mut text = line(system, words);
    let mut tell = |key: &str, values: &[String]| {
        let shown = if values.is_empty() { words.get("cli:altinn.systems.has_none", &[]) } else { values.join(", ") };
        text.push_str(&format!("  {}\n", words.get(&format!("cli:altinn.systems.its.{key}"), &[("value", &shown)])));
    };
    tell("description", &[in_words(&system.description, words).to_owned()]);
    tell("clients", &system.clients);
    tell("resources", &system.rights.iter().map(Right::to_string).collect::<Vec<_>>());
    tell("packages", &system.packages);
    tell("redirect_urls", &system.redirect_urls);
    tell("visible", &[words.get(&format!("cli:altinn.systems.{}", if system.is_visible { "is_visible" } else { "is_hidden" }), &[])]);
    text
}

/// Each with its field; what to do about it stands under it.
pub(super) fn findings(findings: &[Finding], json: bool, words: &Words) -> String {
    if json {
        let each = |finding: &Finding| json!({ "field": field(finding.field), "problem": ProblemTold::of(&finding.problem) });
        return json::line(&json!({ "saved": false, "findings": findings.iter().map(each).collect::<Value>() }));
    }
    let mut text = words.get("cli:altinn.systems.not_saved", &[]) + "\n";
    for finding in findings {
        let part = |part: &str| words.of_problem(&finding.problem, part);
        let name = words.get(&format!("cli:altinn.systems.field.{}", field(finding.field)), &[]);
        text.push_str(&format!("{name}: {}\n  {}\n  {}\n", part("title"), part("cause"), part("remedy")));
    }
    text
}

pub(super) fn changes(changes: &[Change], json: bool, words: &Words) -> String {
    if json {
        let each = |change: &Change| {
            let data = serde_json::from_str(&change.data).unwrap_or_else(|_| json!(change.data));
            json!({ "at": change.at.map(json::moment), "kind": kind(change.kind), "by": change.by, "client_id": change.client, "data": data })
        };
        return json::line(&changes.iter().map(each).collect::<Value>());
    }
    if changes.is_empty() {
        return words.get("cli:altinn.systems.no_changes", &[]) + "\n";
    }
    let each = |change: &Change| {
        let at = change.at.map_or_else(|| words.get("cli:altinn.systems.unknown_time", &[]), |at| words.moment(at));
        let what = words.get(&format!("cli:altinn.systems.change.{}", kind(change.kind)), &[]);
        let values = [("at", at.as_str()), ("what", &what), ("by", change.by.as_deref().unwrap_or("–"))];
        words.get("cli:altinn.systems.change_line", &values) + "\n"
    };
    changes.iter().map(each).collect()
}

fn line(system: &System, words: &Words) -> String {
    let state = if system.is_deleted { "line_deleted" } else { "line" };
    words.get(&format!("cli:altinn.systems.{state}"), &[("id", &system.id), ("name", in_words(&system.name, words))]) + "\n"
}

fn in_words<'a>(texts: &'a BTreeMap<String, String>, words: &Words) -> &'a str {
    texts.get(words.language).or_else(|| texts.get("nb")).map_or("", String::as_str)
}

fn value(system: &System) -> Value {
    json!({
        "id": system.id,
        "vendor": system.vendor,
        "name": system.name,
        "description": system.description,
        "client_ids": system.clients,
        "resources": system.resources(), "rights": system.rights.iter().map(Right::to_string).collect::<Vec<_>>(),
        "packages": system.packages,
        "redirect_urls": system.redirect_urls,
        "visible": system.is_visible,
        "deleted": system.is_deleted,
    })
}

/// As the options are called.
const fn field(field: Field) -> &'static str {
    match field {
        Field::Id => "id",
        Field::Vendor => "vendor",
        Field::Name => "name",
        Field::Description => "description",
        Field::Clients => "client",
        Field::RedirectUrls => "redirect_url",
        Field::Resources => "resource",
        Field::Packages => "package",
        Field::Visible => "visible",
        Field::Other => "other",
    }
}

const fn kind(kind: ChangeKind) -> &'static str {
    match kind {
        ChangeKind::Create => "create",
        ChangeKind::Update => "update",
        ChangeKind::Rights => "rights",
        ChangeKind::Packages => "packages",
        ChangeKind::Delete => "delete",
        ChangeKind::Other => "other",
    }
}
