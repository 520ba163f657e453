//! What is known when an order is checked. What is not known is left out, and no line says that it is good.

use time::OffsetDateTime;

use crate::certificates::revocation::Revocation;
use crate::clock_offset::{ClockOffset, services_time};
use crate::environment::Environment;
use crate::keys::{self, KeyError, KeyFacts, SigningAlgorithm};
use crate::maskinporten::{Order, ScopeList};
use crate::names::OrgNumber;
use crate::ports::Ports;
use crate::selfservice::{RegisteredKey, ScopeAccess};

/// What is known when the check is made.
#[derive(Debug, Clone, Copy)]
pub struct DryRunSubject<'a> {
    /// Where the order would go.
    pub environment: &'a Environment,
    /// Now, by this computer's clock.
    pub now: OffsetDateTime,
    /// How far the services' clock is from it, when that was measured.
    pub clock: Option<ClockOffset>,
    /// Whose profile it is, when that is known.
    pub organisation: Option<&'a OrgNumber>,
    /// The key that would sign.
    pub key: &'a StoredKey,
    /// What the issuer has said of the certificate that would sign, when it was asked.
    pub revocation: Option<&'a Revocation>,
    /// About the client.
    pub client: KnownClient<'a>,
    /// Which scopes there are, when a list was read; the copy that comes along will do.
    pub scopes: Option<&'a ScopeList>,
    /// What the owners of scopes have given the organisation, all of it, when self-service has told.
    pub access: Option<&'a [ScopeAccess]>,
    /// Organisations that are known to own system users of ours, or to be customers; the own one need not be among them.
    pub owners: &'a [OrgNumber],
}

impl DryRunSubject<'_> {
    /// The services' time: what they hold dates against.
    pub(super) fn services_time(&self) -> OffsetDateTime {
        services_time(self.now, self.clock.map(ClockOffset::seconds))
    }
}

/// A key, as its store has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StoredKey {
    /// It is there.
    Here(KeyFacts),
    /// It is not.
    Missing,
    /// The store is locked, or says nothing.
    Unknown,
}

impl StoredKey {
    /// The key that would sign an order.
    #[must_use]
    pub fn of(order: &Order, ports: &Ports) -> Self {
        match ports.keys.public(order.credential.signing().0) {
            Ok(facts) => Self::Here(facts),
            Err(KeyError::NotFound) => Self::Missing,
            Err(_) => Self::Unknown,
        }
    }
}

/// What is known of a client. Nothing, by default.
#[derive(Debug, Clone, Copy, Default)]
pub struct KnownClient<'a> {
    /// The environment in which another profile of ours has it, when none in this one has: `test`, or a custom one's own name.
    pub elsewhere: Option<&'a str>,
    /// The keys that we know to stand on it, or to have stood.
    pub keys: &'a [KnownKey],
    /// Whether `keys` are all that stand on it, as self-service has told.
    pub keys_are_all: bool,
    /// The scopes that stand on it, all of them, when self-service has told.
    pub scopes: Option<&'a [String]>,
}

/// A key on a client.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownKey {
    /// The name that it is registered under.
    pub kid: String,
    /// RFC 7638 thumbprint, when it is known which key it is.
    pub thumbprint: Option<String>,
    /// What it is registered for, when that is known.
    pub algorithm: Option<SigningAlgorithm>,
    /// When its year began.
    pub registered_at: Option<OffsetDateTime>,
    /// When it was taken away, if it was.
    pub retired_at: Option<OffsetDateTime>,
}

/// A key as self-service tells of it.
impl From<&RegisteredKey> for KnownKey {
    fn from(told: &RegisteredKey) -> Self {
        let text = |name: &str| told.jwk.get(name).and_then(|value| value.as_str());
        let thumbprint = text("n").zip(text("e")).map(|(n, e)| keys::thumbprint(n, e));
        let algorithm = told.algorithm.as_deref().and_then(SigningAlgorithm::named);
        Self { kid: told.kid.clone(), thumbprint, algorithm, registered_at: told.year_began(), retired_at: None }
    }
}
