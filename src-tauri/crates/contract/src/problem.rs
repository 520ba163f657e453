//! A failure as the page gets it. No English sentence crosses; the texts are in the locales under the code.

use std::collections::BTreeMap;

use inngang_engine::problem::{Action, Explain, Fact, Said, Turn};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

mod app;

pub use app::APP_CODES;

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
    RenewKey,
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
    RenewKey,
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
