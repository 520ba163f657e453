//! What is no key that can be used is called by its name.

use inngang_engine::certificates::Effort;
use inngang_engine::keys::{self, ImportError};
use inngang_engine::problem::{Action, Explain as _, Fact};
use serde_json::{Value, json};

use crate::desk::{Desk, PASSWORD};
use crate::ports::ports;
use crate::rfc7515::jwk;
use crate::{Failure, ORGANISATION, import, refusal, source};

#[test]
fn what_is_no_private_key() -> Result<(), Failure> {
    let desk = Desk::shared()?;
    let certificate = desk.run(&["req", "-x509", "-key", "a.key", "-subj", "/CN=x"])?;
    desk.write("x.pem", &certificate)?;
    let p12 = desk.run(&["pkcs12", "-export", "-inkey", "a.key", "-in", "x.pem", "-passout", PASSWORD])?;
    let public = desk.run(&["pkey", "-in", "a.key", "-pubout"])?;
    let cut = desk.read("a.key")?;
    let cases: [(Vec<u8>, &str); 19] = [
        (public, "key.public_half"),
        (desk.spki("a.key")?, "key.public_half"),
        (desk.run(&["rsa", "-in", "a.key", "-RSAPublicKey_out"])?, "key.public_half"),
        (b"ssh-rsa AAAAB3NzaC1yc2EAAAADAQAB kari@example.no".to_vec(), "key.public_half"),
        (json!({ "kty": "RSA", "n": "AQAB", "e": "AQAB" }).to_string().into_bytes(), "key.public_half"),
        (certificate, "key.is_certificate"),
        (desk.run(&["x509", "-in", "x.pem", "-outform", "DER"])?, "key.is_certificate"),
        (desk.run(&["crl2pkcs7", "-nocrl", "-certfile", "x.pem"])?, "key.is_certificate"),
        (p12, "key.certificate_file"),
        (vec![0xfe, 0xed, 0xfe, 0xed, 0, 0, 0, 2], "key.certificate_file"),
        (b"-----BEGIN OPENSSH PRIVATE KEY-----\nb3Bl\n-----END OPENSSH PRIVATE KEY-----\n".to_vec(), "key.openssh_key"),
        (b"PuTTY-User-Key-File-2: ssh-rsa\r\nEncryption: none\r\n".to_vec(), "key.putty_key"),
        (json!({ "kty": "oct", "k": "AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ" }).to_string().into_bytes(), "key.shared_secret"),
        ([desk.read("a.key")?, desk.read("b.key")?].concat(), "key.several_keys"),
        (cut[..cut.len() / 2].to_vec(), "key.unreadable"),
        (b"%PDF-1.7".to_vec(), "key.not_a_key"),
        (Vec::new(), "key.not_a_key"),
        ("passord123".into(), "key.not_a_key"),
        (vec![b'x'; 2 << 20], "key.not_a_key"),
    ];
    for (bytes, code) in cases {
        assert_eq!(refusal(&bytes, None), Some(code), "{}", String::from_utf8_lossy(&bytes[..bytes.len().min(80)]));
    }
    Ok(())
}

#[test]
fn keys_of_other_kinds_and_sizes() -> Result<(), Failure> {
    let desk = Desk::shared()?;
    let of = |algorithm: &[&str]| desk.run(&[&["genpkey", "-algorithm"], algorithm].concat());
    let cases: [(&[&str], &str, Fact); 6] = [
        (&["EC", "-pkeyopt", "ec_paramgen_curve:P-256"], "key.not_rsa", "EC".into()),
        (&["ED25519"], "key.not_rsa", "Ed25519".into()),
        (&["RSA-PSS", "-pkeyopt", "rsa_keygen_bits:2048"], "key.not_rsa", "RSASSA-PSS".into()),
        (&["RSA", "-pkeyopt", "rsa_keygen_bits:1024"], "key.too_small", 1024.into()),
        (&["RSA", "-pkeyopt", "rsa_keygen_bits:2040"], "key.too_small", 2040.into()),
        (&["RSA", "-pkeyopt", "rsa_keygen_bits:2048", "-pkeyopt", "rsa_keygen_primes:3"], "key.multi_prime", 0.into()),
    ];
    for (algorithm, code, fact) in cases {
        let problem = import(&of(algorithm)?, None).err().map(|failure| failure.explain()).ok_or("imported")?;
        let told = problem.facts.get("algorithm").or_else(|| problem.facts.get("bits")).cloned().unwrap_or_else(|| 0.into());
        assert_eq!((problem.code, told), (code, fact), "{algorithm:?}");
    }
    desk.write("ec.key", &of(&["EC", "-pkeyopt", "ec_paramgen_curve:P-256"])?)?;
    assert_eq!(refusal(&desk.run(&["ec", "-in", "ec.key"])?, None), Some("key.not_rsa"), "RFC 5915");
    let three = of(&["RSA", "-pkeyopt", "rsa_keygen_bits:2048", "-pkeyopt", "rsa_keygen_pubexp:3"])?;
    assert_eq!(refusal(&three, None), Some("key.bad_exponent"));
    for (kty, crv) in [("EC", "P-256"), ("OKP", "Ed25519")] {
        let key = json!({ "kty": kty, "crv": crv, "d": "AQAB", "x": "AQAB" }).to_string();
        assert_eq!(refusal(key.as_bytes(), None), Some("key.not_rsa"), "{kty}");
    }
    Ok(())
}

/// Larger ones than 8192 bits take minutes to make, so these are numbers alone.
#[test]
fn keys_that_are_too_large() {
    for (bytes, bits) in [(1025, 8193), (2048, 16_377), (100_000, 799_993)] {
        let mut key = jwk();
        let number: Vec<u8> = [1].into_iter().chain(std::iter::repeat_n(0xff, bytes - 1)).collect();
        key["n"] = base64::Engine::encode(&base64::prelude::BASE64_URL_SAFE_NO_PAD, number).into();
        let problem = import(key.to_string().as_bytes(), None).err().map(|failure| failure.explain());
        let told = problem.map(|problem| (problem.code, problem.facts.get("bits").cloned()));
        assert_eq!(told, Some(("key.too_large", Some(Fact::Number(bits)))));
    }
}

#[test]
fn a_jwk_that_does_not_add_up() {
    fn check(change: impl Fn(&mut Value), code: &str) {
        let mut key = jwk();
        change(&mut key);
        assert_eq!(refusal(key.to_string().as_bytes(), None), Some(code), "{key}");
    }
    for name in ["p", "q", "dp", "dq", "qi"] {
        check(|key| drop(key.as_object_mut().and_then(|key| key.remove(name))), "key.jwk_without_factors");
        check(|key| key[name] = json!("AQAB"), "key.inconsistent");
        check(|key| key[name] = json!(""), "key.inconsistent");
        check(|key| key[name] = json!("å"), "key.unreadable");
        check(|key| key[name] = json!(7), "key.unreadable");
    }
    check(|key| key["d"] = json!("AQAB"), "key.inconsistent");
    check(|key| key["e"] = json!("AQAD"), "key.inconsistent");
    check(|key| key["p"] = key["q"].clone(), "key.inconsistent");
    for e in ["", "AA", "AQ", "Ag", "AQAC", "AQAAAAAAAAAB"] {
        check(|key| key["e"] = json!(e), "key.bad_exponent");
    }
    check(|key| drop(key.as_object_mut().and_then(|key| key.remove("n"))), "key.unreadable");
    check(|key| key["oth"] = json!([]), "key.multi_prime");
    check(|key| *key = json!({ "keys": [key.clone(), key.clone()] }), "key.several_keys");
    check(|key| *key = json!({ "keys": [], "kty": "RSA" }), "key.unreadable");
}

/// Each refusal is answered by a button, and what is another step's business leads there.
#[test]
fn each_refusal_offers_a_way() {
    let offers = |failure: ImportError| failure.explain().actions;
    assert_eq!(offers(ImportError::CertificateFile), [Action::ImportCertificate]);
    assert!(offers(ImportError::Certificate).contains(&Action::ImportCertificate));
    assert!(offers(ImportError::PasswordNeeded).contains(&Action::EnterPassword));
    let key_alone = inngang_engine::certificates::CertificateError::NotPkcs12(inngang_engine::certificates::FileKind::KeyPem);
    assert!(key_alone.explain().actions.contains(&Action::ImportKey), "the step of certificates hands a lone key over");
}

#[test]
fn nothing_is_stored_and_no_more_is_paid_than_allowed() -> Result<(), Failure> {
    let desk = Desk::shared()?;
    let ports = ports(0);
    let mut der = desk.run(&["pkcs8", "-topk8", "-in", "a.key", "-passout", PASSWORD, "-outform", "DER", "-iter", "100000"])?;
    let at = der.windows(5).position(|window| window == [0x02, 0x03, 0x01, 0x86, 0xa0]).ok_or("no count")?;
    der[at + 2..at + 5].copy_from_slice(&[0x7f, 0xff, 0xff]);
    let organisation = ORGANISATION.parse()?;
    let effort = Effort::default();
    let refused = keys::import(&source(&der, Some("hemmelig")), &organisation, &effort, &ports);
    assert!(matches!(refused, Err(ImportError::TooCostly)) && effort.spent().rounds == 0);
    let effort = Effort::default();
    effort.cancel();
    let stopped = keys::import(&source(&desk.read("a.key")?, None), &organisation, &effort, &ports);
    assert!(matches!(stopped, Err(ImportError::Cancelled)));
    assert_eq!(ports.keys.list()?, Vec::<String>::new());
    Ok(())
}
