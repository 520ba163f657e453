//! Faults of the transport, for the endpoints that programs call.

use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::middleware::Next;
use axum::response::{Html, IntoResponse, Response};
use http_body::Frame;

use crate::Fault;
use crate::world::World;

const PROXY_PAGE: &str =
    "<!doctype html><html><head><title>Nettverkspålogging</title></head><body><h1>Du må logge inn på nettverket</h1></body></html>";

/// A middleware: `.route_layer(from_fn_with_state(world, disturb::disturb))` on token endpoints and exchange.
pub(crate) async fn disturb(State(world): State<Arc<World>>, request: Request, next: Next) -> Response {
    let faults = &world.faults;
    if faults.is_on(Fault::ServerError500) {
        return (StatusCode::INTERNAL_SERVER_ERROR, "Internal Server Error").into_response();
    }
    if faults.is_on(Fault::HtmlInsteadOfJson) {
        return Html(PROXY_PAGE).into_response();
    }
    let response = next.run(request).await;
    let slow = if faults.is_on(Fault::SlowAnswer) { world.slow_answer } else { Duration::ZERO };
    let wait = world.latency() + slow;
    if !wait.is_zero() {
        // Practice may end while somebody waits.
        let _ = world.stop.run_until_cancelled(tokio::time::sleep(wait)).await;
    }
    if faults.is_on(Fault::DroppedConnection) {
        return Body::new(HangUp).into_response();
    }
    response
}

/// Fails at the first poll, whereupon the server closes the connection without having sent a byte.
struct HangUp;

impl http_body::Body for HangUp {
    type Data = Bytes;
    type Error = std::io::Error;

    fn poll_frame(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, std::io::Error>>> {
        Poll::Ready(Some(Err(std::io::ErrorKind::ConnectionAborted.into())))
    }
}
