//! Other people's tools open the flavours. They must be there: Debian's openssl, libnss3-tools, gnutls-bin, default-jre-headless.

use std::error::Error;
use std::ffi::OsString;
use std::os::unix::ffi::OsStringExt;
use std::path::Path;
use std::process::{Command, Output};
use std::sync::OnceLock;

use rcgen::{CertificateParams, KeyPair};
use x509_parser::asn1_rs::{Any, FromDer};

use super::{Certificate, Contents, Flavour, write};
use crate::jose::SigningKey;

type Outcome<T = ()> = Result<T, Box<dyn Error>>;

const NORWEGIAN: &str = "blåbær-42-ørn";
/// Java's keytool takes no other passwords on its command line.
const ASCII: &str = "lykt-42-fjord";

/// A file of each flavour with the same key: making keys is slow, and so is Bouncy Castle's derivation.
fn files(password: &'static str) -> Outcome<&'static [(Flavour, Vec<u8>)]> {
    static NORWEGIAN_FILES: OnceLock<Vec<(Flavour, Vec<u8>)>> = OnceLock::new();
    static ASCII_FILES: OnceLock<Vec<(Flavour, Vec<u8>)>> = OnceLock::new();
    static KEY: OnceLock<Vec<u8>> = OnceLock::new();
    let shelf = if password == ASCII { &ASCII_FILES } else { &NORWEGIAN_FILES };
    if shelf.get().is_none() {
        if KEY.get().is_none() {
            let _ = KEY.set(SigningKey::generate(2048)?.to_pkcs8()?);
        }
        let key_pkcs8 = KEY.get().ok_or("no key")?;
        let pair = KeyPair::try_from(key_pkcs8.as_slice())?;
        let certificate = CertificateParams::new(vec!["practice.example".to_owned()])?.self_signed(&pair)?;
        let certificates = vec![Certificate { der: certificate.der().to_vec(), key: Some(0) }];
        let contents = Contents { keys: vec![key_pkcs8.clone()], certificates, friendly_name: "BLÅBÆRSVINGEN BAKERI AS" };
        let made: Result<Vec<_>, _> =
            Flavour::ALL.iter().map(|flavour| Ok::<_, Box<dyn Error>>((*flavour, write(*flavour, &contents, password)?))).collect();
        let _ = shelf.set(made?);
    }
    Ok(shelf.get().ok_or("no files")?)
}

/// Runs `check` on a file of each flavour but these.
fn with_each(password: &'static str, but: &[Flavour], check: impl Fn(Flavour, &Path) -> Outcome) -> Outcome {
    for (flavour, bytes) in files(password)?.iter().filter(|(flavour, _)| !but.contains(flavour)) {
        let folder = tempfile::tempdir()?;
        let file = folder.path().join("a.p12");
        std::fs::write(&file, bytes)?;
        check(*flavour, &file)?;
    }
    Ok(())
}

fn run(command: &mut Command, flavour: Flavour) -> Outcome<String> {
    let Output { status, stdout, stderr } = command.env("LC_ALL", "C.UTF-8").output().map_err(|error| format!("{command:?}: {error}"))?;
    let said = format!("{}{}", String::from_utf8_lossy(&stdout), String::from_utf8_lossy(&stderr));
    if status.success() { Ok(said) } else { Err(format!("{flavour:?} {command:?}: {said}").into()) }
}

/// OpenSSL 3.0 knows no PBMAC1, and wants to be told where there is no MAC; the contents it reads all the same.
fn openssl(flavour: Flavour, file: &Path, password: &str) -> Outcome<String> {
    let mut openssl = Command::new("openssl");
    openssl.args(["pkcs12", "-legacy", "-nodes", "-info", "-passin", "env:PASSWORD", "-in"]).arg(file);
    if [Flavour::Pbmac1, Flavour::NoMac].contains(&flavour) {
        openssl.arg("-nomacver");
    }
    // What is not UTF-8 it takes as it is, for MAC as for key.
    let bytes = match flavour {
        Flavour::NullPassword => Vec::new(),
        Flavour::Latin1 => password.chars().map(|letter| u8::try_from(letter).unwrap_or_default()).collect(),
        _ => password.as_bytes().to_vec(),
    };
    run(openssl.env("PASSWORD", OsString::from_vec(bytes)), flavour)
}

/// What OpenSSL must say of MAC, certificates, key.
const fn written(flavour: Flavour) -> [&'static str; 3] {
    const TRIPLE_DES: &str = "pbeWithSHA1And3-KeyTripleDES-CBC, Iteration 2048";
    const AES_2048: &str = "PBES2, PBKDF2, AES-256-CBC, Iteration 2048, PRF hmacWithSHA256";
    match flavour {
        Flavour::Modern | Flavour::Java => {
            ["MAC: sha256, Iteration 10000", "PBES2, PBKDF2, AES-256-CBC, Iteration 10000, PRF hmacWithSHA256", "Shrouded Keybag: PBES2"]
        }
        Flavour::Windows => ["MAC: sha1, Iteration 2000", "pbeWithSHA1And3-KeyTripleDES-CBC, Iteration 2000", "Shrouded Keybag: pbe"],
        Flavour::Legacy => ["MAC: sha1, Iteration 2048", "pbeWithSHA1And40BitRC2-CBC, Iteration 2048", TRIPLE_DES],
        Flavour::Ber => ["MAC: sha1, Iteration 1024", "pbeWithSHA1And3-KeyTripleDES-CBC, Iteration 1024", "Shrouded Keybag: pbe"],
        Flavour::WindowsAes => {
            ["MAC: sha256, Iteration 2000", "PBES2, PBKDF2, AES-256-CBC, Iteration 2000, PRF hmacWithSHA256", "Shrouded Keybag: PBES2"]
        }
        Flavour::JavaOld => {
            let key = "pbeWithSHA1And3-KeyTripleDES-CBC, Iteration 100000";
            ["MAC: sha1, Iteration 100000", "pbeWithSHA1And40BitRC2-CBC, Iteration 100000", key]
        }
        Flavour::Macos => ["MAC: sha1, Iteration 1", "pbeWithSHA1And40BitRC2-CBC, Iteration 2048", TRIPLE_DES],
        Flavour::Nss => {
            ["MAC: sha256, Iteration 100000", "PBES2, PBKDF2, AES-256-CBC, Iteration 100000, PRF hmacWithSHA256", "Shrouded Keybag: PBES2"]
        }
        Flavour::AesSha1 => {
            ["MAC: sha1, Iteration 2048", "PBES2, PBKDF2, AES-256-CBC, Iteration 2048, PRF hmacWithSHA1", "Shrouded Keybag: PBES2"]
        }
        Flavour::BouncyCastle => {
            let aes = "PBES2, PBKDF2, AES-256-CBC, Iteration 600000, PRF hmacWithSHA256";
            ["MAC: sha256, Iteration 1200000", aes, "Shrouded Keybag: PBES2"]
        }
        Flavour::Pbmac1 => ["MAC: PBMAC1", AES_2048, "Shrouded Keybag: PBES2"],
        Flavour::NoMac => ["", AES_2048, "Shrouded Keybag: PBES2"],
        Flavour::NullPassword => ["MAC: sha1, Iteration 1", "pbeWithSHA1And3-KeyTripleDES-CBC, Iteration 1", "Shrouded Keybag: pbe"],
        Flavour::Latin1 => ["MAC: sha256, Iteration 2048", AES_2048, "Shrouded Keybag: PBES2"],
        Flavour::Rc2With128Bits => ["MAC: sha1, Iteration 2048", "pbeWithSHA1And128BitRC2-CBC, Iteration 2048", "Shrouded Keybag: pbe"],
        Flavour::Rc4 => ["MAC: sha1, Iteration 2048", "pbeWithSHA1And128BitRC4, Iteration 2048", "Shrouded Keybag: pbe"],
        Flavour::Unencrypted => ["MAC: sha256, Iteration 2048", "PKCS7 Data\nCertificate bag", "Key bag"],
    }
}

#[test]
fn openssl_opens_every_flavour() -> Outcome {
    with_each(NORWEGIAN, &[], |flavour, file| {
        let said = openssl(flavour, file, NORWEGIAN)?;
        for expected in written(flavour).into_iter().chain(["BEGIN PRIVATE KEY", "BEGIN CERTIFICATE", "localKeyID"]) {
            assert!(said.contains(expected), "{flavour:?}: {expected} is not in {said}");
        }
        assert_eq!(said.contains("MAC:"), flavour != Flavour::NoMac, "{said}");
        Ok(())
    })
}

#[test]
fn openssl_refuses_another_password() -> Outcome {
    with_each(NORWEGIAN, &[Flavour::Pbmac1, Flavour::NoMac, Flavour::NullPassword], |flavour, file| {
        assert!(openssl(flavour, file, ASCII).is_err_and(|error| error.to_string().contains("invalid password")), "{flavour:?}");
        Ok(())
    })
}

/// A file of no password is not one of the empty password, which is two zero bytes.
#[test]
fn no_password_is_not_an_empty_one() -> Outcome {
    let (_, null) = files(NORWEGIAN)?.iter().find(|(flavour, _)| *flavour == Flavour::NullPassword).ok_or("no file")?;
    let (safe, digest, salt) = mac_parts(null)?;
    let hmac = |password| {
        let key = super::kdf::derive(super::kdf::Digest::Sha1, super::kdf::Use::Mac, password, &salt, 1, 20);
        super::kdf::Digest::Sha1.hmac(&key, &safe)
    };
    assert_eq!(hmac(&[])?, digest);
    assert_ne!(hmac(&[0, 0])?, digest);
    Ok(())
}

#[test]
fn gnutls_opens_what_it_knows() -> Outcome {
    let but = [Flavour::Pbmac1, Flavour::NoMac, Flavour::NullPassword, Flavour::Latin1, Flavour::Rc2With128Bits];
    with_each(NORWEGIAN, &but, |flavour, file| {
        let said = run(Command::new("certtool").args(["--p12-info", "--inder", "--password", NORWEGIAN, "--infile"]).arg(file), flavour)?;
        assert!(said.contains("BEGIN CERTIFICATE") && said.contains("PRIVATE KEY") && said.contains("MAC:"), "{flavour:?}: {said}");
        Ok(())
    })
}

#[test]
fn nss_opens_what_it_knows() -> Outcome {
    let but = [Flavour::Pbmac1, Flavour::NoMac, Flavour::NullPassword, Flavour::Latin1, Flavour::Unencrypted];
    with_each(NORWEGIAN, &but, |flavour, file| {
        let said = run(Command::new("pk12util").args(["-W", NORWEGIAN, "-l"]).arg(file), flavour)?;
        assert!(said.contains("Key(shrouded)") && said.contains("Certificate"), "{flavour:?}: {said}");
        Ok(())
    })
}

#[test]
fn java_opens_what_it_knows() -> Outcome {
    with_each(ASCII, &[Flavour::Pbmac1, Flavour::NullPassword, Flavour::Unencrypted], |flavour, file| {
        let mut keytool = Command::new("keytool");
        keytool.args(["-list", "-storetype", "PKCS12", "-storepass:env", "PASSWORD", "-keystore"]).arg(file);
        let said = run(keytool.env("PASSWORD", ASCII), flavour)?;
        assert!(said.contains("PrivateKeyEntry"), "{flavour:?}: {said}");
        Ok(())
    })
}

/// No tool here reads RFC 9579, so its construction is computed from the parts by OpenSSL.
#[test]
fn pbmac1_is_that_of_rfc_9579() -> Outcome {
    let (_, file) = files(ASCII)?.iter().find(|(flavour, _)| *flavour == Flavour::Pbmac1).ok_or("no file")?;
    let (safe, digest, mac_salt) = mac_parts(file)?;
    assert_eq!(mac_salt, b"NOT USED");
    let folder = tempfile::tempdir()?;
    std::fs::write(folder.path().join("a.p12"), file)?;
    std::fs::write(folder.path().join("safe"), safe)?;
    let openssl = |arguments: &[&str]| run(Command::new("openssl").args(arguments).current_dir(folder.path()), Flavour::Pbmac1);
    // Salt, iterations, key length, PRF stand after one another at the end of the file.
    let parsed = openssl(&["asn1parse", "-inform", "DER", "-in", "a.p12"])?;
    let parameters = parsed.rsplit_once(":PBKDF2").ok_or("no PBKDF2")?.1;
    let hexadecimal = |dump: &str| dump.split(':').nth(1).and_then(|rest| rest.split_whitespace().next()).map(str::to_owned);
    let salt = parameters.split("[HEX DUMP]").nth(1).and_then(hexadecimal).ok_or("no salt")?;
    let numbers: Vec<_> = parameters.split("INTEGER").skip(1).filter_map(hexadecimal).collect();
    assert_eq!(numbers, ["0800", "20", "01"], "iterations, key length, the unused count");
    assert_eq!(parameters.matches(":hmacWithSHA256").count(), 2, "{parameters}");
    let (pass, salt) = (format!("pass:{ASCII}"), format!("hexsalt:{salt}"));
    let derive = ["kdf", "-keylen", "32", "-kdfopt", "digest:SHA256", "-kdfopt", &pass, "-kdfopt", &salt, "-kdfopt", "iter:2048", "PBKDF2"];
    let key = format!("hexkey:{}", openssl(&derive)?.trim().replace(':', ""));
    let mac = openssl(&["mac", "-digest", "SHA256", "-macopt", &key, "-in", "safe", "HMAC"])?;
    assert_eq!(mac.trim(), digest.iter().map(|byte| format!("{byte:02X}")).collect::<String>());
    Ok(())
}

/// X.690 §8.1.3.6: only the tools of BER write indefinite lengths.
#[test]
fn only_some_flavours_are_indefinite() -> Outcome {
    for (flavour, bytes) in files(NORWEGIAN)? {
        let is_ber = matches!(flavour, Flavour::Ber | Flavour::Nss | Flavour::BouncyCastle);
        assert_eq!(bytes[1] == 0x80, is_ber, "{flavour:?}");
        assert_eq!(bytes.windows(4).any(|four| four == [0xa0, 0x80, 0x24, 0x80]), is_ber, "{flavour:?}");
    }
    Ok(())
}

/// The authenticated safe, the MAC's digest, its salt.
fn mac_parts(file: &[u8]) -> Outcome<(Vec<u8>, Vec<u8>, Vec<u8>)> {
    let inside = |bytes: &[u8]| -> Outcome<Vec<Vec<u8>>> {
        let (mut rest, mut parts) = (bytes, Vec::new());
        while !rest.is_empty() {
            let (after, part) = Any::from_der(rest).map_err(|error| error.to_string())?;
            parts.push(part.data.to_vec());
            rest = after;
        }
        Ok(parts)
    };
    let pfx = inside(&inside(file)?[0])?;
    let safe = inside(&inside(&pfx[1])?[1])?.swap_remove(0);
    let mac = inside(&pfx[2])?;
    Ok((safe, inside(&mac[0])?.swap_remove(1), mac[1].clone()))
}
