//! `GET /accessmanagement/api/v1/enduser/authorizedparties`: altinn.md 7.1.

use std::sync::Arc;

use axum::Json;
use axum::extract::{RawQuery, State};
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::Fault;
use crate::altinn::Altinn;
use crate::altinn::caller::Caller;
use crate::altinn::hierarchy::{Element, hierarchy};
use crate::altinn::parties::{Access, DEMO_APP, accesses, of_system_user};
use crate::altinn::refusal::Refusal;
use crate::form::Fields;
use crate::town::{Person, Standing};

const SCOPES: [&str; 2] = ["altinn:accessmanagement/authorizedparties", "altinn:portal/enduser"];

pub(super) async fn authorized_parties(State(app): State<Arc<Altinn>>, RawQuery(query): RawQuery, headers: HeaderMap) -> Response {
    match list(&app, &query.unwrap_or_default(), &headers).await {
        Ok(parties) => Json(json!({ "links": { "next": null }, "data": parties })).into_response(),
        Err(refusal) => refusal.answer(&headers),
    }
}

async fn list(app: &Altinn, query: &str, headers: &HeaderMap) -> Result<Vec<Value>, Refusal> {
    let caller = app.caller(headers, &SCOPES).await?;
    if app.world.faults.is_on(Fault::PartyRegisterDown) {
        return Err(Refusal::Failed);
    }
    let question = Question::of(&Fields::parse(query.as_bytes()))?;
    match caller {
        Caller::Person(person, _) => {
            let own = question.wants_person(person).then(|| question.person(person));
            Ok(own.into_iter().chain(question.organisations(accesses(person, app.world.crowd))).collect())
        }
        Caller::SystemUser(user) => Ok(question.organisations(of_system_user(&user, app.world.crowd))),
        Caller::Organisation(_) => Err(Refusal::UserType),
    }
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

    /// Each organisation once, as far as it is asked for.
    fn organisations(&self, accesses: Vec<Access>) -> Vec<Value> {
        let usual = accesses.into_iter().filter(|access| {
            (self.by_key_roles || !access.by_key_role) && (self.inactive || access.organisation.standing != Standing::Deleted)
        });
        hierarchy(usual, self.subunits).iter().filter(|element| self.wants(element)).map(|element| self.element(element, None)).collect()
    }

    fn wants(&self, element: &Element) -> bool {
        let with_parts = || std::iter::once(element).chain(&element.subunits);
        let is_named = self.parties.is_empty() || with_parts().any(|element| self.names(element.unit.party_uuid));
        let opens = |element: &Element| element.access.as_ref().is_some_and(|access| self.is_any(&access.resources()));
        is_named && (self.any_resource.is_empty() || with_parts().any(opens))
    }

    fn names(&self, uuid: &str) -> bool {
        self.parties.iter().any(|wanted| wanted == uuid)
    }

    fn is_any(&self, resources: &[&str]) -> bool {
        self.any_resource.iter().any(|wanted| resources.contains(&wanted.as_str()))
    }

    /// The demonstration form is a person's own as well.
    fn wants_person(&self, person: &Person) -> bool {
        (self.parties.is_empty() || self.names(person.party_uuid)) && (self.any_resource.is_empty() || self.is_any(&[DEMO_APP]))
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

    fn element(&self, element: &Element, parent: Option<&str>) -> Value {
        let Element { unit, access, subunits } = element;
        let list = |wanted: bool, read: fn(&Access) -> Vec<&'static str>| match access {
            Some(access) if wanted => read(access),
            _ => Vec::new(),
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
            "onlyHierarchyElementWithNoAccess": access.is_none(),
            "authorizedAccessPackages": list(self.packages, |access| access.packages.clone()),
            "authorizedResources": list(self.resources, Access::resources),
            "authorizedRoles": list(self.roles, |access| access.roles.clone()),
            "authorizedInstances": [],
            "subunits": subunits.iter().map(|subunit| self.element(subunit, Some(unit.party_uuid))).collect::<Vec<_>>(),
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
