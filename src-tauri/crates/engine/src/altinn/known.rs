//! What Altinn answers with by HTTP status alone: the exchange of tokens (altinn.md 2.3), and what is decided before a code is given (9.1).

use super::error::{ENTERPRISE_USER, FORBIDDEN, MACHINE_REFUSED, NO_SCOPE, PERSON_REFUSED, PROVIDER, UNAUTHENTICATED};
use super::refusals::LOCKED;
use crate::called::{Called, Evidence, Known, Source};
use crate::problem::Code;

/// Read in the code that answers.
const fn row(code: Code, called: &'static [Called]) -> Known {
    Known::documented(code, Source::AltinnAuthentication, called).by(Evidence::Published)
}

const fn status(status: &'static str) -> Called {
    Called::status(status).by(Evidence::Published)
}

/// What the dictionary knows of it.
pub(crate) const KNOWN: &[Known] = &[
    row(PROVIDER, &[status("400")]),
    row(MACHINE_REFUSED, &[status("401")]),
    row(PERSON_REFUSED, &[status("401")]),
    row(UNAUTHENTICATED, &[status("401"), Called::error("invalid_token").by(Evidence::Inferred)]),
    row(NO_SCOPE, &[status("403")]),
    row(FORBIDDEN, &[status("403"), Called::error("insufficient_scope").by(Evidence::Inferred)]),
    row(ENTERPRISE_USER, &[status("410"), Called::phrase("X-Altinn-EnterpriseUser-Authentication").by(Evidence::Published)]),
    row(LOCKED, &[Called::status("429")]),
];
