//! A failure as the page gets it. No English sentence crosses; the texts are in the locales under the code.

use std::collections::BTreeMap;

use inngang_engine::problem::{Action, Code, Explain, Fact, Said, Turn};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// The shell's own failures: those of no noun.
pub const APP_CODES: &[Code] = &[
    BUG,
    UNEXPECTED,
    NOT_SAVED,
    NO_PROFILE,
    NO_PRACTICE,
    STEP_MISSING,
    NO_BROWSER,
    BAD_ORGANISATION,
    BAD_CLIENT_ID,
    BAD_SCOPES,
    FILE_GONE,
    TOKEN_GONE,
    CANCELLED,
    NOT_TYPED,
];

const BUG: Code = Code { name: "app.bug", turn: Turn::Us, facts: &[] };
const UNEXPECTED: Code = Code { name: "app.unexpected", turn: Turn::Us, facts: &[] };
const NOT_SAVED: Code = Code { name: "app.not_saved", turn: Turn::You, facts: &["file"] };
const NO_PROFILE: Code = Code { name: "app.no_profile", turn: Turn::You, facts: &[] };
const NO_PRACTICE: Code = Code { name: "app.no_practice", turn: Turn::Us, facts: &[] };
const STEP_MISSING: Code = Code { name: "app.step_missing", turn: Turn::You, facts: &["step"] };
const NO_BROWSER: Code = Code { name: "app.no_browser", turn: Turn::You, facts: &["address"] };
const BAD_ORGANISATION: Code = Code { name: "app.bad_organisation", turn: Turn::You, facts: &[] };
const BAD_CLIENT_ID: Code = Code { name: "app.bad_client_id", turn: Turn::You, facts: &[] };
const BAD_SCOPES: Code = Code { name: "app.bad_scopes", turn: Turn::You, facts: &[] };
const FILE_GONE: Code = Code { name: "app.file_gone", turn: Turn::You, facts: &[] };
const TOKEN_GONE: Code = Code { name: "app.token_gone", turn: Turn::You, facts: &[] };
const NOT_TYPED: Code = Code { name: "app.not_typed", turn: Turn::You, facts: &["name"] };
const CANCELLED: Code = Code { name: "app.cancelled", turn: Turn::You, facts: &[] };

/// Whose move it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum TurnView {
    /// The person.
    You,
    /// Their organisation.
    YourOrganisation,
    /// The service.
    Service,
    /// The network.
    Network,
    /// This program.
    Us,
}

/// A value for a text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", content = "value", rename_all = "snake_case")]
pub enum FactView {
    /// Shown as it is.
    Text(String),
    /// A count, or seconds.
    Number(#[ts(type = "number")] i64),
    /// RFC 3339, UTC.
    Moment(String),
    /// Several codes.
    List(Vec<String>),
}

/// A button that does the remedy.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the same names as the engine's Action, documented there")]
pub enum ActionView {
    TryAgain,
    PickFile,
    EnterPassword,
    UnlockVault,
    CreateKey,
    ImportKey,
    ImportCertificate,
    RegisterKey,
    UseKey,
    ReviewClient,
    ReviewStart,
    LogInAgain,
    FetchToken,
    OpenPortal,
    OpenPractice,
    OpenTrail,
    OrderCertificate,
}

/// What the service answered.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SaidView {
    /// HTTP status.
    pub status: Option<u16>,
    /// The service's code.
    pub error: Option<String>,
    /// Its words.
    pub description: Option<String>,
    /// For its support.
    pub trace_id: Option<String>,
}

/// A failure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Problem {
    /// `noun.what`.
    pub code: String,
    /// Whose move it is.
    pub turn: TurnView,
    /// Values for the texts, by name.
    pub facts: BTreeMap<String, FactView>,
    /// At most two buttons.
    pub actions: Vec<ActionView>,
    /// The service's own words.
    pub said: Option<Box<SaidView>>,
}

impl Problem {
    /// A panic in a command.
    #[must_use]
    pub fn bug() -> Self {
        BUG.problem().into()
    }

    /// The chosen place could not be written.
    #[must_use]
    pub fn not_saved(file: &str) -> Self {
        NOT_SAVED.problem().with("file", file).offer(Action::TryAgain).into()
    }

    /// A journey was called before a profile was chosen.
    #[must_use]
    pub fn no_profile() -> Self {
        NO_PROFILE.problem().offer(Action::ReviewStart).into()
    }

    /// Practice is not running.
    #[must_use]
    pub fn no_practice() -> Self {
        NO_PRACTICE.problem().offer(Action::TryAgain).into()
    }

    /// A journey needs what an earlier step makes.
    #[must_use]
    pub fn step_missing(step: &str) -> Self {
        STEP_MISSING.problem().with("step", step).into()
    }
}

/// Failures that are made where page and engine meet: at the door, before a journey, or after it.
impl Problem {
    /// No browser opened; the address can be copied.
    #[must_use]
    pub fn no_browser(address: &str) -> Self {
        NO_BROWSER.problem().with("address", address).into()
    }

    /// Not an organisation number.
    #[must_use]
    pub fn bad_organisation() -> Self {
        BAD_ORGANISATION.problem().into()
    }

    /// Not a client id; nine digits are an organisation number.
    #[must_use]
    pub fn bad_client_id() -> Self {
        BAD_CLIENT_ID.problem().into()
    }

    /// No scope, or characters that a scope cannot have.
    #[must_use]
    pub fn bad_scopes() -> Self {
        BAD_SCOPES.problem().into()
    }

    /// The chosen file is no longer held.
    #[must_use]
    pub fn file_gone() -> Self {
        FILE_GONE.problem().offer(Action::PickFile).into()
    }

    /// The token has expired, or the program was closed meanwhile.
    #[must_use]
    pub fn token_gone() -> Self {
        TOKEN_GONE.problem().offer(Action::FetchToken).into()
    }

    /// The login has expired, or the program was closed meanwhile.
    #[must_use]
    pub fn login_gone() -> Self {
        TOKEN_GONE.problem().offer(Action::LogInAgain).into()
    }

    /// What was typed to confirm is not the name.
    #[must_use]
    pub fn not_typed(name: &str) -> Self {
        NOT_TYPED.problem().with("name", name).into()
    }

    /// The person stopped it.
    #[must_use]
    pub fn cancelled() -> Self {
        CANCELLED.problem().offer(Action::TryAgain).into()
    }
}

/// As the log prints it before there is a page.
impl std::fmt::Display for FactView {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Text(text) | Self::Moment(text) => f.write_str(text),
            Self::Number(number) => number.fmt(f),
            Self::List(list) => f.write_str(&list.join(", ")),
        }
    }
}

/// Every error of the engine's crosses like this, so `?` is all that a command needs.
impl<E: Explain> From<E> for Problem {
    fn from(error: E) -> Self {
        let problem = error.explain();
        Self {
            code: problem.code.to_owned(),
            turn: problem.turn.into(),
            facts: facts(&problem.facts),
            actions: problem.actions.into_iter().map(ActionView::from).collect(),
            said: problem.said.map(|said| Box::new(said.into())),
        }
    }
}

/// Facts as the page gets them.
pub(crate) fn facts(facts: &BTreeMap<&'static str, Fact>) -> BTreeMap<String, FactView> {
    facts.iter().map(|(name, fact)| ((*name).to_owned(), fact.clone().into())).collect()
}

impl From<Turn> for TurnView {
    fn from(turn: Turn) -> Self {
        match turn {
            Turn::You => Self::You,
            Turn::YourOrganisation => Self::YourOrganisation,
            Turn::Service => Self::Service,
            Turn::Network => Self::Network,
            Turn::Us => Self::Us,
        }
    }
}

impl From<Fact> for FactView {
    fn from(fact: Fact) -> Self {
        match fact {
            Fact::Text(text) => Self::Text(text),
            Fact::Number(number) => Self::Number(number),
            Fact::Moment(moment) => Self::Moment(crate::moment(moment)),
            Fact::List(list) => Self::List(list),
        }
    }
}

impl From<Said> for SaidView {
    fn from(said: Said) -> Self {
        Self { status: said.status, error: said.error, description: said.description, trace_id: said.trace_id }
    }
}

macro_rules! same_names {
    ($($name:ident),+ $(,)?) => {
        impl From<Action> for ActionView {
            fn from(action: Action) -> Self {
                match action { $(Action::$name => Self::$name),+ }
            }
        }
    };
}
same_names!(
    TryAgain,
    PickFile,
    EnterPassword,
    UnlockVault,
    CreateKey,
    ImportKey,
    ImportCertificate,
    RegisterKey,
    UseKey,
    ReviewClient,
    ReviewStart,
    LogInAgain,
    FetchToken,
    OpenPortal,
    OpenPractice,
    OpenTrail,
    OrderCertificate,
);
