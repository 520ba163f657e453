//! Altinn's own ids of requests with the system users that come of them: UUIDs (altinn.md 6.9, 5.1).

use std::fmt;
use std::str::FromStr;

use serde::de::{DeserializeOwned, Error as _};
use serde::{Deserialize, Deserializer};
use serde_json::Value;
use uuid::Uuid;

use super::{AltinnError, member};
use crate::names::NotAName;
use crate::said::readable;

/// Signs of what is no id that are shown.
const SHOWN: usize = 60;

/// The id of a request or a system user: the approved one has the other's. Written in small letters, the same in any.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(test, derive(Default))]
pub struct AltinnId(Uuid);

impl FromStr for AltinnId {
    type Err = NotAName;

    /// With its hyphens: the other forms that a UUID can be written in are not Altinn's.
    fn from_str(text: &str) -> Result<Self, NotAName> {
        let hyphenated = Some(text).filter(|text| text.len() == uuid::fmt::Hyphenated::LENGTH);
        hyphenated.and_then(|text| Uuid::try_parse(text).ok()).map(Self).ok_or(NotAName("id of Altinn's"))
    }
}

impl fmt::Display for AltinnId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.as_hyphenated().fmt(f)
    }
}

impl<'de> Deserialize<'de> for AltinnId {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(D::Error::custom)
    }
}

/// Something that Altinn tells of by its id, in an answer of whatever size.
pub(crate) enum Identified<T> {
    /// It.
    Known(T),
    /// What stands where its id should.
    Nameless(String),
}

impl<T> Identified<T> {
    /// It, or the refusal in words.
    pub(crate) fn known(self) -> Result<T, AltinnError> {
        match self {
            Self::Known(it) => Ok(it),
            Self::Nameless(id) => Err(AltinnError::BadId { id }),
        }
    }

    /// All of them: a list with one left out would be taken for the whole.
    pub(crate) fn all(each: Vec<Self>) -> Result<Vec<T>, AltinnError> {
        each.into_iter().map(Self::known).collect()
    }
}

impl<'de, T: DeserializeOwned> Deserialize<'de> for Identified<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let told = Value::deserialize(deserializer)?;
        let id = told.as_object().map(|told| member(told, "id").unwrap_or(&Value::Null)).map(|id| match id {
            Value::String(text) => text.clone(),
            Value::Null => String::new(),
            other => other.to_string(),
        });
        match id {
            Some(id) if id.parse::<AltinnId>().is_err() => Ok(Self::Nameless(shown(&id))),
            _ => T::deserialize(told).map(Self::Known).map_err(D::Error::custom),
        }
    }
}

/// The beginning of what is no id, or a dash: the text puts it between quotation marks, where nothing would look forgotten.
fn shown(text: &str) -> String {
    let shown: String = readable(text).chars().take(SHOWN).collect();
    if shown.is_empty() { "–".to_owned() } else { shown }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::altinn::{SystemUser, SystemUserRequest};
    use crate::problem::Explain as _;

    const ID: &str = "0d1f4b6e-6ad5-4d5a-9d57-0b6a6f3f7a11";

    #[test]
    fn an_id_is_a_uuid_with_hyphens_in_any_letters() -> Result<(), NotAName> {
        let id: AltinnId = ID.parse()?;
        assert_eq!(ID.to_uppercase().parse::<AltinnId>()?, id);
        assert_eq!(ID.to_uppercase().parse::<AltinnId>()?.to_string(), ID);
        for other in [
            "",
            "7",
            &format!(" {ID}"),
            "../vendor",
            &ID.replace('-', ""),
            &format!("{{{ID}}}"),
            &format!("urn:uuid:{ID}"),
            &ID.replace('0', "g"),
        ] {
            assert!(other.parse::<AltinnId>().is_err(), "{other}");
        }
        Ok(())
    }

    #[test]
    fn what_is_no_id_is_refused_in_words() -> Result<(), serde_json::Error> {
        let check = |id: &str, said: &str| -> Result<(), serde_json::Error> {
            let told = format!(r#"[{{ "id": "{ID}", "reporteeOrgNo": "1" }}, {{ "id": {id}, "reporteeOrgNo": "1" }}]"#);
            let requests = Identified::all(serde_json::from_str::<Vec<Identified<SystemUserRequest>>>(&told)?).map(drop);
            let users = Identified::all(serde_json::from_str::<Vec<Identified<SystemUser>>>(&told)?).map(drop);
            for refused in [requests, users] {
                let problem = refused.err().map(|error| error.explain());
                let shown = problem.as_ref().map(|problem| (problem.code, format!("{:?}", problem.facts)));
                assert!(shown.as_ref().is_some_and(|(code, facts)| *code == "altinn.bad_id" && facts.contains(said)), "{id}: {shown:?}");
            }
            Ok(())
        };
        check(r#""../../secrets""#, "../../secrets")?;
        check("7", "7")?;
        check("null", "–")?;
        check(r#"" \n""#, "–")?;
        assert!(serde_json::from_str::<Identified<SystemUser>>("[]").is_err(), "no object, no id");
        Ok(())
    }

    proptest! {
        /// Whatever passes stands in an address as one segment that needs no escaping.
        #[test]
        fn an_id_is_one_segment(text in ".{0,40}|[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}") {
            if let Ok(id) = text.parse::<AltinnId>() {
                prop_assert!(id.to_string().bytes().all(|byte| byte == b'-' || byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte)));
            }
        }
    }
}
