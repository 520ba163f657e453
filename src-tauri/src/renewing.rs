//! Renewal with overlap: one step at a time, each written down before the next.

use inngang_contract::{AdvanceRenewal, BeginRenewal, ClientView, Problem, RenewalView, RenewalsView, TokenProgress, moment};
use inngang_engine::calendar::Entry;
use inngang_engine::keys::{KeyError, KeyFacts};
use inngang_engine::maskinporten::{Attempt, Obstacle};
use inngang_engine::names::{ClientId, KeyId};
use inngang_engine::renewal::{self, OldKey, Renewal, Road, Stage, Step};
use inngang_platform::database::ClientRow;
use tauri::ipc::Channel;

use crate::active::Active;
use crate::app::App;
use crate::{connection, selfservice, setup, tokens, typed};

/// Clients whose keys can be renewed, those that end first first; and the renewals under way.
pub(crate) fn list(app: &App, active: &Active) -> Result<RenewalsView, Problem> {
    let (database, profile) = (&app.database, &active.row.id);
    let token = setup::document::<inngang_contract::TokenView>(database, active, setup::MASKINPORTEN)?;
    let mut clients = Vec::new();
    for row in database.clients(profile)? {
        let stands = setup::registration(database, active, &row.id)?;
        let ends_at = stands.as_ref().map(|stands| Entry::key(&row.id, &stands.kid, stands.registered_at).ends_at);
        let scopes = token.as_ref().filter(|token| token.client_id == row.id.as_str());
        let view = ClientView {
            client_id: row.id.to_string(),
            name: row.name,
            kind: row.kind,
            key: row.key,
            kid: stands.map(|stands| stands.kid.to_string()),
            expires_at: ends_at.map(moment),
            scopes: scopes.map(|token| token.scopes.clone()).unwrap_or_default(),
        };
        clients.push((ends_at.is_none(), ends_at, view));
    }
    clients.sort_by_key(|(without, ends_at, _)| (*without, *ends_at));
    let renewals = database.renewals(profile)?.iter().map(|renewal| view(app, active, renewal)).collect::<Result<_, _>>()?;
    let api = connection::remembered(app, active)?.is_some();
    Ok(RenewalsView { clients: clients.into_iter().map(|(.., view)| view).collect(), renewals, api })
}

/// Decides a new key for a client. One that is decided already goes on.
pub(crate) fn begin(app: &App, active: &Active, input: &BeginRenewal) -> Result<RenewalView, Problem> {
    let (database, profile, now) = (&app.database, &active.row.id, active.ports.clock.now());
    let client = typed::client(&input.client_id)?;
    if let Some(under_way) = database.renewal(profile, &client)? {
        return view(app, active, &under_way);
    }
    if !database.clients(profile)?.iter().any(|row| row.id == client) {
        let (kind, name) = ("maskinporten".to_owned(), String::new());
        database.keep_client(profile, &ClientRow { id: client.clone(), kind, name, key: None, added_at: now })?;
    }
    let old = setup::registration(database, active, &client)?.map(|stands| OldKey { key: stands.key, kid: stands.kid });
    let order = renewal::BeginRenewal {
        client,
        organisation: active.row.organisation.clone(),
        old,
        road: input.road.into(),
        scopes: typed::scopes(&input.scopes)?,
        size: input.bits.into(),
    };
    let begun = renewal::begin(order, now).map_err(|failure| active.show(failure))?;
    database.keep_renewal(profile, None, &begun, now)?;
    view(app, active, &begun)
}

/// Takes one step, and writes it down. Cancelled, it can be taken again.
pub(crate) async fn advance(
    app: &App,
    active: &Active,
    input: &AdvanceRenewal,
    progress: Channel<TokenProgress>,
) -> Result<RenewalView, Problem> {
    let renewal = under_way(app, active, &input.client_id)?;
    let kid = input.kid.as_deref().map(|kid| kid.trim().parse::<KeyId>()).transpose().map_err(|_| KeyError::BadKeyId)?;
    let cancelled = active.renewal_journey.start();
    let next = tokio::select! {
        () = cancelled.cancelled() => return Err(Problem::cancelled()),
        next = step(app, active, &renewal, kid.as_ref(), progress) => next?,
    };
    write_down(app, active, &renewal, &next)?;
    if next.road == Road::Api && matches!(next.stage, Stage::Added | Stage::Retired) {
        selfservice::follow(app, active, &next.client).await;
    }
    view(app, active, &next)
}

/// Takes one step back, and writes it down.
pub(crate) async fn undo(app: &App, active: &Active, client: &str) -> Result<(), Problem> {
    let renewal = under_way(app, active, client)?;
    let connection = if renewal.undo_needs_api() { Some(connection::connection(app, active).await?) } else { None };
    let service = connection.as_ref().map(|connection| &connection.service);
    let back = renewal::undo(&renewal, service, &active.environment, &active.http, &active.ports).await;
    match back.map_err(|failure| active.show(failure))? {
        Some(back) => write_down(app, active, &renewal, &back),
        None => Ok(app.database.forget_renewal(&active.row.id, &renewal, active.ports.clock.now())?),
    }
}

async fn step(
    app: &App,
    active: &Active,
    renewal: &Renewal,
    kid: Option<&KeyId>,
    progress: Channel<TokenProgress>,
) -> Result<Renewal, Problem> {
    let needs_service = renewal.road == Road::Api && matches!(renewal.stage, Stage::Made | Stage::Added | Stage::Switched);
    let connection = if needs_service { Some(connection::connection(app, active).await?) } else { None };
    let service = connection.as_ref().map(|connection| &connection.service);
    let step = match (renewal.stage, service) {
        (Stage::Begun, _) => Step::Make,
        (Stage::Made, Some(service)) => Step::AddByApi(service),
        (Stage::Made, None) => Step::AddedInPortal(kid.ok_or(KeyError::BadKeyId)?),
        (Stage::Added, service) => Step::Prove(service),
        (Stage::Proved, _) => Step::Switch,
        (Stage::Switched | Stage::Retired, Some(service)) => Step::RetireByApi(service),
        (Stage::Switched | Stage::Retired, None) => Step::RetiredInPortal,
    };
    if matches!(step, Step::AddByApi(_)) {
        let now = active.now();
        app.database.keep_renewal(&active.row.id, Some(renewal), &renewal.posting(now), now)?;
    }
    let mut waiting = tokens::waiting(progress);
    let tell = move |tries| waiting(Attempt { tries, obstacle: Obstacle::UnknownKey });
    let next = renewal::advance(renewal, step, &active.environment, &active.http, &active.ports, tell).await;
    next.map_err(|failure| active.show(failure))
}

/// The new key gets its row; the wizard works with the key that the client signs with.
fn write_down(app: &App, active: &Active, before: &Renewal, next: &Renewal) -> Result<(), Problem> {
    let now = active.ports.clock.now();
    if next.stage == Stage::Made {
        app.database.adopt_keys(&active.row.id, &*active.ports.keys, now)?;
    }
    app.database.keep_renewal(&active.row.id, Some(before), next, now)?;
    let Some(old) = &before.old else { return Ok(()) };
    let (left, taken) = if next.stage >= Stage::Switched { (&old.key, &next.new_key) } else { (&next.new_key, &old.key) };
    if setup::key(&app.database, active)?.is_some_and(|chosen| chosen.id == *left) {
        setup::keep(&app.database, active, setup::KEY, taken)?;
    }
    Ok(())
}

fn under_way(app: &App, active: &Active, client: &str) -> Result<Renewal, Problem> {
    let client: ClientId = typed::client(client)?;
    app.database.renewal(&active.row.id, &client)?.ok_or_else(|| Problem::no_renewal(client.as_str()))
}

fn view(app: &App, active: &Active, renewal: &Renewal) -> Result<RenewalView, Problem> {
    let (clients, keys) = (app.database.clients(&active.row.id)?, app.database.keys(&active.row.id)?);
    let name = clients.iter().find(|row| row.id == renewal.client).map_or("", |row| &row.name);
    let made: Option<&KeyFacts> = keys.iter().find(|row| row.id == renewal.new_key && active.has_private(&row.id)).map(|row| &row.facts);
    Ok(RenewalView::new(renewal, name, made))
}
