//! The arguments of `inngang certificate`.

use std::path::PathBuf;

use clap::{Arg, ArgMatches, Command as Parser, value_parser};

use super::Order;
use crate::arguments::{Frame, descriptor, file, flag, given};

pub(crate) fn parser(frame: &Frame<'_>) -> Parser {
    let said = |key: &str| frame.words.get(&format!("cli:certificate.{key}"), &[]);
    let files = Arg::new("FILE").value_name("FILE").num_args(1..).required(true).value_parser(value_parser!(PathBuf)).help(said("files"));
    let usage = "certificate FILE… [--password-fd N | --ask] [--offline] [--json] [--environment FILE]";
    frame
        .command_on("certificate", said("about"), usage)
        .after_help(format!("{}\n\n{}", said("after"), said("exit")))
        .arg(files)
        .arg(descriptor("password-fd", said("password_fd")).conflicts_with("ask"))
        .arg(flag("ask", said("ask")))
        .arg(flag("offline", said("offline")))
        .arg(flag("json", said("json")))
        .arg(file("environment", said("environment")))
}

pub(crate) fn order(matches: &ArgMatches) -> Order {
    Order {
        files: matches.get_many::<PathBuf>("FILE").into_iter().flatten().cloned().collect(),
        password_fd: given(matches, "password-fd"),
        ask: matches.get_flag("ask"),
        offline: matches.get_flag("offline"),
        json: matches.get_flag("json"),
        environment: given(matches, "environment"),
    }
}
