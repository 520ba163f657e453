//! What may happen to a client: made, replaced, given a new secret, deactivated.

use super::{Author, Client, Deed, Draft, Event, Ground, Refusal, Secret, rules};
use crate::idporten::unguessable;
use crate::store::Record;

/// Registers the client, with a secret where its method has one.
pub(crate) fn create(record: &mut Record, organisation: &str, draft: Draft, by: Author, now: i64) -> Result<Client, Refusal> {
    let draft = rules::judge(draft)?;
    let mut client = Client {
        id: uuid::Uuid::new_v4().to_string(),
        name: draft.name,
        description: draft.description,
        organisation: organisation.to_owned(),
        kind: draft.kind,
        scopes: draft.scopes,
        redirect_uris: draft.redirect_uris,
        login: draft.login,
        lifetimes: draft.lifetimes,
        keys: Vec::new(),
        replaced_keys: Vec::new(),
        created: now,
        active: true,
        history: vec![Event { at: now, by, deed: Deed::Created }],
    };
    client.login.secret = client.authentication().has_secret().then(|| Secret { value: unguessable(), made: now });
    record.clients.insert(client.id.clone(), client.clone());
    Ok(client)
}

/// Makes the client what the draft says. Its kind stays; its secret stays unless the method has none any more.
pub(crate) fn replace(record: &mut Record, id: &str, draft: Draft, by: Author, now: i64) -> Result<Client, Refusal> {
    let client = active(record, id)?;
    if draft.kind != client.kind {
        return Err(Refusal::new("client_kind_fixed"));
    }
    let draft = rules::judge(draft)?;
    let secret = client.login.secret.take();
    (client.name, client.description, client.scopes) = (draft.name, draft.description, draft.scopes);
    (client.redirect_uris, client.login, client.lifetimes) = (draft.redirect_uris, draft.login, draft.lifetimes);
    client.login.secret = secret.filter(|_| client.authentication().has_secret());
    client.history.push(Event { at: now, by, deed: Deed::Changed });
    Ok(client.clone())
}

/// A new secret in the old one's place.
pub(crate) fn make_secret(record: &mut Record, id: &str, by: Author, now: i64) -> Result<Client, Refusal> {
    let client = active(record, id)?;
    if !client.authentication().has_secret() {
        return Err(Refusal::new("client_no_secret"));
    }
    client.login.secret = Some(Secret { value: unguessable(), made: now });
    client.history.push(Event { at: now, by, deed: Deed::SecretMade });
    Ok(client.clone())
}

/// The client cannot be used any more, and not be brought back.
pub(crate) fn deactivate(record: &mut Record, id: &str, by: Author, now: i64) -> Result<(), Refusal> {
    let client = active(record, id)?;
    client.active = false;
    client.history.push(Event { at: now, by, deed: Deed::Deactivated });
    Ok(())
}

/// The client, unless there is none or it was deactivated.
pub(crate) fn active<'a>(record: &'a mut Record, id: &str) -> Result<&'a mut Client, Refusal> {
    let client = record.clients.get_mut(id).ok_or_else(|| Refusal::new("no_client").on(Ground::Unknown))?;
    if client.active { Ok(client) } else { Err(Refusal::new("client_inactive").on(Ground::Conflict)) }
}
