//! Passwords of every alphabet, in the bytes that programs have made of them.

use inngang_engine::certificates::{CertificateError, PasswordForm};

use crate::openssl::{AUTHENTICATION, Failure, World};
use crate::schemes::{encrypted_key, with_key};
use crate::{AES, WINDOWS, open, refusal};

fn form(bytes: &[u8], password: Option<&str>) -> Result<PasswordForm, Failure> {
    Ok(open(bytes, password)?.encoding.ok_or("no encoding")?.password)
}

/// certificates.md 16 no 9, 10
#[test]
fn every_alphabet_under_every_scheme() -> Result<(), Failure> {
    let world = World::shared()?;
    let long = "lang setning æ ".repeat(14);
    for password in ["", "æøå", "blåbærsyltetøy 1", "ωμέγα", "漢字", "🫐", "a\"b\\c$", &long] {
        for options in [&AES, &WINDOWS] {
            let file = world.pkcs12(&AUTHENTICATION, password, options)?;
            assert_eq!(form(&file, Some(password)).map_err(|failure| format!("{password:?}: {failure}"))?, PasswordForm::AsTyped);
        }
    }
    // An empty password needs no asking.
    open(&world.pkcs12(&AUTHENTICATION, "", &AES)?, None)?;
    Ok(())
}

/// certificates.md 16 no 12
#[test]
fn composed_and_decomposed_letters() -> Result<(), Failure> {
    let world = World::shared()?;
    let (composed, decomposed) = ("blåbær", "bla\u{30a}bær");
    for options in [&AES[..], &WINDOWS, &["-nomac"]] {
        let file = world.pkcs12(&AUTHENTICATION, decomposed, options)?;
        assert_eq!(form(&file, Some(composed))?, PasswordForm::Nfd, "{options:?}");
        let file = world.pkcs12(&AUTHENTICATION, composed, options)?;
        assert_eq!(form(&file, Some(decomposed))?, PasswordForm::Nfc, "{options:?}");
    }
    Ok(())
}

/// certificates.md 16 no 11: a MAC over the right letters, contents keyed from other bytes, as `openssl` in other terminals does.
#[test]
fn bytes_of_other_alphabets() -> Result<(), Failure> {
    let world = World::shared()?;
    let latin1: &[u8] = &[b'b', b'l', 0xe5, b'b', 0xe6, b'r'];
    let code_page_850: &[u8] = &[b'b', b'l', 0x86, b'b', 0x91, b'r'];
    for (bytes, options, expected) in [
        // openssl takes what is no UTF-8 for letters of one byte each; PBES2 gets the bytes.
        (latin1, &AES[..], PasswordForm::Latin1),
        (latin1, &WINDOWS, PasswordForm::AsTyped),
        (latin1, &["-nomac"], PasswordForm::Latin1),
        (code_page_850, &AES, PasswordForm::CodePage850),
        (code_page_850, &WINDOWS, PasswordForm::CodePage850),
        (code_page_850, &["-nomac"], PasswordForm::CodePage850),
    ] {
        let file = world.export_with(&["-inkey", "auth.key", "-in", "auth.pem", "-certfile", "ca.pem"], bytes, options)?;
        assert_eq!(form(&file, Some("blåbær")).map_err(|failure| format!("{expected:?}: {failure}"))?, expected, "{options:?}");
        assert!(matches!(refusal(&file, Some("blabar"))?, CertificateError::WrongPassword));
    }
    // OpenSSL before 1.1 took each byte of UTF-8 for a letter.
    let widened = "blåbær".bytes().map(char::from).collect::<String>();
    let file = world.pkcs12(&AUTHENTICATION, &widened, &WINDOWS)?;
    assert_eq!(form(&file, Some("blåbær"))?, PasswordForm::Utf8AsLatin1);
    Ok(())
}

/// Where the MAC proves the password and nothing decrypts, the password is not blamed (certificates.md 8.4).
#[test]
fn a_proved_password_is_not_called_wrong() -> Result<(), Failure> {
    let world = World::shared()?;
    let other = with_key(world, &encrypted_key(world, "another", &["-v2", "aes-256-cbc"])?)?;
    let (octets, _) = crate::unusual::parts(&other).ok_or("no parts")?;
    let file = crate::unusual::pfx(octets, &crate::unusual::pbmac1(world, octets, "1234", Some(32))?);
    assert!(matches!(refusal(&file, Some("1234"))?, CertificateError::PasswordEncoding));
    assert!(matches!(refusal(&file, Some("another"))?, CertificateError::WrongPassword));
    Ok(())
}
