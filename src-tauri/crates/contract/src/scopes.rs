//! The list of scopes on the page, searched.

use inngang_engine::maskinporten::{self, PublicScope, ScopeList};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::moment;

/// So many are shown; whoever looks for another one adds a word.
const SHOWN: usize = 50;

/// Looks for scopes.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct SearchScopes {
    /// Words of their names, descriptions or owners; none for all of them.
    pub words: String,
    /// Whether to read the public list anew first.
    pub refresh: bool,
}

/// Where the list is from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ScopeListSource {
    /// Digdir's public list.
    Service,
    /// The copy that comes along: a part of it.
    Copy,
}

/// A scope that is listed openly.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PublicScopeView {
    /// `prefix:name`.
    pub scope: String,
    /// What its owner says that it is for, in the owner's language; may be empty.
    pub description: String,
    /// Nine digits of who owns it.
    pub owner: Option<String>,
    /// Name of who owns it.
    pub owner_name: Option<String>,
    /// Whether everybody may use it without being given it; none where that is not told.
    pub for_all: Option<bool>,
    /// Whether an organisation can delegate it to a supplier; none where that is not told.
    pub delegable: Option<bool>,
    /// Whether only logins get it.
    pub for_people: bool,
}

/// The scopes that were looked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct FoundScopesView {
    /// Where the list is from.
    pub from: ScopeListSource,
    /// RFC 3339: as of when.
    pub as_of: String,
    /// The best of those found.
    pub scopes: Vec<PublicScopeView>,
    /// How many were found that are not shown.
    pub more: u32,
}

impl FoundScopesView {
    /// What a list has for these words.
    #[must_use]
    pub fn of(list: &ScopeList, words: &str) -> Self {
        let found = list.search(words);
        let from = match list.from {
            maskinporten::ListSource::Service => ScopeListSource::Service,
            maskinporten::ListSource::Copy => ScopeListSource::Copy,
        };
        let more = u32::try_from(found.len().saturating_sub(SHOWN)).unwrap_or(u32::MAX);
        let tells = list.tells_delegation();
        let scopes = found.into_iter().take(SHOWN).map(|listed| PublicScopeView::of(listed, tells)).collect();
        Self { from, as_of: moment(list.as_of), scopes, more }
    }
}

impl PublicScopeView {
    fn of(listed: &PublicScope, tells_delegation: bool) -> Self {
        Self {
            scope: listed.scope.to_string(),
            description: listed.description.clone(),
            owner: listed.owner.clone(),
            owner_name: listed.owner_name.clone(),
            for_all: listed.for_all,
            delegable: tells_delegation.then_some(listed.delegation_source.is_some()),
            for_people: listed.is_for_people(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_list_is_shown_in_part_and_the_rest_is_counted() {
        let copy = ScopeList::copy();
        let all = FoundScopesView::of(copy, "");
        assert_eq!((all.scopes.len(), all.from), (SHOWN, ScopeListSource::Copy));
        assert_eq!(usize::try_from(all.more).ok(), Some(copy.scopes.len() - SHOWN));
        let few = FoundScopesView::of(copy, "systemregister.write");
        assert_eq!((few.scopes.len(), few.more), (1, 0));
        assert!(few.scopes.iter().all(|scope| scope.delegable.is_none() && scope.for_all.is_none()));
    }
}
