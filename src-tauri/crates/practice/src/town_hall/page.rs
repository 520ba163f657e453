//! The town hall's page.
//!
//! `GET /` shows the form. `POST /issue` with the fields `organisation`, `role`, `flavour`, `issuer`, `validity`, `profile`, `tree`,
//! `key`, `contents` (values: the choices' names; all but the first may be left out) answers 200 with `#saved-path` and `#password`,
//! or 400 with `#problem`; with `set=yes` it issues the whole set. `POST /revoke` with `serial` revokes.

use std::sync::Arc;

use axum::Router;
use axum::extract::{RawQuery, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use axum::routing::{get, post};
use minijinja::{Value, context};

use super::{CertificateOrder, CertificateRole, Contents, Flavour, Issuer, KeyKind, Profile, Tree, Validity, issue, issue_set, issued};
use crate::certificate_status::revoke;
use crate::form::Fields;
use crate::page::{Language, Sheet};
use crate::world::World;

const SHEET: Sheet = Sheet {
    template: include_str!("page.html"),
    texts: [
        include_str!("../locales/nb/town_hall.json"),
        include_str!("../locales/nn/town_hall.json"),
        include_str!("../locales/en/town_hall.json"),
    ],
};
/// How many of the certificates that were issued are listed.
const LISTED: usize = 30;

pub(crate) fn router(world: Arc<World>) -> Router {
    Router::new().route("/", get(show)).route("/issue", post(order)).route("/revoke", post(withdraw)).with_state(world)
}

async fn show(State(world): State<Arc<World>>, RawQuery(query): RawQuery, headers: HeaderMap) -> Response {
    render(&world, language(query, &headers), StatusCode::OK, &CertificateOrder::ordinary(""), context! {})
}

async fn order(State(world): State<Arc<World>>, RawQuery(query): RawQuery, headers: HeaderMap, fields: Fields) -> Response {
    let language = language(query, &headers);
    let Some(order) = read(&fields) else {
        let refused = SHEET.texts(language).remove("unknown_choice");
        return render(&world, language, StatusCode::BAD_REQUEST, &CertificateOrder::ordinary(""), context! { refused });
    };
    let issued = if fields.first("set") == Some("yes") {
        issue_set(&world, &order).await
    } else {
        issue(&world, &order).await.map(|file| vec![file])
    };
    match issued {
        Ok(issued) => render(&world, language, StatusCode::OK, &order, context! { issued }),
        Err(error) => {
            tracing::warn!(%error, "an order was refused");
            let refused = SHEET.texts(language).remove("refused_why");
            render(&world, language, StatusCode::BAD_REQUEST, &order, context! { refused })
        }
    }
}

async fn withdraw(State(world): State<Arc<World>>, RawQuery(query): RawQuery, headers: HeaderMap, fields: Fields) -> Response {
    let (language, ordinary) = (language(query, &headers), CertificateOrder::ordinary(""));
    let serial = fields.first("serial").unwrap_or_default();
    match revoke(&world, serial) {
        Ok(()) => render(&world, language, StatusCode::OK, &ordinary, context! { revoked => serial }),
        Err(error) => {
            tracing::warn!(%error, "a certificate was not revoked");
            let refused = SHEET.texts(language).remove("not_revoked");
            render(&world, language, StatusCode::BAD_REQUEST, &ordinary, context! { refused })
        }
    }
}

/// A choice that is left out is the ordinary one; a choice that does not exist is refused.
fn read(fields: &Fields) -> Option<CertificateOrder> {
    let ordinary = CertificateOrder::ordinary(fields.first("organisation")?);
    Some(CertificateOrder {
        flavour: fields.first("flavour").map_or(Some(ordinary.flavour), Flavour::named)?,
        issuer: fields.first("issuer").map_or(Some(ordinary.issuer), Issuer::named)?,
        role: fields.first("role").map_or(Some(ordinary.role), CertificateRole::named)?,
        validity: fields.first("validity").map_or(Some(ordinary.validity), Validity::named)?,
        profile: fields.first("profile").map_or(Some(ordinary.profile), Profile::named)?,
        tree: fields.first("tree").map_or(Some(ordinary.tree), Tree::named)?,
        key: fields.first("key").map_or(Some(ordinary.key), KeyKind::named)?,
        contents: fields.first("contents").map_or(Some(ordinary.contents), Contents::named)?,
        ..ordinary
    })
}

fn language(query: Option<String>, headers: &HeaderMap) -> Language {
    Language::choose(Fields::parse(query.unwrap_or_default().as_bytes()).first("lang"), headers)
}

fn render(world: &World, language: Language, status: StatusCode, order: &CertificateOrder, more: Value) -> Response {
    let texts = SHEET.texts(language);
    let text = |key: &str| texts.get(key).cloned().unwrap_or_default();
    let kind = |name: &str, names: Vec<&'static str>, chosen: &str| {
        let options: Vec<_> = names.into_iter().map(|value| (value, text(&format!("{name}_{value}")))).collect();
        context! { name, legend => text(name), options, chosen }
    };
    let organisations: Vec<_> = world.town.organisations().iter().filter(|organisation| organisation.can_act()).collect();
    let page = context! {
        language_links => Language::links("/"),
        organisations,
        chosen => order.organisation,
        usual => [
            kind("issuer", Issuer::names().collect(), order.issuer.name()),
            kind("role", CertificateRole::names().collect(), order.role.name()),
        ],
        unusual => [
            kind("flavour", Flavour::names().collect(), order.flavour.name()),
            kind("validity", Validity::names().collect(), order.validity.name()),
            kind("profile", Profile::names().collect(), order.profile.name()),
            kind("tree", Tree::names().collect(), order.tree.name()),
            kind("key", KeyKind::names().collect(), order.key.name()),
            kind("contents", Contents::names().collect(), order.contents.name()),
        ],
        more_is_open => is_unusual(order),
        earlier => issued(world).into_iter().take(LISTED).collect::<Vec<_>>(),
        ..more
    };
    SHEET.render(language, status, page)
}

/// Whether something was chosen that is folded away.
fn is_unusual(order: &CertificateOrder) -> bool {
    let ordinary = CertificateOrder::ordinary(order.organisation.as_str());
    *order != CertificateOrder { issuer: order.issuer, role: order.role, ..ordinary }
}
