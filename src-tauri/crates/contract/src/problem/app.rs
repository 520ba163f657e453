//! The shell's own failures: made where page and engine meet, at the door, before a journey, or after it.

use inngang_engine::problem::{Action, Code, Turn};

use super::Problem;

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
    BAD_DATE,
    KEY_IN_RENEWAL,
    SECRET_GONE,
    NO_RENEWAL,
    CLIENT_ON_SYSTEM,
    SYSTEM_USER_THERE,
    CANNOT_DELEGATE,
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
const BAD_DATE: Code = Code { name: "app.bad_date", turn: Turn::You, facts: &[] };
const KEY_IN_RENEWAL: Code = Code { name: "app.key_in_renewal", turn: Turn::You, facts: &["client"] };
const SECRET_GONE: Code = Code { name: "app.secret_gone", turn: Turn::You, facts: &["client"] };
const NO_RENEWAL: Code = Code { name: "app.no_renewal", turn: Turn::You, facts: &["client"] };
const CLIENT_ON_SYSTEM: Code = Code { name: "app.client_on_system", turn: Turn::You, facts: &["client"] };
const SYSTEM_USER_THERE: Code = Code { name: "app.system_user_there", turn: Turn::You, facts: &[] };
const CANNOT_DELEGATE: Code = Code { name: "app.cannot_delegate", turn: Turn::You, facts: &[] };
const CANCELLED: Code = Code { name: "app.cancelled", turn: Turn::You, facts: &[] };

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

    /// Not a day.
    #[must_use]
    pub fn bad_date() -> Self {
        BAD_DATE.problem().into()
    }

    /// A key that a renewal under way needs.
    #[must_use]
    pub fn key_in_renewal(client: &str) -> Self {
        KEY_IN_RENEWAL.problem().with("client", client).offer(Action::RenewKey).into()
    }

    /// The vault has no secret of this client.
    #[must_use]
    pub fn secret_gone(client: &str) -> Self {
        SECRET_GONE.problem().with("client", client).into()
    }

    /// In practice: a client is on one system at a time.
    #[must_use]
    pub fn client_on_system(client: &str) -> Self {
        CLIENT_ON_SYSTEM.problem().with("client", client).into()
    }

    /// In practice: the same owner has the same system user already.
    #[must_use]
    pub fn system_user_there() -> Self {
        SYSTEM_USER_THERE.problem().into()
    }

    /// In practice: the scope cannot be delegated, or not between these two.
    #[must_use]
    pub fn cannot_delegate() -> Self {
        CANNOT_DELEGATE.problem().into()
    }

    /// Nothing of this client's is being renewed.
    #[must_use]
    pub fn no_renewal(client: &str) -> Self {
        NO_RENEWAL.problem().with("client", client).offer(Action::RenewKey).into()
    }

    /// The person stopped it.
    #[must_use]
    pub fn cancelled() -> Self {
        CANCELLED.problem().offer(Action::TryAgain).into()
    }
}
