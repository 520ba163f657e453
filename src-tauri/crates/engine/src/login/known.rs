//! What a login is refused with, row by row, and what each means (idporten.md 18).

use super::error::{REFRESH_REFUSED, TIMED_OUT, USER_INFO_REFUSED};
use crate::called::Evidence::{Inferred, Observed};
use crate::called::{Called, Known, Source};
use crate::environment::RETIRED_HOST;
use crate::problem::Action::{self, LogInAgain, OpenPortal, ReviewClient};
use crate::problem::Code;

codes! { "login":
    CANCELLED_BY_PERSON = "cancelled_by_person", turn: You;
    LEVEL_REFUSED = "level_refused", turn: You, facts: [asked];
    SCOPE_REFUSED = "scope_refused", turn: You, facts: [scopes];
    CLIENT_REFUSED = "client_refused", turn: You;
    GRANT_REFUSED = "grant_refused", turn: You;
    UNAVAILABLE = "unavailable", turn: Service;
    REFUSED = "refused", turn: Service, facts: [error];
    INTERACTION_REQUIRED = "interaction_required", turn: You;
    REQUEST_LAPSED = "request_lapsed", turn: You;
    PROOF_REFUSED = "proof_refused", turn: Service;
    SECRET_REFUSED = "secret_refused", turn: You;
    METHOD_REFUSED = "method_refused", turn: You, facts: [method];
    KEY_REFUSED = "key_refused", turn: You;
    ASSERTION_REFUSED = "assertion_refused", turn: Us;
    REDIRECT_REFUSED = "redirect_refused", turn: You, facts: [redirect_uri];
    GRANT_NOT_REGISTERED = "grant_not_registered", turn: You;
    DETAILS_REFUSED = "details_refused", turn: You;
    REQUEST_REFUSED = "request_refused", turn: Us, facts: [error];
}

/// A refusal: what it is known by, and the buttons that mend it.
pub(super) struct Row {
    pub(super) known: Known,
    pub(super) actions: &'static [Action],
}

/// No list of the provider's own is public: the standards that it follows say these.
const fn standard(code: Code, called: &'static [Called], actions: &'static [Action]) -> Row {
    Row { known: Known::documented(code, Source::OAuth, called).by(Inferred), actions }
}

/// Seen in answers by those who use the service.
const fn seen(code: Code, called: &'static [Called], actions: &'static [Action]) -> Row {
    Row { known: Known::documented(code, Source::IdPortenClients, called).by(Observed), actions }
}

const fn error(name: &'static str) -> Called {
    Called::error(name).by(Inferred)
}

const fn phrase(name: &'static str) -> Called {
    Called::phrase(name).by(Inferred)
}

const fn seen_phrase(name: &'static str) -> Called {
    Called::phrase(name).by(Observed)
}

const INVALID_CLIENT: Called = error("invalid_client");
const INVALID_GRANT: Called = error("invalid_grant");
const INVALID_REQUEST: Called = error("invalid_request");

/// The first row that fits counts, so the more telling stands above the less telling.
pub(super) const TABLE: &[Row] = &[
    standard(CANCELLED_BY_PERSON, &[error("access_denied").alone()], &[LogInAgain]),
    seen(SCOPE_REFUSED, &[Called::error("invalid_scope").by(Observed).alone()], &[ReviewClient, OpenPortal]),
    standard(
        LEVEL_REFUSED,
        &[error("unmet_authentication_requirements").alone(), phrase("acr_values"), INVALID_REQUEST],
        &[LogInAgain, ReviewClient],
    ),
    standard(
        INTERACTION_REQUIRED,
        &[
            error("login_required").alone(),
            error("interaction_required").alone(),
            error("consent_required").alone(),
            error("account_selection_required").alone(),
        ],
        &[LogInAgain],
    ),
    standard(REQUEST_LAPSED, &[error("invalid_request_uri").alone(), phrase("request_uri"), INVALID_REQUEST], &[LogInAgain]),
    standard(REDIRECT_REFUSED, REDIRECT, &[OpenPortal, ReviewClient]),
    standard(DETAILS_REFUSED, &[error("invalid_authorization_details").alone()], &[LogInAgain]),
    standard(UNAVAILABLE, &[error("server_error").alone(), error("temporarily_unavailable").alone()], &[LogInAgain]),
    standard(CLIENT_REFUSED, CLIENT, &[ReviewClient, OpenPortal]),
    seen(METHOD_REFUSED, METHOD, &[ReviewClient, OpenPortal]),
    standard(SECRET_REFUSED, SECRET, &[ReviewClient, OpenPortal]),
    standard(KEY_REFUSED, KEY, &[ReviewClient, OpenPortal]),
    standard(ASSERTION_REFUSED, &[phrase("invalid client assertion"), INVALID_CLIENT], &[LogInAgain]),
    standard(GRANT_REFUSED, GRANT, &[LogInAgain, ReviewClient]),
    standard(
        GRANT_NOT_REGISTERED,
        &[error("unauthorized_client").alone(), phrase("grant type is not registered")],
        &[OpenPortal, ReviewClient],
    ),
    standard(PROOF_REFUSED, &[error("invalid_dpop_proof").alone(), error("use_dpop_nonce").alone()], &[LogInAgain]),
    standard(REQUEST_REFUSED, REQUEST, &[LogInAgain]),
];

/// The person sees these on a page of the provider's; the program does when the request was pushed.
const REDIRECT: &[Called] = &[
    error("invalid_redirect_uri").alone(),
    error("redirect_uri_mismatch").alone(),
    phrase("is not registered on client"),
    phrase("redirect_uri did not match"),
    phrase("redirect_uri is not registered"),
    phrase("invalid redirect_uri"),
    INVALID_REQUEST,
];

const CLIENT: &[Called] = &[
    INVALID_CLIENT.alone(),
    phrase("no client authentication included, or unsupported authentication method"),
    phrase("unknown or inactive client"),
    phrase("bad client ID"),
    phrase("client authentication failed"),
];

const METHOD: &[Called] = &[
    seen_phrase("No client authentication included"),
    phrase("the client is registered with"),
    phrase("not registered for the requested authentication method"),
    phrase("client has no registered secret"),
    Called::error("invalid_client").by(Observed),
];

const SECRET: &[Called] = &[
    phrase("wrong client secret"),
    phrase("bad client secret"),
    phrase("client secret has expired"),
    phrase("expired client secret"),
    INVALID_CLIENT,
];

const KEY: &[Called] = &[
    phrase("client assertion: unknown kid"),
    phrase("client assertion: neither kid nor x5c"),
    phrase("client assertion: the client has a registered key"),
    phrase("client assertion: the key is older than one year"),
    phrase("client assertion: the certificate"),
    phrase("client assertion: x5c cannot be read"),
    phrase("client assertion: wrong signature"),
    phrase("no matching JWKs found"),
    phrase("client has no registered JWK set"),
    phrase("bad JWT signature"),
    INVALID_CLIENT,
];

const GRANT: &[Called] = &[
    INVALID_GRANT,
    phrase("used authorization code"),
    phrase("invalid authorization code"),
    phrase("redirect_uri differs"),
    phrase("code_verifier does not match"),
    phrase("the code was issued to another client"),
];

const REQUEST: &[Called] = &[
    INVALID_REQUEST,
    error("unsupported_response_type").alone(),
    error("unsupported_grant_type").alone(),
    error("invalid_target").alone(),
    phrase("code_challenge"),
    phrase("PKCE is required"),
];

/// What the person meets in the browser, and what is a code by other means than its words.
pub(super) const BESIDE: &[Row] = &[
    standard(REFRESH_REFUSED, &[phrase("refresh token"), INVALID_GRANT, error("unauthorized_client"), error("invalid_scope")], &[]),
    standard(USER_INFO_REFUSED, &[error("invalid_token").alone(), error("insufficient_scope").alone()], &[]),
    Row {
        known: Known::documented(TIMED_OUT, Source::Tools, &[phrase("ERR_CONNECTION_REFUSED"), phrase("refused to connect")]).by(Inferred),
        actions: &[],
    },
    seen(RETIRED_HOST, &[seen_phrase("tjenesten er ikke oppdatert"), seen_phrase("the service has not been updated")], &[]),
];
