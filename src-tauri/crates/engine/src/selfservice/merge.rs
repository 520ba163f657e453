//! One key in, out or anew, among those that are there: the API can only replace the whole set (decision 0007).

use time::OffsetDateTime;

use super::call::{Call, Verb};
use super::key_set::TEMPLATE;
use super::{KeySet, MOST_KEYS, RegisteredKey, SelfService, SelfServiceError, read_keys};
use crate::http::HttpFailure;
use crate::keys::{KeyFacts, SigningAlgorithm};
use crate::names::{ClientId, KeyId};

/// How often we begin anew when somebody else changes the same set.
const ROUNDS: usize = 6;

/// A public key on a client. A private one cannot be named here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Registration {
    /// On which client.
    pub client: ClientId,
    /// The public half.
    pub key: KeyFacts,
    /// The name that it gets.
    pub kid: KeyId,
    /// What it signs with.
    pub algorithm: SigningAlgorithm,
}

/// A key to take away.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RemoveKey {
    /// From which client.
    pub client: ClientId,
    /// Which.
    pub kid: String,
    /// A key that must stand on the same client for this to be done at all.
    pub must_stay: Option<Registration>,
    /// What to do when there is no other.
    pub when_last: WhenLast,
}

/// What to do with the last key of a client.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WhenLast {
    /// Refuse to take it away.
    Keep,
    /// Take it away: nothing of the client's works until it gets another.
    Remove,
}

/// How it ended.
#[derive(Debug, Clone)]
pub struct Merged {
    /// The keys as they stood at the last look.
    pub set: KeySet,
    /// Key ids that somebody else added while we were at it.
    pub came: Vec<String>,
    /// Key ids that somebody else took away, or overwrote, while we were at it. They are not put back: which of the two it was cannot be
    /// seen from here.
    pub went: Vec<String>,
    /// Whether anything was written; false when all was as it should be.
    pub written: bool,
}

/// Registers a key beside those that are there. Done already, it does nothing; so it is also the way to see to that a key is there still.
///
/// # Errors
/// [`SelfServiceError::TooManyKeys`], [`SelfServiceError::KidTaken`], [`SelfServiceError::ChangedMeanwhile`], or what the API says.
pub async fn add_key(order: &Registration, service: &SelfService) -> Result<Merged, SelfServiceError> {
    merge(&order.client, Edit::Add(order), service).await
}

/// Takes a key away and leaves the others. Done already, it does nothing.
///
/// # Errors
/// [`SelfServiceError::LastKey`], [`SelfServiceError::KeyGone`] for the one that must stay, [`SelfServiceError::ChangedMeanwhile`], or
/// what the API says.
pub async fn remove_key(order: &RemoveKey, service: &SelfService) -> Result<Merged, SelfServiceError> {
    merge(&order.client, Edit::Remove(order), service).await
}

/// Restarts a key's year by posting it again as it stands. The others are posted with it, so theirs may begin anew too.
///
/// # Errors
/// [`SelfServiceError::KeyGone`], [`SelfServiceError::ChangedMeanwhile`], or what the API says.
pub async fn renew_key(client: &ClientId, kid: &KeyId, service: &SelfService) -> Result<Merged, SelfServiceError> {
    let gone = || SelfServiceError::KeyGone { client: client.clone(), kid: kid.as_str().to_owned() };
    let began = read_keys(client, service).await?.key(kid.as_str()).ok_or_else(gone)?.year_began();
    merge(client, Edit::Renew { client, kid: kid.as_str(), began }, service).await
}

#[derive(Clone, Copy)]
enum Edit<'a> {
    Add(&'a Registration),
    Remove(&'a RemoveKey),
    Renew { client: &'a ClientId, kid: &'a str, began: Option<OffsetDateTime> },
}

impl Edit<'_> {
    fn kid(&self) -> &str {
        match self {
            Self::Add(order) => order.kid.as_str(),
            Self::Remove(order) => &order.kid,
            Self::Renew { kid, .. } => kid,
        }
    }

    /// The set to write in place of `seen`; none when it is as it shall be.
    fn plan(&self, seen: &KeySet, written: bool) -> Result<Option<KeySet>, SelfServiceError> {
        match self {
            Self::Add(order) => add(order, seen),
            Self::Remove(order) => remove(order, seen),
            Self::Renew { client, kid, began } => {
                let gone = || SelfServiceError::KeyGone { client: (*client).clone(), kid: (*kid).to_owned() };
                let begins = seen.key(kid).ok_or_else(gone)?.year_began();
                // Two posts within a second may have the same date, and an API may tell none.
                let done = written || begins != *began;
                Ok((!done).then(|| seen.clone()))
            }
        }
    }
}

impl Registration {
    fn to_post(&self) -> RegisteredKey {
        RegisteredKey::new(self.key.jwk(&self.kid, self.algorithm).as_object().cloned().unwrap_or_default())
    }

    /// Whether it stands there; false when its name is another key's.
    fn stands_in(&self, set: &KeySet) -> Option<bool> {
        let there = set.key(self.kid.as_str())?;
        Some(there.is(&self.key) && there.algorithm.as_deref() == Some(self.algorithm.as_str()))
    }
}

fn add(order: &Registration, seen: &KeySet) -> Result<Option<KeySet>, SelfServiceError> {
    let (client, kid) = (order.client.clone(), order.kid.as_str().to_owned());
    match order.stands_in(seen) {
        Some(true) => Ok(None),
        Some(false) => Err(SelfServiceError::KidTaken { client, kid }),
        None if seen.keys.len() >= MOST_KEYS => Err(SelfServiceError::TooManyKeys { client }),
        None => Ok(Some(KeySet { keys: [seen.keys.clone(), vec![order.to_post()]].concat(), etag: None })),
    }
}

fn remove(order: &RemoveKey, seen: &KeySet) -> Result<Option<KeySet>, SelfServiceError> {
    let client = || order.client.clone();
    if let Some(gone) = order.must_stay.as_ref().filter(|stays| stays.stands_in(seen) != Some(true)) {
        return Err(SelfServiceError::KeyGone { client: client(), kid: gone.kid.as_str().to_owned() });
    }
    let keys: Vec<RegisteredKey> = seen.keys.iter().filter(|key| key.kid != order.kid).cloned().collect();
    if keys.len() == seen.keys.len() {
        Ok(None)
    } else if keys.is_empty() && order.when_last == WhenLast::Keep {
        Err(SelfServiceError::LastKey { client: client(), kid: order.kid.clone() })
    } else {
        Ok(Some(KeySet { keys, etag: None }))
    }
}

/// Looks, plans, looks again, writes what was planned if nothing has moved between the looks, and looks whether it held; anew until it did.
/// Nothing is written but what the last look showed, with the one key's change.
async fn merge(client: &ClientId, edit: Edit<'_>, service: &SelfService) -> Result<Merged, SelfServiceError> {
    service.may(Verb::Post(None))?;
    let mut merged = Merged { set: read_keys(client, service).await?, came: Vec::new(), went: Vec::new(), written: false };
    for _ in 0..ROUNDS {
        let Some(wanted) = edit.plan(&merged.set, merged.written)? else { return Ok(merged) };
        if !merged.look(client, &edit, service).await? {
            continue;
        }
        let lost = match write(client, &wanted, merged.set.etag.as_deref(), service).await {
            Ok(()) => {
                merged.written = true;
                None
            }
            Err(error) if error.is_precondition_failed() => None,
            // It may have been done all the same.
            Err(SelfServiceError::Http(failure @ (HttpFailure::Dropped { .. } | HttpFailure::TimedOut { .. }))) => Some(failure),
            Err(error) => return Err(error),
        };
        merged.look(client, &edit, service).await?;
        if let (Some(failure), Some(_)) = (lost, edit.plan(&merged.set, merged.written)?) {
            return Err(failure.into());
        }
    }
    match edit.plan(&merged.set, merged.written)? {
        None => Ok(merged),
        Some(_) => Err(SelfServiceError::ChangedMeanwhile { client: client.clone(), came: merged.came, went: merged.went }),
    }
}

impl Merged {
    /// Looks again, notes what others did, and says whether all is as it was.
    async fn look(&mut self, client: &ClientId, edit: &Edit<'_>, service: &SelfService) -> Result<bool, SelfServiceError> {
        let now = read_keys(client, service).await?;
        let others = |kids: Vec<String>| kids.into_iter().filter(|kid| kid != edit.kid());
        self.came.extend(others(now.beyond(&self.set)));
        self.went.extend(others(self.set.beyond(&now)));
        let same = now.same_as(&self.set);
        self.set = now;
        Ok(same)
    }
}

/// An empty set is no set: the last key goes with `DELETE`.
async fn write(client: &ClientId, wanted: &KeySet, etag: Option<&str>, service: &SelfService) -> Result<(), SelfServiceError> {
    let path = ["clients", client.as_str(), "jwks"];
    let body = wanted.body();
    let verb = if wanted.keys.is_empty() { Verb::Delete } else { Verb::Post(Some(&body)) };
    service.step("selfservice.write_keys", Call { if_match: etag, ..Call::new(verb, TEMPLATE, &path) }).await?;
    Ok(())
}
