//! The registered key: whether it stands on the client, since when, and whether it is the one that would sign (maskinporten.md 3.5, 8).

use time::{Duration, OffsetDateTime};

use super::codes::{
    KEY, KEY_AGE_UNKNOWN, KEY_ALGORITHM, KEY_ENDS_SOON, KEY_EXPIRED, KEY_NEW, KEY_NOT_ON_CLIENT, KEY_OTHER, KEY_RETIRED, KEY_UNSEEN,
    KEY_WEAK,
};
use super::{Check, DryRunSubject, KnownKey, StoredKey};
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
    let kid = kid.as_str();
    let client = &subject.client;
    let mut named = client.keys.iter().filter(|key| key.kid == kid);
    // A name that was taken away may have been given again.
    let stands = named.clone().find(|key| key.retired_at.is_none());
    let known = stands.or_else(|| named.find(|_| !client.keys_are_all));
    let mut checks: Vec<Check> = match known.map(|key| (key.retired_at, key)) {
        None if client.keys_are_all => {
            vec![Check::bad(&KEY_NOT_ON_CLIENT, error::UNKNOWN_KEY.name).with("client", order.client.as_str())]
        }
        None => vec![Check::note(&KEY_AGE_UNKNOWN)],
        Some((Some(retired), _)) => vec![Check::bad(&KEY_RETIRED, error::UNKNOWN_KEY.name).with("retired", retired)],
        Some((None, key)) => vec![age(key, subject.services_time())],
    };
    let signature = signature(known, algorithm, subject.key);
    // What is wrong with it must not stand beside that it is in order.
    checks.retain(|check| check.code != KEY.name || signature.is_empty());
    checks.iter_mut().for_each(|check| *check = check.clone().with("kid", kid));
    checks.extend(signature.into_iter().map(|check| if check.facts.contains_key("bits") { check } else { check.with("kid", kid) }));
    checks
}

fn age(key: &KnownKey, now: OffsetDateTime) -> Check {
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
fn signature(known: Option<&KnownKey>, algorithm: SigningAlgorithm, stored: &StoredKey) -> Vec<Check> {
    let bad = |code| Check::bad(code, error::SIGNATURE.name);
    let is_other = |key: &KeyFacts| known.and_then(|known| known.thumbprint.as_ref()).is_some_and(|known| *known != key.thumbprint);
    let registered = known.and_then(|known| known.algorithm).filter(|registered| *registered != algorithm);
    let mut checks = Vec::new();
    match stored {
        StoredKey::Here(key) if is_other(key) => checks.push(bad(&KEY_OTHER)),
        StoredKey::Here(key) if key.bits < SMALLEST => checks.push(bad(&KEY_WEAK).with("bits", key.bits)),
        StoredKey::Here(_) | StoredKey::Missing => {}
        StoredKey::Unknown => checks.push(Check::note(&KEY_UNSEEN)),
    }
    checks
        .extend(registered.map(|registered| bad(&KEY_ALGORITHM).with("registered", registered.as_str()).with("ours", algorithm.as_str())));
    checks
}
