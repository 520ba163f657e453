//! The arguments of `inngang rehearse`.

use clap::{ArgAction, ArgMatches, Command as Parser};
use inngang_practice::Fault;

use super::Order;
use crate::arguments::{Frame, descriptor, file, flag, given, option, texts};

pub(crate) fn parser(frame: &Frame<'_>) -> Parser {
    let said = |key: &str| frame.words.get(&format!("cli:rehearse.{key}"), &[]);
    let faults = Fault::ALL.iter().map(|fault| format!("  {}", fault.name())).collect::<Vec<_>>().join("\n");
    let fault = option("fault", "NAME", said("fault")).action(ArgAction::Append).conflicts_with("environment");
    let usage = "rehearse [--environment FILE | --fault NAME] [--p12 FILE [--password-fd N]] [--json]";
    frame
        .command("rehearse", said("about"), usage)
        .after_help(format!("{}:\n{faults}\n\n{}", said("faults"), said("exit")))
        .arg(file("environment", said("environment")))
        .arg(fault.value_parser(Fault::ALL.iter().map(|fault| fault.name()).collect::<Vec<_>>()))
        .arg(file("p12", said("p12")))
        .arg(descriptor("password-fd", said("password_fd")).requires("p12"))
        .arg(flag("json", said("json")))
}

pub(crate) fn order(matches: &ArgMatches) -> Order {
    Order {
        environment: given(matches, "environment"),
        // The parser let no other names through.
        faults: texts(matches, "fault").iter().filter_map(|name| name.parse().ok()).collect(),
        p12: given(matches, "p12"),
        password_fd: given(matches, "password-fd"),
        json: matches.get_flag("json"),
    }
}
