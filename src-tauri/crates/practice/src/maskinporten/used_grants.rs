//! Which grants have been presented: a grant counts once (maskinporten.md 3.4).

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use rsa::sha2::{Digest, Sha256};

/// Longer than any grant can live.
const REMEMBERED: i64 = 600;

/// By what makes a grant the same one, with when it came.
#[derive(Debug, Default)]
pub(super) struct UsedGrants(Mutex<HashMap<[u8; 32], i64>>);

impl UsedGrants {
    /// Notes the grant. False when the client has used this `jti`, or anybody these very bytes.
    pub(super) fn take(&self, client: &str, jti: Option<&str>, compact: &str, now: i64) -> bool {
        let mut used = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        // Somebody may have travelled back from a year that is yet to come.
        used.retain(|_, came| (now - *came).abs() < REMEMBERED);
        let bytes = Sha256::digest(compact).into();
        let id = jti.map(|jti| Sha256::digest(format!("{client}\n{jti}")).into());
        let known = [Some(bytes), id].into_iter().flatten().filter(|mark| used.insert(*mark, now).is_some());
        known.count() == 0
    }
}
