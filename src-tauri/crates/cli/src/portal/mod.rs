//! `inngang portal`: what to do in Digdir's portal, and the same through its API.

mod access;
pub(crate) mod arguments;
mod clients;
mod keys;
mod renewal;
mod road;
mod told;

use inngang_engine::names::Scope;

pub(crate) use access::SignWith;
pub(crate) use clients::NewClient;
pub(crate) use renewal::RenewKey;

use crate::profile::{self, Choice, Needs};
use crate::words::Words;
use crate::{Ending, Stop};

/// What to do, where, as whom.
#[derive(Debug)]
pub(crate) struct Order {
    /// Which profile.
    pub(crate) choice: Choice,
    /// The administration client; the one that the window connected as without.
    pub(crate) admin_client: Option<String>,
    /// What it signs with; whichever there is without.
    pub(crate) sign_with: Option<SignWith>,
    /// What.
    pub(crate) deed: Deed,
}

/// What can be done there.
#[derive(Debug)]
pub(crate) enum Deed {
    /// Says where to click, and what to paste.
    Road { kind: String, scopes: Vec<String>, key: Option<String> },
    /// Lists the clients.
    Clients { inactive: bool },
    /// Shows one.
    Client { id: String },
    /// Makes one.
    Create(NewClient),
    /// Deactivates one for good.
    Deactivate { id: String, typed: Option<String> },
    /// Lists the scopes that the organisation may use.
    Scopes,
    /// Something with the keys of a client.
    Keys { client: String, deed: KeyDeed },
}

/// What can be done with the keys of a client.
#[derive(Debug)]
pub(crate) enum KeyDeed {
    /// Lists them.
    List,
    /// Puts one beside the others.
    Add { key: String },
    /// Posts one again as it stands, so that its year begins anew.
    Repost { kid: String },
    /// Takes one away.
    Remove { kid: String, last: bool },
    /// Renews the one in use, with overlap.
    Renew(RenewKey),
}

/// Does it.
pub(crate) fn run(order: &Order, words: &Words) -> Result<Ending, Stop> {
    let (choice, json) = (&order.choice, order.choice.json);
    if let Deed::Road { kind, scopes, key } = &order.deed {
        // Nothing is pasted for a login.
        let needs = if kind == "maskinporten" { Needs::Keys } else { Needs::Rows };
        return profile::run(choice, needs, words, async |here| road::tell(here, kind, scopes, key.as_deref(), json, words));
    }
    profile::run(choice, Needs::Keys, words, async |here| {
        let service = access::connect(here, order, words).await?;
        match &order.deed {
            Deed::Clients { inactive } => clients::list(*inactive, &service, json, words).await,
            Deed::Client { id } => clients::show(id, &service, json, words).await,
            Deed::Create(new) => clients::create(here, new, &service, json, words).await,
            Deed::Deactivate { id, typed } => clients::deactivate(here, id, typed.as_deref(), &service, json, words).await,
            Deed::Scopes => clients::scopes(&service, json, words).await,
            Deed::Keys { client, deed } => keys::run(here, client, deed, &service, json, words).await,
            Deed::Road { .. } => Ok(Ending::Good),
        }
    })
}

/// Scopes as they were typed.
fn scopes(typed: &[String], words: &Words) -> Result<Vec<Scope>, Stop> {
    let parsed = typed.iter().map(|scope| scope.parse()).collect::<Result<_, _>>();
    parsed.map_err(|_| Stop::because(&words.get("cli:portal.bad_scope", &[])))
}
