//! One step back, for as long as the old key stands.

use super::{OldKey, Renewal, RenewalError, Road, Stage};
use crate::environment::Environment;
use crate::http::Http;
use crate::keys::KeyError;
use crate::maskinporten::{Order, obtain};
use crate::ports::Ports;
use crate::selfservice::{RemoveKey, SelfService, SelfServiceError, WhenLast, remove_key};

/// Takes one step back; none is left when there is nothing to go back to. By the portal road the person takes the key away there.
///
/// # Errors
/// [`RenewalError`]; the renewal is where it was. [`RenewalError::OldKeyUnproved`] when the client would be left with a key that does not
/// work, [`RenewalError::Over`] after the old key is gone.
pub async fn undo(
    renewal: &Renewal,
    service: Option<&SelfService>,
    environment: &Environment,
    http: &Http,
    ports: &Ports,
) -> Result<Option<Renewal>, RenewalError> {
    let outcome = take(renewal, service, environment, http, ports).await;
    http.trail().step(ports, "renewal.undo", outcome)
}

async fn take(
    renewal: &Renewal,
    service: Option<&SelfService>,
    environment: &Environment,
    http: &Http,
    ports: &Ports,
) -> Result<Option<Renewal>, RenewalError> {
    let back = |stage| Some(Renewal { stage, ..renewal.clone() });
    match renewal.stage {
        Stage::Begun => {
            forget(renewal, ports)?;
            Ok(None)
        }
        Stage::Made => {
            // It may have been added, and the program stopped before that was noted.
            if let (Road::Api, Some(service)) = (renewal.road, service) {
                take_away(renewal, service).await?;
            }
            forget(renewal, ports)?;
            Ok(Some(Renewal { stage: Stage::Begun, added_at: None, ..renewal.clone() }))
        }
        Stage::Added => {
            if renewal.road == Road::Api {
                take_away(renewal, service.ok_or(SelfServiceError::NotConnected)?).await?;
            }
            Ok(Some(Renewal { stage: Stage::Made, added_at: None, ..renewal.clone() }))
        }
        Stage::Proved => Ok(Some(Renewal { stage: Stage::Added, proved_until: None, ..renewal.clone() })),
        Stage::Switched => {
            prove_old(renewal, environment, http, ports).await?;
            Ok(back(Stage::Proved))
        }
        Stage::Retired => Err(RenewalError::Over),
    }
}

/// The key in the store: made, or being made when the program stopped.
fn forget(renewal: &Renewal, ports: &Ports) -> Result<(), KeyError> {
    match ports.keys.forget(&renewal.new_key) {
        Err(KeyError::NotFound) => Ok(()),
        outcome => outcome,
    }
}

/// A client that had a key keeps one.
async fn take_away(renewal: &Renewal, service: &SelfService) -> Result<(), SelfServiceError> {
    let when_last = if renewal.old.is_some() { WhenLast::Keep } else { WhenLast::Remove };
    let kid = renewal.new_kid.as_str().to_owned();
    remove_key(&RemoveKey { client: renewal.client.clone(), kid, must_stay: None, when_last }, service).await.map(|_| ())
}

async fn prove_old(renewal: &Renewal, environment: &Environment, http: &Http, ports: &Ports) -> Result<(), RenewalError> {
    let (Some(OldKey { kid, .. }), Some(credential)) = (&renewal.old, renewal.old_credential()) else { return Ok(()) };
    let order = Order::new(renewal.client.clone(), renewal.scopes.clone(), credential);
    let unproved = |cause| RenewalError::OldKeyUnproved { kid: kid.as_str().to_owned(), cause: Box::new(cause) };
    obtain(&order, environment, http, ports).await.map(|_| ()).map_err(unproved)
}
