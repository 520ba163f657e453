//! Logging in at ID-porten or Ansattporten in the person's own browser (OpenID Connect, RFC 8252; idporten.md 0–12, 15–18).
//!
//! [`RelyingParty`] does what the protocol has: [`log_in`](RelyingParty::log_in), [`user_info`](RelyingParty::user_info),
//! [`refresh`](RelyingParty::refresh), [`log_out`](RelyingParty::log_out). A [`Session`] keeps who is logged in.

mod acr;
mod answer;
mod authorization_details;
mod authorize;
mod back_channel;
mod callback;
mod client;
mod dpop;
mod end_session_page;
mod error;
mod id_token;
mod known;
mod listener;
mod log_in;
mod logout;
mod metadata;
mod order;
mod pkce;
mod redirect;
mod refresh;
mod refusal;
mod relying_party;
mod session;
mod stages;
mod test_user;
mod token;
mod user_info;

use std::sync::Arc;

use url::Url;

use self::dpop::Binding;
use crate::reading::Deadline;
use crate::secret::Secret;

pub use acr::{Acr, Level};
pub use authorization_details::{About, AuthorizationDetails, OrganisationForm, Represented};
pub use client::{Client, ClientAuthentication, Provider};
pub use error::{CODES, LoginError};
pub use id_token::{CODES as ID_TOKEN_CODES, IdTokenError, LoginFacts};
pub use known::CODES as REFUSAL_CODES;
pub use logout::{BrowserSession, Leaving, LeavingPages, LoggedOut};
pub use order::{AnswerPage, AnswerPages, Order, Prompt};
pub use redirect::{CODES as REDIRECT_CODES, Loopback, Redirect, RedirectError};
pub use refusal::Refused;
pub(crate) use refusal::known;
pub use relying_party::RelyingParty;
pub use session::Session;
pub use stages::{Actor, Stage, State, stages};
pub use test_user::TestUser;
pub use user_info::UserInfo;

/// How far a login has come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Progress {
    /// The person has the move, in the browser.
    Waiting {
        /// Where the login is, to copy by hand.
        url: Url,
        /// What must be registered on the client; the port is this login's own with [`Redirect::free_port`].
        redirect_uri: String,
        /// Whether the browser could be started.
        browser_opened: bool,
    },
    /// The browser has come back; the rest takes a moment.
    Returned,
}

/// A person who is logged in. Dropping it wipes the tokens.
#[derive(Debug)]
pub struct Login {
    /// The client that asked, for what is asked with the tokens later.
    pub client: Client,
    /// For APIs; Altinn exchanges it for its own.
    pub access_token: Secret<String>,
    /// For us alone, and for logging out; never sent to an API.
    pub id_token: Arc<Secret<String>>,
    /// When the client is registered for it.
    pub refresh_token: Option<Secret<String>>,
    /// When the access token ends, by this computer's clocks.
    pub expires_at: Deadline,
    /// Who it is, how they logged in, what they allowed.
    pub facts: LoginFacts,
    /// The key that the tokens are bound to.
    binding: Option<Arc<Binding>>,
}

impl Login {
    /// Whether the tokens are bound to a key of this login's own, so that only this program can use them (RFC 9449).
    #[must_use]
    pub const fn is_bound(&self) -> bool {
        self.binding.is_some()
    }
}
