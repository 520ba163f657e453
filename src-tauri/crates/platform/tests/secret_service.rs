//! The vault with the operating system's own keychain. Needs a running and unlocked one, so a feature switches it on.

use std::sync::Arc;

use inngang_engine::keys::{KeyError, KeySize, SigningAlgorithm};
use inngang_engine::ports::KeyStore as _;
use inngang_engine::secret::Secret;
use inngang_platform::vault::{Keychain as _, SystemKeychain, Vault, VaultStatus};

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
