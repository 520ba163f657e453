//! `fuzz`: the readers of certificate files against everything, for as long as asked.

use std::fs;
use std::path::{Path, PathBuf};

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
        let built = ground.join(sanitizer);
        build(sanitizer, &built)?;
        for target in &targets {
            one(&program(&built, target)?, target, memory, seconds, &ground)?;
        }
    }
    Ok(())
}

/// The sanitizer is an option that the stable compiler keeps for itself; it has the library for it all the same.
fn build(sanitizer: &str, built: &Path) -> Outcome {
    let mut command = run::cargo(&["fuzz", "build", "--fuzz-dir", FOLDER, "--sanitizer", sanitizer, "--target-dir"]);
    command.arg(built).env("RUSTC_BOOTSTRAP", "1");
    run::step(&format!("fuzz: build, sanitizer {sanitizer}"), &mut command)
}

/// Started by us and not by `cargo fuzz run`, whose own memory the system would count as the program's.
fn program(built: &Path, target: &str) -> Outcome<PathBuf> {
    let platforms = fs::read_dir(built).map_err(|failure| format!("{}: {failure}", built.display()))?;
    let mut programs = platforms.flatten().map(|platform| platform.path().join("release").join(target));
    programs.find(|program| program.is_file()).ok_or_else(|| format!("{} has no {target}", built.display()))
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

fn one(program: &Path, target: &str, memory: &str, seconds: u32, ground: &Path) -> Outcome {
    let [grown, finds] = ["grown", "finds"].map(|name| ground.join(name).join(target));
    for folder in [&grown, &finds] {
        fs::create_dir_all(folder).map_err(|failure| format!("{}: {failure}", folder.display()))?;
    }
    let (program, authority) = (program.display().to_string(), ground.join("corpus").join("authority"));
    let mut command = run::command(&program, &["-timeout=10", "-max_len=16384", "-print_final_stats=1", "-verbosity=0"]);
    command.args([format!("-max_total_time={seconds}"), format!("-rss_limit_mb={memory}")]);
    command.arg(format!("-dict={}", run::root().join(FOLDER).join("oids.dict").display()));
    command.arg(format!("-artifact_prefix={}/", finds.display())).arg(&grown).arg(ground.join("corpus").join(target));
    command.env("INNGANG_FUZZ_AUTHORITY", &authority).env("ASAN_OPTIONS", "quarantine_size_mb=32");
    let found = run::step(&format!("fuzz {target}, at most {memory} MB, {seconds} s"), &mut command);
    found.map_err(|failure| {
        format!("{failure}\nAgain: INNGANG_FUZZ_AUTHORITY={} {program} FILE, with one of {}", authority.display(), finds.display())
    })
}
