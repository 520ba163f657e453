//! The arguments that every command has which works in a profile.

use clap::{ArgMatches, Command as Parser};

use super::Choice;
use crate::arguments::{Frame, descriptor, file, flag, given, option};

/// Which profile, and how its vault is opened.
pub(crate) fn with_choice(parser: Parser, frame: &Frame<'_>) -> Parser {
    let said = |key: &str| frame.words.get(&format!("cli:profile.{key}"), &[]);
    parser
        .arg(option("profile", "NAME", said("profile")))
        .arg(file("environment", said("environment")))
        .arg(option("organisation", "NUMBER", said("organisation")).requires("environment").conflicts_with("profile"))
        .arg(descriptor("vault-password-fd", said("vault_password_fd")))
        .arg(flag("ask", said("ask")))
        .arg(flag("json", said("json")))
}

pub(crate) fn choice(matches: &ArgMatches) -> Choice {
    Choice {
        profile: given(matches, "profile"),
        environment: given(matches, "environment"),
        organisation: given(matches, "organisation"),
        vault_password_fd: given(matches, "vault-password-fd"),
        ask: matches.get_flag("ask"),
        json: matches.get_flag("json"),
    }
}
