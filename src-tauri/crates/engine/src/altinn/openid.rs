//! Altinn as an issuer: the name it publishes, and the name it should have (altinn.md 2.6).

use serde::Deserialize;

use super::{AltinnError, platform};
use crate::environment::Environment;
use crate::http::{Http, Request};
use crate::ports::Ports;

const CONFIGURATION: &str = "/authentication/api/v1/openid/.well-known/openid-configuration";

/// The issuer that the platform publishes, once it is the one that the environment has.
///
/// # Errors
/// [`AltinnError::OtherIssuer`] when it is another: a wrong host, or something in between that answers for it.
pub(crate) async fn published_issuer(environment: &Environment, http: &Http, ports: &Ports) -> Result<String, AltinnError> {
    #[derive(Deserialize)]
    struct Configuration {
        issuer: String,
    }
    let url = platform(environment, CONFIGURATION)?;
    let response = http.send(Request::get(&url, CONFIGURATION), ports).await?;
    if !response.is_success() {
        return Err(response.unexpected().into());
    }
    let theirs = response.json::<Configuration>()?.issuer;
    let ours = platform(environment, "/authentication/api/v1/openid/")?;
    if theirs == ours.as_str() { Ok(theirs) } else { Err(AltinnError::OtherIssuer { ours: ours.into(), theirs }) }
}
