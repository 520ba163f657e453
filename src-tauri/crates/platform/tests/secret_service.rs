//! The vault with the operating system's own keychain. Needs a running and unlocked one, so a feature switches it on.

use std::sync::Arc;

use inngang_engine::keys::{KeyError, KeySize, SigningAlgorithm};
use inngang_engine::ports::KeyStore as _;
use inngang_engine::secret::Secret;
use inngang_platform::vault::{KeptIn, Keychain as _, Proof, SystemKeychain, Vault, VaultStatus};

type Failure = Box<dyn std::error::Error>;

/// A name that no profile has, so that nothing of the person's is touched.
fn item(what: &str) -> String {
    format!("test-{what}-{}", std::process::id())
}

#[test]
fn items_come_and_go() -> Result<(), Failure> {
    let (keychain, item) = (SystemKeychain, item("item"));
    assert!(keychain.load(&item)?.is_none());
    keychain.store(&item, &Secret::new("blåbær".to_owned()))?;
    keychain.store(&item, &Secret::new("tyttebær".to_owned()))?;
    assert_eq!(keychain.load(&item)?.map(|secret| secret.expose().clone()).as_deref(), Some("tyttebær"));
    keychain.forget(&item)?;
    keychain.forget(&item)?;
    assert!(keychain.load(&item)?.is_none());
    Ok(())
}

#[test]
fn a_vault_survives_a_restart() -> Result<(), Failure> {
    let place = tempfile::tempdir()?;
    let folder = place.path().join(item("vault"));
    let vault = Vault::open(&folder, Arc::new(SystemKeychain));
    assert_eq!(vault.status()?, VaultStatus::Open);
    let made = vault.generate("a", KeySize::Rsa2048)?;
    let again = Vault::open(&folder, Arc::new(SystemKeychain));
    assert_eq!(again.public("a")?, made.facts);
    assert_eq!(again.sign("a", SigningAlgorithm::Rs256, b"x")?.len(), 256);
    SystemKeychain.forget(&item("vault"))?;
    assert!(matches!(Vault::open(&folder, Arc::new(SystemKeychain)).status(), Err(KeyError::KeychainGone)));
    Ok(())
}

#[test]
fn a_vault_moves_there_and_back() -> Result<(), Failure> {
    let place = tempfile::tempdir()?;
    let (name, password) = (item("moves"), Secret::new("blåbær og multe".to_owned()));
    let folder = place.path().join(&name);
    let vault = Vault::open(&folder, Arc::new(SystemKeychain));
    let made = vault.generate("a", KeySize::Rsa2048)?;
    assert!(vault.back_up("a", Proof::Keychain, &password)?.starts_with(b"-----BEGIN ENCRYPTED PRIVATE KEY-----"));
    for _ in 0..2 {
        vault.move_to_password(&password)?;
        assert!(SystemKeychain.load(&name)?.is_none());
        let again = Vault::open(&folder, Arc::new(SystemKeychain));
        assert_eq!((again.kept_in(), again.status()?), (KeptIn::Password, VaultStatus::Locked));
        again.unlock(&password)?;
        again.move_to_keychain(&password)?;
        assert!(SystemKeychain.load(&name)?.is_some());
        let again = Vault::open(&folder, Arc::new(SystemKeychain));
        assert_eq!((again.kept_in(), again.public("a")?), (KeptIn::Keychain, made.facts.clone()));
        vault.lock();
        vault.reopen()?;
    }
    SystemKeychain.forget(&name)?;
    Ok(())
}
