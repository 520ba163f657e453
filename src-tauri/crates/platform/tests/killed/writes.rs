//! Two writers at once of secrets, keys that are imported and steps; at times their keychain is removed meanwhile.

use std::fs;
use std::io;
use std::path::Path;
use std::thread;
use std::time::Duration;

use inngang_engine::keys::{KeyError, KeySize, PrivateKey};
use inngang_engine::ports::KeyStore as _;
use inngang_engine::secret::Secret;
use inngang_platform::database::StepRow;
use time::OffsetDateTime;

use super::{Failure, Play, Writer, database, secret, some, vault};

pub(super) const PLAY: Play = Play { name: "writes", write, kill };

const ROUNDS: u32 = 70;

fn write(folder: &Path, out: &mut dyn io::Write) -> Result<(), Failure> {
    let (vault, database) = (vault(folder), database(folder)?);
    let key = Secret::new(fs::read(folder.join("key"))?);
    for count in 0.. {
        let name = format!("{}-{count}", std::process::id());
        vault.keep_secret(&name, &secret(&name))?;
        writeln!(out, "secret {name}")?;
        database.keep_step("p", &StepRow { step: name.clone(), document: format!("\"{name}\""), done_at: OffsetDateTime::now_utc() })?;
        writeln!(out, "step {name}")?;
        if count == 1 {
            vault.import(&name, Secret::new(key.expose().clone()))?;
            writeln!(out, "key {name}")?;
        }
        out.flush()?;
    }
    Ok(())
}

fn kill(folder: &Path) -> Result<(u32, usize), Failure> {
    fs::write(folder.join("key"), PrivateKey::make(KeySize::Rsa2048)?.to_pkcs8()?.expose())?;
    vault(folder).status()?;
    let (keychain, hidden) = (folder.join("keychain"), folder.join("hidden"));
    let mut written = 0;
    for round in 0..ROUNDS {
        let writers = [Writer::start(PLAY.name, folder, "")?, Writer::start(PLAY.name, folder, "")?];
        let removed = round % 10 == 5;
        if removed {
            fs::rename(&keychain, &hidden)?;
        }
        let mut said = Vec::new();
        for writer in writers {
            thread::sleep(some(Duration::from_millis(40)));
            said.extend(writer.kill()?);
        }
        if removed {
            // The writers went on with what they had; who comes now is told, and once it is back nothing is lost.
            if !matches!(vault(folder).status(), Err(KeyError::KeychainGone)) {
                return Err("a keychain without the item opened the vault".into());
            }
            fs::rename(&hidden, &keychain)?;
        }
        written += said.len();
        check(folder, &said).map_err(|failure| format!("round {round}: {failure}"))?;
    }
    Ok((2 * ROUNDS, written))
}

/// Finds everything that was said to be written, then makes room for the next round.
fn check(folder: &Path, said: &[String]) -> Result<(), Failure> {
    let (vault, database) = (vault(folder), database(folder)?);
    let (keys, steps) = (vault.list()?, database.steps("p")?);
    for line in said {
        let (kind, name) = line.split_once(' ').ok_or("half a line")?;
        let found = match kind {
            "secret" => vault.secret(name)?.is_some_and(|secret| secret.expose() == name),
            "step" => steps.iter().any(|step| step.step == name && step.document == format!("\"{name}\"")),
            _ => keys.iter().any(|key| key == name) && vault.public(name)?.bits == 2048,
        };
        if !found {
            return Err(format!("lost: {line}").into());
        }
    }
    for line in said {
        match line.split_once(' ') {
            Some(("secret", name)) => vault.forget_secret(name)?,
            Some(("key", name)) => vault.forget(name)?,
            _ => {}
        }
    }
    match vault.forget("never there") {
        Err(KeyError::NotFound) => Ok(()),
        other => Err(format!("{other:?}").into()),
    }
}
