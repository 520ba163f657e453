//! The dry run agrees with practice: what it calls bad is refused, with the very code that it foretold, and what it calls good gives a token.
//! All that it knows is asked for here: the scopes there are, what stands on the client, what the organisation was given.

mod combined;
mod table;

use std::sync::Arc;
use std::time::Duration;

use inngang_engine::certificates::revocation::{Answers, Revocation};
use inngang_engine::certificates::{self, Against, Effort, Examination, ask, examine};
use inngang_engine::environment::{Environment, Hosts};
use inngang_engine::keys::{KeySize, SigningAlgorithm};
use inngang_engine::maskinporten::{
    Check, Credential, DryRunSubject, KnownClient, KnownKey, ListSource, Order, Outcome as Found, ScopeList, StoredKey, Variant, dry_run,
    obtain, scopes,
};
use inngang_engine::names::OrgNumber;
use inngang_engine::problem::Explain as _;
use inngang_engine::selfservice::{self, Access, ScopeAccess, SelfService, read_client, read_keys};
use inngang_practice::{CertificateOrder, Fault, KeyKind, Profile, Tree, Validity};
use inngang_tests::town::certificate_file;
use inngang_tests::{BAKERY, Outcome, portal};

use self::table::Row;
use crate::{maskinporten, selfservice as administration};

/// What the client has: open to all, given to the bakery and delegable, given to nobody.
const SCOPES: [&str; 3] = ["altinn:instances.read", "nav:aareg/v1/arbeidsforhold", "altinn:serviceowner"];
const CAMPING: &str = "310000000";

/// The bakery's client with a registered key, and all that can be known of it.
struct Rig {
    inner: maskinporten::Rig,
    organisation: OrgNumber,
    keys: Vec<KnownKey>,
    on_client: Vec<String>,
    scopes: ScopeList,
    access: Vec<ScopeAccess>,
}

/// What else is known, or not, of one order.
#[derive(Default)]
struct Also {
    keys: Option<Vec<KnownKey>>,
    elsewhere: Option<&'static str>,
    revocation: Option<Revocation>,
    environment: Option<Environment>,
    on_client: Option<Vec<String>>,
}

impl Rig {
    async fn start() -> Outcome<Self> {
        let mut inner = maskinporten::Rig::start().await?;
        let (town, ports) = (&inner.town, &inner.ports);
        let order = maskinporten::order_by_key_of(BAKERY, &SCOPES, town, ports).await?;
        let service = administer(&inner).await?;
        let (keys, client) = (read_keys(&order.client, &service).await?, read_client(&order.client, &service).await?);
        let (scopes, access) = (scopes::list(&town.environment, &town.http, ports).await, selfservice::scopes(&service).await?);
        inner.order = Order { scopes: vec![SCOPES[0].parse()?], ..order };
        let keys = keys.keys.iter().map(KnownKey::from).collect();
        Ok(Self { inner, organisation: BAKERY.parse()?, keys, on_client: client.scopes, scopes, access })
    }

    fn dry(&self, order: &Order, also: &Also) -> Vec<Check> {
        let maskinporten::Rig { town, ports, order: usual, .. } = &self.inner;
        // Of others than that client nothing is known.
        let is_usual = order.client == usual.client;
        let client = KnownClient {
            elsewhere: also.elsewhere,
            keys: also.keys.as_deref().unwrap_or(if is_usual { &self.keys } else { &[] }),
            keys_are_all: is_usual && also.keys.is_none(),
            scopes: also.on_client.as_ref().or_else(|| is_usual.then_some(&self.on_client)).map(Vec::as_slice),
        };
        let subject = DryRunSubject {
            environment: also.environment.as_ref().unwrap_or(&town.environment),
            now: ports.clock.now(),
            clock: town.http.trail().clock(),
            organisation: Some(&self.organisation),
            key: &StoredKey::of(order, ports),
            revocation: also.revocation.as_ref(),
            client,
            scopes: Some(&self.scopes),
            access: Some(&self.access),
            owners: &[],
        };
        dry_run(order, &subject)
    }

    /// Runs an order dry, then for real.
    async fn row(&self, what: &'static str, order: &Order, also: Also) -> Row {
        let bad = self.dry(order, &also).into_iter().find(|check| check.outcome == Found::Bad);
        let maskinporten::Rig { town, ports, .. } = &self.inner;
        let environment = also.environment.as_ref().unwrap_or(&town.environment);
        let problem = obtain(order, environment, &town.http, ports).await.err().map(|error| error.explain());
        let said = problem.as_ref().and_then(|problem| problem.said.clone()?.description);
        let said = said.and_then(|text| Some(text.split(" (trace_id").next()?.replace(order.client.as_str(), "…")));
        let (line, foretold) = (bad.as_ref().map(|check| check.code), bad.and_then(|check| check.refusal));
        Row { what, line, foretold, code: problem.map(|problem| problem.code), said }
    }

    fn with_scope(&self, scope: &str) -> Outcome<Order> {
        Ok(Order { scopes: vec![scope.parse()?], ..self.inner.order.clone() })
    }

    fn for_consumer(&self, consumer: &str) -> Outcome<Order> {
        Ok(Order { variant: Variant { consumer: Some(consumer.parse()?), ..Variant::default() }, ..self.inner.order.clone() })
    }

    /// The order with its credential's key, name and algorithm changed.
    fn by(&self, change: impl FnOnce(&mut String, &mut String, &mut SigningAlgorithm)) -> Outcome<Order> {
        let Credential::RegisteredKey { mut key, kid, mut algorithm } = self.inner.order.credential.clone() else {
            return Err("no registered key".into());
        };
        let mut kid = kid.to_string();
        change(&mut key, &mut kid, &mut algorithm);
        Ok(Order { credential: Credential::RegisteredKey { key, kid: kid.parse()?, algorithm }, ..self.inner.order.clone() })
    }

    async fn by_certificate(&self, organisation: &str, validity: Validity) -> Outcome<Order> {
        let certificate = CertificateOrder { validity, ..CertificateOrder::ordinary(organisation) };
        maskinporten::order_by_certificate(&self.inner.town, &self.inner.ports, &certificate).await
    }
}

/// Self-service, as the bakery's administrator.
async fn administer(rig: &maskinporten::Rig) -> Outcome<SelfService> {
    let client = portal::create_administration(&rig.town, BAKERY).await?;
    let key = administration::make_key(&rig.ports)?;
    portal::upload_key(&rig.town, &client, &key.facts.jwk(&key.kid, SigningAlgorithm::Rs256).to_string()).await?;
    let credential = Credential::RegisteredKey { key: key.id, kid: key.kid, algorithm: SigningAlgorithm::Rs256 };
    let access = Access { client: client.parse()?, credential };
    Ok(selfservice::connect(access, &rig.town.environment, &rig.town.http, &rig.ports).await?)
}

#[tokio::test]
async fn what_is_called_bad_is_refused_as_foretold_and_what_is_good_gives_a_token() -> Outcome {
    let rig = Rig::start().await?;
    let mut rows = about_grants(&rig).await?;
    rows.extend(about_keys(&rig).await?);
    rows.extend(about_certificates(&rig).await?);
    rows.extend(about_scopes(&rig).await?);
    // Last, since it lets a year go by.
    rig.inner.town.practice.clock().advance(Duration::from_secs(366 * 86_400));
    scopes::list(&rig.inner.town.environment, &rig.inner.town.http, &rig.inner.ports).await;
    rows.push(rig.row("the key was registered more than a year ago", &rig.inner.order, Also::default()).await);
    for row in &rows {
        assert_eq!(row.foretold, row.code, "{row:#?}");
    }
    table::check(&rows)
}

async fn about_grants(rig: &Rig) -> Outcome<Vec<Row>> {
    let usual = &rig.inner.order;
    let elsewhere = Also { elsewhere: Some("test"), ..Also::default() };
    let mut nowhere = rig.inner.town.environment.clone();
    nowhere.hosts = Hosts::default();
    let nowhere = Also { environment: Some(nowhere), ..Also::default() };
    let client = |client: &str| Outcome::Ok(Order { client: client.parse()?, ..usual.clone() });
    Ok(vec![
        rig.row("nothing", usual, Also::default()).await,
        rig.row("the environment has no Maskinporten", usual, nowhere).await,
        rig.row("no scope is asked for", &Order { scopes: Vec::new(), ..usual.clone() }, Also::default()).await,
        rig.row("the key is not in the vault", &rig.by(|key, _, _| "forgotten".clone_into(key))?, Also::default()).await,
        rig.row("the client is one of another environment", &client("1b6f9a0c-7c1d-4c7e-8a52-5d0c1c9e1f44")?, elsewhere).await,
        rig.row("the client id is an organisation number", &client("0192:315000106")?, Also::default()).await,
    ])
}

async fn about_keys(rig: &Rig) -> Outcome<Vec<Row>> {
    let maskinporten::Rig { town, ports, order: usual, .. } = &rig.inner;
    let other = administration::make_key(ports)?;
    let jwk = other.facts.jwk(&other.kid, SigningAlgorithm::Rs256).to_string();
    let gone = portal::upload_key(town, usual.client.as_str(), &jwk).await?;
    portal::remove_key(town, usual.client.as_str(), &gone).await?;
    let now = ports.clock.now();
    let retired = KnownKey { kid: gone, thumbprint: None, algorithm: None, registered_at: Some(now), retired_at: Some(now) };
    ports.keys.generate("unregistered", KeySize::Rsa2048)?;
    let removed = rig.by(|key, kid, _| (*key, *kid) = (other.id, retired.kid.clone()))?;
    Ok(vec![
        rig.row("the client has no key of that name", &rig.by(|_, kid, _| "another".clone_into(kid))?, Also::default()).await,
        rig.row("the key was taken away", &removed, Also { keys: Some(vec![retired]), ..Also::default() }).await,
        rig.row("another key signs", &rig.by(|key, _, _| "unregistered".clone_into(key))?, Also::default()).await,
        rig.row(
            "the key is registered for another algorithm",
            &rig.by(|_, _, algorithm| *algorithm = SigningAlgorithm::Rs512)?,
            Also::default(),
        )
        .await,
    ])
}

async fn about_certificates(rig: &Rig) -> Outcome<Vec<Row>> {
    let maskinporten::Rig { town, ports, order: usual, .. } = &rig.inner;
    let good = rig.by_certificate(BAKERY, Validity::Valid).await?;
    let Credential::Certificate { chain, .. } = &good.credential else { return Err("no certificate".into()) };
    ports.keys.generate("another's", KeySize::Rsa2048)?;
    let with = |key: Option<&str>, chain: &[Vec<u8>]| {
        let (own, algorithm) = match &good.credential {
            Credential::Certificate { key, algorithm, .. } | Credential::RegisteredKey { key, algorithm, .. } => (key, *algorithm),
        };
        let credential = Credential::Certificate { key: key.unwrap_or(own).to_owned(), chain: chain.to_vec(), algorithm };
        Order { credential, ..good.clone() }
    };
    let own = rcgen::generate_simple_self_signed(["bakeri.example.no".to_owned()])?.cert.der().to_vec();
    // Such a file is refused at the door; here its chain stands where it must not.
    let examined = async |change: fn(&mut CertificateOrder)| {
        let mut order = CertificateOrder::ordinary(BAKERY);
        change(&mut order);
        let file = town.practice.issue(&order).await?;
        let opened = certificates::open(&certificate_file(&file, Some(&file.password))?, &Effort::default());
        Outcome::Ok(examine(&[Arc::new(opened)], Against::Environment(&town.environment), ports.clock.now()))
    };
    let chain_in = |examination: &Examination| {
        let leaf = examination.certificates().find(|certificate| !certificate.is_authority);
        leaf.map(|leaf| leaf.chain.clone()).unwrap_or_default()
    };
    let chain_of = async |change: fn(&mut CertificateOrder)| Outcome::Ok(chain_in(&examined(change).await?));
    let revoked = examined(|order| order.validity = Validity::Revoked).await?;
    let question = revoked.questions().into_iter().next().ok_or("nobody can be asked")?;
    let answer = ask(&question, &Answers::default(), &town.environment, &town.http, ports).await;
    let told = Also { revocation: Some(answer.revocation), ..Also::default() };
    Ok(vec![
        rig.row("nothing, with a certificate", &good, Also::default()).await,
        rig.row("there is no certificate", &with(None, &[]), Also::default()).await,
        rig.row("the client has keys", &Order { client: usual.client.clone(), ..good.clone() }, Also::default()).await,
        rig.row("the certificate has expired", &rig.by_certificate(BAKERY, Validity::Expired).await?, Also::default()).await,
        rig.row("the certificate is not valid yet", &rig.by_certificate(BAKERY, Validity::NotYetValid).await?, Also::default()).await,
        rig.row("the certificate is revoked", &with(None, &chain_in(&revoked)), told).await,
        rig.row("the certificate is an authority's own", &with(None, chain.get(1..).unwrap_or_default()), Also::default()).await,
        rig.row("the certificate is signed by itself", &with(None, &[own]), Also::default()).await,
        rig.row("the certificate is of a test tree", &with(None, &chain_of(|order| order.tree = Tree::TestTwin).await?), Also::default())
            .await,
        rig.row("the certificate is a person's", &with(None, &chain_of(|order| order.profile = Profile::Personal).await?), Also::default())
            .await,
        rig.row("the certificate is for an EC key", &with(None, &chain_of(|order| order.key = KeyKind::EcP256).await?), Also::default())
            .await,
        rig.row("the certificate cannot be read", &with(None, &[vec![0x30, 0x03, 1, 1, 1]]), Also::default()).await,
        rig.row("the certificate is another organisation's", &rig.by_certificate(CAMPING, Validity::Valid).await?, Also::default()).await,
        rig.row("another key signs than the certificate's", &with(Some("another's"), chain), Also::default()).await,
    ])
}

async fn about_scopes(rig: &Rig) -> Outcome<Vec<Row>> {
    let row = async |what, scope: &str| Outcome::Ok(rig.row(what, &rig.with_scope(scope)?, Also::default()).await);
    Ok(vec![
        row("the scope is OpenID Connect's", "openid").await?,
        row("the scope is listed for logins alone", "altinn:clientdelegations.read").await?,
        row("the scope is not on the client", "altinn:broker.read").await?,
        row("the scope is not given to the organisation", SCOPES[2]).await?,
        row("nothing, with a scope that was given", SCOPES[1]).await?,
        rig.row("the consumer is the client's own organisation", &rig.for_consumer(BAKERY)?, Also::default()).await,
        rig.row("the scope cannot be delegated", &rig.for_consumer(CAMPING)?, Also::default()).await,
    ])
}

/// It is put right in the grant, so it is told, and no more.
#[tokio::test]
async fn a_wrong_clock_is_told_and_a_token_comes() -> Outcome {
    let rig = Rig::start().await?;
    rig.inner.town.practice.faults().set(Fault::Clock5Minutes, true);
    scopes::list(&rig.inner.town.environment, &rig.inner.town.http, &rig.inner.ports).await;
    let checks = rig.dry(&rig.inner.order, &Also::default());
    let clock = checks.iter().find(|check| check.code == "maskinporten.check_clock_off").ok_or("the clock is not told of")?;
    assert_eq!((clock.outcome, checks.iter().any(|check| check.outcome == Found::Bad)), (Found::Note, false));
    rig.inner.obtain(&rig.inner.order).await?;
    Ok(())
}

#[tokio::test]
async fn the_public_list_needs_no_token_and_the_copy_stands_in() -> Outcome {
    let inner = maskinporten::Rig::start().await?;
    let (town, ports) = (&inner.town, &inner.ports);
    let list = scopes::list(&town.environment, &town.http, ports).await;
    assert_eq!((list.from, town.last_step()), (ListSource::Service, Some(("maskinporten.scopes", None))));
    let given = list.find("nav:aareg/v1/arbeidsforhold").ok_or("not listed")?;
    assert!(given.for_all == Some(false) && given.delegation_source.is_some() && !given.description.is_empty(), "{given:?}");
    assert!(list.tells_delegation() && list.find("altinn:clientdelegations.read").is_some_and(scopes::PublicScope::is_for_people));
    town.practice.faults().set(Fault::HtmlInsteadOfJson, true);
    let copy = scopes::list(&town.environment, &town.http, ports).await;
    assert_eq!((&copy, town.last_step()), (ScopeList::copy(), Some(("maskinporten.scopes", Some("network.not_json")))));
    let nowhere = Environment { hosts: Hosts::default(), ..town.environment.clone() };
    assert_eq!(scopes::list(&nowhere, &town.http, ports).await.from, ListSource::Copy);
    Ok(())
}
