//! `GET /api/my/profile`, `/api/{orgno}/profile` with its contact information: altinn.md 3.6.

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use hyper::ext::ReasonPhrase;
use serde::Deserialize;
use serde_json::{Value, json};

use super::ask::Ask;
use super::caller::{Area, User, Who};
use super::refusal::{Refusal, phrased};
use super::{Legacy, hal, locked, login};
use crate::town::Organisation;

/// An address that an organisation is told things at.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Contact {
    #[serde(skip)]
    id: usize,
    #[serde(rename = "EmailAddress", alias = "Email")]
    email: Option<String>,
    #[serde(rename = "MobileNumber", alias = "Mobile")]
    mobile: Option<String>,
}

/// The user's own, or an organisation's.
pub(super) async fn profile(State(app): State<Arc<Legacy>>, Path(who): Path<String>, ask: Ask) -> Result<Response, Refusal> {
    let user = app.user(&ask, Area::Profile).await?;
    if who == "my" {
        return Ok(hal::answer(&ask, &app.own_profile(&user)));
    }
    Ok(hal::answer(&ask, &app.organisation_profile(app.represented(&user, &who)?)))
}

pub(super) async fn contacts(State(app): State<Arc<Legacy>>, Path(who): Path<String>, ask: Ask) -> Result<Response, Refusal> {
    let user = app.user(&ask, Area::Profile).await?;
    let organisation = app.represented(&user, &who)?;
    let contacts = locked(&app.contacts).get(organisation.number).cloned().unwrap_or_default();
    let shown = contacts.iter().map(|contact| {
        let own = app.link(&format!("{}/{}", ask.path, contact.id));
        json!({ "ContactInformationId": contact.id, "EmailAddress": contact.email, "MobileNumber": contact.mobile, "_links": { "self": own } })
    });
    Ok(app.list(&ask, "contactinformation", "contactInformationId", shown.collect()))
}

pub(super) async fn add_contact(
    State(app): State<Arc<Legacy>>,
    Path(who): Path<String>,
    ask: Ask,
    body: Bytes,
) -> Result<Response, Refusal> {
    let user = app.user(&ask, Area::Profile).await?;
    let organisation = app.represented(&user, &who)?;
    let contact: Contact = login::read(&ask.headers, &body)?;
    if contact.email.is_none() && contact.mobile.is_none() {
        return Err(Refusal::Malformed);
    }
    let mut contacts = locked(&app.contacts);
    let own = contacts.entry(organisation.number.to_owned()).or_default();
    let id = own.last().map_or(1, |last| last.id + 1);
    own.push(Contact { id, ..contact });
    Ok(phrased(StatusCode::NO_CONTENT, ReasonPhrase::from_static(b"Contact information was added.")))
}

pub(super) async fn remove_contact(
    State(app): State<Arc<Legacy>>,
    Path((who, id)): Path<(String, usize)>,
    ask: Ask,
) -> Result<Response, Refusal> {
    let user = app.user(&ask, Area::Profile).await?;
    let organisation = app.represented(&user, &who)?;
    let mut contacts = locked(&app.contacts);
    let own = contacts.entry(organisation.number.to_owned()).or_default();
    let at = own.iter().position(|contact| contact.id == id).ok_or(Refusal::NotFound)?;
    own.remove(at);
    Ok(phrased(StatusCode::NO_CONTENT, ReasonPhrase::from_static(b"Contact information was deleted.")))
}

impl Legacy {
    fn represented(&self, user: &User, who: &str) -> Result<&'static Organisation, Refusal> {
        self.reportee(user, who)?.organisation.ok_or(Refusal::Forbidden)
    }

    fn own_profile(&self, user: &User) -> Value {
        let (name, user_name) = match &user.who {
            Who::Person(person) => (person.name, format!("practice-{}", person.user_id)),
            Who::EnterpriseUser { name, organisation, .. } => (organisation.name, name.clone()),
        };
        json!({
            "Name": name,
            "AddressLine1": "Bryggeveien 1",
            "AddressLine2": "",
            "AddressLine3": "0001 PORTVIK",
            "UserName": user_name,
            "MobileNumber": "40000000",
            "PreferredLanguage": "NorwegianNO",
            "ShowClientUnits": false,
            "PrivateConsent": false,
            "ProfessionalConsent": false,
            "ContactInformation": { "Email": "post@example.com", "Mobile": "40000000", "RequestsEmailReceipts": false },
            "_links": { "self": self.link("/api/my/profile"), "portalview": self.link("/ui/Profile") },
        })
    }

    fn organisation_profile(&self, organisation: &Organisation) -> Value {
        let own = format!("/api/{}/profile", organisation.number);
        json!({
            "Entity": organisation.name,
            "Email": "post@example.com",
            "MobileNumber": "40000000",
            "Address": "Bryggeveien 1",
            "PostCode": "0001",
            "City": "PORTVIK",
            "BusinessAddress": "Bryggeveien 1",
            "BusinessPostCode": "0001",
            "BusinessCity": "PORTVIK",
            "LastModifiedBy": "",
            "LastModifiedDate": "2026-01-02T03:04:05.678",
            "IsSelectedForNotification": true,
            "_links": {
                "self": self.link(&own),
                "portalview": self.link("/ui/Profile"),
                "contactinformation": self.link(&format!("{own}/contactinformation")),
            },
        })
    }
}
