//! Passwords of every alphabet, in the bytes that programs have made of them.

use inngang_engine::certificates::{self, CertificateError, Effort, PasswordForm};

use crate::cost::{encrypted_safe, pbkdf2};
use crate::openssl::{AUTHENTICATION, Failure, World};
use crate::schemes::{encrypted_key, with_key};
use crate::unusual::{hex, parts, pbmac1, pfx, tlv};
use crate::{AES, WINDOWS, file, open, refusal};

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
    let (octets, _) = parts(&other).ok_or("no parts")?;
    let file = pfx(octets, &pbmac1(world, octets, "1234", Some(32))?);
    assert!(matches!(refusal(&file, Some("1234"))?, CertificateError::PasswordEncoding));
    assert!(matches!(refusal(&file, Some("another"))?, CertificateError::WrongPassword));
    Ok(())
}

/// A classic MAC over this content, made by `openssl`.
fn mac(world: &World, content: &[u8], password: &str) -> Result<Vec<u8>, Failure> {
    let pass = format!("hexpass:{}", hex(&utf16(password)));
    let derive = ["kdf", "-keylen", "20", "-kdfopt", "digest:SHA1", "-kdfopt", &pass, "-kdfopt", "hexsalt:0707070707070707"];
    let key = world.run(&[&derive[..], &["-kdfopt", "iter:1", "-kdfopt", "id:3", "PKCS12KDF"]].concat())?;
    let key = format!("hexkey:{}", String::from_utf8(key)?.trim().replace(':', ""));
    world.write("content", content)?;
    let tag = world.run(&["dgst", "-sha1", "-mac", "HMAC", "-macopt", &key, "-binary", "content"])?;
    let algorithm = tlv(0x30, &[0x06, 0x05, 0x2b, 0x0e, 0x03, 0x02, 0x1a, 0x05, 0x00]);
    Ok(tlv(0x30, &[tlv(0x30, &[algorithm, tlv(0x04, &tag)].concat()), tlv(0x04, &[7; 8])].concat()))
}

/// With its terminator.
fn utf16(text: &str) -> Vec<u8> {
    text.encode_utf16().chain([0]).flat_map(u16::to_be_bytes).collect()
}

/// What an old NSS did: PBES2 keyed from the BMPString, and 32 written beside each AES (certificates.md 8.2).
#[test]
fn an_old_nss_is_understood() -> Result<(), Failure> {
    let world = World::shared()?;
    let secret_bag = [0x06, 0x0b, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x0c, 0x0a, 0x01, 0x05, 0xa0, 0x02, 0x05, 0x00];
    let bags = tlv(0x30, &secret_bag);
    let terminated = utf16("pære");
    let check = |key: &[u8], algorithm: &[u8], form: PasswordForm, name: &str| -> Result<(), Failure> {
        let safe = tlv(0x30, &encrypted_safe(world, &bags, key, algorithm)?);
        let opened = certificates::open(&file(&pfx(&safe, &mac(world, &safe, "pære")?), Some("pære")), &Effort::default());
        let contents = opened.outcome?;
        let encoding = contents.encoding().ok_or("no encoding")?;
        assert_eq!((encoding.password, encoding.ignored_bags, &encoding.algorithms[..]), (form, 1, &[name.to_owned()][..]));
        Ok(())
    };
    let aes256 = "AES-256 PBKDF2-SHA-256";
    check(&terminated, &pbkdf2(5), PasswordForm::Utf16, aes256)?;
    check(&terminated[..terminated.len() - 2], &pbkdf2(5), PasswordForm::Utf16, aes256)?;
    // AES-128 by name and a key of 32 bytes beside it.
    let hmac = tlv(0x30, &[0x06, 0x08, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x02, 0x09, 0x05, 0x00]);
    let parameters = tlv(0x30, &[tlv(0x04, &[1; 8]), tlv(0x02, &[5]), tlv(0x02, &[32]), hmac].concat());
    let derivation = tlv(0x30, &[tlv(0x06, &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x05, 0x0c]), parameters].concat());
    let aes128 = tlv(0x30, &[tlv(0x06, &[0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x01, 0x02]), tlv(0x04, &[2; 16])].concat());
    let pbes2 = tlv(0x06, &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x05, 0x0d]);
    let algorithm = tlv(0x30, &[pbes2, tlv(0x30, &[derivation, aes128].concat())].concat());
    check("pære".as_bytes(), &algorithm, PasswordForm::AsTyped, aes256)?;
    Ok(())
}
