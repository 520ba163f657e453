//! `inngang altinn parties`: whom a person or a system user may act for.

use clap::{ArgMatches, Command as Parser};
use inngang_engine::altinn::{PARTY_SCOPES, Party, PartyKind, Platform};
use serde_json::{Value, json};

use super::bearer::{Bearer, needs_bearer, with_bearer};
use crate::arguments::{Frame, given, option};
use crate::profile::arguments::choice;
use crate::words::Words;
use crate::{Ending, Stop, json, print};

const USAGE: &str = "altinn parties --client-id ID [--system-user-org NUMBER] [--search TEXT]";

/// Who asks, and what for.
#[derive(Debug)]
pub(crate) struct Order {
    bearer: Option<Bearer>,
    search: Option<String>,
    json: bool,
}

pub(super) fn parser(frame: &Frame<'_>) -> Parser {
    let said = |key: &str| frame.words.get(&format!("cli:altinn.parties.{key}"), &[]);
    with_bearer(frame.command("parties", said("about"), USAGE).arg(option("search", "TEXT", said("search"))), frame)
}

pub(super) fn order(matches: &ArgMatches) -> Order {
    let bearer = Bearer::of(matches, &PARTY_SCOPES[..1]);
    Order { bearer, search: given(matches, "search"), json: choice(matches).json }
}

/// Lists them. Nobody is something found.
pub(super) fn run(order: &Order, words: &Words) -> Result<Ending, Stop> {
    let scope = PARTY_SCOPES.first().copied().unwrap_or_default();
    let needs = || needs_bearer(scope, "parties", words);
    order.bearer.as_ref().ok_or_else(needs)?.with_token(scope, words, async |token, platform: &Platform| {
        let parties = platform.parties(token).await?;
        let found: Vec<(&Party, usize)> =
            parties.iter().flat_map(|party| lines(party, 0)).filter(|(party, _)| fits(party, order)).collect();
        print(&if order.json {
            let all: Vec<Value> = found.iter().map(|(party, _)| as_json(party)).collect();
            json::line(&json!({ "parties": all }))
        } else {
            in_words(&found, words)
        })?;
        Ok(if found.is_empty() { Ending::Finding } else { Ending::Good })
    })
}

/// A party and all below it, with how deep they stand.
fn lines(party: &Party, depth: usize) -> Vec<(&Party, usize)> {
    std::iter::once((party, depth)).chain(party.subunits.iter().flat_map(|below| lines(below, depth + 1))).collect()
}

/// Name, number without its spaces, package, resource or role.
fn fits(party: &Party, order: &Order) -> bool {
    let Some(sought) = order.search.as_ref().map(|sought| sought.to_lowercase()) else { return true };
    let number: String = sought.chars().filter(|sign| !sign.is_whitespace()).collect();
    let has = |text: &str| text.to_lowercase().contains(&sought);
    let rights = party.packages.iter().chain(&party.resources).chain(&party.roles);
    has(&party.name) || party.organisation.as_ref().is_some_and(|own| own.contains(&number)) || rights.into_iter().any(|right| has(right))
}

fn as_json(party: &Party) -> Value {
    let kind = match party.kind {
        PartyKind::Person => "person",
        PartyKind::Organisation => "organisation",
        PartyKind::SelfIdentified => "self_identified",
        PartyKind::Other => "other",
    };
    json!({
        "uuid": party.uuid, "name": party.name, "organisation": party.organisation, "kind": kind, "form": party.unit_type,
        "deleted": party.is_deleted, "hierarchy_only": party.only_hierarchy_element_with_no_access, "packages": party.packages,
        "resources": party.resources, "roles": party.roles,
    })
}

fn in_words(found: &[(&Party, usize)], words: &Words) -> String {
    let said = |key: &str, values: &[(&str, &str)]| words.get(&format!("cli:altinn.parties.{key}"), values);
    if found.is_empty() {
        return format!("{}\n", said("none", &[]));
    }
    let mut text = String::new();
    for (party, depth) in found {
        let number = party.organisation.as_deref().map(crate::words::grouped).unwrap_or_default();
        let mark = match (party.only_hierarchy_element_with_no_access, party.is_deleted) {
            (true, _) => said("hierarchy", &[]),
            (_, true) => said("deleted", &[]),
            _ => String::new(),
        };
        let line = said("line", &[("name", &party.name), ("number", &number), ("mark", &mark)]);
        text.push_str(&format!("{}{}\n", "  ".repeat(*depth), line.trim_end()));
        for (key, rights) in [("packages", &party.packages), ("resources", &party.resources), ("roles", &party.roles)] {
            if !rights.is_empty() {
                text.push_str(&format!("{}  {}\n", "  ".repeat(*depth), said(key, &[("all", &rights.join(", "))])));
            }
        }
    }
    text
}
