//! What a system may be given: rights to resources.

use serde::{Deserialize, Serialize};

/// The only attribute that the register knows (altinn.md 4.2).
pub(crate) const RESOURCE: &str = "urn:altinn:resource";

/// What may be done with a resource (altinn.md 4.2).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Right {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub action: Option<String>,
    pub resource: Vec<Attribute>,
}

/// What names a resource.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Attribute {
    pub id: String,
    pub value: String,
}

impl Right {
    /// Every action on one resource of the registry.
    pub fn to(resource: &str) -> Self {
        Self { action: None, resource: vec![Attribute { id: RESOURCE.to_owned(), value: resource.to_owned() }] }
    }

    /// Whether both say the same, in whatever order.
    pub(crate) fn is(&self, other: &Self) -> bool {
        let sorted = |right: &Self| {
            let mut resource = right.resource.clone();
            resource.sort();
            resource
        };
        self.action == other.action && sorted(self) == sorted(other)
    }
}
