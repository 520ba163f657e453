//! A key as the page shows it, out of what was kept of it.

use inngang_engine::calendar::KEY_LIFETIME;
use inngang_engine::keys::{KeyFacts, SigningAlgorithm, jwks};
use inngang_engine::names::{ClientId, KeyId};
use time::OffsetDateTime;

use super::{KeyView, RegistrationView};
use crate::moment;

/// A place where a key stands, as it was kept.
#[derive(Debug, Clone, Copy)]
pub struct Registration<'a> {
    /// The client.
    pub client: &'a ClientId,
    /// Its name in the portal.
    pub client_name: &'a str,
    /// The name the key stands under.
    pub kid: &'a KeyId,
    /// When it was posted.
    pub registered_at: OffsetDateTime,
    /// When it was taken away.
    pub retired_at: Option<OffsetDateTime>,
    /// Whether the client signs with it now.
    pub in_use: bool,
    /// Whether the client is the one that the self-service API lets in: no system fetches tokens as it.
    pub administers: bool,
}

/// What is known of a key beside its public half.
#[derive(Debug, Clone, Copy)]
pub struct KeyHistory<'a> {
    /// What its owner calls it.
    pub name: &'a str,
    /// When it was made or imported.
    pub created_at: OffsetDateTime,
    /// Where it stands, oldest first.
    pub registrations: &'a [Registration<'a>],
    /// Whether it is the certificate's own.
    pub from_certificate: bool,
    /// Whether the vault holds its private half.
    pub private_here: bool,
}

impl KeyView {
    /// A key as the page shows it, under the `kid` of its newest living registration for a system, else under the one that we propose.
    #[must_use]
    pub fn new(id: &str, proposed: &KeyId, facts: &KeyFacts, history: KeyHistory<'_>) -> Self {
        let newest = history.registrations.iter().rfind(|registration| registration.retired_at.is_none() && !registration.administers);
        let kid = newest.map_or(proposed, |registration| registration.kid);
        let jwk = facts.jwk(kid, SigningAlgorithm::Rs256);
        Self {
            id: id.to_owned(),
            name: history.name.to_owned(),
            kid: kid.to_string(),
            bits: u32::try_from(facts.bits).unwrap_or(0),
            thumbprint: facts.thumbprint.clone(),
            jwk: serde_json::to_string_pretty(&jwk).unwrap_or_default(),
            jwks: serde_json::to_string_pretty(&jwks(vec![jwk])).unwrap_or_default(),
            pem: facts.pem(),
            created_at: moment(history.created_at),
            registered_at: newest.map(|registration| moment(registration.registered_at)),
            expires_at: newest.map(|registration| moment(registration.registered_at + KEY_LIFETIME)),
            client_id: newest.map(|registration| registration.client.to_string()),
            registrations: history.registrations.iter().map(RegistrationView::from).collect(),
            from_certificate: history.from_certificate,
            private_here: history.private_here,
        }
    }
}

impl From<&Registration<'_>> for RegistrationView {
    fn from(registration: &Registration<'_>) -> Self {
        Self {
            client_id: registration.client.to_string(),
            client_name: registration.client_name.to_owned(),
            kid: registration.kid.to_string(),
            registered_at: moment(registration.registered_at),
            expires_at: moment(registration.registered_at + KEY_LIFETIME),
            retired_at: registration.retired_at.map(moment),
            in_use: registration.in_use,
        }
    }
}
