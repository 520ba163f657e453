//! `bench`: what a person waits for, beside OpenSSL.

use std::env;
use std::fs;

use crate::Outcome;
use crate::{packages, run};

/// Builds both and lets them run in turns. Prints a table, and judges nothing: another computer has other times.
pub(crate) fn bench() -> Outcome {
    packages::install(&[packages::TESTS, packages::BENCH].concat())?;
    run::step("bench: build the headless twin", &mut run::cargo(&["build", "--release", "-p", "inngang"]))?;
    // The libraries that the program has, and not the newest of each.
    let folder = run::root().join("tests").join("bench");
    fs::copy(run::root().join("Cargo.lock"), folder.join("Cargo.lock")).map_err(|failure| format!("tests/bench/Cargo.lock: {failure}"))?;
    let mut command = run::cargo(&["run", "--release", "--manifest-path", "tests/bench/Cargo.toml", "--target-dir"]);
    command.arg(run::target().join("bench")).arg("--");
    command.arg(run::target().join("release").join(format!("inngang{}", env::consts::EXE_SUFFIX)));
    run::step("bench", &mut command)
}
