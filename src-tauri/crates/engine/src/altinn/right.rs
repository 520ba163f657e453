//! A right as the register has it: a resource with what may be done there (altinn.md 4.2).

use std::fmt;
use std::str::FromStr;

use serde_json::{Value, json};

use super::{RESOURCE, member, resource_of};
use crate::names::NotAName;

/// What parts a resource from its action where a right is written as text. No resource has it in its id.
const PARTING: char = '#';

/// A right of a system. Two are the same when all of it is: Altinn compares it whole (altinn.md 5.2).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Right {
    /// Id in the resource registry.
    pub resource: String,
    /// The one thing that may be done with it; none where the register names none.
    pub action: Option<String>,
}

impl Right {
    /// Whatever may be done with a resource.
    #[must_use]
    pub fn to(resource: &str) -> Self {
        Self { resource: resource.to_owned(), action: None }
    }

    /// None for one that names its resource in some other way, or that could not be read again as it is written.
    pub(crate) fn of(told: &Value) -> Option<Self> {
        let action = member(told.as_object()?, "action").and_then(Value::as_str).filter(|action| !action.is_empty());
        let right = Self { resource: resource_of(told)?.to_owned(), action: action.map(str::to_owned) };
        right.to_string().parse().is_ok_and(|read: Self| read == right).then_some(right)
    }

    /// As it is sent. An action that is not there is left out.
    pub(crate) fn body(&self) -> Value {
        let mut right = json!({ "resource": [{ "id": RESOURCE, "value": self.resource }] });
        if let Some(action) = &self.action {
            right["action"] = json!(action);
        }
        right
    }
}

impl fmt::Display for Right {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.resource)?;
        self.action.as_ref().map_or(Ok(()), |action| write!(f, "{PARTING}{action}"))
    }
}

impl FromStr for Right {
    type Err = NotAName;

    fn from_str(text: &str) -> Result<Self, NotAName> {
        let (resource, action) = text.split_once(PARTING).map_or((text, None), |(resource, action)| (resource, Some(action)));
        let is_empty = resource.trim().is_empty() || action.is_some_and(|action| action.trim().is_empty());
        if is_empty || text.chars().any(char::is_control) {
            return Err(NotAName("right"));
        }
        Ok(Self { resource: resource.trim().to_owned(), action: action.map(|action| action.trim().to_owned()) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_right_is_written_and_read_with_its_action_or_without() -> Result<(), Box<dyn std::error::Error>> {
        let told = json!({ "Action": "read", "resource": [{ "id": RESOURCE, "value": "krav" }] });
        let right = Right::of(&told).ok_or("no right")?;
        assert_eq!((right.to_string().as_str(), "krav#read".parse::<Right>()?), ("krav#read", right.clone()));
        assert_eq!(right.body(), json!({ "action": "read", "resource": [{ "id": RESOURCE, "value": "krav" }] }));
        assert_ne!(right, Right::to("krav"));
        assert_eq!(("krav".parse::<Right>()?, Right::to("krav").body()["action"].clone()), (Right::to("krav"), Value::Null));
        assert!(["", " ", "#read", "krav\n#read", "krav#", "krav# "].iter().all(|text| text.parse::<Right>().is_err()));
        Ok(())
    }

    /// What is taken from an answer is stored as text, and must be found there again.
    #[test]
    fn a_right_that_is_told_is_read_again_as_it_was_written() -> Result<(), NotAName> {
        let told = |resource: &str, action: Value| json!({ "action": action, "resource": [{ "id": RESOURCE, "value": resource }] });
        let of = |resource: &str, action: Value| Right::of(&told(resource, action));
        assert_eq!((of("krav", json!("")), of("krav", Value::Null)), (Some(Right::to("krav")), Some(Right::to("krav"))));
        assert_eq!(of("krav", json!("a#b")), Some("krav#a#b".parse()?));
        let refused = [("krav\nx", "read"), ("krav", "re\nad"), ("krav", " "), ("krav", "read\u{7}"), ("", "read"), ("krav#x", "read")];
        for (resource, action) in refused {
            assert_eq!(of(resource, json!(action)), None, "{resource:?} {action:?}");
        }
        Ok(())
    }
}
