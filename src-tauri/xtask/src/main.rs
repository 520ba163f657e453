//! The chores of the house, called as `cargo xtask start`, `test`, `icons`.
#![forbid(unsafe_code)]

use std::process::ExitCode;

mod icons;
mod packages;
mod page;
mod run;
mod session;
mod start;
mod test;
mod totals;

/// What a chore answers when it cannot go on: a sentence for the person at the terminal.
type Outcome<T = ()> = Result<T, String>;

const USAGE: &str = "cargo xtask start           install what is missing, build page and program, open the window
cargo xtask test            install what is missing, run every check and test
  --only core|page|shell|desktop   only one part
cargo xtask icons           draw icons/ anew from icons/inngang.svg";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let outcome = match words.as_slice() {
        ["start"] => start::start(),
        ["test"] => test::test(None),
        ["test", "--only", part] => part.parse().and_then(|part| test::test(Some(part))),
        ["icons"] => icons::icons(),
        // How `test` starts itself again inside a message bus of its own.
        [session::WORD, command @ ..] => session::inside(command),
        _ => Err(USAGE.to_owned()),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(sentence) => {
            run::say(&sentence);
            ExitCode::FAILURE
        }
    }
}
