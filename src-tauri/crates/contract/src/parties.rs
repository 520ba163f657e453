//! Parties on the page: whom one may act for, and what Dialogporten has of them.

use std::collections::BTreeMap;

use inngang_engine::altinn::dialogporten::{Dialog, Dialogs};
use inngang_engine::altinn::{Party, PartyKind};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Who asks Altinn.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum ActingAs {
    /// The person who is logged in.
    Person,
    /// A system user, with a token by the wizard's client.
    SystemUser {
        /// Whose it is: an organisation number as typed.
        owner: String,
        /// What it was requested with; empty where that was nothing.
        external_ref: String,
    },
}

/// Asks whom one may act for.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, TS)]
pub struct ListParties {
    /// Who asks.
    pub acting_as: ActingAs,
}

/// What a party is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum PartyKindView {
    /// A person.
    Person,
    /// An organisation or a subunit.
    Organisation,
    /// A person without a national id.
    SelfIdentified,
    /// Something newer than this program.
    Other,
}

/// Somebody to act for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct PartyView {
    /// Stable id.
    pub uuid: String,
    /// Name.
    pub name: String,
    /// Nine digits.
    pub organisation: Option<String>,
    /// What it is.
    pub kind: PartyKindView,
    /// Register form: `AS`, `BEDR` …
    pub form: Option<String>,
    /// Struck from the register.
    pub deleted: bool,
    /// Shown because of a subunit; there is no access to this one.
    pub hierarchy_only: bool,
    /// Access packages by bare name.
    pub packages: Vec<String>,
    /// Resource ids.
    pub resources: Vec<String>,
    /// Role codes.
    pub roles: Vec<String>,
    /// The same again, below.
    pub subunits: Vec<PartyView>,
}

/// Whom one may act for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct PartiesView {
    /// Main units with their subunits below them.
    pub parties: Vec<PartyView>,
}

/// Asks for the dialogs of an organisation.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, TS)]
pub struct ListDialogs {
    /// Who asks.
    pub acting_as: ActingAs,
    /// Whose: an organisation number as typed.
    pub organisation: String,
    /// What the page before ended with.
    pub after: Option<String>,
}

/// A dialog.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct DialogView {
    /// Stable id.
    pub id: String,
    /// What it is about, by language; one without a language is under the empty key.
    pub title: BTreeMap<String, String>,
    /// The service owner's code.
    pub owner: String,
    /// The resource that it belongs to.
    pub resource: String,
    /// As Dialogporten calls it.
    pub status: String,
    /// ISO 8601.
    pub updated_at: String,
    /// When something must be done; ISO 8601.
    pub due_at: Option<String>,
}

/// A page of dialogs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct DialogsView {
    /// Newest first. None proves nothing.
    pub dialogs: Vec<DialogView>,
    /// What the next page is asked for with; none on the last.
    pub next: Option<String>,
}

impl From<Party> for PartyView {
    fn from(party: Party) -> Self {
        let kind = match party.kind {
            PartyKind::Person => PartyKindView::Person,
            PartyKind::Organisation => PartyKindView::Organisation,
            PartyKind::SelfIdentified => PartyKindView::SelfIdentified,
            PartyKind::Other => PartyKindView::Other,
        };
        Self {
            uuid: party.uuid,
            name: party.name,
            organisation: party.organisation,
            kind,
            form: party.unit_type,
            deleted: party.is_deleted,
            hierarchy_only: party.only_hierarchy_element_with_no_access,
            packages: party.packages,
            resources: party.resources,
            roles: party.roles,
            subunits: party.subunits.into_iter().map(Self::from).collect(),
        }
    }
}

impl From<Dialog> for DialogView {
    fn from(dialog: Dialog) -> Self {
        let Dialog { id, title, owner, resource, status, updated_at, due_at } = dialog;
        Self { id, title: title.into_iter().collect(), owner, resource, status, updated_at, due_at }
    }
}

impl From<Dialogs> for DialogsView {
    fn from(dialogs: Dialogs) -> Self {
        Self { dialogs: dialogs.items.into_iter().map(DialogView::from).collect(), next: dialogs.next }
    }
}
