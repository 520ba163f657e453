//! What Digdir's self-service says and shows, in the API and in the portal, as people quote it (maskinporten.md 10.3, idporten.md 14.6).

use super::error::{BUSY, DEACTIVATED, INVALID, NOT_FOUND, SCOPE_MISSING, TERMS, TOKEN_REFUSED};
use crate::called::{Called, Evidence, Known, Source};
use crate::problem::Code;

codes! { "selfservice":
    /// What is seen in the portal alone; no answer of the API's stands for it.
    SCOPE_NOT_LISTED = "scope_not_listed", turn: Service;
    NO_PORTAL_RIGHT = "no_portal_right", turn: YourOrganisation;
}

const fn row(code: Code, called: &'static [Called]) -> Known {
    Known::documented(code, Source::SelfService, called)
}

/// How the API answers is published nowhere beyond its statuses.
const fn status(status: &'static str) -> Called {
    Called::status(status).by(Evidence::Inferred)
}

/// What the dictionary knows of it.
pub(crate) const KNOWN: &[Known] = &[
    row(
        TERMS,
        &[
            Called::error("PRECONDITION_REQUIRED").alone(),
            Called::status("428"),
            Called::phrase("has not signed the relevant terms of use"),
        ],
    ),
    row(TOKEN_REFUSED, &[status("401")]),
    row(SCOPE_MISSING, &[status("403"), Called::phrase("idporten:dcr")]),
    row(NOT_FOUND, &[status("404")]),
    row(DEACTIVATED, &[status("409")]),
    row(INVALID, &[status("400")]),
    row(BUSY, &[status("429")]).by(Evidence::Inferred),
    row(
        SCOPE_NOT_LISTED,
        &[
            Called::phrase("scope missing in the drop-down"),
            Called::phrase("scopet står ikke i listen"),
            Called::phrase("scopet står ikkje i lista"),
            Called::phrase("finner ikke scopet"),
            Called::phrase("finn ikkje scopet"),
        ],
    ),
    row(NO_PORTAL_RIGHT, &[Called::phrase("Ny integrasjon"), Called::phrase("Selvbetjening av integrasjoner i ID-porten/Maskinporten")]),
];
