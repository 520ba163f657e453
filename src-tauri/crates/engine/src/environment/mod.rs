//! Which services a profile talks to: practice, test, production or a custom file. Every address in the engine comes from here.

mod custom;
mod error;
mod hosts;
mod issuer;
pub mod pages;

pub use custom::from_toml;
pub(crate) use error::RETIRED as RETIRED_HOST;
pub use error::{CODES, EnvironmentError};
pub use hosts::{Hosts, Origin};
pub use issuer::{IssuerPlace, IssuerService, KnownIssuer, known_issuer};

/// The four kinds of environment. Profiles, keys and tokens never cross between them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// The town on loopback inside this program.
    Practice,
    /// TT02, test.maskinporten.no, test.idporten.no.
    Test,
    /// The real thing.
    Production,
    /// A file with hosts of somebody's own.
    Custom,
}

impl Kind {
    /// Lower-case name; the page has a word for each under `common:environment`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Practice => "practice",
            Self::Test => "test",
            Self::Production => "production",
            Self::Custom => "custom",
        }
    }
}

/// An environment, whole: its name, its hosts, and what it trusts beyond the usual.
#[derive(Debug, Clone)]
pub struct Environment {
    /// Which of the four.
    pub kind: Kind,
    /// A custom environment's own name; empty for the others, whose names are words of the page.
    pub name: String,
    /// Addresses. A host left out is not used.
    pub hosts: Hosts,
    /// One more certificate authority for TLS, DER; this environment only.
    pub tls_ca: Option<Vec<u8>>,
    /// Roots (DER certificates) that enterprise certificates of this environment may end in, beyond the embedded ones.
    /// Practice's own town hall stands here; empty elsewhere.
    pub certificate_roots: Vec<Vec<u8>>,
}

impl Environment {
    /// Digdir's and Altinn's test environment (TT02). Hosts: maskinporten.md 1, idporten.md 1 and 17, altinn.md 1.
    #[must_use]
    pub fn test() -> Self {
        Self::real(Kind::Test, Hosts::test())
    }

    /// Production.
    #[must_use]
    pub fn production() -> Self {
        Self::real(Kind::Production, Hosts::production())
    }

    /// Practice: hosts as the running town says, and the roots of its town hall.
    #[must_use]
    pub const fn practice(hosts: Hosts, certificate_roots: Vec<Vec<u8>>) -> Self {
        Self { kind: Kind::Practice, name: String::new(), hosts, tls_ca: None, certificate_roots }
    }

    const fn real(kind: Kind, hosts: Hosts) -> Self {
        Self { kind, name: String::new(), hosts, tls_ca: None, certificate_roots: Vec::new() }
    }

    /// Whether http is allowed, on loopback addresses alone.
    #[must_use]
    pub const fn allows_loopback_http(&self) -> bool {
        matches!(self.kind, Kind::Practice | Kind::Custom)
    }
}
