//! The record of a town: what practice remembers.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::delegation::Delegation;
use crate::legacy::EnterpriseUser;
use crate::registration::Client;
use crate::settings::Settings;
use crate::systems::{ChangeRequest, Request, System, SystemUser};

/// Everything that the person's choices in practice have changed.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Record {
    /// By client id.
    pub(crate) clients: BTreeMap<String, Client>,
    /// Scopes that a person has consented to: national id, then client id.
    pub(crate) consents: BTreeMap<String, BTreeMap<String, BTreeSet<String>>>,
    /// DER in standard base64, by the name of the authority with the ids of its keys.
    pub(crate) authorities: BTreeMap<String, String>,
    /// Every certificate that was issued, by serial number in upper-case hexadecimal.
    pub(crate) issued: BTreeMap<String, Issued>,
    /// Scopes that an organisation has been given beyond what the town grants: by its number, since when.
    pub(crate) granted: BTreeMap<String, BTreeMap<String, i64>>,
    /// How far the town's clock is ahead of the computer's, in seconds.
    pub(crate) advanced: i64,
    /// How the services behave, as far as somebody has chosen it.
    #[serde(flatten)]
    pub(crate) settings: Settings,
    /// Who may use which scope for whom, once somebody has changed what the town began with.
    pub(crate) delegations: Option<BTreeSet<Delegation>>,
    /// Users that organisations made with the old Altinn, by name.
    pub(crate) enterprise_users: BTreeMap<String, EnterpriseUser>,
    /// Altinn's system register, by the system's id. A deleted system stays: its id is never used again.
    pub(crate) systems: BTreeMap<String, System>,
    /// Requests for system users, by id. A deleted one stays.
    pub(crate) requests: BTreeMap<String, Request>,
    /// Requests to change system users, by the vendor's correlation id.
    pub(crate) change_requests: BTreeMap<String, ChangeRequest>,
    /// By the id of the request that each came of. A deleted one stays.
    pub(crate) system_users: BTreeMap<String, SystemUser>,
}

/// A certificate of an authority's.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Issued {
    /// Its seat's name.
    pub(crate) authority: String,
    pub(crate) organisation: String,
    pub(crate) file_name: String,
    /// Seconds since 1970.
    pub(crate) at: i64,
    pub(crate) revocation: Option<Revocation>,
}

/// That a certificate is not to be trusted any more.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Revocation {
    /// Seconds since 1970.
    pub(crate) at: i64,
    /// CRLReason of RFC 5280 §5.3.1.
    pub(crate) reason: Reason,
}

/// Why practice revokes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Reason {
    KeyCompromise = 1,
    Superseded = 4,
}
