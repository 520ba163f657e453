//! Clients at Digdir through its self-service: shown, made, changed, their keys and secrets. What is known of them here is kept in step.

use inngang_contract::{
    AddServiceKey, ChangeServiceClient, ClientAuthentication, ClientKind, CreateServiceClient, DeactivateServiceClient, Problem,
    ServiceClientView, ServiceClientsView, ServiceKey, ServiceKeyView,
};
use inngang_engine::calendar::Subject;
use inngang_engine::keys::{KeyError, SigningAlgorithm};
use inngang_engine::names::{ClientId, KeyId};
use inngang_engine::secret::Secret;
use inngang_engine::selfservice::{
    self, ApplicationType, ClientChange, IntegrationType, KeySet, NewClient, Registration, RemoveKey, ServiceClient, WhenLast,
};
use inngang_platform::database::{ClientRow, NewRegistration, RegistrationRow, Seen, WatchedRow};

use crate::active::Active;
use crate::app::App;
use crate::connection;
use crate::portal_road::redirect_uris;
use crate::{keys, typed};

/// The organisation's clients, by name; none while nobody is connected.
pub(crate) async fn clients(app: &App, active: &Active, inactive: bool) -> Result<ServiceClientsView, Problem> {
    let Some(administration) = connection::remembered(app, active)? else {
        return Ok(ServiceClientsView { administration: None, base: None, may_write: false, clients: Vec::new() });
    };
    let connection = connection::connection(app, active).await?;
    let mut clients = selfservice::clients(inactive, &connection.service).await.map_err(|failure| active.show(failure))?;
    clients.sort_by(|a, b| (a.name.to_lowercase(), &a.id).cmp(&(b.name.to_lowercase(), &b.id)));
    for client in &clients {
        connection.show(client);
        active.connecting.told.scopes_of(&client.id, &client.scopes);
    }
    Ok(ServiceClientsView {
        administration: Some(administration.client_id),
        base: Some(connection.service.base().as_str().to_owned()),
        may_write: connection.service.rights().change,
        clients: clients.iter().map(|client| ServiceClientView::new(client, None, has_secret(active, &client.id))).collect(),
    })
}

/// One client with its keys.
pub(crate) async fn client(app: &App, active: &Active, client: &ClientId) -> Result<ServiceClientView, Problem> {
    let connection = connection::connection(app, active).await?;
    let read = selfservice::read_client(client, &connection.service).await.map_err(|failure| active.show(failure))?;
    let set = selfservice::read_keys(client, &connection.service).await.map_err(|failure| active.show(failure))?;
    connection.show(&read);
    view(app, active, &read, &set, Seen::Read)
}

/// Makes a client. Its secret, when it has one, goes into the vault, and its end into the calendar.
pub(crate) async fn create(app: &App, active: &Active, input: CreateServiceClient) -> Result<ServiceClientView, Problem> {
    let scopes = match input.kind {
        // A login client has `openid` of itself.
        ClientKind::ApiKlient | ClientKind::Ansattporten if input.scopes.trim().is_empty() => Vec::new(),
        _ => typed::scopes(&input.scopes)?,
    };
    let (name, description) = (input.name.trim(), input.description.trim());
    let new = match (input.kind, input.authentication) {
        (ClientKind::Maskinporten, _) => NewClient::for_maskinporten(name, description, scopes),
        (kind, authentication) => {
            let login = NewClient::for_login(name, description, scopes, redirect_uris(), None);
            let application = if authentication == ClientAuthentication::None { ApplicationType::Native } else { ApplicationType::Web };
            let integration = if kind == ClientKind::Ansattporten { IntegrationType::Ansattporten } else { login.integration.clone() };
            NewClient { integration, method: authentication.into(), application, ..login }
        }
    };
    let connection = connection::connection(app, active).await?;
    let made = selfservice::create_client(&new, &connection.service).await.map_err(|failure| active.show(failure))?;
    let (id, kind) = (made.client.id.clone(), input.kind.as_str().to_owned());
    let row = ClientRow { id: id.clone(), kind, name: made.client.name.clone(), key: None, added_at: active.ports.clock.now() };
    app.database.keep_client(&active.row.id, &row)?;
    if let Some(secret) = &made.secret {
        keep_secret(app, active, &made.client, secret)?;
    }
    client(app, active, &id).await
}

/// Changes a client that the page has seen.
pub(crate) async fn change(app: &App, active: &Active, input: ChangeServiceClient) -> Result<ServiceClientView, Problem> {
    let id = typed::client(&input.client_id)?;
    let change = ClientChange {
        name: Some(input.name.trim().to_owned()),
        description: Some(input.description.trim().to_owned()),
        scopes: Some(typed::scopes(&input.scopes)?),
        ..ClientChange::default()
    };
    let connection = connection::connection(app, active).await?;
    let seen = connection.seen(&id).await.map_err(|failure| active.show(failure))?;
    let changed = selfservice::change_client(&seen, &change, &connection.service).await.map_err(|failure| active.show(failure))?;
    connection.show(&changed);
    if let Some(row) = app.database.clients(&active.row.id)?.into_iter().find(|row| row.id == id) {
        app.database.keep_client(&active.row.id, &ClientRow { name: changed.name, ..row })?;
    }
    client(app, active, &id).await
}

/// Deactivates a client whose name was typed, for good; what is known of it here goes too.
pub(crate) async fn deactivate(app: &App, active: &Active, input: DeactivateServiceClient) -> Result<ServiceClientsView, Problem> {
    let id = typed::client(&input.client_id)?;
    let connection = connection::connection(app, active).await?;
    let seen = connection.seen(&id).await.map_err(|failure| active.show(failure))?;
    typed::confirmed(&input.typed, if seen.name.is_empty() { id.as_str() } else { seen.name.trim() })?;
    if app.database.renewal(&active.row.id, &id)?.is_some() {
        return Err(Problem::key_in_renewal(id.as_str()));
    }
    selfservice::deactivate_client(&id, &connection.service).await.map_err(|failure| active.show(failure))?;
    app.database.forget_client(&active.row.id, &id)?;
    app.database.forget_watched(&active.row.id, &secret_name(&id))?;
    if let Err(failure) = active.vault.forget_secret(&secret_name(&id)) {
        tracing::warn!(%failure, "the secret of a client that is gone stays in the vault");
    }
    clients(app, active, false).await
}

/// Puts one of the profile's keys on a client, beside those that stand there, and notes where it stands.
pub(crate) async fn add_key(app: &App, active: &Active, input: &AddServiceKey) -> Result<ServiceClientView, Problem> {
    let id = typed::client(&input.client_id)?;
    let row = keys::named(app, active, &input.key)?;
    let connection = connection::connection(app, active).await?;
    let seen = connection.seen(&id).await.map_err(|failure| active.show(failure))?;
    // The vault's own word for it: a row can come from a copy, and what is registered can sign as the business.
    let public = active.ports.keys.public(&row.id).map_err(|failure| active.show(failure))?;
    let order = Registration { client: id.clone(), key: public, kid: row.kid.clone(), algorithm: SigningAlgorithm::Rs256 };
    let merged = selfservice::add_key(&order, &connection.service).await.map_err(|failure| active.show(failure))?;
    let posted = merged.set.key(row.kid.as_str()).and_then(|key| key.year_began());
    let registration = NewRegistration {
        key: row.id,
        client: id,
        client_name: seen.name.clone(),
        kind: seen.integration.as_ref().map_or(ClientKind::Maskinporten.as_str(), IntegrationType::as_str).to_owned(),
        kid: row.kid,
        at: posted.unwrap_or_else(|| active.now()),
        in_use: false,
    };
    app.database.register(&active.row.id, &registration)?;
    view(app, active, &seen, &merged.set, Seen::from(&merged))
}

/// Posts a key again as it stands, so that its year begins anew.
pub(crate) async fn renew_key(app: &App, active: &Active, input: &ServiceKey) -> Result<ServiceClientView, Problem> {
    let id = typed::client(&input.client_id)?;
    let kid: KeyId = input.kid.parse().map_err(|_| KeyError::BadKeyId)?;
    let connection = connection::connection(app, active).await?;
    let seen = connection.seen(&id).await.map_err(|failure| active.show(failure))?;
    let merged = selfservice::renew_key(&id, &kid, &connection.service).await.map_err(|failure| active.show(failure))?;
    view(app, active, &seen, &merged.set, Seen::PostedAgain(&kid, active.now()))
}

/// Takes a key away from a client that has another, and notes that it stands there no more.
pub(crate) async fn remove_key(app: &App, active: &Active, input: ServiceKey) -> Result<ServiceClientView, Problem> {
    let id = typed::client(&input.client_id)?;
    if app.database.renewal(&active.row.id, &id)?.is_some_and(|renewal| renewal.rests_on(&input.kid)) {
        return Err(Problem::key_in_renewal(id.as_str()));
    }
    let connection = connection::connection(app, active).await?;
    let seen = connection.seen(&id).await.map_err(|failure| active.show(failure))?;
    let order = RemoveKey { client: id.clone(), kid: input.kid.clone(), must_stay: None, when_last: WhenLast::Keep };
    let merged = selfservice::remove_key(&order, &connection.service).await.map_err(|failure| active.show(failure))?;
    let stood = app.database.registrations(&active.row.id)?.into_iter();
    for row in stood.filter(|row| row.client == id && row.kid.as_str() == input.kid) {
        app.database.retire(&active.row.id, &id, &row.key, active.ports.clock.now())?;
    }
    view(app, active, &seen, &merged.set, Seen::from(&merged))
}

/// Has Digdir make a new secret for a client; it goes into the vault.
pub(crate) async fn new_secret(app: &App, active: &Active, id: &ClientId) -> Result<ServiceClientView, Problem> {
    let connection = connection::connection(app, active).await?;
    let seen = connection.seen(id).await.map_err(|failure| active.show(failure))?;
    // A locked vault says so before the secret that is in use becomes void.
    active.vault.secret(&secret_name(id))?;
    let secret = selfservice::new_secret(id, &connection.service).await.map_err(|failure| active.show(failure))?;
    keep_secret(app, active, &seen, &secret)?;
    client(app, active, id).await
}

/// A client's secret as the vault has it.
pub(crate) fn secret(active: &Active, id: &ClientId) -> Result<Secret<String>, Problem> {
    active.vault.secret(&secret_name(id))?.ok_or_else(|| Problem::secret_gone(id.as_str()))
}

fn keep_secret(app: &App, active: &Active, client: &ServiceClient, secret: &Secret<String>) -> Result<(), Problem> {
    let name = secret_name(&client.id);
    active.vault.keep_secret(&name, secret)?;
    let called = if client.name.is_empty() { client.id.to_string() } else { client.name.clone() };
    let what = Subject::ClientSecret.as_str().to_owned();
    Ok(app.database.keep_watched(&active.row.id, &WatchedRow { id: name, what, name: called, starts_at: active.now() })?)
}

/// Under which the vault keeps it, and the calendar its end.
pub(crate) fn secret_name(client: &ClientId) -> String {
    format!("client-secret:{client}")
}

/// A locked vault is no reason to say that its secrets are gone, nor that they are here.
fn has_secret(active: &Active, client: &ClientId) -> bool {
    matches!(active.vault.secret(&secret_name(client)), Ok(Some(_)))
}

/// Notes since when our keys stand on a client that a renewal has posted them to. The step is taken: a look that fails undoes nothing.
pub(crate) async fn follow(app: &App, active: &Active, client: &ClientId) {
    let look = async {
        let connection = connection::connection(app, active).await?;
        let set = selfservice::read_keys(client, &connection.service).await.map_err(|failure| active.show(failure))?;
        active.connecting.told.keys_of(client, &set, active.ports.clock.now());
        Ok::<_, Problem>(app.database.note_set(&active.row.id, client, &set, Seen::Posted)?)
    };
    if let Err(problem) = look.await {
        tracing::warn!(code = problem.code, "since when a client's keys stand there was not read");
    }
}

/// A client with its keys. What its set tells of ours is noted first, and they are shown to end when the calendar says.
fn view(app: &App, active: &Active, client: &ServiceClient, set: &KeySet, seen: Seen<'_>) -> Result<ServiceClientView, Problem> {
    let (database, profile) = (&app.database, &active.row.id);
    active.connecting.told.scopes_of(&client.id, &client.scopes);
    active.connecting.told.keys_of(&client.id, set, active.ports.clock.now());
    database.note_set(profile, &client.id, set, seen)?;
    let (ours, rows) = (database.keys(profile)?, database.registrations(profile)?);
    let keys = set.keys.iter().map(|key| {
        let same = ours.iter().find(|row| key.is(&row.facts)).map(|row| row.id.clone());
        let stands = |row: &&RegistrationRow| row.client == client.id && Some(&row.key) == same.as_ref() && row.retired_at.is_none();
        let began = rows.iter().find(stands).map(|row| row.registered_at).or_else(|| key.year_began());
        ServiceKeyView::new(key, began, same)
    });
    Ok(ServiceClientView::new(client, Some(keys.collect()), has_secret(active, &client.id)))
}
