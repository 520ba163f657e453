//! What every practice service can see of the others.

use std::sync::Arc;
use std::time::Duration;

use tokio_util::sync::CancellationToken;

use crate::keys::KeyRing;
use crate::store::Store;
use crate::town_hall::Authorities;
use crate::{Addresses, Clock, Faults, Town};

/// Shared by the services; each also has state of its own.
pub(crate) struct World {
    pub(crate) addresses: Addresses,
    pub(crate) strict: bool,
    pub(crate) propagation: Duration,
    pub(crate) slow_answer: Duration,
    pub(crate) faults: Arc<Faults>,
    pub(crate) clock: Clock,
    pub(crate) town: Town,
    pub(crate) store: Arc<Store>,
    pub(crate) keys: Arc<KeyRing>,
    pub(crate) authorities: Authorities,
    /// Cancelled when practice is dropped.
    pub(crate) stop: CancellationToken,
}
