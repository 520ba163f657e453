//! The arguments of `inngang altinn systems`.

use clap::{ArgMatches, Command as Parser};

use super::{Deed, Order};
use crate::altinn::caller::{Caller, with_vendor};
use crate::arguments::Frame;

pub(crate) fn parser(frame: &Frame<'_>) -> Parser {
    let said = |key: &str| frame.words.get(&format!("cli:altinn.systems.{key}"), &[]);
    let list = frame.command("list", said("about.list"), "altinn systems list");
    frame.group("systems", "altinn systems", said("about.all")).subcommand(with_vendor(list, frame))
}

pub(crate) fn order(matches: &ArgMatches) -> Order {
    let (_, matches) = matches.subcommand().unwrap_or(("list", matches));
    Order { caller: Caller::of(matches), deed: Deed::List }
}
