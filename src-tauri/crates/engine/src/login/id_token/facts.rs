//! What a believed login says: who, how, with what they allowed.

use time::OffsetDateTime;

use crate::login::{Level, Represented};
use crate::names::{ClientId, NationalId};

/// Who logged in, how, and with what they allowed.
#[derive(Clone)]
pub struct LoginFacts {
    /// Pairwise: the same person is another one to another client. No national id.
    pub subject: String,
    /// Missing with pseudonymous scopes, unmatched eIDAS users and e-mail users.
    pub pid: Option<NationalId>,
    /// Level of assurance as the issuer writes it.
    pub acr: String,
    /// The same as a level; none for e-mail users and work accounts.
    pub level: Option<Level>,
    /// Which electronic ID was used; for information.
    pub amr: Vec<String>,
    /// When the person logged in; before this login's start when an earlier session was used. Where a provider leaves it out, as it
    /// may outside ID-porten's profile, when the token was made.
    pub auth_time: OffsetDateTime,
    /// Whether it was: a session that the browser had, so that nobody was asked to log in.
    pub from_earlier_session: bool,
    /// With the scope `profile`, where the electronic ID has it.
    pub name: Option<String>,
    /// Of e-mail users (idporten.md 16.2).
    pub email: Option<String>,
    /// What a European electronic ID tells, by the names that the provider gives it (idporten.md 16.1).
    pub european: Vec<(String, String)>,
    /// `nb`, `nn`, `en`, `se`.
    pub locale: Option<String>,
    /// What the access token carries.
    pub scopes_granted: Vec<String>,
    /// What was asked for and is not in it: the person unticked it.
    pub scopes_missing: Vec<String>,
    /// The client that was used.
    pub client_id: ClientId,
    /// Who vouches for it.
    pub issuer: String,
    /// Whom they chose to represent, at Ansattporten.
    pub represented: Vec<Represented>,
}

impl std::fmt::Debug for LoginFacts {
    /// Nothing about a person is printed.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("LoginFacts").field("acr", &self.acr).field("amr", &self.amr).finish_non_exhaustive()
    }
}
