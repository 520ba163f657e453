//! Authorized parties: everybody that the bearer of a token may act for (altinn.md 7.1).

use serde::{Deserialize, Deserializer};

use super::refusals::refusal;
use super::{AltinnError, AltinnToken, platform};
use crate::environment::Environment;
use crate::http::{Http, Request};
use crate::ports::Ports;

const PATH: &str = "/accessmanagement/api/v1/enduser/authorizedparties";
const SCOPES: &[&str] = &["altinn:accessmanagement/authorizedparties", "altinn:portal/enduser"];

/// What a party is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum PartyKind {
    /// A person.
    Person,
    /// An organisation or a subunit.
    Organisation,
    /// A person without a national id.
    SelfIdentified,
    /// Something newer than this program.
    #[default]
    Other,
}

/// Somebody to act for. National ids are left in the answer: nothing here needs them.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Party {
    /// Stable id.
    #[serde(rename = "partyUuid")]
    pub uuid: String,
    /// Name.
    pub name: String,
    /// Nine digits.
    #[serde(rename = "organizationNumber")]
    pub organisation: Option<String>,
    /// The older id.
    #[serde(default)]
    pub party_id: Option<i64>,
    /// What it is.
    #[serde(rename = "type", default, deserialize_with = "kind")]
    pub kind: PartyKind,
    /// Register form: `AS`, `ENK`, `BEDR`.
    #[serde(default)]
    pub unit_type: Option<String>,
    /// Struck from the register.
    #[serde(default)]
    pub is_deleted: bool,
    /// Shown because of a subunit; there is no access to this one.
    #[serde(default)]
    pub only_hierarchy_element_with_no_access: bool,
    /// Access packages by bare name.
    #[serde(rename = "authorizedAccessPackages", default)]
    pub packages: Vec<String>,
    /// Resource ids.
    #[serde(rename = "authorizedResources", default)]
    pub resources: Vec<String>,
    /// Role codes, new and old.
    #[serde(rename = "authorizedRoles", default)]
    pub roles: Vec<String>,
    /// The same again, below.
    #[serde(default)]
    pub subunits: Vec<Party>,
}

impl Party {
    /// This party, then all below it, parents first.
    pub fn tree(&self) -> Box<dyn Iterator<Item = &Self> + '_> {
        Box::new(std::iter::once(self).chain(self.subunits.iter().flat_map(Self::tree)))
    }
}

fn kind<'de, D: Deserializer<'de>>(deserializer: D) -> Result<PartyKind, D::Error> {
    Ok(match String::deserialize(deserializer)?.as_str() {
        "Person" => PartyKind::Person,
        "Organization" => PartyKind::Organisation,
        "SelfIdentified" => PartyKind::SelfIdentified,
        _ => PartyKind::Other,
    })
}

/// Everybody that the bearer may act for, main units above their subunits, with roles, packages and resources.
///
/// # Errors
/// [`AltinnError`]; a token without user is [`AltinnError::NoUser`].
pub async fn authorized_parties(
    token: &AltinnToken,
    environment: &Environment,
    http: &Http,
    ports: &Ports,
) -> Result<Vec<Party>, AltinnError> {
    http.trail().step(ports, "altinn.parties", ask(token, environment, http, ports).await)
}

async fn ask(token: &AltinnToken, environment: &Environment, http: &Http, ports: &Ports) -> Result<Vec<Party>, AltinnError> {
    #[derive(Deserialize)]
    struct Page {
        data: Vec<Party>,
    }
    let mut url = platform(environment, PATH)?;
    // Without these only names and numbers come back.
    url.query_pairs_mut().extend_pairs(["includeRoles", "includeAccessPackages", "includeResources"].map(|name| (name, "true")));
    let response = http.send(Request::get(&url, PATH).bearer(&token.secret), ports).await?;
    if response.is_success() {
        return Ok(response.json::<Page>()?.data);
    }
    Err(match refusal(&response, SCOPES) {
        AltinnError::Unauthenticated(said) if token.facts.user_id.is_none() => AltinnError::NoUser(said),
        other => other,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn subunits_are_found_below_their_main_unit() -> Result<(), serde_json::Error> {
        let party: Party = serde_json::from_str(
            r#"{ "partyUuid": "1", "name": "Bakeri", "organizationNumber": "315000106", "personId": null, "type": "Organization",
                 "onlyHierarchyElementWithNoAccess": true, "future": {},
                 "subunits": [{ "partyUuid": "2", "name": "Utsalg", "organizationNumber": null, "type": "Newer", "isDeleted": true }] }"#,
        )?;
        assert_eq!(party.tree().map(|party| party.uuid.as_str()).collect::<Vec<_>>(), ["1", "2"]);
        assert!(party.only_hierarchy_element_with_no_access && party.subunits[0].is_deleted);
        assert_eq!((party.kind, party.subunits[0].kind), (PartyKind::Organisation, PartyKind::Other));
        Ok(())
    }
}
