//! What a person meets who may not use the portal for the organisation (idporten.md 13.2, 13.3).

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::middleware::Next;
use axum::response::Response;
use minijinja::context;

use super::visit::{TEXTS, Visit};
use crate::Fault;
use crate::page::{Language, Sheet};
use crate::world::World;

const SHEET: Sheet = Sheet { template: include_str!("barred.html"), texts: TEXTS };

/// 403 without the right in Altinn, 428 without signed terms of use; else the page.
pub(super) async fn bar(State(world): State<Arc<World>>, visit: Visit, request: Request, next: Next) -> Response {
    let (status, why) = match () {
        () if world.faults.is_on(Fault::NoPortalRight) => (StatusCode::FORBIDDEN, "no_right"),
        () if world.faults.is_on(Fault::TermsUnsigned) => (StatusCode::PRECONDITION_REQUIRED, "no_terms"),
        () => return next.run(request).await,
    };
    SHEET.render(visit.language, status, context! { why, language_links => Language::links("/") })
}
