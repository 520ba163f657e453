//! Making a key or taking one in, then registering its public half in practice's portal, as JWK or as PEM.

use std::process::Command;
use std::sync::Arc;

use base64::prelude::{BASE64_STANDARD, BASE64_URL_SAFE_NO_PAD, Engine as _};
use inngang_engine::certificates::Effort;
use inngang_engine::keys::{self, CreateKey, CreatedKey, ImportError, KeyFacts, KeySize, KeySource, SigningAlgorithm};
use inngang_engine::maskinporten::{Credential, Order, obtain};
use inngang_engine::names::KeyId;
use inngang_engine::ports::Ports;
use inngang_engine::problem::{Explain as _, Fact};
use inngang_engine::secret::Secret;
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

/// A key that somebody made with a recipe; its public half is registered as that of any other.
#[tokio::test]
async fn a_key_from_elsewhere_brings_a_token() -> Outcome {
    let town = town::start().await?;
    let ports = town.ports(Arc::new(NoBrowserHere));
    let folder = tempfile::tempdir()?;
    let openssl = |arguments: &[&str]| -> Outcome<Vec<u8>> {
        let output = Command::new("openssl").args(arguments).current_dir(folder.path()).output()?;
        if output.status.success() { Ok(output.stdout) } else { Err(String::from_utf8_lossy(&output.stderr).into()) }
    };
    openssl(&["genpkey", "-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:3072", "-out", "a.key"])?;
    let source = |bytes, password: Option<&str>| KeySource {
        bytes: Arc::new(Secret::new(bytes)),
        password: password.map(|password| Secret::new(password.to_owned())),
    };
    let import = |source: &KeySource| keys::import(source, &BAKERY.parse().map_err(|_| ImportError::NotAKey)?, &Effort::default(), &ports);
    let locked = openssl(&["pkcs8", "-topk8", "-in", "a.key", "-passout", "pass:hemmelig"])?;
    let code = |password| import(&source(locked.clone(), password)).err().map(|refused| refused.explain().code);
    assert_eq!((code(None), code(Some("feil"))), (Some("key.password_needed"), Some("key.wrong_password")));
    let key = import(&source(locked.clone(), Some("hemmelig")))?;
    let again = import(&source(openssl(&["rsa", "-in", "a.key", "-traditional"])?, None))?;
    assert_eq!((again.known, again.locked, &again.id, ports.keys.list()?.len()), (true, false, &key.id, 1));

    let client = portal::create_client(&town, BAKERY, "maskinporten", &["altinn:instances.read"], &[]).await?;
    let jwk = key.facts.jwk(&key.kid, SigningAlgorithm::Rs256);
    keys::refuse_private(&jwk)?;
    assert_eq!(portal::upload_key(&town, &client, &jwk.to_string()).await?, key.kid.as_str());
    assert_eq!(outcome(&town, &ports, &client, &key.id, &key.kid, SigningAlgorithm::Rs256).await?, None);
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
    let order = Order::new(client.parse()?, vec!["altinn:instances.read".parse()?], credential);
    let problem = obtain(&order, &town.environment, &town.http, ports).await.err().map(|error| error.explain());
    Ok(problem.map(|problem| (problem.code, problem.facts.get("kid").cloned())))
}
