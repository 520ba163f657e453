//! Faults of the transport, for the endpoints that programs call.

use std::sync::Arc;
use std::time::Duration;

use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::http::header::{CONTENT_TYPE, RETRY_AFTER};
use axum::middleware::Next;
use axum::response::{Html, IntoResponse, Response};

use crate::world::World;
use crate::{Fault, Faults};

mod bodies;

pub(crate) use bodies::HangUp;
use bodies::{dripping, halved};

const PROXY_PAGE: &str =
    "<!doctype html><html><head><title>Nettverkspålogging</title></head><body><h1>Du må logge inn på nettverket</h1></body></html>";
/// Long enough to be noticed, short enough for a person to wait.
const COME_BACK: &str = "2";
const HUGE: usize = 10_000_000;
/// JSON by all but its three bytes in ISO-8859-1.
const LATIN: &[u8] = b"{\"access_token\":\"\xe6\xf8\xe5\",\"token_type\":\"Bearer\",\"expires_in\":120,\"scope\":\"\"}";

/// A middleware: `.route_layer(from_fn_with_state(world, disturb::disturb))` on token endpoints, exchange, APIs.
pub(crate) async fn disturb(State(world): State<Arc<World>>, request: Request, next: Next) -> Response {
    let faults = &world.faults;
    let response = match instead(faults) {
        Some(answer) => answer,
        None => next.run(request).await,
    };
    let slow = if faults.is_on(Fault::SlowAnswer) { world.slow_answer } else { Duration::ZERO };
    let wait = world.latency() + slow;
    if !wait.is_zero() {
        // Practice may end while somebody waits.
        let _ = world.stop.run_until_cancelled(tokio::time::sleep(wait)).await;
    }
    if faults.is_on(Fault::DroppedConnection) {
        return Body::new(HangUp).into_response();
    }
    if faults.is_on(Fault::EmptyAnswer) {
        return response.status().into_response();
    }
    if faults.is_on(Fault::TruncatedJson) {
        return halved(response).await;
    }
    if faults.is_on(Fault::SlowDrip) {
        return dripping(response, world.slow_answer, world.stop.clone()).await;
    }
    response
}

/// Whoever is asked too often.
pub(crate) fn too_many() -> Response {
    (StatusCode::TOO_MANY_REQUESTS, [(RETRY_AFTER, COME_BACK)], "Too Many Requests").into_response()
}

/// What somebody in between answers before the service has heard of the request.
fn instead(faults: &Faults) -> Option<Response> {
    let gateway = |status: StatusCode| {
        let title = status.canonical_reason().unwrap_or_default();
        (status, Html(format!("<html><head><title>{title}</title></head><body><h1>{title}</h1></body></html>"))).into_response()
    };
    let json = |body: Body| ([(CONTENT_TYPE, "application/json")], body).into_response();
    let answers: [(Fault, fn() -> Body); 2] = [(Fault::NotUtf8, || Body::from(LATIN)), (Fault::HugeAnswer, || Body::from(huge()))];
    let statuses = [
        (Fault::BadGateway502, StatusCode::BAD_GATEWAY),
        (Fault::Unavailable503, StatusCode::SERVICE_UNAVAILABLE),
        (Fault::GatewayTimeout504, StatusCode::GATEWAY_TIMEOUT),
    ];
    if faults.is_on(Fault::ServerError500) {
        return Some((StatusCode::INTERNAL_SERVER_ERROR, "Internal Server Error").into_response());
    }
    if faults.is_on(Fault::TooManyRequests429) {
        return Some(too_many());
    }
    if faults.is_on(Fault::HtmlInsteadOfJson) {
        return Some(Html(PROXY_PAGE).into_response());
    }
    let failed = statuses.into_iter().find(|(fault, _)| faults.is_on(*fault)).map(|(_, status)| gateway(status));
    failed.or_else(|| answers.into_iter().find(|(fault, _)| faults.is_on(*fault)).map(|(_, body)| json(body())))
}

/// One JSON text, so that nothing but its size is wrong.
fn huge() -> Vec<u8> {
    let (start, end) = (b"{\"access_token\":\"", b"\"}");
    [start.as_slice(), &vec![b'x'; HUGE - start.len() - end.len()], end].concat()
}
