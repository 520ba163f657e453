//! Who calls, and whether the token lets them: idporten.md 14.1.

use axum::http::HeaderMap;
use axum::response::Response;

use super::refusal::{unauthenticated, wrong_scope};
use crate::Fault;
use crate::bearer::bearer;
use crate::jose::{Algorithm, Jws};
use crate::keys::KeyName;
use crate::registration::{Author, Client, Ground, Refusal};
use crate::store::Record;
use crate::world::World;

/// Scopes, any of which will do.
pub(super) const READ: &[&str] = &["idporten:dcr.read"];
pub(super) const CREATE: &[&str] = &["idporten:dcr.write"];
pub(super) const CHANGE: &[&str] = &["idporten:dcr.modify", "idporten:dcr.write"];
pub(super) const ANY: &[&str] = &["idporten:dcr.read", "idporten:dcr.modify", "idporten:dcr.write"];

/// The organisation's administration client.
pub(super) struct Caller {
    pub(super) organisation: String,
    client: String,
}

impl Caller {
    /// 401 without a token of practice Maskinporten that is still good, 403 without any of the scopes, 428 without signed terms.
    pub(super) async fn of(world: &World, headers: &HeaderMap, scopes: &[&str]) -> Result<Self, Response> {
        let token = bearer(headers).ok_or_else(|| unauthenticated("No access token"))?;
        let invalid = || unauthenticated("Invalid access token");
        let jws = Jws::parse(token).map_err(|_| invalid())?;
        let key = world.keys.key(KeyName::Maskinporten).await.map_err(Refusal::from)?;
        if jws.text("iss") != Some(&world.addresses.maskinporten) || !jws.is_signed_by(&key.public(), Algorithm::Rs256) {
            return Err(invalid());
        }
        if jws.claims.get("exp").and_then(serde_json::Value::as_i64).is_none_or(|exp| exp <= world.clock.now()) {
            return Err(unauthenticated("The access token has expired"));
        }
        let consumer = jws.claims.get("consumer").and_then(|consumer| consumer.get("ID")?.as_str()?.strip_prefix("0192:"));
        let (organisation, client) = consumer.zip(jws.text("client_id")).ok_or_else(invalid)?;
        if !jws.text("scope").unwrap_or_default().split(' ').any(|scope| scopes.contains(&scope)) {
            return Err(wrong_scope(&scopes.join(" or ")));
        }
        if world.faults.is_on(Fault::TermsUnsigned) {
            return Err(Refusal::new("terms_unsigned").on(Ground::TermsUnsigned).into());
        }
        Ok(Self { organisation: organisation.to_owned(), client: client.to_owned() })
    }

    /// The client, when it is the caller's own organisation's.
    pub(super) fn own<'a>(&self, record: &'a Record, id: &str) -> Result<&'a Client, Refusal> {
        let client = record.clients.get(id).ok_or_else(|| Refusal::new("no_client").on(Ground::Unknown))?;
        let own = client.organisation == self.organisation;
        if own { Ok(client) } else { Err(Refusal::new("client_foreign").on(Ground::Forbidden)) }
    }

    /// For the history.
    pub(super) fn author(&self) -> Author {
        Author::Api(self.client.clone())
    }
}
