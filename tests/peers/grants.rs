//! Our grants before a Maskinporten written from its documentation alone, on jose; and each kind of broken grant before the same.

mod broken;

use std::sync::Arc;

use inngang_engine::keys::{KeyFacts, KeySize, PrivateKey, SigningAlgorithm};
use inngang_engine::maskinporten::{Credential, Order, SystemUser, Variant, sign_grant};
use inngang_engine::ports::{Clock, Ports};
use inngang_engine::secret::Secret;
use inngang_tests::node::node;
use inngang_tests::person::NoBrowserHere;
use inngang_tests::{BAKERY, Outcome, town};
use rcgen::{BasicConstraints, CertificateParams, DnType, IsCa, Issuer, KeyPair, KeyUsagePurpose, PKCS_RSA_SHA256};
use rustls::pki_types::PrivatePkcs8KeyDer;
use serde_json::{Map, Value, json};
use time::{Duration, OffsetDateTime};

use base64::prelude::{BASE64_STANDARD, Engine as _};

const ISSUER: &str = "https://test.maskinporten.no/";
const CLIENT: &str = "1b6f9a0c-7c1d-4c7e-8a52-5d0c1c9e1f44";
const ALGORITHMS: [SigningAlgorithm; 3] = [SigningAlgorithm::Rs256, SigningAlgorithm::Rs384, SigningAlgorithm::Rs512];

/// A client with a key registered for each algorithm, and a certificate for the same key.
struct Rig {
    ports: Ports,
    key: String,
    facts: KeyFacts,
    /// DER: leaf, intermediate, root.
    chain: Vec<Vec<u8>>,
}

impl Rig {
    fn new() -> Outcome<Self> {
        let ports = town::ports(Arc::new(NoBrowserHere));
        let private = PrivateKey::make(KeySize::Rsa2048)?;
        let chain = certified(&private)?;
        let made = ports.keys.import("signing", private.to_pkcs8()?)?;
        Ok(Self { ports, key: made.id, facts: made.facts, chain })
    }

    fn by_key(&self, algorithm: SigningAlgorithm) -> Outcome<Credential> {
        Ok(Credential::RegisteredKey { key: self.key.clone(), kid: kid(algorithm).parse()?, algorithm })
    }

    fn by_certificate(&self, algorithm: SigningAlgorithm, sent: usize) -> Credential {
        Credential::Certificate { key: self.key.clone(), chain: self.chain[..sent].to_vec(), algorithm }
    }

    fn grant(&self, credential: Credential, variant: Variant) -> Outcome<Secret<String>> {
        self.grant_at(credential, variant, None, &self.ports)
    }

    fn grant_at(&self, credential: Credential, variant: Variant, offset: Option<i64>, ports: &Ports) -> Outcome<Secret<String>> {
        let scopes = ["altinn:instances.read", "digdir:dialogporten", "altinn:instances.read"];
        let scopes = scopes.iter().map(|scope| scope.parse()).collect::<Result<_, _>>()?;
        let order = Order { variant, ..Order::new(CLIENT.parse()?, scopes, credential) };
        Ok(sign_grant(&order, ISSUER, offset, ports)?)
    }

    /// What the verifier finds wrong with each grant.
    fn breaches(&self, grants: &[String]) -> Outcome<Vec<Option<String>>> {
        let mut registered: Map<String, Value> = Map::new();
        for algorithm in ALGORITHMS {
            registered.insert(kid(algorithm), self.facts.jwk(&kid(algorithm).parse()?, algorithm));
        }
        // RFC 7518 §6.3.1.1: too short by half.
        let short = json!({ "kty": "RSA", "n": format!("{}Q", "z".repeat(170)), "e": "AQAB", "alg": "RS256", "use": "sig" });
        registered.insert("short".to_owned(), short);
        let root = BASE64_STANDARD.encode(self.chain.last().ok_or("no root")?);
        let world =
            json!({ "issuer": ISSUER, "client": CLIENT, "own": BAKERY, "registered": registered, "roots": [root], "grants": grants });
        Ok(serde_json::from_value(node("strict_grant.mjs", world.to_string().as_bytes())?)?)
    }
}

fn kid(algorithm: SigningAlgorithm) -> String {
    format!("{BAKERY}-{}", algorithm.as_str())
}

/// A root, whom it certified, and the leaf that the latter certified.
fn certified(private: &PrivateKey) -> Outcome<Vec<Vec<u8>>> {
    let authority = |name: &str| {
        let mut params = CertificateParams::default();
        params.distinguished_name.push(DnType::CommonName, name);
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        params.key_usages = vec![KeyUsagePurpose::KeyCertSign];
        params
    };
    let root_key = KeyPair::generate()?;
    let root_params = authority("Rot for prøver");
    let root_certificate = root_params.self_signed(&root_key)?;
    let root = Issuer::new(root_params, root_key);
    let middle_key = KeyPair::generate()?;
    let middle_params = authority("Utsteder for prøver");
    let middle_certificate = middle_params.signed_by(&middle_key, &root)?;
    let middle = Issuer::new(middle_params, middle_key);
    let mut leaf = CertificateParams::default();
    leaf.distinguished_name.push(DnType::OrganizationName, "BLÅBÆRSVINGEN BAKERI AS");
    leaf.key_usages = vec![KeyUsagePurpose::DigitalSignature];
    // EXPOSE: a key made for this test alone.
    let pkcs8 = private.to_pkcs8()?.expose().clone();
    let leaf_key = KeyPair::from_pkcs8_der_and_sign_algo(&PrivatePkcs8KeyDer::from(pkcs8), &PKCS_RSA_SHA256)?;
    let leaf_certificate = leaf.signed_by(&leaf_key, &middle)?;
    Ok([leaf_certificate, middle_certificate, root_certificate].iter().map(|one| one.der().to_vec()).collect())
}

/// Every combination of the variants of maskinporten.md 7.
fn variants() -> Outcome<Vec<Variant>> {
    let one = vec!["https://api.example.no/v1?a=b".parse()?];
    let several = vec!["https://api.example.no/".parse()?, "urn:altinn:resource".parse()?, "https://api.example.no".parse()?];
    let user = |external_ref: Option<&str>| -> Outcome<_> {
        Ok(Some(SystemUser { owner: "983163327".parse()?, external_ref: external_ref.map(str::parse).transpose()? }))
    };
    let users = [None, user(None)?, user(Some("Kunde-42 \"æøå\" \\ 😀"))?];
    let mut variants = Vec::new();
    for resources in [Vec::new(), one, several] {
        for person in [None, Some("13888012345".parse()?)] {
            for consumer in [None, Some("988312495".parse()?)] {
                variants.extend(users.iter().map(|system_user| Variant {
                    resources: resources.clone(),
                    person: person.clone(),
                    consumer: consumer.clone(),
                    system_user: system_user.clone(),
                }));
            }
        }
    }
    Ok(variants)
}

/// A clock so many seconds behind the services'.
struct Behind(i64);

impl Clock for Behind {
    fn now(&self) -> OffsetDateTime {
        OffsetDateTime::now_utc() - Duration::seconds(self.0)
    }
}

#[test]
fn every_variant_by_every_key_and_algorithm_passes_the_strictest_verifier() -> Outcome {
    let rig = Rig::new()?;
    let mut grants = Vec::new();
    for variant in variants()? {
        for algorithm in ALGORITHMS {
            // EXPOSE: to the verifier, which reads from its standard input.
            grants.push(rig.grant(rig.by_key(algorithm)?, variant.clone())?.expose().clone());
            for sent in [2, 3] {
                grants.push(rig.grant(rig.by_certificate(algorithm, sent), variant.clone())?.expose().clone());
            }
        }
    }
    assert_eq!(grants.len(), 3 * 2 * 2 * 3 * 3 * 3);
    let found: Vec<String> = rig.breaches(&grants)?.into_iter().flatten().collect();
    assert_eq!(found, Vec::<String>::new());
    Ok(())
}

/// maskinporten.md 3.3: the verifier's clock is right, ours is not.
#[test]
fn a_grant_from_a_computer_with_a_wrong_clock_passes_when_it_was_measured() -> Outcome {
    let rig = Rig::new()?;
    let found = |behind: i64, measured: Option<i64>| -> Outcome<Option<String>> {
        let ports = Ports { clock: Arc::new(Behind(behind)), ..rig.ports.clone() };
        let grant = rig.grant_at(rig.by_key(SigningAlgorithm::Rs256)?, Variant::default(), measured, &ports)?;
        Ok(rig.breaches(&[grant.expose().clone()])?.remove(0))
    };
    for behind in [300, -300, 86_400] {
        assert_eq!(found(behind, Some(behind))?, None, "{behind}");
        assert_eq!(found(behind, None)?.as_deref(), Some("iat: clock"), "{behind}");
    }
    Ok(())
}
