//! The administration client: what it signs with, and the connection that it opens.

use inngang_engine::keys::SigningAlgorithm;
use inngang_engine::maskinporten::Credential;
use inngang_engine::names::ClientId;
use inngang_engine::selfservice::{self, Access, SelfService};
use serde::Deserialize;

use super::Order;
use crate::Stop;
use crate::failure::Failed;
use crate::key::{Keys, client};
use crate::profile::Here;
use crate::words::Words;

/// What signs for the administration client.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum SignWith {
    /// A key that is registered on it.
    Key,
    /// The profile's certificate.
    Certificate,
}

/// What the window remembers of its connection.
#[derive(Debug, Deserialize)]
struct Remembered {
    client_id: String,
    sign_with: SignWith,
}

/// Where it does.
const STEP: &str = "selfservice";

/// Connects as the administration client that was named, else as the window did.
pub(super) async fn connect(here: &Here<'_>, order: &Order, words: &Words) -> Result<SelfService, Failed> {
    let (typed, how) = match &order.admin_client {
        Some(typed) => (typed.clone(), order.sign_with),
        None => {
            let known = remembered(here)?.ok_or_else(|| Stop::because(&words.get("cli:portal.needs_admin_client", &[])))?;
            (known.client_id, order.sign_with.or(Some(known.sign_with)))
        }
    };
    let client = client(&typed, words)?;
    let credential = credential(here, &client, how, words)?;
    Ok(selfservice::connect(Access { client, credential }, &here.environment, &here.http, &here.ports).await?)
}

fn remembered(here: &Here<'_>) -> Result<Option<Remembered>, Failed> {
    let steps = here.database().steps(here.id())?;
    Ok(steps.iter().find(|row| row.step == STEP).and_then(|row| serde_json::from_str(&row.document).ok()))
}

/// What was asked for, else its key, else the certificate.
fn credential(here: &Here<'_>, admin: &ClientId, how: Option<SignWith>, words: &Words) -> Result<Credential, Failed> {
    let refuse = |key: &str| Stop::because(&words.get(&format!("cli:portal.{key}"), &[("client", admin.as_str())]));
    let (key, certificate) = (key(here, admin)?, certificate(here)?);
    Ok(match how {
        Some(SignWith::Key) => key.ok_or_else(|| refuse("no_key"))?,
        Some(SignWith::Certificate) => certificate.ok_or_else(|| refuse("no_certificate"))?,
        None => key.or(certificate).ok_or_else(|| refuse("no_credential"))?,
    })
}

fn key(here: &Here<'_>, client: &ClientId) -> Result<Option<Credential>, Failed> {
    let keys = Keys::read(here.database(), here.id())?;
    Ok(keys.signing_key(client).map(|(key, kid)| Credential::RegisteredKey { key, kid, algorithm: SigningAlgorithm::Rs256 }))
}

/// The newest.
fn certificate(here: &Here<'_>) -> Result<Option<Credential>, Failed> {
    let newest = here.database().certificates(here.id())?.into_iter().next();
    Ok(newest.map(|row| Credential::Certificate { key: row.key_id, chain: row.chain, algorithm: SigningAlgorithm::Rs256 }))
}
