//! The system register: the systems that a vendor has registered (altinn.md 4).

use std::collections::BTreeMap;

use serde::Deserialize;

use super::parties::refusal;
use super::{AltinnError, platform};
use crate::environment::Environment;
use crate::http::{Http, Request};
use crate::ports::Ports;
use crate::secret::Secret;

const PATH: &str = "/authentication/api/v1/systemregister/vendor";

/// The vendor's own systems, and who has system users of them. Altinn gives it to vendors that have signed its terms.
pub const SYSTEM_REGISTER_SCOPE: &str = "altinn:authentication/systemregister.write";

/// A system, as its vendor sees it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct System {
    /// The vendor's number, `_`, and a name.
    pub id: String,
    /// What people call it, by language.
    #[serde(default)]
    pub name: BTreeMap<String, String>,
    /// The Maskinporten clients that get tokens for its system users. A client is on one system at most.
    #[serde(rename = "clientId", default)]
    pub clients: Vec<String>,
    /// Gone, and its system users with it.
    #[serde(default)]
    pub is_deleted: bool,
}

/// The systems of the organisation that the token speaks for. It is Maskinporten's own token: these calls need no exchange.
///
/// # Errors
/// [`AltinnError`].
pub async fn own_systems(
    token: &Secret<String>,
    environment: &Environment,
    http: &Http,
    ports: &Ports,
) -> Result<Vec<System>, AltinnError> {
    http.trail().step(ports, "altinn.systems", ask(token, environment, http, ports).await)
}

async fn ask(token: &Secret<String>, environment: &Environment, http: &Http, ports: &Ports) -> Result<Vec<System>, AltinnError> {
    let url = platform(environment, PATH)?;
    let response = http.send(Request::get(&url, PATH).bearer(token).of_a_list(), ports).await?;
    if response.is_success() { Ok(response.json()?) } else { Err(refusal(&response, &[SYSTEM_REGISTER_SCOPE])) }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is null is left out of an answer, and what is new is let be.
    #[test]
    fn a_bare_system_is_read_and_a_full_one() -> Result<(), serde_json::Error> {
        let bare: System = serde_json::from_str(r#"{ "id": "312345609_kasse" }"#)?;
        assert_eq!((bare.clients.len(), bare.name.len(), bare.is_deleted), (0, 0, false));
        let full: System = serde_json::from_str(
            r#"{ "id": "312345609_kasse", "vendor": { "ID": "0192:312345609" }, "name": { "nb": "Kasse", "en": "Till" },
                 "clientId": ["c-1", "c-2"], "isVisible": true, "isDeleted": true, "future": {} }"#,
        )?;
        assert_eq!((full.clients.as_slice(), full.is_deleted), (["c-1", "c-2"].map(str::to_owned).as_slice(), true));
        assert_eq!(full.name.get("nb").map(String::as_str), Some("Kasse"));
        Ok(())
    }
}
