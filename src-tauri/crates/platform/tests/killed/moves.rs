//! A writer that changes the password and moves the identity there and back, for ever.

use std::io::{self, BufRead as _};
use std::path::Path;
use std::thread;
use std::time::Duration;

use inngang_engine::keys::KeyError;
use inngang_platform::vault::{KeptIn, Vault, VaultStatus};

use super::{Failure, Play, Writer, secret, slow_vault, some, vault};

pub(super) const PLAY: Play = Play { name: "moves", write, kill };

const ROUNDS: u32 = 60;

/// So long, and told of, that many a kill falls between two steps and not into the work on the password.
const PAUSE: Duration = Duration::from_millis(20);

/// The keychain's word in place of a password.
const KEYCHAIN: &str = "keychain";

/// Reads the password that opens the vault now, if one does, and says each move before and after.
fn write(folder: &Path, out: &mut dyn io::Write) -> Result<(), Failure> {
    let mut current = String::new();
    io::stdin().lock().read_line(&mut current)?;
    let vault = slow_vault(folder, Some(PAUSE));
    if current != KEYCHAIN {
        vault.unlock(&secret(&current))?;
    }
    for count in 0.. {
        let to_keychain = current != KEYCHAIN && count % 3 != 1;
        let next = if to_keychain { KEYCHAIN.to_owned() } else { format!("password {} {count}", std::process::id()) };
        writeln!(out, "begin {next}")?;
        out.flush()?;
        match (current == KEYCHAIN, to_keychain) {
            (true, _) => vault.move_to_password(&secret(&next))?,
            (false, true) => vault.move_to_keychain(&secret(&current))?,
            (false, false) => vault.change_password(&secret(&current), &secret(&next))?,
        }
        writeln!(out, "done {next}")?;
        vault.keep_secret(&format!("{} {count}", std::process::id()), &secret(&next))?;
        writeln!(out, "secret {} {count}", std::process::id())?;
        out.flush()?;
        current = next;
    }
    Ok(())
}

fn kill(folder: &Path) -> Result<(u32, usize), Failure> {
    let mut current = KEYCHAIN.to_owned();
    vault(folder).keep_secret("first", &secret("first"))?;
    let (mut written, mut between) = (0, 0);
    for round in 0..ROUNDS {
        let mut writer = Writer::start(PLAY.name, folder, &current)?;
        // Every fifth falls anywhere, the others near one of the first steps.
        let near = round % 5 != 0;
        writer.hear(if near { round % 7 } else { 0 })?;
        thread::sleep(some(if near { PAUSE } else { Duration::from_millis(600) }));
        let said = writer.kill()?;
        written += said.len();
        let before = current.clone();
        current = check(folder, &said, current).map_err(|failure| format!("round {round}, from {before}, {said:?}: {failure}"))?;
        between += u32::from(said.last().is_some_and(|line| line.starts_with("keychain ")));
    }
    if between < ROUNDS / 4 { Err("next to no move was cut short".into()) } else { Ok((ROUNDS, written)) }
}

/// The vault opens by what was acknowledged last, or by what was begun after it, and has all that it should. Gives what opens it.
fn check(folder: &Path, said: &[String], mut acknowledged: String) -> Result<String, Failure> {
    let mut begun = None;
    for line in said {
        match line.split_once(' ').ok_or("half a line")? {
            ("begin", next) => begun = Some(next.to_owned()),
            ("done", next) => (acknowledged, begun) = (next.to_owned(), None),
            _ => {}
        }
    }
    let (vault, opens) = open(folder, &acknowledged, begun.as_deref())?;
    for name in said.iter().filter_map(|line| line.strip_prefix("secret ")).chain(["first"]) {
        vault.secret(name)?.ok_or_else(|| format!("lost: {name}"))?;
    }
    // What was left behind of a move is cleared away, so that a password alone opens what is under a password.
    let superfluous = opens != KEYCHAIN && (folder.join("keychain").exists() || folder.join("p/vault.leftover").exists());
    if superfluous { Err("the keychain still has the identity".into()) } else { Ok(opens) }
}

fn open(folder: &Path, acknowledged: &str, begun: Option<&str>) -> Result<(Vault, String), Failure> {
    let vault = vault(folder);
    if vault.kept_in() == KeptIn::Keychain {
        let expected = acknowledged == KEYCHAIN || begun == Some(KEYCHAIN);
        return match vault.status()? {
            VaultStatus::Open if expected => Ok((vault, KEYCHAIN.to_owned())),
            other => Err(format!("{other:?} in the keychain, where it should be: {expected}").into()),
        };
    }
    for password in begun.into_iter().chain([acknowledged]).filter(|one| *one != KEYCHAIN) {
        match vault.unlock(&secret(password)) {
            Ok(()) => return Ok((vault, password.to_owned())),
            Err(KeyError::WrongPassword) => {}
            Err(other) => return Err(other.into()),
        }
    }
    Err("no password opens it".into())
}
