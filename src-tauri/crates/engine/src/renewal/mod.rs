//! Renewal with overlap: a new key beside the old, proved before anything signs with it, and only then the old one away.

mod advance;
mod error;
mod undo;

pub use advance::{Step, advance};
pub use error::{CODES, RenewalError};
pub use undo::undo;

use time::OffsetDateTime;

use crate::keys::{self, KeySize, SigningAlgorithm};
use crate::maskinporten::Credential;
use crate::names::{ClientId, KeyId, OrgNumber, Scope};

/// By which road the key reaches Digdir.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Road {
    /// A person pastes it.
    Portal,
    /// The self-service API.
    Api,
}

/// How far it has come. At every stage the client has one key that works.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// The new key's id is decided, so that one made and not yet noted is found again.
    Begun,
    /// The new key is in the vault.
    Made,
    /// It stands on the client, beside the old one.
    Added,
    /// A token was fetched with it.
    Proved,
    /// The client signs with it.
    Switched,
    /// The old one is gone from the client.
    Retired,
}

macro_rules! stored {
    ($type:ident { $($variant:ident = $word:literal,)+ }) => {
        impl $type {
            /// As it is stored.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $word,)+
                }
            }

            /// From what was stored.
            #[must_use]
            pub fn parse(text: &str) -> Option<Self> {
                match text {
                    $($word => Some(Self::$variant),)+
                    _ => None,
                }
            }
        }
    };
}

stored! { Road { Portal = "portal", Api = "api", } }
stored! { Stage {
    Begun = "begun", Made = "made", Added = "added", Proved = "proved", Switched = "switched", Retired = "retired",
} }

/// The key that is renewed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OldKey {
    /// Id in the key store.
    pub key: String,
    /// The name that it is registered under.
    pub kid: KeyId,
}

/// A renewal under way. A step makes another one of it, which the caller writes down.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Renewal {
    /// Whose key is renewed.
    pub client: ClientId,
    /// The key in use until the switch; none for a client that had none.
    pub old: Option<OldKey>,
    /// Id that the new key has in the store, or will have.
    pub new_key: String,
    /// The name that it is registered under: the portal may give it another.
    pub new_kid: KeyId,
    /// Road.
    pub road: Road,
    /// How far it has come.
    pub stage: Stage,
    /// Scopes of the client's that the proof asks for.
    pub scopes: Vec<Scope>,
    /// Modulus length.
    pub size: KeySize,
    /// When it was decided.
    pub begun_at: OffsetDateTime,
    /// When the new key was posted, as far as is known; its year counts from here.
    pub added_at: Option<OffsetDateTime>,
    /// The proof counts until here: when the token that was fetched ends.
    pub proved_until: Option<OffsetDateTime>,
}

impl Renewal {
    /// To write down before the new key is posted: from then on the API alone can tell whether it stands there.
    #[must_use]
    pub fn posting(&self, now: OffsetDateTime) -> Self {
        Self { added_at: Some(now), ..self.clone() }
    }

    /// Whether a step back takes the new key away from the client.
    #[must_use]
    pub fn undo_needs_api(&self) -> bool {
        self.road == Road::Api && (self.stage == Stage::Added || self.stage == Stage::Made && self.added_at.is_some())
    }
}

/// What to renew.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BeginRenewal {
    /// Whose key.
    pub client: ClientId,
    /// Whose client; part of the new key's name.
    pub organisation: OrgNumber,
    /// The key in use.
    pub old: Option<OldKey>,
    /// Road.
    pub road: Road,
    /// Scopes of the client's that the proof asks for; one is enough.
    pub scopes: Vec<Scope>,
    /// Modulus length.
    pub size: KeySize,
}

/// Decides the new key's name. Nothing is made yet: write the renewal down first.
///
/// # Errors
/// [`RenewalError::NoScopes`].
pub fn begin(order: BeginRenewal, now: OffsetDateTime) -> Result<Renewal, RenewalError> {
    let BeginRenewal { client, organisation, old, road, scopes, size } = order;
    if scopes.is_empty() {
        return Err(RenewalError::NoScopes);
    }
    let new_kid = keys::make_key_id(&organisation, now)?;
    let new_key = new_kid.as_str().to_owned();
    Ok(Renewal {
        client,
        old,
        new_key,
        new_kid,
        road,
        stage: Stage::Begun,
        scopes,
        size,
        begun_at: now,
        added_at: None,
        proved_until: None,
    })
}

impl Renewal {
    /// What the client signs with at this stage; none before the switch of a client that had no key.
    #[must_use]
    pub fn credential(&self) -> Option<Credential> {
        if self.stage >= Stage::Switched { Some(self.new_credential()) } else { self.old_credential() }
    }

    /// Whether the client would be left without a key that works, were the one of this name taken away now and not by a step.
    #[must_use]
    pub fn rests_on(&self, kid: &str) -> bool {
        let old = self.old.as_ref().is_some_and(|old| old.kid.as_str() == kid);
        self.new_kid.as_str() == kid || self.stage < Stage::Switched && old
    }

    fn new_credential(&self) -> Credential {
        Credential::RegisteredKey { key: self.new_key.clone(), kid: self.new_kid.clone(), algorithm: SigningAlgorithm::Rs256 }
    }

    fn old_credential(&self) -> Option<Credential> {
        let OldKey { key, kid } = self.old.clone()?;
        Some(Credential::RegisteredKey { key, kid, algorithm: SigningAlgorithm::Rs256 })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_stored_is_read_back() {
        for stage in [Stage::Begun, Stage::Made, Stage::Added, Stage::Proved, Stage::Switched, Stage::Retired] {
            assert_eq!(Stage::parse(stage.as_str()), Some(stage));
        }
        for road in [Road::Portal, Road::Api] {
            assert_eq!(Road::parse(road.as_str()), Some(road));
        }
        assert_eq!((Stage::parse(""), Road::parse("Api")), (None, None));
    }
}
