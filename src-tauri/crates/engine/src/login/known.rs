//! What ID-porten answers a login with, by its names in OAuth and OpenID Connect (idporten.md 18).

use super::error::{CANCELLED_BY_PERSON, CLIENT_REFUSED, GRANT_REFUSED, LEVEL_REFUSED, SCOPE_REFUSED, UNAVAILABLE};
use crate::called::{Called, Evidence, Known, Source};
use crate::problem::Code;

/// No list of ID-porten's own is public: the standards that it follows say these.
const fn row(code: Code, called: &'static [Called]) -> Known {
    Known::documented(code, Source::OAuth, called).by(Evidence::Inferred)
}

/// What the dictionary knows of it.
pub(crate) const KNOWN: &[Known] = &[
    row(CANCELLED_BY_PERSON, &[Called::error("access_denied").alone()]),
    row(CLIENT_REFUSED, &[Called::error("invalid_client").alone(), Called::error("unauthorized_client").alone()]),
    row(GRANT_REFUSED, &[Called::error("invalid_grant")]),
    Known::documented(SCOPE_REFUSED, Source::IdPorten, &[Called::error("invalid_scope").by(Evidence::Observed)]).by(Evidence::Observed),
    row(LEVEL_REFUSED, &[Called::error("unmet_authentication_requirements").alone()]),
    row(UNAVAILABLE, &[Called::error("server_error").alone(), Called::error("temporarily_unavailable").alone()]),
];
