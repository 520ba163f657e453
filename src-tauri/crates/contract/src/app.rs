//! What the window shows before any journey: settings, profile, vault, road, and what is done so far.

use inngang_engine::environment::Kind;
use inngang_engine::road::Step;
use inngang_engine::secret::Secret;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{AccessView, CalendarEntry, CertificateView, KeyView, LoginView, RoadView, SystemUserStepView, TokenView};

/// Language of the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "ISO 639-1 codes")]
pub enum Language {
    Nb,
    Nn,
    En,
}

/// Light, dark, or as the system says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "they say it")]
pub enum Theme {
    System,
    Light,
    Dark,
}

/// The kinds of environment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "they say it")]
pub enum EnvironmentKind {
    Practice,
    Test,
    Production,
    Custom,
}

/// The operating system that the program runs on, whose settings a person may have to open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "they say it")]
pub enum SystemName {
    Windows,
    Macos,
    Linux,
}

/// Settings of the program.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SettingsView {
    /// Language.
    pub language: Language,
    /// Theme.
    pub theme: Theme,
}

/// Change of settings; what is left out stays.
#[derive(Debug, Clone, Copy, Default, Deserialize, TS)]
pub struct ChangeSettings {
    /// Language.
    pub language: Option<Language>,
    /// Theme.
    pub theme: Option<Theme>,
}

/// One organisation in one environment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ProfileView {
    /// Its id.
    pub id: String,
    /// Environment.
    pub environment: EnvironmentKind,
    /// A custom environment's own name.
    pub environment_name: Option<String>,
    /// Nine digits.
    pub organisation: String,
    /// Name, when known.
    pub organisation_name: Option<String>,
}

/// Chooses, and where needed makes, a profile.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct ChooseProfile {
    /// Environment.
    pub environment: EnvironmentKind,
    /// As typed or pasted.
    pub organisation: String,
    /// Name, when known.
    pub organisation_name: Option<String>,
}

/// Opens a profile that is there already.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct OpenProfile {
    /// Its id.
    pub id: String,
}

/// State of the vault.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum VaultView {
    /// Keys can be used.
    Open,
    /// Its password is asked for.
    Locked,
    /// No keychain; a password must be chosen first (`vault_protect`).
    NeedsPassword,
    /// The keychain that held its identity does not answer (`vault_start_over`, or try again).
    KeychainGone,
    /// The profile was made on another computer, whose keychain has its identity.
    Moved,
    /// Locked, and the keychain has its identity: it is asked when the person says so (`vault_reopen`).
    LockedInKeychain,
}

/// A password for the vault. A secret: it goes in and never comes out.
#[derive(Debug, Deserialize, TS)]
pub struct UnlockVault {
    /// As typed.
    #[ts(type = "string")]
    pub password: Secret<String>,
}

/// A wizard step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the steps of design.md 4")]
pub enum StepName {
    Start,
    Certificate,
    Key,
    Maskinporten,
    Login,
    SystemUser,
    Access,
    Done,
}

/// What is done so far; resumed after a restart.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, TS)]
pub struct SetupView {
    /// Step 1.
    pub road: Option<RoadView>,
    /// Step 2.
    pub certificate: Option<CertificateView>,
    /// Step 3.
    pub key: Option<KeyView>,
    /// Step 4: the newest token by any credential. `held` tells whether it still lives in memory.
    pub maskinporten: Option<TokenView>,
    /// Step 5.
    pub login: Option<LoginView>,
    /// Step 6.
    pub system_user: SystemUserStepView,
    /// Step 7: the newest ladder.
    pub access: Option<AccessView>,
    /// The administration client that signs with the certificate, and is disconnected when it is forgotten.
    pub administers: Option<String>,
}

/// The window's whole state at one moment.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct AppView {
    /// Version of the program.
    pub version: String,
    /// Operating system.
    pub system: SystemName,
    /// Settings.
    pub settings: SettingsView,
    /// The profile in use; none before the first choice in an environment.
    pub profile: Option<ProfileView>,
    /// All profiles.
    pub profiles: Vec<ProfileView>,
    /// Name of the custom environment that the program was started with.
    pub custom_environment: Option<String>,
    /// State of the profile's vault.
    pub vault: Option<VaultView>,
    /// What is done so far in the profile.
    pub setup: SetupView,
    /// What ends soon or has ended, and was not put away in this run.
    pub reminders: Vec<CalendarEntry>,
    /// What a start met and mended: a damaged database set aside, say. Shown once.
    pub notices: Vec<crate::Problem>,
}

/// Pages that a button opens in the browser. Addresses are the engine's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Page {
    /// Digdir's self-service portal of the environment.
    Portal,
    /// The practice town hall.
    TownHall,
    /// Where enterprise certificates are ordered: Buypass.
    OrderBuypass,
    /// Where enterprise certificates are ordered: Commfides.
    OrderCommfides,
    /// Digdir's status page.
    Status,
    /// Where the terms of use are signed.
    Terms,
}

/// Opens a page in the browser.
#[derive(Debug, Clone, Copy, Deserialize, TS)]
pub struct OpenPage {
    /// Which.
    pub page: Page,
}

impl From<&str> for SystemName {
    /// As Rust calls it. What is neither of the two others has Linux' ways.
    fn from(system: &str) -> Self {
        match system {
            "windows" => Self::Windows,
            "macos" => Self::Macos,
            _ => Self::Linux,
        }
    }
}

impl From<Kind> for EnvironmentKind {
    fn from(kind: Kind) -> Self {
        match kind {
            Kind::Practice => Self::Practice,
            Kind::Test => Self::Test,
            Kind::Production => Self::Production,
            Kind::Custom => Self::Custom,
        }
    }
}

impl From<Step> for StepName {
    fn from(step: Step) -> Self {
        match step {
            Step::Certificate => Self::Certificate,
            Step::Key => Self::Key,
            Step::Maskinporten => Self::Maskinporten,
            Step::Login => Self::Login,
            Step::SystemUser => Self::SystemUser,
            Step::Access => Self::Access,
            Step::Done => Self::Done,
        }
    }
}

impl Language {
    /// As the engine and the compiled-in texts name it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Nb => "nb",
            Self::Nn => "nn",
            Self::En => "en",
        }
    }
}
