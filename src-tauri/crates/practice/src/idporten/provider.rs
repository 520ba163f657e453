//! The two services that log people in: ID-porten, with its sibling for those who act for an organisation (idporten.md 17).

use crate::Addresses;
use crate::keys::KeyName;
use crate::registration::ClientKind;

/// Who logs the person in. Both run the same code; each has its own issuer, login host, key, clients.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Provider {
    IdPorten,
    Ansattporten,
}

impl Provider {
    pub(super) fn issuer(self, addresses: &Addresses) -> &str {
        match self {
            Self::IdPorten => &addresses.idporten,
            Self::Ansattporten => &addresses.ansattporten,
        }
    }

    pub(super) fn login_host(self, addresses: &Addresses) -> &str {
        match self {
            Self::IdPorten => &addresses.idporten_login,
            Self::Ansattporten => &addresses.ansattporten_login,
        }
    }

    /// What it signs with.
    pub(super) const fn key(self) -> KeyName {
        match self {
            Self::IdPorten => KeyName::IdPorten,
            Self::Ansattporten => KeyName::Ansattporten,
        }
    }

    /// Its name, on its pages.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::IdPorten => "ID-porten",
            Self::Ansattporten => "Ansattporten",
        }
    }

    /// The key of the text that says whom it is for; the name of its looks.
    pub(super) const fn sign(self) -> &'static str {
        match self {
            Self::IdPorten => "idporten",
            Self::Ansattporten => "ansattporten",
        }
    }

    /// The name of the session's cookie. The login hosts differ by their port alone, which no cookie minds.
    pub(super) const fn cookie(self) -> &'static str {
        match self {
            Self::IdPorten => "idporten-session",
            Self::Ansattporten => "ansattporten-session",
        }
    }

    /// Where a client of this kind logs people in.
    pub(super) fn of(kind: ClientKind) -> Self {
        if kind == ClientKind::Ansattporten { Self::Ansattporten } else { Self::IdPorten }
    }

    /// Whether a client of this kind logs people in here.
    pub(super) fn serves(self, kind: ClientKind) -> bool {
        kind.logs_in() && self == Self::of(kind)
    }
}
