//! The arguments of `inngang portal`.

use clap::{Arg, ArgAction, ArgMatches, Command as Parser};

use super::{Deed, KeyDeed, NewClient, Order, RenewKey, SignWith};
use crate::arguments::{Frame, flag, given, option, positional, text, texts};
use crate::key::arguments::{bits, kind};
use crate::profile::arguments::{choice, with_choice};

pub(crate) fn parser(frame: &Frame<'_>) -> Parser {
    let said = |key: &str| frame.words.get(&format!("cli:portal.{key}"), &[]);
    let about = |verb: &str| said(&format!("about.{verb}"));
    let road = frame
        .command("road", about("road"), "portal road [--kind maskinporten|api_klient|ansattporten] [--scope SCOPE]… [--key KEY]")
        .arg(kind(said("kind")))
        .arg(scope(said("scope")))
        .arg(option("key", "KEY", said("road_key")));
    let road = with_choice(road, frame).after_help(said("exit"));
    let verbs = [
        frame.command("clients", about("clients"), "portal clients [--inactive]").arg(flag("inactive", said("inactive"))),
        frame.command_on("client", about("client"), "portal client ID").arg(id(frame)),
        create(frame),
        frame.command_on("deactivate", about("deactivate"), "portal deactivate ID --yes-deactivate NAME").arg(id(frame)).arg(option(
            "yes-deactivate",
            "NAME",
            said("yes_deactivate"),
        )),
        frame.command("scopes", about("scopes"), "portal scopes"),
    ];
    let verbs = verbs.map(|verb| with_access(verb, frame));
    frame.group("portal", "portal", about("all")).subcommand(road).subcommands(verbs).subcommand(keys(frame))
}

/// What every command has that talks to the self-service API.
fn with_access(parser: Parser, frame: &Frame<'_>) -> Parser {
    let said = |key: &str| frame.words.get(&format!("cli:portal.{key}"), &[]);
    let parser = parser
        .arg(option("admin-client", "ID", said("admin_client")))
        .arg(option("sign-with", "HOW", said("sign_with")).value_parser(["key", "certificate"]));
    with_choice(parser, frame).after_help(said("exit"))
}

fn create(frame: &Frame<'_>) -> Parser {
    let said = |key: &str| frame.words.get(&format!("cli:portal.{key}"), &[]);
    frame
        .command("create", said("about.create"), "portal create --name TEXT [--description TEXT] --scope SCOPE… [--kind KIND] [--key KEY]")
        .arg(option("name", "TEXT", said("name")).required(true))
        .arg(option("description", "TEXT", said("description")))
        .arg(scope(said("scope")).required(true))
        .arg(kind(said("kind")))
        .arg(option("redirect-uri", "URI", said("redirect_uri")).action(ArgAction::Append))
        .arg(option("client-uri", "URI", said("client_uri")))
        .arg(option("key", "KEY", said("create_key")))
}

fn keys(frame: &Frame<'_>) -> Parser {
    let said = |key: &str| frame.words.get(&format!("cli:portal.{key}"), &[]);
    let about = |verb: &str| said(&format!("about.keys_{verb}"));
    let verbs = [
        frame.command_on("list", about("list"), "portal keys list ID").arg(id(frame)),
        frame.command_on("add", about("add"), "portal keys add ID KEY").arg(id(frame)).arg(positional("KEY", said("add_key"))),
        frame.command_on("repost", about("repost"), "portal keys repost ID KID").arg(id(frame)).arg(positional("KID", said("kid"))),
        frame
            .command_on("remove", about("remove"), "portal keys remove ID KID [--last]")
            .arg(id(frame))
            .arg(positional("KID", said("kid")))
            .arg(flag("last", said("last"))),
        frame
            .command_on("renew", about("renew"), "portal keys renew ID [--scope SCOPE]… [--bits N] [--retire | --undo]")
            .arg(id(frame))
            .arg(scope(said("proof_scope")))
            .arg(bits(frame))
            .arg(flag("retire", said("retire")).conflicts_with("undo"))
            .arg(flag("undo", said("undo"))),
    ];
    frame.group("keys", "portal keys", said("about.keys")).subcommands(verbs.map(|verb| with_access(verb, frame)))
}

fn id(frame: &Frame<'_>) -> Arg {
    positional("ID", frame.words.get("cli:portal.id", &[]))
}

fn scope(help: String) -> Arg {
    option("scope", "SCOPE", help).action(ArgAction::Append)
}

pub(crate) fn order(matches: &ArgMatches) -> Order {
    let (verb, matches) = matches.subcommand().unwrap_or(("clients", matches));
    let (deed, matches) = match (verb, matches.subcommand()) {
        ("keys", Some((verb, matches))) => (Deed::Keys { client: text(matches, "ID"), deed: key_deed(verb, matches) }, matches),
        _ => (deed(verb, matches), matches),
    };
    let known = |name: &str| matches.try_get_one::<String>(name).ok().flatten().cloned();
    let sign_with = known("sign-with").map(|how| if how == "key" { SignWith::Key } else { SignWith::Certificate });
    Order { choice: choice(matches), admin_client: known("admin-client"), sign_with, deed }
}

fn deed(verb: &str, matches: &ArgMatches) -> Deed {
    match verb {
        "road" => Deed::Road { kind: text(matches, "kind"), scopes: texts(matches, "scope"), key: given(matches, "key") },
        "client" => Deed::Client { id: text(matches, "ID") },
        "create" => Deed::Create(NewClient {
            kind: text(matches, "kind"),
            name: text(matches, "name"),
            description: given(matches, "description"),
            scopes: texts(matches, "scope"),
            redirect_uris: texts(matches, "redirect-uri"),
            client_uri: given(matches, "client-uri"),
            key: given(matches, "key"),
        }),
        "deactivate" => Deed::Deactivate { id: text(matches, "ID"), typed: given(matches, "yes-deactivate") },
        "scopes" => Deed::Scopes,
        _ => Deed::Clients { inactive: matches.get_flag("inactive") },
    }
}

fn key_deed(verb: &str, matches: &ArgMatches) -> KeyDeed {
    match verb {
        "add" => KeyDeed::Add { key: text(matches, "KEY") },
        "repost" => KeyDeed::Repost { kid: text(matches, "KID") },
        "remove" => KeyDeed::Remove { kid: text(matches, "KID"), last: matches.get_flag("last") },
        "renew" => KeyDeed::Renew(RenewKey {
            scopes: texts(matches, "scope"),
            bits: text(matches, "bits"),
            retire: matches.get_flag("retire"),
            undo: matches.get_flag("undo"),
        }),
        _ => KeyDeed::List,
    }
}
