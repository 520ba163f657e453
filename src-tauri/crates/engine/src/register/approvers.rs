//! Who can approve a system user for a unit, as far as the open register tells (altinn.md 5.7, 7.3).

use super::{Found, Holder, Register, RegisterError, Role, RoleCode, Standing};
use crate::names::OrgNumber;

/// Somebody whose role gives the right to approve.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Approver {
    /// By which role.
    pub role: RoleCode,
    /// Who.
    pub name: ApproverName,
}

/// A person, or a unit whose own people must be asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ApproverName {
    /// Their name.
    Person(String),
    /// The unit that holds the role: its own managing director or chair acts.
    Unit {
        /// Whose number.
        number: OrgNumber,
        /// What it is called.
        name: String,
    },
}

/// Who can approve.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Approvers {
    /// The unit that was asked about.
    pub of: Found,
    /// Whose roles count: the main unit's where a subunit was asked about.
    pub roles_of: OrgNumber,
    /// By role. Whoever has the package of an access manager or main administrator can approve too; that stands in no open register.
    pub approvers: Vec<Approver>,
}

impl Register {
    /// Who can approve a system user for this number.
    ///
    /// # Errors
    /// [`RegisterError`].
    pub async fn approvers(&self, number: &OrgNumber) -> Result<Approvers, RegisterError> {
        let of = self.look_up(number).await?;
        let (roles_of, standing) = match &of {
            Found::Unit(unit) => (unit.parent.clone().unwrap_or_else(|| number.clone()), Some(&unit.standing)),
            Found::Removed | Found::Unknown => (number.clone(), None),
        };
        let approvers = match standing {
            None | Some(Standing::Deleted(_)) => Vec::new(),
            Some(standing) => among(self.roles(&roles_of).await?, standing),
        };
        Ok(Approvers { of, roles_of, approvers })
    }
}

/// The key roles (altinn.md 7.3). A bankrupt unit is its estate's, and nobody else's.
fn among(roles: Vec<Role>, standing: &Standing) -> Vec<Approver> {
    let counts = |role: &RoleCode| match standing {
        Standing::Bankrupt => *role == RoleCode::EstateAdministrator,
        _ => matches!(
            role,
            RoleCode::ManagingDirector
                | RoleCode::Chair
                | RoleCode::Proprietor
                | RoleCode::GeneralPartner
                | RoleCode::Partner
                | RoleCode::ManagingShipowner
        ),
    };
    let named = |holder: Holder| match holder {
        Holder::Person { name } => Some(ApproverName::Person(name)),
        Holder::Unit { number, name, is_deleted: false } => Some(ApproverName::Unit { number, name }),
        Holder::Unit { .. } => None,
    };
    let mut approvers: Vec<Approver> = roles
        .into_iter()
        .filter(|role| counts(&role.code))
        .filter_map(|Role { code, holder }| named(holder).map(|name| Approver { role: code, name }))
        .collect();
    approvers.sort_by(|one, other| one.role.cmp(&other.role));
    approvers
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bankrupt_unit_is_its_estate_s() {
        let role = |code: RoleCode, name: &str| Role { code, holder: Holder::Person { name: name.into() } };
        let roles = || {
            let board = [RoleCode::Other("MEDL".into()), RoleCode::Chair, RoleCode::ManagingDirector];
            let mut roles: Vec<Role> = board.into_iter().map(|code| role(code, "Styret")).collect();
            roles.push(role(RoleCode::EstateAdministrator, "Boet"));
            roles
        };
        let names = |standing: Standing| among(roles(), &standing).into_iter().map(|one| one.role).collect::<Vec<_>>();
        assert_eq!(names(Standing::Live), [RoleCode::ManagingDirector, RoleCode::Chair]);
        assert_eq!(names(Standing::WindingUp), [RoleCode::ManagingDirector, RoleCode::Chair]);
        assert_eq!(names(Standing::Bankrupt), [RoleCode::EstateAdministrator]);
    }
}
