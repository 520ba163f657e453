//! Disks that are full, limited or read-only, as real ones in a mount namespace of the test's own.
#![cfg(target_os = "linux")]

mod support;

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;

use inngang_engine::keys::{KeyError, KeySize, SigningAlgorithm};
use inngang_engine::ports::KeyStore as _;
use inngang_engine::secret::Secret;
use inngang_platform::vault::{KeptIn, Proof, Vault, VaultStatus};

use crate::support::FileKeychain;

/// Where the disk is, in a test that was started anew on it.
const DISK: &str = "INNGANG_TEST_DISK";
const PASSWORD: &str = "blåbær på en full disk";

type Failure = Box<dyn std::error::Error>;

fn secret(text: &str) -> Secret<String> {
    Secret::new(text.to_owned())
}

/// The vault on the disk, with a keychain that is not on it.
fn vault(place: &Path) -> Vault {
    Vault::open(&place.join("disk/p"), Arc::new(FileKeychain { file: place.join("keychain"), pause: None }))
}

/// Runs a test anew below a shell that has prepared the disk. Where nobody may mount, says so and proves nothing.
fn on_disk(name: &str, prepare: &str, begin: fn(&Path) -> Result<(), Failure>) -> Result<(), Failure> {
    let place = tempfile::tempdir()?;
    fs::create_dir(place.path().join("disk"))?;
    begin(place.path())?;
    let script = format!("set -e; {prepare}; exec \"$1\" \"$2\" --exact --nocapture");
    let needs_mount = prepare.contains("mount");
    let Some(mut command) = (if needs_mount { namespace() } else { Some(Command::new("sh")) }) else {
        writeln!(std::io::stderr(), "\n*** SKIPPED: {name}: nobody may mount here, so this disk was not tried ***")?;
        return Ok(());
    };
    let command = command.args(["-c", &script, "sh"]).arg(std::env::current_exe()?).arg(name).current_dir(place.path());
    let outcome = command.env(DISK, place.path()).output()?;
    let said = String::from_utf8_lossy(&outcome.stdout);
    assert!(outcome.status.success() && said.contains("1 passed"), "{said}{}", String::from_utf8_lossy(&outcome.stderr));
    Ok(())
}

/// A shell that may mount what nobody else sees: as root, or as root of a user namespace.
fn namespace() -> Option<Command> {
    let ways: [&[&str]; 2] = [&["--mount"], &["--map-root-user", "--mount"]];
    ways.into_iter().find_map(|way| {
        let tried = Command::new("unshare").args(way).args(["sh", "-c", "mount -t tmpfs none /mnt"]).output();
        let mut command = Command::new("unshare");
        command.args(way).arg("sh");
        tried.is_ok_and(|tried| tried.status.success()).then_some(command)
    })
}

fn here() -> Option<PathBuf> {
    std::env::var_os(DISK).map(PathBuf::from)
}

/// Keeps secrets until there is no space, and gives how many were acknowledged.
fn fill(vault: &Vault) -> Result<usize, Failure> {
    for count in 0..10_000 {
        match vault.keep_secret(&format!("{count}"), &secret(&format!("{count}-{}", "x".repeat(2_000)))) {
            Ok(()) => {}
            Err(KeyError::DiskFull) => return Ok(count),
            Err(other) => return Err(other.into()),
        }
    }
    Err("the disk did not become full".into())
}

/// Everything that was acknowledged is there, and nothing lies about.
fn is_whole(vault: &Vault, place: &Path, count: usize) -> Result<(), Failure> {
    for name in 0..count {
        let found = vault.secret(&format!("{name}"))?.ok_or_else(|| format!("lost: {name}"))?;
        assert!(found.expose().starts_with(&format!("{name}-x")));
    }
    assert_eq!(vault.sign("a", SigningAlgorithm::Rs256, b"x")?.len(), 256);
    for entry in fs::read_dir(place.join("disk/p"))? {
        let name = entry?.file_name();
        assert!(!name.to_string_lossy().starts_with('.'), "left behind: {}", name.display());
    }
    Ok(())
}

fn nothing(_: &Path) -> Result<(), Failure> {
    Ok(())
}

#[test]
fn a_full_disk_loses_nothing() -> Result<(), Failure> {
    let Some(place) = here() else {
        return on_disk("a_full_disk_loses_nothing", "mount -t tmpfs -o size=160k none disk", nothing);
    };
    let (first, ballast, room) = (vault(&place), place.join("disk/ballast"), place.join("disk/room"));
    fs::write(&room, vec![0; 16_384])?;
    first.generate("a", KeySize::Rsa2048)?;
    let count = fill(&first)?;
    assert!(count > 10, "{count}");
    // The last page too.
    let mut file = fs::File::create(&ballast)?;
    while file.write_all(&[0; 512]).is_ok() {}
    for vault in [&first, &vault(&place)] {
        is_whole(vault, &place, count)?;
        assert!(matches!(vault.keep_secret("more", &secret("x")), Err(KeyError::DiskFull)));
        assert!(matches!(vault.generate("b", KeySize::Rsa2048), Err(KeyError::DiskFull)));
        assert!(matches!(vault.forget("a"), Err(KeyError::DiskFull)));
        assert!(matches!(vault.move_to_password(&secret(PASSWORD)), Err(KeyError::DiskFull)));
        assert_eq!((vault.kept_in(), vault.status()?), (KeptIn::Keychain, VaultStatus::Open));
        is_whole(vault, &place, count)?;
    }
    assert!(place.join("keychain").exists());
    fs::remove_file(&room)?;
    first.move_to_password(&secret(PASSWORD))?;
    // A password that cannot be written is not changed.
    while fs::OpenOptions::new().create(true).append(true).open(&ballast)?.write_all(&[0; 512]).is_ok() {}
    assert!(matches!(first.change_password(&secret(PASSWORD), &secret("tyttebær i stedet")), Err(KeyError::DiskFull)));
    vault(&place).unlock(&secret(PASSWORD))?;
    Ok(())
}

#[test]
fn a_limit_on_files_loses_nothing() -> Result<(), Failure> {
    let Some(place) = here() else {
        // Blocks of 512 or 1,024 bytes. Ignored, the signal leaves the answer of the write.
        return on_disk("a_limit_on_files_loses_nothing", "trap '' XFSZ; ulimit -f 64", nothing);
    };
    let first = vault(&place);
    first.generate("a", KeySize::Rsa2048)?;
    let count = fill(&first)?;
    assert!(count > 10, "{count}");
    for vault in [&first, &vault(&place)] {
        is_whole(vault, &place, count)?;
    }
    first.forget_secret("0")?;
    first.keep_secret("0", &secret("0-x"))?;
    is_whole(&first, &place, count)
}

#[test]
fn a_read_only_folder_can_be_read() -> Result<(), Failure> {
    let Some(place) = here() else {
        let begin = |place: &Path| -> Result<(), Failure> {
            vault(place).generate("a", KeySize::Rsa2048)?;
            vault(place).keep_secret("0", &secret("0-x"))?;
            Ok(())
        };
        return on_disk("a_read_only_folder_can_be_read", "mount --bind disk disk; mount -o remount,ro,bind disk disk", begin);
    };
    let vault = vault(&place);
    is_whole(&vault, &place, 1)?;
    let refused = |done: Result<(), KeyError>| assert!(matches!(done, Err(KeyError::ReadOnly { .. })), "{done:?}");
    refused(vault.keep_secret("more", &secret("x")));
    refused(vault.generate("b", KeySize::Rsa2048).map(drop));
    refused(vault.forget("a"));
    refused(vault.move_to_password(&secret(PASSWORD)));
    refused(vault.start_over());
    refused(Vault::open(&place.join("disk/new"), Arc::new(FileKeychain { file: place.join("other"), pause: None })).status().map(drop));
    // A backup goes elsewhere.
    vault.back_up("a", Proof::Keychain, &secret(PASSWORD))?;
    vault.lock();
    vault.reopen()?;
    is_whole(&vault, &place, 1)
}
