//! The practice panel: town, faults, town hall.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// An organisation of the town.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct OrganisationView {
    /// Nine digits.
    pub number: String,
    /// Name.
    pub name: String,
}

/// A person of the town. Invented; their number is synthetic.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PersonView {
    /// Name.
    pub name: String,
}

/// A fault. Text key `practice:fault.<name>`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct FaultView {
    /// Kebab-case name.
    pub name: String,
    /// `maskinporten`, `idporten`, `altinn`, `certificate_status`, `self_service`, `all`.
    pub concern: String,
    /// Whether it is switched on.
    pub on: bool,
}

/// The town.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PracticeView {
    /// Faults in the order of the road.
    pub faults: Vec<FaultView>,
    /// Organisations that certificates can be issued to.
    pub organisations: Vec<OrganisationView>,
    /// People who can log in.
    pub people: Vec<PersonView>,
    /// Addresses by name.
    pub addresses: Vec<(String, String)>,
    /// What practice's clock says, RFC 3339.
    pub now: String,
    /// How many days that is after today.
    pub days_ahead: i32,
    /// How long an uploaded key is unknown, in seconds.
    pub propagation_seconds: u32,
    /// Whether Maskinporten refuses undocumented claims.
    pub strict: bool,
    /// How much later than at once programs are answered.
    pub latency_milliseconds: u32,
    /// How long after its approval a system user is found, in seconds.
    pub approval_delay_seconds: u32,
    /// Scopes that can be delegated.
    pub delegable_scopes: Vec<String>,
    /// Every delegation.
    pub delegations: Vec<DelegationView>,
    /// Live systems, oldest first.
    pub systems: Vec<PracticeSystemView>,
    /// Files issued in this run, newest first.
    pub issued: Vec<IssuedFileView>,
    /// Values that an order takes: `flavour`, `issuer`, `role`, `validity`, `profile`, `tree`, `key`, `contents`. Text keys
    /// `practice:<list>.<value>`.
    pub flavours: Vec<String>,
    /// As above.
    pub issuers: Vec<String>,
    /// As above.
    pub roles: Vec<String>,
    /// As above.
    pub validities: Vec<String>,
    /// As above.
    pub profiles: Vec<String>,
    /// As above.
    pub trees: Vec<String>,
    /// As above.
    pub keys: Vec<String>,
    /// As above.
    pub contents: Vec<String>,
}

/// Switches a fault.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct SetFault {
    /// Kebab-case name.
    pub name: String,
    /// On or off.
    pub on: bool,
}

/// Moves practice's clock.
#[derive(Debug, Clone, Copy, Deserialize, TS)]
pub struct TravelInTime {
    /// Days from where it is; none: back to the present.
    pub days: Option<u32>,
}

/// How long an uploaded key is unknown.
#[derive(Debug, Clone, Copy, Deserialize, TS)]
pub struct SetPropagation {
    /// 0 to 120.
    pub seconds: u32,
}

/// A scope that one organisation lets another use on its behalf.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct DelegationView {
    /// Nine digits: on whose behalf.
    pub consumer: String,
    /// Nine digits: who owns the client.
    pub supplier: String,
    /// The scope.
    pub scope: String,
}

/// A system in the town's register.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PracticeSystemView {
    /// `{vendor}_{name}`.
    pub id: String,
    /// Nine digits.
    pub vendor: String,
    /// As it was called when it was registered.
    pub name: String,
    /// Clients that may use it.
    pub client_ids: Vec<String>,
    /// Its system users, oldest first.
    pub users: Vec<PracticeSystemUserView>,
}

/// Whether a system user can be used. Text key `practice:system_user.<state>`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "they say it")]
pub enum SystemUserState {
    Waiting,
    Approved,
    Deleted,
}

/// A system user.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PracticeSystemUserView {
    /// Its id.
    pub id: String,
    /// Nine digits: whose number the grant must have.
    pub owner: String,
    /// `externalRef`; none where it was requested without one.
    pub external_ref: Option<String>,
    /// Whether it acts for its owner's clients.
    pub agent: bool,
    /// Whether it can be used.
    pub state: SystemUserState,
}

/// Changes how the services behave; what is left out stays.
#[derive(Debug, Clone, Copy, Default, Deserialize, TS)]
pub struct SetBehaviour {
    /// Whether Maskinporten refuses undocumented claims.
    pub strict: Option<bool>,
    /// 0 to 10,000.
    pub latency_milliseconds: Option<u32>,
    /// 0 to 120.
    pub approval_delay_seconds: Option<u32>,
}

/// Delegates a scope, or takes it back.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct SetDelegation {
    /// Which.
    pub delegation: DelegationView,
    /// Given or taken back.
    pub on: bool,
}

/// Registers a system of the profile's organisation with one client on it.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct SetUpSystem {
    /// Its client.
    pub client_id: String,
    /// What to call it.
    pub name: String,
}

/// Asks an organisation for a system user.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct AddSystemUser {
    /// The system's id.
    pub system: String,
    /// Nine digits.
    pub owner: String,
    /// `externalRef`; empty for none.
    pub external_ref: String,
    /// Whether it acts for its owner's clients.
    pub agent: bool,
    /// Whether the owner approves at once.
    pub approved: bool,
}

/// What an owner does with a system user.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "they say it")]
pub enum SystemUserDecision {
    Approve,
    Delete,
}

/// Approves a system user, or deletes it.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct DecideSystemUser {
    /// Its id.
    pub id: String,
    /// What to do.
    pub decision: SystemUserDecision,
}

/// Orders a practice .p12, or the set that an issuer sends for one order. What is left out is the ordinary choice.
#[derive(Debug, Clone, Deserialize, TS)]
#[ts(optional_fields)]
#[expect(missing_docs, reason = "names of the lists in PracticeView")]
pub struct IssueCertificate {
    pub organisation: String,
    pub flavour: String,
    pub issuer: String,
    pub role: String,
    pub validity: String,
    #[serde(default)]
    pub profile: Option<String>,
    #[serde(default)]
    pub tree: Option<String>,
    #[serde(default)]
    pub key: Option<String>,
    #[serde(default)]
    pub contents: Option<String>,
}

/// Practice files of one order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct IssuedFilesView {
    /// In the order that they are listed in.
    pub files: Vec<IssuedFileView>,
}

/// Revokes a practice certificate.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct RevokeCertificate {
    /// Upper-case hexadecimal.
    pub serial: String,
}

/// A practice file on disk. Its password is no secret: the whole town knows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct IssuedFileView {
    /// Where it was saved.
    pub path: String,
    /// The certificate alone, beside it.
    pub public_path: String,
    /// Its password; empty where it has none.
    pub password: String,
    /// Organisation's number.
    pub organisation: String,
    /// Text key `practice:flavour.<name>`.
    pub flavour: String,
    /// The certificate's serial number in upper-case hexadecimal.
    pub serial: String,
    /// Whether the certificate is revoked.
    pub revoked: bool,
}
