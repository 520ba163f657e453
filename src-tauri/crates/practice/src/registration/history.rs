//! What has happened to a client: the portal's tab Historikk.

use serde::{Deserialize, Serialize};

/// One change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Event {
    /// Seconds since 1970.
    pub(crate) at: i64,
    pub(crate) by: Author,
    pub(crate) deed: Deed,
}

/// Through which door it came.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Author {
    /// A person in the portal.
    Portal,
    /// A program through the API, with the administration client of this id.
    Api(String),
    /// Practice itself, while a fault has another program write.
    OtherWriter,
}

/// What was done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Deed {
    Created,
    Changed,
    /// The key ids of the set that was written.
    KeysWritten(Vec<String>),
    SecretMade,
    Deactivated,
}
