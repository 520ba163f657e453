//! What stands where the old host was: since 19 June 2026 nothing of it answers (altinn.md 1.4, 11.4).

use std::sync::Arc;

use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::middleware::Next;
use axum::response::{Html, IntoResponse, Response};

use crate::Fault;
use crate::disturb::HangUp;
use crate::world::World;

pub(super) const LOGIN: &str = "<!DOCTYPE html><html lang=\"nb\"><head><title>Innlogging – Altinn</title></head>\
    <body><h1>Logg inn i Altinn</h1><p>Velg innloggingsmåte.</p></body></html>";
const MOVED: &str = "<!DOCTYPE html><html lang=\"nb\"><head><title>Altinn</title></head>\
    <body><h1>Altinn har flyttet</h1><p>Gamle Altinn ble stengt 19. juni 2026.</p></body></html>";

/// In the place of every answer while a fault has the host closed.
pub(super) async fn close(State(world): State<Arc<World>>, request: Request, next: Next) -> Response {
    if world.faults.is_on(Fault::LegacyRefused) {
        // Nobody comes in any more; this one came before.
        return Body::new(HangUp).into_response();
    }
    if world.faults.is_on(Fault::LegacyGone) {
        return StatusCode::GONE.into_response();
    }
    if world.faults.is_on(Fault::LegacyHtml) {
        return Html(MOVED).into_response();
    }
    next.run(request).await
}

/// For browsers. Nobody can sign in here: the ways that are left stand in the API.
pub(super) async fn login_page() -> Html<&'static str> {
    Html(LOGIN)
}
