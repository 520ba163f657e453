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
