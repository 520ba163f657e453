//! Enhetsregisteret on the page: who a number is, who can approve for it, whose accountant it is.

use inngang_engine::register::{Approver, ApproverName, Approvers, Found, RegisteredClient, RegisteredClients, Standing, Unit};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Looks a number up in the register.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct LookUpOrganisation {
    /// As it was typed: spaces, `NO … MVA` and `0192:` are taken.
    pub number: String,
}

/// How a unit stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum UnitStanding {
    /// It lives.
    Live,
    /// It is being wound up.
    WindingUp,
    /// It is bankrupt.
    Bankrupt,
    /// It is deleted.
    Deleted,
    /// It was taken out of the open data.
    Removed,
    /// The register knows no such number.
    Unknown,
}

/// What the register says of a number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct UnitView {
    /// Nine digits.
    pub number: String,
    /// As the register writes it, in upper case; none for a number that it does not know.
    pub name: Option<String>,
    /// Form code: `AS`, `BEDR` …
    pub form: Option<String>,
    /// The form in the register's Norwegian words.
    pub form_name: Option<String>,
    /// How it stands.
    pub standing: UnitStanding,
    /// The day of its deletion, `YYYY-MM-DD`.
    pub deleted_on: Option<String>,
    /// The main unit's number, for a subunit.
    pub parent: Option<String>,
    /// Whether it is a subunit.
    pub is_subunit: bool,
    /// Where it is.
    pub place: Option<String>,
    /// The number looks as if it were another environment's.
    pub looks_foreign: bool,
}

/// Somebody who can approve.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct ApproverView {
    /// Text key of the role: `managing_director`, `chair` …
    pub role: String,
    /// A person's name, or a unit's.
    pub name: String,
    /// The unit's number, where it is one.
    pub number: Option<String>,
}

/// Who can approve a system user for a unit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct ApproversView {
    /// The unit.
    pub unit: UnitView,
    /// Whose roles these are: the main unit's, for a subunit.
    pub roles_of: String,
    /// By role; none where the register tells of nobody.
    pub approvers: Vec<ApproverView>,
}

/// A client that the register knows of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct RegisteredClientView {
    /// Nine digits.
    pub number: String,
    /// Name.
    pub name: String,
    /// Text keys of the roles: `accountant`, `auditor` …
    pub roles: Vec<String>,
}

/// The clients of a firm.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct RegisteredClientsView {
    /// The firm's number.
    pub firm: String,
    /// By number.
    pub clients: Vec<RegisteredClientView>,
    /// Left out, since no role there is held any more.
    pub left_out: u32,
}

impl UnitView {
    /// What was found under a number.
    #[must_use]
    pub fn new(number: &str, found: &Found, looks_foreign: bool) -> Self {
        let bare = Self {
            number: number.to_owned(),
            name: None,
            form: None,
            form_name: None,
            standing: UnitStanding::Unknown,
            deleted_on: None,
            parent: None,
            is_subunit: false,
            place: None,
            looks_foreign,
        };
        match found {
            Found::Unknown => bare,
            Found::Removed => Self { standing: UnitStanding::Removed, ..bare },
            Found::Unit(unit) => Self::of(unit, bare),
        }
    }

    fn of(unit: &Unit, bare: Self) -> Self {
        let (standing, deleted_on) = match &unit.standing {
            Standing::Live => (UnitStanding::Live, None),
            Standing::WindingUp => (UnitStanding::WindingUp, None),
            Standing::Bankrupt => (UnitStanding::Bankrupt, None),
            Standing::Deleted(day) => (UnitStanding::Deleted, day.clone()),
        };
        let some = |text: &String| Some(text.clone()).filter(|text| !text.is_empty());
        Self {
            name: some(&unit.name),
            form: some(&unit.form),
            form_name: some(&unit.form_name),
            standing,
            deleted_on,
            parent: unit.parent.as_ref().map(ToString::to_string),
            is_subunit: unit.is_subunit,
            place: unit.place.clone(),
            ..bare
        }
    }
}

impl From<&Approver> for ApproverView {
    fn from(approver: &Approver) -> Self {
        let (name, number) = match &approver.name {
            ApproverName::Person(name) => (name.clone(), None),
            ApproverName::Unit { number, name } => (name.clone(), Some(number.to_string())),
        };
        Self { role: approver.role.name().to_owned(), name, number }
    }
}

impl ApproversView {
    /// Who can approve for a number.
    #[must_use]
    pub fn new(number: &str, approvers: &Approvers, looks_foreign: bool) -> Self {
        Self {
            unit: UnitView::new(number, &approvers.of, looks_foreign),
            roles_of: approvers.roles_of.to_string(),
            approvers: approvers.approvers.iter().map(ApproverView::from).collect(),
        }
    }
}

impl From<&RegisteredClient> for RegisteredClientView {
    fn from(client: &RegisteredClient) -> Self {
        let roles = client.roles.iter().map(|role| role.name().to_owned()).collect();
        Self { number: client.number.to_string(), name: client.name.clone(), roles }
    }
}

impl RegisteredClientsView {
    /// The clients of a firm.
    #[must_use]
    pub fn new(firm: &str, clients: &RegisteredClients) -> Self {
        Self {
            firm: firm.to_owned(),
            clients: clients.clients.iter().map(RegisteredClientView::from).collect(),
            left_out: u32::try_from(clients.left_out).unwrap_or(u32::MAX),
        }
    }
}
