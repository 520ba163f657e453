//! How an exchange fails before the service's answer means anything.

use crate::problem::{Action, Explain, Problem, Said};

codes! { "network":
    UNREACHABLE = "unreachable", turn: Network, facts: [host];
    TLS = "tls", turn: Network, facts: [host];
    TIMED_OUT = "timed_out", turn: Network, facts: [host];
    DROPPED = "dropped", turn: Network, facts: [host];
    TOO_LARGE = "too_large", turn: Service, facts: [host];
    NOT_JSON = "not_json", turn: Network, facts: [host];
    SERVER_ERROR = "server_error", turn: Service, facts: [host, status];
    FOREIGN_SCHEME = "foreign_address", turn: Service, facts: [host];
}

/// How an exchange fails before the service's answer means anything.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum HttpFailure {
    /// No connection: DNS, routing, refused.
    #[error("cannot reach {host}")]
    Unreachable {
        /// Host and port.
        host: String,
    },
    /// The certificate of the other side is not trusted, or TLS is broken on the way.
    #[error("TLS with {host} failed")]
    Tls {
        /// Host and port.
        host: String,
    },
    /// Nothing, or not everything, came in time.
    #[error("{host} did not answer in time")]
    TimedOut {
        /// Host and port.
        host: String,
    },
    /// The connection was closed in the middle. The service may have acted all the same.
    #[error("{host} dropped the connection")]
    Dropped {
        /// Host and port.
        host: String,
    },
    /// More than the limit.
    #[error("{host} sent more than the limit")]
    TooLarge {
        /// Host and port.
        host: String,
    },
    /// HTML from a proxy or a login page where JSON was due.
    #[error("{host} did not answer with what was asked for")]
    NotJson {
        /// Host and port.
        host: String,
        /// Status and first lines.
        said: Said,
    },
    /// 5xx.
    #[error("{host} answered with a server error")]
    ServerError {
        /// Host and port.
        host: String,
        /// Status and first lines.
        said: Said,
    },
    /// An address from metadata that is neither https nor allowed loopback.
    #[error("address at {host} may not be used here")]
    ForeignAddress {
        /// Host and port.
        host: String,
    },
}

impl Explain for HttpFailure {
    fn explain(&self) -> Problem {
        match self {
            Self::Unreachable { host } => UNREACHABLE.problem().with("host", host).offer(Action::TryAgain),
            Self::Tls { host } => TLS.problem().with("host", host).offer(Action::TryAgain),
            Self::TimedOut { host } => TIMED_OUT.problem().with("host", host).offer(Action::TryAgain),
            Self::Dropped { host } => DROPPED.problem().with("host", host).offer(Action::TryAgain),
            Self::TooLarge { host } => TOO_LARGE.problem().with("host", host).offer(Action::TryAgain),
            Self::NotJson { host, said } => NOT_JSON.problem().with("host", host).offer(Action::TryAgain).said(said.clone()),
            Self::ServerError { host, said } => SERVER_ERROR
                .problem()
                .with("host", host)
                .with("status", i64::from(said.status.unwrap_or(0)))
                .offer(Action::TryAgain)
                .said(said.clone()),
            Self::ForeignAddress { host } => FOREIGN_SCHEME.problem().with("host", host),
        }
    }
}

impl HttpFailure {
    /// What came instead of an answer, when something did.
    #[must_use]
    pub const fn said(&self) -> Option<&Said> {
        match self {
            Self::NotJson { said, .. } | Self::ServerError { said, .. } => Some(said),
            _ => None,
        }
    }

    /// What the client library's error means.
    pub(crate) fn of(error: &reqwest::Error, host: &str) -> Self {
        let host = host.to_owned();
        let tls = std::iter::successors(Some(error as &dyn std::error::Error), |error| error.source())
            .any(|error| error.downcast_ref::<rustls::Error>().is_some() || error.to_string().contains("invalid peer certificate"));
        if error.is_timeout() {
            HttpFailure::TimedOut { host }
        } else if tls {
            HttpFailure::Tls { host }
        } else if error.is_connect() {
            HttpFailure::Unreachable { host }
        } else {
            HttpFailure::Dropped { host }
        }
    }
}
