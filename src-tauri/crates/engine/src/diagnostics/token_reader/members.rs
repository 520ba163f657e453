//! A JSON object's members in the order in which they stand, with those that stand there twice.

use std::fmt;

use base64::prelude::{BASE64_URL_SAFE_NO_PAD, Engine as _};
use serde::de::{MapAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::Value;

/// The members, in order.
#[derive(Debug, Default)]
pub(super) struct Members {
    pub(super) all: Vec<(String, Value)>,
    /// RFC 7519 §4 has each name once; readers differ in which of two they believe.
    pub(super) twice: Vec<String>,
}

impl Members {
    /// From one part of a token.
    pub(super) fn of_part(part: &str) -> Option<Self> {
        serde_json::from_slice(&BASE64_URL_SAFE_NO_PAD.decode(part).ok()?).ok()
    }

    /// The last of its name, which is the one that RFC 7519 §4 lets count.
    pub(super) fn get(&self, name: &str) -> Option<&Value> {
        self.all.iter().rev().find(|(ours, _)| ours == name).map(|(_, value)| value)
    }

    pub(super) fn text(&self, name: &str) -> Option<&str> {
        self.get(name)?.as_str()
    }

    pub(super) fn has(&self, name: &str) -> bool {
        self.get(name).is_some()
    }
}

impl<'de> Deserialize<'de> for Members {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct InOrder;
        impl<'de> Visitor<'de> for InOrder {
            type Value = Members;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Members, A::Error> {
                let mut members = Members::default();
                while let Some((name, value)) = map.next_entry::<String, Value>()? {
                    if members.has(&name) && !members.twice.contains(&name) {
                        members.twice.push(name.clone());
                    }
                    members.all.push((name, value));
                }
                Ok(members)
            }
        }
        deserializer.deserialize_map(InOrder)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn order_and_doubles_are_kept() -> Result<(), serde_json::Error> {
        let members: Members = serde_json::from_str(r#"{"b":1,"a":"x","b":2,"b":3}"#)?;
        assert_eq!(members.all.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>(), ["b", "a", "b", "b"]);
        assert_eq!((members.twice.clone(), members.get("b")), (vec!["b".to_owned()], Some(&Value::from(3))));
        assert!(serde_json::from_str::<Members>("[1]").is_err() && Members::of_part("e30").is_some() && Members::of_part("W10").is_none());
        Ok(())
    }
}
