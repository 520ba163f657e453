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

    /// None for one that names its resource in some other way.
    pub(crate) fn of(told: &Value) -> Option<Self> {
        let action = member(told.as_object()?, "action").and_then(Value::as_str).map(str::to_owned);
        Some(Self { resource: resource_of(told)?.to_owned(), action })
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
        let is_plain = |text: &str| !text.chars().any(char::is_control);
        if resource.trim().is_empty() || !is_plain(text) {
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
        assert!(["", " ", "#read", "krav\n#read"].iter().all(|text| text.parse::<Right>().is_err()));
        Ok(())
    }
}
