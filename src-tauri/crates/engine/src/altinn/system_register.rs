//! The system register's own form of a system, and the look at a vendor's systems with a token that is at hand (altinn.md 4).

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Deserializer};
use serde_json::{Map, Value};

use super::refusals::refusal;
use super::{AltinnError, Right, platform};
use crate::environment::Environment;
use crate::http::{Http, Request};
use crate::ports::Ports;
use crate::secret::Secret;

/// Where a vendor's systems are.
pub(crate) const SYSTEMS: &str = "/authentication/api/v1/systemregister/vendor";

/// The vendor's own systems, and who has system users of them. Altinn gives it to vendors that have signed its terms.
pub const SYSTEM_REGISTER_SCOPE: &str = "altinn:authentication/systemregister.write";

/// The attribute that names a resource in a right.
pub(crate) const RESOURCE: &str = "urn:altinn:resource";

/// A system, as its vendor sees it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct System {
    /// The vendor's number, `_`, and a name.
    pub id: String,
    /// `0192:` and the vendor's number, as it stands there.
    pub vendor: String,
    /// What people call it, by language.
    pub name: BTreeMap<String, String>,
    /// What it does, by language.
    pub description: BTreeMap<String, String>,
    /// The Maskinporten clients that get tokens for its system users. A client is on one system at most.
    pub clients: Vec<String>,
    /// What its system users may have, resource by resource.
    pub rights: Vec<Right>,
    /// URNs of its access packages.
    pub packages: Vec<String>,
    /// Where the approval of a request may lead.
    pub redirect_urls: Vec<String>,
    /// Whether customers can make a system user of it by themselves.
    pub is_visible: bool,
    /// Gone: its system users get no more tokens.
    pub is_deleted: bool,
    /// All that was told: what this program does not know is written back with the rest.
    pub(crate) whole: Map<String, Value>,
}

impl System {
    /// Reads what the register told; none without an id.
    pub(crate) fn from_told(whole: Map<String, Value>) -> Option<Self> {
        let named = |name: &str| member(&whole, name);
        let flag = |name: &str| named(name).and_then(Value::as_bool);
        let texts = |name: &str| named(name).map(texts).unwrap_or_default();
        let languages = |name: &str| named(name).map(languages).unwrap_or_default();
        Some(Self {
            id: named("id")?.as_str()?.to_owned(),
            vendor: named("vendor").and_then(|vendor| member(vendor.as_object()?, "id")?.as_str()).unwrap_or_default().to_owned(),
            name: languages("name"),
            description: languages("description"),
            clients: texts("clientId"),
            rights: each(named("rights")).filter_map(Right::of).collect(),
            packages: each(named("accessPackages")).filter_map(package_of).map(str::to_owned).collect(),
            redirect_urls: texts("allowedRedirectUrls"),
            // What is left out of a registration is true.
            is_visible: flag("isVisible").unwrap_or(true),
            is_deleted: flag("isDeleted").unwrap_or(false),
            whole,
        })
    }
}

impl System {
    /// The resources of its rights, each once.
    #[must_use]
    pub fn resources(&self) -> Vec<String> {
        let mut seen = BTreeSet::new();
        self.rights.iter().map(|right| &right.resource).filter(|resource| seen.insert(*resource)).cloned().collect()
    }
}

impl<'de> Deserialize<'de> for System {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let told = Map::deserialize(deserializer)?;
        Self::from_told(told).ok_or_else(|| serde::de::Error::missing_field("id"))
    }
}

/// The resource that a right is to; none for one that names its resource in some other way.
pub(crate) fn resource_of(right: &Value) -> Option<&str> {
    let attributes = each(member(right.as_object()?, "resource")).filter_map(Value::as_object);
    let value = |attribute: &'_ Map<String, Value>| member(attribute, "id").and_then(Value::as_str) == Some(RESOURCE);
    attributes.into_iter().find(|attribute| value(attribute)).and_then(|attribute| member(attribute, "value")?.as_str())
}

/// The URN of an access package.
pub(crate) fn package_of(package: &Value) -> Option<&str> {
    member(package.as_object()?, "urn")?.as_str()
}

/// Names are the same whatever the case of their letters (altinn.md 4.2: `ID` and `id`).
pub(crate) fn member<'a>(object: &'a Map<String, Value>, name: &str) -> Option<&'a Value> {
    object.get(name).or_else(|| object.iter().find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value))
}

fn each(value: Option<&Value>) -> impl Iterator<Item = &Value> {
    value.and_then(Value::as_array).into_iter().flatten()
}

fn texts(value: &Value) -> Vec<String> {
    each(Some(value)).filter_map(Value::as_str).map(str::to_owned).collect()
}

fn languages(value: &Value) -> BTreeMap<String, String> {
    let texts = value.as_object().into_iter().flatten();
    texts.filter_map(|(language, text)| Some((language.clone(), text.as_str()?.to_owned()))).collect()
}

/// The systems of the organisation that the token speaks for. It is Maskinporten's own token: these calls need no exchange.
///
/// # Errors
/// [`AltinnError`].
pub async fn own_systems(
    token: &Secret<String>,
    environment: &Environment,
    http: &Http,
    ports: &Ports,
) -> Result<Vec<System>, AltinnError> {
    http.trail().step(ports, "altinn.systems", ask(token, environment, http, ports).await)
}

async fn ask(token: &Secret<String>, environment: &Environment, http: &Http, ports: &Ports) -> Result<Vec<System>, AltinnError> {
    let url = platform(environment, SYSTEMS)?;
    let response = http.send(Request::get(&url, SYSTEMS).bearer(token).of_a_list(), ports).await?;
    if response.is_success() { Ok(response.json()?) } else { Err(refusal(&response, &[SYSTEM_REGISTER_SCOPE])) }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is null is left out of an answer, and what is new is let be.
    #[test]
    fn a_bare_system_is_read_and_a_full_one() -> Result<(), serde_json::Error> {
        let bare: System = serde_json::from_str(r#"{ "id": "312345609_kasse" }"#)?;
        assert_eq!((bare.clients.len(), bare.name.len(), bare.is_deleted, bare.is_visible), (0, 0, false, true));
        let full: System = serde_json::from_str(
            r#"{ "id": "312345609_kasse", "vendor": { "ID": "0192:312345609" }, "name": { "nb": "Kasse", "en": "Till" },
                 "rights": [{ "resource": [{ "id": "urn:altinn:resource", "value": "krav" }] }, { "resource": [{ "id": "urn:other" }] }, 3],
                 "accessPackages": [{ "urn": "urn:altinn:accesspackage:skattegrunnlag" }, {}], "allowedRedirectUrls": ["https://a.example/"],
                 "clientId": ["c-1", "c-2"], "isVisible": false, "isDeleted": true, "future": {} }"#,
        )?;
        assert_eq!((full.clients.as_slice(), full.is_deleted), (["c-1", "c-2"].map(str::to_owned).as_slice(), true));
        assert_eq!(full.name.get("nb").map(String::as_str), Some("Kasse"));
        assert_eq!((full.vendor.as_str(), full.is_visible), ("0192:312345609", false));
        assert_eq!(
            (full.resources(), full.packages),
            (vec!["krav".to_owned()], vec!["urn:altinn:accesspackage:skattegrunnlag".to_owned()])
        );
        assert!(full.whole.contains_key("future"));
        Ok(())
    }

    #[test]
    fn names_are_read_whatever_the_case_of_their_letters() -> Result<(), serde_json::Error> {
        let told =
            r#"{ "ID": "1_a", "Vendor": { "id": "0192:1" }, "ClientId": ["c"], "isvisible": false, "AccessPackages": [{ "URN": "u" }] }"#;
        let system: System = serde_json::from_str(told)?;
        assert_eq!((system.vendor.as_str(), system.is_visible, system.packages.as_slice()), ("0192:1", false, ["u".to_owned()].as_slice()));
        assert!(serde_json::from_str::<System>(r#"{ "name": {} }"#).is_err() && serde_json::from_str::<System>("[]").is_err());
        Ok(())
    }
}
