//! What went wrong, in a form that a page, a report and a test can all read: code, turn, facts, actions, said.

use std::collections::BTreeMap;

use time::OffsetDateTime;

/// Whose move it is. Sets the tone and the colour of the card, and groups findings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Turn {
    /// The person at the keyboard can mend it here and now.
    You,
    /// Somebody in the organisation must act: order, approve, delegate.
    YourOrganisation,
    /// The service, or the authority that owns it.
    Service,
    /// A proxy, a firewall, the line.
    Network,
    /// A fault of this program.
    Us,
}

/// One row of a noun's code table: stable, lower case, `noun.what`. Never renamed, only retired.
#[derive(Debug, Clone, Copy)]
pub struct Code {
    /// `noun.what`: the text key, the test's name and the search word at once.
    pub name: &'static str,
    /// Whose move it is.
    pub turn: Turn,
    /// The facts that texts may use as placeholders; a problem must carry each of them.
    pub facts: &'static [&'static str],
}

impl Code {
    /// A problem with this code and no facts yet.
    #[must_use]
    pub const fn problem(&self) -> Problem {
        Problem { code: self.name, turn: self.turn, facts: BTreeMap::new(), actions: Vec::new(), said: None }
    }
}

/// Declares a noun's code table: one constant a code, and `CODES` with them all.
#[macro_export]
macro_rules! codes {
    ($noun:literal: $($(#[$doc:meta])* $name:ident = $what:literal, turn: $turn:ident $(, facts: [$($fact:ident),+ $(,)?])?;)+) => {
        $($(#[$doc])* pub(crate) const $name: $crate::problem::Code = $crate::problem::Code {
            name: concat!($noun, ".", $what),
            turn: $crate::problem::Turn::$turn,
            facts: &[$($(stringify!($fact)),+)?],
        };)+
        /// Every code of this noun.
        pub const CODES: &[$crate::problem::Code] = &[$($name),+];
    };
}

/// A named, safe, typed value that the page formats in its own language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fact {
    /// A code, a host, a scope, a name: shown as it is.
    Text(String),
    /// A count, or a number of seconds.
    Number(i64),
    /// A moment, UTC.
    Moment(OffsetDateTime),
    /// Several codes, in the order found.
    List(Vec<String>),
}

impl From<&str> for Fact {
    fn from(value: &str) -> Self {
        Self::Text(value.to_owned())
    }
}
impl From<String> for Fact {
    fn from(value: String) -> Self {
        Self::Text(value)
    }
}
impl From<&String> for Fact {
    fn from(value: &String) -> Self {
        Self::Text(value.clone())
    }
}
impl From<i64> for Fact {
    fn from(value: i64) -> Self {
        Self::Number(value)
    }
}
impl From<OffsetDateTime> for Fact {
    fn from(value: OffsetDateTime) -> Self {
        Self::Moment(value)
    }
}
impl From<Vec<String>> for Fact {
    fn from(value: Vec<String>) -> Self {
        Self::List(value)
    }
}

/// A button that does the remedy.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Action {
    /// Do the same again; safe to repeat.
    TryAgain,
    /// Choose another file.
    PickFile,
    /// Type the password again.
    EnterPassword,
    /// Unlock the vault.
    UnlockVault,
    /// Go to the step where keys are made.
    CreateKey,
    /// Go to the step where a key that was made elsewhere is taken in.
    ImportKey,
    /// Go to the step where certificates are taken in.
    ImportCertificate,
    /// Go to the step where the public key is registered.
    RegisterKey,
    /// Renew a client's key with overlap.
    RenewKey,
    /// Sign with a registered key instead of the certificate.
    UseKey,
    /// Look at client id and scopes.
    ReviewClient,
    /// Go to the start: environment and organisation.
    ReviewStart,
    /// Log in again.
    LogInAgain,
    /// Fetch a new Maskinporten token.
    FetchToken,
    /// Open the self-service portal in the browser.
    OpenPortal,
    /// Open the practice panel: faults and town hall.
    OpenPractice,
    /// Show the trail.
    OpenTrail,
    /// Order an enterprise certificate.
    OrderCertificate,
}

/// What the service answered, verbatim. Scrubbed like a report when it leaves the screen.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Said {
    /// HTTP status, when there was one.
    pub status: Option<u16>,
    /// The `error` member (RFC 6749 §5.2), or the service's own code.
    pub error: Option<String>,
    /// `error_description`, or the first lines of a body that was not what we asked for.
    pub description: Option<String>,
    /// Trace or correlation id, for the service's support.
    pub trace_id: Option<String>,
}

/// A failure on its way to a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// `noun.what`.
    pub code: &'static str,
    /// Whose move it is.
    pub turn: Turn,
    /// Values for the texts, by name.
    pub facts: BTreeMap<&'static str, Fact>,
    /// At most two buttons.
    pub actions: Vec<Action>,
    /// The service's own words.
    pub said: Option<Said>,
}

impl Problem {
    /// Adds a fact. Its name must be declared in the code table (a test walks them).
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Into<Fact>) -> Self {
        self.facts.insert(name, value.into());
        self
    }

    /// Adds a button.
    #[must_use]
    pub fn offer(mut self, action: Action) -> Self {
        self.actions.push(action);
        self
    }

    /// Adds the service's own words.
    #[must_use]
    pub fn said(mut self, said: Said) -> Self {
        self.said = Some(said);
        self
    }
}

/// Every error of ours can say what it means to a person.
pub trait Explain {
    /// Code, facts and buttons for this failure.
    fn explain(&self) -> Problem;
}

/// A problem is its own explanation.
impl Explain for Problem {
    fn explain(&self) -> Problem {
        self.clone()
    }
}
