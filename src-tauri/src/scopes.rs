//! Which scopes there are: the public list as it was read last, kept for each environment; before that the copy that comes along.

use std::sync::{Arc, Mutex, PoisonError};

use inngang_contract::{FoundScopesView, Problem, SearchScopes};
use inngang_engine::maskinporten::{self, ListSource, PublicScope, ScopeList};
use inngang_platform::database::Database;
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

use crate::active::Active;
use crate::app::App;

/// The list, once it was asked for.
#[derive(Default)]
pub(crate) struct Scopes(Mutex<Option<Arc<ScopeList>>>);

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

/// Looks for scopes, in a list that is read anew where the page says so. What cannot be read leaves the list as it was.
pub(crate) async fn search(app: &App, active: &Active, input: &SearchScopes) -> Result<FoundScopesView, Problem> {
    if input.refresh {
        let read = maskinporten::scopes::list(&active.environment, &active.http, &active.ports).await;
        if read.from == ListSource::Service {
            keep(&app.database, active, &read)?;
            *active.scopes.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(Arc::new(read));
        }
    }
    Ok(FoundScopesView::of(&*known(&app.database, active)?, &input.words))
}

/// The list that is at hand, without a call.
pub(crate) fn known(database: &Database, active: &Active) -> Result<Arc<ScopeList>, Problem> {
    let mut held = active.scopes.0.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(list) = &*held {
        return Ok(Arc::clone(list));
    }
    let kept = database.setting(&name(active))?.and_then(|document| serde_json::from_str::<Kept>(&document).ok());
    let list = Arc::new(kept.map_or_else(|| ScopeList::copy().clone(), ScopeList::from));
    Ok(Arc::clone(held.insert(list)))
}

fn keep(database: &Database, active: &Active, list: &ScopeList) -> Result<(), Problem> {
    let kept = Kept { as_of: list.as_of, scopes: list.scopes.iter().map(KeptScope::from).collect() };
    let document = serde_json::to_string(&kept).map_err(|_| Problem::bug())?;
    Ok(database.keep_setting(&name(active), &document)?)
}

fn name(active: &Active) -> String {
    format!("scopes:{}", active.row.environment)
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
