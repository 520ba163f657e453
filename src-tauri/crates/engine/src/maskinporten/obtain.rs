//! Journey 3: from an order to a token.

use tokio::time::{Instant, sleep};

use super::metadata::Metadata;
use super::patience::{Attempt, Patience};
use super::{Credential, MaskinportenError, Order, Token, grant, metadata, token};
use crate::environment::Environment;
use crate::http::Http;
use crate::ports::Ports;

/// Obtains a token: read the metadata, measure the clock by it, sign a grant, exchange it. Each is done once.
///
/// # Errors
/// [`MaskinportenError`]. A grant that got lost on the way may have been used: ask again, and a new one is made.
pub async fn obtain(order: &Order, environment: &Environment, http: &Http, ports: &Ports) -> Result<Token, MaskinportenError> {
    let metadata = read_metadata(environment, http, ports).await?;
    obtain_from(&metadata, order, http, ports).await
}

/// What Maskinporten says about itself, as a step of the trail. The answer also tells how far our clock is off.
pub(super) async fn read_metadata(environment: &Environment, http: &Http, ports: &Ports) -> Result<Metadata, MaskinportenError> {
    http.trail().step(ports, "maskinporten.metadata", metadata::fetch(environment, http, ports).await)
}

/// [`obtain`] from a Maskinporten that is known.
pub(super) async fn obtain_from(metadata: &Metadata, order: &Order, http: &Http, ports: &Ports) -> Result<Token, MaskinportenError> {
    let trail = http.trail();
    let grant = grant::sign(order, &metadata.issuer, metadata.clock_offset(trail), ports);
    let assertion = trail.step(ports, "maskinporten.grant", grant)?;
    trail.step(ports, "maskinporten.token", token::exchange(&assertion, metadata, order, http, ports).await)
}

/// [`obtain`], asked again with a new grant while what is in the way is known to pass and `patience` lasts. `progress` hears of each
/// attempt that failed.
///
/// # Errors
/// As [`obtain`]; what `patience` does not name is final at once.
pub async fn obtain_patiently(
    order: &Order,
    environment: &Environment,
    http: &Http,
    ports: &Ports,
    patience: Patience,
    progress: impl FnMut(Attempt) + Send,
) -> Result<Token, MaskinportenError> {
    patiently(order, patience, progress, || obtain(order, environment, http, ports)).await
}

/// Asks again while `patience` lasts.
pub(super) async fn patiently<T, Asking: Future<Output = Result<T, MaskinportenError>>>(
    order: &Order,
    patience: Patience,
    mut progress: impl FnMut(Attempt) + Send,
    ask: impl Fn() -> Asking,
) -> Result<T, MaskinportenError> {
    let registered = matches!(order.credential, Credential::RegisteredKey { .. });
    let (started, mut pauses) = (Instant::now(), patience.pauses(registered));
    let mut tries = 0;
    loop {
        let error = match ask().await {
            Err(error) => error,
            answer => return answer,
        };
        let Some((pause, obstacle)) = pauses.after(&error, started.elapsed()) else { return Err(error) };
        tries += 1;
        progress(Attempt { tries, obstacle });
        sleep(pause).await;
    }
}
