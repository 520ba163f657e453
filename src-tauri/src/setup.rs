//! What the wizard has proved in a profile, step by step: kept in the database, read again after a restart.

use inngang_contract::{KeyHistory, KeyView, Problem, Registration, SetupView, UnfinishedRun};
use inngang_engine::keys::KeyError;
use inngang_engine::names::ClientId;
use inngang_platform::database::{Database, KeyRow, RegistrationRow, StepRow};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::active::Active;
use crate::connection::{self, Administration};
use crate::requests;

pub(crate) const ROAD: &str = "road";
pub(crate) const CERTIFICATE: &str = "certificate";
pub(crate) const KEY: &str = "key";
pub(crate) const MASKINPORTEN: &str = "maskinporten";
pub(crate) const LOGIN: &str = "login";
pub(crate) const SYSTEM_USER: &str = "system_user";
pub(crate) const ACCESS: &str = "access";
/// No steps of the wizard's: lists of clients that are being carried out, one an agent system user, by its id.
const AGENT_RUN: &str = "agent_run/";
/// No step of the wizard's: who asks the self-service API.
pub(crate) const SELF_SERVICE: &str = "selfservice";

/// Keeps what a step proved. A document holds what the page may see, so it holds no secret.
pub(crate) fn keep(database: &Database, active: &Active, step: &str, document: &impl Serialize) -> Result<(), Problem> {
    let document = serde_json::to_string(document).map_err(|_| Problem::bug())?;
    let row = StepRow { step: step.to_owned(), document, done_at: active.ports.clock.now() };
    database.keep_step(&active.row.id, &row).map_err(Problem::from)
}

/// Forgets steps, as when the certificate that they rest on is forgotten.
pub(crate) fn forget(database: &Database, active: &Active, steps: &[&str]) -> Result<(), Problem> {
    steps.iter().try_for_each(|step| database.forget_step(&active.row.id, step).map_err(Problem::from))
}

/// Everything that was proved. A document of an older version that can no longer be read counts as not done.
pub(crate) fn read(database: &Database, active: &Active) -> Result<SetupView, Problem> {
    let steps = database.steps(&active.row.id)?;
    let mut setup = SetupView {
        road: read_document(&steps, ROAD),
        certificate: read_document(&steps, CERTIFICATE),
        key: key(database, active)?.map(|row| key_view(database, active, &row)).transpose()?,
        maskinporten: read_document(&steps, MASKINPORTEN),
        login: read_document(&steps, LOGIN),
        system_user: requests::step(database, active)?,
        access: read_document(&steps, ACCESS),
        administers: connection::by_certificate(database, active)?,
    };
    // Tokens live in memory alone: after a restart the fact remains and the token is gone.
    if let Some(token) = &mut setup.maskinporten {
        token.token = token.token.take().filter(|id| active.ordered.find(id).is_some());
    }
    if let Some(login) = &mut setup.login {
        login.held = active.logged_in().is_some();
        login.idle_ends_at = active.session.idle_ends().map(|ends| inngang_contract::moment(ends.wall));
    }
    Ok(setup)
}

/// The key that the wizard works with.
pub(crate) fn key(database: &Database, active: &Active) -> Result<Option<KeyRow>, Problem> {
    let Some(id) = document::<String>(database, active, KEY)? else { return Ok(None) };
    let keys = database.keys(&active.row.id)?;
    Ok(keys.into_iter().find(|row| row.id == id))
}

/// Whether a certificate that is kept has this key.
pub(crate) fn is_of_a_certificate(database: &Database, active: &Active, key: &str) -> Result<bool, Problem> {
    Ok(database.certificates(&active.row.id)?.iter().any(|certificate| certificate.key_id == key))
}

/// Forgets a key for good. One that the vault has lost already is forgotten all the same.
pub(crate) fn drop_key(database: &Database, active: &Active, id: &str) -> Result<(), Problem> {
    match active.ports.keys.forget(id) {
        Ok(()) | Err(KeyError::NotFound) => Ok(database.forget_key(&active.row.id, id, active.ports.clock.now())?),
        Err(other) => Err(other.into()),
    }
}

/// A key as the page shows it, with where it stands.
pub(crate) fn key_view(database: &Database, active: &Active, row: &KeyRow) -> Result<KeyView, Problem> {
    let (clients, rows) = (database.clients(&active.row.id)?, database.registrations(&active.row.id)?);
    let administration = document::<Administration>(database, active, SELF_SERVICE)?;
    let stands = rows.iter().filter(|registration| registration.key == row.id).map(|registration| {
        let client = clients.iter().find(|client| client.id == registration.client);
        Registration {
            client: &registration.client,
            client_name: client.map_or("", |client| &client.name),
            kid: &registration.kid,
            registered_at: registration.registered_at,
            retired_at: registration.retired_at,
            in_use: client.is_some_and(|client| client.key.as_ref() == Some(&row.id)),
            administers: administration.as_ref().is_some_and(|known| known.client_id == registration.client.as_str()),
        }
    });
    let history = KeyHistory {
        name: &row.name,
        created_at: row.created_at,
        registrations: &stands.collect::<Vec<_>>(),
        from_certificate: row.certificate.is_some(),
        private_here: active.has_private(&row.id),
    };
    Ok(KeyView::new(&row.id, &row.kid, &row.facts, history))
}

/// Where the key that a client signs with stands on it; none for a client that the profile does not know.
pub(crate) fn registration(database: &Database, active: &Active, client: &ClientId) -> Result<Option<RegistrationRow>, Problem> {
    let clients = database.clients(&active.row.id)?;
    let Some(key) = clients.into_iter().find(|row| row.id == *client).and_then(|row| row.key) else { return Ok(None) };
    let rows = database.registrations(&active.row.id)?;
    Ok(rows.into_iter().find(|row| row.client == *client && row.key == key && row.retired_at.is_none()))
}

/// What was kept under a name.
pub(crate) fn document<T: DeserializeOwned>(database: &Database, active: &Active, name: &str) -> Result<Option<T>, Problem> {
    Ok(read_document(&database.steps(&active.row.id)?, name))
}

/// The step that a list of clients is kept as.
pub(crate) fn agent_run(agent: &str) -> String {
    format!("{AGENT_RUN}{agent}")
}

/// The lists of clients that did not come to their end.
pub(crate) fn agent_runs(database: &Database, active: &Active) -> Result<Vec<UnfinishedRun>, Problem> {
    let steps = database.steps(&active.row.id)?;
    Ok(steps.iter().filter(|row| row.step.starts_with(AGENT_RUN)).filter_map(|row| read_document(&steps, &row.step)).collect())
}

fn read_document<T: DeserializeOwned>(steps: &[StepRow], name: &str) -> Option<T> {
    let row = steps.iter().find(|row| row.step == name)?;
    serde_json::from_str(&row.document).inspect_err(|failure| tracing::warn!(step = name, %failure, "a step of an older version")).ok()
}
