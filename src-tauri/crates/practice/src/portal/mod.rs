//! Digdir's self-service portal in practice: plain forms, usable by a person, a browser driver, or a scripted HTTP client.
//!
//! It has the structure and the labels of the real one (idporten.md 13.5 to 13.7): Klienter, Legg til klient, then the client's page
//! with its tabs, each with an address of its own.
//!
//! | Request | Fields | Answer |
//! |---|---|---|
//! | `GET /` | | links `#organisation-NUMBER` |
//! | `GET /organisations/NUMBER` | | its clients as links `#client-ID`; `#add-client`; the form `#new-administration` |
//! | `GET /organisations/NUMBER/clients/new` | | links `#choose-KIND` |
//! | `GET /organisations/NUMBER/clients/new/KIND` | | the form `#new-KIND` with the button `#create-KIND` |
//! | `POST /clients` | `organisation`, `kind`, `name`, `scope` (repeated), the settings | 303 to `/clients/ID` |
//! | `POST /administration-clients` | `organisation` | 303 to `/clients/ID`: a client for the self-service API |
//! | `GET /clients/ID` | | Generelt: `#client-id`, the form `#general`; links `#tab-general`, `#tab-scopes`, `#tab-keys`, `#tab-history` |
//! | `POST /clients/ID/general` | `name`, the settings | 303 to `/clients/ID` |
//! | `GET`, `POST /clients/ID/scopes` | `scope` (repeated) | the form `#scopes`; 303 back |
//! | `GET /clients/ID/keys` | | each key's `.kid`; the last key's is `#newest-kid`; `#open-new-key` unfolds the form `#new-key` |
//! | `POST /clients/ID/keys` | `key`: a JWK or a public key in PEM | 303 to `/clients/ID/keys` |
//! | `POST /clients/ID/keys/delete` | `kid` | 303 to `/clients/ID/keys` |
//! | `POST /clients/ID/secret` | | the tab with `#secret`, this once |
//! | `GET /clients/ID/history` | | `#history`, newest first |
//! | `POST /clients/ID/delete` | | 303 to `/organisations/NUMBER` |
//!
//! `KIND` is `maskinporten`, `idporten` (API-klient) or `login`. The settings may be left out, and are as usual then: `description`,
//! `access_token_lifetime`; for a login client `redirect_uri` (repeated or one a line; `http://127.0.0.1:0/callback`), `application_type`,
//! `token_endpoint_auth_method`, `grant_type` (repeated, with `grant_types_shown`), `post_logout_redirect_uri`, `frontchannel_logout_uri`,
//! `frontchannel_logout_session_required`, `backchannel_logout_uri`, `client_uri`, `refresh_token_lifetime`, `authorization_lifetime`,
//! `refresh_token_usage`, `code_challenge_method`, `sso_disabled`.
//!
//! A refused form answers 400 (409 for a deleted client) with the words in `#problem`; without the right in Altinn every page but the first
//! is 403 with `#request-access`, without signed terms 428. Each address takes `?lang=nb|nn|en`. In the forms an input's `id` is
//! `KIND-NAME` or its `name`; a scope's is `KIND-scope-N` with its `value` the scope.

use std::sync::Arc;

use axum::Router;
use axum::middleware::from_fn_with_state;
use axum::routing::{get, post};

use crate::world::World;

mod barred;
mod changes;
mod client;
mod client_changes;
mod forms;
mod new_client;
mod organisation;
mod visit;

pub(crate) fn router(world: Arc<World>) -> Router {
    Router::new()
        .route("/organisations/{number}", get(organisation::show))
        .route("/organisations/{number}/clients/new", get(new_client::choose))
        .route("/organisations/{number}/clients/new/{kind}", get(new_client::form))
        .route("/clients", post(changes::create))
        .route("/administration-clients", post(changes::create_administration))
        .route("/clients/{id}", get(client::general))
        .route("/clients/{id}/general", post(client_changes::set_general))
        .route("/clients/{id}/scopes", get(client::scopes).post(client_changes::set_scopes))
        .route("/clients/{id}/keys", get(client::keys).post(client_changes::add_key))
        .route("/clients/{id}/keys/delete", post(client_changes::delete_key))
        .route("/clients/{id}/secret", post(client_changes::make_secret))
        .route("/clients/{id}/history", get(client::history))
        .route("/clients/{id}/delete", post(client_changes::delete))
        .route_layer(from_fn_with_state(world.clone(), barred::bar))
        .route("/", get(organisation::town))
        .with_state(world)
}
