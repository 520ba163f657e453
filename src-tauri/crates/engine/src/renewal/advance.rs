//! One step on. A step that was done and not noted is done again, and does no harm.

use std::panic::resume_unwind;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use time::OffsetDateTime;

use super::{Renewal, RenewalError, Road, Stage};
use crate::environment::Environment;
use crate::http::Http;
use crate::keys::{KeyError, KeyFacts, SigningAlgorithm};
use crate::maskinporten::{Order, Patience, obtain_patiently};
use crate::names::KeyId;
use crate::ports::Ports;
use crate::selfservice::{RegisteredKey, Registration, RemoveKey, SelfService, SelfServiceError, WhenLast, add_key, remove_key};

/// A new key is known after two minutes at most; three are sensible (maskinporten.md 0).
const LONGEST: Duration = Duration::from_secs(180);

/// A step on, with what it needs.
#[derive(Clone, Copy)]
pub enum Step<'a> {
    /// From `Begun`: makes the key, off this thread.
    Make,
    /// From `Made`, by the API: puts the key beside those that are there.
    AddByApi(&'a SelfService),
    /// From `Made`, by the portal: the person has pasted it and reads this name there.
    AddedInPortal(&'a KeyId),
    /// From `Added`: fetches a token with it, waiting for as long as it may take until it is known. By the API road the connection is
    /// needed too: a token may come from what Maskinporten remembers, so we look whether the key stands there still, and put it back if not.
    Prove(Option<&'a SelfService>),
    /// From `Proved`: the client signs with it from now on. Nothing is sent: the caller keeps the client's key and this in one transaction.
    Switch,
    /// From `Switched`, by the API: takes the old key away, once the new one is seen beside it, put back if need be, and proved.
    RetireByApi(&'a SelfService),
    /// From `Switched`, by the portal: the person has taken the old key away. A token is fetched once more, in case it was the wrong one.
    RetiredInPortal,
}

impl Step<'_> {
    const fn name(self) -> &'static str {
        match self {
            Self::Make => "renewal.make",
            Self::AddByApi(_) | Self::AddedInPortal(_) => "renewal.add",
            Self::Prove(_) => "renewal.prove",
            Self::Switch => "renewal.switch",
            Self::RetireByApi(_) | Self::RetiredInPortal => "renewal.retire",
        }
    }
}

/// Takes one step and gives the renewal as it is then, for the caller to write down before the next. Dropping the future leaves it where
/// it was; the same step can be taken again. `progress` hears how many times the new key was not known yet.
///
/// # Errors
/// [`RenewalError`]; the renewal is where it was.
pub async fn advance(
    renewal: &Renewal,
    step: Step<'_>,
    environment: &Environment,
    http: &Http,
    ports: &Ports,
    progress: impl FnMut(u32) + Send,
) -> Result<Renewal, RenewalError> {
    let outcome = take(renewal, step, environment, http, ports, progress).await;
    http.trail().step(ports, step.name(), outcome)
}

async fn take(
    renewal: &Renewal,
    step: Step<'_>,
    environment: &Environment,
    http: &Http,
    ports: &Ports,
    mut progress: impl FnMut(u32) + Send,
) -> Result<Renewal, RenewalError> {
    let registered = http.trail().services_time(ports); // A key's year begins by Digdir's clock; a token's end is told by ours.
    let next = |stage| Renewal { stage, ..renewal.clone() };
    let mut prove = async |patience| {
        let order = Order::new(renewal.client.clone(), renewal.scopes.clone(), renewal.new_credential());
        let patience = Patience { new_key: patience, ..Patience::default() };
        obtain_patiently(&order, environment, http, ports, patience, |attempt| progress(attempt.tries)).await.map(|token| token.expires_at)
    };
    match (renewal.stage, step, renewal.road) {
        (Stage::Begun, Step::Make, _) => Ok(make(renewal, ports).await.map(|_| next(Stage::Made))?),
        (Stage::Made, Step::AddByApi(service), Road::Api) => {
            Ok(Renewal { added_at: add(renewal, service, ports).await?.or(Some(registered)), ..next(Stage::Added) })
        }
        (Stage::Made, Step::AddedInPortal(kid), Road::Portal) => match &renewal.old {
            Some(old) if old.kid == *kid => Err(RenewalError::OtherKey { kid: kid.as_str().to_owned() }),
            _ => Ok(Renewal { new_kid: kid.clone(), added_at: Some(registered), ..next(Stage::Added) }),
        },
        (Stage::Added, Step::Prove(None), Road::Api) => Err(SelfServiceError::NotConnected.into()),
        (Stage::Added, Step::Prove(service), _) => {
            let mut proved_until = prove(LONGEST).await?;
            if let Some(service) = service
                && add_key(&registration(renewal, ports)?, service).await?.written
            {
                proved_until = prove(LONGEST).await?;
            }
            Ok(Renewal { proved_until: Some(proved_until), ..next(Stage::Proved) })
        }
        (Stage::Proved, Step::Switch, _) => proof(renewal).map(|_| next(Stage::Switched)),
        (Stage::Switched, Step::RetireByApi(service), Road::Api) => {
            let mut proved_until = proof(renewal)?;
            let put_back = add_key(&registration(renewal, ports)?, service).await?.written;
            if put_back || proved_until <= ports.clock.now() {
                proved_until = prove(LONGEST).await?;
            }
            retire(renewal, service, ports).await?;
            Ok(Renewal { proved_until: Some(proved_until), ..next(Stage::Retired) })
        }
        (Stage::Switched, Step::RetiredInPortal, Road::Portal) => {
            Ok(Renewal { proved_until: Some(prove(Duration::ZERO).await?), ..next(Stage::Retired) })
        }
        (stage, ..) => Err(RenewalError::OutOfOrder { stage: stage.as_str() }),
    }
}

/// Makes the key under the name that was decided, unless it is there. One at a time: a step that was dropped may be making it still.
async fn make(renewal: &Renewal, ports: &Ports) -> Result<KeyFacts, KeyError> {
    static MAKING: Mutex<()> = Mutex::new(());
    let (keys, id, size) = (ports.keys.clone(), renewal.new_key.clone(), renewal.size);
    let making = tokio::task::spawn_blocking(move || {
        let _alone = MAKING.lock().unwrap_or_else(PoisonError::into_inner);
        match keys.public(&id) {
            Err(KeyError::NotFound) => keys.generate(&id, size).map(|made| made.facts),
            there => there,
        }
    });
    match making.await {
        Ok(made) => made,
        Err(error) => match error.try_into_panic() {
            Ok(panic) => resume_unwind(panic),
            Err(_) => Err(KeyError::Cancelled),
        },
    }
}

/// Puts the key beside those that are there; when that was, by Digdir's clock.
async fn add(renewal: &Renewal, service: &SelfService, ports: &Ports) -> Result<Option<OffsetDateTime>, RenewalError> {
    let merged = add_key(&registration(renewal, ports)?, service).await?;
    Ok(merged.set.key(renewal.new_kid.as_str()).and_then(RegisteredKey::year_began))
}

/// The old one goes only from a set that has the new one in it. Gone already, it is gone.
async fn retire(renewal: &Renewal, service: &SelfService, ports: &Ports) -> Result<(), RenewalError> {
    let Some(old) = &renewal.old else { return Ok(()) };
    let order = RemoveKey {
        client: renewal.client.clone(),
        kid: old.kid.as_str().to_owned(),
        must_stay: Some(registration(renewal, ports)?),
        when_last: WhenLast::Keep,
    };
    match remove_key(&order, service).await {
        Ok(_) => Ok(()),
        Err(SelfServiceError::KeyGone { client, kid }) => Err(RenewalError::NewKeyGone { client: client.as_str().to_owned(), kid }),
        Err(error) => Err(error.into()),
    }
}

fn registration(renewal: &Renewal, ports: &Ports) -> Result<Registration, KeyError> {
    let key = ports.keys.public(&renewal.new_key)?;
    Ok(Registration { client: renewal.client.clone(), key, kid: renewal.new_kid.clone(), algorithm: SigningAlgorithm::Rs256 })
}

fn proof(renewal: &Renewal) -> Result<OffsetDateTime, RenewalError> {
    renewal.proved_until.ok_or_else(|| RenewalError::NotProved { kid: renewal.new_kid.as_str().to_owned() })
}
