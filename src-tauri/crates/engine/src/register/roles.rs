//! The roles in a unit: who holds which, as the register tells everybody (altinn.md 7.8, "Roles").

use serde_json::Value;

use super::{Register, RegisterError, code, text};
use crate::http::Request;
use crate::names::OrgNumber;
use crate::said::readable;

/// What somebody is in a unit.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum RoleCode {
    /// `DAGL`, managing director.
    ManagingDirector,
    /// `LEDE`, chair of the board.
    Chair,
    /// `INNH`, proprietor of a sole proprietorship.
    Proprietor,
    /// `KOMP`, general partner.
    GeneralPartner,
    /// `DTPR` or `DTSO`, partner.
    Partner,
    /// `BEST`, managing shipowner.
    ManagingShipowner,
    /// `BOBE`, administrator of an estate.
    EstateAdministrator,
    /// `REGN`, accountant.
    Accountant,
    /// `REVI`, auditor.
    Auditor,
    /// `FFØR`, property or business manager.
    BusinessManager,
    /// Any other, by its code.
    Other(String),
}

impl RoleCode {
    /// By the register's code.
    #[must_use]
    pub fn of(code: &str) -> Self {
        match code {
            "DAGL" => Self::ManagingDirector,
            "LEDE" => Self::Chair,
            "INNH" => Self::Proprietor,
            "KOMP" => Self::GeneralPartner,
            "DTPR" | "DTSO" => Self::Partner,
            "BEST" => Self::ManagingShipowner,
            "BOBE" => Self::EstateAdministrator,
            "REGN" => Self::Accountant,
            "REVI" => Self::Auditor,
            "FFØR" => Self::BusinessManager,
            other => Self::Other(other.to_owned()),
        }
    }

    /// Its name in the texts; the register's code for one that has none.
    #[must_use]
    pub fn name(&self) -> &str {
        match self {
            Self::ManagingDirector => "managing_director",
            Self::Chair => "chair",
            Self::Proprietor => "proprietor",
            Self::GeneralPartner => "general_partner",
            Self::Partner => "partner",
            Self::ManagingShipowner => "managing_shipowner",
            Self::EstateAdministrator => "estate_administrator",
            Self::Accountant => "accountant",
            Self::Auditor => "auditor",
            Self::BusinessManager => "business_manager",
            Self::Other(code) => code,
        }
    }
}

/// Who holds a role.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Holder {
    /// A person, by name. The register tells the date of birth too; nothing here needs it.
    Person {
        /// First, middle and last name.
        name: String,
    },
    /// Another unit.
    Unit {
        /// Whose number.
        number: OrgNumber,
        /// What it is called.
        name: String,
        /// It is gone, and holds nothing any more.
        is_deleted: bool,
    },
}

/// A role that somebody holds now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Role {
    /// Which.
    pub code: RoleCode,
    /// Whose.
    pub holder: Holder,
}

impl Register {
    /// The roles in a unit that are held now: those who resigned, died or were struck off are left out. None where the register has
    /// no roles for the unit, as for many subunits.
    ///
    /// # Errors
    /// [`RegisterError`].
    pub async fn roles(&self, number: &OrgNumber) -> Result<Vec<Role>, RegisterError> {
        let roles = self.ask_roles(number).await;
        self.http.trail().step(&self.ports, "register.roles", roles)
    }

    async fn ask_roles(&self, number: &OrgNumber) -> Result<Vec<Role>, RegisterError> {
        let url = self.url(&["enheter", number.as_str(), "roller"])?;
        let response = self.send(Request::get(&url, "/enhetsregisteret/api/enheter/{orgnr}/roller")).await?;
        match response.status {
            200..=299 => Ok(read(&response.json()?)),
            404 | 410 => Ok(Vec::new()),
            _ => Err(self.refused(&response)),
        }
    }
}

fn read(answer: &Value) -> Vec<Role> {
    let groups = answer.get("rollegrupper").and_then(Value::as_array).into_iter().flatten();
    let roles = groups.filter_map(|group| group.get("roller")).filter_map(Value::as_array).flatten();
    roles.filter(|role| is_held(role)).filter_map(role).collect()
}

/// Not resigned from, and not struck off.
pub(super) fn is_held(role: &Value) -> bool {
    ["fratraadt", "avregistrert"].iter().all(|name| role.get(name).and_then(Value::as_bool) != Some(true))
}

/// The code of a role, whether it stands in a group or in the list of what a unit holds elsewhere.
pub(super) fn code_of(role: &Value) -> Option<RoleCode> {
    role.get("type").and_then(code).map(RoleCode::of)
}

fn role(role: &Value) -> Option<Role> {
    let holder = match (role.get("enhet"), role.get("person")) {
        (Some(unit), _) => Holder::Unit {
            number: text(unit, "organisasjonsnummer")?.parse().ok()?,
            // An array here, and a string everywhere else.
            name: unit.get("navn").map(|name| readable(&lines(name))).unwrap_or_default(),
            is_deleted: unit.get("erSlettet").and_then(Value::as_bool) == Some(true),
        },
        (None, Some(person)) if person.get("erDoed").and_then(Value::as_bool) != Some(true) => {
            let name = person.get("navn")?;
            let parts = ["fornavn", "mellomnavn", "etternavn"].iter().filter_map(|part| text(name, part));
            Holder::Person { name: parts.collect::<Vec<_>>().join(" ") }
        }
        _ => return None,
    };
    Some(Role { code: code_of(role)?, holder })
}

fn lines(name: &Value) -> String {
    match name {
        Value::Array(lines) => lines.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(" "),
        other => other.as_str().unwrap_or_default().to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn only_roles_that_are_held_are_read() {
        let person = |last: &str| json!({ "navn": { "fornavn": "Åse", "etternavn": last }, "fodselsdato": "1975-06-14", "erDoed": false });
        let unit = json!({ "organisasjonsnummer": "311223305", "navn": ["DØRÅSEN", "REGNSKAP AS"], "erSlettet": false });
        let roles = read(&json!({ "rollegrupper": [
            { "roller": [
                { "type": { "kode": "DAGL" }, "person": person("Blåbær"), "fratraadt": false },
                { "type": { "kode": "STYR" }, "person": person("Borte"), "fratraadt": true },
                { "type": { "kode": "VARA" }, "person": person("Strøket"), "avregistrert": true },
                { "type": { "kode": "MEDL" }, "person": { "navn": { "fornavn": "Død" }, "erDoed": true } },
            ] },
            { "roller": [{ "type": { "kode": "REGN" }, "enhet": unit }, { "type": { "kode": "REVI" } }, 7] },
            {},
        ] }));
        let found: Vec<(&str, &Holder)> = roles.iter().map(|role| (role.code.name(), &role.holder)).collect();
        assert_eq!(found.len(), 2, "{found:?}");
        assert_eq!(found[0], ("managing_director", &Holder::Person { name: "Åse Blåbær".into() }));
        assert!(matches!(found[1], ("accountant", Holder::Unit { name, .. }) if name == "DØRÅSEN REGNSKAP AS"));
    }

    #[test]
    fn any_answer_is_survived() {
        for odd in [json!(null), json!([]), json!({ "rollegrupper": 7 }), json!({ "rollegrupper": [{ "roller": [{ "type": 1 }] }] })] {
            assert_eq!(read(&odd), []);
        }
    }
}
