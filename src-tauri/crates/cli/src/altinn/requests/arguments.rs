//! The arguments of `inngang altinn requests`.

use clap::builder::PossibleValuesParser;
use clap::{Arg, ArgAction, ArgMatches, Command as Parser};
use inngang_engine::altinn::RequestKind;

use super::{Deed, Order, Typed, Wish};
use crate::altinn::caller::{Caller, with_vendor};
use crate::arguments::{Frame, flag, given, option, positional, text, texts};

const SETS: &str = "[--right ID]… [--package NAME]…";

pub(crate) fn parser(frame: &Frame<'_>) -> Parser {
    let said = |key: &str| frame.words.get(&format!("cli:altinn.requests.{key}"), &[]);
    let about = |verb: &str| said(&format!("about.{verb}"));
    let usage = |verb: &str| format!("altinn requests {verb}");
    let id = || positional("ID", said("id"));
    let kind = || option("kind", "KIND", said("kind")).value_parser(PossibleValuesParser::new(["standard", "agent", "change"]));
    let of = |parser: Parser| {
        parser
            .arg(option("system", "ID", said("system")).required(true))
            .arg(option("party", "NUMBER", said("party")).required(true))
            .arg(option("external-ref", "TEXT", said("external_ref")))
            .arg(many("right", "ID", said("right")))
            .arg(many("package", "NAME", said("package")))
    };
    let verbs = [
        frame.command("list", about("list"), &usage("list [--system ID]")).arg(option("system", "ID", said("of_system"))),
        of(frame.command("create", about("create"), &usage(&format!("create --system ID --party NUMBER [--kind standard|agent] {SETS}"))))
            .arg(kind().default_value("standard"))
            .arg(option("title", "TEXT", said("title")))
            .arg(flag("anew", said("anew"))),
        frame.command_on("show", about("show"), &usage("show ID")).arg(id()).arg(kind().default_value("standard")),
        frame.command_on("wait", about("wait"), &usage("wait ID")).arg(id()),
        frame.command_on("delete", about("delete"), &usage("delete ID")).arg(id()),
        of(frame.command("change", about("change"), &usage(&format!("change --system ID --party NUMBER {SETS} [--without-right ID]…"))))
            .arg(many("without-right", "ID", said("without_right")))
            .arg(many("without-package", "NAME", said("without_package"))),
    ];
    frame.group("requests", "altinn requests", about("all")).subcommands(verbs.map(|verb| with_vendor(verb, frame)))
}

pub(crate) fn order(matches: &ArgMatches) -> Order {
    let (verb, matches) = matches.subcommand().unwrap_or(("list", matches));
    let deed = match verb {
        "create" => Deed::Create { wanted: typed(matches), anew: matches.get_flag("anew") },
        "show" => Deed::Show(text(matches, "ID"), kind(matches)),
        "wait" => Deed::Wait(text(matches, "ID")),
        "delete" => Deed::Delete(text(matches, "ID")),
        "change" => {
            let (unwanted_rights, unwanted_packages) = (texts(matches, "without-right"), texts(matches, "without-package"));
            let change = Wish { unwanted_rights, unwanted_packages };
            Deed::Change { of: typed(matches), change }
        }
        _ => Deed::List(given(matches, "system")),
    };
    Order { caller: Caller::of(matches), deed }
}

fn typed(matches: &ArgMatches) -> Typed {
    let title = matches.try_get_one::<String>("title").ok().flatten().cloned();
    Typed {
        system: text(matches, "system"),
        party: text(matches, "party"),
        external_ref: text(matches, "external-ref"),
        title,
        kind: kind(matches),
        rights: texts(matches, "right"),
        packages: texts(matches, "package"),
    }
}

fn kind(matches: &ArgMatches) -> RequestKind {
    let named = matches.try_get_one::<String>("kind").ok().flatten();
    named.and_then(|name| RequestKind::parse(name)).unwrap_or(RequestKind::Standard)
}

fn many(name: &'static str, value: &'static str, help: String) -> Arg {
    option(name, value, help).action(ArgAction::Append)
}
