//! A writer that makes a key, switches to it and forgets the one before, for ever.

use std::io;
use std::path::Path;
use std::thread;
use std::time::Duration;

use inngang_engine::keys::{KeySize, SigningAlgorithm};
use inngang_engine::ports::KeyStore as _;
use inngang_platform::database::{Database, StepRow};
use time::OffsetDateTime;

use super::{Failure, Play, Writer, database, some, vault};

pub(super) const PLAY: Play = Play { name: "renewal", write, kill };

const ROUNDS: u32 = 100;
const SIGNS: &str = "signs";

fn write(folder: &Path, out: &mut dyn io::Write) -> Result<(), Failure> {
    let (vault, database) = (vault(folder), database(folder)?);
    let mut current = signs(&database)?;
    // What a writer before this one had begun.
    for key in vault.list()?.into_iter().filter(|key| *key != current) {
        vault.forget(&key)?;
    }
    for count in 0.. {
        let next = format!("{}-{count}", std::process::id());
        vault.generate(&next, KeySize::Rsa2048)?;
        writeln!(out, "made {next}")?;
        vault.sign(&next, SigningAlgorithm::Rs256, b"proof")?;
        keep(&database, &next)?;
        writeln!(out, "switched {next}")?;
        vault.forget(&current)?;
        writeln!(out, "forgot {current}")?;
        out.flush()?;
        current = next;
    }
    Ok(())
}

fn signs(database: &Database) -> Result<String, Failure> {
    let steps = database.steps("p")?;
    Ok(steps.into_iter().find(|step| step.step == SIGNS).ok_or("no key signs")?.document)
}

fn keep(database: &Database, key: &str) -> Result<(), Failure> {
    Ok(database.keep_step("p", &StepRow { step: SIGNS.to_owned(), document: key.to_owned(), done_at: OffsetDateTime::now_utc() })?)
}

fn kill(folder: &Path) -> Result<(u32, usize), Failure> {
    vault(folder).generate("first", KeySize::Rsa2048)?;
    keep(&database(folder)?, "first")?;
    let mut written = 0;
    for round in 0..ROUNDS {
        let writer = Writer::start(PLAY.name, folder, "")?;
        thread::sleep(some(Duration::from_millis(150)));
        let said = writer.kill()?;
        written += said.len();
        check(folder, &said).map_err(|failure| format!("round {round}: {failure}"))?;
    }
    Ok((ROUNDS, written))
}

fn check(folder: &Path, said: &[String]) -> Result<(), Failure> {
    let vault = vault(folder);
    let (keys, current) = (vault.list()?, signs(&database(folder)?)?);
    // At each point one key works.
    vault.sign(&current, SigningAlgorithm::Rs256, b"x").map_err(|failure| format!("{current}: {failure}"))?;
    for (at, line) in said.iter().enumerate() {
        let (what, key) = line.split_once(' ').ok_or("half a line")?;
        let is_there = keys.iter().any(|one| one == key);
        let later = |what: &str| said[at + 1..].iter().any(|line| line.starts_with(what));
        let right = match what {
            "made" => is_there || said[at + 1..].iter().filter(|line| line.starts_with("switched")).count() > 1,
            "switched" => current == key || later("made"),
            _ => !is_there,
        };
        if !right {
            return Err(format!("{line}, and now {keys:?} with {current}").into());
        }
    }
    Ok(())
}
