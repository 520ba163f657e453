//! `POST /api/authentication/authenticatewithpassword`: altinn.md 3.2.

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::State;
use axum::http::header::{CONTENT_TYPE, SET_COOKIE};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;

use super::ask::Ask;
use super::caller::{COOKIE_NAME, User, Who};
use super::refusal::{NotLoggedIn, Refusal};
use super::{Legacy, hal};
use crate::Fault;
use crate::town::{LegacyUserKind, Organisation, Person};

/// Strict JSON: the old client's unquoted names are not ours to take (altinn.md 3.7).
#[derive(Deserialize)]
struct Password {
    #[serde(rename = "UserName")]
    name: String,
    #[serde(rename = "UserPassword")]
    password: String,
}

/// Neither `ApiKey` nor `Accept` is needed here.
pub(super) async fn log_in(State(app): State<Arc<Legacy>>, ask: Ask, body: Bytes) -> Result<Response, Refusal> {
    let password: Password = read(&ask.headers, &body)?;
    let forbidden = app.world.faults.is_on(Fault::LegacyLogin403);
    let user = app.authenticated(&password, &ask).await?.map_err(|why| Refusal::Login { why, forbidden })?;
    let cookie = app.begin(user);
    // As old clients read them: several in one line, with commas between them and in a date.
    let cookies = format!(
        "ASP.NET_SessionId=y3mz0q1k; path=/; HttpOnly, {COOKIE_NAME}={cookie}; path=/; HttpOnly; Secure, \
         AltinnUserLanguage=1044; expires=Sun, 19-Jun-2039 22:00:00 GMT; path=/"
    );
    Ok((StatusCode::OK, [(SET_COOKIE, cookies)]).into_response())
}

/// What was posted as JSON.
pub(super) fn read<T: for<'de> Deserialize<'de>>(headers: &HeaderMap, body: &[u8]) -> Result<T, Refusal> {
    let kind = headers.get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let kind = kind.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    if kind != hal::TYPE && kind != "application/json" {
        return Err(Refusal::MediaType);
    }
    serde_json::from_slice(body).map_err(|_| Refusal::Malformed)
}

impl Legacy {
    async fn authenticated(&self, sent: &Password, ask: &Ask) -> Result<Result<User, NotLoggedIn>, Refusal> {
        if self.is_locked(&sent.name) {
            return Ok(Err(NotLoggedIn::Locked));
        }
        let Some(kind) = self.kind_of(&sent.name, &sent.password) else {
            self.note_wrong(&sent.name);
            return Ok(Err(NotLoggedIn::Wrong));
        };
        self.note_right(&sent.name);
        let (organisation, has_roles) = match kind {
            Kind::Person(person) => return Ok(Ok(User::by_password(Who::Person(person), 1))),
            Kind::Enterprise { organisation, has_roles } => (organisation, has_roles),
        };
        let Some(certificate) = &ask.certificate else { return Ok(Err(NotLoggedIn::NoCertificate)) };
        let own = self.certified(certificate).await?.filter(|number| number == organisation.number);
        let who = Who::EnterpriseUser { name: sent.name.clone(), organisation, has_roles };
        Ok(own.map(|_| User::by_password(who, 3)).ok_or(NotLoggedIn::OtherCertificate))
    }

    /// The town's users, then those that organisations have made.
    fn kind_of(&self, name: &str, password: &str) -> Option<Kind> {
        let seeded = self.world.town.legacy_users().iter().find(|user| user.name == name);
        if let Some(user) = seeded {
            return match user.kind {
                _ if user.password != password => None,
                LegacyUserKind::Person(id) => self.world.town.person(id).map(Kind::Person),
                LegacyUserKind::Enterprise { organisation, has_roles } => self.enterprise(organisation, has_roles),
            };
        }
        let made = self.world.store.read(|record| record.enterprise_users.get(name).cloned()).filter(|made| made.secret == password)?;
        self.enterprise(&made.owner, false)
    }

    fn enterprise(&self, number: &str, has_roles: bool) -> Option<Kind> {
        self.world.town.organisation(number).map(|organisation| Kind::Enterprise { organisation, has_roles })
    }
}

/// Whom a right password stands for.
enum Kind {
    Person(&'static Person),
    Enterprise { organisation: &'static Organisation, has_roles: bool },
}
