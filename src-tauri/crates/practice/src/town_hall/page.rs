//! The town hall's page.
//!
//! `GET /` shows the form. `POST /issue` with the fields `organisation`, `role`, `flavour`, `issuer`, `validity` (values: the choices'
//! names; all but the first may be left out) answers 200 with `#saved-path` and `#password`, or 400 with `#problem`.

use std::sync::Arc;

use axum::Router;
use axum::extract::{RawQuery, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use axum::routing::{get, post};
use minijinja::{Value, context};

use super::{CertificateOrder, CertificateRole, Flavour, Issuer, Validity, issue};
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

pub(crate) fn router(world: Arc<World>) -> Router {
    Router::new().route("/", get(show)).route("/issue", post(order)).with_state(world)
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
    match issue(&world, &order).await {
        Ok(issued) => render(&world, language, StatusCode::OK, &order, context! { issued }),
        Err(error) => {
            tracing::warn!(%error, "an order was refused");
            let refused = SHEET.texts(language).remove("refused_why");
            render(&world, language, StatusCode::BAD_REQUEST, &order, context! { refused })
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
        ..ordinary
    })
}

fn language(query: Option<String>, headers: &HeaderMap) -> Language {
    Language::choose(Fields::parse(query.unwrap_or_default().as_bytes()).first("lang"), headers)
}

fn render(world: &World, language: Language, status: StatusCode, order: &CertificateOrder, more: Value) -> Response {
    let texts = SHEET.texts(language);
    let options = |kind: &str, names: Vec<&'static str>| -> Vec<(&'static str, String)> {
        names.into_iter().map(|name| (name, texts.get(&format!("{kind}_{name}")).cloned().unwrap_or_default())).collect()
    };
    let organisations: Vec<_> = world.town.organisations().iter().filter(|organisation| organisation.can_act()).collect();
    let page = context! {
        language_links => Language::links("/"),
        organisations,
        roles => options("role", CertificateRole::ALL.iter().map(|choice| choice.name()).collect()),
        flavours => options("flavour", Flavour::ALL.iter().map(|choice| choice.name()).collect()),
        issuers => options("issuer", Issuer::ALL.iter().map(|choice| choice.name()).collect()),
        validities => options("validity", Validity::ALL.iter().map(|choice| choice.name()).collect()),
        chosen => context! {
            organisation => order.organisation, role => order.role, flavour => order.flavour, issuer => order.issuer, validity => order.validity,
        },
        ..more
    };
    SHEET.render(language, status, page)
}
