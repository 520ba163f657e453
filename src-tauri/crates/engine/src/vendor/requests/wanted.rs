//! What a vendor asks a customer for, held against what it may ask before it is sent (altinn.md 5.2, 5.8).

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use super::RequestError;
use crate::altinn::{RequestKind, Right};
use crate::names::{ExternalRef, OrgNumber};
use crate::said::legible;

/// A system user that is wanted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wanted {
    /// The system's id.
    pub system: String,
    /// Who is asked, and will own it: for an accountant's system user the accountant, never the accountant's client.
    pub party: OrgNumber,
    /// Sets it apart from the party's others; the party's number where it is left out.
    pub external_ref: Option<ExternalRef>,
    /// What the customer sees it called; the system's name where it is left out.
    pub title: Option<String>,
    /// What it shall have.
    pub asked: Asked,
}

/// What a system user shall have. That of a service provider has packages alone, so there is no place for a right in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Asked {
    /// For its owner.
    Standard {
        /// As the system's own are written.
        rights: BTreeSet<Right>,
        /// URNs.
        packages: BTreeSet<String>,
    },
    /// For its owner's clients.
    Agent {
        /// URNs.
        packages: BTreeSet<String>,
    },
}

impl Asked {
    /// For whom it acts.
    #[must_use]
    pub const fn kind(&self) -> RequestKind {
        match self {
            Self::Standard { .. } => RequestKind::Standard,
            Self::Agent { .. } => RequestKind::Agent,
        }
    }

    /// Rights, and packages.
    #[must_use]
    pub fn sets(&self) -> (BTreeSet<Right>, BTreeSet<String>) {
        match self {
            Self::Standard { rights, packages } => (rights.clone(), packages.clone()),
            Self::Agent { packages } => (BTreeSet::new(), packages.clone()),
        }
    }
}

impl Wanted {
    /// Whether it can be sent.
    ///
    /// # Errors
    /// [`RequestError::NothingWanted`], [`RequestError::BadReference`].
    pub fn check(&self) -> Result<(), RequestError> {
        let (rights, packages) = self.asked.sets();
        if rights.is_empty() && packages.is_empty() {
            return Err(RequestError::NothingWanted);
        }
        if self.external_ref.as_ref().is_some_and(|reference| !fits_in_an_address(reference.as_str())) {
            return Err(RequestError::BadReference);
        }
        Ok(())
    }

    /// The reference by which Altinn finds it again.
    #[must_use]
    pub fn reference(&self) -> &str {
        self.external_ref.as_ref().map_or(self.party.as_str(), ExternalRef::as_str)
    }

    /// Its title as it is sent and kept: without signs that break a line or turn its reading, for it stands in a message to the customer.
    pub(super) fn legible_title(&self) -> Option<String> {
        self.title.as_deref().map(legible).filter(|title| !title.is_empty())
    }

    /// What is left out is not sent: an empty `externalRef` is read as another than none (altinn.md 5.5). No `redirectUrl`: it tells nothing.
    pub(super) fn body(&self) -> Value {
        let mut body = Map::from_iter([("systemId".to_owned(), json!(self.system)), ("partyOrgNo".to_owned(), json!(self.party.as_str()))]);
        if let Some(reference) = &self.external_ref {
            body.insert("externalRef".to_owned(), json!(reference.as_str()));
        }
        if let Some(title) = self.legible_title() {
            body.insert("integrationTitle".to_owned(), json!(title));
        }
        let packages = match &self.asked {
            Asked::Standard { rights, packages } => {
                body.insert("rights".to_owned(), as_rights(rights));
                packages
            }
            Asked::Agent { packages } => packages,
        };
        body.insert("accessPackages".to_owned(), as_packages(packages));
        body.into()
    }
}

/// What a system user shall have more, and what no longer.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Change {
    /// Rights that it shall have.
    pub rights: BTreeSet<Right>,
    /// Rights that it shall lose.
    pub unwanted_rights: BTreeSet<Right>,
    /// Packages that it shall have.
    pub packages: BTreeSet<String>,
    /// Packages that it shall lose.
    pub unwanted_packages: BTreeSet<String>,
}

impl Change {
    /// All four, empty or not (altinn.md 5.8).
    pub(super) fn body(&self) -> Value {
        json!({
            "requiredRights": as_rights(&self.rights),
            "unwantedRights": as_rights(&self.unwanted_rights),
            "requiredAccessPackages": as_packages(&self.packages),
            "unwantedAccessPackages": as_packages(&self.unwanted_packages),
        })
    }

    pub(super) fn is_empty(&self) -> bool {
        let (rights, packages) = ([&self.rights, &self.unwanted_rights], [&self.packages, &self.unwanted_packages]);
        rights.into_iter().all(BTreeSet::is_empty) && packages.into_iter().all(BTreeSet::is_empty)
    }
}

fn as_rights(rights: &BTreeSet<Right>) -> Value {
    rights.iter().map(Right::body).collect()
}

fn as_packages(packages: &BTreeSet<String>) -> Value {
    packages.iter().map(|package| json!({ "urn": package })).collect()
}

/// The unreserved signs of RFC 3986 §2.3, but not such dots alone as stand for a folder.
fn fits_in_an_address(reference: &str) -> bool {
    let unreserved = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
    reference.bytes().all(unreserved) && !reference.bytes().all(|byte| byte == b'.')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use url::Url;

    use super::*;
    use crate::names::NotAName;

    fn wanted(reference: Option<&str>, asked: Asked) -> Result<Wanted, NotAName> {
        let (system, party) = ("312345609_kasse".to_owned(), "315000106".parse()?);
        Ok(Wanted { system, party, external_ref: reference.map(str::parse).transpose()?, title: None, asked })
    }

    fn set(one: &str) -> BTreeSet<String> {
        BTreeSet::from([one.to_owned()])
    }

    #[test]
    fn nothing_empty_is_sent() -> Result<(), NotAName> {
        let agent = Wanted { title: Some(" ".to_owned()), ..wanted(None, Asked::Agent { packages: set("urn:a") })? };
        assert_eq!(
            agent.body(),
            json!({ "systemId": "312345609_kasse", "partyOrgNo": "315000106", "accessPackages": [{ "urn": "urn:a" }] })
        );
        let rights = BTreeSet::from([Right::to("krav"), "krav#read".parse()?]);
        let standard = wanted(Some("kunde-42"), Asked::Standard { rights, packages: BTreeSet::new() })?;
        assert_eq!(
            Wanted { title: Some("Kasse".to_owned()), ..standard }.body(),
            json!({
                "systemId": "312345609_kasse", "partyOrgNo": "315000106", "externalRef": "kunde-42", "integrationTitle": "Kasse",
                "rights": [
                    { "resource": [{ "id": "urn:altinn:resource", "value": "krav" }] },
                    { "action": "read", "resource": [{ "id": "urn:altinn:resource", "value": "krav" }] },
                ],
                "accessPackages": [],
            })
        );
        Ok(())
    }

    #[test]
    fn nothing_asked_for_is_not_sent() -> Result<(), NotAName> {
        for asked in [Asked::Agent { packages: BTreeSet::new() }, Asked::Standard { rights: BTreeSet::new(), packages: BTreeSet::new() }] {
            assert!(matches!(wanted(None, asked)?.check(), Err(RequestError::NothingWanted)));
        }
        Ok(())
    }

    #[test]
    fn a_change_has_all_four() {
        let change = Change { unwanted_packages: set("urn:a"), ..Change::default() };
        assert!(!change.is_empty() && Change::default().is_empty());
        assert_eq!(
            change.body(),
            json!({ "requiredRights": [], "unwantedRights": [], "requiredAccessPackages": [], "unwantedAccessPackages": [{ "urn": "urn:a" }] })
        );
    }

    proptest! {
        /// What is let through stands in an address as it is, as one segment.
        #[test]
        fn a_reference_that_is_let_through_is_found_again(reference in ".{0,40}|[-._~a-zA-Z0-9]{1,20}|\\.{1,3}") {
            let Ok(wanted) = wanted(Some(&reference), Asked::Agent { packages: set("urn:a") }) else { return Ok(()) };
            if wanted.check().is_ok() {
                let mut url = Url::parse("https://a.example/b").map_err(|error| TestCaseError::fail(error.to_string()))?;
                if let Ok(mut segments) = url.path_segments_mut() {
                    segments.push(wanted.reference());
                }
                prop_assert_eq!(url.path(), format!("/b/{}", wanted.reference()));
            }
        }
    }
}
