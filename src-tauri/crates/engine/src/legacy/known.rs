//! What Altinn 2 said when it refused (altinn.md 3.3).

use super::error::{API_KEY_MISSING, API_KEY_NOT_OPENED, CLOSED, NO_ORGANISATION, NOT_SIGNED_IN};
use crate::called::{Called, Known, Source};
use crate::problem::Code;

const fn row(code: Code, called: &'static [Called]) -> Known {
    Known::documented(code, Source::OldAltinn, called)
}

/// What the dictionary knows of it.
pub(crate) const KNOWN: &[Known] = &[
    row(API_KEY_MISSING, &[Called::phrase("Required header 'ApiKey' is missing.")]),
    row(NO_ORGANISATION, &[Called::phrase("There is no authenticated organization number set on this request.")]),
    row(API_KEY_NOT_OPENED, &[Called::phrase("The API key is not authorized for this operation")]),
    row(CLOSED, &[Called::phrase("authenticatewithpassword"), Called::phrase("ForceEIAuthentication"), Called::phrase(".ASPXAUTH")]),
    row(NOT_SIGNED_IN, &[Called::status("302")]),
];
