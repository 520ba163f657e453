//! The arguments of `inngang altinn systems`.

use clap::{Arg, ArgMatches, Command as Parser};

use super::form::{Form, with_form};
use super::{Deed, Order, Rights};
use crate::altinn::caller::{Caller, with_anybody, with_vendor};
use crate::arguments::{Frame, given, option, positional, text};
use crate::profile::arguments::choice;

pub(crate) fn parser(frame: &Frame<'_>) -> Parser {
    let said = |key: &str| frame.words.get(&format!("cli:altinn.systems.{key}"), &[]);
    let about = |verb: &str| said(&format!("about.{verb}"));
    let id = || positional("ID", said("id"));
    let form = "[--name-nb TEXT …] [--description-nb TEXT …] [--client ID]… [--resource ID]… [--package URN]… [--visible yes|no]";
    let usage = |verb: &str| format!("altinn systems {verb}");
    let vendors = [
        frame.command("list", about("list"), &usage("list")),
        frame.command_on("show", about("show"), &usage("show ID")).arg(id()),
        with_form(frame.command_on("create", about("create"), &usage(&format!("create ID {form}"))), frame),
        with_form(frame.command_on("update", about("update"), &usage(&format!("update ID {form}"))), frame),
        frame.command_on("delete", about("delete"), &usage("delete ID --yes-delete ID")).arg(id()).arg(option(
            "yes-delete",
            "ID",
            said("yes_delete"),
        )),
        frame.command_on("changes", about("changes"), &usage("changes ID")).arg(id()),
    ];
    let search = |verb: &'static str| {
        let words = Arg::new("WORDS").value_name("WORDS").num_args(0..).help(said("words"));
        with_anybody(frame.command_on(verb, about(verb), &usage(&format!("{verb} [WORDS]"))).arg(words), frame)
    };
    frame
        .group("systems", "altinn systems", about("all"))
        .subcommands(vendors.map(|verb| with_vendor(verb, frame)))
        .subcommands(["resources", "packages"].map(search))
}

pub(crate) fn order(matches: &ArgMatches) -> Order {
    let (verb, matches) = matches.subcommand().unwrap_or(("list", matches));
    let rights = match verb {
        "resources" => Some(Rights::Resources),
        "packages" => Some(Rights::Packages),
        _ => None,
    };
    if let Some(rights) = rights {
        let words: Vec<String> = matches.get_many::<String>("WORDS").into_iter().flatten().cloned().collect();
        return Order::Search(choice(matches), rights, words.join(" "));
    }
    let deed = match verb {
        "show" => Deed::Show(text(matches, "ID")),
        "create" => Deed::Create(Form::of(matches)),
        "update" => Deed::Update(Form::of(matches)),
        "delete" => Deed::Delete { id: text(matches, "ID"), typed: given(matches, "yes-delete") },
        "changes" => Deed::Changes(text(matches, "ID")),
        _ => Deed::List,
    };
    Order::Vendor(Box::new(Caller::of(matches)), deed)
}
