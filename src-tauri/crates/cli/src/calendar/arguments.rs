//! The arguments of `inngang calendar`.

use clap::{ArgMatches, Command as Parser};

use super::Order;
use crate::arguments::{Frame, flag};
use crate::profile::arguments::{choice, with_choice};

pub(crate) fn parser(frame: &Frame<'_>) -> Parser {
    let said = |key: &str| frame.words.get(&format!("cli:calendar.{key}"), &[]);
    let parser = frame.command("calendar", said("about"), "calendar [--json | --ics] [--profile NAME]").after_help(said("exit"));
    with_choice(parser.arg(flag("ics", said("ics")).conflicts_with("json")), frame)
}

pub(crate) fn order(matches: &ArgMatches) -> Order {
    Order { choice: choice(matches), ics: matches.get_flag("ics") }
}
