//! Maskinporten tokens as the page knows them: by an id, behind which stands what they were ordered by.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

use inngang_contract::{ObtainToken, Problem, TokenProgress};
use inngang_engine::maskinporten::{Attempt, Order, Patience, Token, TypedVariant, Variant};
use tauri::ipc::Channel;

use crate::active::Active;
use crate::app::App;
use crate::{credentials, typed};

/// What tokens were ordered by, under the ids that the page knows. The tokens themselves are kept by the engine.
#[derive(Default)]
pub(crate) struct Ordered(Mutex<BTreeMap<String, Order>>);

impl Ordered {
    /// The id of an order; the same order has the same.
    pub(crate) fn id(&self, order: &Order) -> String {
        let mut orders = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((id, _)) = orders.iter().find(|(_, known)| *known == order) {
            return id.clone();
        }
        let id = uuid::Uuid::new_v4().to_string();
        orders.insert(id.clone(), order.clone());
        id
    }

    /// What an id stands for.
    pub(crate) fn find(&self, id: &str) -> Option<Order> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).get(id).cloned()
    }

    /// Forgets all.
    pub(crate) fn clear(&self) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }
}

/// What the page asks for.
pub(crate) fn order(input: &ObtainToken, app: &App, active: &Active) -> Result<Order, Problem> {
    let (client, scopes) = (typed::client(&input.client_id)?, typed::scopes(&input.scopes)?);
    let asked = &input.variant;
    let variant = Variant::try_from(TypedVariant {
        resources: &asked.resources,
        person: asked.person.as_ref(),
        consumer: &asked.consumer,
        owner: &asked.owner,
        external_ref: &asked.external_ref,
    });
    let variant = variant.map_err(|failure| active.show(failure))?;
    let credential = credentials::of(app, active, &client, input.sign_with, input.algorithm.into())?;
    Ok(Order { variant, ..Order::new(client, scopes, credential) })
}

/// A new token, asked for again while what is in the way is known to pass. A refusal is told with its cause.
pub(crate) async fn fetch(
    order: &Order,
    patience: Patience,
    active: &Active,
    progress: Channel<TokenProgress>,
) -> Result<Arc<Token>, Problem> {
    match active.tokens.obtain_patiently(order, patience, waiting(progress)).await {
        Ok(token) => Ok(token),
        Err(error) => Err(active.show(active.tokens.with_cause(error, order).await)),
    }
}

/// The token behind an id, renewed where it is over. None once the vault was locked or the profile left, even while it was renewed.
pub(crate) async fn held(id: &str, active: &Active) -> Result<Arc<Token>, Problem> {
    let order = active.ordered.find(id).ok_or_else(Problem::token_gone)?;
    let token = match active.tokens.obtain(&order).await {
        Ok(token) => token,
        Err(error) => return Err(active.show(active.tokens.with_cause(error, &order).await)),
    };
    active.ordered.find(id).map(|_| token).ok_or_else(Problem::token_gone)
}

/// Tells the page of each attempt that failed.
pub(crate) fn waiting(progress: Channel<TokenProgress>) -> impl FnMut(Attempt) + Send {
    let started = Instant::now();
    move |Attempt { tries, obstacle }| {
        let seconds = u32::try_from(started.elapsed().as_secs()).unwrap_or(u32::MAX);
        if progress.send(TokenProgress { tries, seconds, obstacle: obstacle.into() }).is_err() {
            tracing::warn!("the page does not listen for the wait");
        }
    }
}
