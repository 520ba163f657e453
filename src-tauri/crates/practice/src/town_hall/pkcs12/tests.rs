//! Other people's tools open every flavour. They must be there: Debian's openssl, libnss3-tools, gnutls-bin, default-jre-headless.

use std::error::Error;
use std::path::Path;
use std::process::{Command, Output};
use std::sync::OnceLock;

use rcgen::{CertificateParams, KeyPair};

use super::{Contents, Flavour, write};
use crate::jose::SigningKey;

const NORWEGIAN: &str = "blåbær-42-ørn";
/// Java's keytool takes no other passwords on its command line.
const ASCII: &str = "lykt-42-fjord";

/// One key for all tests: making it is slow.
fn key() -> Result<&'static SigningKey, Box<dyn Error>> {
    static KEY: OnceLock<SigningKey> = OnceLock::new();
    if KEY.get().is_none() {
        let _ = KEY.set(SigningKey::generate(2048)?);
    }
    Ok(KEY.get().ok_or("no key")?)
}

/// Runs `check` on a file of each flavour.
fn with_each(password: &str, check: impl Fn(Flavour, &Path) -> Result<(), Box<dyn Error>>) -> Result<(), Box<dyn Error>> {
    let key_pkcs8 = key()?.to_pkcs8()?;
    let pair = KeyPair::try_from(key_pkcs8.as_slice())?;
    let certificate = CertificateParams::new(vec!["practice.example".to_owned()])?.self_signed(&pair)?;
    let chain = [certificate.der().to_vec()];
    let contents = Contents { key_pkcs8: &key_pkcs8, chain: &chain, friendly_name: "BLÅBÆRSVINGEN BAKERI AS" };
    for flavour in Flavour::ALL {
        let folder = tempfile::tempdir()?;
        let file = folder.path().join("a.p12");
        std::fs::write(&file, write(*flavour, &contents, password)?)?;
        check(*flavour, &file)?;
    }
    Ok(())
}

fn run(command: &mut Command, flavour: Flavour) -> Result<String, Box<dyn Error>> {
    let Output { status, stdout, stderr } = command.env("LC_ALL", "C.UTF-8").output().map_err(|error| format!("{command:?}: {error}"))?;
    let said = format!("{}{}", String::from_utf8_lossy(&stdout), String::from_utf8_lossy(&stderr));
    if status.success() { Ok(said) } else { Err(format!("{flavour:?} {command:?}: {said}").into()) }
}

#[test]
fn openssl_opens_every_flavour() -> Result<(), Box<dyn Error>> {
    with_each(NORWEGIAN, |flavour, file| {
        let mut openssl = Command::new("openssl");
        openssl.args(["pkcs12", "-legacy", "-nodes", "-info", "-passin", "env:PASSWORD", "-in"]).arg(file);
        let said = run(openssl.env("PASSWORD", NORWEGIAN), flavour)?;
        let (mac, algorithms) = match flavour {
            Flavour::Modern => ("MAC: sha256, Iteration 10000", ["PBES2, PBKDF2, AES-256-CBC, Iteration 10000, PRF hmacWithSHA256"; 2]),
            Flavour::Windows => ("MAC: sha1, Iteration 2000", ["pbeWithSHA1And3-KeyTripleDES-CBC, Iteration 2000"; 2]),
            Flavour::Legacy => (
                "MAC: sha1, Iteration 2048",
                ["pbeWithSHA1And40BitRC2-CBC, Iteration 2048", "pbeWithSHA1And3-KeyTripleDES-CBC, Iteration 2048"],
            ),
            Flavour::Ber => ("MAC: sha1, Iteration 1024", ["pbeWithSHA1And3-KeyTripleDES-CBC, Iteration 1024"; 2]),
        };
        for expected in [mac, algorithms[0], algorithms[1], "BEGIN PRIVATE KEY", "BEGIN CERTIFICATE", "localKeyID"] {
            assert!(said.contains(expected), "{flavour:?}: {expected} is not in {said}");
        }
        Ok(())
    })
}

#[test]
fn openssl_refuses_another_password() -> Result<(), Box<dyn Error>> {
    with_each(NORWEGIAN, |flavour, file| {
        let mut openssl = Command::new("openssl");
        openssl.args(["pkcs12", "-legacy", "-nodes", "-passin", "env:PASSWORD", "-in"]).arg(file);
        assert!(run(openssl.env("PASSWORD", ASCII), flavour).is_err_and(|error| error.to_string().contains("invalid password")));
        Ok(())
    })
}

#[test]
fn gnutls_opens_every_flavour() -> Result<(), Box<dyn Error>> {
    with_each(NORWEGIAN, |flavour, file| {
        let said = run(Command::new("certtool").args(["--p12-info", "--inder", "--password", NORWEGIAN, "--infile"]).arg(file), flavour)?;
        assert!(said.contains("BEGIN CERTIFICATE") && said.contains("PRIVATE KEY") && said.contains("MAC:"), "{flavour:?}: {said}");
        Ok(())
    })
}

#[test]
fn nss_opens_every_flavour() -> Result<(), Box<dyn Error>> {
    with_each(NORWEGIAN, |flavour, file| {
        let said = run(Command::new("pk12util").args(["-W", NORWEGIAN, "-l"]).arg(file), flavour)?;
        assert!(said.contains("Key(shrouded)") && said.contains("Certificate"), "{flavour:?}: {said}");
        Ok(())
    })
}

#[test]
fn java_opens_every_flavour() -> Result<(), Box<dyn Error>> {
    with_each(ASCII, |flavour, file| {
        let mut keytool = Command::new("keytool");
        keytool.args(["-list", "-storetype", "PKCS12", "-storepass:env", "PASSWORD", "-keystore"]).arg(file);
        let said = run(keytool.env("PASSWORD", ASCII), flavour)?;
        assert!(said.contains("PrivateKeyEntry"), "{flavour:?}: {said}");
        Ok(())
    })
}

/// X.690 §8.1.3.6: the older tool's file is in indefinite lengths; none of the others is.
#[test]
fn only_one_flavour_is_indefinite() -> Result<(), Box<dyn Error>> {
    with_each(NORWEGIAN, |flavour, file| {
        let bytes = std::fs::read(file)?;
        assert_eq!(bytes[1] == 0x80, flavour == Flavour::Ber, "{flavour:?}");
        assert_eq!(bytes.windows(2).any(|pair| pair == [0x24, 0x80]), flavour == Flavour::Ber, "{flavour:?}");
        Ok(())
    })
}
