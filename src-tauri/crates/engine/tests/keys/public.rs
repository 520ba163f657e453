//! The public half in all its forms, beside what `openssl` and the standards say.

use base64::prelude::{BASE64_STANDARD, BASE64_URL_SAFE_NO_PAD, Engine as _};
use inngang_engine::keys::{self, KeyError, KeyFacts, SigningAlgorithm};
use serde_json::{Value, json};

use crate::desk::Desk;
use crate::rfc7515::jwk;
use crate::{Failure, import};

const PRIVATE: [&str; 8] = ["d", "p", "q", "dp", "dq", "qi", "oth", "k"];

#[test]
fn the_forms_are_those_of_openssl() -> Result<(), Failure> {
    let desk = Desk::shared()?;
    for (name, bits) in [("2048.key", "2048"), ("3072.key", "3072"), ("2056.key", "2056")] {
        desk.run(&["genpkey", "-algorithm", "RSA", "-pkeyopt", &format!("rsa_keygen_bits:{bits}"), "-out", name])?;
        let facts = import(&desk.read(name)?, None)?.facts;
        assert_eq!(facts.bits.to_string(), bits);
        assert_eq!(facts.pem().into_bytes(), desk.run(&["pkey", "-in", name, "-pubout"])?);
        let modulus = String::from_utf8(desk.run(&["rsa", "-in", name, "-modulus", "-noout"])?)?;
        let key = facts.jwk(&"k.1".parse()?, SigningAlgorithm::Rs256);
        let n = BASE64_URL_SAFE_NO_PAD.decode(key["n"].as_str().unwrap_or_default())?;
        let hex: String = n.iter().map(|byte| format!("{byte:02X}")).collect();
        assert_eq!(modulus.trim().strip_prefix("Modulus=").map(|digits| digits.trim_start_matches('0')), Some(hex.trim_start_matches('0')));
        assert_ne!(n[0], 0, "RFC 7518 §6.3.1.1");
        let canonical = format!("{{\"e\":\"AQAB\",\"kty\":\"RSA\",\"n\":{}}}", key["n"]);
        let digest = desk.run_on(&["dgst", "-sha256", "-binary"], canonical.as_bytes())?;
        assert_eq!(facts.thumbprint, BASE64_URL_SAFE_NO_PAD.encode(digest));
    }
    Ok(())
}

/// RFC 7638 §3.1.
#[test]
fn the_thumbprint_is_the_standards() -> Result<(), Failure> {
    let n = concat!(
        "0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJECPebWKRXjBZCiFV4n3oknj",
        "hMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQ",
        "vRL5hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzK",
        "nqDKgw"
    );
    let head = "MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEA";
    let spki = [BASE64_STANDARD.decode(head)?, BASE64_URL_SAFE_NO_PAD.decode(n)?, vec![2, 3, 1, 0, 1]].concat();
    assert_eq!(KeyFacts::from_spki(&spki)?.thumbprint, "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs");
    Ok(())
}

/// maskinporten.md checklist 25
#[test]
fn a_jwk_has_exactly_its_members() -> Result<(), Failure> {
    let desk = Desk::shared()?;
    let facts = import(&desk.read("a.key")?, None)?.facts;
    let kid = "2026.test_1-a".parse()?;
    desk.write("own.pem", &desk.run(&["req", "-x509", "-key", "a.key", "-subj", "/CN=x"])?)?;
    let own = desk.run(&["x509", "-in", "own.pem", "-outform", "DER"])?;
    desk.write("other.pem", &desk.run(&["req", "-x509", "-key", "b.key", "-subj", "/CN=y"])?)?;
    let other = desk.run(&["x509", "-in", "other.pem", "-outform", "DER"])?;

    let bare = facts.jwk(&kid, SigningAlgorithm::Rs512);
    assert_eq!(members(&bare), ["alg", "e", "kid", "kty", "n", "use"]);
    assert_eq!(
        (&bare["alg"], &bare["use"], &bare["kid"], &bare["kty"]),
        (&json!("RS512"), &json!("sig"), &json!("2026.test_1-a"), &json!("RSA"))
    );
    let bound = facts.jwk_with_chain(&kid, SigningAlgorithm::Rs256, &[own.clone(), other.clone()])?;
    assert_eq!(members(&bound), ["alg", "e", "kid", "kty", "n", "use", "x5c"]);
    assert_eq!(bound["x5c"], json!([BASE64_STANDARD.encode(&own), BASE64_STANDARD.encode(&other)]), "standard base64, its own first");
    for chain in [vec![], vec![other.clone(), own], vec![b"no certificate".to_vec()]] {
        assert!(matches!(facts.jwk_with_chain(&kid, SigningAlgorithm::Rs256, &chain), Err(KeyError::OtherCertificate)));
    }
    let set = keys::jwks(vec![bare, bound]);
    assert_eq!(members(&set), ["keys"]);
    keys::refuse_private(&set)?;
    let text = set.to_string();
    assert!(PRIVATE.iter().all(|name| !text.contains(&format!("\"{name}\":"))), "{text}");
    Ok(())
}

fn members(object: &Value) -> Vec<&str> {
    object.as_object().map(|object| object.keys().map(String::as_str).collect()).unwrap_or_default()
}

#[test]
fn nothing_private_is_handed_on() -> Result<(), Failure> {
    for name in PRIVATE {
        let key = json!({ "kty": "RSA", "n": "AQAB", "e": "AQAB", name: "AQAB" });
        for text in [key.to_string(), json!({ "keys": [{ "kty": "RSA" }, key] }).to_string(), json!([[{ "x": key }]]).to_string()] {
            let refused = keys::refuse_private_text(&text);
            assert!(matches!(refused, Err(KeyError::PrivateMember { member }) if member == name), "{text}");
        }
    }
    // However it is spelled: what a reader of JSON sees counts.
    let spelled = r#"{ "keys": [{ "kty": "RSA", "\u0064": "AQAB" }] }"#;
    assert!(matches!(keys::refuse_private_text(spelled), Err(KeyError::PrivateMember { member: "d" })));
    assert!(matches!(keys::refuse_private_text("{"), Err(KeyError::Malformed)));
    // Of members that stand there twice the last is handed on, as the only one.
    let twice = keys::refuse_private_text(r#"{ "keys": [{ "d": "x" }], "keys": [] }"#)?;
    assert_eq!(twice, json!({ "keys": [] }));
    assert!(keys::refuse_private(&jwk()).is_err());
    Ok(())
}
