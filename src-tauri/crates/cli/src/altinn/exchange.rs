//! `inngang altinn exchange`: what the token says that Altinn gives for one of Maskinporten's or ID-porten's. Never the token.

use clap::{ArgMatches, Command as Parser};
use inngang_engine::altinn::{AltinnFacts, AltinnToken, Platform};
use serde_json::{Value, json};

use super::bearer::{Bearer, needs_bearer, with_bearer};
use crate::arguments::{Frame, option, text};
use crate::profile::arguments::choice;
use crate::words::Words;
use crate::{Ending, Stop, json, print};

const USAGE: &str = "altinn exchange --client-id ID [--scope SCOPE] [--system-user-org NUMBER]";
/// Opens the list of parties: the least that a token of Altinn's is good for.
const USUAL: &str = "altinn:accessmanagement/authorizedparties";

/// Whose, with which scope.
#[derive(Debug)]
pub(crate) struct Order {
    bearer: Option<Bearer>,
    scope: String,
    json: bool,
}

pub(super) fn parser(frame: &Frame<'_>) -> Parser {
    let said = |key: &str| frame.words.get(&format!("cli:altinn.exchange.{key}"), &[]);
    let parser = frame.command("exchange", said("about"), USAGE).arg(option("scope", "SCOPE", said("scope")).default_value(USUAL));
    with_bearer(parser, frame)
}

pub(super) fn order(matches: &ArgMatches) -> Order {
    let scope = text(matches, "scope");
    Order { bearer: Bearer::of(matches, &[scope.as_str()]), scope, json: choice(matches).json }
}

/// Exchanges, and tells what came.
pub(super) fn run(order: &Order, words: &Words) -> Result<Ending, Stop> {
    let needs = || needs_bearer(&order.scope, "exchange", words);
    order.bearer.as_ref().ok_or_else(needs)?.with_token(&order.scope, words, async |token, _: &Platform| {
        print(&if order.json { json::line(&as_json(token)) } else { in_words(token, words) })?;
        Ok(Ending::Good)
    })
}

fn as_json(AltinnToken { expires_at, facts, .. }: &AltinnToken) -> Value {
    let system_user = facts.system_user.as_ref();
    let system_user = system_user.map(|user| json!({ "id": user.id, "system": user.system, "owner": user.owner }));
    json!({
        "issuer": facts.issuer, "expires_at": json::moment(*expires_at), "organisation": facts.organisation,
        "service_owner": facts.service_owner, "user_id": facts.user_id, "party_id": facts.party_id, "party_uuid": facts.party_uuid,
        "level": facts.level, "method": facts.method, "scopes": facts.scopes, "system_user": system_user,
    })
}

fn in_words(AltinnToken { expires_at, facts, .. }: &AltinnToken, words: &Words) -> String {
    let AltinnFacts { issuer, organisation, user_id, party_uuid, level, method, scopes, system_user, .. } = facts;
    let number = |number: &String| crate::words::grouped(number);
    let lines = [
        ("expires", Some(words.moment(*expires_at))),
        ("issuer", issuer.clone()),
        ("organisation", organisation.as_ref().map(number)),
        ("user", user_id.clone()),
        ("party", party_uuid.clone()),
        ("system_user", system_user.as_ref().map(|user| user.id.clone())),
        ("system", system_user.as_ref().and_then(|user| user.system.clone())),
        ("owner", system_user.as_ref().and_then(|user| user.owner.as_ref()).map(number)),
        ("level", level.map(|level| level.to_string())),
        ("method", method.clone()),
        ("scopes", (!scopes.is_empty()).then(|| scopes.join(" "))),
    ];
    let told = lines.into_iter().filter_map(|(key, value)| Some((key, value?)));
    let told = told.map(|(key, value)| words.get(&format!("cli:altinn.exchange.{key}"), &[("value", &value)]));
    told.map(|line| format!("{line}\n")).collect()
}
