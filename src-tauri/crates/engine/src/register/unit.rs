//! A unit, and what the register says of its life (altinn.md 7.8, "Outcomes").

use serde_json::Value;

use super::{RegisterError, code, text};
use crate::names::OrgNumber;

/// What a number stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found {
    /// A unit, which may be gone.
    Unit(Unit),
    /// Taken out of the open data, as after a request for deletion.
    Removed,
    /// Neither a main unit nor a subunit.
    Unknown,
}

/// A main unit or a subunit. Names are as the register writes them, in upper case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unit {
    /// Whose it is.
    pub number: OrgNumber,
    /// What it is called.
    pub name: String,
    /// Form code: `AS`, `ENK`, `BEDR` …
    pub form: String,
    /// The form in the register's own words, which are Norwegian.
    pub form_name: String,
    /// How it stands.
    pub standing: Standing,
    /// The main unit of a subunit.
    pub parent: Option<OrgNumber>,
    /// Whether it is a subunit.
    pub is_subunit: bool,
    /// Where it is.
    pub place: Option<String>,
}

/// How a unit stands. Whatever stands last on its road is told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Standing {
    /// It lives.
    Live,
    /// It is being wound up, by its own will or by force.
    WindingUp,
    /// It is bankrupt: its estate acts for it.
    Bankrupt,
    /// It is deleted; the day is the register's, `YYYY-MM-DD`.
    Deleted(Option<String>),
}

/// A unit out of an answer. A deleted one lacks most members, and is still answered with 200.
pub(super) fn read(answer: &Value, is_subunit: bool) -> Result<Found, RegisterError> {
    let number: OrgNumber = text(answer, "organisasjonsnummer").and_then(|text| text.parse().ok()).ok_or(RegisterError::NoUnit)?;
    let form = answer.get("organisasjonsform").unwrap_or(&Value::Null);
    let address = ["forretningsadresse", "beliggenhetsadresse", "postadresse"].iter().find_map(|name| answer.get(name));
    Ok(Found::Unit(Unit {
        name: text(answer, "navn").unwrap_or_else(|| number.to_string()),
        form: code(form).unwrap_or_default().to_owned(),
        form_name: text(form, "beskrivelse").unwrap_or_default(),
        standing: standing(answer),
        parent: text(answer, "overordnetEnhet").and_then(|text| text.parse().ok()),
        is_subunit,
        place: address.and_then(|address| text(address, "poststed")),
        number,
    }))
}

fn standing(answer: &Value) -> Standing {
    let is = |name: &str| answer.get(name).and_then(Value::as_bool) == Some(true);
    let deleted_on = text(answer, "slettedato");
    if deleted_on.is_some() || text(answer, "respons_klasse").as_deref() == Some("SlettetEnhet") {
        Standing::Deleted(deleted_on)
    } else if is("konkurs") {
        Standing::Bankrupt
    } else if is("underAvvikling") || is("underTvangsavviklingEllerTvangsopplosning") {
        Standing::WindingUp
    } else {
        Standing::Live
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn unit(answer: &Value) -> Option<Unit> {
        match read(answer, false) {
            Ok(Found::Unit(unit)) => Some(unit),
            _ => None,
        }
    }

    #[test]
    fn a_unit_stands_as_its_last_step_says() {
        let check = |members: Value, expected: Standing| {
            let mut answer = json!({ "organisasjonsnummer": "315000106", "navn": "BAKERI AS" });
            if let (Some(answer), Value::Object(members)) = (answer.as_object_mut(), members) {
                answer.extend(members);
            }
            assert_eq!(unit(&answer).map(|unit| unit.standing), Some(expected), "{answer}");
        };
        check(json!({}), Standing::Live);
        check(json!({ "respons_klasse": "Enhet", "konkurs": false }), Standing::Live);
        check(json!({ "konkurs": true, "underAvvikling": true }), Standing::Bankrupt);
        check(json!({ "underTvangsavviklingEllerTvangsopplosning": true }), Standing::WindingUp);
        check(json!({ "respons_klasse": "SlettetEnhet", "slettedato": "2025-11-28" }), Standing::Deleted(Some("2025-11-28".into())));
        check(json!({ "respons_klasse": "SlettetEnhet" }), Standing::Deleted(None));
    }

    #[test]
    fn a_bare_unit_is_read_and_a_foreign_thing_is_not() {
        let bare = unit(&json!({ "organisasjonsnummer": "315000106" }));
        assert_eq!(bare.map(|unit| (unit.name, unit.form)), Some(("315000106".into(), String::new())));
        for odd in [json!({}), json!([]), json!({ "organisasjonsnummer": "315000107" }), json!({ "organisasjonsnummer": 315_000_106 })] {
            assert!(matches!(read(&odd, false), Err(RegisterError::NoUnit)), "{odd}");
        }
    }
}
