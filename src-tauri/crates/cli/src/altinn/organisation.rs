//! `inngang altinn organisation`: what Enhetsregisteret says of a number, who can approve for it, whose accountant it is.

use clap::{ArgMatches, Command as Parser};
use inngang_engine::names::OrgNumber;
use inngang_engine::register::{Approver, ApproverName, Approvers, Found, Register, RegisteredClients, Standing};
use serde_json::{Value, json};

use super::caller::{as_anybody, with_anybody};
use crate::arguments::{Frame, flag, positional, text};
use crate::profile::Choice;
use crate::profile::arguments::choice;
use crate::words::Words;
use crate::{Ending, Stop, json, print};

/// Which number, and what of it.
#[derive(Debug)]
pub(crate) struct Order {
    choice: Choice,
    number: String,
    /// Whether the units in which it holds a role are asked for too.
    clients: bool,
}

pub(super) fn parser(frame: &Frame<'_>) -> Parser {
    let said = |key: &str| frame.words.get(&format!("cli:altinn.organisation.{key}"), &[]);
    let command = frame.command_on("organisation", said("about"), "altinn organisation NUMBER");
    with_anybody(command.arg(positional("NUMBER", said("number"))).arg(flag("clients", said("clients"))), frame)
}

pub(super) fn order(matches: &ArgMatches) -> Order {
    Order { choice: choice(matches), number: text(matches, "NUMBER"), clients: matches.get_flag("clients") }
}

/// Looks it up. A number that nobody has, or somebody who is gone, is something found.
pub(super) fn run(order: &Order, words: &Words) -> Result<Ending, Stop> {
    let unreadable = || Stop::because(&words.get("cli:altinn.organisation.bad_number", &[("number", &order.number)]));
    let number: OrgNumber = order.number.parse().map_err(|_| unreadable())?;
    as_anybody(&order.choice, words, async |_, place| {
        let register = Register::new(place.environment.clone(), place.http.clone(), place.ports.clone());
        let found = register.approvers(&number).await?;
        let clients = if order.clients { Some(register.clients_of(&number).await?) } else { None };
        let foreign = register.looks_foreign(&number);
        print(&if order.choice.json {
            json::line(&as_json(&number, &found, clients.as_ref(), foreign))
        } else {
            in_words(&number, &found, clients.as_ref(), foreign, words)
        })?;
        Ok(if standing(&found.of) == "live" { Ending::Good } else { Ending::Finding })
    })
}

/// Key in the texts, and value in JSON.
const fn standing(found: &Found) -> &'static str {
    match found {
        Found::Unknown => "unknown",
        Found::Removed => "removed",
        Found::Unit(unit) => match unit.standing {
            Standing::Live => "live",
            Standing::WindingUp => "winding_up",
            Standing::Bankrupt => "bankrupt",
            Standing::Deleted(_) => "deleted",
        },
    }
}

fn as_json(number: &OrgNumber, found: &Approvers, clients: Option<&RegisteredClients>, foreign: bool) -> Value {
    let unit = if let Found::Unit(unit) = &found.of { Some(unit) } else { None };
    let approver = |one: &Approver| match &one.name {
        ApproverName::Person(name) => json!({ "role": one.role.name(), "name": name, "number": null }),
        ApproverName::Unit { number, name } => json!({ "role": one.role.name(), "name": name, "number": number.as_str() }),
    };
    let clients = clients.map(|clients| {
        let each = clients.clients.iter().map(|client| {
            let roles: Vec<&str> = client.roles.iter().map(|role| role.name()).collect();
            json!({ "number": client.number.as_str(), "name": client.name, "roles": roles })
        });
        json!({ "clients": each.collect::<Value>(), "left_out": clients.left_out })
    });
    json!({
        "number": number.as_str(),
        "standing": standing(&found.of),
        "name": unit.map(|unit| &unit.name),
        "form": unit.map(|unit| &unit.form),
        "subunit": unit.is_some_and(|unit| unit.is_subunit),
        "parent": unit.and_then(|unit| unit.parent.as_ref()).map(OrgNumber::as_str),
        "looks_foreign": foreign,
        "approvers": found.approvers.iter().map(approver).collect::<Value>(),
        "registered": clients,
    })
}

fn in_words(number: &OrgNumber, found: &Approvers, clients: Option<&RegisteredClients>, foreign: bool, words: &Words) -> String {
    let said = |key: &str, values: &[(&str, &str)]| words.get(&format!("register:{key}"), values);
    let role = |role: &str| said(&format!("role.{role}"), &[]);
    let shown = words.fact(&number.as_str().into());
    let name = if let Found::Unit(unit) = &found.of { unit.name.clone() } else { shown.clone() };
    let mut lines = vec![said(&format!("standing.{}", standing(&found.of)), &[("name", &name)])];
    if let Found::Unit(unit) = &found.of {
        lines.push(format!("{}: {shown}", said("unit.number", &[])));
        lines.push(format!("{}: {} ({})", said("unit.form", &[]), unit.form_name, unit.form));
        lines.extend(unit.is_subunit.then(|| said("finding.subunit", &[])));
        lines.push(format!("{}:", said("approvers.heading", &[])));
        for approver in &found.approvers {
            let who = match &approver.name {
                ApproverName::Person(name) => name.clone(),
                ApproverName::Unit { number, name } => format!("{name} ({})", words.fact(&number.as_str().into())),
            };
            lines.push(format!("  {}, {}", words.get("cli:altinn.organisation.name", &[("name", &who)]), role(approver.role.name())));
        }
        lines.extend(found.approvers.is_empty().then(|| format!("  {}", said("approvers.none", &[]))));
    }
    lines.extend(foreign.then(|| said("finding.foreign", &[])));
    if let Some(clients) = clients {
        lines.push(format!("{}:", said("clients.label", &[])));
        for client in &clients.clients {
            let roles: Vec<String> = client.roles.iter().map(|one| role(one.name())).collect();
            let number = words.fact(&client.number.as_str().into());
            lines.push(format!(
                "  {number} {}, {}",
                words.get("cli:altinn.organisation.name", &[("name", &client.name)]),
                roles.join(", ")
            ));
        }
        lines.extend(clients.clients.is_empty().then(|| format!("  {}", said("clients.none", &[]))));
    }
    lines.into_iter().map(|line| line + "\n").collect()
}
