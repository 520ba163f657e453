//! The connection to Digdir's self-service API: who asks is remembered, the connection and its token live in memory.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use inngang_contract::{ClientKind, ConnectSelfService, Problem, SignWith};
use inngang_engine::keys::{KeyError, SigningAlgorithm};
use inngang_engine::maskinporten::Credential;
use inngang_engine::names::ClientId;
use inngang_engine::selfservice::{self, Access, SelfService, SelfServiceError, ServiceClient};
use inngang_platform::database::{Database, NewRegistration};
use serde::{Deserialize, Serialize};

use crate::active::{Active, Journey};
use crate::app::App;
use crate::told::Told;
use crate::{credentials, keys, setup, typed};

/// What is remembered of a connection: who asks, and what signs.
#[derive(Serialize, Deserialize)]
pub(crate) struct Administration {
    pub(crate) client_id: String,
    sign_with: SignWith,
}

/// A connection, and the clients that the page has seen through it.
pub(crate) struct Connection {
    pub(crate) service: SelfService,
    seen: Mutex<BTreeMap<String, ServiceClient>>,
}

impl Connection {
    /// Remembers what the page is shown: a change is made to that, or not at all.
    pub(crate) fn show(&self, client: &ServiceClient) {
        self.seen.lock().unwrap_or_else(PoisonError::into_inner).insert(client.id.to_string(), client.clone());
    }

    /// The client as the page saw it last; read now when it never did.
    pub(crate) async fn seen(&self, client: &ClientId) -> Result<ServiceClient, SelfServiceError> {
        let seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner).get(client.as_str()).cloned();
        match seen {
            Some(seen) => Ok(seen),
            None => selfservice::read_client(client, &self.service).await,
        }
    }
}

/// The profile's connection, one at a time.
#[derive(Default)]
pub(crate) struct Connecting {
    held: Mutex<Option<Arc<Connection>>>,
    turn: tokio::sync::Mutex<()>,
    run: Journey,
    /// What it has told lately.
    pub(crate) told: Told,
}

impl Connecting {
    /// Drops the connection, and what would become one.
    pub(crate) fn wipe(&self) {
        self.run.cancel();
        self.told.clear();
        *self.held() = None;
    }

    fn held(&self) -> std::sync::MutexGuard<'_, Option<Arc<Connection>>> {
        self.held.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Connects as an administration client, and remembers it.
pub(crate) async fn connect(app: &App, active: &Active, input: ConnectSelfService) -> Result<Arc<Connection>, Problem> {
    let _turn = active.connecting.turn.lock().await;
    let client = typed::client(&input.client_id)?;
    let credential = match (input.sign_with, &input.key) {
        (SignWith::Key, Some(key)) => chosen(app, active, key, input.kid.as_deref())?,
        (sign_with, _) => credentials::of(app, active, &client, sign_with, SigningAlgorithm::Rs256)?,
    };
    let connection = open(active, Access { client, credential: credential.clone() }).await?;
    let administration = Administration { client_id: input.client_id, sign_with: input.sign_with };
    setup::keep(&app.database, active, setup::SELF_SERVICE, &administration)?;
    note_key(app, active, credential, &connection.service).await?;
    Ok(connection)
}

/// One of the profile's keys, under the name that the portal gave it.
fn chosen(app: &App, active: &Active, key: &str, kid: Option<&str>) -> Result<Credential, Problem> {
    let row = keys::named(app, active, key)?;
    let typed = kid.map(str::trim).filter(|kid| !kid.is_empty());
    let kid = typed.map(str::parse).transpose().map_err(|_| KeyError::BadKeyId)?.unwrap_or(row.kid);
    Ok(Credential::RegisteredKey { key: row.id, kid, algorithm: SigningAlgorithm::Rs256 })
}

/// Notes that the key which was let in stands on the client: the wizard's may be another tomorrow, and this one ends like any.
async fn note_key(app: &App, active: &Active, credential: Credential, service: &SelfService) -> Result<(), Problem> {
    let Credential::RegisteredKey { key, kid, .. } = credential else { return Ok(()) };
    let client = service.client().clone();
    if setup::registration(&app.database, active, &client)?.is_some_and(|known| known.key == key && known.kid == kid) {
        return Ok(());
    }
    // Without these it can be used all the same.
    let name = selfservice::read_client(&client, service).await.map(|read| read.name).unwrap_or_default();
    let set = selfservice::read_keys(&client, service).await.ok();
    let posted = set.and_then(|set| set.key(kid.as_str())?.year_began());
    let at = posted.unwrap_or_else(|| active.now());
    let kind = ClientKind::Maskinporten.as_str().to_owned();
    let stands = NewRegistration { key, client, client_name: name, kind, kid, at, in_use: true };
    Ok(app.database.register(&active.row.id, &stands)?)
}

/// The administration client that signs with the enterprise certificate.
pub(crate) fn by_certificate(database: &Database, active: &Active) -> Result<Option<String>, Problem> {
    let administration: Option<Administration> = setup::document(database, active, setup::SELF_SERVICE)?;
    Ok(administration.filter(|known| known.sign_with == SignWith::Certificate).map(|known| known.client_id))
}

/// Drops the connection and forgets who asked.
pub(crate) fn disconnect(app: &App, active: &Active) -> Result<(), Problem> {
    active.connecting.wipe();
    setup::forget(&app.database, active, &[setup::SELF_SERVICE])
}

/// The connection, made anew after a restart.
pub(crate) async fn connection(app: &App, active: &Active) -> Result<Arc<Connection>, Problem> {
    let _turn = active.connecting.turn.lock().await;
    if let Some(connection) = active.connecting.held().as_ref() {
        return Ok(Arc::clone(connection));
    }
    let administration = remembered(app, active)?.ok_or_else(|| active.show(SelfServiceError::NotConnected))?;
    let client = typed::client(&administration.client_id)?;
    let credential = credentials::of(app, active, &client, administration.sign_with, SigningAlgorithm::Rs256)?;
    open(active, Access { client, credential }).await
}

/// Who asks, when it was told.
pub(crate) fn remembered(app: &App, active: &Active) -> Result<Option<Administration>, Problem> {
    setup::document(&app.database, active, setup::SELF_SERVICE)
}

async fn open(active: &Active, access: Access) -> Result<Arc<Connection>, Problem> {
    let run = active.connecting.run.start();
    let connecting = selfservice::connect(access, &active.environment, &active.http, &active.ports);
    let service = tokio::select! {
        () = run.cancelled() => return Err(Problem::cancelled()),
        service = connecting => service.map_err(|failure| active.show(failure))?,
    };
    let connection = Arc::new(Connection { service, seen: Mutex::default() });
    let mut held = active.connecting.held();
    // Whoever wipes it ends the run before waiting for this lock.
    if run.is_cancelled() {
        return Err(Problem::cancelled());
    }
    *held = Some(Arc::clone(&connection));
    Ok(connection)
}
