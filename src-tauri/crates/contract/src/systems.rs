//! The vendor's systems on the page: shown, filled in, changed, deleted.

mod view;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::Problem;

/// A text in the three languages; empty where there is none.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct TextsView {
    /// Bokmål.
    pub nb: String,
    /// Nynorsk.
    pub nn: String,
    /// English.
    pub en: String,
}

/// A system.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SystemView {
    /// The vendor's number, `_`, and a name.
    pub id: String,
    /// What people call it.
    pub name: TextsView,
    /// What it does.
    pub description: TextsView,
    /// Maskinporten clients.
    pub client_ids: Vec<String>,
    /// Where the approval of a request may lead.
    pub redirect_urls: Vec<String>,
    /// Ids in the resource registry.
    pub resources: Vec<String>,
    /// Rights as the register has them: a resource, with `#` and its action where it has one.
    pub rights: Vec<String>,
    /// URNs of access packages.
    pub packages: Vec<String>,
    /// Whether customers can make a system user of it by themselves.
    pub visible: bool,
    /// Gone, and its system users with it.
    pub deleted: bool,
    /// What tells this form of it from an earlier or a later one.
    pub version: String,
}

/// The vendor's systems.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SystemsView {
    /// Nine digits of the vendor.
    pub vendor: String,
    /// The client that asks, which a new system is offered.
    pub client_id: String,
    /// By id.
    pub systems: Vec<SystemView>,
}

/// Names a system.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct ChosenSystem {
    /// Its id.
    pub id: String,
}

/// A form that is filled in.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct SaveSystem {
    /// Its id; of one that is opened, its own.
    pub id: String,
    /// The version that was opened; none for a new system.
    pub opened: Option<String>,
    /// What people call it.
    pub name: TextsView,
    /// What it does.
    pub description: TextsView,
    /// Maskinporten clients.
    pub client_ids: Vec<String>,
    /// Where the approval of a request may lead.
    pub redirect_urls: Vec<String>,
    /// Ids in the resource registry.
    pub resources: Vec<String>,
    /// URNs of access packages.
    pub packages: Vec<String>,
    /// Whether customers can make a system user of it by themselves.
    pub visible: bool,
}

/// A field of the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the same names as the engine's Field, documented there")]
pub enum SystemField {
    Id,
    Vendor,
    Name,
    Description,
    Clients,
    RedirectUrls,
    Resources,
    Packages,
    Visible,
    Other,
}

/// What is wrong with a field, or good to know of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SystemFindingView {
    /// Where.
    pub field: SystemField,
    /// What, and what to do.
    pub problem: Problem,
    /// Whether it stands in the way.
    pub blocks: bool,
}

/// How saving went.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SavedSystemView {
    /// As it stands now; none when nothing was saved.
    pub system: Option<SystemView>,
    /// What is wrong, or good to know.
    pub findings: Vec<SystemFindingView>,
}

/// Deletes a system for good.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct DeleteSystem {
    /// Its id.
    pub id: String,
    /// What was typed to confirm it.
    pub typed: String,
}

/// What was done to a system.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the same names as the engine's ChangeKind, documented there")]
pub enum SystemChangeKind {
    Create,
    Update,
    Rights,
    Packages,
    Delete,
    Other,
}

/// An entry of a system's log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SystemChangeView {
    /// RFC 3339.
    pub at: Option<String>,
    /// What was done.
    pub kind: SystemChangeKind,
    /// Nine digits of whose token did it.
    pub by: Option<String>,
    /// The client of that token.
    pub client_id: Option<String>,
    /// What it was changed to, as the register keeps it; may be empty.
    pub data: String,
}

/// A system's log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SystemChangesView {
    /// Newest first.
    pub changes: Vec<SystemChangeView>,
}
