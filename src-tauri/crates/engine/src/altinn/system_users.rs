//! System users, as the vendor of their system sees them (altinn.md 6.1).

use serde::{Deserialize, Deserializer};

use super::paging::read_pages;
use super::refusals::refusal;
use super::{AltinnError, AltinnId, Identified, SYSTEM_REGISTER_SCOPE, platform};
use crate::environment::Environment;
use crate::http::{Http, Request, Response};
use crate::ports::Ports;
use crate::said::readable;
use crate::secret::Secret;

const PATH: &str = "/authentication/api/v1/systemuser/vendor/bysystem";
const TEMPLATE: &str = "/authentication/api/v1/systemuser/vendor/bysystem/{systemId}";

/// Whom a system user acts for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum SystemUserKind {
    /// Its owner.
    Standard,
    /// Its owner's clients.
    Agent,
    /// Something newer than this program.
    #[default]
    Other,
}

impl SystemUserKind {
    /// Name in the texts, as Altinn's where it has one.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Standard => "standard",
            Self::Agent => "agent",
            Self::Other => "other",
        }
    }
}

/// A system user.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SystemUser {
    /// Stable, the request's own.
    pub id: AltinnId,
    /// The system's id.
    #[serde(rename = "systemId", default)]
    pub system: String,
    /// What its owner sees it called.
    #[serde(rename = "integrationTitle", default, deserialize_with = "title")]
    pub title: Option<String>,
    /// Nine digits of whose it is.
    #[serde(rename = "reporteeOrgNo")]
    pub owner: String,
    /// What it was requested with; Altinn writes the owner's number where it was left out.
    #[serde(default)]
    pub external_ref: Option<String>,
    /// Whom it acts for.
    #[serde(rename = "userType", default, deserialize_with = "kind")]
    pub kind: SystemUserKind,
    /// Deleted by its owner.
    #[serde(default)]
    pub is_deleted: bool,
}

impl SystemUser {
    /// The reference that a grant must name, unless it is the owner's number: that one it may leave out.
    #[must_use]
    pub fn reference(&self) -> &str {
        self.external_ref.as_deref().filter(|reference| !reference.is_empty()).unwrap_or(&self.owner)
    }
}

fn title<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
    Ok(Option::<String>::deserialize(deserializer)?.map(|title| readable(&title)))
}

fn kind<'de, D: Deserializer<'de>>(deserializer: D) -> Result<SystemUserKind, D::Error> {
    Ok(match Option::<String>::deserialize(deserializer)?.unwrap_or_default().to_ascii_lowercase().as_str() {
        "standard" => SystemUserKind::Standard,
        "agent" => SystemUserKind::Agent,
        _ => SystemUserKind::Other,
    })
}

/// All system users of a system that is the vendor's own, page by page. It is Maskinporten's own token: these calls need no exchange.
///
/// # Errors
/// [`AltinnError`]; [`AltinnError::TooManySystemUsers`] rather than a part of them.
pub async fn system_users(
    system: &str,
    token: &Secret<String>,
    environment: &Environment,
    http: &Http,
    ports: &Ports,
) -> Result<Vec<SystemUser>, AltinnError> {
    http.trail().step(ports, "altinn.system_users", read(system, token, environment, http, ports).await)
}

async fn read(
    system: &str,
    token: &Secret<String>,
    environment: &Environment,
    http: &Http,
    ports: &Ports,
) -> Result<Vec<SystemUser>, AltinnError> {
    let mut url = platform(environment, PATH)?;
    if let Ok(mut segments) = url.path_segments_mut() {
        segments.push(system);
    }
    let users = read_pages(url, |url| async move {
        let response = http.send(Request::get(&url, TEMPLATE).bearer(token), ports).await?;
        if response.is_success() { Ok(response) } else { Err(refused(&response, system)) }
    });
    Identified::all(users.await?.map_err(|read| AltinnError::TooManySystemUsers { system: system.to_owned(), read })?)
}

fn refused(response: &Response, system: &str) -> AltinnError {
    match refusal(response, &[SYSTEM_REGISTER_SCOPE]) {
        // A 404 that says no more (altinn.md 6.1).
        AltinnError::Refused(said) if response.status == 404 => AltinnError::UnknownSystem { system: system.to_owned(), said },
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_system_user_is_read_with_and_without_a_reference() -> Result<(), serde_json::Error> {
        let read = |text: &str| serde_json::from_str::<SystemUser>(text);
        let bare = read(r#"{ "id": "0d1f4b6e-6ad5-4d5a-9d57-0b6a6f3f7a11", "reporteeOrgNo": "315000106" }"#)?;
        assert_eq!((bare.reference(), bare.kind, bare.is_deleted), ("315000106", SystemUserKind::Other, false));
        let full = read(
            r#"{ "id": "0d1f4b6e-6ad5-4d5a-9d57-0b6a6f3f7a11", "integrationTitle": "Kasse", "systemId": "312345609_kasse", "productName": "", "reporteeOrgNo": "311223305",
                 "created": "2026-11-01T10:00:00Z", "isDeleted": true, "externalRef": "kunde-42", "userType": "agent" }"#,
        )?;
        assert_eq!((full.reference(), full.kind, full.is_deleted), ("kunde-42", SystemUserKind::Agent, true));
        assert_eq!((full.system.as_str(), full.title.as_deref()), ("312345609_kasse", Some("Kasse")));
        assert_eq!(
            read(r#"{ "id": "0d1f4b6e-6ad5-4d5a-9d57-0b6a6f3f7a11", "reporteeOrgNo": "1", "userType": null, "externalRef": "" }"#)?
                .reference(),
            "1"
        );
        Ok(())
    }
}
