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

    /// Whether a client of this kind logs people in here.
    pub(super) fn serves(self, kind: ClientKind) -> bool {
        kind.logs_in() && (kind == ClientKind::Ansattporten) == (self == Self::Ansattporten)
    }
}
