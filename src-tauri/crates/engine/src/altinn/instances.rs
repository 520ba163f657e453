//! Instances: filled-in forms in Altinn's storage, the one resource that the access test reads.

use serde::Deserialize;

use super::refusals::refusal;
use super::{AltinnError, AltinnToken, platform};
use crate::environment::Environment;
use crate::http::{Http, Request};
use crate::ports::Ports;

const PATH: &str = "/storage/api/v1/instances";
const SCOPES: &[&str] = &["altinn:instances.read", "altinn:serviceowner/instances.read"];

/// A page of instances.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Instances {
    /// Those on the first page.
    pub items: Vec<Instance>,
    /// Whether there are more pages.
    pub more: bool,
}

/// One filled-in form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Instance {
    /// `party/uuid`.
    pub id: String,
    /// `org/app`.
    pub app: Option<String>,
    /// Whose it is, when an organisation's.
    pub organisation: Option<String>,
}

#[derive(Deserialize)]
struct Page {
    instances: Vec<Listed>,
    next: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Listed {
    id: String,
    app_id: Option<String>,
    instance_owner: Option<Owner>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Owner {
    organisation_number: Option<String>,
}

/// The first page of the bearer's own instances.
///
/// # Errors
/// [`AltinnError`].
pub async fn instances(token: &AltinnToken, environment: &Environment, http: &Http, ports: &Ports) -> Result<Instances, AltinnError> {
    http.trail().step(ports, "altinn.instances", ask(token, environment, http, ports).await)
}

async fn ask(token: &AltinnToken, environment: &Environment, http: &Http, ports: &Ports) -> Result<Instances, AltinnError> {
    let mut url = platform(environment, PATH)?;
    if let Some(party) = token.facts.party_id {
        url.query_pairs_mut().append_pair("instanceOwner.partyId", &party.to_string());
    }
    let response = http.send(Request::get(&url, PATH).bearer(&token.secret), ports).await?;
    if !response.is_success() {
        return Err(refusal(&response, SCOPES));
    }
    let Page { instances, next } = response.json()?;
    let items = instances.into_iter().map(|listed| {
        let organisation = listed.instance_owner.and_then(|owner| owner.organisation_number);
        Instance { id: listed.id, app: listed.app_id, organisation }
    });
    Ok(Instances { items: items.collect(), more: next.is_some() })
}
