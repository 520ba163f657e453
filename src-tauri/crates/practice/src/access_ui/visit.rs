//! One request to access management in the browser: who has come, in which language, how it is answered.

use std::sync::Arc;

use axum::extract::{FromRequestParts, OriginalUri};
use axum::http::header::COOKIE;
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use minijinja::{Value, context};

use crate::approval::{Approver, Denial};
use crate::form::Fields;
use crate::page::{Language, Sheet};
use crate::town::Town;
use crate::world::World;

pub(super) const TEXTS: [&str; 3] = [
    include_str!("../locales/nb/access_ui.json"),
    include_str!("../locales/nn/access_ui.json"),
    include_str!("../locales/en/access_ui.json"),
];

/// Who has logged in: the user's number with the level. It is no secret: everybody in the town may be anybody.
pub(super) const COOKIE_NAME: &str = "practice-altinn";

pub(super) struct Visit {
    pub(super) world: Arc<World>,
    pub(super) language: Language,
    pub(super) approver: Option<Approver>,
    pub(super) query: Fields,
    path: String,
}

impl FromRequestParts<Arc<World>> for Visit {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, world: &Arc<World>) -> Result<Self, Self::Rejection> {
        let OriginalUri(uri) = OriginalUri::from_request_parts(parts, world).await?;
        let query = Fields::parse(uri.query().unwrap_or_default().as_bytes());
        let language = Language::choose(query.first("lang"), &parts.headers);
        Ok(Self { world: world.clone(), language, approver: approver(&parts.headers), query, path: uri.path().to_owned() })
    }
}

impl Visit {
    /// A page at the address that was asked for.
    pub(super) fn show(&self, sheet: &Sheet, denial: Option<Denial>, more: Value) -> Response {
        self.show_at(&self.here(), sheet, denial, more)
    }

    /// A page that lives at another address than the form that was sent.
    pub(super) fn show_at(&self, address: &str, sheet: &Sheet, denial: Option<Denial>, more: Value) -> Response {
        let status = denial.map_or(StatusCode::OK, |denial| StatusCode::from_u16(denial.status).unwrap_or(StatusCode::BAD_REQUEST));
        let problem = denial.map(|denial| context! { code => denial.code, words => self.text(denial.code) });
        let links = Language::links("").map(|[tag, name, _]| {
            let href = with(address, &tag);
            [tag, name, href]
        });
        let more = context! {
            problem,
            goto => with(address, self.language.tag()),
            visitor => self.approver.map(|approver| context! { name => approver.person.name, level => level_name(approver.level) }),
            language_links => links,
            ..more
        };
        sheet.render(self.language, status, more)
    }

    /// The address that was asked for, without the language.
    pub(super) fn here(&self) -> String {
        let mut query = url::form_urlencoded::Serializer::new(String::new());
        query.extend_pairs(self.query.iter().filter(|(name, _)| *name != "lang"));
        match query.finish() {
            query if query.is_empty() => self.path.clone(),
            query => format!("{}?{query}", self.path),
        }
    }

    /// An address in the visit's language.
    pub(super) fn with_language(&self, address: &str) -> String {
        with(address, self.language.tag())
    }

    /// A text of these pages'.
    pub(super) fn text(&self, name: &str) -> String {
        self.language.texts(TEXTS).remove(name).unwrap_or_default()
    }
}

fn with(address: &str, tag: &str) -> String {
    let joint = if address.contains('?') { '&' } else { '?' };
    format!("{address}{joint}lang={tag}")
}

/// The person with the level of the cookie.
fn approver(headers: &HeaderMap) -> Option<Approver> {
    let pairs = headers.get_all(COOKIE).iter().filter_map(|header| header.to_str().ok()).flat_map(|header| header.split(';'));
    let mut named = pairs.filter_map(|pair| pair.trim().split_once('=')).filter(|(name, _)| *name == COOKIE_NAME);
    let (user, level) = named.next()?.1.split_once('.')?;
    let person = Town.people().iter().find(|person| person.user_id.to_string() == user)?;
    let level = level.parse().ok().filter(|level| LEVELS.iter().any(|(_, number)| number == level))?;
    Some(Approver { person, level })
}

/// The levels that one logs in at, as the form names them, as Altinn counts them.
pub(super) const LEVELS: [(&str, u32); 2] = [("high", 4), ("substantial", 3)];

fn level_name(level: u32) -> &'static str {
    LEVELS.iter().find(|(_, number)| *number == level).map_or("", |(name, _)| name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_denial_is_told_in_words() {
        let codes = include_str!("../approval/denial.rs").split('"').filter(|text| text.starts_with("AUTH-"));
        let texts = Language::Nb.texts(TEXTS);
        let untold: Vec<&str> = codes.clone().filter(|code| !texts.contains_key(*code)).collect();
        assert!(untold.is_empty() && codes.count() > 15, "{untold:?}");
    }
}
