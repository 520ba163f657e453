//! System users, as the vendor of their system sees them (altinn.md 6.1).

use serde::{Deserialize, Deserializer};
use url::Url;

use super::refusals::refusal;
use super::{AltinnError, SYSTEM_REGISTER_SCOPE, platform};
use crate::environment::Environment;
use crate::http::{Http, Request, Response};
use crate::ports::Ports;
use crate::secret::Secret;

const PATH: &str = "/authentication/api/v1/systemuser/vendor/bysystem";
const TEMPLATE: &str = "/authentication/api/v1/systemuser/vendor/bysystem/{systemId}";
/// Of 50 each: a vendor with more customers than this is not read whole while somebody waits.
const MOST_PAGES: usize = 100;

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

/// A system user.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SystemUser {
    /// Stable id, the request's own.
    pub id: String,
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

#[derive(Deserialize)]
struct Page {
    data: Vec<SystemUser>,
    #[serde(default)]
    links: Links,
}

#[derive(Default, Deserialize)]
struct Links {
    next: Option<String>,
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
    let mut users = Vec::new();
    for _ in 0..MOST_PAGES {
        let response = http.send(Request::get(&url, TEMPLATE).bearer(token), ports).await?;
        if !response.is_success() {
            return Err(refused(&response, system));
        }
        let page: Page = response.json()?;
        users.extend(page.data);
        let Some(next) = page.links.next else { return Ok(users) };
        if !follow(&mut url, &next) {
            return Err(response.unexpected().into());
        }
    }
    Err(AltinnError::TooManySystemUsers { system: system.to_owned(), read: users.len() })
}

/// The link can name a host inside Altinn (altinn.md 1.3), so no more than its query is taken. False when it leads to the page it is on.
fn follow(url: &mut Url, next: &str) -> bool {
    let query = next.split_once('?').map(|(_, query)| query.split('#').next().unwrap_or_default());
    let before = url.query().map(str::to_owned);
    url.set_query(query);
    query.is_some() && url.query() != before.as_deref()
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
        let bare = read(r#"{ "id": "1", "reporteeOrgNo": "315000106" }"#)?;
        assert_eq!((bare.reference(), bare.kind, bare.is_deleted), ("315000106", SystemUserKind::Other, false));
        let full = read(
            r#"{ "id": "2", "integrationTitle": "Kasse", "systemId": "312345609_kasse", "productName": "", "reporteeOrgNo": "311223305",
                 "created": "2026-11-01T10:00:00Z", "isDeleted": true, "externalRef": "kunde-42", "userType": "agent" }"#,
        )?;
        assert_eq!((full.reference(), full.kind, full.is_deleted), ("kunde-42", SystemUserKind::Agent, true));
        assert_eq!(read(r#"{ "id": "3", "reporteeOrgNo": "1", "userType": null, "externalRef": "" }"#)?.reference(), "1");
        Ok(())
    }

    #[test]
    fn a_link_leads_to_no_other_host_and_no_other_path() -> Result<(), url::ParseError> {
        let check = |next: &str, expected: Option<&str>| -> Result<(), url::ParseError> {
            let mut url = Url::parse("https://platform.example.no/a/1?token=first")?;
            let moved = follow(&mut url, next);
            assert_eq!(moved.then_some(url.as_str()), expected, "{next}");
            Ok(())
        };
        check("http://internal.example.no/b/2?token=abc_-", Some("https://platform.example.no/a/1?token=abc_-"))?;
        check("/a/1?token=abc#x", Some("https://platform.example.no/a/1?token=abc"))?;
        check("?token=a%26b", Some("https://platform.example.no/a/1?token=a%26b"))?;
        check("/a/1?token=first", None)?;
        check("nowhere", None)
    }
}
