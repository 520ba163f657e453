//! The arguments of `inngang token`.

use std::path::PathBuf;

use clap::{Arg, ArgMatches, Command as Parser, value_parser};

use super::{Order, obtain, read};
use crate::arguments::{Frame, file, flag, given};

pub(crate) fn parser(frame: &Frame<'_>) -> Parser {
    obtain::arguments::parser(frame).subcommand(read_parser(frame))
}

pub(crate) fn order(matches: &ArgMatches) -> Order {
    let Some(matches) = matches.subcommand_matches("read") else {
        return Order::Obtain(Box::new(obtain::arguments::order(matches)));
    };
    Order::Read(read::Order {
        file: given(matches, "FILE").unwrap_or_default(),
        offline: matches.get_flag("offline"),
        json: matches.get_flag("json"),
        environment: given(matches, "environment"),
    })
}

fn read_parser(frame: &Frame<'_>) -> Parser {
    let said = |key: &str| frame.words.get(&format!("cli:token.read.{key}"), &[]);
    let token = Arg::new("FILE").value_name("FILE").required(true).value_parser(value_parser!(PathBuf)).help(said("file"));
    frame
        .command_on("read", said("about"), "token read FILE|- [--offline] [--json] [--environment FILE]")
        .after_help(said("exit"))
        .arg(token)
        .arg(flag("offline", said("offline")))
        .arg(flag("json", said("json")))
        .arg(file("environment", said("environment")))
}
