//! System-user requests on the page: asked for, followed, changed; and the system users that came of them.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::Problem;

mod proof;
mod view;

pub use proof::{ProveSystemUser, SystemUserProofView};

/// What is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum RequestKindName {
    /// A system user that acts for its owner.
    Standard,
    /// One that acts for its owner's clients.
    Agent,
    /// Other rights for one that is there.
    Change,
}

/// Where a request stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the same names as the engine's Standing, documented there")]
pub enum RequestStanding {
    Waiting,
    Escalated,
    Approved,
    Stale,
    Rejected,
    Denied,
    TimedOut,
    Gone,
    NoSystem,
    NoChangeNeeded,
    Unknown,
}

/// A request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct RequestView {
    /// Its id.
    pub id: String,
    /// What is asked for.
    pub kind: RequestKindName,
    /// The system's id.
    pub system: String,
    /// Nine digits of who is asked.
    pub party: String,
    /// What they are called, where that is known.
    pub party_name: Option<String>,
    /// As it was set; none where it is the party's number.
    pub external_ref: Option<String>,
    /// What the customer sees it called, where that is known.
    pub title: Option<String>,
    /// Resources, each with `#` and its action where it has one.
    pub rights: Vec<String>,
    /// Packages.
    pub packages: Vec<String>,
    /// Such rights that it shall lose.
    pub unwanted_rights: Vec<String>,
    /// Packages that it shall lose.
    pub unwanted_packages: Vec<String>,
    /// Where the customer approves, known for Altinn's own.
    pub link: Option<String>,
    /// Why the link is not shown.
    pub link_problem: Option<Problem>,
    /// RFC 3339; none where Altinn does not tell.
    pub created_at: Option<String>,
    /// Where it stands.
    pub standing: RequestStanding,
    /// RFC 3339.
    pub checked_at: Option<String>,
    /// Whether this program made it, watches it, and may delete it.
    pub own: bool,
    /// Whether it must be deleted before the same can be asked again.
    pub in_the_way: bool,
}

/// Lists requests.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct ListRequests {
    /// Those that Altinn has for a system; none: our own, wherever.
    pub system: Option<String>,
}

/// Requests.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct RequestsView {
    /// Newest first.
    pub requests: Vec<RequestView>,
    /// How many Altinn's pages left out, of those that we know.
    pub left_out: u32,
}

/// Asks a customer for a system user.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct CreateRequest {
    /// Standard or agent.
    pub kind: RequestKindName,
    /// The system's id.
    pub system: String,
    /// The customer's number, as typed.
    pub party: String,
    /// As typed; empty: none.
    pub external_ref: String,
    /// As typed; empty: the system's name.
    pub title: String,
    /// Rights, as the system has them.
    pub rights: BTreeSet<String>,
    /// Packages.
    pub packages: BTreeSet<String>,
}

/// What a request that was there asks for otherwise than was wanted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct RequestDifferenceView {
    /// Wanted, and not asked for there.
    pub missing: Vec<String>,
    /// Asked for there, and not wanted.
    pub extra: Vec<String>,
    /// Its title, where another was wanted.
    pub title: Option<String>,
}

/// A request that is there now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct CreatedRequestView {
    /// It.
    pub request: RequestView,
    /// Whether it was made now.
    pub is_new: bool,
    /// What differs, where anything does.
    pub difference: Option<RequestDifferenceView>,
}

/// One of our own requests.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct ChosenRequest {
    /// Its id.
    pub id: String,
}

/// A system.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct ChosenVendorSystem {
    /// Its id.
    pub system: String,
}

/// Asks for other rights of a system user that is there.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct ChangeSystemUser {
    /// The system's id.
    pub system: String,
    /// Owner's number.
    pub owner: String,
    /// Its reference, where it has its own.
    pub external_ref: Option<String>,
    /// Rights that it shall have, as the system has them.
    pub rights: BTreeSet<String>,
    /// Rights that it shall lose.
    pub unwanted_rights: BTreeSet<String>,
    /// Packages that it shall have.
    pub packages: BTreeSet<String>,
    /// Packages that it shall lose.
    pub unwanted_packages: BTreeSet<String>,
}

/// For whom a system user acts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum SystemUserKindName {
    /// Its owner.
    Standard,
    /// Its owner's clients.
    Agent,
    /// Something newer than this program.
    Other,
}

/// A system user.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct ListedSystemUserView {
    /// Its id.
    pub id: String,
    /// The system's id.
    pub system: String,
    /// What its owner sees it called.
    pub title: Option<String>,
    /// Nine digits.
    pub owner: String,
    /// What they are called, where that is known.
    pub owner_name: Option<String>,
    /// Its reference, where it is not the owner's number.
    pub external_ref: Option<String>,
    /// For whom it acts.
    pub kind: SystemUserKindName,
    /// Deleted by its owner.
    pub is_deleted: bool,
}

/// The system users of a system.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct SystemUsersView {
    /// As Altinn lists them.
    pub system_users: Vec<ListedSystemUserView>,
}

/// A link that a vendor sent.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct ApprovalLink {
    /// As pasted.
    pub link: String,
}

/// A link to an approval in this environment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ApprovalLinkView {
    /// As it came.
    pub link: String,
    /// What is approved by it.
    pub kind: RequestKindName,
    /// RFC 3339: when it was opened from here.
    pub opened_at: Option<String>,
    /// Whether the person says that it is approved.
    pub approved: bool,
}

/// What step 6 has come to.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SystemUserStepView {
    /// The request that was made last.
    pub request: Option<RequestView>,
    /// A token that acts as the system user.
    pub proof: Option<SystemUserProofView>,
    /// A bought system's.
    pub link: Option<ApprovalLinkView>,
}
