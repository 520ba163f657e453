//! Starting the built program in a known surrounding.

use std::error::Error;
use std::io::Write as _;
use std::process::{Command, Stdio};

use serde_json::Value;

/// How a test ends.
pub(crate) type Outcome<T = ()> = Result<T, Box<dyn Error>>;

/// How a run ended.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Run {
    pub(crate) code: Option<i32>,
    pub(crate) out: String,
    pub(crate) err: String,
}

/// The program, with nothing of this computer's language.
pub(crate) fn inngang() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_inngang"));
    command.env_remove("INNGANG_LANG").env("LC_ALL", "nb_NO.UTF-8").env("LANG", "nb_NO.UTF-8").env_remove("LANGUAGE");
    command
}

/// Runs it to its end.
pub(crate) fn run(command: &mut Command) -> Outcome<Run> {
    let output = command.output()?;
    Ok(Run { code: output.status.code(), out: String::from_utf8(output.stdout)?, err: String::from_utf8(output.stderr)? })
}

/// The same with something on standard input.
pub(crate) fn run_with(command: &mut Command, input: &[u8]) -> Outcome<Run> {
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn()?;
    child.stdin.take().ok_or("no input")?.write_all(input)?;
    let output = child.wait_with_output()?;
    Ok(Run { code: output.status.code(), out: String::from_utf8(output.stdout)?, err: String::from_utf8(output.stderr)? })
}

/// The steps of a rehearsal that were not passed over, and failed: name with code.
pub(crate) fn failed(out: &str) -> Outcome<Vec<(String, String)>> {
    let steps: Vec<Value> = serde_json::from_str(out)?;
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let failed = steps.iter().filter(|step| step["outcome"] == "failed");
    Ok(failed.map(|step| (text(&step["step"]), text(&step["code"]))).collect())
}
