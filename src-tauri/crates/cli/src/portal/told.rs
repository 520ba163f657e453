//! How clients, keys and scopes at Digdir are told of: in words, and for programs.

use inngang_engine::calendar::Entry;
use inngang_engine::names::ClientId;
use inngang_engine::selfservice::{KeySet, RegisteredKey, ScopeAccess, ServiceClient};
use serde_json::{Value, json};
use time::OffsetDateTime;

use crate::json;
use crate::key::Keys;
use crate::words::Words;

pub(super) fn client_json(client: &ServiceClient) -> Value {
    json!({
        "client_id": client.id.as_str(),
        "name": client.name,
        "description": client.description,
        "integration_type": client.integration.as_ref().map(|integration| integration.as_str()),
        "application_type": client.application.as_ref().map(|application| application.as_str()),
        "token_endpoint_auth_method": client.method.as_ref().map(|method| method.as_str()),
        "scopes": client.scopes,
        "redirect_uris": client.redirect_uris,
        "active": client.active,
        "created": client.created.map(json::moment),
        "last_updated": client.last_updated.map(json::moment),
    })
}

pub(super) fn client_line(client: &ServiceClient, words: &Words) -> String {
    let integration = client.integration.as_ref().map_or("", |integration| integration.as_str());
    let state = if client.active { "client_line" } else { "client_line_inactive" };
    let values = [("id", client.id.as_str()), ("name", client.name.as_str()), ("integration", integration)];
    words.get(&format!("cli:portal.{state}"), &values) + "\n"
}

pub(super) fn client_whole(client: &ServiceClient, words: &Words) -> String {
    let mut text = client_line(client, words);
    let mut line = |key: &str, value: &str| {
        if !value.is_empty() {
            text.push_str(&format!("  {}\n", words.get(&format!("cli:portal.{key}"), &[("value", value)])));
        }
    };
    line("its_description", &client.description);
    line("its_method", client.method.as_ref().map_or("", |method| method.as_str()));
    line("its_scopes", &client.scopes.join(", "));
    line("its_redirects", &client.redirect_uris.join(", "));
    line("its_creation", &client.created.map(|at| words.day(at)).unwrap_or_default());
    text
}

pub(super) fn keys_json(client: &ClientId, set: &KeySet, ours: &Keys) -> Value {
    let each = |key: &RegisteredKey| {
        json!({
            "kid": key.kid,
            "alg": key.algorithm,
            "use": key.key_use,
            "created": key.created.map(json::moment),
            "last_updated": key.last_updated.map(json::moment),
            "expires_at": ends(client, key, ours).map(|entry| json::moment(entry.ends_at)),
            "key": ours.standing_as(client, &key.kid),
        })
    };
    set.keys.iter().map(each).collect()
}

pub(super) fn keys_in_words(client: &ClientId, set: &KeySet, ours: &Keys, now: OffsetDateTime, words: &Words) -> String {
    if set.keys.is_empty() {
        return words.get("cli:portal.no_keys", &[("client", client.as_str())]) + "\n";
    }
    let each = |key: &RegisteredKey| {
        let entry = ends(client, key, ours);
        let (day, left) = entry.map(|entry| (words.day(entry.ends_at), words.days(entry.days_left(now)))).unzip();
        let whose = if ours.standing_as(client, &key.kid).is_some() { "key_here" } else { "key_elsewhere" };
        let whose = words.get(&format!("cli:portal.{whose}"), &[]);
        let (day, left) = (day.unwrap_or_default(), left.unwrap_or_default());
        let line = if day.is_empty() { "key_line_undated" } else { "key_line" };
        words.get(&format!("cli:portal.{line}"), &[("kid", &key.kid), ("day", &day), ("left", &left), ("whose", &whose)]) + "\n"
    };
    set.keys.iter().map(each).collect()
}

/// Ours ends when the calendar says. A key that the service has not dated ends on a day that nobody knows.
fn ends(client: &ClientId, key: &RegisteredKey, ours: &Keys) -> Option<Entry> {
    let began = ours.standing(client, &key.kid).map(|row| row.registered_at).or_else(|| key.year_began())?;
    Some(Entry::key(client, &key.kid.parse().ok()?, began))
}

pub(super) fn scopes_json(scopes: &[ScopeAccess]) -> Value {
    let each = |access: &ScopeAccess| {
        json!({
            "scope": access.scope.as_str(),
            "state": access.state.as_str(),
            "owner": access.owner,
            "owner_name": access.owner_name,
            "for_all": access.for_all,
        })
    };
    scopes.iter().map(each).collect()
}

pub(super) fn scopes_in_words(scopes: &[ScopeAccess], words: &Words) -> String {
    if scopes.is_empty() {
        return words.get("cli:portal.no_scopes", &[]) + "\n";
    }
    let each = |access: &ScopeAccess| {
        let owner = access.owner_name.as_deref().or(access.owner.as_deref()).unwrap_or_default();
        let state = if access.for_all { words.get("cli:portal.for_all", &[]) } else { access.state.as_str().to_owned() };
        words.get("cli:portal.scope_line", &[("scope", access.scope.as_str()), ("state", &state), ("owner", owner)]) + "\n"
    };
    scopes.iter().map(each).collect()
}
