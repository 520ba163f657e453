//! The scripts of `tests/peers`, which hand what we write to other people's libraries on Node.

use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

use serde_json::Value;

use crate::Outcome;

/// What a script of that folder makes of what it is given.
pub fn node(script: &str, input: &[u8]) -> Outcome<Value> {
    let mut child = command(script)?.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn()?;
    child.stdin.take().ok_or("no input")?.write_all(input)?;
    let output = child.wait_with_output()?;
    if !output.status.success() {
        return Err(String::from_utf8_lossy(&output.stderr).into_owned().into());
    }
    Ok(serde_json::from_slice(&output.stdout)?)
}

/// The script, not yet started.
pub(crate) fn command(script: &str) -> Outcome<Command> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("peers");
    if !folder.join("node_modules").exists() {
        return Err("tests/peers: run `npm ci` there, or `cargo xtask test`, which does".into());
    }
    let mut command = Command::new("node");
    command.arg(script).current_dir(folder);
    Ok(command)
}
