//! What may be asked for on the command line, in three languages; each command knows its own arguments.

mod refusal;

use std::ffi::OsString;
use std::path::PathBuf;

use clap::error::ErrorKind;
use clap::{Arg, ArgAction, ArgMatches, Command as Parser, value_parser};

use crate::Stop;
use crate::language::LANGUAGES;
use crate::words::Words;
use crate::{access, altinn, calendar, certificate, explain, key, login, portal, rehearse, token};

/// What was asked for.
#[derive(Debug)]
pub(crate) enum Asked {
    /// Help or version.
    Text(String),
    /// Something to do.
    For(Box<Command>),
}

/// What the program can do.
#[derive(Debug)]
pub(crate) enum Command {
    /// Without a command.
    Window,
    /// What files are.
    Certificate(certificate::Order),
    /// The keys of a profile.
    Key(key::Order),
    /// Digdir's self-service.
    Portal(portal::Order),
    /// What ends when.
    Calendar(calendar::Order),
    /// What an error means.
    Explain(explain::Order),
    /// Tokens.
    Token(token::Order),
    /// Somebody logs in.
    Login(login::Order),
    /// What is done at Altinn.
    Altinn(altinn::Order),
    /// Whether an access works.
    Access(access::Order),
    /// The whole road.
    Rehearse(rehearse::Order),
}

/// Understands the arguments.
pub(crate) fn read(arguments: Vec<OsString>, words: &Words) -> Result<Asked, Stop> {
    let parser = parser(words);
    let asked = name_of(&parser, &arguments);
    match parser.try_get_matches_from(arguments) {
        Ok(matches) => Ok(Asked::For(Box::new(match matches.subcommand() {
            Some(("certificate", matches)) => Command::Certificate(certificate::arguments::order(matches)),
            Some(("key", matches)) => Command::Key(key::arguments::order(matches)),
            Some(("portal", matches)) => Command::Portal(portal::arguments::order(matches)),
            Some(("calendar", matches)) => Command::Calendar(calendar::arguments::order(matches)),
            Some(("explain", matches)) => Command::Explain(explain::arguments::order(matches)),
            Some(("token", matches)) => Command::Token(token::arguments::order(matches)),
            Some(("login", matches)) => Command::Login(login::arguments::order(matches)),
            Some(("altinn", matches)) => Command::Altinn(altinn::arguments::order(matches)),
            Some(("access", matches)) => Command::Access(access::arguments::order(matches)),
            Some((_, matches)) => Command::Rehearse(rehearse::arguments::order(matches)),
            None => Command::Window,
        }))),
        Err(error) if matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion) => Ok(Asked::Text(error.to_string())),
        Err(error) => {
            let see = words.get("cli:usage.see_help", &[("help", &format!("{asked} --help"))]);
            Err(Stop::because(&format!("{}\n{see}", refusal::in_words(&error, words))))
        }
    }
}

/// The help of the program as a whole.
pub(crate) fn help(words: &Words) -> String {
    parser(words).render_help().to_string()
}

/// The command that was meant, as it is typed: the first of the names at each level.
fn name_of(parser: &Parser, arguments: &[OsString]) -> String {
    let (mut level, mut name) = (parser, "inngang".to_owned());
    for argument in arguments.iter().skip(1) {
        if let Some(deeper) = level.get_subcommands().find(|command| argument == command.get_name()) {
            name.push(' ');
            name.push_str(deeper.get_name());
            level = deeper;
        }
    }
    name
}

fn parser(words: &Words) -> Parser {
    let frame = Frame::new(words);
    let said = |key: &str| words.get(&format!("cli:help.{key}"), &[]);
    let lang = option("lang", "nb|nn|en", said("lang")).value_parser(LANGUAGES).global(true);
    frame
        .group("inngang", "[--lang nb|nn|en]", words.get("cli:about", &[]))
        .version(env!("CARGO_PKG_VERSION"))
        .subcommand_required(false)
        .disable_help_flag(true)
        .disable_version_flag(true)
        .disable_help_subcommand(true)
        .after_help(said("after"))
        .arg(Arg::new("help").short('h').long("help").action(ArgAction::Help).help(said("help")).global(true))
        .arg(Arg::new("version").short('V').long("version").action(ArgAction::Version).help(said("version")))
        .arg(lang)
        .subcommand(certificate::arguments::parser(&frame))
        .subcommand(key::arguments::parser(&frame))
        .subcommand(portal::arguments::parser(&frame))
        .subcommand(calendar::arguments::parser(&frame))
        .subcommand(explain::arguments::parser(&frame))
        .subcommand(token::arguments::parser(&frame))
        .subcommand(login::arguments::parser(&frame))
        .subcommand(altinn::arguments::parser(&frame))
        .subcommand(access::arguments::parser(&frame))
        .subcommand(rehearse::arguments::parser(&frame))
}

/// The headings of every help, and the words under them.
pub(crate) struct Frame<'a> {
    pub(crate) words: &'a Words,
    usage: String,
    commands: String,
    options: String,
}

impl<'a> Frame<'a> {
    fn new(words: &'a Words) -> Self {
        let said = |key: &str| words.get(&format!("cli:help.{key}"), &[]);
        Self { words, usage: said("usage"), commands: said("commands"), options: said("options") }
    }

    /// A command that has commands below it.
    pub(crate) fn group(&self, name: &'static str, path: &str, about: String) -> Parser {
        let Self { usage, commands, options, .. } = self;
        let command = self.words.get("cli:help.command", &[]);
        let template =
            format!("{{about}}\n\n{usage}: {{usage}}\n\n{commands}:\n{{subcommands}}\n\n{options}:\n{{options}}{{after-help}}\n");
        Parser::new(name)
            .about(about)
            .subcommand_required(true)
            .disable_help_subcommand(true)
            .help_template(template)
            .override_usage(format!("inngang {path} {command}"))
    }

    /// A command that does something; `usage` is what may stand after its name.
    pub(crate) fn command(&self, name: &'static str, about: String, usage: &str) -> Parser {
        let (said, options) = (&self.usage, &self.options);
        Parser::new(name)
            .about(about)
            .override_usage(format!("inngang {usage}"))
            .help_template(format!("{{about}}\n\n{said}: {{usage}}\n\n{options}:\n{{options}}{{after-help}}\n"))
    }

    /// The same with commands below it.
    pub(crate) fn command_and_group(&self, name: &'static str, about: String, usage: &str) -> Parser {
        let Self { usage: said, commands, options, .. } = self;
        let template = format!("{{about}}\n\n{said}: {{usage}}\n\n{commands}:\n{{subcommands}}\n\n{options}:\n{{options}}{{after-help}}\n");
        self.command(name, about, usage).disable_help_subcommand(true).help_template(template)
    }

    /// The same with arguments that stand without a name.
    pub(crate) fn command_on(&self, name: &'static str, about: String, usage: &str) -> Parser {
        let (said, options) = (&self.usage, &self.options);
        self.command(name, about, usage)
            .help_template(format!("{{about}}\n\n{said}: {{usage}}\n\n{{positionals}}\n\n{options}:\n{{options}}{{after-help}}\n"))
    }
}

pub(crate) fn option(name: &'static str, value: &'static str, help: String) -> Arg {
    Arg::new(name).long(name).value_name(value).help(help).hide_possible_values(true)
}

pub(crate) fn descriptor(name: &'static str, help: String) -> Arg {
    option(name, "N", help).value_parser(value_parser!(u32))
}

pub(crate) fn file(name: &'static str, help: String) -> Arg {
    option(name, "FILE", help).value_parser(value_parser!(PathBuf))
}

pub(crate) fn flag(name: &'static str, help: String) -> Arg {
    Arg::new(name).long(name).action(ArgAction::SetTrue).help(help)
}

/// An argument without a name of its own in what is typed.
pub(crate) fn positional(name: &'static str, help: String) -> Arg {
    Arg::new(name).value_name(name).required(true).help(help)
}

/// What was given, if it was.
pub(crate) fn given<T: Clone + Send + Sync + 'static>(matches: &ArgMatches, name: &str) -> Option<T> {
    matches.get_one::<T>(name).cloned()
}

/// What had to be given.
pub(crate) fn text(matches: &ArgMatches, name: &str) -> String {
    given(matches, name).unwrap_or_default()
}

/// What could be given several times.
pub(crate) fn texts(matches: &ArgMatches, name: &str) -> Vec<String> {
    matches.get_many::<String>(name).into_iter().flatten().cloned().collect()
}

#[cfg(test)]
mod tests;
