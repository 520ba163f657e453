//! The page that `error_uri` leads to.

use axum::extract::{Path, RawQuery};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use minijinja::context;

use crate::form::Fields;
use crate::page::{Language, Sheet};

const SHEET: Sheet = Sheet {
    template: include_str!("error_page.html"),
    texts: [
        include_str!("../locales/nb/maskinporten.json"),
        include_str!("../locales/nn/maskinporten.json"),
        include_str!("../locales/en/maskinporten.json"),
    ],
};

pub(super) async fn show(Path(code): Path<String>, RawQuery(query): RawQuery, headers: HeaderMap) -> Response {
    let language = Language::choose(Fields::parse(query.unwrap_or_default().as_bytes()).first("lang"), &headers);
    let mut texts = SHEET.texts(language);
    let known = code.starts_with("MP-").then(|| texts.remove(&code)).flatten();
    let status = if known.is_some() { StatusCode::OK } else { StatusCode::NOT_FOUND };
    let meaning = known.or_else(|| texts.remove("unknown"));
    SHEET.render(language, status, context! { code, meaning })
}
