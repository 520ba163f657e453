//! Why a registration is refused.

use axum::http::StatusCode;

use crate::PracticeError;
use crate::page::Language;

const TEXTS: [&str; 3] = [
    include_str!("../locales/nb/registration.json"),
    include_str!("../locales/nn/registration.json"),
    include_str!("../locales/en/registration.json"),
];

/// A text, with the one word that may stand in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Refusal {
    pub(crate) ground: Ground,
    /// Key in `registration.json`.
    pub(crate) text: &'static str,
    /// What the text names: a member, a scope.
    pub(crate) what: Option<String>,
}

/// What kind of refusal: the API's status follows from it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ground {
    /// What was asked for cannot be.
    Invalid,
    /// There is no such thing.
    Unknown,
    /// It is another organisation's, or practice gives it to nobody.
    Forbidden,
    /// It was deactivated, or it is there already.
    Conflict,
    /// The organisation has not signed the terms of use.
    TermsUnsigned,
    /// Practice itself failed.
    Broken,
}

impl Refusal {
    pub(crate) fn new(text: &'static str) -> Self {
        Self { ground: Ground::Invalid, text, what: None }
    }

    pub(crate) fn of(text: &'static str, what: impl Into<String>) -> Self {
        Self { what: Some(what.into()), ..Self::new(text) }
    }

    /// As it is told to a person, or to a program in English.
    pub(crate) fn words(&self, language: Language) -> String {
        let text = language.texts(TEXTS).remove(self.text).unwrap_or_default();
        text.replace("{what}", self.what.as_deref().unwrap_or_default())
    }

    /// How it is answered over HTTP.
    pub(crate) fn status(&self) -> StatusCode {
        match self.ground {
            Ground::Invalid => StatusCode::BAD_REQUEST,
            Ground::Unknown => StatusCode::NOT_FOUND,
            Ground::Forbidden => StatusCode::FORBIDDEN,
            Ground::Conflict => StatusCode::CONFLICT,
            Ground::TermsUnsigned => StatusCode::PRECONDITION_REQUIRED,
            Ground::Broken => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    pub(crate) fn on(self, ground: Ground) -> Self {
        Self { ground, ..self }
    }
}

impl From<PracticeError> for Refusal {
    fn from(error: PracticeError) -> Self {
        tracing::error!(%error, "practice could not keep a change");
        Self::new("refused_disk").on(Ground::Broken)
    }
}
