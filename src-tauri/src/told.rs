//! What self-service has told lately, for the dry run: nobody is asked for it, and what is old is no longer known.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use inngang_engine::names::ClientId;
use inngang_engine::selfservice::{KeySet, ScopeAccess};
use time::OffsetDateTime;

/// In the portal others may change everything meanwhile.
const LATELY: Duration = Duration::from_mins(5);

/// What was told, and when.
#[derive(Default)]
pub(crate) struct Told(Mutex<Inner>);

#[derive(Default)]
struct Inner {
    scopes: BTreeMap<ClientId, (Instant, Vec<String>)>,
    keys: BTreeMap<ClientId, (Instant, ToldKeys)>,
    access: Option<(Instant, Vec<ScopeAccess>)>,
}

/// The keys of a client at a moment of this computer's clock.
#[derive(Clone)]
pub(crate) struct ToldKeys {
    pub(crate) set: KeySet,
    pub(crate) at: OffsetDateTime,
}

impl Told {
    pub(crate) fn scopes_of(&self, client: &ClientId, scopes: &[String]) {
        self.with(|told| told.scopes.insert(client.clone(), (Instant::now(), scopes.to_vec())));
    }

    pub(crate) fn keys_of(&self, client: &ClientId, set: &KeySet, at: OffsetDateTime) {
        self.with(|told| told.keys.insert(client.clone(), (Instant::now(), ToldKeys { set: set.clone(), at })));
    }

    pub(crate) fn access(&self, access: &[ScopeAccess]) {
        self.with(|told| told.access = Some((Instant::now(), access.to_vec())));
    }

    /// The scopes that stand on a client.
    pub(crate) fn recent_scopes(&self, client: &ClientId) -> Option<Vec<String>> {
        self.with(|told| told.scopes.get(client).and_then(recent))
    }

    /// The keys that stand on a client.
    pub(crate) fn recent_keys(&self, client: &ClientId) -> Option<ToldKeys> {
        self.with(|told| told.keys.get(client).and_then(recent))
    }

    /// What the organisation has been given.
    pub(crate) fn recent_access(&self) -> Option<Vec<ScopeAccess>> {
        self.with(|told| told.access.as_ref().and_then(recent))
    }

    /// Forgets all, as when the connection ends.
    pub(crate) fn clear(&self) {
        self.with(|told| *told = Inner::default());
    }

    fn with<T>(&self, act: impl FnOnce(&mut Inner) -> T) -> T {
        act(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

fn recent<T: Clone>((at, told): &(Instant, T)) -> Option<T> {
    (at.elapsed() < LATELY).then(|| told.clone())
}
