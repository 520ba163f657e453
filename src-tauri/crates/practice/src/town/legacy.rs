//! What the town had with the old Altinn: API keys, users with passwords (altinn.md 3.1, 11.1).

use serde::Serialize;

/// A key to the old APIs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct LegacyKey {
    pub key: &'static str,
    /// Whether it was ordered for messages too.
    pub opens_messages: bool,
}

/// Somebody who logs in with a password.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct LegacyUser {
    pub name: &'static str,
    pub password: &'static str,
    pub kind: LegacyUserKind,
    /// Locked by three wrong passwords when practice starts; an hour later it is not.
    pub is_locked: bool,
}

/// Whom a password stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum LegacyUserKind {
    /// The person with this national id, at level 1.
    Person(&'static str),
    /// An enterprise user (virksomhetsbruker), at level 3, with the organisation's certificate.
    Enterprise {
        organisation: &'static str,
        /// A new one has none: then nothing works but the login.
        has_roles: bool,
    },
}

pub(super) const KEYS: &[LegacyKey] = &[
    LegacyKey { key: "4C6F7641-1F5B-4A0E-9D1C-7B2E5A9030D1", opens_messages: true },
    LegacyKey { key: "A2B9E0D7-6C35-4E8A-8F42-11C07D5E66B8", opens_messages: false },
];

const fn enterprise(name: &'static str, password: &'static str, organisation: &'static str, has_roles: bool) -> LegacyUser {
    LegacyUser { name, password, kind: LegacyUserKind::Enterprise { organisation, has_roles }, is_locked: false }
}

pub(super) const USERS: &[LegacyUser] = &[
    LegacyUser { name: "aase", password: "boller2026", kind: LegacyUserKind::Person("14867521349"), is_locked: false },
    enterprise("bakeriet", "surdeig2026", "315000106", true),
    enterprise("regnskapet", "bilag2026", "311223305", true),
    enterprise("bakeriet-ny", "gjaer2026", "315000106", false),
    LegacyUser { is_locked: true, ..enterprise("bakeriet-laast", "nokkel2026", "315000106", true) },
];
