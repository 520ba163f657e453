//! Making a key and registering its public half in practice's portal, as JWK or as PEM.

use std::sync::Arc;

use base64::prelude::{BASE64_STANDARD, BASE64_URL_SAFE_NO_PAD, Engine as _};
use inngang_engine::keys::{self, CreateKey, CreatedKey, KeyFacts, KeySize, SigningAlgorithm};
use inngang_engine::maskinporten::{Credential, Order, obtain};
use inngang_engine::names::KeyId;
use inngang_engine::ports::Ports;
use inngang_engine::problem::{Explain as _, Fact};
use inngang_tests::person::NoBrowserHere;
use inngang_tests::town::Town;
use inngang_tests::{BAKERY, Outcome, portal, town};

fn create(ports: &Ports, size: KeySize) -> Outcome<CreatedKey> {
    Ok(keys::create(&CreateKey { organisation: BAKERY.parse()?, size }, ports)?)
}

#[tokio::test]
async fn a_key_is_made_with_its_public_forms() -> Outcome {
    let ports = town::ports(Arc::new(NoBrowserHere));
    for (size, bits) in [(KeySize::Rsa2048, 2048), (KeySize::Rsa3072, 3072)] {
        let key = create(&ports, size)?;
        let date = ports.clock.now().date().to_string().replace('-', "");
        let random = key.kid.as_str().strip_prefix(&format!("{BAKERY}-{date}-")).ok_or("another kid")?;
        assert!(random.len() == 8 && random.bytes().all(|byte| byte.is_ascii_hexdigit()), "{random}");
        assert_eq!((key.facts.bits, ports.keys.public(&key.id)?), (bits, key.facts.clone()));
        let jwk = key.facts.jwk(&key.kid, SigningAlgorithm::Rs256);
        let members: Vec<&str> = jwk.as_object().ok_or("no object")?.keys().map(String::as_str).collect();
        assert_eq!(members, ["alg", "e", "kid", "kty", "n", "use"], "and none of the private ones");
        let modulus = BASE64_URL_SAFE_NO_PAD.decode(jwk["n"].as_str().unwrap_or_default())?;
        assert!(modulus.len() * 8 == usize::try_from(bits)? && modulus[0] != 0, "RFC 7518 §6.3.1.1: no leading zero");
        let pem = key.facts.pem();
        let body = pem.strip_prefix("-----BEGIN PUBLIC KEY-----\n").and_then(|rest| rest.strip_suffix("\n-----END PUBLIC KEY-----\n"));
        let body = body.ok_or("no PEM")?;
        assert!(body.lines().all(|line| line.len() <= 64));
        assert_eq!(KeyFacts::from_spki(&BASE64_STANDARD.decode(body.replace('\n', ""))?)?, key.facts);
    }
    assert_eq!(ports.keys.list()?.len(), 2);
    Ok(())
}

/// RFC 7638 §3.1.
#[test]
fn the_thumbprint_is_the_standards() -> Outcome {
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

#[tokio::test]
async fn a_jwk_keeps_its_key_id_and_a_pem_gets_another() -> Outcome {
    let town = town::start().await?;
    let ports = town.ports(Arc::new(NoBrowserHere));
    let key = create(&ports, KeySize::Rsa2048)?;
    let client = || portal::create_client(&town, BAKERY, "maskinporten", &["altinn:instances.read"], &[]);
    let (with_jwk, with_pem) = (client().await?, client().await?);
    let jwk = key.facts.jwk(&key.kid, SigningAlgorithm::Rs512).to_string();
    assert_eq!(portal::upload_key(&town, &with_jwk, &jwk).await?, key.kid.as_str());
    // A browser's text area sends CRLF.
    let theirs = portal::upload_key(&town, &with_pem, &key.facts.pem().replace('\n', "\r\n")).await?;
    assert_ne!(theirs, key.kid.as_str());
    let theirs: KeyId = theirs.parse()?;
    let (rs256, rs512) = (SigningAlgorithm::Rs256, SigningAlgorithm::Rs512);
    assert_eq!(outcome(&town, &ports, &with_jwk, &key.id, &key.kid, rs512).await?, None);
    assert_eq!(outcome(&town, &ports, &with_pem, &key.id, &theirs, rs256).await?, None);
    let signature = outcome(&town, &ports, &with_jwk, &key.id, &key.kid, rs256).await?;
    assert_eq!(signature.map(|(code, _)| code), Some("maskinporten.signature"), "it is registered for another algorithm");
    let ours = Some(Fact::from(key.kid.as_str()));
    assert_eq!(outcome(&town, &ports, &with_pem, &key.id, &key.kid, rs256).await?, Some(("maskinporten.unknown_key", ours)));
    Ok(())
}

/// The refusal's code with the key id that it names; none when a token comes.
async fn outcome(
    town: &Town,
    ports: &Ports,
    client: &str,
    key: &str,
    kid: &KeyId,
    algorithm: SigningAlgorithm,
) -> Outcome<Option<(&'static str, Option<Fact>)>> {
    let credential = Credential::RegisteredKey { key: key.to_owned(), kid: kid.clone(), algorithm };
    let order = Order { client: client.parse()?, scopes: vec!["altinn:instances.read".parse()?], credential };
    let problem = obtain(&order, &town.environment, &town.http, ports).await.err().map(|error| error.explain());
    Ok(problem.map(|problem| (problem.code, problem.facts.get("kid").cloned())))
}
