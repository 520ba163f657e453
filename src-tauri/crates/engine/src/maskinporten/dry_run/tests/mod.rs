//! The dry run as a whole: an order that is good throughout, and one thing after the other that is not. Certificates are checked in the
//! journeys, where there are some.

/// A change of one thing.
macro_rules! set {
    ($rig:ident => $change:expr) => {
        |$rig: &mut Rig| -> Result<(), Failure> {
            $change;
            Ok(())
        }
    };
}

mod asked_for;

use time::{Duration, OffsetDateTime};

use super::{Check, DryRunSubject, KnownClient, KnownKey, Outcome, StoredKey, dry_run};
use crate::clock_offset::ClockOffset;
use crate::environment::{Environment, Hosts};
use crate::keys::{KeyFacts, PrivateKey, SigningAlgorithm};
use crate::maskinporten::{Credential, ListSource, Order, PublicScope, ScopeList, SystemUser, Variant};
use crate::names::OrgNumber;
use crate::reading::Reading;
use crate::selfservice::{AccessState, ScopeAccess};

type Failure = Box<dyn std::error::Error>;

const OURS: &str = "123456785";
const OTHERS: &str = "983163327";
const CLIENT: &str = "1b6f9a0c-7c1d-4c7e-8a52-5d0c1c9e1f44";

fn days(days: i64) -> OffsetDateTime {
    OffsetDateTime::UNIX_EPOCH + Duration::days(days)
}

fn order(scopes: &[&str]) -> Result<Order, Failure> {
    let credential = Credential::RegisteredKey { key: "k".to_owned(), kid: "kid-1".parse()?, algorithm: SigningAlgorithm::Rs256 };
    let scopes = scopes.iter().map(|scope| scope.parse()).collect::<Result<_, _>>()?;
    Ok(Order::new(CLIENT.parse()?, scopes, credential))
}

/// An order and all that can be known of it, which a test changes.
struct Rig {
    order: Order,
    environment: Environment,
    clock: Option<ClockOffset>,
    organisation: OrgNumber,
    key: StoredKey,
    keys: Vec<KnownKey>,
    keys_are_all: bool,
    elsewhere: Option<&'static str>,
    on_client: Option<Vec<String>>,
    scopes: Option<ScopeList>,
    access: Option<Vec<ScopeAccess>>,
    owners: Vec<OrgNumber>,
}

impl Rig {
    fn good() -> Result<Self, Failure> {
        let facts = some_key()?;
        let scope = |name: &str, for_all, delegation: Option<&str>, integration: &str| {
            Ok::<_, Failure>(PublicScope {
                scope: name.parse()?,
                description: String::new(),
                owner: None,
                owner_name: None,
                for_all,
                delegation_source: delegation.map(str::to_owned),
                integrations: vec![integration.to_owned()],
            })
        };
        let scopes = vec![
            scope("a:open", Some(true), None, "maskinporten")?,
            scope("a:given", Some(false), None, "maskinporten")?,
            scope("b:shared", Some(false), Some("https://www.altinn.no/"), "maskinporten")?,
            scope("c:login", Some(true), None, "idporten")?,
        ];
        let known =
            KnownKey { kid: "kid-1".to_owned(), thumbprint: Some(facts.thumbprint.clone()), ..key_known(SigningAlgorithm::Rs256, 390) };
        Ok(Self {
            order: order(&["a:open", "a:given"])?,
            environment: Environment::test(),
            clock: offset(1),
            organisation: OURS.parse()?,
            key: StoredKey::Here(facts),
            keys: vec![known],
            keys_are_all: false,
            elsewhere: None,
            on_client: Some(["a:open", "a:given", "b:shared"].map(str::to_owned).to_vec()),
            scopes: Some(ScopeList { from: ListSource::Service, as_of: days(399), scopes }),
            access: Some(vec![given("a:given", AccessState::Approved)?]),
            owners: vec!["988312495".parse()?],
        })
    }

    fn checks(&self) -> Vec<Check> {
        dry_run(
            &self.order,
            &DryRunSubject {
                environment: &self.environment,
                now: days(400),
                clock: self.clock,
                organisation: Some(&self.organisation),
                key: &self.key,
                revocation: None,
                client: KnownClient {
                    elsewhere: self.elsewhere,
                    keys: &self.keys,
                    keys_are_all: self.keys_are_all,
                    scopes: self.on_client.as_deref(),
                },
                scopes: self.scopes.as_ref(),
                access: self.access.as_deref(),
                owners: &self.owners,
            },
        )
    }
}

/// One key for all tests; making it is slow.
fn some_key() -> Result<KeyFacts, Failure> {
    static KEY: std::sync::OnceLock<Option<KeyFacts>> = std::sync::OnceLock::new();
    let make = || PrivateKey::make(crate::keys::KeySize::Rsa2048).and_then(|key| key.facts()).ok();
    KEY.get_or_init(make).clone().ok_or_else(|| "no key".into())
}

fn key_known(algorithm: SigningAlgorithm, registered: i64) -> KnownKey {
    let registered_at = Some(days(registered));
    KnownKey { kid: "kid-1".to_owned(), thumbprint: None, algorithm: Some(algorithm), registered_at, retired_at: None }
}

fn given(scope: &str, state: AccessState) -> Result<ScopeAccess, Failure> {
    Ok(ScopeAccess { scope: scope.parse()?, state, owner: None, owner_name: None, for_all: false })
}

fn offset(seconds: i64) -> Option<ClockOffset> {
    let now = Reading { wall: days(400), monotonic: std::time::Instant::now() };
    ClockOffset::measured(now.wall + Duration::seconds(seconds), now, now)
}

/// What is not good after a change: `note check_x`, or `bad check_x → refusal`.
fn check(change: impl FnOnce(&mut Rig) -> Result<(), Failure>, expected: &[&str]) -> Result<(), Failure> {
    let mut rig = Rig::good()?;
    change(&mut rig)?;
    let bare = |code: &'static str| code.trim_start_matches("maskinporten.");
    let told = rig.checks().into_iter().filter_map(|check| match (check.outcome, check.refusal) {
        (Outcome::Good, None) => None,
        (Outcome::Note, None) => Some(format!("note {}", bare(check.code))),
        (_, refusal) => Some(format!("bad {} → {}", bare(check.code), bare(refusal.unwrap_or("?")))),
    });
    assert_eq!(told.collect::<Vec<_>>(), expected);
    Ok(())
}

fn codes_in_their_order(rig: &Rig) -> Vec<&'static str> {
    rig.checks().iter().map(|check| check.code.trim_start_matches("maskinporten.")).collect()
}

#[test]
fn a_good_order_is_good_throughout_in_the_order_of_the_server() -> Result<(), Failure> {
    check(|_| Ok(()), &[])?;
    let mut rig = Rig::good()?;
    let few = ["check_grant", "check_client", "check_key", "check_issuer", "check_clock", "check_scopes", "check_scopes_given"];
    assert_eq!(codes_in_their_order(&rig), few);
    rig.order.variant = Variant {
        resources: vec!["https://api.example.no/".parse()?],
        person: Some("01010750160".parse()?),
        consumer: None,
        system_user: Some(SystemUser { owner: OURS.parse()?, external_ref: None }),
    };
    assert_eq!(codes_in_their_order(&rig)[7..], ["check_resources", "check_person", "check_system_user"]);
    Ok(())
}

#[test]
fn what_is_not_known_is_not_called_good() -> Result<(), Failure> {
    let mut rig = Rig::good()?;
    (rig.clock, rig.key, rig.keys, rig.on_client, rig.access) = (None, StoredKey::Unknown, Vec::new(), None, None);
    let good =
        |rig: &Rig| rig.checks().into_iter().filter(|check| check.outcome == Outcome::Good).map(|check| check.code).collect::<Vec<_>>();
    let known = ["maskinporten.check_grant", "maskinporten.check_client", "maskinporten.check_issuer", "maskinporten.check_scopes"];
    assert_eq!(good(&rig), known);
    rig.scopes = None;
    assert_eq!(good(&rig), known, "it says which are asked for, no more");
    Ok(())
}

#[test]
fn what_makes_a_grant_impossible_comes_first() -> Result<(), Failure> {
    check(set!(rig => rig.order.scopes.clear()), &["bad no_scopes → no_scopes"])?;
    check(set!(rig => rig.key = StoredKey::Missing), &["bad key.not_found → key.not_found"])?;
    check(set!(rig => rig.environment.hosts = Hosts::default()), &["bad environment.no_host → environment.no_host"])?;
    let bare = Credential::Certificate { key: "k".to_owned(), chain: Vec::new(), algorithm: SigningAlgorithm::Rs256 };
    check(set!(rig => (rig.order.credential, rig.keys) = (bare.clone(), Vec::new())), &["bad no_chain → no_chain"])?;
    check(set!(rig => rig.order.credential = bare), &["bad no_chain → no_chain", "bad check_key_required → key_required"])
}

#[test]
fn the_client_is_looked_at() -> Result<(), Failure> {
    check(set!(rig => rig.order.client = "oidc_old".parse()?), &["note check_client_unusual"])?;
    check(set!(rig => rig.order.client = "0192:983163327".parse()?), &["bad check_client_is_number → client_unknown"])?;
    check(set!(rig => rig.elsewhere = Some("production")), &["bad check_client_elsewhere → client_unknown"])
}

#[test]
fn a_key_lives_a_year_from_when_it_was_registered() -> Result<(), Failure> {
    let registered = |at: OffsetDateTime| {
        move |rig: &mut Rig| -> Result<(), Failure> {
            rig.keys[0].registered_at = Some(at);
            Ok(())
        }
    };
    check(registered(days(65)), &[])?;
    check(registered(days(65) - Duration::SECOND), &["note check_key_ends_soon"])?;
    check(registered(days(35) + Duration::SECOND), &["note check_key_ends_soon"])?;
    check(registered(days(35)), &["bad check_key_expired → key_expired"])?;
    check(registered(days(400)), &["note check_key_new"])?;
    check(registered(days(400) - Duration::minutes(3)), &[])?;
    check(set!(rig => rig.keys[0].registered_at = None), &["note check_key_age_unknown"])?;
    // By the services' clock, which is two hours ahead of ours.
    let late = set!(rig => (rig.keys[0].registered_at, rig.clock) = (Some(days(35) + Duration::HOUR), offset(7_200)));
    check(late, &["bad check_key_expired → key_expired", "note check_clock_off"])
}

#[test]
fn a_key_must_stand_on_the_client_and_be_the_one_that_signs() -> Result<(), Failure> {
    check(set!(rig => rig.keys.clear()), &["note check_key_age_unknown"])?;
    check(set!(rig => (rig.keys, rig.keys_are_all) = (Vec::new(), true)), &["bad check_key_not_on_client → unknown_key"])?;
    check(set!(rig => rig.keys[0].retired_at = Some(days(395))), &["bad check_key_retired → unknown_key"])?;
    let again = |rig: &mut Rig| {
        let gone = KnownKey { retired_at: Some(days(395)), thumbprint: Some("other".to_owned()), ..rig.keys[0].clone() };
        rig.keys.insert(0, gone);
        Ok(())
    };
    check(again, &[])?;
    check(set!(rig => rig.keys[0].thumbprint = Some("other".to_owned())), &["bad check_key_other → signature"])?;
    check(set!(rig => rig.keys[0].algorithm = Some(SigningAlgorithm::Rs512)), &["bad check_key_algorithm → signature"])?;
    let weak = |rig: &mut Rig| {
        let mut facts = some_key()?;
        facts.bits = 2047;
        rig.key = StoredKey::Here(facts);
        Ok(())
    };
    check(weak, &["bad check_key_weak → signature"])?;
    check(set!(rig => rig.key = StoredKey::Unknown), &["note check_key_unseen"])
}

#[test]
fn the_clock_is_a_note_since_it_is_put_right() -> Result<(), Failure> {
    check(set!(rig => rig.clock = offset(9)), &["note check_clock_off"])?;
    check(set!(rig => rig.clock = offset(8)), &[])?;
    check(set!(rig => rig.clock = offset(-300)), &["note check_clock_off"])?;
    check(set!(rig => rig.clock = None), &["note check_clock_unknown"])
}

#[test]
fn no_line_stands_twice_and_none_lacks_its_facts() -> Result<(), Failure> {
    let mut rig = Rig::good()?;
    rig.order.scopes = order(&["a:open", "a:open", "openid", "c:login", "a:given", "x:y", "a,b"])?.scopes;
    let checks = rig.checks();
    for check in &checks {
        let code = super::CODES.iter().find(|code| code.name == check.code).ok_or(check.code)?;
        let mut facts = code.facts.to_vec();
        facts.sort_unstable();
        assert!(check.facts.keys().copied().eq(facts), "{check:?}");
        assert_eq!(checks.iter().filter(|other| other.code == check.code).count(), 1, "{}", check.code);
    }
    Ok(())
}
