//! The five calls: agents, clients that there are, clients that there may be, one more, one less.

use serde::{Deserialize, Deserializer};
use serde_json::Value;
use url::Url;

use super::ClientDelegationError;
use crate::altinn::parties::{name, or_nothing};
use crate::altinn::{AltinnError, Person};
use crate::http::{Request, Response};
use crate::names::OrgNumber;

const AGENTS: &str = "/authentication/api/v1/enduser/systemuser/agents";
const CLIENTS: &str = "/authentication/api/v1/enduser/systemuser/clients";
const AVAILABLE: &str = "/authentication/api/v1/enduser/systemuser/clients/available";

/// Opens the lists.
pub const READ: &[&str] = &["altinn:clientdelegations.read", "altinn:clientdelegations.write"];
/// Opens the changes.
pub const WRITE: &[&str] = &["altinn:clientdelegations.write"];

/// An agent system user: it acts for its owner's clients.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Agent {
    /// Stable id.
    pub id: String,
    /// What its owner calls it.
    #[serde(default, deserialize_with = "name")]
    pub integration_title: String,
    /// The system that it is a user of.
    #[serde(default, deserialize_with = "or_nothing")]
    pub system_id: String,
    /// Who made that.
    #[serde(default, deserialize_with = "name")]
    pub supplier_name: String,
    /// What it was requested with.
    #[serde(default)]
    pub external_ref: Option<String>,
    /// Deleted by its owner.
    #[serde(default, deserialize_with = "or_nothing")]
    pub is_deleted: bool,
    /// The access packages that a client must give it, by bare name.
    #[serde(alias = "accessPackage", default, deserialize_with = "packages")]
    pub access_packages: Vec<String>,
}

/// A client of the owner's.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Client {
    /// What Altinn knows it by.
    #[serde(rename = "clientId")]
    pub id: String,
    /// Nine digits; a person has none.
    #[serde(rename = "clientOrganizationNumber", default, deserialize_with = "or_nothing")]
    pub number: String,
    /// Name.
    #[serde(rename = "clientOrganizationName", default, deserialize_with = "name")]
    pub name: String,
}

/// URNs in objects, or alone.
fn packages<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<String>, D::Error> {
    let bare = |urn: &str| urn.rsplit(':').next().unwrap_or(urn).to_owned();
    let one = |package: &Value| package.get("urn").unwrap_or(package).as_str().map(bare);
    Ok(or_nothing::<Vec<Value>, D>(deserializer)?.iter().filter_map(one).collect())
}

/// The agent system users of an organisation; deleted ones are left out.
///
/// # Errors
/// [`ClientDelegationError`].
pub async fn agents(owner: &OrgNumber, person: &Person<'_>) -> Result<Vec<Agent>, ClientDelegationError> {
    let mut url = person.platform().url(AGENTS).map_err(AltinnError::from)?;
    url.query_pairs_mut().append_pair("party", owner.as_str());
    let response = send(Request::get(&url, AGENTS).of_a_list(), READ, owner, person).await;
    let agents = response.and_then(|response| Ok(response.json::<Vec<Agent>>().map_err(AltinnError::from)?));
    let mut agents = noted("altinn.agents", agents, person)?;
    agents.retain(|agent| !agent.is_deleted);
    Ok(agents)
}

/// The clients that an agent acts for now.
///
/// # Errors
/// [`ClientDelegationError`].
pub async fn clients(agent: &str, owner: &OrgNumber, person: &Person<'_>) -> Result<Vec<Client>, ClientDelegationError> {
    noted("altinn.clients", list(CLIENTS, agent, owner, person).await, person)
}

/// The clients that an agent may be given, by the packages that it needs and they have.
///
/// # Errors
/// [`ClientDelegationError`].
pub async fn available_clients(agent: &str, owner: &OrgNumber, person: &Person<'_>) -> Result<Vec<Client>, ClientDelegationError> {
    noted("altinn.available_clients", list(AVAILABLE, agent, owner, person).await, person)
}

/// Gives an agent a client.
///
/// # Errors
/// [`ClientDelegationError`].
pub async fn add_client(client: &Client, agent: &str, owner: &OrgNumber, person: &Person<'_>) -> Result<(), ClientDelegationError> {
    let url = pair(client, agent, person)?;
    noted("altinn.add_client", send(Request::post(&url, CLIENTS), WRITE, owner, person).await.map(drop), person)
}

/// Takes a client from an agent.
///
/// # Errors
/// [`ClientDelegationError`].
pub async fn remove_client(client: &Client, agent: &str, owner: &OrgNumber, person: &Person<'_>) -> Result<(), ClientDelegationError> {
    let url = pair(client, agent, person)?;
    noted("altinn.remove_client", send(Request::delete(&url, CLIENTS), WRITE, owner, person).await.map(drop), person)
}

async fn list(path: &'static str, agent: &str, owner: &OrgNumber, person: &Person<'_>) -> Result<Vec<Client>, ClientDelegationError> {
    #[derive(Deserialize)]
    struct Page {
        #[serde(default, deserialize_with = "or_nothing")]
        data: Vec<Client>,
    }
    let mut url = person.platform().url(path).map_err(AltinnError::from)?;
    url.query_pairs_mut().append_pair("agent", agent);
    let response = send(Request::get(&url, path).of_a_list(), READ, owner, person).await?;
    Ok(response.json::<Page>().map_err(AltinnError::from)?.data)
}

fn pair(client: &Client, agent: &str, person: &Person<'_>) -> Result<Url, AltinnError> {
    let mut url = person.platform().url(CLIENTS)?;
    url.query_pairs_mut().append_pair("agent", agent).append_pair("client", &client.id);
    Ok(url)
}

async fn send(
    request: Request<'_>,
    scopes: &'static [&'static str],
    owner: &OrgNumber,
    person: &Person<'_>,
) -> Result<Response, ClientDelegationError> {
    match person.send(request, scopes).await {
        Ok(response) => Ok(response),
        Err(error @ AltinnError::Forbidden { .. }) => {
            // It was exchanged to ask, so nothing more is sent to learn the level.
            let level = person.token().await.ok().and_then(|token| token.facts.level);
            Err(ClientDelegationError::of(error, owner.as_str(), level))
        }
        Err(error) => Err(ClientDelegationError::of(error, owner.as_str(), None)),
    }
}

fn noted<T>(step: &'static str, outcome: Result<T, ClientDelegationError>, person: &Person<'_>) -> Result<T, ClientDelegationError> {
    let platform = person.platform();
    platform.http.trail().step(&platform.ports, step, outcome)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The dossier names the members; the packages' form is not told, so each that Altinn uses elsewhere is read.
    #[test]
    fn an_agent_is_read_bare_and_full() -> Result<(), serde_json::Error> {
        let bare: Agent = serde_json::from_str(r#"{ "id": "1", "integrationTitle": null, "accessPackages": null }"#)?;
        assert!(bare.integration_title.is_empty() && bare.access_packages.is_empty() && !bare.is_deleted);
        let full: Agent = serde_json::from_str(
            r#"{ "id": "2", "integrationTitle": "Lønn", "systemId": "312345609_lonn", "partyUuId": "x", "supplierOrgno": "312345609",
                 "accessPackages": [{ "urn": "urn:altinn:accesspackage:regnskapsforer-lonn" }, "revisormedarbeider"], "userType": "agent" }"#,
        )?;
        assert_eq!(full.access_packages, ["regnskapsforer-lonn", "revisormedarbeider"]);
        Ok(())
    }
}
