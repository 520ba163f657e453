//! A key written as an encrypted file, read by `openssl` and by ourselves.

use inngang_engine::keys::{BACKUP_PASSWORD, KeyError, PrivateKey};
use inngang_engine::secret::Secret;

use crate::desk::Desk;
use crate::{Failure, import, refusal};

fn key() -> Result<PrivateKey, Failure> {
    let der = Desk::shared()?.run(&["pkcs8", "-topk8", "-nocrypt", "-in", "a.key", "-outform", "DER"])?;
    Ok(PrivateKey::from_pkcs8(&Secret::new(der))?)
}

fn backed_up(password: &str) -> Result<Secret<String>, Failure> {
    Ok(key()?.to_encrypted_pkcs8(&Secret::new(password.to_owned()))?)
}

#[test]
fn openssl_opens_it() -> Result<(), Failure> {
    let desk = Desk::shared()?;
    let password = "blåbær og saft på fjellet";
    let pem = backed_up(password)?;
    desk.write("backup.key", pem.expose().as_bytes())?;
    desk.write("backup.word", password.as_bytes())?;
    let opened = desk.run(&["pkey", "-in", "backup.key", "-passin", "file:backup.word", "-pubout", "-outform", "DER"])?;
    assert_eq!(opened, desk.spki("a.key")?);
    let parsed = String::from_utf8(desk.run(&["asn1parse", "-in", "backup.key"])?)?;
    for part in [":PBES2", ":PBKDF2", ":hmacWithSHA256", ":aes-256-cbc", ":0927C0"] {
        assert!(parsed.contains(part), "{part}: {parsed}");
    }
    assert!(!pem.expose().contains("RSA") && pem.expose().starts_with("-----BEGIN ENCRYPTED PRIVATE"));
    let wrong = desk.run(&["pkey", "-in", "backup.key", "-passin", "pass:another password"]);
    assert!(wrong.is_err());
    Ok(())
}

#[test]
fn it_comes_back_as_the_same_key() -> Result<(), Failure> {
    let (one, two) = (backed_up("tolv eller fler")?, backed_up("tolv eller fler")?);
    assert_ne!(one.expose(), two.expose(), "salt and vector are new each time");
    let back = import(one.expose().as_bytes(), Some("tolv eller fler"))?;
    assert_eq!((back.facts, back.locked), (key()?.facts()?, true));
    assert_eq!(refusal(two.expose().as_bytes(), Some("tolv eller fle")), Some("key.wrong_password"));
    Ok(())
}

/// Letters count, not their bytes.
#[test]
fn a_short_password_is_refused() -> Result<(), Failure> {
    for (password, accepted) in [("", false), ("elleve tegn", false), ("åååååååååå å", true), ("tolv tegn nå", true)] {
        let outcome = key()?.to_encrypted_pkcs8(&Secret::new(password.to_owned()));
        assert_eq!(outcome.is_ok(), accepted, "{password}");
        let short = |failure| matches!(failure, KeyError::BackupPasswordShort { least } if least == BACKUP_PASSWORD as i64);
        assert!(outcome.err().is_none_or(short), "{password}");
    }
    Ok(())
}
