//! What may be asked for on the command line, in three languages.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, ArgAction, ArgMatches, Command as Parser, value_parser};
use inngang_practice::Fault;

use crate::Stop;
use crate::language::LANGUAGES;
use crate::words::Words;
use crate::{certificate, rehearse};

/// What was asked for.
#[derive(Debug)]
pub(crate) enum Asked {
    /// Help or version.
    Text(String),
    /// Something to do.
    For(Command),
}

/// What the program can do.
#[derive(Debug)]
pub(crate) enum Command {
    /// Without a command.
    Window,
    /// What files are.
    Certificate(certificate::Order),
    /// The whole road.
    Rehearse(rehearse::Order),
}

const COMMANDS: [&str; 2] = ["certificate", "rehearse"];

/// Understands the arguments.
pub(crate) fn read(arguments: Vec<OsString>, words: &Words) -> Result<Asked, Stop> {
    // The first of their names that was typed.
    let command = arguments.iter().skip(1).find_map(|argument| COMMANDS.into_iter().find(|name| argument == name));
    match parser(words).try_get_matches_from(arguments) {
        Ok(matches) => Ok(Asked::For(match matches.subcommand() {
            Some(("certificate", matches)) => Command::Certificate(certificate_order(matches)),
            Some((_, matches)) => Command::Rehearse(rehearse_order(matches)),
            None => Command::Window,
        })),
        Err(error) if matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion) => Ok(Asked::Text(error.to_string())),
        Err(error) => {
            let help = command.map_or_else(|| "inngang --help".to_owned(), |name| format!("inngang {name} --help"));
            let see = words.get("cli:usage.see_help", &[("help", &help)]);
            Err(Stop::because(&format!("{}\n{see}", refusal(&error, words))))
        }
    }
}

/// The help of the program as a whole.
pub(crate) fn help(words: &Words) -> String {
    parser(words).render_help().to_string()
}

fn parser(words: &Words) -> Parser {
    let said = |key: &str| words.get(&format!("cli:help.{key}"), &[]);
    let (usage, commands, options) = (said("usage"), said("commands"), said("options"));
    let lang = option("lang", "nb|nn|en", said("lang")).value_parser(LANGUAGES).global(true);
    Parser::new("inngang")
        .version(env!("CARGO_PKG_VERSION"))
        .about(words.get("cli:about", &[]))
        .disable_help_flag(true)
        .disable_version_flag(true)
        .disable_help_subcommand(true)
        .help_template(format!(
            "{{about}}\n\n{usage}: {{usage}}\n\n{commands}:\n{{subcommands}}\n\n{options}:\n{{options}}{{after-help}}\n"
        ))
        .override_usage(format!("inngang [--lang nb|nn|en] [{}]", said("command")))
        .after_help(said("after"))
        .arg(Arg::new("help").short('h').long("help").action(ArgAction::Help).help(said("help")).global(true))
        .arg(Arg::new("version").short('V').long("version").action(ArgAction::Version).help(said("version")))
        .arg(lang)
        .subcommand(certificate(words, &usage, &options))
        .subcommand(rehearse(words, &usage, &options))
}

fn certificate(words: &Words, usage: &str, options: &str) -> Parser {
    let said = |key: &str| words.get(&format!("cli:certificate.{key}"), &[]);
    let files = Arg::new("FILE").value_name("FILE").num_args(1..).required(true).value_parser(value_parser!(PathBuf)).help(said("files"));
    Parser::new("certificate")
        .about(said("about"))
        .help_template(format!("{{about}}\n\n{usage}: {{usage}}\n\n{{positionals}}\n\n{options}:\n{{options}}{{after-help}}\n"))
        .override_usage("inngang certificate FILE… [--password-fd N | --ask] [--offline] [--json] [--environment FILE]")
        .after_help(format!("{}\n\n{}", said("after"), said("exit")))
        .arg(files)
        .arg(option("password-fd", "N", said("password_fd")).value_parser(value_parser!(u32)).conflicts_with("ask"))
        .arg(Arg::new("ask").long("ask").action(ArgAction::SetTrue).help(said("ask")))
        .arg(Arg::new("offline").long("offline").action(ArgAction::SetTrue).help(said("offline")))
        .arg(Arg::new("json").long("json").action(ArgAction::SetTrue).help(said("json")))
        .arg(option("environment", "FILE", said("environment")).value_parser(value_parser!(PathBuf)))
}

fn rehearse(words: &Words, usage: &str, options: &str) -> Parser {
    let said = |key: &str| words.get(&format!("cli:rehearse.{key}"), &[]);
    let faults = Fault::ALL.iter().map(|fault| format!("  {}", fault.name())).collect::<Vec<_>>().join("\n");
    let fault = option("fault", "NAME", said("fault")).action(ArgAction::Append).conflicts_with("environment");
    Parser::new("rehearse")
        .about(said("about"))
        .help_template(format!("{{about}}\n\n{usage}: {{usage}}\n\n{options}:\n{{options}}{{after-help}}\n"))
        .override_usage("inngang rehearse [--environment FILE | --fault NAME] [--p12 FILE [--password-fd N]] [--json]")
        .after_help(format!("{}:\n{faults}\n\n{}", said("faults"), said("exit")))
        .arg(option("environment", "FILE", said("environment")).value_parser(value_parser!(PathBuf)))
        .arg(fault.value_parser(Fault::ALL.iter().map(|fault| fault.name()).collect::<Vec<_>>()))
        .arg(option("p12", "FILE", said("p12")).value_parser(value_parser!(PathBuf)))
        .arg(option("password-fd", "N", said("password_fd")).value_parser(value_parser!(u32)).requires("p12"))
        .arg(Arg::new("json").long("json").action(ArgAction::SetTrue).help(said("json")))
}

fn option(name: &'static str, value: &'static str, help: String) -> Arg {
    Arg::new(name).long(name).value_name(value).help(help).hide_possible_values(true)
}

fn certificate_order(matches: &ArgMatches) -> certificate::Order {
    certificate::Order {
        files: matches.get_many::<PathBuf>("FILE").into_iter().flatten().cloned().collect(),
        password_fd: matches.get_one::<u32>("password-fd").copied(),
        ask: matches.get_flag("ask"),
        offline: matches.get_flag("offline"),
        json: matches.get_flag("json"),
        environment: matches.get_one::<PathBuf>("environment").cloned(),
    }
}

fn rehearse_order(matches: &ArgMatches) -> rehearse::Order {
    let faults = matches.get_many::<String>("fault").into_iter().flatten();
    rehearse::Order {
        environment: matches.get_one::<PathBuf>("environment").cloned(),
        // The parser let no other names through.
        faults: faults.filter_map(|name| name.parse().ok()).collect(),
        p12: matches.get_one::<PathBuf>("p12").cloned(),
        password_fd: matches.get_one::<u32>("password-fd").copied(),
        json: matches.get_flag("json"),
    }
}

/// Why the arguments are not understood. What was typed is never repeated beyond an option's name: it may be a password.
fn refusal(error: &clap::Error, words: &Words) -> String {
    let (what, key) = match error.kind() {
        ErrorKind::UnknownArgument => match named(error, ContextKind::InvalidArg) {
            what if what.starts_with('-') => (what, "unknown_argument"),
            _ => (String::new(), "unknown_command"),
        },
        ErrorKind::InvalidSubcommand => (String::new(), "unknown_command"),
        ErrorKind::InvalidValue if named(error, ContextKind::InvalidValue).is_empty() => {
            (named(error, ContextKind::InvalidArg), "no_value")
        }
        ErrorKind::InvalidValue => (named(error, ContextKind::InvalidArg), "bad_value"),
        ErrorKind::ValueValidation => (named(error, ContextKind::InvalidArg), "not_a_number"),
        ErrorKind::ArgumentConflict if named(error, ContextKind::PriorArg) == named(error, ContextKind::InvalidArg) => {
            (named(error, ContextKind::InvalidArg), "twice")
        }
        ErrorKind::ArgumentConflict => (named(error, ContextKind::InvalidArg), "conflict"),
        ErrorKind::MissingRequiredArgument => (named(error, ContextKind::InvalidArg), "needs"),
        _ => (String::new(), "other"),
    };
    let values = match error.get(ContextKind::ValidValue) {
        Some(ContextValue::Strings(values)) => values.join(", "),
        _ => String::new(),
    };
    let other = named(error, ContextKind::PriorArg);
    words.get(&format!("cli:usage.{key}"), &[("what", &what), ("values", &values), ("other", &other)])
}

/// An option's name as the parser tells it, without its value.
fn named(error: &clap::Error, kind: ContextKind) -> String {
    let text = match error.get(kind) {
        Some(ContextValue::String(text)) => text.as_str(),
        Some(ContextValue::Strings(texts)) => texts.first().map_or("", String::as_str),
        _ => "",
    };
    text.split(['=', ' ']).next().unwrap_or_default().trim_matches(['<', '>', '.']).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(arguments: &[&str]) -> String {
        let arguments = ["inngang"].iter().chain(arguments).map(OsString::from).collect();
        read(arguments, &Words::new("en")).err().map(|Stop(why)| why.lines().next().unwrap_or_default().to_owned()).unwrap_or_default()
    }

    #[test]
    fn each_command_has_its_own_help() {
        fn check(arguments: &[&str], expected: &str) {
            let arguments = ["inngang"].iter().chain(arguments).map(OsString::from).collect();
            let said = read(arguments, &Words::new("nb")).err().map(|Stop(why)| why).unwrap_or_default();
            assert!(said.ends_with(&format!("Skriv «{expected}» for å se hva som er mulig.\n")), "{said}");
        }
        check(&["hunter2"], "inngang --help");
        check(&["certificate"], "inngang certificate --help");
        check(&["--lang", "nb", "certificate", "a.p12", "--oflin"], "inngang certificate --help");
        check(&["rehearse", "--p12"], "inngang rehearse --help");
    }

    #[test]
    fn what_is_not_understood_is_said_and_what_was_typed_is_not_repeated() {
        fn check(arguments: &[&str], expected: &str) {
            assert_eq!(refused(arguments), expected, "{arguments:?}");
        }
        check(&["rehearse", "--password=hunter2"], "Inngang does not know --password.");
        check(&["rehearse", "hunter2"], "Inngang does not know this command.");
        check(&["hunter2"], "Inngang does not know this command.");
        check(&["rehearse", "--p12"], "--p12 lacks a value.");
        check(&["rehearse", "--password-fd", "3"], "--p12 is missing.");
        check(&["rehearse", "--p12", "a", "--password-fd", "hunter2"], "--password-fd must be a number.");
        check(&["rehearse", "--p12", "a", "--p12", "b"], "--p12 can be given only once.");
        check(&["rehearse", "--environment", "a", "--fault", "wrong-aud"], "--environment cannot be used together with --fault.");
        check(&["certificate"], "FILE is missing.");
        check(&["certificate", "a.p12", "--password=hunter2"], "Inngang does not know --password.");
        check(&["certificate", "a.p12", "--password-fd", "hunter2"], "--password-fd must be a number.");
        check(&["certificate", "a.p12", "--password-fd", "3", "--ask"], "--password-fd cannot be used together with --ask.");
        check(&["certificate", "a.p12", "--offline", "--offline"], "--offline can be given only once.");
        check(&["--lang", "de"], "--lang cannot have this value. Possible values: nb, nn, en");
        assert!(refused(&["rehearse", "--fault", "hunter2"]).contains("wrong-aud, clock-5-minutes"));
        assert!(!refused(&["rehearse", "--fault", "hunter2"]).contains("hunter2"));
    }
}
