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
        let only_plain = |names: BTreeSet<String>| names.into_iter().filter(|name| is_plain(name)).collect();
        Self {
            id: row.id.to_string(),
            kind: row.kind.as_str().to_owned(),
            system: plain(&row.system),
            party: row.party.to_string(),
            party_name: row.party_name.as_deref().map(plain),
            external_ref: row.external_ref.as_ref().map(ExternalRef::to_string),
            title: row.title.as_deref().map(plain),
            rights: texts(rights),
            unwanted_rights: texts(unwanted_rights),
            packages: only_plain(packages),
            unwanted_packages: only_plain(unwanted_packages),
            system_user: row.system_user.map(|id| id.to_string()),
            // An address with a sign taken out would lead somewhere else.
            confirm_url: row.confirm_url.filter(|url| is_plain(url)),
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
        texts.all(|text| is_plain(text))
    }
}

fn breaks_reading(sign: char) -> bool {
    sign.is_control() || turns_reading(sign)
}

fn is_plain(text: &str) -> bool {
    !text.chars().any(breaks_reading)
}

/// Without the signs that are refused when the copy is read: what came into the database with them must not make the copy worthless.
fn plain(text: &str) -> String {
    text.chars().filter(|sign| !breaks_reading(*sign)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_plain_is_not_written() -> Result<(), Box<dyn std::error::Error>> {
        let own = OwnRequest {
            id: "0d1f4b6e-6ad5-4d5a-9d57-0b6a6f3f7a11".parse()?,
            kind: RequestKind::Agent,
            system: "123456785_kasse\u{7}".to_owned(),
            party: "974760673".parse()?,
            party_name: Some("Havgløtt\u{202e} AS".to_owned()),
            external_ref: None,
            title: Some("Kasse\u{202e}\n".to_owned()),
            wanted: Change { packages: ["urn:p".to_owned(), "urn:q\n".to_owned()].into(), ..Change::default() },
            system_user: None,
            confirm_url: Some("https://am.ui.tt02.altinn.no/\u{202e}x".to_owned()),
            created_at: OffsetDateTime::UNIX_EPOCH,
            standing: Standing::Waiting,
            checked_at: OffsetDateTime::UNIX_EPOCH,
        };
        let expected = OwnRequest {
            system: "123456785_kasse".to_owned(),
            party_name: Some("Havgløtt AS".to_owned()),
            title: Some("Kasse".to_owned()),
            wanted: Change { packages: ["urn:p".to_owned()].into(), ..Change::default() },
            confirm_url: None,
            ..own.clone()
        };
        assert_eq!(Request::from(own).row(), Some(expected.clone()));
        let link = OwnRequest { confirm_url: Some("https://am.ui.tt02.altinn.no/x".to_owned()), ..expected };
        assert_eq!(Request::from(link.clone()).row(), Some(link), "a plain one is written as it is");
        Ok(())
    }
}
