//! Who is calling, by the Altinn token: what the platform's APIs check before anything else.

use axum::http::HeaderMap;
use serde_json::{Map, Value};

use crate::altinn::Altinn;
use crate::altinn::provider::is_valid;
use crate::altinn::refusal::Refusal;
use crate::bearer::bearer;
use crate::jose::Jws;
use crate::keys::KeyName;
use crate::town::{Organisation, Person};

/// The bearer of an Altinn token.
#[derive(Debug, Clone, Copy)]
pub(super) enum Caller {
    Person(&'static Person),
    Organisation(&'static Organisation),
}

impl Altinn {
    /// 401 for everything but a live token of Altinn's own, then 403 without any of the scopes; neither has a body.
    pub(super) async fn caller(&self, headers: &HeaderMap, scopes: &[&str]) -> Result<Caller, Refusal> {
        let token = bearer(headers).ok_or(Refusal::Unauthenticated { shown: false })?;
        let refused = Refusal::Unauthenticated { shown: true };
        let jws = Jws::parse(token).map_err(|_| refused.clone())?;
        let key = self.world.keys.key(KeyName::Altinn).await.map_err(|_| Refusal::Failed)?;
        if jws.text("iss") != Some(&self.issuer()) || !is_valid(&jws, &key.public(), self.world.clock.now()) {
            return Err(refused);
        }
        let caller = self.named(&jws.claims).ok_or(refused)?;
        match jws.text("scope").unwrap_or_default().split(' ').any(|scope| scopes.contains(&scope)) {
            true => Ok(caller),
            false => Err(Refusal::Forbidden),
        }
    }

    fn named(&self, claims: &Map<String, Value>) -> Option<Caller> {
        let text = |claim| claims.get(claim).and_then(Value::as_str);
        match (text("urn:altinn:userid"), text("urn:altinn:orgNumber")) {
            (Some(user), _) => self.world.town.people().iter().find(|person| person.user_id.to_string() == user).map(Caller::Person),
            (None, number) => self.world.town.organisation(number?).map(Caller::Organisation),
        }
    }
}
