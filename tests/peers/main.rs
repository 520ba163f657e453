//! What we write in the hands of other people's programs: keys, where what one signs the other verifies; calendars; logins; handshakes.

mod calendar;
mod grants;
#[cfg(unix)]
mod login;
#[cfg(unix)]
mod mutual_tls;

use std::sync::Arc;

use base64::prelude::{BASE64_URL_SAFE_NO_PAD, Engine as _};
use inngang_engine::certificates::Effort;
use inngang_engine::keys::{self, CreateKey, KeyFacts, KeySize, KeySource, SigningAlgorithm};
use inngang_engine::names::KeyId;
use inngang_engine::ports::Ports;
use inngang_engine::secret::Secret;
use inngang_tests::node::node;
use inngang_tests::person::NoBrowserHere;
use inngang_tests::{BAKERY, Outcome, town};
use serde_json::{Value, json};

fn jose(order: &Value) -> Outcome<Value> {
    node("jose.mjs", order.to_string().as_bytes())
}

/// A JWS (RFC 7515 §7.1) of the key with this id.
fn signed(ports: &Ports, id: &str, kid: &KeyId, algorithm: SigningAlgorithm) -> Outcome<String> {
    let part = |value: &Value| BASE64_URL_SAFE_NO_PAD.encode(value.to_string());
    let message = format!("{}.{}", part(&json!({ "alg": algorithm.as_str(), "kid": kid.as_str() })), part(&json!({ "iss": BAKERY })));
    let signature = ports.keys.sign(id, algorithm, message.as_bytes())?;
    Ok(format!("{message}.{}", BASE64_URL_SAFE_NO_PAD.encode(signature)))
}

/// What jose says of a public half and of what its key has signed.
fn read(facts: &KeyFacts, kid: &KeyId, algorithm: SigningAlgorithm, compact: &str) -> Outcome<Value> {
    let jwk = facts.jwk(kid, algorithm);
    let set = keys::jwks(vec![jwk.clone()]);
    jose(&json!({ "chore": "read", "algorithm": algorithm.as_str(), "jwk": jwk, "jwks": set, "pem": facts.pem(), "compact": compact }))
}

#[test]
fn jose_reads_our_public_keys_and_verifies_our_signatures() -> Outcome {
    let ports = town::ports(Arc::new(NoBrowserHere));
    let cases = [
        (KeySize::Rsa2048, SigningAlgorithm::Rs256),
        (KeySize::Rsa3072, SigningAlgorithm::Rs384),
        (KeySize::Rsa4096, SigningAlgorithm::Rs512),
    ];
    for (size, algorithm) in cases {
        let key = keys::create(&CreateKey { organisation: BAKERY.parse()?, size }, &ports)?;
        let compact = signed(&ports, &key.id, &key.kid, algorithm)?;
        let theirs = read(&key.facts, &key.kid, algorithm, &compact)?;
        let jwk = key.facts.jwk(&key.kid, algorithm);
        assert_eq!(theirs["thumbprints"], json!([key.facts.thumbprint, key.facts.thumbprint]));
        assert_eq!(theirs["fromPem"], json!({ "kty": "RSA", "n": jwk["n"], "e": jwk["e"] }));
        assert_eq!(theirs["pem"].as_str().map(str::trim_end), Some(key.facts.pem().trim_end()));
        for form in ["jwk", "jwks", "pem"] {
            let verified = &theirs["verified"][form];
            assert_eq!(verified["payload"], json!({ "iss": BAKERY }).to_string(), "{form}");
            assert_eq!(verified["header"], json!({ "alg": algorithm.as_str(), "kid": key.kid.as_str() }), "{form}");
        }
        let mut bent = compact.into_bytes();
        let place = bent.len() - 20;
        bent[place] = if bent[place] == b'A' { b'B' } else { b'A' };
        let refused = read(&key.facts, &key.kid, algorithm, &String::from_utf8(bent)?)?;
        for form in ["jwk", "jwks", "pem"] {
            assert_eq!(refused["verified"][form], "ERR_JWS_SIGNATURE_VERIFICATION_FAILED", "{form}");
        }
    }
    Ok(())
}

#[test]
fn we_take_in_the_private_keys_that_jose_writes() -> Outcome {
    let ports = town::ports(Arc::new(NoBrowserHere));
    for (bits, algorithm) in [(2048, SigningAlgorithm::Rs256), (3072, SigningAlgorithm::Rs512)] {
        let kid = format!("jose.{bits}");
        let theirs = jose(&json!({ "chore": "make", "algorithm": algorithm.as_str(), "bits": bits, "kid": kid }))?;
        let import = |text: String| {
            let source = KeySource { bytes: Arc::new(Secret::new(text.into_bytes())), password: None };
            Ok::<_, Box<dyn std::error::Error + Send + Sync>>(keys::import(&source, &BAKERY.parse()?, &Effort::default(), &ports)?)
        };
        let imported = import(theirs["jwk"].to_string())?;
        assert_eq!((imported.kid.as_str(), imported.own_kid, imported.known), (kid.as_str(), true, false));
        assert_eq!((imported.facts.bits, json!(imported.facts.thumbprint)), (bits, theirs["thumbprint"].clone()));
        assert_eq!(theirs["pem"].as_str().map(str::trim_end), Some(imported.facts.pem().trim_end()));
        let again = import(theirs["pkcs8"].as_str().ok_or("no PKCS#8")?.to_owned())?;
        assert_eq!((again.known, &again.id), (true, &imported.id));
        let compact = signed(&ports, &imported.id, &imported.kid, algorithm)?;
        let verified = read(&imported.facts, &imported.kid, algorithm, &compact)?;
        assert_eq!(verified["verified"]["jwk"]["payload"], json!({ "iss": BAKERY }).to_string());
    }
    Ok(())
}
