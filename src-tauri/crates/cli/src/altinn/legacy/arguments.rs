//! The arguments of `inngang altinn legacy`.

use clap::{Arg, ArgMatches, Command as Parser, value_parser};
use inngang_engine::legacy::{Page, RESOURCES, Resource};

use super::entry::{Entry, with_entry};
use super::{Asked, Order, Reading};
use crate::altinn::caller::with_anybody;
use crate::arguments::{Frame, flag, given, option, positional, text};
use crate::profile::arguments::choice;

/// Verbs that read one address each.
const READ: [&str; 4] = ["messages", "profile", "reportees", "organizations"];

pub(in crate::altinn) fn parser(frame: &Frame<'_>) -> Parser {
    let said = |key: &str| frame.words.get(&format!("cli:altinn.legacy.{key}"), &[]);
    let command = |name: &'static str, usage: &str| frame.command(name, said(&format!("about.{name}")), usage);
    let group = frame.group("legacy", "altinn legacy", said("about.all"));
    let group = group.subcommand(with_anybody(with_entry(command("log-in", "altinn legacy log-in --user NAME"), frame), frame));
    let group = READ.iter().fold(group, |group, name| {
        let read = with_page(command(name, &format!("altinn legacy {name} --user NAME --api-key-fd N")), frame);
        group.subcommand(with_anybody(with_entry(read, frame), frame))
    });
    let message = command("message", "altinn legacy message ID --user NAME --api-key-fd N").arg(positional("ID", said("message_id")));
    let message = message.arg(option("who", "WHO", said("who")));
    let group = group.subcommand(with_anybody(with_entry(message, frame), frame));
    let names = RESOURCES.iter().map(|resource| resource.name);
    let read = frame.command_on("read", said("about.read"), "altinn legacy read ADDRESS");
    let address = positional("ADDRESS", said("address")).value_parser(clap::builder::PossibleValuesParser::new(names));
    let read = with_page(read.arg(address), frame).arg(option("id", "ID", said("id")));
    let check = command("check", "altinn legacy check").arg(option("party", "ORG", said("party")));
    let detect = frame.command_on("detect", said("about.detect"), "altinn legacy detect FILE");
    let detect = detect.arg(positional("FILE", said("file")).value_parser(value_parser!(std::path::PathBuf)));
    group
        .subcommand(with_anybody(with_entry(read, frame), frame))
        .subcommand(with_anybody(with_entry(check, frame), frame))
        .subcommand(detect.arg(flag("json", frame.words.get("cli:profile.json", &[]))).after_help(frame.words.get("cli:altinn.exit", &[])))
}

/// Whose, and which part of a list.
fn with_page(parser: Parser, frame: &Frame<'_>) -> Parser {
    let said = |key: &str| frame.words.get(&format!("cli:altinn.legacy.{key}"), &[]);
    let number = |name: &'static str| -> Arg { option(name, "N", said(name)).value_parser(value_parser!(u32)) };
    parser
        .arg(option("who", "WHO", said("who")))
        .arg(number("top"))
        .arg(number("skip"))
        .arg(option("filter", "FILTER", said("filter")))
        .arg(option("orderby", "MEMBER", said("orderby")))
}

/// The first that is asked for is what is done: clap lets nobody through without one.
pub(in crate::altinn) fn order(matches: &ArgMatches) -> Order {
    let (verb, matches) = matches.subcommand().unwrap_or(("detect", matches));
    let asked = match verb {
        "log-in" => Asked::LogIn,
        "check" => Asked::Check { party: given(matches, "party") },
        "message" => Asked::Read(Reading {
            resource: named("message"),
            who: text(matches, "who"),
            id: Some(text(matches, "ID")),
            page: Page::default(),
        }),
        "read" => reading(&text(matches, "ADDRESS"), given(matches, "id"), matches),
        "detect" => return Order::Detect { file: given(matches, "FILE").unwrap_or_default(), json: matches.get_flag("json") },
        name => reading(name, None, matches),
    };
    Order::Call(Box::new((choice(matches), Entry::of(matches), asked)))
}

fn reading(name: &str, id: Option<String>, matches: &ArgMatches) -> Asked {
    let page = Page {
        skip: given(matches, "skip"),
        top: given(matches, "top"),
        filter: given(matches, "filter"),
        order_by: given(matches, "orderby"),
    };
    Asked::Read(Reading { resource: named(name), who: text(matches, "who"), id, page })
}

/// The names that are let through are those of the table.
fn named(name: &str) -> &'static Resource {
    Resource::named(name).unwrap_or(&RESOURCES[0])
}
