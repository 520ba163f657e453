//! The arguments of `inngang key`.

use std::path::PathBuf;

use clap::{ArgMatches, Command as Parser, value_parser};

use super::{Deed, Form, Order};
use crate::arguments::{Frame, descriptor, file, given, option, positional, text};
use crate::profile::arguments::{choice, with_choice};

pub(crate) fn parser(frame: &Frame<'_>) -> Parser {
    let said = |key: &str| frame.words.get(&format!("cli:key.{key}"), &[]);
    let about = |verb: &str| said(&format!("about.{verb}"));
    let key = || positional("KEY", said("key"));
    let name = || option("name", "TEXT", said("name"));
    let source = positional("FILE", said("file")).value_parser(value_parser!(PathBuf));
    let password = |key: &str| descriptor("password-fd", said(key)).conflicts_with("ask");
    let verbs = [
        frame.command("create", about("create"), "key create [--bits N] [--name TEXT]").arg(bits(frame)).arg(name()),
        frame.command("list", about("list"), "key list [--json]"),
        frame.command_on("show", about("show"), "key show KEY [--form jwk|jwks|pem|cer]").arg(key()).arg(form(said("form"))),
        frame
            .command_on("import", about("import"), "key import FILE [--password-fd N | --ask] [--name TEXT]")
            .arg(source)
            .arg(password("password_fd"))
            .arg(name()),
        frame
            .command_on(
                "register",
                about("register"),
                "key register KEY --client ID [--kid KID] [--kind maskinporten|api_klient|ansattporten]",
            )
            .arg(key())
            .arg(option("client", "ID", said("client")).required(true))
            .arg(option("kid", "KID", said("kid")))
            .arg(kind(said("kind"))),
        frame.command_on("rename", about("rename"), "key rename KEY NAME").arg(key()).arg(positional("NAME", said("new_name"))),
        frame.command_on("forget", about("forget"), "key forget KEY --yes-forget NAME").arg(key()).arg(option(
            "yes-forget",
            "NAME",
            said("yes_forget"),
        )),
        frame
            .command_on("backup", about("backup"), "key backup KEY --out FILE (--password-fd N [--vault-password-fd M] | --ask)")
            .arg(key())
            .arg(file("out", said("out")).required(true))
            .arg(password("backup_password_fd")),
    ];
    let verbs = verbs.map(|verb| with_choice(verb, frame).after_help(said("exit")));
    frame.group("key", "key", said("about.all")).subcommands(verbs)
}

/// Modulus lengths that are made.
pub(crate) fn bits(frame: &Frame<'_>) -> clap::Arg {
    option("bits", "N", frame.words.get("cli:key.bits", &[]))
        .value_parser(["2048", "3072", "4096"])
        .default_value("3072")
        .hide_default_value(true)
}

/// Digdir's integration types.
pub(crate) fn kind(help: String) -> clap::Arg {
    option("kind", "KIND", help)
        .value_parser(["maskinporten", "api_klient", "ansattporten"])
        .default_value("maskinporten")
        .hide_default_value(true)
}

fn form(help: String) -> clap::Arg {
    option("form", "FORM", help).value_parser(Form::ALL.map(Form::as_str))
}

pub(crate) fn order(matches: &ArgMatches) -> Order {
    let (verb, matches) = matches.subcommand().unwrap_or(("list", matches));
    let key = || text(matches, "KEY");
    let deed = match verb {
        "create" => Deed::Create { bits: text(matches, "bits"), name: given(matches, "name") },
        "show" => Deed::Show { key: key(), form: given::<String>(matches, "form").and_then(|form| Form::named(&form)) },
        "import" => Deed::Import {
            file: given(matches, "FILE").unwrap_or_default(),
            password_fd: given(matches, "password-fd"),
            name: given(matches, "name"),
        },
        "register" => {
            Deed::Register { key: key(), client: text(matches, "client"), kid: given(matches, "kid"), kind: text(matches, "kind") }
        }
        "rename" => Deed::Rename { key: key(), name: text(matches, "NAME") },
        "forget" => Deed::Forget { key: key(), typed: given(matches, "yes-forget") },
        "backup" => Deed::BackUp { key: key(), out: given(matches, "out").unwrap_or_default(), password_fd: given(matches, "password-fd") },
        _ => Deed::List,
    };
    Order { choice: choice(matches), deed }
}
