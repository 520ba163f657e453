//! A program that is killed in the middle of a write loses nothing that it was told is written.
//!
//! The test starts itself as a writer, reads what the writer says is written, kills it at a random moment, and looks.

use std::fs;
use std::io::{self, BufRead as _, BufReader, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};
use std::sync::Arc;
use std::thread;
use std::time::{Duration, SystemTime};

use inngang_engine::keys::{KeyError, KeySize, PrivateKey};
use inngang_engine::ports::KeyStore as _;
use inngang_engine::secret::Secret;
use inngang_platform::database::{Database, ProfileRow, StepRow};
use inngang_platform::vault::{Keychain, KeychainUnavailable, Vault};
use time::OffsetDateTime;

const ROUNDS: u32 = 200;
const WRITER: &str = "INNGANG_TEST_WRITER";

type Failure = Box<dyn std::error::Error>;

fn main() -> ExitCode {
    let outcome = match std::env::var_os(WRITER) {
        Some(folder) => write(Path::new(&folder)),
        None => kill_writers(),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            let _closed = writeln!(io::stderr(), "killed: {failure}");
            ExitCode::FAILURE
        }
    }
}

/// A keychain that several processes share; the test's own folder is the only thing that protects it.
struct FileKeychain(PathBuf);

impl Keychain for FileKeychain {
    fn load(&self, _: &str) -> Result<Option<Secret<String>>, KeychainUnavailable> {
        Ok(fs::read_to_string(&self.0).ok().map(Secret::new))
    }

    fn store(&self, _: &str, secret: &Secret<String>) -> Result<(), KeychainUnavailable> {
        fs::write(&self.0, secret.expose()).map_err(|_| KeychainUnavailable)
    }

    fn forget(&self, _: &str) -> Result<(), KeychainUnavailable> {
        fs::remove_file(&self.0).map_err(|_| KeychainUnavailable)
    }
}

fn vault(folder: &Path) -> Vault {
    Vault::open(&folder.join("p"), Arc::new(FileKeychain(folder.join("keychain"))))
}

/// Writes to vault and database for ever, and says so each time.
fn write(folder: &Path) -> Result<(), Failure> {
    let (vault, database) = (vault(folder), Database::open(&folder.join("db"))?);
    let key = Secret::new(fs::read(folder.join("key"))?);
    let mut out = io::stdout().lock();
    for count in 0.. {
        let name = format!("{}-{count}", std::process::id());
        vault.keep_secret(&name, &Secret::new(name.clone()))?;
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

fn kill_writers() -> Result<(), Failure> {
    let place = tempfile::tempdir()?;
    let folder = place.path();
    fs::write(folder.join("key"), PrivateKey::make(KeySize::Rsa2048)?.to_pkcs8()?.expose())?;
    vault(folder).status()?;
    let profile = ProfileRow {
        id: "p".to_owned(),
        environment: "practice".to_owned(),
        organisation: "123456785".parse()?,
        organisation_name: String::new(),
        created_at: OffsetDateTime::now_utc(),
    };
    Database::open(&folder.join("db"))?.keep_profile(&profile)?;
    let mut written = 0;
    for round in 0..ROUNDS {
        let said = one_writer(folder)?;
        written += said.len();
        check(folder, &said).map_err(|failure| format!("round {round}: {failure}"))?;
    }
    let _closed = writeln!(io::stdout(), "killed: {ROUNDS} writers, {written} acknowledged writes, none lost");
    if written < ROUNDS as usize { Err("the writers wrote next to nothing".into()) } else { Ok(()) }
}

/// Starts a writer, kills it up to 40 ms after its first word, and gives all its words.
fn one_writer(folder: &Path) -> Result<Vec<String>, Failure> {
    let mut writer = Command::new(std::env::current_exe()?).env(WRITER, folder).stdout(Stdio::piped()).spawn()?;
    let mut out = BufReader::new(writer.stdout.take().ok_or("no output")?);
    let mut said = String::new();
    out.read_line(&mut said)?;
    let dice = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH)?.subsec_micros();
    thread::sleep(Duration::from_micros(u64::from(dice % 40_000)));
    writer.kill()?;
    writer.wait()?;
    out.read_to_string(&mut said)?;
    // A line cut off was not said.
    Ok(said.split_inclusive('\n').filter_map(|line| line.strip_suffix('\n')).map(str::to_owned).collect())
}

/// Finds everything that was said to be written, then makes room for the next round.
fn check(folder: &Path, said: &[String]) -> Result<(), Failure> {
    let (vault, database) = (vault(folder), Database::open(&folder.join("db"))?);
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
