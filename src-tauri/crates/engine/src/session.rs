//! What lives until the program closes: tokens, by id. The page knows the ids and never a token.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use time::OffsetDateTime;

use crate::secret::Secret;

/// A token that was kept.
#[derive(Debug)]
struct Kept {
    token: Arc<Secret<String>>,
    expires_at: OffsetDateTime,
}

/// Tokens in memory, by id. Wiped when the profile changes and when the program ends.
#[derive(Debug, Default)]
pub struct Session(Mutex<BTreeMap<String, Kept>>);

impl Session {
    /// Keeps a token and gives the id that it goes under.
    pub fn keep(&self, token: Secret<String>, expires_at: OffsetDateTime) -> String {
        let id = uuid::Uuid::new_v4().to_string();
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(id.clone(), Kept { token: Arc::new(token), expires_at });
        id
    }

    /// Lends a token that has not expired at `now`, and wipes those that have. It is wiped once it is forgotten here and the borrower is done.
    #[must_use]
    pub fn lend(&self, id: &str, now: OffsetDateTime) -> Option<Arc<Secret<String>>> {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.retain(|_, kept| kept.expires_at > now);
        kept.get(id).map(|kept| Arc::clone(&kept.token))
    }

    /// Forgets one token.
    pub fn forget(&self, id: &str) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).remove(id);
    }

    /// Forgets all.
    pub fn clear(&self) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }
}
