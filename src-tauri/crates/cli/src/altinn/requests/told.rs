//! How requests are told of: in words, and for programs.

use std::collections::BTreeSet;

use inngang_engine::altinn::{AltinnId, RequestKind, Right, SystemUserRequest};
use inngang_engine::environment::{Environment, Kind};
use inngang_engine::problem::Explain as _;
use inngang_engine::vendor::requests::{Checked, Difference, Made, OwnRequest, Standing};
use serde_json::{Value, json};

use crate::json::{self, ProblemTold};
use crate::place::Place;
use crate::words::{Words, grouped};

pub(super) fn standing(standing: Standing, words: &Words) -> String {
    words.get(&format!("systemuser:standing.{}", standing.as_str()), &[])
}

pub(super) fn own(own: &[OwnRequest], json: bool, words: &Words) -> String {
    match (json, own.is_empty()) {
        (true, _) => json::line(&own.iter().map(|own| value(own, None)).collect::<Value>()),
        (false, true) => words.get("cli:altinn.requests.none", &[]) + "\n",
        (false, false) => own.iter().map(|own| own_line(own, words)).collect(),
    }
}

pub(super) fn listed(all: &[(RequestKind, SystemUserRequest)], own: &[OwnRequest], json: bool, words: &Words) -> String {
    let is_own = |request: &SystemUserRequest| own.iter().any(|own| own.id == request.id);
    if json {
        let each = |(kind, request): &(RequestKind, SystemUserRequest)| {
            let mut told = as_told(*kind, request);
            told["own"] = is_own(request).into();
            told
        };
        return json::line(&all.iter().map(each).collect::<Value>());
    }
    if all.is_empty() {
        return words.get("cli:altinn.requests.none", &[]) + "\n";
    }
    let each = |(kind, request): &(RequestKind, SystemUserRequest)| match own.iter().find(|own| own.id == request.id) {
        Some(own) => own_line(own, words),
        None => line(request.id, &called(&request.party, None), *kind, Standing::of(request), words),
    };
    all.iter().map(each).collect()
}

pub(super) fn found(id: AltinnId, kind: RequestKind, request: Option<&SystemUserRequest>, json: bool, words: &Words) -> String {
    match (json, request) {
        (true, Some(request)) => json::line(&as_told(kind, request)),
        (true, None) => json::line(&json!({ "id": id.to_string(), "standing": Standing::Gone.as_str() })),
        (false, Some(request)) => line(request.id, &called(&request.party, None), kind, Standing::of(request), words),
        (false, None) => standing(Standing::Gone, words) + "\n",
    }
}

pub(super) fn made(made: &Made, environment: &Environment, json: bool, words: &Words) -> String {
    if json {
        let mut told = value(&made.own, Some(environment));
        told["new"] = made.is_new.into();
        told["difference"] = difference(&made.difference);
        return json::line(&told);
    }
    let mut text = words.get(if made.is_new { "cli:altinn.requests.made" } else { "cli:altinn.requests.was_there" }, &[]) + "\n";
    text.push_str(&own_line(&made.own, words));
    let Difference { rights_missing, rights_extra, packages_missing, packages_extra, title } = &made.difference;
    let rights = |rights: &[Right]| rights.iter().map(|right| in_words(right, words)).collect::<Vec<_>>();
    let (rights_missing, rights_extra) = (rights(rights_missing), rights(rights_extra));
    for (key, names) in [("missing", &rights_missing), ("missing", packages_missing), ("extra", &rights_extra), ("extra", packages_extra)] {
        for name in names {
            text.push_str(&format!("  {}\n", words.get(&format!("systemuser:existing.{key}"), &[("name", name)])));
        }
    }
    if let Some(title) = title {
        text.push_str(&format!("  {}\n", words.get("systemuser:existing.called", &[("name", title)])));
    }
    text + &link(&made.own, environment, words)
}

/// One that waits is told with what to write to the customer.
pub(super) fn checked(checked: &Checked, place: &Place<'_>, json: bool, words: &Words) -> String {
    let own = &checked.own;
    if json {
        let mut told = value(own, Some(&place.environment));
        told["system_user"] = checked.system_user.as_ref().map(|user| user.id.to_string()).into();
        told["message"] = message(own, place, words).into();
        return json::line(&told);
    }
    let mut text = own_line(own, words);
    text.push_str(&link(own, &place.environment, words));
    if let Some(message) = message(own, place, words) {
        text.push_str(&format!("\n{message}\n"));
    }
    text
}

pub(super) fn deleted(id: AltinnId, json: bool, words: &Words) -> String {
    let id = id.to_string();
    if json { json::line(&json!({ "deleted": id })) } else { words.get("cli:altinn.requests.deleted", &[("id", &id)]) + "\n" }
}

fn own_line(own: &OwnRequest, words: &Words) -> String {
    let party = called(own.party.as_str(), own.party_name.as_deref());
    let mut text = line(own.id, &party, own.kind, own.standing, words);
    if own.standing == Standing::NoSystem {
        let values = [("system", own.system.as_str()), ("party", party.as_str())];
        text.push_str(&format!("  {}\n", words.get("systemuser:answer.no_system", &values)));
    }
    text
}

fn line(id: AltinnId, party: &str, kind: RequestKind, at: Standing, words: &Words) -> String {
    let kind = words.get(&format!("systemuser:kind.{}", kind.as_str()), &[]);
    format!("{id}  {party}  {}  ({kind})\n", standing(at, words))
}

/// A number, after the name where that is known.
fn called(number: &str, name: Option<&str>) -> String {
    name.map_or_else(|| grouped(number), |name| format!("{name} ({})", grouped(number)))
}

/// A right with its action.
fn in_words(right: &Right, words: &Words) -> String {
    match &right.action {
        Some(action) => words.get("common:right", &[("resource", &right.resource), ("action", action)]),
        None => right.resource.clone(),
    }
}

fn link(own: &OwnRequest, environment: &Environment, words: &Words) -> String {
    match own.link(environment) {
        Ok(link) if own.standing.is_open() => {
            // Practice's pages end with whoever keeps it running, and a command ends at once.
            let while_it_runs = (environment.kind == Kind::Practice).then(|| words.get("cli:altinn.requests.in_practice", &[]) + "\n");
            format!("{}: {link}\n{}", words.get("systemuser:wait.link", &[]), while_it_runs.unwrap_or_default())
        }
        Err(error) if own.standing.is_open() => format!("{}\n", words.of_problem(&error.explain(), "title")),
        _ => String::new(),
    }
}

/// Plain text for the customer, in the language of the command.
fn message(own: &OwnRequest, place: &Place<'_>, words: &Words) -> Option<String> {
    let link = own.link(&place.environment).ok().filter(|_| own.standing.is_open())?;
    let list = |rights: &BTreeSet<Right>, packages: &BTreeSet<String>| {
        let names = rights.iter().map(|right| in_words(right, words)).chain(packages.iter().map(|name| bare(name).to_owned()));
        names.map(|name| format!("- {name}\n")).collect::<String>()
    };
    let wanted = list(&own.wanted.rights, &own.wanted.packages);
    let unwanted = list(&own.wanted.unwanted_rights, &own.wanted.unwanted_packages);
    let asker = place.organisation.as_ref().map(|number| grouped(number.as_str())).unwrap_or_default();
    let (party, system) = (called(own.party.as_str(), own.party_name.as_deref()), own.title.as_deref().unwrap_or(&own.system));
    let values = [
        ("asker", asker.as_str()),
        ("party", party.as_str()),
        ("system", system),
        ("wanted", wanted.trim_end()),
        ("unwanted", unwanted.trim_end()),
        ("link", link.as_str()),
    ];
    let part = |key: &str| words.get(&format!("systemuser:message.{key}"), &values);
    let mut parts = vec![part(own.kind.as_str())];
    parts.extend((!wanted.is_empty()).then(|| part("wanted")));
    parts.extend((!unwanted.is_empty()).then(|| part("unwanted")));
    parts.extend([part("do"), part("who")]);
    Some(parts.join("\n\n"))
}

fn bare(name: &str) -> &str {
    name.strip_prefix("urn:altinn:accesspackage:").unwrap_or(name)
}

fn value(own: &OwnRequest, environment: Option<&Environment>) -> Value {
    let link = environment.map(|environment| own.link(environment));
    json!({
        "id": own.id.to_string(), "kind": own.kind.as_str(), "system": own.system, "party": own.party.as_str(),
        "party_name": own.party_name,
        "external_ref": own.external_ref.as_ref().map(ToString::to_string), "title": own.title,
        "rights": texts(&own.wanted.rights), "packages": own.wanted.packages,
        "unwanted_rights": texts(&own.wanted.unwanted_rights), "unwanted_packages": own.wanted.unwanted_packages,
        "standing": own.standing.as_str(), "created_at": json::moment(own.created_at), "checked_at": json::moment(own.checked_at),
        "link": link.as_ref().and_then(|link| link.as_ref().ok()).map(ToString::to_string),
        "link_problem": link.and_then(Result::err).filter(|_| own.confirm_url.is_some()).map(|error| json!(ProblemTold::of(&error.explain()))),
    })
}

fn as_told(kind: RequestKind, request: &SystemUserRequest) -> Value {
    json!({
        "id": request.id.to_string(), "kind": kind.as_str(), "system": request.system, "party": request.party,
        "external_ref": request.external_ref, "title": request.title, "rights": texts(&request.rights), "packages": request.packages,
        "standing": Standing::of(request).as_str(), "created_at": request.created.map(json::moment),
    })
}

/// As they are typed.
fn texts<'a>(rights: impl IntoIterator<Item = &'a Right>) -> Vec<String> {
    rights.into_iter().map(Right::to_string).collect()
}

fn difference(difference: &Difference) -> Value {
    if difference.is_empty() {
        return Value::Null;
    }
    json!({
        "rights_missing": texts(&difference.rights_missing), "rights_extra": texts(&difference.rights_extra),
        "packages_missing": difference.packages_missing, "packages_extra": difference.packages_extra, "title": difference.title,
    })
}
