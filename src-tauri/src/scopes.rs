//! Which scopes there are: the public list as it was read last, kept for each environment; before that the copy that comes along.

use std::sync::{Arc, Mutex, PoisonError};

use inngang_contract::{FoundScopesView, Problem, SearchScopes};
use inngang_engine::maskinporten::{self, ListSource, ScopeList};
use inngang_platform::database::Database;

use crate::active::Active;
use crate::app::App;

/// The list, once it was asked for.
#[derive(Default)]
pub(crate) struct Scopes(Mutex<Option<Arc<ScopeList>>>);

/// Looks for scopes, in a list that is read anew where the page says so. What cannot be read leaves the list as it was.
pub(crate) async fn search(app: &App, active: &Active, input: &SearchScopes) -> Result<FoundScopesView, Problem> {
    if input.refresh {
        let read = maskinporten::scopes::list(&active.environment, &active.http, &active.ports).await;
        if read.from == ListSource::Service {
            app.database.keep_scope_list(&active.row.environment, &read)?;
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
    let kept = database.scope_list(&active.row.environment)?;
    let list = Arc::new(kept.unwrap_or_else(|| ScopeList::copy().clone()));
    Ok(Arc::clone(held.insert(list)))
}
