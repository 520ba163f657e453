//! What Maskinporten refuses with, row by row, and what each means (maskinporten.md 10.2, 10.3).

use crate::called::{Called, Evidence, Known, Source};
use crate::maskinporten::SYSTEM_USER_CODES;
use crate::maskinporten::error::{
    AUDIENCE, BUSY, CERTIFICATE, CHAIN, CLIENT, CLOCK, DETAILS_FIELDS, DETAILS_TYPE, FORM, GRANT_EXPIRED, ISSUED_LATER, KEY_EXPIRED,
    KEY_REQUIRED, MALFORMED, NOT_DELEGATED, OTHER_ORGANISATION, OWN_CONSUMER, REPLAYED, SCOPE_FOR_PEOPLE, SCOPE_NOT_GRANTED,
    SCOPE_NOT_REGISTERED, SCOPE_REFUSED, SIGNATURE, SYSTEM_USER, UNKNOWN_KEY,
};
use crate::problem::Action::{self, *};
use crate::problem::Code;

/// A refusal: what it is known by, and the buttons that mend it.
pub(super) struct Row {
    pub(super) known: Known,
    pub(super) actions: &'static [Action],
}

const fn row(code: Code, called: &'static [Called], actions: &'static [Action]) -> Row {
    Row { known: Known::documented(code, Source::MaskinportenTroubleshooting, called), actions }
}

/// Seen in answers by those who use the service.
const fn seen(code: Code, called: &'static [Called], actions: &'static [Action]) -> Row {
    let known = Known::documented(code, Source::MaskinportenClients, called);
    Row { known: known.by(Evidence::Observed), actions }
}

/// What the standard says, where nobody has seen an answer.
const fn standard(code: Code, called: &'static [Called], actions: &'static [Action]) -> Row {
    Row { known: Known::documented(code, Source::OAuth, called).by(Evidence::Inferred), actions }
}

const GRANT: Called = Called::error("invalid_grant");
/// Documented by a group heading alone.
const PROBABLY_GRANT: Called = GRANT.by(Evidence::Inferred);
const SEEN_GRANT: Called = GRANT.by(Evidence::Observed);
const PROBABLY_DETAILS: Called = Called::error("invalid_authorization_details").by(Evidence::Inferred);
const SEEN_ALTINN: Called = Called::error("invalid_altinn_customer_configuration").by(Evidence::Observed);
const FORBIDDEN: Called = Called::error("forbidden");
const SEEN_403: Called = Called::status("403").by(Evidence::Observed);

/// The first row that fits counts, so the more telling phrase stands above the less telling.
pub(super) const TABLE: &[Row] = &[
    seen(UNKNOWN_KEY, &[Called::phrase("Unknown key identifier").by(Evidence::Observed), SEEN_GRANT], &[RegisterKey, ReviewClient]),
    seen(KEY_REQUIRED, &[Called::phrase("requires pre-registered jwk").by(Evidence::Observed), SEEN_GRANT], &[UseKey, RegisterKey]),
    row(
        OWN_CONSUMER,
        &[
            Called::phrase("the combination consumer_org in claim and delegation scope on client is invalid"),
            Called::error("invalid_request").by(Evidence::Inferred),
            PROBABLY_GRANT,
        ],
        &[ReviewClient],
    ),
    row(ISSUED_LATER, &[Called::phrase("Issue time is after now"), GRANT], &[TryAgain]),
    row(MALFORMED, &[Called::code("MP-011"), Called::phrase("Invalid assertion"), Called::error("invalid_request")], &[TryAgain]),
    row(REPLAYED, &[Called::code("MP-012"), Called::phrase("Grant is used before"), PROBABLY_GRANT], &[TryAgain]),
    row(AUDIENCE, &[Called::code("MP-110"), Called::phrase("Invalid JWT claim aud"), GRANT], &[ReviewStart]),
    row(
        CLIENT,
        &[Called::code("MP-100"), Called::phrase("Client not found"), Called::phrase("Client authentication failed"), GRANT],
        &[ReviewClient, ReviewStart],
    ),
    row(
        CERTIFICATE,
        &[Called::code("MP-120"), Called::phrase("The JWT is signed with an invalid certificate"), GRANT],
        &[UseKey, OrderCertificate],
    ),
    row(KEY_EXPIRED, &[Called::code("MP-121"), Called::phrase("Expired key"), GRANT], &[RenewKey, RegisterKey]),
    row(
        OTHER_ORGANISATION,
        &[
            Called::code("MP-122"),
            Called::phrase("Invalid organization number for client"),
            Called::phrase("Does not match certificate orgno"),
            PROBABLY_GRANT,
        ],
        &[PickFile, ReviewClient],
    ),
    row(
        CHAIN,
        &[
            Called::code("MP-123"),
            Called::phrase("Invalid JWT header x5c"),
            Called::phrase("Failed to extract certificate from jwt"),
            PROBABLY_GRANT,
        ],
        &[UseKey, PickFile],
    ),
    row(
        SIGNATURE,
        &[
            Called::code("MP-124"),
            Called::phrase("Invalid JWT signature"),
            Called::phrase("Could not validate JWT Signature"),
            PROBABLY_GRANT,
        ],
        &[RegisterKey, ReviewClient],
    ),
    row(GRANT_EXPIRED, &[Called::code("MP-130"), Called::phrase("JWT is expired"), PROBABLY_GRANT], &[TryAgain]),
    row(
        SCOPE_NOT_REGISTERED,
        &[Called::code("MP-200"), Called::phrase("contains invalid scopes for client"), Called::error("invalid_scope")],
        &[OpenPortal, ReviewClient],
    ),
    row(
        SCOPE_FOR_PEOPLE,
        &[
            Called::code("MP-201"),
            Called::phrase("contains scopes not allowed for maskinporten"),
            Called::phrase("integration types only allowed for user login"),
            Called::error("invalid_scope"),
        ],
        &[ReviewClient, OpenPortal],
    ),
    row(
        SCOPE_NOT_GRANTED,
        &[Called::code("MP-250"), Called::phrase("has not been granted access to the scope"), FORBIDDEN, SEEN_403],
        &[TryAgain, ReviewClient],
    ),
    row(
        NOT_DELEGATED,
        &[Called::code("MP-251"), Called::phrase("has not delegated access to the scope"), FORBIDDEN, SEEN_403],
        &[TryAgain],
    ),
    row(DETAILS_TYPE, &[Called::code("MP-301"), Called::phrase("Unknown authorization details type"), PROBABLY_DETAILS], &[]),
    row(DETAILS_FIELDS, &[Called::code("MP-302"), Called::phrase("Unknown fields in the authorization details"), PROBABLY_DETAILS], &[]),
    row(SYSTEM_USER, &[Called::code("MP-303"), Called::phrase("Invalid authorization details values"), SEEN_ALTINN.alone()], &[TryAgain]),
    standard(FORM, &[Called::error("unsupported_grant_type").alone(), Called::error("invalid_request")], &[]),
    standard(SCOPE_REFUSED, &[Called::error("invalid_scope").alone(), FORBIDDEN.alone()], &[ReviewClient, OpenPortal]),
];

/// What Maskinporten says the same of as of others, and what is known of our own clock tells apart.
pub(super) const BESIDE: &[Known] = &[
    Known::documented(
        CLOCK,
        Source::MaskinportenTroubleshooting,
        &[Called::phrase("Issue time is after now"), Called::phrase("JWT is expired"), Called::code("MP-130")],
    ),
    Known::documented(BUSY, Source::Http, &[Called::status("429"), Called::phrase("Too Many Requests")]),
];

/// The causes of MP-303, which Altinn's answers tell apart.
pub(super) const CAUSES_OF_303: [Known; SYSTEM_USER_CODES.len()] = {
    const CALLED: &[Called] = &[Called::code("MP-303"), SEEN_ALTINN];
    let mut rows = [Known::documented(SYSTEM_USER, Source::SystemUserTroubleshooting, CALLED); SYSTEM_USER_CODES.len()];
    let mut at = 0;
    while at < rows.len() {
        rows[at].code = SYSTEM_USER_CODES[at];
        at += 1;
    }
    rows
};
