//! A request of ours in the copy, where it belongs as clients do: one that is not known is neither watched nor deleted.
//!
//! It goes to the same organisation in the same environment, as all of a copy does: nowhere else does its id name anything.

use std::collections::BTreeSet;

use inngang_engine::altinn::{RequestKind, Right};
use inngang_engine::names::{ExternalRef, NotAName, turns_reading};
use inngang_engine::vendor::requests::{Change, OwnRequest, Standing};
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

use super::moment;

#[derive(Serialize, Deserialize)]
pub(super) struct Request {
    id: String,
    kind: String,
    system: String,
    party: String,
    party_name: Option<String>,
    external_ref: Option<String>,
    title: Option<String>,
    rights: Vec<String>,
    unwanted_rights: Vec<String>,
    packages: BTreeSet<String>,
    unwanted_packages: BTreeSet<String>,
    system_user: Option<String>,
    confirm_url: Option<String>,
    #[serde(with = "moment")]
    created_at: OffsetDateTime,
    standing: String,
    #[serde(with = "moment")]
    checked_at: OffsetDateTime,
}

impl From<OwnRequest> for Request {
    fn from(row: OwnRequest) -> Self {
        let Change { rights, unwanted_rights, packages, unwanted_packages } = row.wanted;
        let texts = |rights: BTreeSet<Right>| rights.iter().map(Right::to_string).collect();
        Self {
            id: row.id.to_string(),
            kind: row.kind.as_str().to_owned(),
            system: row.system,
            party: row.party.to_string(),
            party_name: row.party_name,
            external_ref: row.external_ref.as_ref().map(ExternalRef::to_string),
            title: row.title,
            rights: texts(rights),
            unwanted_rights: texts(unwanted_rights),
            packages,
            unwanted_packages,
            system_user: row.system_user.map(|id| id.to_string()),
            confirm_url: row.confirm_url,
            created_at: row.created_at,
            standing: row.standing.as_str().to_owned(),
            checked_at: row.checked_at,
        }
    }
}

impl Request {
    /// The row, or nothing when something in it is not what it must be.
    pub(super) fn row(self) -> Option<OwnRequest> {
        if !self.is_plain() {
            return None;
        }
        let rights = |texts: &[String]| texts.iter().map(|text| text.parse()).collect::<Result<BTreeSet<Right>, NotAName>>().ok();
        Some(OwnRequest {
            id: self.id.parse().ok()?,
            kind: RequestKind::parse(&self.kind)?,
            system: self.system,
            party: self.party.parse().ok()?,
            party_name: self.party_name,
            external_ref: self.external_ref.map(|text| text.parse()).transpose().ok()?,
            title: self.title,
            wanted: Change {
                rights: rights(&self.rights)?,
                unwanted_rights: rights(&self.unwanted_rights)?,
                packages: self.packages,
                unwanted_packages: self.unwanted_packages,
            },
            system_user: self.system_user.map(|text| text.parse()).transpose().ok()?,
            confirm_url: self.confirm_url,
            created_at: self.created_at,
            standing: Standing::parse(&self.standing)?,
            checked_at: self.checked_at,
        })
    }

    /// Its words stand in a message to the customer, each on its line.
    fn is_plain(&self) -> bool {
        let texts = [Some(&self.system), self.party_name.as_ref(), self.title.as_ref(), self.confirm_url.as_ref()];
        let mut texts = texts.into_iter().flatten().chain(&self.packages).chain(&self.unwanted_packages);
        texts.all(|text| !text.chars().any(|sign| sign.is_control() || turns_reading(sign)))
    }
}
