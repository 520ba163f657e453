//! The public list of scopes as it was read last, kept for each environment.

use inngang_engine::maskinporten::{ListSource, PublicScope, ScopeList};
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

use super::{Database, DatabaseError};

/// The public list in the database.
#[derive(Serialize, Deserialize)]
struct Kept {
    #[serde(with = "time::serde::rfc3339")]
    as_of: OffsetDateTime,
    scopes: Vec<KeptScope>,
}

#[derive(Serialize, Deserialize)]
struct KeptScope {
    scope: String,
    description: String,
    owner: Option<String>,
    owner_name: Option<String>,
    for_all: Option<bool>,
    delegation_source: Option<String>,
    integrations: Vec<String>,
}

impl Database {
    /// The list that was kept for an environment. One that cannot be read is none.
    ///
    /// # Errors
    /// [`DatabaseError`].
    pub fn scope_list(&self, environment: &str) -> Result<Option<ScopeList>, DatabaseError> {
        let kept = self.setting(&name(environment))?.and_then(|document| serde_json::from_str::<Kept>(&document).ok());
        Ok(kept.map(ScopeList::from))
    }

    /// Keeps the list that a service gave.
    ///
    /// # Errors
    /// [`DatabaseError`].
    pub fn keep_scope_list(&self, environment: &str, list: &ScopeList) -> Result<(), DatabaseError> {
        let kept = Kept { as_of: list.as_of, scopes: list.scopes.iter().map(KeptScope::from).collect() };
        // Texts and a moment are always written.
        serde_json::to_string(&kept).map_or(Ok(()), |document| self.keep_setting(&name(environment), &document))
    }
}

fn name(environment: &str) -> String {
    format!("scopes:{environment}")
}

impl From<Kept> for ScopeList {
    fn from(kept: Kept) -> Self {
        let scopes = kept.scopes.into_iter().filter_map(|kept| {
            Some(PublicScope {
                scope: kept.scope.parse().ok()?,
                description: kept.description,
                owner: kept.owner,
                owner_name: kept.owner_name,
                for_all: kept.for_all,
                delegation_source: kept.delegation_source,
                integrations: kept.integrations,
            })
        });
        Self { from: ListSource::Service, as_of: kept.as_of, scopes: scopes.collect() }
    }
}

impl From<&PublicScope> for KeptScope {
    fn from(listed: &PublicScope) -> Self {
        Self {
            scope: listed.scope.to_string(),
            description: listed.description.clone(),
            owner: listed.owner.clone(),
            owner_name: listed.owner_name.clone(),
            for_all: listed.for_all,
            delegation_source: listed.delegation_source.clone(),
            integrations: listed.integrations.clone(),
        }
    }
}
