//! How choosing an environment fails.

use crate::problem::{Action, Explain, Problem};

codes! { "environment":
    MALFORMED = "malformed", turn: You, facts: [line];
    BAD_HOST = "bad_host", turn: You, facts: [field, value];
    RETIRED = "retired_host", turn: You, facts: [host];
    BAD_CA = "bad_ca", turn: You, facts: [file];
    UNREADABLE = "unreadable", turn: You, facts: [file];
    NO_HOST = "no_host", turn: You, facts: [field];
}

/// How choosing an environment fails.
#[derive(Debug, Clone, thiserror::Error)]
pub enum EnvironmentError {
    /// Not TOML, or a member that we do not know.
    #[error("environment file malformed at line {line}")]
    Malformed {
        /// First line that is wrong, from 1; 0 when it cannot be told.
        line: i64,
    },
    /// Not https, nor http on loopback where that is allowed.
    #[error("host {field} is not acceptable")]
    BadHost {
        /// Name in `[hosts]`.
        field: &'static str,
        /// What stood there.
        value: String,
    },
    /// Switched off for good.
    #[error("host {host} is retired")]
    Retired {
        /// The host.
        host: String,
    },
    /// The `tls_ca` file is no PEM certificate.
    #[error("not a PEM certificate: {file}")]
    BadCa {
        /// As written in the environment file.
        file: String,
    },
    /// The file cannot be read.
    #[error("cannot read {file}")]
    Unreadable {
        /// As given.
        file: String,
    },
    /// A journey needs a host that this environment leaves out.
    #[error("this environment has no {field}")]
    NoHost {
        /// Name in `[hosts]`.
        field: &'static str,
    },
}

impl Explain for EnvironmentError {
    fn explain(&self) -> Problem {
        match self {
            Self::Malformed { line } => MALFORMED.problem().with("line", *line),
            Self::BadHost { field, value } => BAD_HOST.problem().with("field", *field).with("value", value),
            Self::Retired { host } => RETIRED.problem().with("host", host),
            Self::BadCa { file } => BAD_CA.problem().with("file", file),
            Self::Unreadable { file } => UNREADABLE.problem().with("file", file),
            Self::NoHost { field } => NO_HOST.problem().with("field", *field).offer(Action::ReviewStart),
        }
    }
}
