//! Login with ID-porten or Ansattporten: a browser gets a code, which is exchanged for tokens (idporten.md 1 to 11, 17).
//!
//! The issuer has `/.well-known/openid-configuration`, `/jwks.json`, `/par`, `/token`, `/token/revoke`, `/token/introspect`,
//! `/userinfo` (ID-porten alone). The login host, another address as in reality, has `/authorize`, `/login`, `/consent`, `/logout`.
//!
//! A person, or a program that plays one, follows the login like this. Every page is plain HTML without scripts; each step is
//! either a page (200) with one form, whose `id` says where one is, or a redirect (302).
//!
//! 1. `GET /authorize?…` answers 302 to `/login?transaction=T&lang=L` (relative), or 302 to the client with `error`, or 400 with
//!    a page whose `#error` holds the code.
//! 2. `GET /login?…` answers `<form id="login-form">`. `POST /login` with `transaction`, `lang`, `person` (a national id of the
//!    town; radios `#person-<id>`), `level` (`substantial` or `high`, never below what was asked for; radios `#level-<name>`),
//!    `action` (`log-in`, button `#log-in`; `cancel`, button `#cancel`). A missing choice shows the form again with 422.
//! 3. The answer is 302 to the client, or, when a scope needs a consent that this person has not given this client before (or
//!    with `prompt=consent`), 302 to `/consent?transaction=T&lang=L`.
//! 4. `GET /consent?…` answers `<form id="consent-form">`. `POST /consent` with `transaction`, `lang`, `scope` once for each
//!    scope that is given (check boxes `#scope-1`, `#scope-2`, …, all ticked), `action` (`consent`, button `#consent`; `cancel`).
//!    The answer is 302 to the client with `code`, `iss`, `state`.
//!
//! Practice keeps no session between logins: `prompt=none` is always answered with `login_required`.

use std::sync::Arc;

use axum::Router;
use axum::middleware::from_fn_with_state;
use axum::routing::{get, post};

use crate::disturb::disturb;
use crate::jose::SigningKey;
use crate::keys::KeyName;
use crate::world::World;

mod answer;
mod authorize;
mod client_assertion;
mod client_authentication;
mod grants;
mod headless;
mod levels;
mod login;
mod logout;
mod metadata;
mod pages;
mod par;
mod parameters;
mod provider;
mod redirect_uris;
mod refusal;
mod request;
mod revoke;
mod shelf;
#[cfg(test)]
pub(crate) mod tests;
mod token;
mod tokens;
mod userinfo;

use grants::Grants;
use refusal::Refusal;
use shelf::Shelf;

pub(crate) use provider::Provider;
pub(crate) use shelf::unguessable;

/// ID-porten or its sibling, with what it remembers until the process ends.
struct IdPorten {
    provider: Provider,
    world: Arc<World>,
    pushed: Shelf<par::Pushed>,
    transactions: Shelf<login::Transaction>,
    grants: Grants,
    /// The `jti` of every client assertion that could still be used again.
    assertions: Shelf<()>,
}

/// The issuer's server with the login host's.
pub(crate) fn routers(world: Arc<World>, provider: Provider) -> (Router, Router) {
    let app = Arc::new(IdPorten {
        provider,
        world: world.clone(),
        pushed: Shelf::default(),
        transactions: Shelf::default(),
        grants: Grants::default(),
        assertions: Shelf::default(),
    });
    let issuer = Router::new()
        .route("/token", post(token::token))
        .route_layer(from_fn_with_state(world, disturb))
        .route("/.well-known/openid-configuration", get(metadata::openid_configuration))
        .route("/jwks.json", get(metadata::jwks))
        .route("/par", post(par::par))
        .route("/userinfo", get(userinfo::userinfo))
        .route("/token/revoke", post(revoke::revoke))
        .route("/token/introspect", post(revoke::introspect))
        .with_state(app.clone());
    let login = Router::new()
        .route("/authorize", get(authorize::authorize))
        .route("/login", get(login::show_login).post(login::log_in))
        .route("/consent", get(login::show_consent).post(login::give_consent))
        .route("/logout", get(logout::by_link).post(logout::by_form))
        .with_state(app);
    (issuer, login)
}

impl IdPorten {
    fn issuer(&self) -> &str {
        self.provider.issuer(&self.world.addresses)
    }

    async fn key(&self, name: KeyName) -> Result<Arc<SigningKey>, Refusal> {
        self.world.keys.key(name).await.map_err(|error| Refusal::new("server_error", error))
    }
}
