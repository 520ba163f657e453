//! Keys made, named, registered and forgotten, each written down with its line in their history.

use inngang_engine::keys::{self, CreateKey, CreatedKey, KeyError, KeySize};
use inngang_engine::names::{ClientId, KeyId};
use inngang_platform::database::{KeyRow, NewRegistration};

use super::{Keys, told, wizard};
use crate::failure::Failed;
use crate::profile::{self, Choice, Here, Needs};
use crate::words::Words;
use crate::{Ending, Stop, print};

/// Signs in a name.
const LONGEST: usize = 60;

pub(super) fn create(choice: &Choice, size: KeySize, name: Option<&str>, words: &Words) -> Result<Ending, Stop> {
    profile::run(choice, Needs::NewKeys, words, async |here| {
        let name = name.map(|name| proper(name, words)).transpose()?.unwrap_or_default();
        let (order, ports) = (CreateKey { organisation: here.stored.row.organisation.clone(), size }, here.ports.clone());
        // Making a key takes its time, in which whoever waits may have had enough.
        let made = tokio::task::spawn_blocking(move || keys::create(&order, &ports)).await;
        let CreatedKey { id, kid, facts, created_at } = made.map_err(|_| KeyError::Cancelled)??;
        let row = KeyRow { id, name, kid, facts, created_at, certificate: None };
        here.database().add_key(here.id(), &row, "made")?;
        tell(here, &row.id, choice.json, words)
    })
}

/// Shows one as it stands now.
pub(super) fn tell(here: &Here<'_>, id: &str, json: bool, words: &Words) -> Result<Ending, Failed> {
    let keys = Keys::read(here.database(), here.id())?;
    let row = keys.keys.iter().find(|row| row.id == id).ok_or(KeyError::NotFound)?;
    Ok(print(&if json { told::one_as_json(&keys, row) } else { told::one_in_words(&keys, row, here.now(), words) })?)
}

/// A name that fits on a line.
pub(super) fn proper(name: &str, words: &Words) -> Result<String, Stop> {
    let name = name.trim();
    let fits = !name.is_empty() && name.chars().count() <= LONGEST && !name.chars().any(char::is_control);
    if fits { Ok(name.to_owned()) } else { Err(Stop::because(&words.get("cli:key.bad_name", &[("most", &LONGEST.to_string())]))) }
}

pub(super) fn rename(here: &Here<'_>, key: &str, name: &str, json: bool, words: &Words) -> Result<Ending, Failed> {
    let id = Keys::read(here.database(), here.id())?.find(key, words)?.id.clone();
    here.database().rename_key(here.id(), &id, &proper(name, words)?, here.now())?;
    tell(here, &id, json, words)
}

/// Where a person has put a key.
pub(super) struct Place<'a> {
    pub(super) client: &'a str,
    pub(super) kid: Option<&'a str>,
    pub(super) kind: &'a str,
}

pub(super) fn register(here: &Here<'_>, key: &str, place: &Place<'_>, json: bool, words: &Words) -> Result<Ending, Failed> {
    let keys = Keys::read(here.database(), here.id())?;
    let row = keys.find(key, words)?;
    let new = NewRegistration {
        key: row.id.clone(),
        client: client(place.client, words)?,
        client_name: String::new(),
        kind: place.kind.to_owned(),
        kid: place.kid.map_or_else(|| Ok(row.kid.clone()), |kid| kid.parse::<KeyId>().map_err(|_| KeyError::BadKeyId))?,
        at: here.now(),
        in_use: true,
    };
    here.database().register(here.id(), &new)?;
    tell(here, &row.id, json, words)
}

/// A client id as it was typed.
pub(crate) fn client(typed: &str, words: &Words) -> Result<ClientId, Stop> {
    typed.parse().map_err(|_| Stop::because(&words.get("cli:portal.bad_client", &[])))
}

pub(super) fn forget(choice: &Choice, key: &str, typed: Option<&str>, words: &Words) -> Result<Ending, Stop> {
    profile::run(choice, Needs::Keys, words, async |here| {
        let keys = Keys::read(here.database(), here.id())?;
        let row = keys.find(key, words)?;
        let (called, clients) = (keys.called(row), keys.signs_for(row).join(", "));
        let values = [("name", called), ("clients", clients.as_str())];
        if typed.map(str::trim) != Some(called) {
            let key = if clients.is_empty() { "confirm_forget" } else { "confirm_forget_in_use" };
            return Err(Stop::because(&words.get(&format!("cli:key.{key}"), &values)).into());
        }
        may_go(here, row, words)?;
        match here.ports.keys.forget(&row.id) {
            // One that the vault has lost already is forgotten all the same.
            Ok(()) | Err(KeyError::NotFound) => {}
            Err(other) => return Err(other.into()),
        }
        here.database().forget_key(here.id(), &row.id, here.now())?;
        wizard::forget(here, &row.id)?;
        Ok(print(&if choice.json {
            crate::json::line(&serde_json::json!({ "forgotten": row.id }))
        } else {
            words.get("cli:key.forgotten", &values) + "\n"
        })?)
    })
}

/// A key that something else rests on stays.
fn may_go(here: &Here<'_>, row: &KeyRow, words: &Words) -> Result<(), Failed> {
    let refuse = |key: &str, client: &str| Stop::because(&words.get(&format!("cli:key.{key}"), &[("client", client)]));
    if here.database().certificates(here.id())?.iter().any(|certificate| certificate.key_id == row.id) {
        return Err(refuse("of_certificate", "").into());
    }
    match here.database().renewal_that_needs(here.id(), &row.id)? {
        Some(client) => Err(refuse("of_renewal", client.as_str()).into()),
        None => Ok(()),
    }
}
