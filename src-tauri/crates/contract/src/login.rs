//! Login with ID-porten or Ansattporten on the page.

use inngang_engine::login::{
    About, Actor, AuthorizationDetails, BrowserSession, Level, LoggedOut, Login, Progress, Prompt, Provider, Represented, Stage, State,
    UserInfo,
};
use inngang_engine::names::NationalId;
use inngang_engine::secret::Secret;
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;
use ts_rs::TS;

use crate::problem::Problem;
use crate::{AppView, moment};

/// Whose login it is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum LoginProvider {
    /// For persons as such.
    #[default]
    Idporten,
    /// For persons who act for an organisation.
    Ansattporten,
}

/// Level of assurance.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "idporten-loa-substantial and idporten-loa-high")]
pub enum LoginLevel {
    Substantial,
    High,
}

/// How the client proves itself.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum LoginAuthentication {
    /// `none`: a native client.
    #[default]
    None,
    /// `private_key_jwt` with the client's registered key.
    Key,
    /// `private_key_jwt` with the enterprise certificate.
    Certificate,
    /// `client_secret_basic`.
    ClientSecretBasic,
    /// `client_secret_post`.
    ClientSecretPost,
}

/// What the person shall meet even with a session in the browser.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum LoginPrompt {
    /// The login page.
    Login,
    /// The question for consent.
    Consent,
}

/// What the right is in that the person is to have in the organisation they choose.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", content = "value", rename_all = "snake_case")]
pub enum RepresentAbout {
    /// A service of Altinn 2, `2480:40`.
    Service(String),
    /// A resource of Altinn 3.
    Resource(String),
    /// The organisation of a work account.
    WorkAccount,
}

/// Whom the person is to represent; Ansattporten alone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Represent {
    /// What the right is in.
    pub about: RepresentAbout,
    /// Whether several may be chosen.
    pub multiple: bool,
    /// Whether the login fails for one who represents nobody.
    pub required: bool,
}

/// Starts a login. A second start cancels the first.
#[derive(Debug, Deserialize, TS)]
pub struct StartLogin {
    /// Whose.
    pub provider: LoginProvider,
    /// Client id as typed.
    pub client_id: String,
    /// As the client is registered.
    pub authentication: LoginAuthentication,
    /// The client's secret as typed; none to use the one that is kept.
    #[ts(type = "string | null")]
    pub client_secret: Option<Secret<String>>,
    /// Scopes as typed, beside `openid` and `profile`.
    pub scopes: String,
    /// What is asked for and accepted, as it is written: `substantial`, `high`, `eidas-loa-high`, `selfregistered-email`, `entraid`.
    pub acr: Vec<String>,
    /// What the person shall meet.
    pub prompt: Option<LoginPrompt>,
    /// The redirect URI as it is registered: `http://127.0.0.1:0/callback`.
    pub redirect: String,
    /// Whether to push the request where the provider offers it.
    pub pushed: bool,
    /// Whether to bind the tokens to a key of this login's own.
    pub dpop: bool,
    /// Whom to represent.
    pub represent: Option<Represent>,
}

/// Ends a login.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct EndLogin {
    /// The registered `post_logout_redirect_uri` on this computer, if there is one.
    pub returns_to: Option<String>,
}

/// Opens the login that waits in another browser, or once more in the same.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct OpenLoginIn {
    /// Id of the browser; none for the usual one.
    pub browser: Option<String>,
}

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

/// Who takes part in a login.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the same names as the engine's Actor, documented there")]
pub enum LoginActor {
    Program,
    Browser,
    Person,
    Provider,
}

/// How far one stage of a login has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum LoginStageState {
    /// It went well.
    Done,
    /// It stopped here.
    Failed,
    /// It is under way.
    Waiting,
    /// The login stopped before it.
    NotReached,
}

/// One stage of a login: who asked whom for what.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct LoginStageView {
    /// The text's key: `metadata`, `pushed`, `browser`, `person`, `callback`, `token`, `id_token`, `userinfo`, `refresh`, `logout`.
    pub name: String,
    /// Who asked.
    pub from: LoginActor,
    /// Whom.
    pub to: LoginActor,
    /// How far it has come.
    pub state: LoginStageState,
    /// The code that it failed with.
    pub code: Option<String>,
    /// RFC 3339; when it was over.
    pub at: Option<String>,
    /// How long it took.
    #[ts(type = "number | null")]
    pub milliseconds: Option<u64>,
    /// HTTP status, where there was an exchange.
    pub status: Option<u16>,
}

/// The road of the last login, whether or not it came to its end.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct LoginTrailView {
    /// In their order; empty when nobody has logged in since the program started.
    pub stages: Vec<LoginStageView>,
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

impl From<Stage> for LoginStageView {
    fn from(stage: Stage) -> Self {
        let (state, code) = match stage.state {
            State::Done => (LoginStageState::Done, None),
            State::Failed { code } => (LoginStageState::Failed, Some(code.to_owned())),
            State::Waiting => (LoginStageState::Waiting, None),
            State::NotReached => (LoginStageState::NotReached, None),
        };
        let actor = |actor| match actor {
            Actor::Program => LoginActor::Program,
            Actor::Browser => LoginActor::Browser,
            Actor::Person => LoginActor::Person,
            Actor::Provider => LoginActor::Provider,
        };
        Self {
            name: stage.name.to_owned(),
            from: actor(stage.from),
            to: actor(stage.to),
            state,
            code,
            at: stage.at.map(moment),
            milliseconds: stage.milliseconds,
            status: stage.status,
        }
    }
}

impl From<LoginProvider> for Provider {
    fn from(provider: LoginProvider) -> Self {
        match provider {
            LoginProvider::Idporten => Self::Idporten,
            LoginProvider::Ansattporten => Self::Ansattporten,
        }
    }
}

impl From<Provider> for LoginProvider {
    fn from(provider: Provider) -> Self {
        match provider {
            Provider::Idporten => Self::Idporten,
            Provider::Ansattporten => Self::Ansattporten,
        }
    }
}

impl From<Level> for LoginLevel {
    fn from(level: Level) -> Self {
        match level {
            Level::Substantial => Self::Substantial,
            Level::High => Self::High,
        }
    }
}

impl From<LoginPrompt> for Prompt {
    fn from(prompt: LoginPrompt) -> Self {
        match prompt {
            LoginPrompt::Login => Self::Login,
            LoginPrompt::Consent => Self::Consent,
        }
    }
}

impl From<Represent> for AuthorizationDetails {
    fn from(Represent { about, multiple, required }: Represent) -> Self {
        let about = match about {
            RepresentAbout::Service(code) => About::Service(code),
            RepresentAbout::Resource(id) => About::Resource(id),
            RepresentAbout::WorkAccount => About::WorkAccount,
        };
        Self { multiple, required, ..Self::about(about) }
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
