//! Who is calling, by the Altinn token: what the platform's APIs check before anything else.

use axum::http::HeaderMap;
use serde_json::{Map, Value};

use crate::altinn::Altinn;
use crate::altinn::provider::{consumer, is_valid, level};
use crate::altinn::refusal::Refusal;
use crate::bearer::bearer;
use crate::jose::Jws;
use crate::keys::KeyName;
use crate::store::Record;
use crate::systems::SystemUser;
use crate::town::{Organisation, Person};

/// The bearer of an Altinn token.
#[derive(Debug, Clone)]
pub(super) enum Caller {
    /// With the level that the person has logged in at.
    Person(&'static Person, u32),
    Organisation(&'static Organisation),
    SystemUser(Box<SystemUser>),
}

/// An organisation that calls as the maker of a system.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Vendor {
    pub(super) number: String,
    /// Maskinporten's client.
    pub(super) client_id: Option<String>,
}

impl Altinn {
    /// 401 for everything but a live token of Altinn's own, then 403 without any of the scopes; neither has a body.
    pub(super) async fn caller(&self, headers: &HeaderMap, scopes: &[&str]) -> Result<Caller, Refusal> {
        let claims = self.verified(headers, &[(self.issuer(), KeyName::Altinn)]).await?;
        let caller = self.named(&claims).ok_or(Refusal::Unauthenticated { shown: true })?;
        check_scope(&claims, scopes)?;
        Ok(caller)
    }

    /// Who calls as a vendor, with Maskinporten's token as it is or exchanged; none where the token is a person's. 401 and 403 as above.
    pub(super) async fn vendor(&self, headers: &HeaderMap, scopes: &[&str]) -> Result<Option<Vendor>, Refusal> {
        let trusted = [(self.issuer(), KeyName::Altinn), (self.world.addresses.maskinporten.clone(), KeyName::Maskinporten)];
        let claims = self.verified(headers, &trusted).await?;
        check_scope(&claims, scopes)?;
        let client_id = claims.get("client_id").and_then(Value::as_str).map(str::to_owned);
        Ok(claims.get("consumer").and_then(consumer).map(|number| Vendor { number: number.to_owned(), client_id }))
    }

    /// Whoever reads dialogs: a person or a system user, by the token as it was issued or exchanged. 401 and 403 as above.
    pub(super) async fn reader(&self, headers: &HeaderMap, scopes: &[&str]) -> Result<Caller, Refusal> {
        let addresses = &self.world.addresses;
        let machine = (addresses.maskinporten.clone(), KeyName::Maskinporten);
        let trusted = [(self.issuer(), KeyName::Altinn), machine, (addresses.idporten.clone(), KeyName::IdPorten)];
        let claims = self.verified(headers, &trusted).await?;
        let text = |claim| claims.get(claim).and_then(Value::as_str);
        let person = || {
            let person = self.world.town.person(text("pid")?).filter(|person| person.known_in_altinn)?;
            Some(Caller::Person(person, text("acr").map_or(0, level)))
        };
        let caller = self.named(&claims).or_else(person).ok_or(Refusal::Unauthenticated { shown: true })?;
        check_scope(&claims, scopes)?;
        Ok(caller)
    }

    /// Only that there is a live token with one of the scopes.
    pub(super) async fn anybody(&self, headers: &HeaderMap, scopes: &[&str]) -> Result<(), Refusal> {
        self.vendor(headers, scopes).await.map(|_| ())
    }

    /// The claims of a live token that one of these issuers has signed with its key.
    pub(super) async fn verified(&self, headers: &HeaderMap, trusted: &[(String, KeyName)]) -> Result<Map<String, Value>, Refusal> {
        let token = bearer(headers).ok_or(Refusal::Unauthenticated { shown: false })?;
        let refused = Refusal::Unauthenticated { shown: true };
        let jws = Jws::parse(token).map_err(|_| refused.clone())?;
        let issuer = trusted.iter().find(|(issuer, _)| jws.text("iss") == Some(issuer));
        let (_, name) = issuer.ok_or_else(|| refused.clone())?;
        let key = self.world.keys.key(*name).await.map_err(|_| Refusal::Failed)?;
        let good = match name {
            KeyName::Altinn => self.has_signed(&jws),
            _ => is_valid(&jws, &key.public(), self.world.clock.now()),
        };
        if good { Ok(jws.claims) } else { Err(refused) }
    }

    pub(super) fn named(&self, claims: &Map<String, Value>) -> Option<Caller> {
        if let Some(id) = system_user(claims) {
            let live = |record: &Record| record.system_users.get(id).filter(|user| user.is_live()).cloned();
            return self.world.store.read(live).map(|user| Caller::SystemUser(Box::new(user)));
        }
        match (words(claims, "urn:altinn:userid"), words(claims, "urn:altinn:orgNumber")) {
            (Some(user), _) => {
                let person = self.world.town.people().iter().find(|person| person.user_id.to_string() == user)?;
                let level = words(claims, "urn:altinn:authlevel").and_then(|level| level.parse().ok());
                Some(Caller::Person(person, level.unwrap_or_default()))
            }
            (None, number) => self.world.town.organisation(&number?).map(Caller::Organisation),
        }
    }
}

/// A claim that is a number in one token, a text in another (altinn.md 2.4).
fn words(claims: &Map<String, Value>, name: &str) -> Option<String> {
    match claims.get(name)? {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// The one that the token is for (altinn.md 6.3): the claim is an array of objects, whose `systemuser_id` is an array of one.
fn system_user(claims: &Map<String, Value>) -> Option<&str> {
    let details = claims.get("authorization_details")?;
    let detail = details.as_array().and_then(|details| details.first()).unwrap_or(details);
    detail.get("systemuser_id")?.get(0)?.as_str()
}

fn check_scope(claims: &Map<String, Value>, scopes: &[&str]) -> Result<(), Refusal> {
    let given = claims.get("scope").and_then(Value::as_str).unwrap_or_default();
    if given.split(' ').any(|scope| scopes.contains(&scope)) { Ok(()) } else { Err(Refusal::Forbidden) }
}
