//! Things that are kept under an unguessable name for a limited time.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use rsa::rand_core::{OsRng, RngCore};

use crate::jose::encode;

/// 256 bits, base64url.
pub(crate) fn unguessable() -> String {
    let mut bytes = [0; 32];
    OsRng.fill_bytes(&mut bytes);
    encode(bytes)
}

/// Values by name, each until its time is out. What is out of date is swept away when something new is put in.
pub(super) struct Shelf<T>(Mutex<HashMap<String, Kept<T>>>);

struct Kept<T> {
    until: i64,
    value: T,
}

impl<T> Default for Shelf<T> {
    fn default() -> Self {
        Self(Mutex::default())
    }
}

impl<T> Shelf<T> {
    /// Keeps the value; `false` when something is kept under the name already.
    pub(super) fn put(&self, name: &str, value: T, until: i64, now: i64) -> bool {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.retain(|_, kept| kept.until > now);
        let is_free = !kept.contains_key(name);
        if is_free {
            kept.insert(name.to_owned(), Kept { until, value });
        }
        is_free
    }

    /// Takes the value away, if it is still there and in time.
    pub(super) fn take(&self, name: &str, now: i64) -> Option<T> {
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner).remove(name)?;
        (kept.until > now).then_some(kept.value)
    }

    /// Looks at the value, or alters it, where it stands.
    pub(super) fn with<A>(&self, name: &str, now: i64, look: impl FnOnce(&mut T) -> A) -> Option<A> {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let kept = kept.get_mut(name).filter(|kept| kept.until > now)?;
        Some(look(&mut kept.value))
    }

    /// Throws away what does not please.
    pub(super) fn retain(&self, pleases: impl Fn(&T) -> bool) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).retain(|_, kept| pleases(&kept.value));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keeps_a_value_once_and_for_its_time() {
        let shelf = Shelf::default();
        assert!(shelf.put("a", 1, 60, 0));
        assert!(!shelf.put("a", 2, 60, 59), "the name is taken");
        assert_eq!(shelf.with("a", 59, |value| *value), Some(1));
        assert_eq!((shelf.take("a", 59), shelf.take("a", 59)), (Some(1), None));
        assert!(shelf.put("a", 3, 60, 0));
        assert_eq!(shelf.take("a", 60), None, "the end is not included");
        assert_ne!(unguessable(), unguessable());
    }
}
