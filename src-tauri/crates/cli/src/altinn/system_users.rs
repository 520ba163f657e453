//! `inngang altinn system-users`: those of a system, one of them, and whether a token acts as it.

use clap::{ArgMatches, Command as Parser};
use inngang_engine::altinn::{SystemUser, SystemUserKind};
use inngang_engine::names::{ExternalRef, OrgNumber, Scope};
use inngang_engine::vendor::requests::RequestError;
use inngang_engine::vendor::system_user_token::{ActAs, Proof, Rung, prove};
use inngang_engine::vendor::{Vendor, system_users};
use serde_json::{Value, json};

use super::caller::{Caller, with_vendor};
use crate::arguments::{Frame, option, text};
use crate::failure::Failed;
use crate::json::{self, ProblemTold};
use crate::words::{Words, grouped};
use crate::{Ending, Stop, print};

/// Opens the list of parties: the least that a system user is good for.
const USUAL: &str = "altinn:accessmanagement/authorizedparties";

/// Who asks, of which system user, and what.
#[derive(Debug)]
pub(crate) struct Order {
    caller: Caller,
    deed: Deed,
    system: String,
    owner: String,
    external_ref: String,
    scopes: String,
}

#[derive(Debug, Clone, Copy)]
enum Deed {
    List,
    Show,
    TokenCheck,
}

pub(super) fn parser(frame: &Frame<'_>) -> Parser {
    let said = |key: &str| frame.words.get(&format!("cli:altinn.system_users.{key}"), &[]);
    let system = || option("system", "ID", said("system")).required(true);
    let of = |verb: &'static str, more: &str| {
        let usage = format!("altinn system-users {verb} --system ID --owner NUMBER [--external-ref TEXT]{more}");
        let parser = frame.command(verb, said(&format!("about.{}", verb.replace('-', "_"))), &usage).arg(system());
        parser.arg(option("owner", "NUMBER", said("owner")).required(true)).arg(option("external-ref", "TEXT", said("external_ref")))
    };
    let list = frame.command("list", said("about.list"), "altinn system-users list --system ID").arg(system());
    let check = of("token-check", " [--scope SCOPE]").arg(option("scope", "SCOPE", said("scope")).default_value(USUAL));
    let verbs = [list, of("show", ""), check].map(|verb| with_vendor(verb, frame));
    frame.group("system-users", "altinn system-users", said("about.all")).subcommands(verbs)
}

pub(super) fn order(matches: &ArgMatches) -> Order {
    let (verb, matches) = matches.subcommand().unwrap_or(("list", matches));
    let deed = match verb {
        "show" => Deed::Show,
        "token-check" => Deed::TokenCheck,
        _ => Deed::List,
    };
    let typed = |name: &str| matches.try_get_one::<String>(name).ok().flatten().cloned().unwrap_or_default();
    Order {
        caller: Caller::of(matches),
        deed,
        system: text(matches, "system"),
        owner: typed("owner"),
        external_ref: typed("external-ref"),
        scopes: typed("scope"),
    }
}

/// Does it.
pub(super) fn run(order: &Order, words: &Words) -> Result<Ending, Stop> {
    let json = order.caller.choice.json;
    order.caller.as_vendor(words, async |vendor, _| match order.deed {
        Deed::List => Ok(print(&list(&system_users::list(&order.system, vendor).await?, json, words))?),
        Deed::Show => order.show(vendor, json, words).await,
        Deed::TokenCheck => order.check(vendor, json, words).await,
    })
}

impl Order {
    fn owner(&self, words: &Words) -> Result<(OrgNumber, Option<ExternalRef>), Failed> {
        let owner = self.owner.parse().map_err(|_| Stop::because(&words.get("cli:profile.bad_name", &[])))?;
        let typed = Some(self.external_ref.trim()).filter(|text| !text.is_empty());
        Ok((owner, typed.map(str::parse).transpose().map_err(|_| Failed::refused(&RequestError::BadReference))?))
    }

    async fn show(&self, vendor: &Vendor, json: bool, words: &Words) -> Result<Ending, Failed> {
        let (owner, reference) = self.owner(words)?;
        let found = system_users::find(&self.system, &owner, reference.as_ref(), vendor).await?;
        let found = found.ok_or(RequestError::NoSystemUser)?;
        Ok(print(&list(std::slice::from_ref(&found), json, words))?)
    }

    async fn check(&self, vendor: &Vendor, json: bool, words: &Words) -> Result<Ending, Failed> {
        let (owner, external_ref) = self.owner(words)?;
        let scopes: Result<Vec<Scope>, _> = self.scopes.split_whitespace().map(str::parse).collect();
        let scopes = scopes.map_err(|_| Stop::because(&self.scopes))?;
        let proof = prove(&ActAs { system: self.system.clone(), owner, external_ref, scopes }, vendor).await;
        print(&if json { json::line(&as_json(&proof)) } else { in_words(&proof, words) })?;
        Ok(if proof.broken.is_none() { Ending::Good } else { Ending::Finding })
    }
}

fn list(users: &[SystemUser], json: bool, words: &Words) -> String {
    if json {
        return json::line(&users.iter().map(value).collect::<Value>());
    }
    if users.is_empty() {
        return words.get("cli:altinn.system_users.none", &[]) + "\n";
    }
    let line = |user: &SystemUser| {
        let state = words.get(&format!("systemuser:user.{}", if user.is_deleted { "deleted" } else { kind(user) }), &[]);
        format!("{}  {}  {}  ({state})\n", user.id, grouped(&user.owner), user.reference())
    };
    users.iter().map(line).collect()
}

fn in_words(proof: &Proof, words: &Words) -> String {
    let mut text = String::new();
    for rung in Rung::ALL.iter().take(proof.reached() + 1) {
        let broken = proof.broken.as_ref().filter(|(at, _)| at == rung);
        let said = |what: &str| words.get(&format!("systemuser:rung.{}.{what}", rung.as_str()), &[]);
        text.push_str(&format!("{}: {}\n", said("title"), said(if broken.is_some() { "failed" } else { "passed" })));
        for part in broken.map(|(_, problem)| ["title", "cause", "remedy"].map(|part| words.of_problem(problem, part))).iter().flatten() {
            text.push_str(&format!("  {part}\n"));
        }
    }
    text
}

fn as_json(proof: &Proof) -> Value {
    let said = proof.token.as_ref().and_then(|token| token.facts.system_user.as_ref());
    json!({
        "passed": proof.broken.is_none(),
        "rungs": Rung::ALL.iter().take(proof.reached()).map(|rung| rung.as_str()).collect::<Vec<_>>(),
        "system_user": proof.system_user.as_ref().map(value),
        "token": said.map(|user| json!({ "system_user": user.id, "system": user.system, "owner": user.owner })),
        "expires_at": proof.exchanged.as_ref().map(|token| json::moment(token.expires_at)),
        "broken": proof.broken.as_ref().map(|(rung, problem)| json!({ "rung": rung.as_str(), "problem": ProblemTold::of(problem) })),
    })
}

fn value(user: &SystemUser) -> Value {
    json!({
        "id": user.id.to_string(), "system": user.system, "title": user.title, "owner": user.owner, "external_ref": user.external_ref,
        "kind": kind(user), "deleted": user.is_deleted,
    })
}

const fn kind(user: &SystemUser) -> &'static str {
    match user.kind {
        SystemUserKind::Standard => "standard",
        SystemUserKind::Agent => "agent",
        SystemUserKind::Other => "other",
    }
}
