//! `fuzz`: the readers of certificate files against everything, for as long as asked.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::Outcome;
use crate::{packages, run};

/// What can be fuzzed: the binaries of `tests/fuzz`.
const TARGETS: &[&str] = &["reader", "examination", "revocation"];

const FOLDER: &str = "tests/fuzz";

/// With which instruments, and what the whole process may then hold in memory. Alone it must keep below 100 MB. The address
/// sanitizer keeps a shadow of the memory, and what was freed for a while, so it gets more.
const WAYS: &[(&str, &str)] = &[("address", "400"), ("none", "100")];

/// Fuzzes each target, half of the time with the sanitizer and half without. No minutes: builds all and starts each.
pub(crate) fn fuzz(minutes: u32, only: Option<&str>) -> Outcome {
    let targets: Vec<&str> = TARGETS.iter().copied().filter(|target| only.is_none_or(|only| only == *target)).collect();
    if targets.is_empty() {
        return Err(format!("no target is called so: {}", TARGETS.join(", ")));
    }
    packages::install(packages::TESTS)?;
    packages::cargo_fuzz()?;
    let ground = run::target().join("fuzz");
    corpus(&ground)?;
    // The libraries that the program has, and not the newest of each.
    let lock = fs::copy(run::root().join("Cargo.lock"), run::root().join(FOLDER).join("Cargo.lock"));
    lock.map_err(|failure| format!("{FOLDER}/Cargo.lock: {failure}"))?;
    let parts = u32::try_from(targets.len() * WAYS.len()).unwrap_or(1);
    let seconds = (minutes * 60 / parts).max(5);
    for (sanitizer, memory) in WAYS {
        for target in &targets {
            one(target, sanitizer, memory, seconds, &ground)?;
        }
    }
    Ok(())
}

/// Written anew each time, since it has keys in it; what fuzzing found worth keeping lies beside it.
fn corpus(ground: &Path) -> Outcome {
    let folder = ground.join("corpus");
    if folder.exists() {
        fs::remove_dir_all(&folder).map_err(|failure| format!("{}: {failure}", folder.display()))?;
    }
    let write = run::cargo(&["run", "-p", "inngang-tests", "--example", "corpus", "--"]).arg(&folder).output();
    match write {
        Ok(written) if written.status.success() => Ok(()),
        Ok(written) => Err(format!("corpus: {}", String::from_utf8_lossy(&written.stderr))),
        Err(failure) => Err(format!("corpus: {failure}")),
    }
}

fn one(target: &str, sanitizer: &str, memory: &str, seconds: u32, ground: &Path) -> Outcome {
    let [grown, finds] = ["grown", "finds"].map(|name| ground.join(name).join(target));
    for folder in [&grown, &finds] {
        fs::create_dir_all(folder).map_err(|failure| format!("{}: {failure}", folder.display()))?;
    }
    let mut command = cargo_fuzz("run", sanitizer, ground);
    command.arg(target).arg(&grown).arg(ground.join("corpus").join(target)).arg("--");
    command.args([format!("-max_total_time={seconds}"), format!("-rss_limit_mb={memory}")]);
    command.args(["-timeout=10", "-max_len=16384", "-print_final_stats=1", "-verbosity=0"]);
    command.arg(format!("-dict={}", run::root().join(FOLDER).join("oids.dict").display()));
    command.arg(format!("-artifact_prefix={}/", finds.display()));
    command.env("INNGANG_FUZZ_AUTHORITY", ground.join("corpus").join("authority"));
    let found = run::step(&format!("fuzz {target}, sanitizer {sanitizer}, {seconds} s"), &mut command);
    found.map_err(|failure| format!("{failure}\n{}", again(target, sanitizer, &finds, ground)))
}

/// How to see a find again.
fn again(target: &str, sanitizer: &str, finds: &Path, ground: &Path) -> String {
    let newest =
        fs::read_dir(finds).into_iter().flatten().flatten().max_by_key(|entry| entry.metadata().and_then(|about| about.modified()).ok());
    let Some(find) = newest.map(|entry| entry.path()) else { return "nothing was written down: it did not build or start".to_owned() };
    let command = cargo_fuzz("run", sanitizer, ground);
    let words: Vec<String> = command.get_args().map(|word| word.to_string_lossy().into_owned()).collect();
    format!("Found. Again: RUSTC_BOOTSTRAP=1 cargo {} {target} {}", words.join(" "), find.display())
}

/// The sanitizer is an option that the stable compiler keeps for itself; it has the library for it all the same.
fn cargo_fuzz(verb: &str, sanitizer: &str, ground: &Path) -> Command {
    let built: PathBuf = ground.join(sanitizer);
    let mut command = run::cargo(&["fuzz", verb, "--fuzz-dir", FOLDER, "--sanitizer", sanitizer, "--target-dir"]);
    command.arg(built).env("RUSTC_BOOTSTRAP", "1").env("ASAN_OPTIONS", "quarantine_size_mb=32");
    command
}
