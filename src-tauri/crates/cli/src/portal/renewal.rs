//! Renewing the key that a client signs with: each step is written down before the next, so that it can be taken up again.

use inngang_engine::names::{ClientId, Scope};
use inngang_engine::renewal::{BeginRenewal, OldKey, Renewal, Road, Stage, Step, advance, begin, undo};
use inngang_engine::selfservice::{SelfService, read_client, read_keys};
use inngang_platform::database::{ClientRow, Seen};
use serde_json::json;

use crate::failure::Failed;
use crate::key::{self, Keys, wizard};
use crate::profile::Here;
use crate::words::Words;
use crate::{Ending, Stop, json, print};

/// How far to go.
#[derive(Debug)]
pub(crate) struct RenewKey {
    /// What the proof asks for; without, a scope that the client has.
    pub(super) scopes: Vec<String>,
    pub(super) bits: String,
    /// Takes the old key away at the end.
    pub(super) retire: bool,
    /// Goes back to the old key instead.
    pub(super) undo: bool,
}

pub(super) async fn run(
    here: &Here<'_>,
    client: &ClientId,
    order: &RenewKey,
    service: &SelfService,
    json: bool,
    words: &Words,
) -> Result<Ending, Failed> {
    let under_way = here.database().renewal(here.id(), client)?;
    let teller = Teller { json, words };
    if order.undo {
        let nothing = || Stop::because(&words.get("cli:portal.no_renewal", &[("client", client.as_str())]));
        return back(here, under_way.ok_or_else(nothing)?, service, &teller).await;
    }
    let mut renewal = match under_way {
        Some(renewal) => renewal,
        None => first(here, client, order, service, words).await?,
    };
    while let Some(step) = next(&renewal, order.retire, service) {
        if matches!(step, Step::AddByApi(_)) {
            keep(here, &renewal, &renewal.posting(here.now()))?;
        }
        let next = advance(&renewal, step, &here.environment, &here.http, &here.ports, |_| {}).await?;
        keep(here, &renewal, &next)?;
        renewal = next;
        follow(here, &renewal, service).await?;
        teller.tell(&renewal)?;
    }
    teller.end(&renewal)
}

/// Decides the new key's name, and writes that down before the key is made.
async fn first(here: &Here<'_>, client: &ClientId, order: &RenewKey, service: &SelfService, words: &Words) -> Result<Renewal, Failed> {
    let theirs = read_client(client, service).await?;
    let mut scopes = super::scopes(&order.scopes, words)?;
    if scopes.is_empty() {
        scopes.extend(theirs.scopes.iter().find_map(|scope| scope.parse::<Scope>().ok()));
    }
    let ours = Keys::read(here.database(), here.id())?;
    if !ours.clients.iter().any(|known| known.id == *client) {
        let kind = theirs.integration.as_ref().map_or("maskinporten", |integration| integration.as_str()).to_owned();
        let row = ClientRow { id: client.clone(), kind, name: theirs.name, key: None, added_at: here.now() };
        here.database().keep_client(here.id(), &row)?;
    }
    let old = ours.signing_key(client).map(|(key, kid)| OldKey { key, kid });
    let organisation = here.stored.row.organisation.clone();
    let wanted = BeginRenewal { client: client.clone(), organisation, old, road: Road::Api, scopes, size: key::size(&order.bits) };
    let renewal = begin(wanted, here.now())?;
    here.database().keep_renewal(here.id(), None, &renewal, here.now())?;
    Ok(renewal)
}

/// The old key goes when it is asked for alone: other systems may sign with it still.
fn next<'a>(renewal: &Renewal, retire: bool, service: &'a SelfService) -> Option<Step<'a>> {
    Some(match renewal.stage {
        Stage::Begun => Step::Make,
        Stage::Made => Step::AddByApi(service),
        Stage::Added => Step::Prove(Some(service)),
        Stage::Proved => Step::Switch,
        Stage::Switched if retire => Step::RetireByApi(service),
        Stage::Switched | Stage::Retired => return None,
    })
}

/// The new key gets its row; the wizard works with the key that the client signs with.
fn keep(here: &Here<'_>, before: &Renewal, renewal: &Renewal) -> Result<(), Failed> {
    if renewal.stage == Stage::Made {
        here.database().adopt_keys(here.id(), &*here.ports.keys, here.now())?;
    }
    here.database().keep_renewal(here.id(), Some(before), renewal, here.now())?;
    match &renewal.old {
        Some(old) if renewal.stage >= Stage::Switched => wizard::follow(here, &old.key, &renewal.new_key),
        Some(old) => wizard::follow(here, &renewal.new_key, &old.key),
        None => Ok(()),
    }
}

/// A step by the API posted every key of the client. It is taken: a look that fails undoes nothing.
async fn follow(here: &Here<'_>, renewal: &Renewal, service: &SelfService) -> Result<(), Failed> {
    if !matches!(renewal.stage, Stage::Added | Stage::Retired) {
        return Ok(());
    }
    if let Ok(set) = read_keys(&renewal.client, service).await {
        here.database().note_set(here.id(), &renewal.client, &set, Seen::Posted)?;
    }
    Ok(())
}

async fn back(here: &Here<'_>, mut renewal: Renewal, service: &SelfService, teller: &Teller<'_>) -> Result<Ending, Failed> {
    while let Some(before) = undo(&renewal, Some(service), &here.environment, &here.http, &here.ports).await? {
        keep(here, &renewal, &before)?;
        renewal = before;
    }
    here.database().forget_renewal(here.id(), &renewal, here.now())?;
    let values = [("client", renewal.client.as_str())];
    Ok(print(&match teller.json {
        true => json::line(&json!({ "client_id": renewal.client.as_str(), "undone": true })),
        false => teller.words.get("cli:portal.undone", &values) + "\n",
    })?)
}

struct Teller<'a> {
    json: bool,
    words: &'a Words,
}

impl Teller<'_> {
    /// A line for each step, for whoever waits.
    fn tell(&self, renewal: &Renewal) -> Result<Ending, Stop> {
        if self.json {
            return Ok(Ending::Good);
        }
        let values = [("kid", renewal.new_kid.as_str()), ("client", renewal.client.as_str())];
        print(&format!("✓ {}\n", self.words.get(&format!("cli:portal.stage.{}", renewal.stage.as_str()), &values)))
    }

    fn end(&self, renewal: &Renewal) -> Result<Ending, Failed> {
        let old = renewal.old.as_ref().map(|old| old.kid.as_str());
        Ok(print(&match (self.json, renewal.stage, old) {
            (true, ..) => json::line(&json!({
                "client_id": renewal.client.as_str(),
                "stage": renewal.stage.as_str(),
                "new_kid": renewal.new_kid.as_str(),
                "old_kid": old,
            })),
            (false, Stage::Switched, Some(old)) => self.words.get("cli:portal.still_there", &[("kid", old)]) + "\n",
            _ => String::new(),
        })?)
    }
}
