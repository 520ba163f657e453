//! Why the portal does not accept a form.

use crate::PracticeError;

/// A text of the portal's, with the one word that may stand in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Refusal {
    /// Key in `portal.json`.
    pub(super) text: &'static str,
    /// What the text names: a member, a scope.
    pub(super) what: Option<String>,
}

impl Refusal {
    pub(super) fn new(text: &'static str) -> Self {
        Self { text, what: None }
    }

    pub(super) fn of(text: &'static str, what: impl Into<String>) -> Self {
        Self { text, what: Some(what.into()) }
    }
}

impl From<PracticeError> for Refusal {
    fn from(error: PracticeError) -> Self {
        tracing::error!(%error, "the practice portal could not keep a change");
        Self::new("refused_disk")
    }
}
