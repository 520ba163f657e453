//! Tokens that still hold, by all that makes one token another; each is asked for once, by however many.

use std::collections::HashMap;
use std::panic::{AssertUnwindSafe, resume_unwind};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Instant;

use futures_util::FutureExt as _;
use futures_util::future::{BoxFuture, Shared, WeakShared};
use time::Duration;

use super::metadata::Metadata;
use super::obtain::{obtain_from, patiently, read_metadata};
use super::{Attempt, Credential, MaskinportenError, Order, Patience, Token, Variant};
use crate::environment::Environment;
use crate::http::Http;
use crate::names::ClientId;
use crate::ports::Ports;
use crate::reading::Reading;

/// Before its end a token is replaced by a new one (maskinporten.md 12) …
const MARGIN: Duration = Duration::seconds(15);
/// … and one that lives no longer than this when half of its life is over.
const SHORT: Duration = Duration::seconds(30);
/// How long metadata is believed (maskinporten.md 1.1).
const METADATA_LASTS: std::time::Duration = std::time::Duration::from_secs(24 * 60 * 60);

/// The tokens of one profile, in memory. Clones share them.
#[derive(Clone)]
pub struct Tokens(pub(super) Arc<Kept>);

pub(super) struct Kept {
    pub(super) environment: Environment,
    pub(super) http: Http,
    pub(super) ports: Ports,
    metadata: tokio::sync::Mutex<Option<(Result<Metadata, MaskinportenError>, Instant)>>,
    slots: Mutex<Slots>,
}

#[derive(Default)]
struct Slots {
    by_key: HashMap<Key, Slot>,
    /// How many times everything was wiped: what was asked for before is not kept after.
    wiped: u64,
}

/// All that makes one token another.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct Key {
    client: ClientId,
    /// Sorted: their order does not matter.
    scopes: Vec<String>,
    credential: Credential,
    variant: Variant,
}

impl From<&Order> for Key {
    fn from(order: &Order) -> Self {
        let mut scopes: Vec<String> = order.each_scope().into_iter().map(str::to_owned).collect();
        scopes.sort_unstable();
        Self { client: order.client.clone(), scopes, credential: order.credential.clone(), variant: order.variant.clone() }
    }
}

type Answer = Result<Arc<Token>, MaskinportenError>;
/// None when it panicked, which [`Shared`] by itself would tell to nobody but the one who happened to drive it.
type Asking = BoxFuture<'static, Option<Answer>>;

#[derive(Default)]
struct Slot {
    held: Option<Arc<Token>>,
    /// Gone once nobody waits for it any more.
    asking: Option<WeakShared<Asking>>,
}

impl Tokens {
    /// None yet.
    #[must_use]
    pub fn new(environment: Environment, http: Http, ports: Ports) -> Self {
        Self(Arc::new(Kept { environment, http, ports, metadata: tokio::sync::Mutex::default(), slots: Mutex::default() }))
    }

    /// A token that holds for a while yet: the one that is kept, or a new one. Whoever asks while it is being obtained gets the same
    /// answer, and it is obtained as long as anybody waits. When a new one cannot be had for a reason that passes, the old one is
    /// given while it lasts.
    ///
    /// # Errors
    /// As [`super::obtain`].
    pub async fn obtain(&self, order: &Order) -> Result<Arc<Token>, MaskinportenError> {
        let (held, asking) = {
            let mut slots = self.0.slots();
            let held = slots.by_key.get(&Key::from(order)).and_then(|slot| slot.held.clone());
            match held {
                Some(token) if !self.0.is_nearly_over(&token) => return Ok(token),
                held => (held, self.join(&mut slots, order)),
            }
        };
        match heard(asking.await) {
            Err(error) if error.is_outage() => held.filter(|token| !self.0.is_over(token)).ok_or(error),
            answer => answer,
        }
    }

    /// A new token, which takes the place of the one that is kept.
    ///
    /// # Errors
    /// As [`super::obtain`].
    pub async fn obtain_anew(&self, order: &Order) -> Result<Arc<Token>, MaskinportenError> {
        let asking = self.join(&mut self.0.slots(), order);
        heard(asking.await)
    }

    /// [`Self::obtain_anew`], asked again as by [`super::obtain_patiently`].
    ///
    /// # Errors
    /// As there.
    pub async fn obtain_patiently(
        &self,
        order: &Order,
        patience: Patience,
        progress: impl FnMut(Attempt) + Send,
    ) -> Result<Arc<Token>, MaskinportenError> {
        patiently(order, patience, progress, || self.obtain_anew(order)).await
    }

    /// Forgets every token, as when the profile is left or the vault locked. They cannot be revoked; this is the only way out of them.
    pub fn wipe(&self) {
        let mut slots = self.0.slots();
        slots.by_key.clear();
        slots.wiped += 1;
    }

    /// The question that is under way, or a new one.
    fn join(&self, slots: &mut Slots, order: &Order) -> Shared<Asking> {
        let wiped = slots.wiped;
        let slot = slots.by_key.entry(Key::from(order)).or_default();
        if let Some(asking) = slot.asking.as_ref().and_then(WeakShared::upgrade) {
            return asking;
        }
        let (kept, order) = (Arc::clone(&self.0), order.clone());
        let asking = AssertUnwindSafe(async move { kept.ask(&order, wiped).await }).catch_unwind().map(Result::ok).boxed().shared();
        slot.asking = asking.downgrade();
        asking
    }
}

/// A panic is everybody's, as a failure is.
fn heard(answer: Option<Answer>) -> Answer {
    answer.unwrap_or_else(|| resume_unwind(Box::new("a token was being asked for")))
}

impl Kept {
    fn slots(&self) -> MutexGuard<'_, Slots> {
        self.slots.lock().unwrap_or_else(PoisonError::into_inner)
    }

    async fn ask(&self, order: &Order, wiped: u64) -> Answer {
        let metadata = self.metadata().await?;
        let outcome = obtain_from(&metadata, order, &self.http, &self.ports).await;
        if outcome.as_ref().is_err_and(MaskinportenError::doubts_metadata) {
            *self.metadata.lock().await = None;
        }
        let token = Arc::new(outcome?);
        let mut slots = self.slots();
        if slots.wiped == wiped {
            let is_asked = |slot: &Slot| slot.asking.as_ref().is_some_and(|asking| asking.upgrade().is_some());
            slots.by_key.retain(|_, slot| is_asked(slot) || slot.held.as_ref().is_some_and(|token| !self.is_over(token)));
            slots.by_key.insert(Key::from(order), Slot { held: Some(Arc::clone(&token)), asking: None });
        }
        Ok(token)
    }

    /// What is known of Maskinporten, read anew after a day, and when the measure of its clock has been lost. Whoever waits for it to be
    /// read gets what was read, or the same failure: a thousand that wait must not each wait for a service that is down.
    async fn metadata(&self) -> Result<Metadata, MaskinportenError> {
        let asked = Instant::now();
        let mut known = self.metadata.lock().await;
        match &*known {
            Some((outcome, read)) if *read > asked => outcome.clone(),
            Some((Ok(metadata), read)) if read.elapsed() < METADATA_LASTS && self.is_measured(metadata) => Ok(metadata.clone()),
            _ => {
                let outcome = read_metadata(&self.environment, &self.http, &self.ports).await;
                *known = Some((outcome.clone(), Instant::now()));
                outcome
            }
        }
    }

    fn is_measured(&self, metadata: &Metadata) -> bool {
        self.http.trail().clock_at(metadata.token_endpoint.authority()).is_some()
    }

    fn is_nearly_over(&self, token: &Token) -> bool {
        let margin = if token.lifetime <= SHORT { token.lifetime / 2 } else { MARGIN };
        token.deadline.earlier_by(margin.unsigned_abs()).is_over(Reading::of(&*self.ports.clock))
    }

    fn is_over(&self, token: &Token) -> bool {
        token.deadline.is_over(Reading::of(&*self.ports.clock))
    }
}
