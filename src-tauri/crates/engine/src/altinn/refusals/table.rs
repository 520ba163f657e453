//! Altinn's codes, row by row, and what each means (altinn.md 4.4, 6.5, 9.2, 9.3).

use super::codes::*;
use crate::called::{Called, Evidence, Known, Source};
use crate::problem::Action::{self, *};
use crate::problem::Code;

/// A refusal: what it is known by, and the buttons that mend it.
pub(super) struct Row {
    pub(super) known: Known,
    pub(super) actions: &'static [Action],
}

/// Read in the code that answers.
const fn row(code: Code, called: &'static [Called], actions: &'static [Action]) -> Row {
    Row { known: Known::documented(code, Source::AltinnAuthentication, called).by(Evidence::Published), actions }
}

const fn code(name: &'static str) -> Called {
    Called::code(name).by(Evidence::Published)
}

/// Each of Altinn's codes stands in one row.
pub(super) const TABLE: &[Row] = &[
    row(UNKNOWN_SYSTEM, &[code("AUTH-00011")], &[]),
    row(LOCKED, &[code("AUTH-00073")], &[TryAgain]),
    row(INPUT_REFUSED, &[code("STD-00000")], &[]),
    row(TOO_MANY_REQUESTS, &[Called::status("429")], &[TryAgain]),
];
