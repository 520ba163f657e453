//! The backup of one key: who gets it, and what it is.

use super::asking::Counting;
use super::*;

const PASSWORD: &str = "blåbærøy";
const FOR_THE_FILE: &str = "multe og krøkebær";

/// What openssl makes of it is the key that the vault has.
fn opens(vault: &Vault, backup: &[u8], place: &Place) -> Result<(), Failure> {
    use std::io::Write as _;
    let file = place.home.path().join("backup.pem");
    fs::write(&file, backup)?;
    let mut openssl = std::process::Command::new("openssl");
    let openssl = openssl.args(["pkey", "-passin", "stdin", "-pubout", "-outform", "DER", "-in"]).arg(&file);
    let mut openssl = openssl.stdin(std::process::Stdio::piped()).stdout(std::process::Stdio::piped()).spawn()?;
    openssl.stdin.take().ok_or("no input")?.write_all(FOR_THE_FILE.as_bytes())?;
    assert_eq!(openssl.wait_with_output()?.stdout, vault.public("a")?.spki);
    Ok(())
}

#[test]
fn under_a_password() -> Result<(), Failure> {
    let place = Place::new()?;
    let vault = place.without_keychain();
    vault.create_password(&secret(PASSWORD))?;
    vault.generate("a", KeySize::Rsa2048)?;
    let (right, wrong, file) = (secret(PASSWORD), secret("tyttebær"), secret(FOR_THE_FILE));
    assert!(matches!(vault.back_up("a", Proof::Password(&wrong), &file), Err(KeyError::WrongPassword)));
    assert!(matches!(vault.back_up("a", Proof::Keychain, &file), Err(KeyError::WrongPassword)));
    assert!(matches!(vault.back_up("a", Proof::Password(&right), &secret("short")), Err(KeyError::BackupPasswordShort { .. })));
    assert!(matches!(vault.back_up("b", Proof::Password(&right), &file), Err(KeyError::NotFound)));
    opens(&vault, &vault.back_up("a", Proof::Password(&right), &file)?, &place)?;
    vault.lock();
    assert!(matches!(vault.back_up("a", Proof::Password(&right), &file), Err(KeyError::Locked)));
    Ok(())
}

#[test]
fn in_a_keychain() -> Result<(), Failure> {
    let place = Place::new()?;
    let keychain = Arc::new(Counting { keychain: Arc::clone(&place.keychain), ..Counting::default() });
    let vault = Vault::open(&place.folder(), keychain.clone());
    vault.generate("a", KeySize::Rsa2048)?;
    let file = secret(FOR_THE_FILE);
    assert!(matches!(vault.back_up("a", Proof::Password(&secret(PASSWORD)), &file), Err(KeyError::WrongPassword)));
    keychain.asked();
    opens(&vault, &vault.back_up("a", Proof::Keychain, &file)?, &place)?;
    assert_eq!(keychain.asked(), 1, "nobody was asked anew");
    keychain.refuses.store(true, Ordering::Relaxed);
    assert!(matches!(vault.back_up("a", Proof::Keychain, &file), Err(KeyError::KeychainRefused)));
    // A refused backup changes nothing else.
    vault.sign("a", SigningAlgorithm::Rs256, b"x")?;
    keychain.refuses.store(false, Ordering::Relaxed);
    place.keychain.store("p", &seal::identity_text(&Identity::generate()))?;
    assert!(matches!(vault.back_up("a", Proof::Keychain, &file), Err(KeyError::KeychainGone)));
    Ok(())
}
