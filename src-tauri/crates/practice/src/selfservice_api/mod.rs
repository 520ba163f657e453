//! Digdir's self-service API in practice: clients with their keys, secrets and scopes, for programs (idporten.md 14).
//!
//! Addresses are relative to `self_service_api`, which ends in the prefix `/api/v1`. While [`Fault::ApiOtherPrefix`] is on the
//! API is at `/external/api/v1` on the same host, and everything else there is a web page with status 404.
//!
//! Every request but `GET /scopes/all` needs `Authorization: Bearer` with a token of practice Maskinporten, whose `consumer` says for
//! which organisation. An *administration client* with the scopes is made in the portal: `POST /administration-clients`. It can
//! sign with an enterprise certificate (`x5c`) as long as it has no key, else with a key (`kid`).
//!
//! | Request | Scope `idporten:dcr.` | Body, answer |
//! |---|---|---|
//! | `GET /clients`, `GET /clients?inactive=true` | `read` | list of clients: the active ones, the deactivated ones |
//! | `POST /clients` | `write` | a client; 200, the whole client, with `client_secret` where the method has one |
//! | `GET /clients/ID` | `read` | the client, deactivated or not |
//! | `PUT /clients/ID` | `write` or `modify` | a whole client; 200, as it is now |
//! | `DELETE /clients/ID` | `write` or `modify` | 204 |
//! | `GET /clients/ID/jwks` | `read` | `{"keys":[JWK,…],"created":…,"last_updated":…}` |
//! | `POST`, `PUT /clients/ID/jwks` | `write` or `modify` | `{"keys":[JWK,…]}`; 200, the set as it is now; every key's year begins anew |
//! | `DELETE /clients/ID/jwks` | `write` or `modify` | 204 |
//! | `POST /clients/ID/secret` | `write` or `modify` | 200, the client with its new `client_secret` |
//! | `GET /scopes/all`, also at the host's root | none, no token | list of scopes |
//! | `GET /scopes/access/all`, `…?accessible_for_all=true` | any | accesses of the organisation; with those open to all |
//! | `GET /delegationsources` | any | list of one: Altinn |
//! | `GET /scopes` | any | `[]`: nobody in the town owns an API |
//! | `/clients/ID/onbehalfof…`, the rest under `/scopes` | any | 403: practice gives nobody these rights |
//!
//! A refusal is JSON: `{"status":400,"error":"BAD_REQUEST","error_description":"…","errors":["…"],"correlation_id":"…"}`. The real form is
//! not published (idporten.md 14.6); the statuses are: 400 what cannot be, 401 no valid token, 403 wrong scope or another
//! organisation's client, 404 unknown, 409 deactivated or there already, 415 not JSON, 428 `PRECONDITION_REQUIRED` terms not signed,
//! 500. `client_id`, `created`, `last_updated`, `client_secret` are the server's: a body must not have them, but that `client_id` may stand
//! in a PUT when it is the address's.

use std::sync::Arc;

use axum::Router;
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{Html, IntoResponse, Response};
use axum::routing::{any, get, post};

use crate::Fault;
use crate::disturb::disturb;
use crate::world::World;

mod body;
mod caller;
mod clients;
mod document;
mod keys;
mod refusal;
mod scopes;

const PREFIX: &str = "/api/v1";
/// Where Altinn's services of 2025 find it.
const OTHER_PREFIX: &str = "/external/api/v1";
/// The list of scopes is at the host's root too, whatever the prefix is (maskinporten.md 1).
const PUBLIC_LIST: &str = "/scopes/all";
const NO_PAGE: &str = "<!doctype html><html><head><title>404 Not Found</title></head><body><h1>404 Not Found</h1></body></html>";

pub(crate) fn router(world: Arc<World>) -> Router {
    let clients = Router::new()
        .route("/clients", get(clients::list).post(clients::create))
        .route("/clients/{id}", get(clients::read).put(clients::replace).delete(clients::deactivate))
        .route("/clients/{id}/jwks", get(keys::read).post(keys::replace).put(keys::replace).delete(keys::remove))
        .route("/clients/{id}/secret", post(clients::make_secret));
    let scopes = Router::new()
        .route("/scopes/all", get(scopes::all))
        .route("/scopes/access/all", get(scopes::accessible))
        .route("/scopes", get(scopes::none).fallback(scopes::owners_only))
        .route("/delegationsources", get(scopes::delegation_sources))
        .route("/scopes/access", any(scopes::owners_only))
        .route("/scopes/access/{organisation}", any(scopes::owners_only))
        .route("/clients/{id}/onbehalfof", any(scopes::owners_only))
        .route("/clients/{id}/onbehalfof/{value}", any(scopes::owners_only));
    let api = clients.merge(scopes);
    Router::new()
        .nest(PREFIX, api.clone())
        .nest(OTHER_PREFIX, api)
        .route(PUBLIC_LIST, get(scopes::all))
        .fallback(no_page)
        .layer(from_fn_with_state(world.clone(), disturb))
        .layer(from_fn_with_state(world.clone(), at_its_prefix))
        .with_state(world)
}

/// The API is in one place at a time; whoever asks elsewhere gets a web page.
async fn at_its_prefix(State(world): State<Arc<World>>, request: Request, next: Next) -> Response {
    let prefix = if world.faults.is_on(Fault::ApiOtherPrefix) { OTHER_PREFIX } else { PREFIX };
    let path = request.uri().path();
    let inside = path == PUBLIC_LIST || path.strip_prefix(prefix).is_some_and(|rest| rest.starts_with('/'));
    match inside {
        false => no_page().await.into_response(),
        true if world.faults.is_on(Fault::Api500) => refusal::broken(),
        true => next.run(request).await,
    }
}

async fn no_page() -> impl IntoResponse {
    (StatusCode::NOT_FOUND, Html(NO_PAGE))
}
