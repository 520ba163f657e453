//! An entry of a list, and what a system can do with it.

use std::collections::BTreeMap;

use time::OffsetDateTime;

use crate::search::rank;

/// Where a list is from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// Altinn, in this environment.
    Service,
    /// The copy that comes along: a few of them, of no environment.
    Copy,
}

/// A list, and as of when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed<T> {
    /// Where it is from.
    pub origin: Origin,
    /// As of when.
    pub as_of: OffsetDateTime,
    /// By name.
    pub entries: Vec<T>,
}

/// A resource that rights are given to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListedResource {
    /// `identifier`.
    pub id: String,
    /// What people call it, by language.
    pub title: BTreeMap<String, String>,
    /// What it is, by language.
    pub description: BTreeMap<String, String>,
    /// Whose it is, by language.
    pub owner: BTreeMap<String, String>,
    /// `resourceType`; empty where it is not told.
    pub kind: String,
    /// Whether it can be given on at all.
    pub is_delegable: bool,
}

/// An access package.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListedPackage {
    /// `urn:altinn:accesspackage:` and its name.
    pub urn: String,
    /// What people call it, by language.
    pub name: BTreeMap<String, String>,
    /// What it opens, by language.
    pub description: BTreeMap<String, String>,
    /// Whether it can be passed on for clients.
    pub is_delegable: bool,
    /// Whether it can be given directly.
    pub is_assignable: bool,
}

/// What a system can do with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fitness {
    /// Its system users get it, of either kind.
    Any,
    /// Only for clients: a system user for one's own organisation does not get it, and a system that customers see may not have it.
    ClientsOnly,
    /// Only for one's own organisation.
    OwnOnly,
    /// Cannot be given to anybody.
    NotDelegable,
    /// Resources of this kind are no rights of systems.
    WrongKind,
}

impl Fitness {
    /// Whether a system can have it.
    #[must_use]
    pub const fn is_fit(self) -> bool {
        matches!(self, Self::Any | Self::ClientsOnly | Self::OwnOnly)
    }
}

/// What no system has a right to (altinn.md 4.2).
const OTHER_KINDS: [&str; 3] = ["MaskinportenSchema", "Altinn2Service", "Consent"];

impl ListedResource {
    /// What a system can do with it.
    #[must_use]
    pub fn fitness(&self) -> Fitness {
        match self.kind.as_str() {
            kind if OTHER_KINDS.iter().any(|other| other.eq_ignore_ascii_case(kind)) => Fitness::WrongKind,
            _ if self.is_delegable => Fitness::Any,
            _ => Fitness::NotDelegable,
        }
    }
}

impl ListedPackage {
    /// What a system can do with it.
    #[must_use]
    pub const fn fitness(&self) -> Fitness {
        match (self.is_delegable, self.is_assignable) {
            (true, true) => Fitness::Any,
            (true, false) => Fitness::ClientsOnly,
            (false, true) => Fitness::OwnOnly,
            (false, false) => Fitness::NotDelegable,
        }
    }
}

impl Listed<ListedResource> {
    /// Those that have each of the words in id, title, description or owner, in any of the languages: those with the words in their ids first.
    #[must_use]
    pub fn search(&self, words: &str) -> Vec<&ListedResource> {
        search(&self.entries, words, |entry| (&entry.id, [&entry.title, &entry.description, &entry.owner]))
    }
}

impl Listed<ListedPackage> {
    /// Those that have each of the words in URN, name or description, likewise.
    #[must_use]
    pub fn search(&self, words: &str) -> Vec<&ListedPackage> {
        search(&self.entries, words, |entry| (&entry.urn, [&entry.name, &entry.description, &entry.name]))
    }
}

fn search<'a, T>(entries: &'a [T], words: &str, told: impl Fn(&'a T) -> (&'a String, [&'a BTreeMap<String, String>; 3])) -> Vec<&'a T> {
    let words: Vec<String> = words.split_whitespace().map(str::to_lowercase).collect();
    let ranked = entries.iter().filter_map(|entry| {
        let (name, texts) = told(entry);
        let about: Vec<&str> = texts.into_iter().flat_map(BTreeMap::values).map(String::as_str).collect();
        Some((rank(name, &about, &words)?, entry))
    });
    let mut found: Vec<(usize, &T)> = ranked.collect();
    found.sort_by_key(|(rank, _)| *rank);
    found.into_iter().map(|(_, entry)| entry).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn resource(kind: &str, is_delegable: bool) -> ListedResource {
        ListedResource {
            id: "x".to_owned(),
            title: BTreeMap::new(),
            description: BTreeMap::new(),
            owner: BTreeMap::new(),
            kind: kind.to_owned(),
            is_delegable,
        }
    }

    #[test]
    fn what_a_system_may_have_is_seen_from_kind_and_flags() {
        let check =
            |kind: &str, is_delegable: bool, expected: Fitness| assert_eq!(resource(kind, is_delegable).fitness(), expected, "{kind}");
        for kind in
            ["", "Default", "Systemresource", "AltinnApp", "GenericAccessResource", "BrokerService", "CorrespondenceService", "MigratedApp"]
        {
            check(kind, true, Fitness::Any);
            check(kind, false, Fitness::NotDelegable);
        }
        for kind in ["MaskinportenSchema", "altinn2service", "Consent"] {
            check(kind, true, Fitness::WrongKind);
        }
        assert!(Fitness::OwnOnly.is_fit() && Fitness::ClientsOnly.is_fit() && !Fitness::NotDelegable.is_fit());
    }
}
