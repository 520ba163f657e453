//! What a login is asked for: client, scopes, level, redirect, language.

use super::Redirect;
use crate::names::{ClientId, Scope};

/// What a login is asked for.
#[derive(Debug, Clone)]
pub struct Order {
    /// A native client without secret (idporten.md 2.4, model A).
    pub client: ClientId,
    /// Exactly the scopes registered on the client that are wanted; one too many refuses the whole login. `openid` is always asked.
    pub scopes: Vec<Scope>,
    /// The lowest level that is accepted.
    pub level: Level,
    /// As it is registered on the client.
    pub redirect: Redirect,
    /// `nb`, `nn` or `en`: the login page's language.
    pub language: &'static str,
    /// What the browser shows when it comes back.
    pub answer: AnswerPages,
}

impl Order {
    /// The scopes with `openid`, each once.
    pub(super) fn scopes(&self) -> Vec<&str> {
        let mut scopes = vec!["openid"];
        for scope in &self.scopes {
            if !scopes.contains(&scope.as_str()) {
                scopes.push(scope.as_str());
            }
        }
        scopes
    }
}

/// Level of assurance (idporten.md 4.1).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// `idporten-loa-substantial`: MinID; Altinn's level 3.
    Substantial,
    /// `idporten-loa-high`: BankID, Buypass, Commfides; Altinn's level 4.
    High,
}

impl Level {
    /// The value of `acr_values`.
    #[must_use]
    pub const fn acr(self) -> &'static str {
        match self {
            Self::Substantial => "idporten-loa-substantial",
            Self::High => "idporten-loa-high",
        }
    }

    /// The level that an `acr` claim stands for, by its ending; `None` for low, e-mail users and what nobody knows.
    pub(super) fn of_acr(acr: &str) -> Option<Self> {
        match acr.rsplit('-').next()? {
            "substantial" => Some(Self::Substantial),
            "high" => Some(Self::High),
            _ => None,
        }
    }
}

/// What the browser shows when it comes back: plain text, already in the person's language.
#[derive(Debug, Clone)]
pub struct AnswerPages {
    /// The browser brought a code; the program goes on by itself.
    pub done: AnswerPage,
    /// It did not; the program says why.
    pub failed: AnswerPage,
}

/// One page of plain text.
#[derive(Debug, Clone)]
pub struct AnswerPage {
    /// Title and heading.
    pub title: String,
    /// One paragraph.
    pub body: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn levels_are_read_by_their_ending() {
        fn check(acr: &str, expected: Option<Level>) {
            assert_eq!(Level::of_acr(acr), expected, "{acr}");
        }
        check("idporten-loa-high", Some(Level::High));
        check("idporten-loa-substantial", Some(Level::Substantial));
        check("high", Some(Level::High));
        check("idporten-loa-low", None);
        check("selfregistered-email", None);
        check("Level4", None);
        check("", None);
        assert!(Level::High > Level::Substantial);
    }
}
