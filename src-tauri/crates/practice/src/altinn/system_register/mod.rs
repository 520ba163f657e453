//! `/authentication/api/v1/systemregister`: the systems that vendors have registered (altinn.md 4).

use std::sync::Arc;

use axum::Router;
use axum::http::HeaderMap;
use axum::routing::{get, put};
use serde_json::{Map, Value, json};
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

use crate::altinn::Altinn;
use crate::altinn::caller::Vendor;
use crate::altinn::refusal::Refusal;
use crate::systems::{System, SystemName};

mod form;
mod portal;
mod read;
mod rules;
mod write;

pub(super) const SCOPES: [&str; 1] = ["altinn:authentication/systemregister.write"];

pub(super) fn routes() -> Router<Arc<Altinn>> {
    let base = "/authentication/api/v1/systemregister";
    Router::new()
        .route(base, get(portal::list))
        .route(&format!("{base}/{{system}}"), get(portal::read))
        .route(&format!("{base}/{{system}}/rights"), get(portal::rights))
        .route(&format!("{base}/{{system}}/accesspackages"), get(portal::packages))
        .route(&format!("{base}/vendor"), get(read::list).post(write::create))
        .route(&format!("{base}/vendor/{{system}}"), get(read::one).put(write::replace).delete(write::delete))
        .route(&format!("{base}/vendor/{{system}}/rights"), put(write::rights))
        .route(&format!("{base}/vendor/{{system}}/accesspackages"), put(write::packages))
        .route(&format!("{base}/vendor/{{system}}/changelog"), get(read::change_log))
}

impl Altinn {
    /// Whose systems these are; 403 for whoever is no organisation.
    async fn register_vendor(&self, headers: &HeaderMap) -> Result<Vendor, Refusal> {
        self.vendor(headers, &SCOPES).await?.ok_or(Refusal::Forbidden)
    }

    fn system(&self, id: &str) -> Option<System> {
        self.world.store.read(|record| record.systems.get(id).cloned())
    }
}

/// Languages without a text are left out.
fn texts(name: &SystemName) -> Value {
    let texts = [("nb", &name.nb), ("nn", &name.nn), ("en", &name.en)];
    let present = texts.into_iter().filter(|(_, text)| !text.is_empty());
    Value::Object(present.map(|(language, text)| (language.to_owned(), json!(text))).collect::<Map<_, _>>())
}

/// Access packages as Altinn lists them.
pub(super) fn packages(urns: &[String]) -> Value {
    urns.iter().map(|urn| json!({ "urn": urn })).collect()
}

/// A moment as Altinn writes it.
pub(super) fn moment(seconds: i64) -> Option<String> {
    OffsetDateTime::from_unix_timestamp(seconds).ok()?.format(&Rfc3339).ok()
}
