//! The copy of a part of the public list, for when the list itself cannot be read.

use std::sync::LazyLock;

use serde::Deserialize;
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

use super::{ListSource, PublicScope, ScopeList};

impl ScopeList {
    /// The copy that comes along. The test below proves that it is whole.
    #[must_use]
    pub fn copy() -> &'static Self {
        static COPY: LazyLock<ScopeList> = LazyLock::new(|| {
            let file: File = toml::from_str(include_str!("offline.toml")).unwrap_or_default();
            let as_of = OffsetDateTime::parse(&file.as_of, &Rfc3339).unwrap_or(OffsetDateTime::UNIX_EPOCH);
            let mut scopes: Vec<PublicScope> = file.owner.iter().flat_map(Owner::read).collect();
            scopes.sort_by(|one, other| one.scope.cmp(&other.scope));
            ScopeList { from: ListSource::Copy, as_of, scopes }
        });
        &COPY
    }
}

#[derive(Default, Deserialize)]
struct File {
    as_of: String,
    owner: Vec<Owner>,
}

#[derive(Deserialize)]
struct Owner {
    number: String,
    name: String,
    /// Name and description.
    scopes: Vec<(String, String)>,
}

impl Owner {
    fn read(&self) -> impl Iterator<Item = PublicScope> {
        self.scopes.iter().filter_map(|(name, description)| {
            Some(PublicScope {
                scope: name.parse().ok()?,
                description: description.clone(),
                owner: Some(self.number.clone()),
                owner_name: Some(self.name.clone()),
                for_all: None,
                delegation_source: None,
                integrations: Vec::new(),
            })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::names::OrgNumber;

    #[test]
    fn the_copy_is_whole() {
        let copy = ScopeList::copy();
        let lines = include_str!("offline.toml").lines().filter(|line| line.starts_with("  [\"")).count();
        assert_eq!(copy.scopes.len(), lines);
        assert!(lines > 90 && copy.as_of > OffsetDateTime::UNIX_EPOCH);
        let names: Vec<&str> = copy.scopes.iter().map(|listed| listed.scope.as_str()).collect();
        assert!(names.windows(2).all(|two| two[0] < two[1]), "named twice");
        for listed in &copy.scopes {
            assert!(listed.scope.as_str().contains(':') && !listed.description.is_empty(), "{listed:?}");
            assert!(listed.owner.as_deref().is_some_and(OrgNumber::check_digit_fits), "{listed:?}");
        }
    }
}
