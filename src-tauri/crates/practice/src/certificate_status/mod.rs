//! Where certificates' status is told: revocation lists, OCSP, the authorities' own certificates (certificates.md 5).
//!
//! `GET /crl/NAME.crl`, `GET /crt/NAME.cer`, `POST /ocsp/NAME`, `GET /ocsp/NAME/REQUEST`.

use std::sync::Arc;

use axum::Router;
use axum::body::Bytes;
use axum::extract::{Path, Request, State};
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use time::{Duration, OffsetDateTime};

use crate::jose::SigningKey;
use crate::keys::KeyName;
use crate::town_hall::{Rank, Seat};
use crate::world::World;
use crate::{Fault, PracticeError};

pub(crate) mod addresses;
mod crl;
mod ocsp;
mod ocsp_request;
mod register;

pub(crate) use register::{Status, revoke, status};

pub(crate) fn router(world: Arc<World>) -> Router {
    Router::new()
        .route("/crl/{file}", get(list))
        .route("/crt/{file}", get(certificate))
        .route("/ocsp/{authority}", post(posted))
        .route("/ocsp/{authority}/{*request}", get(got))
        .layer(from_fn_with_state(world.clone(), fail))
        .with_state(world)
}

/// Faults that leave no answer.
async fn fail(State(world): State<Arc<World>>, request: Request, next: Next) -> Response {
    if world.faults.is_on(Fault::StatusSilent) {
        world.stop.cancelled().await;
    }
    let is_ocsp = request.uri().path().starts_with("/ocsp/");
    if world.faults.is_on(Fault::StatusDown) || (is_ocsp && world.faults.is_on(Fault::OcspDown)) {
        return (StatusCode::SERVICE_UNAVAILABLE, "Service Unavailable\n").into_response();
    }
    next.run(request).await
}

async fn list(State(world): State<Arc<World>>, Path(file): Path<String>) -> Response {
    let Some(seat) = file.strip_suffix(".crl").and_then(Seat::named) else { return StatusCode::NOT_FOUND.into_response() };
    let list = async { crl::list(&world, world.authorities.authority(seat).await?).await };
    answer("application/pkix-crl", list.await)
}

async fn certificate(State(world): State<Arc<World>>, Path(file): Path<String>) -> Response {
    let Some(seat) = file.strip_suffix(".cer").and_then(Seat::named) else { return StatusCode::NOT_FOUND.into_response() };
    answer("application/pkix-cert", world.authorities.authority(seat).await.map(|authority| authority.der.clone()))
}

async fn posted(State(world): State<Arc<World>>, Path(name): Path<String>, request: Bytes) -> Response {
    responded(&world, &name, &request).await
}

/// RFC 6960 appendix A.1: base64 in the path, which axum has freed of its percent signs.
async fn got(State(world): State<Arc<World>>, Path((name, request)): Path<(String, String)>) -> Response {
    let request = STANDARD.decode(request.trim_start_matches('/')).unwrap_or_default();
    responded(&world, &name, &request).await
}

async fn responded(world: &World, name: &str, request: &[u8]) -> Response {
    let Some(seat) = Seat::named(name).filter(|seat| seat.rank != Rank::Root) else { return StatusCode::NOT_FOUND.into_response() };
    let response = async { ocsp::respond(world, world.authorities.authority(seat).await?, request).await };
    answer("application/ocsp-response", response.await)
}

fn answer(kind: &'static str, made: Result<Vec<u8>, PracticeError>) -> Response {
    match made {
        Ok(bytes) => ([(CONTENT_TYPE, kind)], bytes).into_response(),
        Err(error) => {
            tracing::error!(%error, "a status could not be told");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}

/// The rightful key, unless a fault has another sign.
async fn signing_key(world: &World, rightful: &Arc<SigningKey>) -> Result<Arc<SigningKey>, PracticeError> {
    if world.faults.is_on(Fault::ForgedStatus) { world.keys.key(KeyName::IdPortenUnpublished).await } else { Ok(rightful.clone()) }
}

/// From thisUpdate to nextUpdate.
struct Period {
    begin: OffsetDateTime,
    end: OffsetDateTime,
}

impl Period {
    /// Ended yesterday while the fault is on.
    fn from_now(world: &World, lifetime: Duration) -> Self {
        let begin = if world.faults.is_on(Fault::StaleStatus) { world.clock.date() - lifetime - Duration::DAY } else { world.clock.date() };
        Self { begin, end: begin + lifetime }
    }
}
