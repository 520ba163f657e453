//! Clients at Digdir: listed, shown, made, deactivated; and the scopes that they may have.

use inngang_engine::names::ClientId;
use inngang_engine::selfservice::{
    self, IntegrationType, NewClient as Wanted, SelfService, clients, create_client, deactivate_client, read_client,
};
use inngang_platform::database::ClientRow;
use serde_json::{Value, json};

use super::{keys, road, told};
use crate::failure::Failed;
use crate::key::{Keys, client};
use crate::profile::Here;
use crate::words::Words;
use crate::{Ending, Stop, json, print};

/// What to make.
#[derive(Debug)]
pub(crate) struct NewClient {
    pub(super) kind: String,
    pub(super) name: String,
    pub(super) description: Option<String>,
    pub(super) scopes: Vec<String>,
    pub(super) redirect_uris: Vec<String>,
    pub(super) client_uri: Option<String>,
    pub(super) key: Option<String>,
}

pub(super) async fn list(inactive: bool, service: &SelfService, json: bool, words: &Words) -> Result<Ending, Failed> {
    let mut clients = clients(inactive, service).await?;
    clients.sort_by(|a, b| (&a.name, &a.id).cmp(&(&b.name, &b.id)));
    Ok(print(&match (json, clients.is_empty()) {
        (true, _) => json::line(&clients.iter().map(told::client_json).collect::<Value>()),
        (false, true) => words.get("cli:portal.no_clients", &[]) + "\n",
        (false, false) => clients.iter().map(|client| told::client_line(client, words)).collect(),
    })?)
}

pub(super) async fn show(id: &str, service: &SelfService, json: bool, words: &Words) -> Result<Ending, Failed> {
    let client = read_client(&client(id, words)?, service).await?;
    Ok(print(&if json { json::line(&told::client_json(&client)) } else { told::client_whole(&client, words) })?)
}

/// Makes a client; with a key, registers that on it too.
pub(super) async fn create(here: &Here<'_>, new: &NewClient, service: &SelfService, json: bool, words: &Words) -> Result<Ending, Failed> {
    let ours = Keys::read(here.database(), here.id())?;
    let key = new.key.as_deref().map(|key| ours.find(key, words)).transpose()?;
    let scopes = super::scopes(&new.scopes, words)?;
    let description = new.description.as_deref().unwrap_or(&new.name);
    let wanted = match new.kind.as_str() {
        "maskinporten" => Wanted::for_maskinporten(&new.name, description, scopes),
        kind => {
            let redirects = if new.redirect_uris.is_empty() { road::redirects() } else { new.redirect_uris.clone() };
            let login = Wanted::for_login(&new.name, description, scopes, redirects, new.client_uri.clone());
            let integration = if kind == "ansattporten" { IntegrationType::Ansattporten } else { login.integration.clone() };
            Wanted { integration, ..login }
        }
    };
    let made = create_client(&wanted, service).await?.client;
    let (id, kind, name) = (made.id.clone(), new.kind.clone(), made.name.clone());
    here.database().keep_client(here.id(), &ClientRow { id, kind, name, key: None, added_at: here.now() })?;
    print(&if json { json::line(&told::client_json(&made)) } else { told::client_whole(&made, words) })?;
    match key {
        Some(row) => keys::add(here, &made, row, service, json, words).await,
        None => Ok(Ending::Good),
    }
}

/// Deactivates a client for good; what is known of it here goes too.
pub(super) async fn deactivate(
    here: &Here<'_>,
    id: &str,
    typed: Option<&str>,
    service: &SelfService,
    json: bool,
    words: &Words,
) -> Result<Ending, Failed> {
    let client = read_client(&client(id, words)?, service).await?;
    let called = if client.name.is_empty() { client.id.as_str() } else { &client.name };
    let values = [("name", called), ("client", client.id.as_str())];
    if typed.map(str::trim) != Some(called) {
        return Err(Stop::because(&words.get("cli:portal.confirm_deactivate", &values)).into());
    }
    if here.database().renewal(here.id(), &client.id)?.is_some() {
        return Err(Stop::because(&words.get("cli:key.of_renewal", &values)).into());
    }
    deactivate_client(&client.id, service).await?;
    here.database().forget_client(here.id(), &client.id)?;
    forget_secret(here, &client.id)?;
    Ok(print(&match json {
        true => json::line(&json!({ "deactivated": client.id.as_str() })),
        false => words.get("cli:portal.deactivated", &values) + "\n",
    })?)
}

/// The secret that the window kept of it, and its end in the calendar.
fn forget_secret(here: &Here<'_>, client: &ClientId) -> Result<(), Failed> {
    let name = format!("client-secret:{client}");
    here.database().forget_watched(here.id(), &name)?;
    Ok(here.stored.vault.forget_secret(&name)?)
}

pub(super) async fn scopes(service: &SelfService, json: bool, words: &Words) -> Result<Ending, Failed> {
    let scopes = selfservice::scopes(service).await?;
    Ok(print(&if json { json::line(&told::scopes_json(&scopes)) } else { told::scopes_in_words(&scopes, words) })?)
}
