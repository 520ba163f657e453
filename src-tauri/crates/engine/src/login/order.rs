//! What a login is asked for: client, scopes, level, redirect, language.

use super::{Acr, AuthorizationDetails, Client, Level, Redirect, TestUser};
use crate::names::Scope;

/// What a login is asked for.
#[derive(Debug, Clone)]
pub struct Order {
    /// Who asks.
    pub client: Client,
    /// Exactly the scopes registered on the client that are wanted; one too many refuses the whole login. `openid` is always asked.
    pub scopes: Vec<Scope>,
    /// What is asked for and accepted; any one of them does. Never empty.
    pub acr: Vec<Acr>,
    /// The form that is registered on the client.
    pub redirect: Redirect,
    /// `nb`, `nn` or `en`: the login page's language.
    pub language: &'static str,
    /// What the person shall meet even with a session in the browser.
    pub prompt: Option<Prompt>,
    /// Whether to push the request where the provider offers it (RFC 9126), which keeps it out of the browser's address.
    pub pushed: bool,
    /// What the person is to represent (idporten.md 17); Ansattporten alone.
    pub details: Option<AuthorizationDetails>,
    /// Who logs in without a browser (idporten.md 15.3); never in production.
    pub test_user: Option<TestUser>,
    /// Whether the tokens are to be bound to a key of this login's own (RFC 9449). Altinn does not take such tokens.
    pub dpop: bool,
    /// What the browser shows when it comes back.
    pub answer: AnswerPages,
}

impl Order {
    /// The ordinary one: at least a substantial level, in the person's browser.
    #[must_use]
    pub fn new(client: Client, scopes: Vec<Scope>, redirect: Redirect, language: &'static str, answer: AnswerPages) -> Self {
        let acr = vec![Acr::Level(Level::Substantial)];
        Self { client, scopes, acr, redirect, language, prompt: None, pushed: true, details: None, test_user: None, dpop: false, answer }
    }

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

/// What the person shall meet (idporten.md 4).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Prompt {
    /// The login page, also when they are logged in already.
    Login,
    /// The question for consent, also when they have answered it already.
    Consent,
    /// Nothing: only a session that the browser has will do.
    None,
}

impl Prompt {
    /// The value of `prompt`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Login => "login",
            Self::Consent => "consent",
            Self::None => "none",
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
