//! Whom a user may act for, whom an organisation: `GET /api/reportees`, `/api/organizations` (altinn.md 3.6).

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::response::Response;
use serde::Deserialize;
use serde_json::{Value, json};

use super::ask::Ask;
use super::caller::{Area, User, Who};
use super::refusal::Refusal;
use super::{Legacy, hal, login, query};
use crate::altinn::subunits;
use crate::town::{Organisation, Person, Role, Standing, Town};

/// Somebody whom a user may act for.
#[derive(Debug, Clone, Copy)]
pub(super) struct Reportee {
    pub(super) party_id: u32,
    pub(super) person: Option<&'static Person>,
    pub(super) organisation: Option<&'static Organisation>,
}

impl Reportee {
    fn of(organisation: &'static Organisation) -> Self {
        Self { party_id: organisation.party_id, person: None, organisation: Some(organisation) }
    }

    fn is_called(&self, who: &str) -> bool {
        let numbered = self.organisation.is_some_and(|organisation| organisation.number == who);
        numbered || who.strip_prefix('r').is_some_and(|id| id == self.party_id.to_string())
    }
}

impl User {
    /// The user itself, or its organisation, first.
    pub(super) fn reportees(&self) -> Vec<Reportee> {
        match &self.who {
            Who::Person(person) => {
                let own = Reportee { party_id: person.party_id, person: Some(person), organisation: None };
                let directed = Town.positions(person.national_id).filter(|position| position.role == Role::ManagingDirector);
                let through = directed.filter_map(|position| Town.organisation(position.organisation)).flat_map(reached_by);
                std::iter::once(own).chain(through).collect()
            }
            Who::EnterpriseUser { organisation, has_roles: true, .. } => reached_by(organisation).collect(),
            // Until somebody gives it roles nothing is to be seen.
            Who::EnterpriseUser { .. } => Vec::new(),
        }
    }
}

/// The organisation, its subunits, its clients.
fn reached_by(organisation: &'static Organisation) -> impl Iterator<Item = Reportee> {
    let registered = |by: Option<&str>| by == Some(organisation.number);
    let clients = Town.organisations().iter().filter(move |client| registered(client.accountant) || registered(client.auditor));
    std::iter::once(organisation).chain(subunits(organisation)).chain(clients).map(Reportee::of)
}

impl Legacy {
    /// `my`, a number, or `r` with an id: 403 for somebody else's, as for one that there is not.
    pub(super) fn reportee(&self, user: &User, who: &str) -> Result<Reportee, Refusal> {
        let reportees = user.reportees();
        let found = if who == "my" { reportees.first() } else { reportees.iter().find(|reportee| reportee.is_called(who)) };
        found.copied().ok_or(Refusal::Forbidden)
    }

    fn shown(&self, reportee: &Reportee) -> Value {
        let id = format!("r{}", reportee.party_id);
        let links = json!({
            "self": self.link(&format!("/api/reportees/{id}")),
            "messages": self.link(&format!("/api/{id}/messages")),
        });
        match (reportee.organisation, reportee.person) {
            (Some(organisation), _) => {
                let mut body = organisation_body(organisation);
                body["ReporteeId"] = id.into();
                body["_links"] = links;
                body
            }
            (None, person) => json!({
                "ReporteeId": id,
                "Name": person.map(|person| last_name_first(person.name)),
                "Type": "Person",
                "SocialSecurityNumber": person.map(|person| person.national_id),
                "_links": links,
            }),
        }
    }
}

fn organisation_body(organisation: &Organisation) -> Value {
    let mut body = json!({
        "Name": organisation.name,
        "Type": if organisation.parent.is_some() { "Bedrift" } else { "Foretak" },
        "OrganizationNumber": organisation.number,
        "OrganizationForm": organisation.form,
        "Status": if organisation.standing == Standing::Deleted { "Inactive" } else { "Active" },
    });
    if let Some(parent) = organisation.parent {
        body["ParentOrganizationNumber"] = parent.into();
    }
    body
}

/// Upper case, as the old register had persons.
fn last_name_first(name: &str) -> String {
    let (first, last) = name.rsplit_once(' ').unwrap_or(("", name));
    format!("{last} {first}").trim().to_uppercase()
}

pub(super) async fn list(State(app): State<Arc<Legacy>>, ask: Ask) -> Result<Response, Refusal> {
    let user = app.user(&ask, Area::Reportees).await?;
    let all = user.reportees().iter().map(|reportee| app.shown(reportee)).collect();
    Ok(app.list(&ask, "reportees", "reporteeId", query::page(all, &ask.fields)?))
}

pub(super) async fn read(State(app): State<Arc<Legacy>>, Path(id): Path<String>, ask: Ask) -> Result<Response, Refusal> {
    let user = app.user(&ask, Area::Reportees).await?;
    Ok(hal::answer(&ask, &app.shown(&app.reportee(&user, &id)?)))
}

/// Somebody by number and name.
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Wanted {
    social_security_number: Option<String>,
    last_name: Option<String>,
    organization_number: Option<String>,
    name: Option<String>,
}

impl Wanted {
    /// Number and name must both fit, whoever asks.
    fn found(&self) -> Option<Reportee> {
        let same = |name: &Option<String>, there: &str| name.as_deref().is_some_and(|name| name.to_uppercase() == there.to_uppercase());
        if let Some(number) = &self.organization_number {
            return Town.organisation(number).filter(|organisation| same(&self.name, organisation.name)).map(Reportee::of);
        }
        let person = Town.person(self.social_security_number.as_deref()?)?;
        let last = person.name.rsplit(' ').next().unwrap_or_default();
        same(&self.last_name, last).then_some(Reportee { party_id: person.party_id, person: Some(person), organisation: None })
    }
}

pub(super) async fn convert(State(app): State<Arc<Legacy>>, ask: Ask, body: Bytes) -> Result<Response, Refusal> {
    app.user(&ask, Area::Reportees).await?;
    let wanted: Wanted = login::read(&ask.headers, &body)?;
    Ok(hal::answer(&ask, &app.shown(&wanted.found().ok_or(Refusal::NotFound)?)))
}

/// Those that the organisation can represent.
pub(super) async fn organizations(State(app): State<Arc<Legacy>>, ask: Ask) -> Result<Response, Refusal> {
    let organisation = app.organisation(&ask, None).await?;
    let all = reached_by(organisation).filter_map(|reportee| reportee.organisation);
    let shown = all.map(|one| {
        let mut body = organisation_body(one);
        body["_links"] = json!({ "self": app.link(&format!("/api/organizations/{}", one.number)) });
        body
    });
    Ok(app.list(&ask, "organizations", "organizationNumber", query::page(shown.collect(), &ask.fields)?))
}

/// Nobody in the town owns a service.
pub(super) async fn service_owner(State(app): State<Arc<Legacy>>, ask: Ask) -> Result<Response, Refusal> {
    app.organisation(&ask, None).await?;
    Err(Refusal::Forbidden)
}
