//! A request for a system user as a vendor sends it (altinn.md 5.2).

use serde_json::Value;

use crate::altinn::binding::Members;
use crate::altinn::refusal::Refusal;
use crate::systems::{Right, SystemUserKind, Triple};

/// What the framework has bound. A list that is not there is another thing than an empty one.
pub(super) struct Form {
    pub(super) system: String,
    pub(super) party: String,
    pub(super) external_ref: Option<String>,
    pub(super) title: Option<String>,
    pub(super) rights: Option<Vec<Right>>,
    pub(super) packages: Option<Vec<String>>,
    pub(super) redirect_url: Option<String>,
}

impl Form {
    /// A request for an agent has no rights: they are not even read.
    pub(super) fn bind(body: &Value, kind: SystemUserKind) -> Result<Self, Refusal> {
        let members = Members::of(body)?;
        members.require(&["systemId", "partyOrgNo"])?;
        Ok(Self {
            system: members.text("systemId")?.unwrap_or_default(),
            party: members.text("partyOrgNo")?.unwrap_or_default(),
            external_ref: members.text("externalRef")?,
            title: members.text("integrationTitle")?.filter(|title| !title.is_empty()),
            rights: if kind == SystemUserKind::Standard { members.rights("rights")? } else { None },
            packages: members.packages("accessPackages")?,
            redirect_url: members.text("redirectUrl")?.filter(|url| !url.is_empty()),
        })
    }

    /// What is looked for before anything is stored: only a reference that is missing is the party's number here.
    pub(super) fn triple(&self) -> Triple<'_> {
        Triple { party: &self.party, external_ref: self.external_ref.as_ref().unwrap_or(&self.party), system: &self.system }
    }

    /// What is stored: an empty reference is the party's number as well (altinn.md 5.5).
    pub(super) fn stored_reference(&self) -> &str {
        self.external_ref.as_ref().filter(|text| !text.is_empty()).unwrap_or(&self.party)
    }
}
