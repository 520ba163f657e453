//! The switches of what can go wrong on demand.

use std::collections::BTreeMap;
use std::str::FromStr;
use std::sync::{Mutex, PoisonError};

use tokio::sync::Notify;

mod fault;

pub use fault::{Concern, Fault};

/// No fault has this name.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("no fault is called {0:?}")]
pub struct UnknownFault(String);

impl FromStr for Fault {
    type Err = UnknownFault;

    fn from_str(name: &str) -> Result<Self, Self::Err> {
        Self::ALL.iter().copied().find(|fault| fault.name() == name).ok_or_else(|| UnknownFault(name.to_owned()))
    }
}

/// How many token requests find the key unknown while [`Fault::KeyJustUploaded`] is on.
const UNKNOWN_FOR: u32 = 2;

/// Which faults are on. Each value counts how often the fault has struck since it was switched on.
#[derive(Debug, Default)]
pub struct Faults {
    on: Mutex<BTreeMap<Fault, u32>>,
    changed: Notify,
}

impl Faults {
    /// Switches one fault on or off. Switching on starts its count anew.
    pub fn set(&self, fault: Fault, on: bool) {
        let mut faults = self.on.lock().unwrap_or_else(PoisonError::into_inner);
        if on {
            faults.insert(fault, 0);
        } else {
            faults.remove(&fault);
        }
        self.changed.notify_waiters();
    }

    /// Whether the fault is on.
    pub fn is_on(&self, fault: Fault) -> bool {
        self.on.lock().unwrap_or_else(PoisonError::into_inner).contains_key(&fault)
    }

    /// Waits until somebody has switched the fault on, or off.
    pub(crate) async fn until(&self, fault: Fault, on: bool) {
        loop {
            let changed = self.changed.notified();
            if self.is_on(fault) == on {
                return;
            }
            changed.await;
        }
    }

    /// Every fault that is on, in the order of the road.
    pub fn active(&self) -> Vec<Fault> {
        self.on.lock().unwrap_or_else(PoisonError::into_inner).keys().copied().collect()
    }

    /// Switches everything off.
    pub fn clear(&self) {
        self.on.lock().unwrap_or_else(PoisonError::into_inner).clear();
        self.changed.notify_waiters();
    }

    /// Whether a token request meets a key that is not known yet; counts the request.
    pub(crate) fn key_still_unknown(&self) -> bool {
        self.strikes(Fault::KeyJustUploaded, UNKNOWN_FOR)
    }

    /// Whether the fault is on and has not struck so often yet; counts the blow.
    pub(crate) fn strikes(&self, fault: Fault, times: u32) -> bool {
        let mut faults = self.on.lock().unwrap_or_else(PoisonError::into_inner);
        match faults.get_mut(&fault) {
            Some(struck) if *struck < times => {
                *struck += 1;
                true
            }
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_leads_back_to_its_fault() {
        for fault in Fault::ALL {
            assert_eq!(fault.name().parse(), Ok(*fault));
        }
        assert!("no-such-fault".parse::<Fault>().is_err());
    }

    #[test]
    fn a_fresh_key_becomes_known_at_the_third_request() {
        let faults = Faults::default();
        assert!(!faults.key_still_unknown());
        for _ in 0..2 {
            faults.set(Fault::KeyJustUploaded, true);
            assert_eq!([faults.key_still_unknown(), faults.key_still_unknown(), faults.key_still_unknown()], [true, true, false]);
        }
    }
}
