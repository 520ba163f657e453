//! What holds of every grant, whatever is ordered and whatever the clocks say.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, PoisonError};

use inngang_engine::keys::{KeyError, KeyFacts, KeySize, NewKey, SigningAlgorithm};
use inngang_engine::maskinporten::{Credential, Order, SystemUser, Variant, sign_grant};
use inngang_engine::names::{ClientId, ExternalRef, KeyId, NationalId, OrgNumber, Resource, Scope};
use inngang_engine::ports::{Clock, KeyStore, Ports};
use inngang_engine::secret::Secret;
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use serde_json::Value;
use time::OffsetDateTime;

use crate::rig::{Nobody, part};

/// maskinporten.md 3.2.
const DOCUMENTED: [&str; 10] = ["aud", "iss", "scope", "iat", "exp", "jti", "resource", "pid", "consumer_org", "authorization_details"];

fn algorithm() -> impl Strategy<Value = SigningAlgorithm> {
    prop_oneof![Just(SigningAlgorithm::Rs256), Just(SigningAlgorithm::Rs384), Just(SigningAlgorithm::Rs512)]
}

fn credential() -> impl Strategy<Value = Credential> {
    let kid = "[A-Za-z0-9._-]{1,40}".prop_filter_map("kid", |text| text.parse::<KeyId>().ok());
    let registered = (kid, algorithm()).prop_map(|(kid, algorithm)| Credential::RegisteredKey { key: "k".to_owned(), kid, algorithm });
    let chain = vec(vec(any::<u8>(), 0..80), 0..4);
    let certified = (chain, algorithm()).prop_map(|(chain, algorithm)| Credential::Certificate { key: "k".to_owned(), chain, algorithm });
    prop_oneof![registered, certified]
}

fn organisation() -> impl Strategy<Value = OrgNumber> {
    (10_000_000..99_999_999_u32, 0..10_u8).prop_filter_map("check digit", |(eight, last)| format!("{eight}{last}").parse().ok())
}

fn variant() -> impl Strategy<Value = Variant> {
    let resource = "(https://[a-z]{1,9}\\.no/[a-z%/ ?&=\"\\\\]{0,12}|urn:[a-z]{1,9})";
    let resources = vec(resource.prop_filter_map("resource", |text| text.parse::<Resource>().ok()), 0..4);
    let person = option::of("[0-9]{11}".prop_filter_map("national id", |text| text.parse::<NationalId>().ok()));
    let external_ref = option::of("\\PC{1,30}".prop_filter_map("reference", |text| text.parse::<ExternalRef>().ok()));
    let user = option::of((organisation(), external_ref).prop_map(|(owner, external_ref)| SystemUser { owner, external_ref }));
    (resources, person, option::of(organisation()), user).prop_map(|(resources, person, consumer, system_user)| Variant {
        resources,
        person,
        consumer,
        system_user,
    })
}

fn order() -> impl Strategy<Value = Order> {
    let client = "[!-~]{1,40}".prop_filter_map("client id", |text| text.parse::<ClientId>().ok());
    // Of few letters, so that the same one is met again.
    let scope = "[a-c]{1,2}(:[a-c/.!\"']{0,2})?".prop_filter_map("scope", |text| text.parse::<Scope>().ok());
    (client, vec(scope, 0..7), credential(), variant())
        .prop_map(|(client, scopes, credential, variant)| Order { variant, ..Order::new(client, scopes, credential) })
}

/// Any moment that the type can hold, most of them near our own time; any offset.
fn clocks() -> impl Strategy<Value = (OffsetDateTime, Option<i64>)> {
    let years = prop_oneof![4 => 1_700_000_000..2_000_000_000_i64, 1 => -377_705_116_800..253_402_300_799_i64];
    let moment = (years, 0..1_000_000_000_u32).prop_filter_map("moment", |(seconds, nanoseconds)| {
        OffsetDateTime::from_unix_timestamp(seconds).ok()?.replace_nanosecond(nanoseconds).ok()
    });
    let offset = prop_oneof![2 => -400..400_i64, 1 => any::<i64>()];
    (moment, option::of(offset))
}

/// Signs with nothing, so that thousands of grants cost nothing, and tells of what it was given.
#[derive(Default)]
struct NoKey(Mutex<Vec<(String, SigningAlgorithm)>>);

impl KeyStore for NoKey {
    fn generate(&self, _: &str, _: KeySize) -> Result<NewKey, KeyError> {
        Err(KeyError::NotFound)
    }

    fn import(&self, _: &str, _: Secret<Vec<u8>>) -> Result<NewKey, KeyError> {
        Err(KeyError::NotFound)
    }

    fn sign(&self, id: &str, algorithm: SigningAlgorithm, _: &[u8]) -> Result<Vec<u8>, KeyError> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push((id.to_owned(), algorithm));
        Ok(vec![7; 256])
    }

    fn public(&self, _: &str) -> Result<KeyFacts, KeyError> {
        Err(KeyError::NotFound)
    }

    fn list(&self) -> Result<Vec<String>, KeyError> {
        Ok(Vec::new())
    }

    fn forget(&self, _: &str) -> Result<(), KeyError> {
        Err(KeyError::NotFound)
    }
}

struct Stopped(OffsetDateTime);

impl Clock for Stopped {
    fn now(&self) -> OffsetDateTime {
        self.0
    }
}

fn names(value: &Value) -> Vec<&str> {
    value.as_object().into_iter().flatten().map(|(name, _)| name.as_str()).collect()
}

/// Section 3.1: one of the two, and the algorithm that was ordered.
fn check_header(header: &Value, order: &Order) -> Result<(), TestCaseError> {
    let (member, algorithm) = match &order.credential {
        Credential::RegisteredKey { kid, algorithm, .. } => {
            prop_assert_eq!(&header["kid"], kid.as_str());
            ("kid", algorithm)
        }
        Credential::Certificate { chain, algorithm, .. } => {
            prop_assert_eq!(header["x5c"].as_array().map(Vec::len), Some(chain.len()));
            ("x5c", algorithm)
        }
    };
    prop_assert_eq!(names(header), ["alg", member]);
    prop_assert_eq!(&header["alg"], algorithm.as_str());
    Ok(())
}

/// Section 3.2 and 3.3.
fn check_claims(claims: &Value, order: &Order, audience: &str) -> Result<(), TestCaseError> {
    prop_assert!(names(claims).iter().all(|name| DOCUMENTED.contains(name)), "{claims}");
    prop_assert_eq!((&claims["aud"], &claims["iss"]), (&Value::from(audience), &Value::from(order.client.as_str())));
    let (Some(iat), Some(exp)) = (claims["iat"].as_i64(), claims["exp"].as_i64()) else {
        return Err(TestCaseError::fail(format!("times that are no integers: {claims}")));
    };
    prop_assert!((1..=120).contains(&(exp - iat)), "{claims}");
    // RFC 9562 §5.4.
    let jti = claims["jti"].as_str().unwrap_or_default();
    prop_assert!(jti.len() == 36 && &jti[14..15] == "4" && "89ab".contains(&jti[19..20]), "{jti}");
    let mut once = BTreeSet::new();
    let expected: Vec<&str> = order.scopes.iter().map(Scope::as_str).filter(|scope| once.insert(*scope)).collect();
    prop_assert_eq!(claims["scope"].as_str().map(|text| text.split(' ').collect::<Vec<_>>()), Some(expected));
    let variant = &order.variant;
    for (name, is_ordered) in [
        ("resource", !variant.resources.is_empty()),
        ("pid", variant.person.is_some()),
        ("consumer_org", variant.consumer.is_some()),
        ("authorization_details", variant.system_user.is_some()),
    ] {
        prop_assert_eq!(claims.get(name).is_some(), is_ordered, "{}", name);
    }
    Ok(())
}

/// Every jti of the run.
static USED: Mutex<BTreeSet<String>> = Mutex::new(BTreeSet::new());

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_grant_is_ever_other_than_documented(order in order(), (now, offset) in clocks(), audience in "https://[a-z]{1,9}\\.no/") {
        let keys = Arc::<NoKey>::default();
        let ports = Ports { keys: keys.clone(), browser: Arc::new(Nobody), clock: Arc::new(Stopped(now)) };
        let made = sign_grant(&order, &audience, offset, &ports);
        let signed = keys.0.lock().unwrap_or_else(PoisonError::into_inner).len();
        let no_chain = matches!(&order.credential, Credential::Certificate { chain, .. } if chain.is_empty());
        if order.scopes.is_empty() || no_chain {
            prop_assert!(made.is_err() && signed == 0, "nothing is signed that cannot be accepted");
            return Ok(());
        }
        let grant = made.map_err(|error| TestCaseError::fail(error.to_string()))?;
        prop_assert_eq!((signed, grant.expose().split('.').count()), (1, 3));
        let read = |at| part(grant.expose(), at).map(Value::Object).map_err(|error| TestCaseError::fail(error.to_string()));
        check_header(&read(0)?, &order)?;
        let claims = read(1)?;
        check_claims(&claims, &order, &audience)?;
        let new = USED.lock().unwrap_or_else(PoisonError::into_inner).insert(claims["jti"].to_string());
        prop_assert!(new, "a jti a second time");
    }
}
