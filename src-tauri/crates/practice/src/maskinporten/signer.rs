//! Who signed the grant: a key registered on the client, or an enterprise certificate (maskinporten.md 3.5).

use rsa::RsaPublicKey;
use rsa::traits::PublicKeyParts;
use serde_json::Value;

use super::refusal::Refusal;
use crate::Fault;
use crate::enterprise_certificate::{Accepted, judge, leaf};
use crate::jose::{Algorithm, Jws, public_key};
use crate::registration::{Client, KEY_LIFETIME, RegisteredKey};
use crate::world::World;

const SMALLEST_KEY: usize = 2048;

/// The key that the signature must be made with.
pub(super) struct Signer {
    key: RsaPublicKey,
    /// The only algorithm it may be used with, when one was registered.
    algorithm: Option<Algorithm>,
    /// The access token's `client_amr`.
    pub(super) method: &'static str,
}

impl Signer {
    pub(super) fn has_signed(&self, jws: &Jws<'_>, algorithm: Algorithm) -> bool {
        let as_registered = self.algorithm.is_none_or(|registered| registered == algorithm);
        as_registered && self.key.n().bits() >= SMALLEST_KEY && jws.is_signed_by(&self.key, algorithm)
    }
}

pub(super) async fn resolve(world: &World, client: &Client, jws: &Jws<'_>) -> Result<Signer, Refusal> {
    let keys = client.spread_keys(world.clock.now(), world.propagation());
    let required =
        || Refusal::plain("invalid_grant", "Invalid JWT. The client requires pre-registered jwk and no key identifier (kid) provided");
    match (jws.header.get("kid"), jws.header.get("x5c")) {
        (Some(_), Some(_)) => Err(Refusal::plain("invalid_grant", "Invalid JWT. Both key identifier (kid) and x5c provided")),
        (Some(kid), None) => registered(world, keys, kid.as_str()).await,
        (None, _) if !keys.is_empty() => Err(required()),
        (None, Some(_)) if world.faults.is_on(Fault::KeyRequired) => Err(required()),
        (None, Some(x5c)) => certified(world, client, x5c).await,
        (None, None) => Err(Refusal::plain("invalid_grant", "Invalid JWT. Neither key identifier (kid) nor x5c provided")),
    }
}

async fn registered(world: &World, keys: &[RegisteredKey], kid: Option<&str>) -> Result<Signer, Refusal> {
    let unknown = || Refusal::plain("invalid_grant", "Unknown key identifier (kid) for client");
    let still_unknown = world.faults.key_still_unknown();
    if still_unknown || world.faults.is_on(Fault::UnknownKid) {
        return Err(unknown());
    }
    let key = keys.iter().find(|key| Some(key.kid.as_str()) == kid).ok_or_else(unknown)?;
    if let Some(x5c) = key.jwk.get("x5c") {
        judged(world, x5c).await?;
    }
    if world.clock.now() - key.uploaded >= KEY_LIFETIME || world.faults.is_on(Fault::ExpiredKey) {
        return Err(Refusal::grant("MP-121", "Expired key"));
    }
    let algorithm = key.jwk.get("alg").and_then(Value::as_str).and_then(Algorithm::named);
    let key = public_key(&key.jwk).map_err(|_| unknown())?;
    Ok(Signer { key, algorithm, method: "private_key_jwt" })
}

async fn certified(world: &World, client: &Client, x5c: &Value) -> Result<Signer, Refusal> {
    let certificate = judged(world, if world.faults.is_on(Fault::X5cUnreadable) { &Value::Null } else { x5c }).await?;
    let another = world.faults.is_on(Fault::CertificateOfAnotherOrganisation);
    if another || certificate.organisation.as_deref() != Some(client.organisation.as_str()) {
        return Err(Refusal::grant("MP-122", "Invalid organization number for client. Does not match certificate orgno"));
    }
    Ok(Signer { key: certificate.key, algorithm: None, method: "virksomhetssertifikat" })
}

async fn judged(world: &World, x5c: &Value) -> Result<Accepted, Refusal> {
    let leaf = leaf(x5c).ok_or_else(|| Refusal::grant("MP-123", "Invalid JWT header x5c"))?;
    judge(world, &leaf).await?.ok_or_else(|| Refusal::grant("MP-120", "The JWT is signed with an invalid certificate"))
}
