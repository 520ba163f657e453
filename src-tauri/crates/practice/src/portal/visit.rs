//! One request to the portal: who asks, in which language, how it is answered.

use std::sync::Arc;

use axum::extract::{FromRequestParts, RawQuery};
use axum::http::StatusCode;
use axum::http::request::Parts;
use axum::response::{IntoResponse, Redirect, Response};
use minijinja::{Value, context};

use crate::form::Fields;
use crate::page::{Language, Sheet};
use crate::registration::Refusal;
use crate::store::Record;
use crate::world::World;

pub(super) const TEXTS: [&str; 3] =
    [include_str!("../locales/nb/portal.json"), include_str!("../locales/nn/portal.json"), include_str!("../locales/en/portal.json")];

pub(super) struct Visit {
    pub(super) world: Arc<World>,
    pub(super) language: Language,
}

impl FromRequestParts<Arc<World>> for Visit {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, world: &Arc<World>) -> Result<Self, Self::Rejection> {
        let RawQuery(query) = RawQuery::from_request_parts(parts, world).await?;
        let asked = Fields::parse(query.unwrap_or_default().as_bytes());
        Ok(Self { world: world.clone(), language: Language::choose(asked.first("lang"), &parts.headers) })
    }
}

impl Visit {
    /// The page that lives at `path`, or came back from a form because of the refusal.
    pub(super) fn show(&self, sheet: &Sheet, path: &str, refusal: Option<&Refusal>, more: Value) -> Response {
        let status = refusal.map_or(StatusCode::OK, Refusal::status);
        let problem = refusal.map(|refusal| refusal.words(self.language));
        sheet.render(self.language, status, context! { problem, language_links => Language::links(path), ..more })
    }

    /// Alters the record at the practice clock's time.
    pub(super) fn change<T>(&self, alter: impl FnOnce(&mut Record, i64) -> Result<T, Refusal>) -> Result<T, Refusal> {
        let now = self.world.clock.now();
        self.world.store.try_change(|record| alter(record, now))
    }

    pub(super) fn go_to(&self, path: &str) -> Response {
        Redirect::to(&format!("{path}?lang={}", self.language.tag())).into_response()
    }

    /// A text of the portal's.
    pub(super) fn text(&self, name: &str) -> String {
        self.language.texts(TEXTS).remove(name).unwrap_or_default()
    }
}
