//! What a request that was there already asks for otherwise than was wanted (altinn.md 5.5).

use std::collections::BTreeSet;

use super::Wanted;
use crate::altinn::SystemUserRequest;
use crate::said::readable;

/// What differs. Empty where nothing does.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Difference {
    /// Wanted, and not asked for there.
    pub rights_missing: Vec<String>,
    /// Asked for there, and not wanted.
    pub rights_extra: Vec<String>,
    /// Wanted, and not asked for there.
    pub packages_missing: Vec<String>,
    /// Asked for there, and not wanted.
    pub packages_extra: Vec<String>,
    /// Its title, where another was wanted.
    pub title: Option<String>,
}

impl Difference {
    /// Between what was wanted and what is there.
    #[must_use]
    pub fn between(wanted: &Wanted, there: &SystemUserRequest) -> Self {
        let (rights, packages) = wanted.asked.sets();
        let (rights_there, packages_there) = (there.rights.iter().cloned().collect(), there.packages.iter().cloned().collect());
        let less = |one: &BTreeSet<String>, other: &BTreeSet<String>| one.difference(other).cloned().collect();
        let title = wanted.title.as_deref().map(str::trim).filter(|title| !title.is_empty());
        Self {
            rights_missing: less(&rights, &rights_there),
            rights_extra: less(&rights_there, &rights),
            packages_missing: less(&packages, &packages_there),
            packages_extra: less(&packages_there, &packages),
            title: there.title.clone().filter(|there| title.is_some_and(|wanted| readable(wanted) != *there)),
        }
    }

    /// Whether nothing differs.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vendor::requests::Asked;

    #[test]
    fn each_set_is_compared_both_ways() -> Result<(), Box<dyn std::error::Error>> {
        let set = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<BTreeSet<_>>();
        let asked = Asked::Standard { rights: set(&["a", "b"]), packages: set(&["urn:p"]) };
        let wanted = Wanted { system: "1_s".into(), party: "315000106".parse()?, external_ref: None, title: Some("Kasse ".into()), asked };
        let there = |title: &str, rights: &str, packages: &str| {
            let right = |name: &str| format!(r#"{{ "resource": [{{ "id": "urn:altinn:resource", "value": "{name}" }}] }}"#);
            let rights: Vec<_> = rights.split_whitespace().map(right).collect();
            let packages: Vec<_> = packages.split_whitespace().map(|urn| format!(r#"{{ "urn": "{urn}" }}"#)).collect();
            let (rights, packages) = (rights.join(","), packages.join(","));
            serde_json::from_str::<SystemUserRequest>(&format!(
                r#"{{ "id": "1", "integrationTitle": "{title}", "rights": [{rights}], "accessPackages": [{packages}] }}"#
            ))
        };
        assert!(Difference::between(&wanted, &there("Kasse", "b a", "urn:p")?).is_empty());
        let found = Difference::between(&wanted, &there("Till", "b c", "urn:P")?);
        assert_eq!((found.rights_missing, found.rights_extra), (vec!["a".to_owned()], vec!["c".to_owned()]));
        assert_eq!((found.packages_missing, found.packages_extra), (vec!["urn:p".to_owned()], vec!["urn:P".to_owned()]));
        assert_eq!(found.title.as_deref(), Some("Till"));
        Ok(())
    }
}
