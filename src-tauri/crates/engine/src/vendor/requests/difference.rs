//! What a request that was there already asks for otherwise than was wanted (altinn.md 5.5).

use std::collections::BTreeSet;

use super::Wanted;
use crate::altinn::{Right, SystemUserRequest};
use crate::said::readable;

/// What differs. Empty where nothing does. A right is another when its action is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Difference {
    /// Wanted, and not asked for there.
    pub rights_missing: Vec<Right>,
    /// Asked for there, and not wanted.
    pub rights_extra: Vec<Right>,
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
        let title = wanted.legible_title();
        Self {
            rights_missing: less(&rights, &rights_there),
            rights_extra: less(&rights_there, &rights),
            packages_missing: less(&packages, &packages_there),
            packages_extra: less(&packages_there, &packages),
            title: there.title.clone().filter(|there| title.is_some_and(|wanted| readable(&wanted) != *there)),
        }
    }

    /// Whether nothing differs.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

fn less<T: Ord + Clone>(one: &BTreeSet<T>, other: &BTreeSet<T>) -> Vec<T> {
    one.difference(other).cloned().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vendor::requests::Asked;

    #[test]
    fn each_set_is_compared_both_ways() -> Result<(), Box<dyn std::error::Error>> {
        let rights = |names: &[&str]| names.iter().map(|name| name.parse()).collect::<Result<BTreeSet<Right>, _>>();
        let asked = Asked::Standard { rights: rights(&["a", "b#read"])?, packages: BTreeSet::from(["urn:p".to_owned()]) };
        let wanted = Wanted { system: "1_s".into(), party: "315000106".parse()?, external_ref: None, title: Some("Kasse ".into()), asked };
        let there = |title: &str, rights: &str, packages: &str| {
            let rights: Vec<_> = rights.split_whitespace().filter_map(|name| name.parse().ok()).map(|right: Right| right.body()).collect();
            let packages: Vec<_> = packages.split_whitespace().map(|urn| serde_json::json!({ "urn": urn })).collect();
            let id = "0d1f4b6e-6ad5-4d5a-9d57-0b6a6f3f7a11";
            let told = serde_json::json!({ "id": id, "integrationTitle": title, "rights": rights, "accessPackages": packages });
            serde_json::from_value::<SystemUserRequest>(told)
        };
        assert!(Difference::between(&wanted, &there("Kasse", "b#read a", "urn:p")?).is_empty());
        let found = Difference::between(&wanted, &there("Till", "b#read c", "urn:P")?);
        assert_eq!((found.rights_missing, found.rights_extra), (vec![Right::to("a")], vec![Right::to("c")]));
        assert_eq!((found.packages_missing, found.packages_extra), (vec!["urn:p".to_owned()], vec!["urn:P".to_owned()]));
        assert_eq!(found.title.as_deref(), Some("Till"));
        let found = Difference::between(&wanted, &there("Kasse", "a b#write", "urn:p")?);
        assert_eq!((found.rights_missing, found.rights_extra), (vec!["b#read".parse()?], vec!["b#write".parse()?]), "another action");
        Ok(())
    }
}
