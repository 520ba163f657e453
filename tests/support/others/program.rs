//! Running a program that others wrote.

use std::ffi::OsStr;
use std::io::Write as _;
use std::process::{Command, Stdio};

use crate::Outcome;

/// What it said when it ended.
pub struct Said {
    pub good: bool,
    /// None when a signal ended it.
    pub code: Option<i32>,
    pub out: Vec<u8>,
    /// What stood on either output, for people.
    pub words: String,
}

/// Runs it to its end, in UTF-8. A missing program is a failure, and never a reason to skip.
pub fn run<S: AsRef<OsStr>>(program: &str, arguments: &[S], input: &[u8]) -> Outcome<Said> {
    let mut command = Command::new(program);
    command.args(arguments).env("LC_ALL", "C.UTF-8").env_remove("LANGUAGE");
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(|failure| format!("{program}: {failure}; `cargo xtask test` installs it"))?;
    // One that ends without reading says why itself.
    let _closed = child.stdin.take().map(|mut stdin| stdin.write_all(input));
    let ended = child.wait_with_output()?;
    let words = [ended.stderr.as_slice(), ended.stdout.as_slice()].concat();
    Ok(Said {
        good: ended.status.success(),
        code: ended.status.code(),
        out: ended.stdout,
        words: String::from_utf8_lossy(&words).into_owned(),
    })
}

/// As [`run`]; a program that refuses is a failure too.
pub fn done<S: AsRef<OsStr>>(program: &str, arguments: &[S], input: &[u8]) -> Outcome<Vec<u8>> {
    let said = run(program, arguments, input)?;
    if said.good { Ok(said.out) } else { Err(format!("{program}: {}", said.words).into()) }
}

/// The words of a line.
#[must_use]
pub fn words(line: &str) -> Vec<String> {
    line.split_whitespace().map(str::to_owned).collect()
}
