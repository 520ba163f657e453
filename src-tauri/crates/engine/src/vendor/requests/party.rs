//! What a customer is called, for people who know it by its name.

use std::time::Duration;

use tokio::time::timeout;

use crate::altinn::Platform;
use crate::names::OrgNumber;
use crate::register::{Found, Register};

/// So long is waited for a name: the request is as good without it.
const PATIENCE: Duration = Duration::from_secs(2);

/// The customer's name in Enhetsregisteret; none when the register has none, or does not say so soon.
pub async fn party_name(party: &OrgNumber, platform: &Platform) -> Option<String> {
    let Platform { environment, http, ports, .. } = platform;
    let register = Register::new(environment.clone(), http.clone(), ports.clone());
    match timeout(PATIENCE, register.look_up(party)).await {
        Ok(Ok(Found::Unit(unit))) => Some(unit.name).filter(|name| name != party.as_str()),
        _ => None,
    }
}
