//! Login with ID-porten or Ansattporten: a browser gets a code, which is exchanged for tokens (idporten.md 1 to 11, 17).
//!
//! The issuer has `/.well-known/openid-configuration`, `/jwks.json`, `/par`, `/token`, `/token/revoke`, `/token/introspect`,
//! `/userinfo` (ID-porten alone). The login host, another address as in reality, has `/authorize`, `/login`, `/consent`, `/logout`.
//!
//! A person, or a program that plays one, follows the login like this. Every page is plain HTML without scripts; each step is
//! either a page (200) with one form, whose `id` says where one is, or a redirect (302). `#service` says whose page it is.
//!
//! 1. `GET /authorize?…` answers 302 to the first page that is needed, `/login?transaction=T&lang=L` (relative) unless the browser
//!    has a session that will do; or 302 to the client, with `code` when nothing is left to ask, with `error` when the request is
//!    refused; or 400 with a page whose `#error` holds the code.
//! 2. `GET /login?…` answers `<form id="login-form">`. `POST /login` with `transaction`, `lang`, `person` (a national id of the
//!    town; radios `#person-<id>`), `level` (`substantial`, `high` or, at Ansattporten, `entraid`, of what was asked for or better;
//!    radios `#level-<name>`), `action` (`log-in`, button `#log-in`; `cancel`, button `#cancel`). A missing choice shows the form
//!    again with 422 and `#problem`.
//! 3. The answer is 302 to the client, or to the next page that is needed. With `authorization_details` (Ansattporten) that is
//!    `/organisation?…`, which answers `<form id="organisation-form">` with the organisations that the person may act for. `POST
//!    /organisation` with `transaction`, `lang`, `organisation` (a number of nine digits; radios `#organisation-<number>` with
//!    `#organisation-none`, value `none`, unless somebody is required; check boxes for `allow_multiple_organizations`, where each
//!    that is ticked is one field), `action` (`choose`, button `#choose`; `cancel`). Whoever represents nobody is not asked, unless
//!    somebody is required: then the form has `#nobody` and `#cancel` alone.
//! 4. When a scope needs a consent that this person has not given this client before (or with `prompt=consent`), the next page is
//!    `/consent?…`, which answers `<form id="consent-form">`. `POST /consent` with `transaction`, `lang`, `scope` once for each
//!    scope that is given (check boxes `#scope-1`, `#scope-2`, …, all ticked), `action` (`consent`, button `#consent`; `cancel`).
//!    The answer is 302 to the client with `code`, `iss`, `state`.
//!
//! The login host keeps a session with the browser in a cookie (`idporten-session`, `ansattporten-session`) for 120 minutes, while no
//! 30 minutes go by between two authorization requests. ID-porten's clients share it but those with `sso_disabled`; Ansattporten's
//! are each alone. `prompt=login`, or a level above the session's, shows the login page; `prompt=none` shows none.
//!
//! `/logout`, by GET or POST, ends it: 302 to the registered `post_logout_redirect_uri`, else a page with `#logged-out`; 400 with
//! `#error` when something is wrong with the request, with `#no-session` when the browser has no cookie.

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
mod consent;
mod details;
mod dpop;
mod grants;
mod headless;
mod id_token;
mod levels;
mod login;
mod logout;
mod metadata;
mod organisation;
mod pages;
mod par;
mod parameters;
mod provider;
mod redirect_uris;
mod refusal;
mod representation;
mod request;
mod revoke;
mod sessions;
mod shelf;
#[cfg(test)]
pub(crate) mod tests;
mod token;
mod tokens;
mod transaction;
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
    transactions: Shelf<transaction::Transaction>,
    sessions: sessions::Sessions,
    grants: Grants,
    /// The `jti` of every client assertion that could still be used again.
    assertions: Shelf<()>,
    /// The `jti` of every DPoP proof that could still be used again.
    proofs: Shelf<()>,
    /// What a DPoP proof may have to carry.
    nonces: Shelf<()>,
}

/// The issuer's server with the login host's.
pub(crate) fn routers(world: Arc<World>, provider: Provider) -> (Router, Router) {
    let app = Arc::new(IdPorten {
        provider,
        world: world.clone(),
        pushed: Shelf::default(),
        transactions: Shelf::default(),
        sessions: sessions::Sessions::default(),
        grants: Grants::default(),
        assertions: Shelf::default(),
        proofs: Shelf::default(),
        nonces: Shelf::default(),
    });
    let called =
        Router::new().route("/token", post(token::token)).route("/par", post(par::par)).route("/token/revoke", post(revoke::revoke));
    let called = match provider {
        Provider::IdPorten => called.route("/userinfo", get(userinfo::userinfo)),
        Provider::Ansattporten => called,
    };
    let issuer = called
        .route_layer(from_fn_with_state(world, disturb))
        .route("/.well-known/openid-configuration", get(metadata::openid_configuration))
        .route("/jwks.json", get(metadata::jwks))
        .route("/token/introspect", post(revoke::introspect))
        .with_state(app.clone());
    let login = Router::new()
        .route("/authorize", get(authorize::authorize))
        .route("/login", get(login::show).post(login::answer))
        .route("/organisation", get(organisation::show).post(organisation::answer))
        .route("/consent", get(consent::show).post(consent::answer))
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
