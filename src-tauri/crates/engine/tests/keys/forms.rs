//! Every form in which a private key comes, and what is said of it.

use std::collections::BTreeSet;

use inngang_engine::keys::SigningAlgorithm;
use inngang_engine::names::KeyId;
use serde_json::{Value, json};

use crate::desk::{Desk, PASSWORD};
use crate::ports::ports;
use crate::rfc7515::jwk;
use crate::{Failure, ORGANISATION, import, import_into, refusal};

/// Imported with its password, with its own public half, and refused with words without it and with another.
fn check(bytes: &[u8], locked: bool, name: &str) -> Result<(), Failure> {
    let desk = Desk::shared()?;
    let imported = import(bytes, locked.then_some("hemmelig")).map_err(|failure| format!("{name}: {failure}"))?;
    assert_eq!((imported.facts.spki, imported.locked, imported.own_kid), (desk.spki("a.key")?, locked, false), "{name}");
    if locked {
        let (none, wrong) = (refusal(bytes, None), refusal(bytes, Some("feil ")));
        assert_eq!((none, wrong), (Some("key.password_needed"), Some("key.wrong_password")), "{name}");
    }
    Ok(())
}

#[test]
fn keys_without_a_password() -> Result<(), Failure> {
    let desk = Desk::shared()?;
    let pem = desk.read("a.key")?;
    check(&pem, false, "PKCS#8")?;
    let der = desk.run(&["pkcs8", "-topk8", "-nocrypt", "-in", "a.key", "-outform", "DER"])?;
    check(&der, false, "PKCS#8, DER")?;
    let traditional = desk.run(&["rsa", "-in", "a.key", "-traditional"])?;
    assert!(traditional.starts_with(b"-----BEGIN RSA"));
    check(&traditional, false, "PKCS#1")?;
    check(&desk.run(&["rsa", "-in", "a.key", "-traditional", "-outform", "DER"])?, false, "PKCS#1, DER")?;
    check(&desk.run_on(&["base64", "-A"], &der)?, false, "base64")?;
    Ok(())
}

/// As Windows, mail and settings files make them.
#[test]
fn keys_as_they_are_pasted() -> Result<(), Failure> {
    let text = String::from_utf8(Desk::shared()?.read("a.key")?)?;
    let in_settings = text.trim_end().replace('\n', "\\n");
    let utf16 = |unit: fn(u16) -> [u8; 2]| -> Vec<u8> { ["\u{feff}", &text].concat().encode_utf16().flat_map(unit).collect() };
    let cases = [
        ["\u{feff}", &text].concat().into_bytes(),
        text.replace('\n', "\r\n").into_bytes(),
        text.replace('\n', "\n   ").into_bytes(),
        text.replace('\n', " ").into_bytes(),
        format!("Hei, her er nøkkelen:\n\n{text}\n\nHilsen Kari").into_bytes(),
        [b"\xe5\xf8".as_slice(), text.as_bytes()].concat(),
        format!("Bag Attributes\n    friendlyName: x\nKey Attributes: <No Attributes>\n{text}").into_bytes(),
        format!("PRIVATE_KEY=\"{in_settings}\"\n").into_bytes(),
        format!("{{ \"type\": \"service\", \"private_key\": \"{in_settings}\\n\" }}").into_bytes(),
        text.repeat(2).into_bytes(),
        utf16(u16::to_le_bytes),
        utf16(u16::to_be_bytes),
    ];
    for (at, bytes) in cases.iter().enumerate() {
        check(bytes, false, &format!("pasted {at}"))?;
    }
    Ok(())
}

#[test]
fn keys_under_a_password() -> Result<(), Failure> {
    let desk = Desk::shared()?;
    let provider = ["-provider", "legacy", "-provider", "default"];
    let schemes: [&[&str]; 14] = [
        &[],
        &["-v2", "aes-128-cbc"],
        &["-v2", "aes-192-cbc", "-v2prf", "hmacWithSHA1"],
        &["-v2", "aes-256-cbc", "-v2prf", "hmacWithSHA384"],
        &["-v2", "aes-256-cbc", "-v2prf", "hmacWithSHA512", "-iter", "100000"],
        &["-v2", "des3", "-v2prf", "hmacWithSHA224"],
        &["-scrypt"],
        &["-v1", "PBE-SHA1-3DES"],
        &["-v1", "PBE-SHA1-2DES"],
        &["-v1", "PBE-SHA1-RC2-40"],
        &["-v1", "PBE-SHA1-RC4-128"],
        &["-v1", "PBE-MD5-DES"],
        &["-v1", "PBE-SHA1-DES"],
        &["-v1", "PBE-SHA1-RC2-64"],
    ];
    let line = ["pkcs8", "-topk8", "-in", "a.key", "-passout", PASSWORD];
    for scheme in schemes {
        for form in ["PEM", "DER"] {
            check(&desk.run(&[&line, &provider[..], &["-outform", form], scheme].concat())?, true, &format!("{scheme:?} {form}"))?;
        }
    }
    for cipher in ["-des3", "-aes128", "-aes192", "-aes256", "-camellia256"] {
        let locked = desk.run(&["rsa", "-in", "a.key", "-traditional", cipher, "-passout", PASSWORD])?;
        assert!(locked.windows(8).any(|window| window == b"DEK-Info"), "{cipher}");
        check(&locked, true, cipher)?;
        check(&String::from_utf8(locked)?.replace('\n', "\r\n").into_bytes(), true, cipher)?;
    }
    Ok(())
}

#[test]
fn a_jwk_brings_its_own_name_when_it_is_legal() -> Result<(), Failure> {
    fn check(change: impl Fn(&mut Value), expected: Option<&str>) -> Result<(), Failure> {
        let mut key = jwk();
        change(&mut key);
        let imported = import(format!("\u{feff} \r\n{key:#}\r\n").as_bytes(), None)?;
        assert_eq!((imported.own_kid, imported.locked), (expected.is_some(), false), "{key}");
        match expected {
            Some(kid) => assert_eq!(imported.kid.as_str(), kid),
            None => assert!(imported.kid.as_str().starts_with(ORGANISATION), "{}", imported.kid),
        }
        assert_eq!(imported.id, imported.facts.thumbprint);
        Ok(())
    }
    check(|_| (), None)?;
    check(|key| key["kid"] = json!("2011-04-29"), Some("2011-04-29"))?;
    check(|key| key["kid"] = json!("blåbær 1"), None)?;
    check(|key| key["kid"] = json!(""), None)?;
    check(|key| *key = json!({ "keys": [key.clone()] }), None)?;
    check(|key| *key = json!({ "keys": [{ "kty": "RSA", "n": "AQAB", "e": "AQAB" }, key.clone()], "x": 1 }), None)?;
    // Some programs pad, or write a zero before a number.
    check(|key| key["e"] = json!("AAEAAQ=="), None)?;
    Ok(())
}

#[test]
fn the_same_key_again_is_recognised() -> Result<(), Failure> {
    let desk = Desk::shared()?;
    let ports = ports(0);
    let pkcs8 = desk.read("a.key")?;
    let first = import_into(&ports, &pkcs8, None)?;
    let again = import_into(&ports, &desk.run(&["rsa", "-in", "a.key", "-traditional"])?, None)?;
    assert_eq!((first.known, again.known, &first.id), (false, true, &again.id));
    let other = import_into(&ports, &desk.read("b.key")?, None)?;
    assert_eq!((other.known, ports.keys.list()?.len()), (false, 2));
    // Under a name of another kind, as keys have that were made here.
    ports.keys.forget(&first.id)?;
    let der = desk.run(&["pkcs8", "-topk8", "-nocrypt", "-in", "a.key", "-outform", "DER"])?;
    ports.keys.import("made-here", inngang_engine::secret::Secret::new(der))?;
    let known = import_into(&ports, &pkcs8, None)?;
    assert_eq!((known.id.as_str(), known.known, ports.keys.list()?.len()), ("made-here", true, 2));
    Ok(())
}

/// What the engine signs `openssl` verifies, with each hash.
#[test]
fn what_an_imported_key_signs_is_verified() -> Result<(), Failure> {
    let desk = Desk::shared()?;
    let ports = ports(0);
    let imported = import_into(&ports, &desk.read("a.key")?, None)?;
    desk.write("a.pub", imported.facts.pem().as_bytes())?;
    for (algorithm, hash) in
        [(SigningAlgorithm::Rs256, "-sha256"), (SigningAlgorithm::Rs384, "-sha384"), (SigningAlgorithm::Rs512, "-sha512")]
    {
        let signature = ports.keys.sign(&imported.id, algorithm, b"header.claims")?;
        desk.write("a.signature", &signature)?;
        let line = ["dgst", hash, "-verify", "a.pub", "-signature", "a.signature"];
        assert_eq!(desk.run_on(&line, b"header.claims")?, b"Verified OK\n");
        assert!(desk.run_on(&line, b"header.other").is_err(), "{hash}");
    }
    Ok(())
}

/// Legal, and never the same for two keys of one organisation on one day.
#[test]
fn our_own_names_differ() -> Result<(), Failure> {
    let organisation = ORGANISATION.parse()?;
    let now = crate::ports::after_days(0);
    let names: Result<BTreeSet<KeyId>, _> = (0..200).map(|_| inngang_engine::keys::make_key_id(&organisation, now)).collect();
    assert_eq!(names?.len(), 200);
    Ok(())
}
