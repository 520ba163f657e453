//! System-user requests, as the platform tells their vendor of them (altinn.md 5.3, 5.4).

use serde::{Deserialize, Deserializer};
use serde_json::{Map, Value};
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;
use url::Url;

use super::{AltinnError, AltinnId, Identified, Platform, Right, member, package_of};
use crate::http::Request;
use crate::problem::Explain as _;
use crate::said::readable;
use crate::secret::Secret;

/// Requests that the vendor has made.
pub(crate) const REQUESTS: &str = "/authentication/api/v1/systemuser/request/vendor";
const BY_REFERENCE: &str = "/authentication/api/v1/systemuser/request/vendor/byexternalref/{systemId}/{orgNo}/{externalRef}";

/// Reads the vendor's own requests.
pub const REQUEST_READ_SCOPE: &str = "altinn:authentication/systemuser.request.read";
/// Makes requests and deletes them; finds one system user too (altinn.md 6.1).
pub const REQUEST_WRITE_SCOPE: &str = "altinn:authentication/systemuser.request.write";

/// What is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum RequestKind {
    /// A system user that acts for its owner.
    Standard,
    /// One that acts for its owner's clients.
    Agent,
    /// Other rights for a system user that is there.
    Change,
}

impl RequestKind {
    /// Every kind.
    pub const ALL: [Self; 3] = [Self::Standard, Self::Agent, Self::Change];

    /// Lower-case name, as in text keys.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Standard => "standard",
            Self::Agent => "agent",
            Self::Change => "change",
        }
    }

    /// The kind with this name.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == name)
    }
}

/// The answer that Altinn has so far (altinn.md 5.4).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RequestStatus {
    /// Nobody has answered.
    New,
    /// The customer said yes.
    Accepted,
    /// The customer said no.
    Rejected,
    /// Closed by administration.
    Denied,
    /// Too old.
    TimedOut,
    /// A change that asks for what is there already.
    NoChangeNeeded,
    /// Something newer than this program.
    Other(String),
}

impl RequestStatus {
    fn read(name: &str) -> Self {
        match name.to_ascii_lowercase().as_str() {
            "new" => Self::New,
            "accepted" => Self::Accepted,
            "rejected" => Self::Rejected,
            "denied" => Self::Denied,
            "timedout" => Self::TimedOut,
            "nochangeneeded" => Self::NoChangeNeeded,
            _ => Self::Other(name.to_owned()),
        }
    }
}

/// A request, as Altinn has it. What an answer leaves out is empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SystemUserRequest {
    /// Stable; the system user gets the same.
    pub id: AltinnId,
    /// The system's id.
    pub system: String,
    /// Nine digits of who is asked, and will own the system user.
    pub party: String,
    /// Altinn writes the party's number where it was left out.
    pub external_ref: Option<String>,
    /// What the customer sees it called.
    pub title: Option<String>,
    /// As the system's own are written.
    pub rights: Vec<Right>,
    /// URNs of access packages.
    pub packages: Vec<String>,
    /// The answer so far.
    pub status: RequestStatus,
    /// More than half a year old, whatever the status (altinn.md 5.4).
    pub timed_out: bool,
    /// Somebody who may not approve has sent it on to those who may.
    pub escalated: bool,
    /// When it was made.
    pub created: Option<OffsetDateTime>,
    /// Where the customer approves, as it came. It is opened when [`crate::vendor::requests::ConfirmUrl`] has looked at it, and not before.
    pub confirm_url: Option<String>,
}

impl SystemUserRequest {
    /// The reference that a grant must name, unless it is the party's number: that one it may leave out.
    #[must_use]
    pub fn reference(&self) -> &str {
        self.external_ref.as_deref().filter(|reference| !reference.is_empty()).unwrap_or(&self.party)
    }

    fn from_told(told: &Map<String, Value>) -> Option<Self> {
        let named = |name: &str| member(told, name);
        let text = |name: &str| named(name).and_then(Value::as_str).filter(|text| !text.is_empty()).map(str::to_owned);
        let flag = |name: &str| named(name).and_then(Value::as_bool).unwrap_or_default();
        let each = |name: &str| named(name).and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
        // A change request tells of what it adds under another name.
        let rights = [each("rights"), each("requiredRights")].concat();
        let packages = [each("accessPackages"), each("requiredAccessPackages")].concat();
        Some(Self {
            id: text("id")?.parse().ok()?,
            system: text("systemId").unwrap_or_default(),
            party: text("partyOrgNo").unwrap_or_default(),
            external_ref: text("externalRef"),
            title: text("integrationTitle").map(|title| readable(&title)),
            rights: rights.iter().filter_map(Right::of).collect(),
            packages: packages.iter().filter_map(package_of).map(str::to_owned).collect(),
            status: RequestStatus::read(named("status").and_then(Value::as_str).unwrap_or_default()),
            timed_out: flag("timedOut"),
            escalated: flag("escalated"),
            created: text("created").and_then(|text| OffsetDateTime::parse(&text, &Rfc3339).ok()),
            confirm_url: text("confirmUrl"),
        })
    }
}

impl<'de> Deserialize<'de> for SystemUserRequest {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::from_told(&Map::deserialize(deserializer)?).ok_or_else(|| serde::de::Error::missing_field("id"))
    }
}

/// The address of the vendor's requests of a kind, with these segments after it.
pub(crate) fn address(kind: RequestKind, segments: &[&str], platform: &Platform) -> Result<Url, AltinnError> {
    let mut url = match kind {
        RequestKind::Change => platform.url("/authentication/api/v1/systemuser/changerequest/vendor")?,
        RequestKind::Standard | RequestKind::Agent => platform.url(REQUESTS)?,
    };
    if let Ok(mut path) = url.path_segments_mut() {
        path.extend((kind == RequestKind::Agent).then_some("agent")).extend(segments);
    }
    Ok(url)
}

/// The request for exactly this system, party and reference; none when there is none of ours. It is Maskinporten's own token.
pub(crate) async fn request_by_reference(
    kind: RequestKind,
    [system, party, reference]: [&str; 3],
    token: &Secret<String>,
    platform: &Platform,
) -> Result<Option<SystemUserRequest>, AltinnError> {
    let url = address(kind, &["byexternalref", system, party, reference], platform)?;
    let answer = platform.send(Request::get(&url, BY_REFERENCE).bearer(token), &[REQUEST_READ_SCOPE]).await;
    present(answer)?.map(|response| response.json::<Identified<_>>()?.known()).transpose()
}

/// Nothing where Altinn says that there is none such. That a system is unknown (AUTH-00011) is an error: it says nothing of the request.
pub(crate) fn present<T>(answer: Result<T, AltinnError>) -> Result<Option<T>, AltinnError> {
    let error = match answer {
        Ok(there) => return Ok(Some(there)),
        Err(error @ AltinnError::Http(_)) => return Err(error),
        Err(error) => error,
    };
    let said = error.explain().said.unwrap_or_default();
    if said.status == Some(404) && said.error.as_deref() != Some("AUTH-00011") { Ok(None) } else { Err(error) }
}

#[cfg(test)]
mod tests {
    use super::*;

    type Outcome = Result<(), serde_json::Error>;

    fn read(text: &str) -> Result<SystemUserRequest, serde_json::Error> {
        serde_json::from_str(text)
    }

    #[test]
    fn a_request_is_read_bare_and_full() -> Outcome {
        let bare = read(r#"{ "id": "0d1f4b6e-6ad5-4d5a-9d57-0b6a6f3f7a11", "partyOrgNo": "315000106", "externalRef": "" }"#)?;
        assert_eq!((bare.reference(), &bare.status, bare.timed_out), ("315000106", &RequestStatus::Other(String::new()), false));
        let full = read(
            r#"{ "id": "0d1f4b6e-6ad5-4d5a-9d57-0b6a6f3f7a11", "systemId": "312345609_kasse", "partyOrgNo": "315000106", "externalRef": "kunde-42", "integrationTitle": "Kasse",
                 "rights": [{ "action": "read", "resource": [{ "id": "urn:altinn:resource", "value": "krav" }] }],
                 "accessPackages": [{ "urn": "urn:a:b:c" }], "status": "New", "escalated": true, "timedOut": true, "created": "2026-11-01T10:00:00.1234567Z", "future": 1,
                 "confirmUrl": "https://am.ui.altinn.no/x" }"#,
        )?;
        assert_eq!((full.reference(), &full.status, full.escalated, full.timed_out), ("kunde-42", &RequestStatus::New, true, true));
        assert_eq!((full.rights[0].to_string().as_str(), full.packages), ("krav#read", vec!["urn:a:b:c".to_owned()]));
        assert_eq!(full.created.map(OffsetDateTime::unix_timestamp), Some(1_793_527_200));
        assert!(read("{}").is_err() && read("[]").is_err() && read(r#"{ "id": 7 }"#).is_err());
        Ok(())
    }

    /// It stands in the message to the customer, beside the link.
    #[test]
    fn a_title_adds_no_line_to_a_message() -> Outcome {
        let told = read(
            r#"{ "id": "0d1f4b6e-6ad5-4d5a-9d57-0b6a6f3f7a11", "integrationTitle": "Kasse\n\nGodkjenn her: https://x.example\u202e" }"#,
        )?;
        assert_eq!(told.title.as_deref(), Some("Kasse  Godkjenn her: https://x.example"));
        let user: crate::altinn::SystemUser = serde_json::from_str(
            r#"{ "id": "0d1f4b6e-6ad5-4d5a-9d57-0b6a6f3f7a11", "reporteeOrgNo": "2", "integrationTitle": "A\r\nB" }"#,
        )?;
        assert_eq!(user.title.as_deref(), Some("A  B"));
        Ok(())
    }

    #[test]
    fn a_status_is_read_in_any_letters() {
        for (name, expected) in [
            ("New", RequestStatus::New),
            ("accepted", RequestStatus::Accepted),
            ("REJECTED", RequestStatus::Rejected),
            ("Timedout", RequestStatus::TimedOut),
            ("NoChangeNeeded", RequestStatus::NoChangeNeeded),
            ("Paused", RequestStatus::Other("Paused".to_owned())),
        ] {
            assert_eq!(RequestStatus::read(name), expected);
        }
    }
}
