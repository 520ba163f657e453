//! Digdir's self-service portal in practice: plain forms, usable by a person, a browser driver, or a scripted HTTP client.
//!
//! | Request | Fields | Answer |
//! |---|---|---|
//! | `GET /` | | links `#organisation-NUMBER` |
//! | `GET /organisations/NUMBER` | | its clients as links `#client-ID`; the forms `#new-maskinporten`, `#new-idporten` |
//! | `POST /clients` | `organisation`, `kind` (`maskinporten`, `idporten`), `name`, `scope` (repeated), `description`, `redirect_uri` | 303 to `/clients/ID` |
//! | `POST /administration-clients` | `organisation` | 303 to `/clients/ID`: a client for the self-service API |
//! | `GET /clients/ID` | | `#client-id`, `#scopes`, each key's `.kid`; the last key's is `#newest-kid` |
//! | `POST /clients/ID/scopes` | `scope` (repeated) | 303 to `/clients/ID` |
//! | `POST /clients/ID/keys` | `key`: a JWK or a public key in PEM | 303 to `/clients/ID` |
//! | `POST /clients/ID/keys/delete` | `kid` | 303 to `/clients/ID` |
//! | `POST /clients/ID/delete` | | 303 to `/organisations/NUMBER` |
//!
//! A refused form answers 400 with the words in `#problem`. `description` and `redirect_uri` may be left out; the latter is
//! `http://127.0.0.1:0/callback` then. Each address takes `?lang=nb|nn|en`. In the forms an input's `id` is `KIND-NAME` or its `name`; a
//! scope's is `KIND-scope-N` with its `value` the scope.

use std::sync::Arc;

use axum::Router;
use axum::routing::{get, post};

use crate::world::World;

mod changes;
mod clients;
mod pages;

pub(crate) fn router(world: Arc<World>) -> Router {
    Router::new()
        .route("/", get(pages::town))
        .route("/organisations/{number}", get(pages::organisation))
        .route("/clients", post(changes::create))
        .route("/administration-clients", post(changes::create_administration))
        .route("/clients/{id}", get(pages::client))
        .route("/clients/{id}/scopes", post(changes::set_scopes))
        .route("/clients/{id}/keys", post(changes::add_key))
        .route("/clients/{id}/keys/delete", post(changes::delete_key))
        .route("/clients/{id}/delete", post(changes::delete))
        .with_state(world)
}
