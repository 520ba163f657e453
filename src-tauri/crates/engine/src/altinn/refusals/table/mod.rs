//! Altinn's codes, row by row, and what each means.

mod access;
mod authentication;
mod validation;

use crate::called::{Called, Evidence, Known, Source};
use crate::problem::{Action, Code};

/// A refusal: what it is known by, and the buttons that mend it.
pub(super) struct Row {
    pub(super) known: Known,
    pub(super) actions: &'static [Action],
}

/// Read in the code that answers: authentication, with the system register and the requests.
const fn row(code: Code, called: &'static [Called], actions: &'static [Action]) -> Row {
    of(Source::AltinnAuthentication, code, called, actions)
}

/// The same, of access management, the resource registry and what they share with the rest.
const fn access(code: Code, called: &'static [Called], actions: &'static [Action]) -> Row {
    of(Source::AltinnAccess, code, called, actions)
}

const fn of(source: Source, code: Code, called: &'static [Called], actions: &'static [Action]) -> Row {
    Row { known: Known::documented(code, source, called).by(Evidence::Published), actions }
}

const fn code(name: &'static str) -> Called {
    Called::code(name).by(Evidence::Published)
}

/// Each of Altinn's codes stands in one row; a code of ours in several, where several services say the same.
pub(super) fn rows() -> impl Iterator<Item = &'static Row> {
    authentication::TABLE.iter().chain(validation::TABLE).chain(access::TABLE)
}
