//! The registered key: whether it stands on the client, since when, and whether it is the one that would sign (maskinporten.md 3.5, 8).

use time::{Duration, OffsetDateTime};

use super::codes::{
    KEY, KEY_AGE_UNKNOWN, KEY_ALGORITHM, KEY_ENDS_SOON, KEY_EXPIRED, KEY_NEW, KEY_NOT_ON_CLIENT, KEY_OTHER, KEY_RETIRED, KEY_UNSEEN,
    KEY_WEAK,
};
use super::{Check, DryRunSubject, KnownKey, Outcome, StoredKey};
use crate::keys::{KeyFacts, SigningAlgorithm};
use crate::maskinporten::{Order, error};
use crate::names::KeyId;

/// A registered key lives at most this long from when it was uploaded.
const LIFETIME: Duration = Duration::days(365);
const SOON: Duration = Duration::days(30);
/// A new key is known after two minutes at most; three are sensible.
const SPREADING: Duration = Duration::minutes(3);
const SMALLEST: i64 = 2048;

/// Checks an order that is signed with a registered key.
pub(super) fn check(order: &Order, kid: &KeyId, algorithm: SigningAlgorithm, subject: &DryRunSubject<'_>) -> Vec<Check> {
    let (kid, client) = (kid.as_str(), &subject.client);
    let named = || client.keys.iter().filter(|key| key.kid == kid);
    // A name that was taken away may have been given again.
    let known = named().find(|key| key.retired_at.is_none()).or_else(|| named().next());
    let signature = signature(kid, known, algorithm, subject.key);
    let stands = match known {
        Some(key) => stands(key, subject.services_time()),
        None if client.keys_are_all => Check::bad(&KEY_NOT_ON_CLIENT, error::UNKNOWN_KEY.name).with("client", order.client.as_str()),
        None => Check::note(&KEY_AGE_UNKNOWN),
    };
    // That it is in order does not stand beside what is wrong with it.
    let stands = (signature.is_empty() || stands.outcome != Outcome::Good).then(|| stands.with("kid", kid));
    stands.into_iter().chain(signature).collect()
}

fn stands(key: &KnownKey, now: OffsetDateTime) -> Check {
    if let Some(retired) = key.retired_at {
        return Check::bad(&KEY_RETIRED, error::UNKNOWN_KEY.name).with("retired", retired);
    }
    let Some(registered) = key.registered_at else { return Check::note(&KEY_AGE_UNKNOWN) };
    let expires = registered.saturating_add(LIFETIME);
    match expires - now {
        left if left <= Duration::ZERO => Check::bad(&KEY_EXPIRED, error::KEY_EXPIRED.name).with("expires", expires),
        left if left < SOON => Check::note(&KEY_ENDS_SOON).with("expires", expires),
        _ if (Duration::ZERO..SPREADING).contains(&(now - registered)) => Check::note(&KEY_NEW),
        _ => Check::good(&KEY).with("expires", expires),
    }
}

/// Whether Maskinporten can verify what is signed.
fn signature(kid: &str, known: Option<&KnownKey>, algorithm: SigningAlgorithm, stored: &StoredKey) -> Vec<Check> {
    let bad = |code| Check::bad(code, error::SIGNATURE.name);
    let is_other = |key: &KeyFacts| known.and_then(|known| known.thumbprint.as_ref()).is_some_and(|known| *known != key.thumbprint);
    let key = match stored {
        StoredKey::Here(key) if is_other(key) => Some(bad(&KEY_OTHER).with("kid", kid)),
        StoredKey::Here(key) if key.bits < SMALLEST => Some(bad(&KEY_WEAK).with("bits", key.bits)),
        StoredKey::Here(_) | StoredKey::Missing => None,
        StoredKey::Unknown => Some(Check::note(&KEY_UNSEEN)),
    };
    let registered = known.and_then(|known| known.algorithm).filter(|registered| *registered != algorithm);
    let algorithm = registered.map(|registered| {
        let other = bad(&KEY_ALGORITHM).with("kid", kid);
        other.with("registered", registered.as_str()).with("ours", algorithm.as_str())
    });
    key.into_iter().chain(algorithm).collect()
}
