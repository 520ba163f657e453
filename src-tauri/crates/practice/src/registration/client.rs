//! A registered client with its keys.

use std::collections::BTreeSet;
use std::time::Duration;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{ApplicationType, Authentication, Deed, Event, JWT_BEARER, Lifetimes, LoginSettings};

/// Longer than anything takes to spread.
const REMEMBERED_SETS: i64 = 600;

/// What the portal or the API registered.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Client {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) description: String,
    pub(crate) organisation: String,
    pub(crate) kind: ClientKind,
    pub(crate) scopes: BTreeSet<String>,
    /// Empty for Maskinporten.
    pub(crate) redirect_uris: Vec<String>,
    /// Of no meaning for Maskinporten.
    #[serde(default)]
    pub(crate) login: LoginSettings,
    #[serde(default)]
    pub(crate) lifetimes: Lifetimes,
    pub(crate) keys: Vec<RegisteredKey>,
    /// The key sets that were replaced lately, oldest first: the token endpoints may not have heard of it yet.
    #[serde(default)]
    pub(crate) replaced_keys: Vec<ReplacedKeys>,
    /// Seconds since 1970.
    pub(crate) created: i64,
    /// A deleted client stays, inactive: its id is never used again.
    pub(crate) active: bool,
    #[serde(default)]
    pub(crate) history: Vec<Event>,
}

/// Digdir's integration types that practice offers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum ClientKind {
    /// `maskinporten`: machine to machine.
    Maskinporten,
    /// `api_klient`: login with other APIs' scopes. The form and the record call it `idporten` since the beginning.
    IdPorten,
    /// `idporten`: login alone.
    Login,
    /// `ansattporten`: login of people who act for an organisation.
    Ansattporten,
}

impl ClientKind {
    pub(crate) const ALL: [Self; 4] = [Self::Maskinporten, Self::IdPorten, Self::Login, Self::Ansattporten];

    /// The form's value.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Maskinporten => "maskinporten",
            Self::IdPorten => "idporten",
            Self::Login => "login",
            Self::Ansattporten => "ansattporten",
        }
    }

    pub(crate) fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }

    /// The API's `integration_type`.
    pub(crate) const fn integration_type(self) -> &'static str {
        match self {
            Self::Maskinporten => "maskinporten",
            Self::IdPorten => "api_klient",
            Self::Login => "idporten",
            Self::Ansattporten => "ansattporten",
        }
    }

    /// Whether people log in with it.
    pub(crate) fn logs_in(self) -> bool {
        self != Self::Maskinporten
    }
}

/// A public key on a client.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct RegisteredKey {
    pub(crate) kid: String,
    pub(crate) jwk: Value,
    /// Seconds since 1970; the year counts from here.
    pub(crate) uploaded: i64,
}

/// A key set that is in force no more.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct ReplacedKeys {
    /// Seconds since 1970.
    pub(crate) at: i64,
    pub(crate) keys: Vec<RegisteredKey>,
}

impl Client {
    /// How it proves itself, whatever its kind.
    pub(crate) fn authentication(&self) -> Authentication {
        if self.kind.logs_in() { self.login.authentication } else { Authentication::PrivateKeyJwt }
    }

    pub(crate) fn application_type(&self) -> ApplicationType {
        if self.kind.logs_in() { self.login.application_type } else { ApplicationType::Web }
    }

    pub(crate) fn grant_types(&self) -> Vec<&'static str> {
        match (self.kind.logs_in(), self.login.refresh) {
            (false, _) => vec![JWT_BEARER],
            (true, false) => vec!["authorization_code"],
            (true, true) => vec!["authorization_code", "refresh_token"],
        }
    }

    /// When something of it was changed last.
    pub(crate) fn updated(&self) -> i64 {
        self.history.last().map_or(self.created, |event| event.at)
    }

    /// When its key set was first and last written; the client's own making where it never was.
    pub(crate) fn keys_written(&self) -> (i64, i64) {
        let mut written = self.history.iter().filter(|event| matches!(event.deed, Deed::KeysWritten(_))).map(|event| event.at);
        let first = written.next().unwrap_or(self.created);
        (first, written.next_back().unwrap_or(first))
    }

    /// Puts another key set in force, keeping the old one for the token endpoints that have not heard of it.
    pub(super) fn write_keys(&mut self, keys: Vec<RegisteredKey>, now: i64) {
        self.replaced_keys.retain(|replaced| (0..REMEMBERED_SETS).contains(&(now - replaced.at)));
        let replaced = std::mem::replace(&mut self.keys, keys);
        self.replaced_keys.push(ReplacedKeys { at: now, keys: replaced });
    }

    /// The key set as the token endpoints see it, `propagation` after it was written. One that was written in a future that
    /// somebody has travelled back from has spread.
    pub(crate) fn spread_keys(&self, now: i64, propagation: Duration) -> &[RegisteredKey] {
        let delay = i64::try_from(propagation.as_secs()).unwrap_or(i64::MAX);
        let from_the_future = self.replaced_keys.last().is_some_and(|replaced| replaced.at > now);
        let unheard = |replaced: &&ReplacedKeys| !from_the_future && now - replaced.at < delay;
        self.replaced_keys.iter().find(unheard).map_or(&self.keys, |replaced| &replaced.keys)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::idporten::tests::desktop;

    fn key(kid: &str) -> RegisteredKey {
        RegisteredKey { kid: kid.to_owned(), jwk: Value::Null, uploaded: 0 }
    }

    fn kids(keys: &[RegisteredKey]) -> Vec<&str> {
        keys.iter().map(|key| key.kid.as_str()).collect()
    }

    #[test]
    fn a_key_set_is_heard_of_when_it_has_spread() {
        let mut client = desktop();
        client.write_keys(vec![key("a")], 1000);
        client.write_keys(vec![key("a"), key("b")], 1030);
        client.write_keys(vec![key("b")], 1060);
        let seen = |now, seconds| kids(client.spread_keys(now, Duration::from_secs(seconds))).join(" ");
        assert_eq!([seen(1060, 0), seen(1060, 30), seen(1060, 31), seen(1060, 61)], ["b", "a b", "a", ""]);
        assert_eq!([seen(1089, 30), seen(1090, 30)], ["a b", "b"], "the removed key works until then");
        assert_eq!(seen(900, 120), "b", "what lies ahead has spread");
    }

    #[test]
    fn old_sets_are_forgotten_in_both_directions() {
        let mut client = desktop();
        client.write_keys(vec![key("a")], 100_000);
        client.write_keys(vec![key("b")], 50_000);
        client.write_keys(vec![key("c")], 90_000);
        assert_eq!(client.replaced_keys.len(), 1);
    }
}
