//! Authorized parties: everybody that the bearer of a token may act for (altinn.md 7.1).

use std::collections::HashSet;

use serde::{Deserialize, Deserializer};
use serde_json::Value;
use url::Url;

use super::refusals::refusal;
use super::{AltinnError, AltinnToken, platform};
use crate::environment::Environment;
use crate::http::{Http, Request};
use crate::names::OrgNumber;
use crate::ports::Ports;
use crate::said::readable;

const PATH: &str = "/accessmanagement/api/v1/enduser/authorizedparties";
/// Any of these opens the list; the first is the ordinary one.
pub const PARTY_SCOPES: &[&str] = &["altinn:accessmanagement/authorizedparties", "altinn:portal/enduser"];

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
    #[serde(default, deserialize_with = "name")]
    pub name: String,
    /// Nine digits.
    #[serde(rename = "organizationNumber", default)]
    pub organisation: Option<String>,
    /// The older id.
    #[serde(default, deserialize_with = "number")]
    pub party_id: Option<i64>,
    /// What it is.
    #[serde(rename = "type", default, deserialize_with = "kind")]
    pub kind: PartyKind,
    /// Register form: `AS`, `ENK`, `BEDR`.
    #[serde(default)]
    pub unit_type: Option<String>,
    /// Struck from the register.
    #[serde(default, deserialize_with = "or_nothing")]
    pub is_deleted: bool,
    /// Shown because of a subunit; there is no access to this one.
    #[serde(default, deserialize_with = "or_nothing")]
    pub only_hierarchy_element_with_no_access: bool,
    /// Access packages by bare name.
    #[serde(rename = "authorizedAccessPackages", default, deserialize_with = "or_nothing")]
    pub packages: Vec<String>,
    /// Resource ids.
    #[serde(rename = "authorizedResources", default, deserialize_with = "or_nothing")]
    pub resources: Vec<String>,
    /// Role codes, new and old.
    #[serde(rename = "authorizedRoles", default, deserialize_with = "or_nothing")]
    pub roles: Vec<String>,
    /// The same again, below.
    #[serde(default, deserialize_with = "or_nothing")]
    pub subunits: Vec<Party>,
}

impl Party {
    /// This party, then all below it, parents first.
    pub fn tree(&self) -> Box<dyn Iterator<Item = &Self> + '_> {
        Box::new(std::iter::once(self).chain(self.subunits.iter().flat_map(Self::tree)))
    }

    /// The party with a number among these and all below them; one that is only shown because of a subunit is none.
    pub fn find<'a>(parties: &'a [Self], number: &OrgNumber) -> Option<&'a Self> {
        let is_it = |party: &&Self| party.organisation.as_deref() == Some(number.as_str()) && !party.only_hierarchy_element_with_no_access;
        parties.iter().flat_map(Self::tree).find(is_it)
    }

    /// Whether an access package is among the party's. Here they have bare names, elsewhere that is the end of a URN.
    #[must_use]
    pub fn has_package(&self, package: &str) -> bool {
        let bare = |name: &str| name.rsplit(':').next().unwrap_or(name).to_ascii_lowercase();
        self.packages.iter().any(|one| bare(one) == bare(package))
    }
}

/// What is null is as if it were left out.
pub(super) fn or_nothing<'de, T: Deserialize<'de> + Default, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    Ok(Option::<T>::deserialize(deserializer)?.unwrap_or_default())
}

/// What others have called it, fit to be shown; nothing for null.
pub(super) fn name<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    Ok(readable(&or_nothing::<String, D>(deserializer)?))
}

/// A number, or the same as text.
fn number<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<i64>, D::Error> {
    Ok(match Value::deserialize(deserializer)? {
        Value::Number(number) => number.as_i64(),
        Value::String(text) => text.trim().parse().ok(),
        _ => None,
    })
}

fn kind<'de, D: Deserializer<'de>>(deserializer: D) -> Result<PartyKind, D::Error> {
    Ok(match or_nothing::<String, D>(deserializer)?.as_str() {
        "Person" => PartyKind::Person,
        "Organization" => PartyKind::Organisation,
        "SelfIdentified" => PartyKind::SelfIdentified,
        _ => PartyKind::Other,
    })
}

/// Which parties, and what of them (altinn.md 7.1).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PartyQuestion {
    /// Role codes.
    pub roles: bool,
    /// Access packages.
    pub packages: bool,
    /// Resources.
    pub resources: bool,
    /// Those that come of managing another party; Altinn decides where nothing is said.
    pub via_key_roles: Option<bool>,
    /// Subunits; as above.
    pub subunits: Option<bool>,
    /// Deleted ones; as above.
    pub inactive: Option<bool>,
}

impl Default for PartyQuestion {
    /// Everything of all that Altinn shows when it decides.
    fn default() -> Self {
        Self { roles: true, packages: true, resources: true, via_key_roles: None, subunits: None, inactive: None }
    }
}

impl PartyQuestion {
    fn url(self, environment: &Environment) -> Result<Url, AltinnError> {
        let mut url = platform(environment, PATH)?;
        // Without these only names and numbers come back.
        let included = [("includeRoles", self.roles), ("includeAccessPackages", self.packages), ("includeResources", self.resources)];
        let decided = [
            ("includePartiesViaKeyRoles", self.via_key_roles),
            ("includeSubParties", self.subunits),
            ("includeInactiveParties", self.inactive),
        ];
        let asked = included.into_iter().filter(|(_, wanted)| *wanted);
        let asked = asked.chain(decided.into_iter().filter_map(|(name, wanted)| Some((name, wanted?))));
        for (name, wanted) in asked {
            url.query_pairs_mut().append_pair(name, if wanted { "true" } else { "false" });
        }
        Ok(url)
    }
}

/// Everybody that the bearer may act for, main units above their subunits, with roles, packages and resources; nobody twice.
/// The bearer is a person, or a system user, standard or agent.
///
/// # Errors
/// [`AltinnError`]; a token with neither in it is [`AltinnError::NoUser`].
pub async fn authorized_parties(
    token: &AltinnToken,
    environment: &Environment,
    http: &Http,
    ports: &Ports,
) -> Result<Vec<Party>, AltinnError> {
    parties_by(PartyQuestion::default(), token, environment, http, ports).await
}

/// As [`authorized_parties`], of what is asked for alone.
///
/// # Errors
/// As [`authorized_parties`].
pub async fn parties_by(
    question: PartyQuestion,
    token: &AltinnToken,
    environment: &Environment,
    http: &Http,
    ports: &Ports,
) -> Result<Vec<Party>, AltinnError> {
    http.trail().step(ports, "altinn.parties", ask(question, token, environment, http, ports).await)
}

async fn ask(
    question: PartyQuestion,
    token: &AltinnToken,
    environment: &Environment,
    http: &Http,
    ports: &Ports,
) -> Result<Vec<Party>, AltinnError> {
    let url = question.url(environment)?;
    let response = http.send(Request::get(&url, PATH).bearer(&token.secret).of_a_list(), ports).await?;
    if response.is_success() {
        return Ok(each_once(response.json::<Page>()?.data));
    }
    let nobody = token.facts.user_id.is_none() && token.facts.system_user.is_none();
    Err(match refusal(&response, PARTY_SCOPES) {
        AltinnError::Unauthenticated(said) if nobody => AltinnError::NoUser(said),
        other => other,
    })
}

#[derive(Deserialize)]
struct Page {
    data: Vec<Party>,
}

/// Parties read from an answer of Altinn's, as for measuring how long that takes.
///
/// # Errors
/// When it is no such answer.
pub fn read_parties(body: &[u8]) -> Result<Vec<Party>, serde_json::Error> {
    serde_json::from_slice::<Page>(body).map(|page| each_once(page.data))
}

/// The first of each id stays, wherever in the tree it stands.
fn each_once(mut parties: Vec<Party>) -> Vec<Party> {
    fn keep(parties: &mut Vec<Party>, seen: &mut HashSet<String>) {
        parties.retain_mut(|party| {
            let is_new = seen.insert(party.uuid.to_ascii_lowercase());
            if is_new {
                keep(&mut party.subunits, seen);
            }
            is_new
        });
    }
    keep(&mut parties, &mut HashSet::new());
    parties
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

    #[test]
    fn a_party_is_found_by_number_below_others_and_has_packages_by_bare_name() -> Result<(), Box<dyn std::error::Error>> {
        let page = r#"{ "links": {}, "data": [
            { "partyUuid": "1", "name": "Konsern", "organizationNumber": "310000000", "onlyHierarchyElementWithNoAccess": true,
              "subunits": [{ "partyUuid": "2", "name": null, "organizationNumber": "315000106", "partyId": "7", "subunits": null,
                             "authorizedAccessPackages": ["regnskapsforer-lonn"], "authorizedRoles": null }] }] }"#;
        let parties = read_parties(page.as_bytes())?;
        let found = Party::find(&parties, &"315000106".parse()?).ok_or("not found")?;
        assert_eq!((found.uuid.as_str(), found.party_id, found.name.as_str()), ("2", Some(7), ""));
        for name in ["regnskapsforer-lonn", "urn:altinn:accesspackage:regnskapsforer-lonn", "Regnskapsforer-Lonn"] {
            assert!(found.has_package(name), "{name}");
        }
        assert!(!found.has_package("regnskapsforer") && !found.has_package("lonn"));
        assert!(Party::find(&parties, &"310000000".parse()?).is_none(), "a parent that opens nothing is no party to act for");
        Ok(())
    }

    #[test]
    fn nobody_comes_twice() -> Result<(), serde_json::Error> {
        let page = r#"{ "data": [{ "partyUuid": "A", "name": "1", "subunits": [{ "partyUuid": "b", "name": "2" }, { "partyUuid": "B" }] },
                                 { "partyUuid": "b", "name": "3" }, { "partyUuid": "a", "name": "4" }, { "partyUuid": "c" }] }"#;
        let parties = read_parties(page.as_bytes())?;
        let names: Vec<_> = parties.iter().flat_map(Party::tree).map(|party| (party.uuid.as_str(), party.name.as_str())).collect();
        assert_eq!(names, [("A", "1"), ("b", "2"), ("c", "")]);
        Ok(())
    }

    #[test]
    fn what_nobody_asks_for_is_not_asked() -> Result<(), AltinnError> {
        let names = PartyQuestion { roles: false, packages: false, resources: false, ..PartyQuestion::default() };
        assert_eq!(names.url(&Environment::test())?.query(), None);
        let all = PartyQuestion { via_key_roles: Some(false), subunits: Some(true), inactive: Some(true), ..PartyQuestion::default() };
        let expected = "includeRoles=true&includeAccessPackages=true&includeResources=true\
                        &includePartiesViaKeyRoles=false&includeSubParties=true&includeInactiveParties=true";
        assert_eq!(all.url(&Environment::test())?.query(), Some(expected));
        Ok(())
    }
}
