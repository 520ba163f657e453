//! Journey 3: from an order to a token.

use std::time::Duration;

use tokio::time::{Instant, sleep};

use super::{Credential, MaskinportenError, Order, Token, grant, metadata, token};
use crate::environment::Environment;
use crate::http::Http;
use crate::ports::Ports;

/// Between two questions whether a new key is known.
const PAUSE: Duration = Duration::from_secs(5);
/// A new key is known after two minutes at most; three are sensible (maskinporten.md 0).
const LONGEST: Duration = Duration::from_secs(180);

/// Obtains a token: read the metadata, measure the clock by it, sign a grant, exchange it. Each is done once.
///
/// # Errors
/// [`MaskinportenError`]. A grant that got lost on the way may have been used: ask again, and a new one is made.
pub async fn obtain(order: &Order, environment: &Environment, http: &Http, ports: &Ports) -> Result<Token, MaskinportenError> {
    let trail = http.trail();
    let metadata = trail.step(ports, "maskinporten.metadata", metadata::fetch(environment, http, ports).await)?;
    let assertion = trail.step(ports, "maskinporten.grant", grant::sign(order, &metadata.issuer, trail.clock_offset(), ports))?;
    trail.step(ports, "maskinporten.token", token::exchange(&assertion, &metadata, order, http, ports).await)
}

/// [`obtain`] with a key that was registered a moment ago: asks again every five seconds while Maskinporten does not know it,
/// for `until`, three minutes at most. `progress` hears how many times it was not known.
///
/// # Errors
/// As [`obtain`]. Every refusal but "unknown key" is final at once.
pub async fn obtain_when_known(
    order: &Order,
    environment: &Environment,
    http: &Http,
    ports: &Ports,
    until: Duration,
    mut progress: impl FnMut(u32) + Send,
) -> Result<Token, MaskinportenError> {
    let last = Instant::now() + until.min(LONGEST);
    let registered = matches!(order.credential, Credential::RegisteredKey { .. });
    let mut attempt = 0;
    loop {
        match obtain(order, environment, http, ports).await {
            Err(error) if registered && error.is_unknown_key() && Instant::now() + PAUSE <= last => attempt += 1,
            outcome => return outcome,
        }
        progress(attempt);
        sleep(PAUSE).await;
    }
}
