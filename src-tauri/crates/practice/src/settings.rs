//! How the services behave: what a person can choose while they run, remembered with the town.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::world::World;
use crate::{Practice, PracticeError};

/// Digdir's own promise (maskinporten.md 8).
const LONGEST_PROPAGATION: Duration = Duration::from_secs(120);
/// Longer than the 10 to 20 seconds that have been seen (maskinporten.md 7.4).
const LONGEST_APPROVAL: Duration = Duration::from_secs(120);
/// Slower than that is [`crate::Fault::SlowAnswer`].
const LONGEST_LATENCY: Duration = Duration::from_secs(10);

/// What somebody has chosen; the rest is as [`crate::Options`] say.
#[derive(Debug, Clone, Copy, Default, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Settings {
    strict: Option<bool>,
    /// Seconds.
    propagation: Option<u64>,
    /// Milliseconds.
    latency: u64,
    /// Seconds.
    approval_delay: u64,
    page_size: Option<usize>,
}

/// As many as Altinn puts on a page (altinn.md 5.6).
const PAGE_SIZE: usize = 50;

impl World {
    fn settings(&self) -> Settings {
        self.store.read(|record| record.settings)
    }

    /// Whether the services demand all that their documentation does.
    pub(crate) fn strict(&self) -> bool {
        self.settings().strict.unwrap_or(self.usually_strict)
    }

    /// How long a change of keys takes to reach the token endpoints.
    pub(crate) fn propagation(&self) -> Duration {
        self.settings().propagation.map_or(self.usual_propagation, Duration::from_secs)
    }

    /// How much later than at once programs are answered.
    pub(crate) fn latency(&self) -> Duration {
        Duration::from_millis(self.settings().latency)
    }

    /// How long after an approval Maskinporten finds the system user.
    pub(crate) fn approval_delay(&self) -> Duration {
        Duration::from_secs(self.settings().approval_delay)
    }

    /// How many requests or system users are on a page of Altinn's.
    pub(crate) fn page_size(&self) -> usize {
        self.settings().page_size.unwrap_or(PAGE_SIZE)
    }
}

impl Practice {
    /// Whether the services demand what their documentation demands though they have been seen to be milder: Maskinporten refuses
    /// undocumented claims (maskinporten.md 3.2), ID-porten wants a nonce.
    pub fn strict(&self) -> bool {
        self.world.strict()
    }

    /// Changes that, from now on and after a restart.
    pub fn set_strict(&self, strict: bool) -> Result<(), PracticeError> {
        self.world.store.change(|record| record.settings.strict = Some(strict))
    }

    /// How long a change of keys takes to reach the token endpoints.
    pub fn propagation(&self) -> Duration {
        self.world.propagation()
    }

    /// Changes that, from now on and after a restart, to whole seconds up to two minutes.
    pub fn set_propagation(&self, delay: Duration) -> Result<(), PracticeError> {
        self.world.store.change(|record| record.settings.propagation = Some(delay.min(LONGEST_PROPAGATION).as_secs()))
    }

    /// How much later than at once the token endpoints, Altinn and the self-service API answer.
    pub fn latency(&self) -> Duration {
        self.world.latency()
    }

    /// Changes that, from now on and after a restart, to whole milliseconds up to ten seconds.
    pub fn set_latency(&self, latency: Duration) -> Result<(), PracticeError> {
        let milliseconds = latency.min(LONGEST_LATENCY).as_millis();
        self.world.store.change(|record| record.settings.latency = u64::try_from(milliseconds).unwrap_or_default())
    }

    /// How long after its approval a system user is found by Maskinporten.
    pub fn approval_delay(&self) -> Duration {
        self.world.approval_delay()
    }

    /// Changes that, from now on and after a restart, to whole seconds up to two minutes. 10 to 20 seconds have been seen.
    pub fn set_approval_delay(&self, delay: Duration) -> Result<(), PracticeError> {
        self.world.store.change(|record| record.settings.approval_delay = delay.min(LONGEST_APPROVAL).as_secs())
    }

    /// Changes how many requests or system users are on a page of Altinn's, from now on and after a restart: 1 to 50.
    pub fn set_page_size(&self, size: usize) -> Result<(), PracticeError> {
        self.world.store.change(|record| record.settings.page_size = Some(size.clamp(1, PAGE_SIZE)))
    }
}
