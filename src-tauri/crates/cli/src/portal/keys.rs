//! The keys of a client at Digdir, and what is written down here when they change.

use inngang_engine::keys::{KeyError, SigningAlgorithm};
use inngang_engine::names::{ClientId, KeyId};
use inngang_engine::selfservice::{
    Merged, Registration, RemoveKey, SelfService, ServiceClient, WhenLast, add_key, read_client, read_keys, remove_key, renew_key,
};
use inngang_platform::database::{KeyRow, NewRegistration, Seen};

use super::{KeyDeed, renewal, told};
use crate::failure::Failed;
use crate::key::{self, Keys};
use crate::profile::Here;
use crate::words::Words;
use crate::{Ending, Stop, json, print};

pub(super) async fn run(
    here: &Here<'_>,
    client: &str,
    deed: &KeyDeed,
    service: &SelfService,
    json: bool,
    words: &Words,
) -> Result<Ending, Failed> {
    let client = key::client(client, words)?;
    let ours = Keys::read(here.database(), here.id())?;
    match deed {
        KeyDeed::List => {
            let set = read_keys(&client, service).await?;
            here.database().note_set(here.id(), &client, &set, Seen::Read)?;
            let ours = Keys::read(here.database(), here.id())?;
            let line = || json::line(&told::keys_json(&client, &set, &ours));
            Ok(print(&if json { line() } else { told::keys_in_words(&client, &set, &ours, here.now(), words) })?)
        }
        KeyDeed::Add { key } => {
            let row = ours.find(key, words)?;
            add(here, &read_client(&client, service).await?, row, service, json, words).await
        }
        KeyDeed::Remove { kid, .. } if here.database().renewal(here.id(), &client)?.is_some_and(|renewal| renewal.rests_on(kid)) => {
            Err(Stop::because(&words.get("cli:key.of_renewal", &[("client", client.as_str())])).into())
        }
        KeyDeed::Repost { kid } => {
            let kid: KeyId = kid.parse().map_err(|_| KeyError::BadKeyId)?;
            let merged = renew_key(&client, &kid, service).await?;
            tell(here, &client, &merged, Seen::PostedAgain(&kid, here.now()), json, words)
        }
        KeyDeed::Remove { kid, last } => {
            let when_last = if *last { WhenLast::Remove } else { WhenLast::Keep };
            let order = RemoveKey { client: client.clone(), kid: kid.clone(), must_stay: None, when_last };
            let merged = remove_key(&order, service).await?;
            if let Some(key) = ours.standing_as(&client, kid) {
                here.database().retire(here.id(), &client, key, here.now())?;
            }
            tell(here, &client, &merged, Seen::from(&merged), json, words)
        }
        KeyDeed::Renew(order) => renewal::run(here, &client, order, service, json, words).await,
    }
}

/// Registers a key on a client, and writes down since when it stands there.
pub(super) async fn add(
    here: &Here<'_>,
    client: &ServiceClient,
    row: &KeyRow,
    service: &SelfService,
    json: bool,
    words: &Words,
) -> Result<Ending, Failed> {
    let (id, kid) = (client.id.clone(), row.kid.clone());
    // The vault's own word for it: a row can come from a copy, and what is registered can sign as the business.
    let key = here.ports.keys.public(&row.id)?;
    let order = Registration { client: id.clone(), key, kid: kid.clone(), algorithm: SigningAlgorithm::Rs256 };
    let merged = add_key(&order, service).await?;
    let posted = merged.set.key(kid.as_str()).and_then(|key| key.year_began());
    let new = NewRegistration {
        key: row.id.clone(),
        client: id.clone(),
        client_name: client.name.clone(),
        kind: client.integration.as_ref().map_or("maskinporten", |integration| integration.as_str()).to_owned(),
        kid,
        at: posted.unwrap_or_else(|| here.now()),
        in_use: false,
    };
    here.database().register(here.id(), &new)?;
    tell(here, &id, &merged, Seen::from(&merged), json, words)
}

/// The keys as they stand now, and what others did meanwhile. What the set tells of ours is noted first.
fn tell(here: &Here<'_>, client: &ClientId, merged: &Merged, seen: Seen<'_>, json: bool, words: &Words) -> Result<Ending, Failed> {
    here.database().note_set(here.id(), client, &merged.set, seen)?;
    let ours = Keys::read(here.database(), here.id())?;
    if json {
        let keys = told::keys_json(client, &merged.set, &ours);
        return Ok(print(&json::line(&serde_json::json!({ "keys": keys, "came": merged.came, "went": merged.went })))?);
    }
    let mut text = told::keys_in_words(client, &merged.set, &ours, here.now(), words);
    for (key, kids) in [("came", &merged.came), ("went", &merged.went)] {
        if !kids.is_empty() {
            text.push_str(&words.get(&format!("cli:portal.{key}"), &[("kids", &kids.join(", "))]));
            text.push('\n');
        }
    }
    Ok(print(&text)?)
}
