//! Obtaining a token at practice's Maskinporten with a registered key or a certificate.

use std::sync::Arc;
use std::time::Duration;

use inngang_engine::keys::{self, CreateKey, KeySize, SigningAlgorithm};
use inngang_engine::maskinporten::{Credential, MaskinportenError, Order, Patience, Token, obtain, obtain_patiently};
use inngang_engine::ports::Ports;
use inngang_engine::problem::{Action, Explain as _, Fact, Turn};
use inngang_platform::memory_keys::MemoryKeys;
use inngang_practice::{CertificateOrder, Fault};
use inngang_tests::person::NoBrowserHere;
use inngang_tests::town::Town;
use inngang_tests::witness::WitnessKeys;
use inngang_tests::{BAKERY, Outcome, portal, town};

pub(crate) const SCOPES: [&str; 2] = ["altinn:instances.read", "altinn:instances.write"];

/// A town where the bakery has a client with a registered key.
pub(crate) struct Rig {
    pub(crate) town: Town,
    pub(crate) keys: Arc<WitnessKeys>,
    pub(crate) ports: Ports,
    pub(crate) order: Order,
}

impl Rig {
    pub(crate) async fn start() -> Outcome<Self> {
        let town = town::start().await?;
        let keys = WitnessKeys::before(Arc::new(MemoryKeys::default()));
        let ports = Ports { keys: keys.clone(), ..town.ports(Arc::new(NoBrowserHere)) };
        let order = order_by_key(&town, &ports).await?;
        Ok(Self { town, keys, ports, order })
    }

    pub(crate) async fn obtain(&self, order: &Order) -> Result<Token, MaskinportenError> {
        obtain(order, &self.town.environment, &self.town.http, &self.ports).await
    }
}

/// Makes a key, registers it on a new client, and orders with it.
pub(crate) async fn order_by_key(town: &Town, ports: &Ports) -> Outcome<Order> {
    order_by_key_of(BAKERY, &SCOPES, town, ports).await
}

/// The same for anybody's client, which may have other scopes than those that are ordered.
pub(crate) async fn order_by_key_of(organisation: &str, scopes: &[&str], town: &Town, ports: &Ports) -> Outcome<Order> {
    let key = keys::create(&CreateKey { organisation: organisation.parse()?, size: KeySize::Rsa2048 }, ports)?;
    let client = portal::create_client(town, organisation, "maskinporten", scopes, &[]).await?;
    let jwk = key.facts.jwk(&key.kid, SigningAlgorithm::Rs256).to_string();
    assert_eq!(portal::upload_key(town, &client, &jwk).await?, key.kid.as_str());
    order(&client, Credential::RegisteredKey { key: key.id, kid: key.kid, algorithm: SigningAlgorithm::Rs256 })
}

/// Imports a certificate of the town hall's, and orders with it by a new client without keys.
pub(crate) async fn order_by_certificate(town: &Town, ports: &Ports, certificate: &CertificateOrder) -> Outcome<Order> {
    let file = town.practice.issue(certificate).await?;
    let imported = town.import(&file, Some(&file.password), ports)??;
    let client = portal::create_client(town, BAKERY, "maskinporten", &SCOPES, &[]).await?;
    order(&client, Credential::Certificate { key: imported.key.id, chain: imported.chain, algorithm: SigningAlgorithm::Rs256 })
}

pub(crate) fn order(client: &str, credential: Credential) -> Outcome<Order> {
    let scopes = SCOPES.iter().map(|scope| scope.parse()).collect::<Result<_, _>>()?;
    Ok(Order::new(client.parse()?, scopes, credential))
}

fn assert_is_the_bakerys(token: &Token, order: &Order, rig: &Rig, method: &str) {
    let facts = &token.facts;
    assert_eq!(facts.issuer.as_ref(), Some(&rig.town.practice.addresses().maskinporten));
    assert_eq!((facts.client_id.as_deref(), facts.consumer.as_deref()), (Some(order.client.as_str()), Some(BAKERY)));
    assert_eq!((facts.client_amr.as_deref(), &facts.scopes[..]), (Some(method), &SCOPES.map(str::to_owned)[..]));
    assert!(token.expires_at > rig.ports.clock.now() && facts.signing_key.is_some(), "{facts:?}");
    assert_eq!(rig.town.last_step(), Some(("maskinporten.token", None)));
}

#[tokio::test]
async fn a_key_and_a_certificate_each_give_a_token() -> Outcome {
    let rig = Rig::start().await?;
    let token = rig.obtain(&rig.order).await?;
    assert_is_the_bakerys(&token, &rig.order, &rig, "private_key_jwt");
    let certified = order_by_certificate(&rig.town, &rig.ports, &CertificateOrder::ordinary(BAKERY)).await?;
    let token = rig.obtain(&certified).await?;
    assert_is_the_bakerys(&token, &certified, &rig, "virksomhetssertifikat");
    // A client with keys takes no certificate, and a certificate speaks for its own organisation alone.
    let mixed = Order { client: rig.order.client.clone(), ..certified.clone() };
    assert_eq!(refusal(&rig, &mixed).await, Some("maskinporten.key_required"));
    let campings = order_by_certificate(&rig.town, &rig.ports, &CertificateOrder::ordinary("310000000")).await?;
    assert_eq!(refusal(&rig, &campings).await, Some("maskinporten.other_organisation"));
    Ok(())
}

#[tokio::test]
async fn what_is_ordered_wrongly_is_refused() -> Outcome {
    let rig = Rig::start().await?;
    let order = &rig.order;
    let Credential::RegisteredKey { key, algorithm, .. } = order.credential.clone() else { return Err("no key".into()) };
    let with_scope = |scope: &str| Outcome::Ok(Order { scopes: vec![scope.parse()?], ..order.clone() });
    let other_kid = Credential::RegisteredKey { key: key.clone(), kid: "another".parse()?, algorithm };
    rig.ports.keys.generate("unregistered", KeySize::Rsa2048)?;
    let credential = |key: &str| match order.credential.clone() {
        Credential::RegisteredKey { kid, algorithm, .. } => Credential::RegisteredKey { key: key.to_owned(), kid, algorithm },
        certificate @ Credential::Certificate { .. } => certificate,
    };
    for (order, code) in [
        (Order { client: "nobody".parse()?, ..order.clone() }, "maskinporten.client_unknown"),
        (Order { credential: other_kid, ..order.clone() }, "maskinporten.unknown_key"),
        (Order { credential: credential("unregistered"), ..order.clone() }, "maskinporten.signature"),
        (Order { credential: credential("forgotten"), ..order.clone() }, "key.not_found"),
        (Order { scopes: Vec::new(), ..order.clone() }, "maskinporten.no_scopes"),
        (with_scope("altinn:broker.read")?, "maskinporten.scope_not_registered"),
    ] {
        assert_eq!(refusal(&rig, &order).await, Some(code));
    }
    Ok(())
}

async fn refusal(rig: &Rig, order: &Order) -> Option<&'static str> {
    rig.obtain(order).await.err().map(|error| error.explain().code)
}

#[tokio::test]
async fn a_clock_five_minutes_off_is_measured() -> Outcome {
    let rig = Rig::start().await?;
    rig.town.practice.faults().set(Fault::Clock5Minutes, true);
    let token = rig.obtain(&rig.order).await?;
    assert!(token.clock_offset.is_some_and(|seconds| (295..=305).contains(&seconds)), "{:?}", token.clock_offset);
    let ahead = token.facts.issued_at.ok_or("no iat")? - rig.ports.clock.now();
    assert!((295..=305).contains(&ahead.whole_seconds()), "{ahead}");
    // It ends by this computer's clock, not by Maskinporten's.
    assert!(token.facts.expires_at.is_some_and(|theirs| (theirs - token.expires_at).whole_seconds() > 290));
    Ok(())
}

/// Takes two pauses of five seconds.
#[tokio::test]
async fn a_key_just_uploaded_is_waited_for() -> Outcome {
    let rig = Rig::start().await?;
    let Rig { town, order, ports, .. } = &rig;
    let wait = async |longest: Duration| {
        town.practice.faults().set(Fault::KeyJustUploaded, true);
        let mut told = Vec::new();
        let patience = Patience { new_key: longest, ..Patience::default() };
        let token = obtain_patiently(order, &town.environment, &town.http, ports, patience, |attempt| told.push(attempt.tries)).await;
        (token.err().map(|error| error.explain().code), told)
    };
    assert_eq!(wait(Duration::from_secs(1)).await, (Some("maskinporten.unknown_key"), Vec::new()), "no time for a second try");
    assert_eq!(wait(Duration::from_secs(60)).await, (None, vec![1, 2]));
    assert_eq!(rig.keys.claims("jti").len(), 4);
    Ok(())
}

#[tokio::test]
async fn a_grant_that_got_lost_is_not_sent_again() -> Outcome {
    let rig = Rig::start().await?;
    rig.town.practice.faults().set(Fault::DroppedConnection, true);
    let problem = rig.obtain(&rig.order).await.err().ok_or("a token came")?.explain();
    assert_eq!((problem.code, problem.turn, &problem.actions[..]), ("network.dropped", Turn::Network, &[Action::TryAgain][..]));
    assert_eq!(rig.keys.claims("jti").len(), 1, "nothing is tried again behind the person's back");
    rig.town.practice.faults().clear();
    rig.obtain(&rig.order).await?;
    let ids = rig.keys.claims("jti");
    assert!(ids.len() == 2 && ids[0] != ids[1], "{ids:?}");
    Ok(())
}

#[tokio::test]
async fn a_refusal_is_quoted_with_its_trace_id() -> Outcome {
    let rig = Rig::start().await?;
    rig.town.practice.faults().set(Fault::ScopeNotGranted, true);
    let problem = rig.obtain(&rig.order).await.err().ok_or("a token came")?.explain();
    assert_eq!((problem.code, problem.turn), ("maskinporten.scope_not_granted", Turn::Service));
    assert!(matches!(problem.facts.get("scopes"), Some(Fact::List(scopes)) if scopes.iter().all(|scope| SCOPES.contains(&scope.as_str()))));
    let said = problem.said.ok_or("nothing is quoted")?;
    assert_eq!((said.status, said.error.as_deref()), (Some(403), Some("forbidden")));
    let (description, trace_id) = (said.description.unwrap_or_default(), said.trace_id.unwrap_or_default());
    assert!(description.contains("has not been granted access to the scope"), "{description}");
    assert!(trace_id.len() == 32 && description.contains(&trace_id), "{trace_id}: {description}");
    Ok(())
}
