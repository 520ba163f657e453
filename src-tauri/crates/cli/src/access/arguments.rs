//! The arguments of `inngang access`.

use clap::{ArgMatches, Command as Parser};

use super::Order;
use crate::altinn::{Caller, with_vendor};
use crate::arguments::{Frame, given, option};

pub(crate) fn parser(frame: &Frame<'_>) -> Parser {
    let said = |key: &str| frame.words.get(&format!("cli:access.{key}"), &[]);
    let check = frame.command("check", said("about.check"), "access check [--system-user-org ORG]");
    let check = check
        .arg(option("system-user-org", "ORG", said("system_user_org")))
        .arg(option("system", "ID", said("system")).requires("system-user-org"))
        .arg(option("external-ref", "REF", said("external_ref")).requires("system-user-org"))
        .arg(option("party", "ORG", said("party")).requires("system-user-org"))
        .arg(option("package", "NAME", said("package")).requires("system-user-org"))
        .arg(option("resource", "ID", said("resource")).requires("system-user-org"));
    frame.group("access", "access", said("about.all")).subcommand(with_vendor(check, frame))
}

pub(crate) fn order(matches: &ArgMatches) -> Order {
    let (_, matches) = matches.subcommand().unwrap_or(("check", matches));
    Order {
        caller: Caller::of(matches),
        owner: given(matches, "system-user-org"),
        system: given(matches, "system"),
        external_ref: given(matches, "external-ref"),
        party: given(matches, "party"),
        package: given(matches, "package"),
        resource: given(matches, "resource"),
    }
}
