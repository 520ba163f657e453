//! Making a key: a pair in the store, and a `kid` that no other customer of Digdir can have.

use time::OffsetDateTime;

use super::{KeyError, KeyFacts, KeySize, NewKey};
use crate::names::{KeyId, OrgNumber};
use crate::ports::Ports;

/// What to make.
#[derive(Debug, Clone)]
pub struct CreateKey {
    /// Whose key it is; part of the `kid`.
    pub organisation: OrgNumber,
    /// Modulus length.
    pub size: KeySize,
}

/// A key that is in the store.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CreatedKey {
    /// Id in the key store; equals `kid` at birth.
    pub id: String,
    /// The `kid` that we propose; the portal makes its own when PEM is pasted.
    pub kid: KeyId,
    /// Public half.
    pub facts: KeyFacts,
    /// When it was made, UTC.
    pub created_at: OffsetDateTime,
}

/// Makes a key pair in the store and names it.
///
/// # Errors
/// As [`crate::ports::KeyStore::generate`].
pub fn create(order: &CreateKey, ports: &Ports) -> Result<CreatedKey, KeyError> {
    let created_at = ports.clock.now();
    let kid = make_key_id(&order.organisation, created_at)?;
    let NewKey { id, facts } = ports.keys.generate(kid.as_str(), order.size)?;
    Ok(CreatedKey { id, kid, facts, created_at })
}

/// `orgno-yyyymmdd-xxxxxxxx`: readable for people, unique for Digdir whether `kid` is compared within a client or among
/// all customers (documentation disagrees; maskinporten.md 8).
///
/// Only keys that one organisation makes on one day can meet: 32 random bits (the first eight digits of a version 4 UUID are all random)
/// let two of a hundred such keys share a name once in 870,000 such days, and then the store and Digdir both refuse the second.
///
/// # Errors
/// Never in practice: the parts are legal by construction.
pub fn make_key_id(organisation: &OrgNumber, at: OffsetDateTime) -> Result<KeyId, KeyError> {
    let random = uuid::Uuid::new_v4().simple().to_string();
    let date = format!("{:04}{:02}{:02}", at.year(), u8::from(at.month()), at.day());
    format!("{organisation}-{date}-{}", &random[..8]).parse().map_err(|_| KeyError::BadKeyId)
}
