//! The arguments of `inngang token` itself.

use clap::{Arg, ArgAction, ArgMatches, Command as Parser, value_parser};
use inngang_engine::keys::SigningAlgorithm;

use super::Order;
use super::asked::Typed;
use crate::arguments::{Frame, descriptor, flag, given, option, text, texts};
use crate::profile::arguments::{choice, with_choice};
use crate::signer::{Signer, with_signer};

const USAGE: &str = "token --client-id ID (--key KEY | --key-file FILE | --p12 FILE) --scope SCOPE… [--dry-run | --out FILE|-]";

const ALGORITHMS: [SigningAlgorithm; 3] = [SigningAlgorithm::Rs256, SigningAlgorithm::Rs384, SigningAlgorithm::Rs512];

pub(crate) fn parser(frame: &Frame<'_>) -> Parser {
    let said = |key: &str| frame.words.get(&format!("cli:token.{key}"), &[]);
    let several = |argument: Arg| argument.action(ArgAction::Append);
    let parser = frame
        .command_and_group("token", said("about"), USAGE)
        .subcommand_negates_reqs(true)
        .arg(option("client-id", "ID", said("client_id")).required(true))
        .arg(several(option("scope", "SCOPE", said("scope"))).required(true));
    let parser = with_signer(parser, frame)
        .arg(option("algorithm", "ALG", said("algorithm")).value_parser(ALGORITHMS.map(SigningAlgorithm::as_str)))
        .arg(several(option("resource", "URI", said("resource"))))
        .arg(option("consumer-org", "NUMBER", said("consumer_org")))
        .arg(option("system-user-org", "NUMBER", said("system_user_org")))
        .arg(option("external-ref", "TEXT", said("external_ref")))
        .arg(descriptor("pid-fd", said("pid_fd")))
        .arg(flag("dry-run", said("dry_run")).conflicts_with_all(["wait", "out"]))
        .arg(option("wait", "SECONDS", said("wait")).value_parser(value_parser!(u64)))
        .arg(option("out", "FILE|-", said("out")).value_parser(value_parser!(std::ffi::OsString)));
    with_choice(parser, frame).after_help(format!("{}\n\n{}", said("practice"), said("exit")))
}

pub(crate) fn order(matches: &ArgMatches) -> Order {
    let algorithm: Option<String> = given(matches, "algorithm");
    let algorithm = ALGORITHMS.into_iter().find(|known| algorithm.as_deref() == Some(known.as_str())).unwrap_or_default();
    Order {
        choice: choice(matches),
        typed: Typed {
            client: text(matches, "client-id"),
            scopes: texts(matches, "scope"),
            resources: texts(matches, "resource"),
            pid_fd: given(matches, "pid-fd"),
            consumer: text(matches, "consumer-org"),
            owner: text(matches, "system-user-org"),
            external_ref: text(matches, "external-ref"),
        },
        signer: Signer::of(matches, algorithm),
        dry_run: matches.get_flag("dry-run"),
        wait: given(matches, "wait").unwrap_or_default(),
        out: given::<std::ffi::OsString>(matches, "out").map(Into::into),
    }
}
