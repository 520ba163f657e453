//! `GET /accessmanagement/api/v1/enduser/authorizedparties`: altinn.md 7.1.

use std::sync::Arc;

use axum::Json;
use axum::extract::{RawQuery, State};
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::altinn::Altinn;
use crate::altinn::caller::Caller;
use crate::altinn::parties::{Access, DEMO_APP, accesses, subunits};
use crate::altinn::refusal::Refusal;
use crate::form::Fields;
use crate::town::{Organisation, Person, Standing};

const SCOPES: [&str; 2] = ["altinn:accessmanagement/authorizedparties", "altinn:portal/enduser"];

pub(super) async fn authorized_parties(State(app): State<Arc<Altinn>>, RawQuery(query): RawQuery, headers: HeaderMap) -> Response {
    match list(&app, &query.unwrap_or_default(), &headers).await {
        Ok(parties) => Json(json!({ "links": { "next": null }, "data": parties })).into_response(),
        Err(refusal) => refusal.answer(&headers),
    }
}

async fn list(app: &Altinn, query: &str, headers: &HeaderMap) -> Result<Vec<Value>, Refusal> {
    let Caller::Person(person) = app.caller(headers, &SCOPES).await? else { return Err(Refusal::UserType) };
    Ok(Question::of(&Fields::parse(query.as_bytes()))?.parties(person))
}

/// What the caller wants to know.
struct Question {
    roles: bool,
    packages: bool,
    resources: bool,
    by_key_roles: bool,
    subunits: bool,
    inactive: bool,
    parties: Vec<String>,
    any_resource: Vec<String>,
}

impl Question {
    fn of(fields: &Fields) -> Result<Self, Refusal> {
        flag(fields, "includeInstances", false, "")?;
        let parties: Vec<String> = values(fields, "partyFilter").map(str::to_ascii_lowercase).collect();
        if let Some(wrong) = parties.iter().find(|party| Uuid::parse_str(party).is_err()) {
            return Err(Refusal::Parameter { name: "partyFilter", value: wrong.clone() });
        }
        Ok(Self {
            roles: flag(fields, "includeRoles", false, "")?,
            packages: flag(fields, "includeAccessPackages", false, "")?,
            resources: flag(fields, "includeResources", false, "")?,
            by_key_roles: flag(fields, "includePartiesViaKeyRoles", true, "auto")?,
            subunits: flag(fields, "includeSubParties", true, "auto")?,
            inactive: flag(fields, "includeInactiveParties", true, "auto")?,
            parties,
            any_resource: values(fields, "anyOfResourceIds").map(str::to_owned).collect(),
        })
    }

    /// The person first, then each organisation once with its subunits.
    fn parties(&self, person: &Person) -> Vec<Value> {
        let own = (self.passes(&[person.party_uuid], &[DEMO_APP])).then(|| self.person(person));
        let accesses = accesses(person).into_iter().filter(|access| {
            let organisation = access.organisation;
            let uuids: Vec<&str> = std::iter::once(organisation).chain(subunits(organisation)).map(|unit| unit.party_uuid).collect();
            (self.by_key_roles || !access.by_key_role)
                && (self.inactive || organisation.standing != Standing::Deleted)
                && self.passes(&uuids, &access.resources())
        });
        own.into_iter().chain(accesses.map(|access| self.organisation(access.organisation, &access, None))).collect()
    }

    fn passes(&self, uuids: &[&str], resources: &[&str]) -> bool {
        let any = |wanted: &[String], there: &[&str]| wanted.is_empty() || wanted.iter().any(|wanted| there.contains(&wanted.as_str()));
        any(&self.parties, uuids) && any(&self.any_resource, resources)
    }

    fn person(&self, person: &Person) -> Value {
        json!({
            "partyUuid": person.party_uuid,
            "name": person.name,
            "organizationNumber": null,
            "parentId": null,
            "personId": person.national_id,
            "dateOfBirth": date_of_birth(person.national_id),
            "partyId": person.party_id,
            "emailId": null,
            "type": "Person",
            "unitType": null,
            "isDeleted": false,
            "onlyHierarchyElementWithNoAccess": false,
            "authorizedAccessPackages": [],
            "authorizedResources": if self.resources { vec![DEMO_APP] } else { Vec::new() },
            "authorizedRoles": if self.roles { vec!["privatperson", "PRIV"] } else { Vec::new() },
            "authorizedInstances": [],
            "subunits": [],
        })
    }

    /// Access to a main unit flows to its subunits.
    fn organisation(&self, unit: &Organisation, access: &Access, parent: Option<&str>) -> Value {
        let subunits: Vec<Value> = match self.subunits {
            true => subunits(unit).map(|subunit| self.organisation(subunit, access, Some(unit.party_uuid))).collect(),
            false => Vec::new(),
        };
        json!({
            "partyUuid": unit.party_uuid,
            "name": unit.name,
            "organizationNumber": unit.number,
            "parentId": parent,
            "personId": null,
            "dateOfBirth": null,
            "partyId": unit.party_id,
            "emailId": null,
            "type": "Organization",
            "unitType": unit.form,
            "isDeleted": unit.standing == Standing::Deleted,
            "onlyHierarchyElementWithNoAccess": false,
            "authorizedAccessPackages": if self.packages { access.packages.clone() } else { Vec::new() },
            "authorizedResources": if self.resources { access.resources() } else { Vec::new() },
            "authorizedRoles": if self.roles { access.roles.clone() } else { Vec::new() },
            "authorizedInstances": [],
            "subunits": subunits,
        })
    }
}

/// The framework does not mind how a parameter's name is capitalised.
fn values<'a>(fields: &'a Fields, name: &'a str) -> impl Iterator<Item = &'a str> {
    fields.iter().filter(move |(field, value)| field.eq_ignore_ascii_case(name) && !value.is_empty()).map(|(_, value)| value)
}

/// A boolean; `auto` where there is such a thing means the default.
fn flag(fields: &Fields, name: &'static str, default: bool, auto: &str) -> Result<bool, Refusal> {
    match values(fields, name).next() {
        None => Ok(default),
        Some(value) if value.eq_ignore_ascii_case(auto) => Ok(default),
        Some(value) => value.to_ascii_lowercase().parse().map_err(|_| Refusal::Parameter { name, value: value.to_owned() }),
    }
}

/// The months of synthetic people are 80 too high; the town was born in the last century.
fn date_of_birth(national_id: &str) -> Option<String> {
    let part = |range: std::ops::Range<usize>| national_id.get(range)?.parse::<u32>().ok();
    let (day, month, year) = (part(0..2)?, part(2..4)? % 80, part(4..6)?);
    Some(format!("19{year:02}-{month:02}-{day:02}"))
}
