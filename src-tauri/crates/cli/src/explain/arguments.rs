//! The arguments of `inngang explain`.

use std::ffi::OsString;

use clap::{Arg, ArgMatches, Command as Parser, value_parser};
use inngang_engine::secret::Secret;

use super::{Asked, Order};
use crate::arguments::{Frame, flag};

pub(crate) fn parser(frame: &Frame<'_>) -> Parser {
    let said = |key: &str| frame.words.get(&format!("cli:explain.{key}"), &[]);
    let text = Arg::new("TEXT")
        .value_name("TEXT")
        .num_args(1..)
        .required_unless_present("list")
        .value_parser(value_parser!(OsString))
        .help(said("text"));
    frame
        .command_on("explain", said("about"), "explain CODE|TEXT|- [--json] | --list [--json]")
        .after_help(said("exit"))
        .arg(text)
        .arg(flag("list", said("list")).conflicts_with("TEXT"))
        .arg(flag("json", said("json")))
}

pub(crate) fn order(matches: &ArgMatches) -> Order {
    let words: Vec<_> = matches.get_many::<OsString>("TEXT").into_iter().flatten().map(|word| word.to_string_lossy()).collect();
    let asked = match words.join(" ") {
        text if text.is_empty() && words.is_empty() => Asked::List,
        text if text == "-" => Asked::StandardInput,
        text => Asked::Text(Secret::new(text)),
    };
    Order { asked, json: matches.get_flag("json") }
}
