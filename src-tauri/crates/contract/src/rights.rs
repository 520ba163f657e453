//! What a system's rights can be made of, on the page: resources and access packages, searched.

use inngang_engine::altinn::registry::{Fitness, Listed, ListedPackage, ListedResource, Origin};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{ScopeListSource, TextsView, moment};

/// So many are shown; whoever looks for another one adds a word.
const SHOWN: usize = 50;

/// Looks for resources or access packages.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct SearchRights {
    /// Words of their names, in any of the languages; none for all of them.
    pub words: String,
    /// Those that are chosen, which are told of too.
    pub chosen: Vec<String>,
}

/// What a system can do with a resource or a package.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum RightFitness {
    /// Its system users get it, of either kind.
    Any,
    /// Only for clients.
    ClientsOnly,
    /// Only for one's own organisation.
    OwnOnly,
    /// Cannot be given to anybody.
    NotDelegable,
    /// Resources of this kind are no rights of systems.
    WrongKind,
    /// This environment has none such.
    Unknown,
    /// The copy that comes along does not have it, so nobody can say here.
    Unseen,
}

/// A resource or an access package.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct RightView {
    /// Id or URN.
    pub id: String,
    /// What people call it.
    pub title: TextsView,
    /// What it is, or opens.
    pub description: TextsView,
    /// Whose it is.
    pub owner: TextsView,
    /// `resourceType`; empty for a package.
    pub kind: String,
    /// What a system can do with it.
    pub fitness: RightFitness,
}

/// The resources or packages that were looked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct FoundRightsView {
    /// Where the list is from.
    pub from: ScopeListSource,
    /// RFC 3339: as of when.
    pub as_of: String,
    /// The best of those found.
    pub found: Vec<RightView>,
    /// How many were found that are not shown.
    pub more: u32,
    /// Those that are chosen, in their order.
    pub chosen: Vec<RightView>,
}

impl From<Fitness> for RightFitness {
    fn from(fitness: Fitness) -> Self {
        match fitness {
            Fitness::Any => Self::Any,
            Fitness::ClientsOnly => Self::ClientsOnly,
            Fitness::OwnOnly => Self::OwnOnly,
            Fitness::NotDelegable => Self::NotDelegable,
            Fitness::WrongKind => Self::WrongKind,
        }
    }
}

impl From<&ListedResource> for RightView {
    fn from(listed: &ListedResource) -> Self {
        Self {
            id: listed.id.clone(),
            title: (&listed.title).into(),
            description: (&listed.description).into(),
            owner: (&listed.owner).into(),
            kind: listed.kind.clone(),
            fitness: listed.fitness().into(),
        }
    }
}

impl From<&ListedPackage> for RightView {
    fn from(listed: &ListedPackage) -> Self {
        Self {
            id: listed.urn.clone(),
            title: (&listed.name).into(),
            description: (&listed.description).into(),
            owner: TextsView::default(),
            kind: String::new(),
            fitness: listed.fitness().into(),
        }
    }
}

impl RightView {
    fn nameless(id: &str, fitness: RightFitness) -> Self {
        let [title, description, owner] = Default::default();
        Self { id: id.to_owned(), title, description, owner, kind: String::new(), fitness }
    }
}

impl FoundRightsView {
    /// What the list of resources has for these words.
    #[must_use]
    pub fn of_resources(list: &Listed<ListedResource>, search: &SearchRights) -> Self {
        Self::of(list, search, list.search(&search.words), |entry| &entry.id)
    }

    /// What the list of packages has for these words.
    #[must_use]
    pub fn of_packages(list: &Listed<ListedPackage>, search: &SearchRights) -> Self {
        Self::of(list, search, list.search(&search.words), |entry| &entry.urn)
    }

    fn of<'a, T>(list: &'a Listed<T>, search: &SearchRights, found: Vec<&'a T>, named: impl Fn(&T) -> &String) -> Self
    where
        RightView: From<&'a T>,
    {
        let (from, unlisted) = match list.origin {
            Origin::Service => (ScopeListSource::Service, RightFitness::Unknown),
            Origin::Copy => (ScopeListSource::Copy, RightFitness::Unseen),
        };
        let chosen = search.chosen.iter().map(|id| {
            let listed = list.entries.iter().find(|entry| named(entry) == id);
            listed.map_or_else(|| RightView::nameless(id, unlisted), RightView::from)
        });
        let more = u32::try_from(found.len().saturating_sub(SHOWN)).unwrap_or(u32::MAX);
        let chosen = chosen.collect();
        Self { from, as_of: moment(list.as_of), found: found.into_iter().take(SHOWN).map(RightView::from).collect(), more, chosen }
    }
}
