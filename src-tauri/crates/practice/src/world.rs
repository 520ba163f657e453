//! What every practice service can see of the others.

use std::sync::Arc;
use std::time::Duration;

use tokio_util::sync::CancellationToken;

use crate::keys::KeyRing;
use crate::store::{Record, Store};
use crate::tls::TlsAuthority;
use crate::town_hall::Authorities;
use crate::{Addresses, Clock, Faults, Town};

/// Shared by the services; each also has state of its own.
pub(crate) struct World {
    pub(crate) addresses: Addresses,
    /// Whether the services demand all that their documentation does, unless the record says otherwise.
    pub(crate) usually_strict: bool,
    /// How long a change of keys takes to spread, unless the record says otherwise.
    pub(crate) usual_propagation: Duration,
    pub(crate) slow_answer: Duration,
    /// How many of the crowd the accountant has for clients.
    pub(crate) crowd: usize,
    pub(crate) faults: Arc<Faults>,
    pub(crate) clock: Clock,
    pub(crate) town: Town,
    pub(crate) store: Arc<Store>,
    pub(crate) keys: Arc<KeyRing>,
    pub(crate) authorities: Authorities,
    /// Vouches for the one address with TLS.
    pub(crate) tls: TlsAuthority,
    /// Cancelled when practice is dropped.
    pub(crate) stop: CancellationToken,
}

impl World {
    /// Whether the organisation may use the scope: as the town has it, or because it has asked and been given it since.
    pub(crate) fn is_granted(&self, organisation: &str, scope: &str) -> bool {
        let given = |record: &Record| record.granted.get(organisation).is_some_and(|scopes| scopes.contains_key(scope));
        self.town.is_granted(organisation, scope) || self.store.read(given)
    }
}
