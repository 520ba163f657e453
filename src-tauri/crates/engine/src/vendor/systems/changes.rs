//! What was done to a system, and when.

use serde_json::{Map, Value};
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

use super::address::{address, unknown};
use crate::altinn::{SYSTEM_REGISTER_SCOPE, member};
use crate::http::Request;
use crate::vendor::{Vendor, VendorError};

const CHANGELOG: &str = "/authentication/api/v1/systemregister/vendor/{systemId}/changelog";

/// What was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChangeKind {
    /// Registered.
    Create,
    /// Changed.
    Update,
    /// Its rights were replaced.
    Rights,
    /// Its access packages were replaced.
    Packages,
    /// Deleted.
    Delete,
    /// What Altinn does not say, or what is newer than this program.
    Other,
}

/// An entry of the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// When.
    pub at: Option<OffsetDateTime>,
    /// What was done.
    pub kind: ChangeKind,
    /// Whose token did it: nine digits, where it is told.
    pub by: Option<String>,
    /// The client of that token, where it is told.
    pub client: Option<String>,
    /// What it was changed to, as the register keeps it; empty where nothing is told.
    pub data: String,
}

/// The log of a system, newest first.
///
/// # Errors
/// [`VendorError`]; [`crate::altinn::AltinnError::UnknownSystem`] when the register has none.
pub async fn changes(system: &str, vendor: &Vendor) -> Result<Vec<Change>, VendorError> {
    vendor.step("vendor.system_changes", ask(system, vendor).await)
}

async fn ask(system: &str, vendor: &Vendor) -> Result<Vec<Change>, VendorError> {
    let url = address(system, Some("changelog"), vendor)?;
    let answer = vendor.send(Request::get(&url, CHANGELOG).of_a_list(), &SYSTEM_REGISTER_SCOPE).await;
    let told: Vec<Map<String, Value>> = answer.map_err(|error| unknown(error, system))?.json()?;
    let mut changes: Vec<Change> = told.iter().map(Change::from_told).collect();
    changes.sort_by_key(|change| std::cmp::Reverse(change.at));
    Ok(changes)
}

impl Change {
    pub(super) fn from_told(told: &Map<String, Value>) -> Self {
        let text = |name: &str| member(told, name).and_then(Value::as_str).filter(|text| !text.is_empty()).map(str::to_owned);
        let data = match member(told, "changedData") {
            None | Some(Value::Null) => String::new(),
            Some(Value::String(text)) => text.clone(),
            Some(data) => serde_json::to_string_pretty(data).unwrap_or_default(),
        };
        Self {
            at: text("created").and_then(|at| OffsetDateTime::parse(&at, &Rfc3339).ok()),
            kind: ChangeKind::from(text("changeType").unwrap_or_default().as_str()),
            by: text("changedByOrgNumber"),
            client: text("clientId"),
            data,
        }
    }
}

impl From<&str> for ChangeKind {
    fn from(told: &str) -> Self {
        match told.to_ascii_lowercase().as_str() {
            "create" => Self::Create,
            "update" => Self::Update,
            "rightsupdate" => Self::Rights,
            "accesspackageupdate" => Self::Packages,
            "delete" => Self::Delete,
            _ => Self::Other,
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn an_entry_is_read_whatever_is_in_it() {
        let read = |told: Value| Change::from_told(&told.as_object().cloned().unwrap_or_default());
        let whole = read(json!({
            "systemInternalId": "3f2504e0-4f89-41d3-9a0c-0305e82c3301", "changedByOrgNumber": "312345609", "changeType": "rightsupdate",
            "changedData": { "rights": [] }, "clientId": "c-1", "created": "2026-11-01T10:00:00.1234567Z",
        }));
        assert_eq!((whole.kind, whole.by.as_deref(), whole.client.as_deref()), (ChangeKind::Rights, Some("312345609"), Some("c-1")));
        assert!(whole.at.is_some() && whole.data.contains("\"rights\""));
        let bare = read(json!({ "changeType": "AccessPackageUpdate", "changedData": "text", "created": "yesterday" }));
        assert_eq!((bare.kind, bare.at, bare.data.as_str()), (ChangeKind::Packages, None, "text"));
        assert_eq!(read(json!({ "changeType": 7 })).kind, ChangeKind::Other);
    }
}
