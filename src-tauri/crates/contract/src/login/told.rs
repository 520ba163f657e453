//! A login as the page is told of it: under way, in memory, over.

use inngang_engine::login::{BrowserSession, LoggedOut, Login, Progress, Represented, UserInfo};
use inngang_engine::names::NationalId;
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;
use ts_rs::TS;

use super::{LoginAuthentication, LoginLevel, LoginProvider};
use crate::problem::Problem;
use crate::{AppView, moment};

/// A browser of this computer's.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct BrowserView {
    /// For [`OpenLoginIn`].
    pub id: String,
    /// As the system calls it.
    pub name: String,
}

/// The browsers of this computer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct BrowsersView {
    /// By name; empty where the system does not tell.
    pub browsers: Vec<BrowserView>,
}

/// While the person is in the browser.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum LoginProgress {
    /// The browser was asked to open this address.
    Waiting {
        /// To copy by hand.
        url: String,
        /// The redirect URI in use, to register.
        redirect_uri: String,
        /// Whether a browser was started.
        browser_opened: bool,
    },
    /// The browser came back; the token is being fetched.
    Returned,
}

/// An organisation that the person chose to represent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct RepresentedView {
    /// As the provider writes it.
    pub organisation: String,
    /// Name, where it is told.
    pub name: Option<String>,
    /// What the right is in, where it is told.
    pub resource: Option<String>,
    /// Rights, where they are told.
    pub rights: Vec<String>,
}

/// Who logged in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct LoginView {
    /// Whether the session still lives; false after a restart, half an hour without use, a locked vault.
    pub held: bool,
    /// Whose login it was.
    #[serde(default)]
    pub provider: LoginProvider,
    /// How the client proved itself.
    #[serde(default)]
    pub authentication: LoginAuthentication,
    /// The redirect URI as it is registered.
    #[serde(default)]
    pub redirect: Option<String>,
    /// Name, when the eID gave one.
    pub name: Option<String>,
    /// First six digits and stars.
    pub national_id: Option<String>,
    /// `acr`.
    pub acr: String,
    /// The same as a level, where it is one.
    #[serde(default)]
    pub level: Option<LoginLevel>,
    /// `amr`.
    pub amr: Vec<String>,
    /// Client.
    pub client_id: String,
    /// Scopes that were given.
    pub scopes: Vec<String>,
    /// Scopes that were asked for and not given.
    pub scopes_missing: Vec<String>,
    /// Whom they chose to represent.
    #[serde(default)]
    pub represented: Vec<RepresentedView>,
    /// Whether a session of the browser's was used, so that nobody was asked to log in.
    #[serde(default)]
    pub from_earlier_session: bool,
    /// Whether the access token can be renewed without a new login.
    #[serde(default)]
    pub refreshable: bool,
    /// Whether the tokens are bound to a key of this login's own.
    #[serde(default)]
    pub dpop: bool,
    /// RFC 3339.
    pub logged_in_at: String,
    /// RFC 3339; of the access token.
    pub expires_at: String,
    /// RFC 3339; when the session ends if nobody uses it.
    #[serde(default)]
    pub idle_ends_at: Option<String>,
}

/// What userinfo tells.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct UserInfoView {
    /// Name, when the eID gave one.
    pub name: Option<String>,
    /// First six digits and stars.
    pub national_id: Option<String>,
    /// `nb`, `nn`, `en`, `se`.
    pub locale: Option<String>,
}

/// One's own national identity number, shown because one asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct RevealedNationalId {
    /// Eleven digits.
    pub national_id: String,
}

/// What became of the session in the browser.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the same names as the engine's BrowserSession, documented there")]
pub enum BrowserSessionView {
    NotOffered,
    NotSent,
    Sent,
    CameBack,
}

/// A login that is over.
#[derive(Debug, Clone, Serialize, TS)]
pub struct LoggedOutView {
    /// The program without it.
    pub app: AppView,
    /// Why the provider did not take the tokens back; they are gone from here all the same.
    pub problem: Option<Problem>,
    /// None when nobody was logged in any more.
    pub browser: Option<BrowserSessionView>,
}

impl LoggedOutView {
    /// What the page is told.
    #[must_use]
    pub fn new(app: AppView, problem: Option<Problem>, out: Option<&LoggedOut>) -> Self {
        let browser = out.map(|out| match out.browser {
            BrowserSession::NotOffered => BrowserSessionView::NotOffered,
            BrowserSession::NotSent => BrowserSessionView::NotSent,
            BrowserSession::Sent => BrowserSessionView::Sent,
            BrowserSession::CameBack => BrowserSessionView::CameBack,
        });
        Self { app, problem, browser }
    }
}

impl From<Progress> for LoginProgress {
    fn from(progress: Progress) -> Self {
        match progress {
            Progress::Waiting { url, redirect_uri, browser_opened } => Self::Waiting { url: url.into(), redirect_uri, browser_opened },
            Progress::Returned => Self::Returned,
        }
    }
}

impl From<&Represented> for RepresentedView {
    fn from(represented: &Represented) -> Self {
        let Represented { organisation, name, resource, rights } = represented.clone();
        Self { organisation, name, resource, rights }
    }
}

impl From<&UserInfo> for UserInfoView {
    fn from(info: &UserInfo) -> Self {
        let name: Vec<&str> = [&info.given_name, &info.family_name].into_iter().flatten().map(String::as_str).collect();
        Self {
            name: (!name.is_empty()).then(|| name.join(" ")),
            national_id: info.pid.as_ref().map(NationalId::masked),
            locale: info.locale.clone(),
        }
    }
}

impl LoginView {
    /// A login as the page shows it: what it proved, and how it was asked for.
    #[must_use]
    pub fn new(login: &Login, authentication: LoginAuthentication, redirect: Option<String>, now: OffsetDateTime) -> Self {
        let facts = &login.facts;
        Self {
            held: true,
            provider: login.client.provider.into(),
            authentication,
            redirect,
            name: facts.name.clone(),
            national_id: facts.pid.as_ref().map(NationalId::masked),
            acr: facts.acr.clone(),
            level: facts.level.map(LoginLevel::from),
            amr: facts.amr.clone(),
            client_id: login.client.id.to_string(),
            scopes: facts.scopes_granted.clone(),
            scopes_missing: facts.scopes_missing.clone(),
            represented: facts.represented.iter().map(RepresentedView::from).collect(),
            from_earlier_session: facts.from_earlier_session,
            refreshable: login.refresh_token.is_some(),
            dpop: login.is_bound(),
            logged_in_at: moment(now),
            expires_at: moment(login.expires_at.wall),
            idle_ends_at: None,
        }
    }
}
