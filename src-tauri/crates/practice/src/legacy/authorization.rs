//! `GET /api/{who}/authorization/…`: a user's roles with what they open, to whom they were given (altinn.md 3.6).

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::response::Response;
use serde_json::{Value, json};

use super::Legacy;
use super::ask::Ask;
use super::caller::{Area, User, Who};
use super::letters::SERVICES;
use super::metadata::{self, ROLES, RoleDefinition};
use super::refusal::Refusal;
use super::reportees::Reportee;
use crate::town::{Person, Role, Town};

pub(super) async fn roles(State(app): State<Arc<Legacy>>, Path(who): Path<String>, ask: Ask) -> Result<Response, Refusal> {
    let user = app.user(&ask, Area::Authorization).await?;
    let reportee = app.reportee(&user, &who)?;
    let held = held(&user, &reportee).into_iter().map(|role| app.role(&ask, role, None)).collect();
    Ok(app.list(&ask, "roles", "RoleId", held))
}

pub(super) async fn rights(State(app): State<Arc<Legacy>>, Path(who): Path<String>, ask: Ask) -> Result<Response, Refusal> {
    let user = app.user(&ask, Area::Authorization).await?;
    app.reportee(&user, &who)?;
    let level = user.level;
    let open = SERVICES.iter().enumerate().filter(|(_, service)| service.level <= level);
    Ok(app.list(&ask, "rights", "RightID", open.map(|(at, _)| right(at)).collect()))
}

pub(super) async fn role_definitions(State(app): State<Arc<Legacy>>, Path(who): Path<String>, ask: Ask) -> Result<Response, Refusal> {
    let user = app.user(&ask, Area::Authorization).await?;
    app.reportee(&user, &who)?;
    let own = |role: &RoleDefinition| app.link(&format!("{}/{}", ask.path, role.id));
    let all = ROLES.iter().map(|role| {
        let mut body = metadata::role_definition(role, &ask.fields);
        body["_links"] = json!({ "self": own(role) });
        body
    });
    Ok(app.list(&ask, "roledefinitions", "RoleDefinitionId", all.collect()))
}

/// For whoever manages access there.
pub(super) async fn delegations(State(app): State<Arc<Legacy>>, Path(who): Path<String>, ask: Ask) -> Result<Response, Refusal> {
    let reportee = app.managed(&ask, &who).await?;
    let holders = holders(&reportee).map(|(person, _)| {
        let own = format!("{}/r{}", ask.path, person.party_id);
        let (first, last) = person.name.rsplit_once(' ').unwrap_or(("", person.name));
        json!({
            "RightHolderId": format!("r{}", person.party_id),
            "Name": first,
            "LastName": last,
            "SocialSecurityNumber": format!("{}*****", person.national_id.get(..6).unwrap_or_default()),
            "_links": {
                "self": app.link(&own),
                "roles": app.link(&format!("{own}/roles")),
                "rights": app.link(&format!("{own}/rights")),
            },
        })
    });
    Ok(app.list(&ask, "rightholders", "RightHolderId", holders.collect()))
}

/// `…/delegations/{r-id}/roles`, `…/rights`
pub(super) async fn delegated(
    State(app): State<Arc<Legacy>>,
    Path((who, holder, kind)): Path<(String, String, String)>,
    ask: Ask,
) -> Result<Response, Refusal> {
    let reportee = app.managed(&ask, &who).await?;
    let found = holders(&reportee).find(|(person, _)| holder == format!("r{}", person.party_id));
    let (_, role) = found.ok_or(Refusal::NotFound)?;
    let delegator = reportee.organisation.map(|organisation| organisation.name);
    match kind.as_str() {
        "roles" => Ok(app.list(&ask, "roles", "RoleId", vec![app.role(&ask, role, delegator)])),
        "rights" => Ok(app.list(&ask, "rights", "RightID", (0..SERVICES.len()).map(right).collect())),
        _ => Err(Refusal::NotFound),
    }
}

/// What the user is there.
fn held(user: &User, reportee: &Reportee) -> Vec<&'static RoleDefinition> {
    let named = |code: &str| ROLES.iter().filter(|role| role.code == code).collect();
    match (&user.who, reportee.organisation) {
        (Who::Person(_), None) => named("PRIV"),
        (Who::Person(person), Some(organisation)) => {
            let directs = |number: &str| Town.positions(person.national_id).any(|position| position.organisation == number);
            let own = directs(organisation.number) || organisation.parent.is_some_and(directs);
            if own { named("DAGL") } else { named("REGNA") }
        }
        (Who::EnterpriseUser { organisation: own, .. }, Some(organisation)) if own.number != organisation.number => named("REGNA"),
        (Who::EnterpriseUser { .. }, _) => named("UTINN"),
    }
}

/// Persons with a position in the organisation.
fn holders(reportee: &Reportee) -> impl Iterator<Item = (&'static Person, &'static RoleDefinition)> {
    let number = reportee.organisation.map(|organisation| organisation.number);
    Town.people().iter().filter_map(move |person| {
        let position = Town.positions(person.national_id).find(|position| Some(position.organisation) == number)?;
        let code = match position.role {
            Role::ManagingDirector => "DAGL",
            Role::AccessManager => "ADMAI",
            _ => "UTINN",
        };
        Some((person, ROLES.iter().find(|role| role.code == code)?))
    })
}

fn right(at: usize) -> Value {
    let service = &SERVICES[at.min(SERVICES.len() - 1)];
    json!({
        "RightID": 7000 + at,
        "RightType": "Service",
        "ServiceCode": service.code,
        "ServiceEditionCode": 1,
        "Action": if service.is_form { "Write" } else { "Read" },
        "RightSourceType": "RoleTypeRights",
        "IsDelegatable": true,
    })
}

impl Legacy {
    fn role(&self, ask: &Ask, role: &RoleDefinition, delegator: Option<&str>) -> Value {
        let mut body = metadata::role_definition(role, &ask.fields);
        body["RoleId"] = (8000 + role.id).into();
        body["_links"] = json!({ "self": self.link(&format!("{}/{}", ask.path, 8000 + role.id)) });
        if let Some(delegator) = delegator {
            body["Delegator"] = delegator.into();
            body["DelegatedTime"] = "2025-03-01T08:00:00.000".into();
        }
        body
    }

    /// Whom the caller manages access for.
    async fn managed(&self, ask: &Ask, who: &str) -> Result<Reportee, Refusal> {
        let user = self.user(ask, Area::Authorization).await?;
        let reportee = self.reportee(&user, who)?;
        let Who::Person(person) = &user.who else { return Err(Refusal::Forbidden) };
        let may = |role| matches!(role, Role::ManagingDirector | Role::AccessManager);
        let manages =
            |number: &str| Town.positions(person.national_id).any(|position| position.organisation == number && may(position.role));
        let organisation = reportee.organisation;
        let allowed = organisation.is_none_or(|organisation| manages(organisation.number) || organisation.parent.is_some_and(manages));
        if allowed { Ok(reportee) } else { Err(Refusal::Forbidden) }
    }
}
