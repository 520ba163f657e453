//! `/api/enterpriseusers`: users that an organisation makes for its systems (altinn.md 3.5).

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use time::OffsetDateTime;
use time::macros::format_description;

use super::ask::Ask;
use super::refusal::Refusal;
use super::{Legacy, hal, login};
use crate::PracticeError;
use crate::der;
use crate::store::Record;
use crate::town::LegacyUserKind;

const READ: &str = "altinn:enterpriseusers.read";
const WRITE: &str = "altinn:enterpriseusers.write";
/// a–z, 0–9: others caused trouble (altinn.md 3.4).
const LETTERS: &[u8; 36] = b"abcdefghijklmnopqrstuvwxyz0123456789";

/// One that was made through the API. It has no roles.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct EnterpriseUser {
    /// Nine digits.
    pub(crate) owner: String,
    pub(crate) secret: String,
    /// Seconds since 1970.
    pub(crate) created: i64,
}

#[derive(Deserialize)]
struct Named {
    #[serde(rename = "UserName")]
    name: String,
}

impl EnterpriseUser {
    fn shown(&self, name: &str, secret: bool) -> Value {
        let form = format_description!("[year]-[month]-[day]T[hour]:[minute]:[second].000");
        let created = OffsetDateTime::from_unix_timestamp(self.created).ok().and_then(|moment| moment.format(form).ok());
        let mut body = json!({ "UserName": name, "Created": created, "OwnerOrgNo": self.owner });
        if secret {
            body["Secret"] = self.secret.clone().into();
        }
        body
    }
}

fn make_secret() -> String {
    let bytes: [u8; 24] = der::random();
    bytes.iter().map(|byte| char::from(LETTERS[usize::from(*byte) % LETTERS.len()])).collect()
}

impl From<PracticeError> for Refusal {
    fn from(_: PracticeError) -> Self {
        Self::Failed
    }
}

pub(super) async fn list(State(app): State<Arc<Legacy>>, ask: Ask) -> Result<Response, Refusal> {
    let owner = app.organisation(&ask, Some(READ)).await?.number;
    Ok(hal::answer(&ask, &app.users_of(owner, |_| true)))
}

pub(super) async fn read(State(app): State<Arc<Legacy>>, Path(name): Path<String>, ask: Ask) -> Result<Response, Refusal> {
    let owner = app.organisation(&ask, Some(READ)).await?.number;
    let found = app.users_of(owner, |user| user == name);
    if found.as_array().is_some_and(Vec::is_empty) { Err(Refusal::NotFound) } else { Ok(hal::answer(&ask, &found)) }
}

/// The secret is shown this once.
pub(super) async fn create(State(app): State<Arc<Legacy>>, ask: Ask, body: Bytes) -> Result<Response, Refusal> {
    let owner = app.organisation(&ask, Some(WRITE)).await?.number;
    let Named { name } = login::read(&ask.headers, &body)?;
    let user = EnterpriseUser { owner: owner.to_owned(), secret: make_secret(), created: app.world.clock.now() };
    let shown = user.shown(&name, true);
    app.world.store.try_change(|record| {
        app.check_free(record, &name)?;
        record.enterprise_users.insert(name, user);
        Ok::<_, Refusal>(())
    })?;
    Ok(hal::answer(&ask, &json!([shown])))
}

pub(super) async fn rotate(State(app): State<Arc<Legacy>>, Path(name): Path<String>, ask: Ask) -> Result<Response, Refusal> {
    let owner = app.organisation(&ask, Some(WRITE)).await?.number;
    let shown = app.world.store.try_change(|record| {
        let user = own(record, owner, &name)?;
        user.secret = make_secret();
        Ok::<_, Refusal>(user.shown(&name, true))
    })?;
    Ok(hal::answer(&ask, &json!([shown])))
}

pub(super) async fn rename(State(app): State<Arc<Legacy>>, Path(name): Path<String>, ask: Ask, body: Bytes) -> Result<Response, Refusal> {
    let owner = app.organisation(&ask, Some(WRITE)).await?.number;
    let wanted: Named = login::read(&ask.headers, &body)?;
    let shown = app.world.store.try_change(|record| {
        let user = own(record, owner, &name)?.clone();
        if wanted.name != name {
            app.check_free(record, &wanted.name)?;
            record.enterprise_users.remove(&name);
        }
        let shown = user.shown(&wanted.name, false);
        record.enterprise_users.insert(wanted.name, user);
        Ok::<_, Refusal>(shown)
    })?;
    Ok(hal::answer(&ask, &json!([shown])))
}

pub(super) async fn delete(State(app): State<Arc<Legacy>>, Path(name): Path<String>, ask: Ask) -> Result<Response, Refusal> {
    let owner = app.organisation(&ask, Some(WRITE)).await?.number;
    app.world.store.try_change(|record| {
        own(record, owner, &name)?;
        record.enterprise_users.remove(&name);
        Ok::<_, Refusal>(())
    })?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

fn own<'a>(record: &'a mut Record, owner: &str, name: &str) -> Result<&'a mut EnterpriseUser, Refusal> {
    record.enterprise_users.get_mut(name).filter(|user| user.owner == owner).ok_or(Refusal::NotFound)
}

impl Legacy {
    /// The town's, which the portal made, then those made here.
    fn users_of(&self, owner: &str, is_wanted: impl Fn(&str) -> bool) -> Value {
        let seeded = self.world.town.legacy_users().iter().filter_map(|user| match user.kind {
            LegacyUserKind::Enterprise { organisation, .. } if organisation == owner => {
                Some(json!({ "UserName": user.name, "Created": "2021-02-03T08:00:00.000", "OwnerOrgNo": organisation }))
            }
            _ => None,
        });
        let seeded = seeded.filter(|user| user["UserName"].as_str().is_some_and(&is_wanted));
        let made: Vec<Value> = self.world.store.read(|record| {
            let own = record.enterprise_users.iter().filter(|(name, user)| user.owner == owner && is_wanted(name));
            own.map(|(name, user)| user.shown(name, false)).collect()
        });
        seeded.chain(made).collect()
    }

    fn check_free(&self, record: &Record, name: &str) -> Result<(), Refusal> {
        let taken = record.enterprise_users.contains_key(name) || self.world.town.legacy_users().iter().any(|user| user.name == name);
        if name.is_empty() {
            return Err(Refusal::Malformed);
        }
        let taken_name = Refusal::Coded { status: StatusCode::BAD_REQUEST, code: 50_001, message: "The user name is already in use." };
        if taken { Err(taken_name) } else { Ok(()) }
    }
}
