//! The chores of the house, called as `cargo xtask start`, `test`, `fuzz`, `bench`, `icons`.
#![forbid(unsafe_code)]

use std::process::ExitCode;

mod bench;
mod fuzz;
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
cargo xtask fuzz --minutes N   feed the readers of certificate files what no program writes
  --target NAME                    only reader, examination or revocation
cargo xtask bench           time opening certificate files, making keys and signing beside OpenSSL
cargo xtask icons           draw icons/ anew from icons/inngang.svg";

fn number(word: &str) -> Outcome<u32> {
    word.parse().map_err(|_| format!("{word} is no number of minutes"))
}

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let outcome = match words.as_slice() {
        ["start"] => start::start(),
        ["test"] => test::test(None),
        ["test", "--only", part] => part.parse().and_then(|part| test::test(Some(part))),
        ["fuzz", "--minutes", minutes] => number(minutes).and_then(|minutes| fuzz::fuzz(minutes, None)),
        ["fuzz", "--minutes", minutes, "--target", target] => number(minutes).and_then(|minutes| fuzz::fuzz(minutes, Some(target))),
        ["bench"] => bench::bench(),
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
