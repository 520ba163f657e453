//! The arguments of `inngang altinn clients`.

use std::num::NonZeroU32;

use clap::{ArgMatches, Command as Parser, value_parser};
use inngang_engine::altinn::client_delegation::{READ, WRITE, Wish};

use super::{Deed, Order};
use crate::altinn::caller::with_vendor;
use crate::arguments::{Frame, flag, given, option, text};
use crate::login::arguments::{person, with_person};
use crate::profile::arguments::choice;

pub(crate) fn parser(frame: &Frame<'_>) -> Parser {
    let said = |key: &str| frame.words.get(&format!("cli:altinn.clients.{key}"), &[]);
    let verb = |name: &'static str, more: &str| {
        let usage = format!("altinn clients {name} --owner NUMBER{more} --client-id ID");
        let parser = frame.command(name, said(&format!("about.{name}")), &usage);
        with_person(with_vendor(parser.arg(option("owner", "NUMBER", said("owner")).required(true)), frame), frame)
    };
    let agent = || option("agent", "ID", said("agent")).required(true);
    let change = |name: &'static str| {
        verb(name, " --agent ID --list FILE|-")
            .arg(agent())
            .arg(option("list", "FILE|-", said("list")).required(true).value_parser(value_parser!(std::ffi::OsString)))
            .arg(flag("dry-run", said("dry_run")))
            .arg(option("pace", "N", said("pace")).value_parser(value_parser!(NonZeroU32)))
    };
    frame
        .group("clients", "altinn clients", said("about.all"))
        .subcommand(verb("agents", ""))
        .subcommand(verb("list", " --agent ID").arg(agent()))
        .subcommand(verb("available", " --agent ID").arg(agent()))
        .subcommand(change("add"))
        .subcommand(change("remove"))
}

pub(crate) fn order(matches: &ArgMatches) -> Order {
    let (verb, matches) = matches.subcommand().unwrap_or(("agents", matches));
    let change = |wish| Deed::Change {
        wish,
        agent: text(matches, "agent"),
        list: given::<std::ffi::OsString>(matches, "list").unwrap_or_default().into(),
        dry_run: matches.get_flag("dry-run"),
        pace: given(matches, "pace"),
    };
    let deed = match verb {
        "list" => Deed::List(text(matches, "agent")),
        "available" => Deed::Available(text(matches, "agent")),
        "add" => change(Wish::Add),
        "remove" => change(Wish::Remove),
        _ => Deed::Agents,
    };
    let scopes = [&READ[..1], if matches!(deed, Deed::Change { dry_run: false, .. }) { WRITE } else { &[] }].concat();
    Order { person: person(matches, &scopes), owner: text(matches, "owner"), deed, json: choice(matches).json }
}
