//! What others call a failure that has a code here, and how that is known: the rows that the dictionary is made of.

use std::fmt;

use crate::problem::Code;

/// What a name is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CalledKind {
    /// The service's own code: `MP-121`.
    Code,
    /// The fixed part of a text, as the service writes it.
    Phrase,
    /// OAuth's `error` (RFC 6749 §5.2), or the word that a service has in its place.
    Error,
    /// The HTTP status.
    Status,
}

/// How a piece of knowledge was come by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Evidence {
    /// Our own: the code is this program's.
    Own,
    /// Stands in the service's published documentation, or in a standard.
    Documented,
    /// Stands in source code that the service's owner has published.
    Published,
    /// Seen by others who use the service.
    Observed,
    /// Follows from what else is known; not stated anywhere.
    Inferred,
}

/// Where a piece of knowledge is from. The names are words of the page, for no address stands here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Source {
    /// This program.
    Program,
    /// Digdir, Feilsøking i Maskinporten.
    MaskinportenTroubleshooting,
    /// Published code that uses Maskinporten.
    MaskinportenClients,
    /// Digdir, on the self-service portal and its API.
    SelfService,
    /// Digdir, on ID-porten.
    IdPorten,
    /// What those who use ID-porten tell of it, with published code of theirs.
    IdPortenClients,
    /// Altinn, troubleshooting of system users.
    SystemUserTroubleshooting,
    /// Altinn's published code for authentication.
    AltinnAuthentication,
    /// Altinn's published code for access management, the resource registry, and what its services share.
    AltinnAccess,
    /// Altinn's documents on Altinn 2.
    OldAltinn,
    /// OAuth 2.0 and OpenID Connect.
    OAuth,
    /// HTTP (RFC 9110).
    Http,
    /// What curl, OpenSSL, Java and the like say.
    Tools,
}

impl Source {
    /// All of them, for those who need words for each.
    pub const ALL: [Self; 13] = [
        Self::Program,
        Self::MaskinportenTroubleshooting,
        Self::MaskinportenClients,
        Self::SelfService,
        Self::IdPorten,
        Self::IdPortenClients,
        Self::SystemUserTroubleshooting,
        Self::AltinnAuthentication,
        Self::AltinnAccess,
        Self::OldAltinn,
        Self::OAuth,
        Self::Http,
        Self::Tools,
    ];

    /// The text's key under `dictionary:source`.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Program => "program",
            Self::MaskinportenTroubleshooting => "maskinporten_troubleshooting",
            Self::MaskinportenClients => "maskinporten_clients",
            Self::SelfService => "self_service",
            Self::IdPorten => "id_porten",
            Self::IdPortenClients => "id_porten_clients",
            Self::SystemUserTroubleshooting => "system_user_troubleshooting",
            Self::AltinnAuthentication => "altinn_authentication",
            Self::AltinnAccess => "altinn_access",
            Self::OldAltinn => "old_altinn",
            Self::OAuth => "o_auth",
            Self::Http => "http",
            Self::Tools => "tools",
        }
    }
}

/// A month of a year; prints as `2026-09`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Month {
    /// Of our era.
    pub year: u16,
    /// From 1.
    pub month: u8,
}

impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}", self.year, self.month)
    }
}

/// When the services' current documentation was last read.
pub const READ: Month = Month { year: 2026, month: 9 };

/// When this program's own codes were last gone through.
pub const OURS: Month = Month { year: 2026, month: 11 };

/// One name that others have for a failure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Called {
    /// What it is.
    pub kind: CalledKind,
    /// As they write it.
    pub name: &'static str,
    /// How it is known that they do.
    pub evidence: Evidence,
    /// Whether it says enough when nothing else is said. `invalid_grant` does not.
    pub alone: bool,
}

impl Called {
    const fn new(kind: CalledKind, name: &'static str, evidence: Evidence) -> Self {
        Self { kind, name, evidence, alone: false }
    }

    /// The service's own code, documented.
    pub(crate) const fn code(name: &'static str) -> Self {
        Self::new(CalledKind::Code, name, Evidence::Documented)
    }

    /// Words of a text, documented.
    pub(crate) const fn phrase(name: &'static str) -> Self {
        Self::new(CalledKind::Phrase, name, Evidence::Documented)
    }

    /// OAuth's `error`, documented.
    pub(crate) const fn error(name: &'static str) -> Self {
        Self::new(CalledKind::Error, name, Evidence::Documented)
    }

    /// The HTTP status, documented.
    pub(crate) const fn status(name: &'static str) -> Self {
        Self::new(CalledKind::Status, name, Evidence::Documented)
    }

    /// The same, known in another way.
    pub(crate) const fn by(self, evidence: Evidence) -> Self {
        Self { evidence, ..self }
    }

    /// The same, and it says enough alone.
    pub(crate) const fn alone(self) -> Self {
        Self { alone: true, ..self }
    }
}

/// What is known of a code beyond its words: a row in its noun's table.
#[derive(Debug, Clone, Copy)]
pub struct Known {
    /// Ours.
    pub code: Code,
    /// What others call it; the most telling first.
    pub called: &'static [Called],
    /// Where its explanation is from.
    pub source: Source,
    /// How sure that is.
    pub evidence: Evidence,
    /// When it was true.
    pub as_of: Month,
}

impl Known {
    /// Read in the service's own documentation.
    pub(crate) const fn documented(code: Code, source: Source, called: &'static [Called]) -> Self {
        Self { code, called, source, evidence: Evidence::Documented, as_of: READ }
    }

    /// Known in another way.
    pub(crate) const fn by(self, evidence: Evidence) -> Self {
        Self { evidence, ..self }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_prints_as_dates_do() {
        assert_eq!(Month { year: 2026, month: 9 }.to_string(), "2026-09");
    }
}
