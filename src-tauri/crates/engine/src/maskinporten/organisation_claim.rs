//! An organisation as tokens name it: an authority with an id (ISO 6523; maskinporten.md 6).

use serde_json::{Map, Value};

use crate::names::OrgNumber;

/// Who gave the id.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Authority {
    /// ICD 0192: Enhetsregisteret.
    Norwegian,
    /// ICD 9908, of old samples: Enhetsregisteret too.
    Historic,
    /// `etsi-en-319-412`: another country's register.
    Foreign,
    /// None, or one that we do not know.
    Other,
}

impl Authority {
    /// Lower-case name, as in text keys.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Norwegian => "norwegian",
            Self::Historic => "historic",
            Self::Foreign => "foreign",
            Self::Other => "other",
        }
    }
}

/// An organisation that a token names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrganisationClaim {
    /// As it stands there.
    pub id: String,
    /// The nine digits in it.
    pub number: Option<String>,
    /// Who gave it.
    pub authority: Authority,
}

impl OrganisationClaim {
    /// From `{"authority": …, "ID": "0192:…"}`, the same as a text that holds JSON, or the bare id. Altinn's documents write `id`.
    #[must_use]
    pub fn of(claim: &Value) -> Option<Self> {
        match claim {
            Value::Object(members) => {
                let id = member(members, "id")?;
                Some(Self::named(id, member(members, "authority").unwrap_or_default()))
            }
            Value::String(text) if text.trim_start().starts_with('{') => {
                Self::of(&serde_json::from_str(text).ok().filter(Value::is_object)?)
            }
            Value::String(id) => Some(Self::named(id, "")),
            _ => None,
        }
    }

    fn named(id: &str, authority: &str) -> Self {
        let mut parts = id.split(':');
        let (scheme, local) = match (parts.next(), parts.next()) {
            (Some(scheme), Some(local)) => (scheme, local),
            (only, _) => ("", only.unwrap_or_default()),
        };
        let nine = local.len() == 9 && local.bytes().all(|byte| byte.is_ascii_digit());
        let authority = match scheme {
            "0192" => Authority::Norwegian,
            "9908" => Authority::Historic,
            _ if authority.eq_ignore_ascii_case("etsi-en-319-412") => Authority::Foreign,
            _ => Authority::Other,
        };
        let number = (nine && authority != Authority::Foreign).then(|| local.to_owned());
        Self { id: id.to_owned(), number, authority }
    }

    /// The number, or what stands in its place.
    #[must_use]
    pub fn number_or_id(self) -> String {
        self.number.unwrap_or(self.id)
    }

    /// Whether its number cannot be one of Enhetsregisteret's.
    #[must_use]
    pub fn is_impossible(&self) -> bool {
        let norwegian = matches!(self.authority, Authority::Norwegian | Authority::Historic);
        norwegian && !self.number.as_deref().is_some_and(OrgNumber::check_digit_fits)
    }
}

/// Capitals vary (idporten.md 17).
fn member<'a>(members: &'a Map<String, Value>, name: &str) -> Option<&'a str> {
    members.iter().find(|(ours, _)| ours.eq_ignore_ascii_case(name))?.1.as_str()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn an_organisation_has_several_forms() {
        fn check(claim: &Value, number: Option<&str>, authority: Authority) {
            let read = OrganisationClaim::of(claim).map(|read| (read.number, read.authority));
            assert_eq!(read, Some((number.map(str::to_owned), authority)), "{claim}");
        }
        let iso = "iso6523-actorid-upis";
        check(&json!({ "authority": iso, "ID": "0192:315000106" }), Some("315000106"), Authority::Norwegian);
        check(&json!({ "Authority": iso, "id": "0192:315000106:1" }), Some("315000106"), Authority::Norwegian);
        check(&json!({ "authority": iso, "ID": "9908:315000106" }), Some("315000106"), Authority::Historic);
        check(&json!({ "authority": "etsi-en-319-412", "ID": "NTRSE-556000-0001" }), None, Authority::Foreign);
        check(&json!("{\"authority\":\"x\",\"ID\":\"0192:315000106\"}"), Some("315000106"), Authority::Norwegian);
        check(&json!("315000106"), Some("315000106"), Authority::Other);
        check(&json!({ "ID": "0192:31500010" }), None, Authority::Norwegian);
        for nothing in [json!({}), json!({ "ID": 315_000_106 }), json!("{\"ID\""), json!("{[]}"), json!(7), json!(null)] {
            assert_eq!(OrganisationClaim::of(&nothing), None, "{nothing}");
        }
    }

    #[test]
    fn a_number_that_cannot_be_is_seen() {
        let impossible = |id: &str| OrganisationClaim::of(&json!({ "ID": id })).is_some_and(|read| read.is_impossible());
        assert!(impossible("0192:315000107") && impossible("0192:31500010") && impossible("0192:"));
        assert!(!impossible("0192:315000106") && !impossible("PNOSE-1"));
    }
}
