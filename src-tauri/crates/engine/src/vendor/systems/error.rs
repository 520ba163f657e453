//! How work with the register of systems fails.

use super::finding::Finding;
use crate::problem::{Action, Explain, Problem, Said};

codes! { "system":
    INVALID = "invalid", turn: You;
    CHANGED = "changed_meanwhile", turn: You, facts: [system];
    DELETED = "deleted", turn: You, facts: [system];
    NOT_YOURS = "not_yours", turn: You, facts: [system];

    ID_MISSING = "id_missing", turn: You, facts: [prefix];
    ID_SIGNS = "id_signs", turn: You;
    ID_LONG = "id_long", turn: You, facts: [most];
    TEXT_MISSING = "text_missing", turn: You, facts: [languages];
    NO_CLIENT = "no_client", turn: You;
    CLIENT_FORM = "client_form", turn: You, facts: [named];
    NO_RIGHTS = "no_rights", turn: You;
    RESOURCE_SIGNS = "resource_signs", turn: You, facts: [named];
    PACKAGE_FORM = "package_form", turn: You, facts: [named];
    URL_TWICE = "url_twice", turn: You, facts: [named];
}

/// How work with the register of systems fails.
#[derive(Debug, thiserror::Error)]
pub enum SystemError {
    /// Fields are wrong, as we see or as the register says.
    #[error("fields are wrong: {}", .findings.len())]
    Invalid {
        /// By field.
        findings: Vec<Finding>,
        /// What the register said, where it was asked.
        said: Option<Said>,
    },
    /// Somebody else changed it since it was opened.
    #[error("{system} was changed meanwhile")]
    Changed {
        /// The system's id.
        system: String,
    },
    /// A system that is deleted cannot be changed, and its id cannot be used again.
    #[error("{system} is deleted")]
    Deleted {
        /// The system's id.
        system: String,
    },
    /// The token is good and has the scope, and still may not.
    #[error("{system} may not be written by this vendor")]
    NotYours {
        /// The system's id.
        system: String,
        /// What came back.
        said: Said,
    },
}

impl SystemError {
    /// What is wrong with which field.
    #[must_use]
    pub fn findings(&self) -> &[Finding] {
        match self {
            Self::Invalid { findings, .. } => findings,
            _ => &[],
        }
    }
}

impl Explain for SystemError {
    fn explain(&self) -> Problem {
        match self {
            Self::Invalid { findings, said } => match &findings[..] {
                // One alone says more than that something is wrong.
                [only] => only.problem.clone(),
                _ => Problem { said: said.clone(), ..INVALID.problem() },
            },
            Self::Changed { system } => CHANGED.problem().with("system", system),
            Self::Deleted { system } => DELETED.problem().with("system", system),
            Self::NotYours { system, said } => {
                NOT_YOURS.problem().with("system", system).said(said.clone()).offer(Action::ReviewClient).offer(Action::ReviewStart)
            }
        }
    }
}
