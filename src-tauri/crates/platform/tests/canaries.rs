//! A vault's whole life in another process, while this one looks for what is planted: in files, logs, output, command lines.
#![cfg(target_os = "linux")]

mod support;

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, Read as _, Write as _};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use base64::prelude::{BASE64_STANDARD, Engine as _};
use inngang_engine::keys::{KeySize, PrivateKey, SigningAlgorithm};
use inngang_engine::ports::KeyStore as _;
use inngang_engine::secret::Secret;
use inngang_platform::process::leave_no_core;
use inngang_platform::vault::{Proof, Vault};

use crate::support::FileKeychain;

const PLACE: &str = "INNGANG_TEST_PLACE";
const WORDS: [&str; 4] =
    ["planted-klienthemmelighet-æ7Fq2", "planted-passord-ø9Kx4", "planted-nytt-passord-å3Zt8", "planted-til-filen-1Wm6"];

type Failure = Box<dyn std::error::Error>;

fn secret(text: &str) -> Secret<String> {
    Secret::new(text.to_owned())
}

#[test]
fn nothing_planted_is_found() -> Result<(), Failure> {
    if let Some(place) = std::env::var_os(PLACE) {
        return live(Path::new(&place));
    }
    let place = tempfile::tempdir()?;
    let key = PrivateKey::make(KeySize::Rsa2048)?.to_pkcs8()?;
    let planted = Planted::of(key.expose());
    let mut command = Command::new(std::env::current_exe()?);
    let command = command.args(["nothing_planted_is_found", "--exact", "--nocapture"]).env(PLACE, place.path());
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn()?;
    child.stdin.take().ok_or("no input")?.write_all(key.expose())?;
    let (mut looks, mut commands) = (0, BTreeSet::new());
    while child.try_wait()?.is_none() {
        look(&child, place.path(), &planted, &mut commands)?;
        looks += 1;
        thread::sleep(Duration::from_millis(2));
    }
    let outcome = child.wait_with_output()?;
    let said = [outcome.stdout, outcome.stderr].concat();
    assert!(outcome.status.success(), "{}", String::from_utf8_lossy(&said));
    planted.absent_in(&said, "output")?;
    planted.absent_under(place.path())?;
    assert!(looks > 20 && commands.iter().any(|line| line.contains("canaries")), "{looks} {commands:?}");
    let log = fs::read_to_string(place.path().join("log"))?;
    assert!(log.contains("written at the end"), "the log is not where it was looked for");
    // The search finds what does stand somewhere.
    for form in &planted.0 {
        fs::write(place.path().join("p/leak"), [b"x".as_slice(), form, b"x"].concat())?;
        assert!(planted.absent_under(place.path()).is_err());
    }
    Ok(())
}

/// Everything that a vault does, with everything that is planted.
fn live(place: &Path) -> Result<(), Failure> {
    leave_no_core();
    let limits = fs::read_to_string("/proc/self/limits")?;
    let core = limits.lines().find(|line| line.starts_with("Max core file size")).ok_or("no limit")?;
    assert_eq!(core.split_whitespace().nth(4), Some("0"), "{core}");
    let log = Arc::new(File::create(place.join("log"))?);
    tracing_subscriber::fmt().with_writer(log).with_max_level(tracing::Level::TRACE).init();
    let mut key = Vec::new();
    io::stdin().read_to_end(&mut key)?;
    let pause = Some(Duration::from_millis(5));
    let vault = Vault::open(&place.join("p"), Arc::new(FileKeychain { file: place.join("keychain"), pause }));
    let [client, password, changed, for_file] = WORDS.map(secret);
    vault.import("a", Secret::new(key))?;
    vault.keep_secret("client", &client)?;
    vault.sign("a", SigningAlgorithm::Rs256, b"x")?;
    tracing::info!(?client, status = ?vault.status(), "seen");
    vault.move_to_password(&password)?;
    vault.change_password(&password, &changed)?;
    vault.lock();
    assert!(vault.unlock(&password).is_err());
    vault.unlock(&changed)?;
    // A person may keep the backup anywhere; here it lies where it is looked at.
    fs::write(place.join("p/backup.pem"), vault.back_up("a", Proof::Password(&changed), &for_file)?)?;
    let failures = [vault.move_to_keychain(&password), vault.change_password(&for_file, &password)];
    tracing::info!(?failures, "refused");
    vault.move_to_keychain(&changed)?;
    vault.forget_secret("client")?;
    vault.keep_secret("client", &client)?;
    tracing::info!("written at the end");
    Ok(())
}

/// Looks at the files, and at the command lines of the process and of all that it starts.
fn look(child: &Child, place: &Path, planted: &Planted, commands: &mut BTreeSet<String>) -> Result<(), Failure> {
    planted.absent_under(place)?;
    let mut processes = vec![child.id().to_string()];
    while let Some(process) = processes.pop() {
        for part in ["cmdline", "environ"] {
            // It may have ended meanwhile.
            let said = fs::read(format!("/proc/{process}/{part}")).unwrap_or_default();
            planted.absent_in(&said, part)?;
            commands.insert(String::from_utf8_lossy(&said).into_owned());
        }
        for thread in fs::read_dir(format!("/proc/{process}/task")).into_iter().flatten().flatten() {
            let children = fs::read_to_string(thread.path().join("children")).unwrap_or_default();
            processes.extend(children.split_whitespace().map(str::to_owned));
        }
    }
    Ok(())
}

/// What must be found nowhere, in the forms that it could stand in.
struct Planted(Vec<Vec<u8>>);

impl Planted {
    /// The words, and pieces of the key beyond its modulus.
    fn of(pkcs8: &[u8]) -> Self {
        let pieces = (pkcs8.len() / 2..pkcs8.len() - 24).step_by(101).map(|at| pkcs8[at..at + 24].to_vec());
        let mut forms = Vec::new();
        for bare in WORDS.iter().map(|word| word.as_bytes().to_vec()).chain(pieces) {
            let hex: String = bare.iter().map(|byte| format!("{byte:02x}")).collect();
            forms.extend([hex.to_uppercase().into_bytes(), hex.into_bytes()]);
            // Wherever it begins in three bytes; the characters that its neighbours have a share in are left out.
            for shift in 0..3 {
                let text = BASE64_STANDARD.encode([&vec![0; shift], &bare[..]].concat());
                let text = text.trim_end_matches('=');
                let inner = &text[4..text.len() - 4];
                forms.extend([inner.as_bytes().to_vec(), inner.replace('+', "-").replace('/', "_").into_bytes()]);
            }
            forms.push(bare);
        }
        Self(forms)
    }

    fn absent_in(&self, bytes: &[u8], place: &str) -> Result<(), Failure> {
        // Few places begin as a form does, so most of the bytes are looked at once.
        let starts: BTreeSet<u8> = self.0.iter().filter_map(|form| form.first().copied()).collect();
        for at in (0..bytes.len()).filter(|at| starts.contains(&bytes[*at])) {
            if let Some(form) = self.0.iter().find(|form| bytes[at..].starts_with(form)) {
                return Err(format!("{place} has {}", String::from_utf8_lossy(form)).into());
            }
        }
        Ok(())
    }

    fn absent_under(&self, folder: &Path) -> Result<(), Failure> {
        // A temporary file may go between being listed and being read.
        for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                self.absent_under(&path)?;
            } else {
                self.absent_in(&fs::read(&path).unwrap_or_default(), &path.display().to_string())?;
            }
        }
        Ok(())
    }
}
