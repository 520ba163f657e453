//! The public list, as Digdir's service gives it to anybody.

use serde::Deserialize;
use serde::de::IgnoredAny;

use super::PublicScope;
use crate::environment::{Environment, EnvironmentError};
use crate::http::{Http, Request};
use crate::maskinporten::MaskinportenError;
use crate::names::{Scope, turns_reading};
use crate::ports::Ports;

const PATH: &str = "/scopes/all";
/// What an owner writes about a scope is shown so far.
const DESCRIPTION: usize = 300;

/// Reads it. Needs no token.
pub(super) async fn read(environment: &Environment, http: &Http, ports: &Ports) -> Result<Vec<PublicScope>, MaskinportenError> {
    let api = environment.hosts.self_service_api.as_ref().ok_or(EnvironmentError::NoHost { field: "self_service_api" })?;
    // It is beside the API's prefix, not under it.
    let url = api.under("").join(PATH);
    let response = http.send(Request::get(&url, PATH).of_a_list(), ports).await?;
    if !response.is_success() {
        return Err(response.unexpected().into());
    }
    let told: Vec<Entry> = response.json()?;
    let mut scopes: Vec<PublicScope> = told.into_iter().filter_map(Entry::read).collect();
    // Then every scope would be one that nobody knows, and the list that was read before would be gone.
    if scopes.is_empty() {
        return Err(response.unexpected().into());
    }
    scopes.sort_by(|one, other| one.scope.cmp(&other.scope));
    scopes.dedup_by(|one, other| one.scope == other.scope);
    Ok(scopes)
}

/// What is not understood is left out, and costs no memory.
#[derive(Deserialize)]
#[serde(untagged)]
enum Entry {
    Scope(Box<Told>),
    Other(IgnoredAny),
}

#[derive(Deserialize)]
struct Told {
    name: Option<String>,
    prefix: Option<String>,
    subscope: Option<String>,
    description: Option<String>,
    owner_orgno: Option<String>,
    owner_organization_name: Option<String>,
    accessible_for_all: Option<bool>,
    delegation_source: Option<String>,
    allowed_integration_types: Option<Vec<String>>,
    active: Option<bool>,
}

impl Entry {
    fn read(self) -> Option<PublicScope> {
        let Self::Scope(told) = self else { return None };
        Some(PublicScope {
            scope: named(told.name.as_deref(), told.prefix.as_deref(), told.subscope.as_deref()).filter(|_| told.active != Some(false))?,
            description: told.description.as_deref().map(readable).unwrap_or_default(),
            owner: told.owner_orgno,
            owner_name: told.owner_organization_name.as_deref().map(readable),
            for_all: told.accessible_for_all,
            delegation_source: told.delegation_source.filter(|source| !source.is_empty()),
            integrations: told.allowed_integration_types.unwrap_or_default(),
        })
    }
}

/// A scope's name: whole, or in its two parts.
pub(crate) fn named(name: Option<&str>, prefix: Option<&str>, subscope: Option<&str>) -> Option<Scope> {
    let parts = || Some(format!("{}:{}", prefix?, subscope?));
    name.map(str::to_owned).or_else(parts)?.parse().ok()
}

/// One line, not too long, that reads as it is written.
fn readable(text: &str) -> String {
    let kept = text.chars().map(|sign| if sign.is_whitespace() { ' ' } else { sign });
    let kept: String = kept.filter(|sign| !sign.is_control() && !turns_reading(*sign)).take(DESCRIPTION).collect();
    kept.trim().to_owned()
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn entries(told: &Value) -> Result<Vec<PublicScope>, serde_json::Error> {
        let entries: Vec<Entry> = serde_json::from_value(told.clone())?;
        Ok(entries.into_iter().filter_map(Entry::read).collect())
    }

    #[test]
    fn what_the_service_says_is_read_and_what_is_not_understood_is_left_out() -> Result<(), Box<dyn std::error::Error>> {
        let told = json!([
            { "name": "ks:fiks", "description": " Fiks\n\u{202e}plattformen ", "owner_orgno": "971032146", "accessible_for_all": true,
              "delegation_source": "https://www.altinn.no/", "allowed_integration_types": ["maskinporten"], "new": { "a": [1] } },
            { "prefix": "nav", "subscope": "aareg/v1", "delegation_source": null },
            { "prefix": "nav", "subscope": "old", "active": false },
            { "name": "two words" }, { "name": 3 }, "text", null, [],
        ]);
        let read = entries(&told)?;
        assert_eq!(read.iter().map(|listed| listed.scope.as_str()).collect::<Vec<_>>(), ["ks:fiks", "nav:aareg/v1"]);
        assert_eq!((read[0].description.as_str(), read[0].for_all), ("Fiks plattformen", Some(true)));
        assert!(read[0].delegation_source.is_some() && read[1].delegation_source.is_none() && !read[0].is_for_people());
        let login = PublicScope { integrations: vec!["idporten".to_owned()], ..read[1].clone() };
        assert!(login.is_for_people() && !read[1].is_for_people());
        Ok(())
    }
}
