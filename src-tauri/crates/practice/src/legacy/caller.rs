//! Who asks: by the cookie, a token, or the certificate (altinn.md 3.1 to 3.3).

use axum::http::HeaderMap;
use axum::http::header::COOKIE;

use super::Legacy;
use super::ask::Ask;
use super::refusal::Refusal;
use crate::Fault;
use crate::altinn::{consumer, is_valid, level};
use crate::bearer::bearer;
use crate::enterprise_certificate;
use crate::jose::Jws;
use crate::keys::KeyName;
use crate::town::{LegacyKey, Organisation, Person};

pub(super) const COOKIE_NAME: &str = ".ASPXAUTH";

/// Somebody who is signed in.
#[derive(Debug, Clone)]
pub(super) struct User {
    pub(super) who: Who,
    pub(super) level: u32,
    /// Of the token; whoever has a cookie may do all that the key opens.
    scopes: Option<String>,
}

#[derive(Debug, Clone)]
pub(super) enum Who {
    Person(&'static Person),
    EnterpriseUser { name: String, organisation: &'static Organisation, has_roles: bool },
}

impl User {
    pub(super) fn by_password(who: Who, level: u32) -> Self {
        Self { who, level, scopes: None }
    }
}

/// What a user asks for (altinn.md 8).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Area {
    Messages,
    Reportees,
    Profile,
    Authorization,
}

impl Area {
    fn scopes(self) -> &'static [&'static str] {
        match self {
            Self::Messages => &["altinn:instances.meta", "altinn:instances.read"],
            Self::Reportees => &["altinn:reportees"],
            Self::Profile => &["altinn:profiles.read"],
            Self::Authorization => &["altinn:rolesandrights.read"],
        }
    }
}

/// What opens every area that the API key opens.
const EVERYTHING: [&str; 2] = ["altinn:enduser", "altinn:endusernoconsent"];

impl Legacy {
    /// The user, with a key that opens this area.
    pub(super) async fn user(&self, ask: &Ask, area: Area) -> Result<User, Refusal> {
        let key = self.key(ask)?;
        if area == Area::Messages && !key.opens_messages {
            return Err(Refusal::Key);
        }
        let user = match (cookie(&ask.headers), bearer(&ask.headers)) {
            (Some(_), Some(_)) => return Err(Refusal::Both),
            (Some(cookie), None) => self.signed_in(&cookie).ok_or_else(|| self.not_signed_in(ask))?,
            (None, Some(token)) => self.person(token).await?,
            (None, None) => return Err(self.not_signed_in(ask)),
        };
        let opens = |scope: &str| area.scopes().contains(&scope) || EVERYTHING.contains(&scope);
        if user.scopes.as_ref().is_some_and(|scopes| !scopes.split(' ').any(opens)) {
            return Err(Refusal::Forbidden);
        }
        Ok(user)
    }

    /// The organisation, by Maskinporten's token or a certificate that is to be looked at; with the scope where there is a token.
    pub(super) async fn organisation(&self, ask: &Ask, scope: Option<&str>) -> Result<&'static Organisation, Refusal> {
        self.key(ask)?;
        let number = match (bearer(&ask.headers), &ask.certificate) {
            (Some(_), _) if cookie(&ask.headers).is_some() => return Err(Refusal::Both),
            (Some(token), _) => Some(self.machine(token, scope).await?),
            (None, Some(certificate)) => self.certified(certificate).await?,
            (None, None) => None,
        };
        number.and_then(|number| self.world.town.organisation(&number)).ok_or(Refusal::NoOrganisation)
    }

    /// The organisation that the certificate is for.
    pub(super) async fn certified(&self, certificate: &[u8]) -> Result<Option<String>, Refusal> {
        let judged = enterprise_certificate::judge(&self.world, certificate).await.map_err(|_| Refusal::Failed)?;
        Ok(judged.and_then(|accepted| accepted.organisation))
    }

    fn key(&self, ask: &Ask) -> Result<&'static LegacyKey, Refusal> {
        let sent = ask.headers.get("apikey").and_then(|key| key.to_str().ok()).filter(|key| !key.is_empty()).ok_or(Refusal::NoKey)?;
        self.world.town.legacy_keys().iter().find(|key| key.key.eq_ignore_ascii_case(sent)).ok_or(Refusal::Key)
    }

    /// Taken for a browser.
    fn not_signed_in(&self, ask: &Ask) -> Refusal {
        if self.world.faults.is_on(Fault::LegacyLoginPage) {
            return Refusal::LoginPage;
        }
        let goto: String = url::form_urlencoded::byte_serialize(self.href(&ask.path).as_bytes()).collect();
        Refusal::NotSignedIn { to: self.href(&format!("/ui/Authentication?goto={goto}")) }
    }

    async fn person(&self, token: &str) -> Result<User, Refusal> {
        let jws = self.verified(token, KeyName::IdPorten, &self.world.addresses.idporten).await?;
        let person = jws.text("pid").and_then(|pid| self.world.town.person(pid)).filter(|person| person.known_in_altinn);
        let (person, acr) = person.zip(jws.text("acr")).ok_or(Refusal::Token)?;
        Ok(User { who: Who::Person(person), level: level(acr), scopes: Some(jws.text("scope").unwrap_or_default().to_owned()) })
    }

    async fn machine(&self, token: &str, scope: Option<&str>) -> Result<String, Refusal> {
        let jws = self.verified(token, KeyName::Maskinporten, &self.world.addresses.maskinporten).await?;
        let mut given = jws.text("scope").unwrap_or_default().split(' ');
        if scope.is_some_and(|scope| !given.any(|one| one == scope)) {
            return Err(Refusal::Forbidden);
        }
        jws.claims.get("consumer").and_then(consumer).map(str::to_owned).ok_or(Refusal::Token)
    }

    async fn verified<'a>(&self, token: &'a str, key: KeyName, issuer: &str) -> Result<Jws<'a>, Refusal> {
        let key = self.world.keys.key(key).await.map_err(|_| Refusal::Failed)?;
        let jws = Jws::parse(token).map_err(|_| Refusal::Token)?;
        let good = jws.text("iss") == Some(issuer) && is_valid(&jws, &key.public(), self.world.clock.now());
        if good { Ok(jws) } else { Err(Refusal::Token) }
    }
}

/// The one whose name is exactly this; whatever else the client keeps does not matter.
fn cookie(headers: &HeaderMap) -> Option<String> {
    let all = headers.get_all(COOKIE).iter().filter_map(|value| value.to_str().ok()).flat_map(|value| value.split(';'));
    all.filter_map(|pair| pair.trim().split_once('=')).find(|(name, _)| *name == COOKIE_NAME).map(|(_, value)| value.to_owned())
}
