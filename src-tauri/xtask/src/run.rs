//! Runs other programs: one line when a step begins, one with the seconds when it ends.

use std::env;
use std::io::{self, BufRead as _, BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

use crate::Outcome;

/// One line for the person at the terminal.
pub(crate) fn say(line: &str) {
    // A closed terminal is no reason to stop.
    let _closed = writeln!(io::stdout().lock(), "{line}");
}

/// The folder with the workspace's Cargo.toml.
pub(crate) fn root() -> &'static Path {
    let xtask = Path::new(env!("CARGO_MANIFEST_DIR"));
    xtask.ancestors().nth(2).unwrap_or(xtask)
}

/// Where cargo puts what it builds.
pub(crate) fn target() -> PathBuf {
    env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), |folder| root().join(folder))
}

/// A command in the workspace's folder, in a language that every machine has.
pub(crate) fn command(program: &str, arguments: &[&str]) -> Command {
    let mut command = Command::new(program);
    command.args(arguments).current_dir(root()).env("LANG", "C.UTF-8").env_remove("LC_ALL").env_remove("LANGUAGE");
    // What cargo tells this program about itself would make some libraries' build scripts run again.
    for (name, _) in env::vars_os().filter(|(name, _)| name.as_encoded_bytes().starts_with(b"CARGO_PKG_")) {
        command.env_remove(name);
    }
    command.env_remove("CARGO_MANIFEST_DIR").env_remove("CARGO_MANIFEST_PATH");
    command
}

/// The cargo that runs this chore.
pub(crate) fn cargo(arguments: &[&str]) -> Command {
    command(&env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned()), arguments)
}

/// npm, in the page's folder.
pub(crate) fn npm(arguments: &[&str]) -> Command {
    let mut command = command(if cfg!(windows) { "npm.cmd" } else { "npm" }, arguments);
    command.current_dir(root().join("ui")).env("NO_COLOR", "1").env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
    command
}

/// Is a program of this name on the search path?
pub(crate) fn on_path(program: &str) -> bool {
    let places = env::var_os("PATH").unwrap_or_default();
    env::split_paths(&places).any(|folder| folder.join(program).is_file() || folder.join(format!("{program}.exe")).is_file())
}

/// Runs a step whose own output is worth seeing.
pub(crate) fn step(what: &str, command: &mut Command) -> Outcome {
    timed(what, || match command.status() {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(format!("{what}: {status}")),
        Err(failure) => Err(format!("{what}: {failure}")),
    })
}

/// Runs a step whose output matters only when it fails.
pub(crate) fn quiet_step(what: &str, command: &mut Command) -> Outcome {
    timed(what, || {
        let output = command.stdin(Stdio::null()).output().map_err(|failure| format!("{what}: {failure}"))?;
        if output.status.success() {
            return Ok(());
        }
        say(&String::from_utf8_lossy(&output.stdout));
        say(&String::from_utf8_lossy(&output.stderr));
        Err(format!("{what}: {}", output.status))
    })
}

/// Runs a step and hands each line of its standard output on, to the terminal and to the listener.
pub(crate) fn heard_step(what: &str, command: &mut Command, mut hear: impl FnMut(&str)) -> Outcome {
    timed(what, || {
        let mut child = command.stdout(Stdio::piped()).spawn().map_err(|failure| format!("{what}: {failure}"))?;
        for line in child.stdout.take().into_iter().flat_map(|output| BufReader::new(output).split(b'\n')).map_while(Result::ok) {
            let line = String::from_utf8_lossy(&line);
            say(&line);
            hear(&line);
        }
        match child.wait() {
            Ok(status) if status.success() => Ok(()),
            Ok(status) => Err(format!("{what}: {status}")),
            Err(failure) => Err(format!("{what}: {failure}")),
        }
    })
}

fn timed(what: &str, work: impl FnOnce() -> Outcome) -> Outcome {
    say(&format!("== {what} …"));
    let begun = Instant::now();
    let outcome = work();
    let word = if outcome.is_ok() { "done" } else { "failed" };
    say(&format!("== {what}: {word}, {:.0} s", begun.elapsed().as_secs_f32()));
    outcome
}
