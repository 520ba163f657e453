//! The headless program: the same engine as the window's, told in lines or in JSON.
#![forbid(unsafe_code)]

use std::ffi::OsString;
use std::io::{self, Write as _};
use std::panic::{self, AssertUnwindSafe};
use std::process::ExitCode;

mod access;
mod altinn;
mod arguments;
mod calendar;
mod certificate;
mod explain;
mod failure;
mod findings;
mod ground;
mod json;
mod key;
mod language;
mod login;
mod password;
mod place;
mod portal;
mod profile;
mod rehearse;
mod shown;
mod signer;
mod token;
mod window;
mod words;

use arguments::{Asked, Command};
use words::Words;

/// How a command ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Ending {
    /// All good.
    Good,
    /// Something was found.
    Finding,
    /// Something given was refused, which has been told.
    Refused,
}

/// Why a command cannot be carried out: the arguments, or a fault of ours. In the person's words, for the error output; empty
/// where nobody needs to be told.
#[derive(Debug)]
struct Stop(String);

fn main() -> ExitCode {
    inngang_platform::process::leave_no_core();
    let arguments: Vec<OsString> = std::env::args_os().collect();
    let words = Words::new(language::choose(&arguments));
    say_so_when_we_fail(&words);
    // A fault of ours has its own exit code; the hook has told about it.
    match panic::catch_unwind(AssertUnwindSafe(|| carry_out(arguments, &words))) {
        Ok(Ok(Ending::Good)) => ExitCode::SUCCESS,
        Ok(Ok(Ending::Finding)) => ExitCode::from(1),
        Ok(Ok(Ending::Refused)) => ExitCode::from(2),
        Ok(Err(Stop(why))) => {
            let _ = io::stderr().write_all(why.as_bytes());
            ExitCode::from(2)
        }
        Err(_) => ExitCode::from(2),
    }
}

fn carry_out(arguments: Vec<OsString>, words: &Words) -> Result<Ending, Stop> {
    match arguments::read(arguments, words)? {
        Asked::Text(text) => print(&text),
        Asked::For(command) => match *command {
            Command::Window => match window::open(words)? {
                true => Ok(Ending::Good),
                false => print(&arguments::help(words)),
            },
            Command::Certificate(order) => certificate::run(&order, words),
            Command::Key(order) => key::run(&order, words),
            Command::Portal(order) => portal::run(&order, words),
            Command::Calendar(order) => calendar::run(&order, words),
            Command::Explain(order) => explain::run(&order, words),
            Command::Token(order) => token::run(&order, words),
            Command::Login(order) => login::run(&order, words),
            Command::Altinn(order) => altinn::run(&order, words),
            Command::Access(order) => access::run(&order, words),
            Command::Rehearse(order) => rehearse::run(&order, words),
        },
    }
}

fn print(text: &str) -> Result<Ending, Stop> {
    io::stdout().write_all(shown::harmless(text).as_bytes()).map_err(Stop::unwritable)?;
    Ok(Ending::Good)
}

impl Stop {
    fn because(why: &str) -> Self {
        Self(format!("{why}\n"))
    }

    /// Whoever listened has gone, so nobody is there to be told.
    fn unwritable(_: io::Error) -> Self {
        Self(String::new())
    }
}

/// A panic tells where it was, and nothing that it held.
fn say_so_when_we_fail(words: &Words) {
    let text = words.get("cli:bug", &[("place", "%")]);
    panic::set_hook(Box::new(move |panic| {
        let place = panic.location().map(|place| format!("{}:{}", place.file(), place.line())).unwrap_or_default();
        let _ = writeln!(io::stderr(), "{}", text.replace('%', &place));
    }));
}
