//! The exchange: a token of Maskinporten's or ID-porten's becomes one of Altinn's (altinn.md 2).

use std::time::Duration;

use serde_json::{Map, Value};
use time::OffsetDateTime;

use super::refusals::refusal;
use super::{AltinnError, platform};
use crate::environment::{Environment, EnvironmentError};
use crate::http::{Http, Request, Response};
use crate::jose;
use crate::ports::Ports;
use crate::secret::Secret;

/// A 401 can mean that Altinn itself is out (altinn.md 2.3), so it is asked once more after this.
const PAUSE: Duration = Duration::from_secs(2);
/// Scopes that count as Altinn's although another owner has them.
const PARTNER_SCOPES: [&str; 3] =
    ["skatteetaten:formueinntekt/skattemelding", "skatteetaten:mvameldinginnsending", "skatteetaten:mvameldingvalidering"];

/// Who issued the token that is exchanged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Provider {
    /// For an organisation.
    Maskinporten,
    /// For a person.
    IdPorten,
}

/// A token of Altinn's.
#[derive(Debug)]
pub struct AltinnToken {
    /// The token itself.
    pub secret: Secret<String>,
    /// By this computer's clock, as far as it is known to differ from Altinn's. Renew a minute before.
    pub expires_at: OffsetDateTime,
    /// What it says about itself.
    pub facts: AltinnFacts,
}

/// What a token of Altinn's says about itself; for display.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AltinnFacts {
    /// `iss`.
    pub issuer: Option<String>,
    /// `urn:altinn:orgNumber`, nine digits; machines only.
    pub organisation: Option<String>,
    /// `urn:altinn:userid`; persons only.
    pub user_id: Option<String>,
    /// `urn:altinn:partyid`; persons only.
    pub party_id: Option<i64>,
    /// `urn:altinn:party:uuid`; persons only.
    pub party_uuid: Option<String>,
    /// `urn:altinn:authlevel`.
    pub level: Option<i64>,
    /// `urn:altinn:authenticatemethod`.
    pub method: Option<String>,
    /// `scope`, kept from the original.
    pub scopes: Vec<String>,
}

/// Exchanges a token: look at it, send it, send it once more after a 401, read the answer.
///
/// # Errors
/// [`AltinnError`]. A token of another environment, one that is over, or one that cannot do is not sent at all.
pub async fn exchange(
    provider: Provider,
    token: &Secret<String>,
    environment: &Environment,
    http: &Http,
    ports: &Ports,
) -> Result<AltinnToken, AltinnError> {
    let trail = http.trail();
    trail.step(ports, "altinn.token", look(provider, token, environment, trail.services_time(ports)))?;
    let mut response = send(provider, token, environment, http, ports).await;
    if response.as_ref().is_ok_and(|response| response.status == 401) {
        tokio::time::sleep(PAUSE).await;
        response = send(provider, token, environment, http, ports).await;
    }
    let token = trail.step(ports, "altinn.exchange", response.and_then(|response| read(provider, &response)))?;
    Ok(AltinnToken { expires_at: trail.now(ports).ours_at(token.expires_at), ..token })
}

async fn send(
    provider: Provider,
    token: &Secret<String>,
    environment: &Environment,
    http: &Http,
    ports: &Ports,
) -> Result<Response, AltinnError> {
    let url = match provider {
        Provider::Maskinporten => platform(environment, "/authentication/api/v1/exchange/maskinporten")?,
        Provider::IdPorten => platform(environment, "/authentication/api/v1/exchange/id-porten")?,
    };
    let request = Request::get(&url, "/authentication/api/v1/exchange/{provider}").bearer(token).accept("text/plain");
    Ok(http.send(request, ports).await?)
}

/// What can be seen before anything is sent; an opaque token shows nothing, so it may go.
fn look(provider: Provider, token: &Secret<String>, environment: &Environment, now: OffsetDateTime) -> Result<(), AltinnError> {
    let hosts = &environment.hosts;
    let (issuer, field) = match provider {
        Provider::Maskinporten => (&hosts.maskinporten, "maskinporten"),
        Provider::IdPorten => (&hosts.idporten, "idporten"),
    };
    let ours = issuer.as_ref().ok_or(EnvironmentError::NoHost { field })?.as_str();
    let Some(claims) = jose::claims_unverified(token) else { return Ok(()) };
    let text = |name: &str| claims.get(name).and_then(Value::as_str);
    if let Some(theirs) = text("iss").filter(|theirs| *theirs != ours) {
        return Err(AltinnError::OtherEnvironment { ours: ours.to_owned(), theirs: theirs.to_owned() });
    }
    let person = provider == Provider::IdPorten;
    if claims.get("exp").and_then(Value::as_i64).is_some_and(|exp| exp <= now.unix_timestamp()) {
        return Err(AltinnError::TokenExpired { person });
    }
    if !person {
        return Ok(());
    }
    let scopes = text("scope").unwrap_or_default();
    if scopes.is_empty() && (claims.contains_key("nonce") || claims.contains_key("at_hash")) {
        return Err(AltinnError::IdToken);
    }
    let counts = |scope: &str| scope.starts_with("altinn:") || PARTNER_SCOPES.contains(&scope);
    if scopes.split_whitespace().any(counts) { Ok(()) } else { Err(AltinnError::NoScope { person, said: None }) }
}

/// altinn.md 2.3, the table of statuses.
fn read(provider: Provider, response: &Response) -> Result<AltinnToken, AltinnError> {
    match (response.status, provider) {
        (200..=299, _) if response.content_type == "text/html" => Err(response.unexpected().into()),
        (200..=299, _) => response.text().and_then(|body| token(&body)).ok_or_else(|| AltinnError::NotAToken(response.said())),
        (_, _) if response.content_type == "text/html" => Err(response.unexpected().into()),
        (400, _) => Err(AltinnError::Provider(response.said())),
        (401, Provider::Maskinporten) => Err(AltinnError::MachineRefused(response.said())),
        (401, Provider::IdPorten) => Err(AltinnError::PersonRefused(response.said())),
        (403, _) => Err(AltinnError::NoScope { person: provider == Provider::IdPorten, said: Some(response.said()) }),
        (410, _) => Err(AltinnError::EnterpriseUser(response.said())),
        _ => Err(refusal(response, &[])),
    }
}

/// The body is the token, raw or as a JSON string (altinn.md 2.2).
fn token(body: &Secret<String>) -> Option<AltinnToken> {
    // EXPOSE: white space and quotes are taken off into another secret.
    let trimmed = body.expose().trim();
    let bare = trimmed.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')).unwrap_or(trimmed);
    let secret = Secret::new(bare.to_owned());
    jose::header_unverified(&secret)?;
    let claims = jose::claims_unverified(&secret)?;
    let expires_at = OffsetDateTime::from_unix_timestamp(number(&claims, "exp")?).ok()?;
    Some(AltinnToken { secret, expires_at, facts: facts(&claims) })
}

fn facts(claims: &Map<String, Value>) -> AltinnFacts {
    let text = |name: &str| match claims.get(name)? {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    };
    AltinnFacts {
        issuer: text("iss"),
        organisation: text("urn:altinn:orgNumber"),
        user_id: text("urn:altinn:userid"),
        party_id: number(claims, "urn:altinn:partyid"),
        party_uuid: text("urn:altinn:party:uuid"),
        level: number(claims, "urn:altinn:authlevel"),
        method: text("urn:altinn:authenticatemethod"),
        scopes: text("scope").unwrap_or_default().split_whitespace().map(str::to_owned).collect(),
    }
}

/// The same claim is a number in one path and a string in another (altinn.md 2.4).
fn number(claims: &Map<String, Value>, name: &str) -> Option<i64> {
    let claim = claims.get(name)?;
    claim.as_i64().or_else(|| claim.as_str()?.parse().ok())
}

#[cfg(test)]
mod tests {
    use base64::prelude::{BASE64_URL_SAFE_NO_PAD, Engine as _};
    use serde_json::json;

    use super::*;

    fn jwt(claims: &Value) -> String {
        let part = |value: &Value| BASE64_URL_SAFE_NO_PAD.encode(value.to_string());
        format!("{}.{}.AAAA", part(&json!({ "alg": "RS256" })), part(claims))
    }

    #[test]
    fn a_token_is_read_raw_or_in_quotes() {
        let jwt = jwt(&json!({ "exp": "1793000000", "urn:altinn:orgNumber": "315000106", "urn:altinn:authlevel": 3 }));
        for body in [jwt.clone(), format!("\"{jwt}\""), format!(" {jwt}\r\n")] {
            let read = token(&Secret::new(body.clone()));
            assert_eq!(read.as_ref().map(|token| token.secret.expose()), Some(&jwt), "{body}");
            assert_eq!(read.as_ref().map(|token| token.expires_at.unix_timestamp()), Some(1_793_000_000));
            assert_eq!(read.and_then(|token| token.facts.organisation).as_deref(), Some("315000106"));
        }
        for body in ["", "\"", "<html></html>", "a.b.c", "{}"] {
            assert!(token(&Secret::new(body.to_owned())).is_none(), "{body}");
        }
    }

    #[test]
    fn what_cannot_do_is_not_sent() {
        fn check(provider: Provider, claims: &Value, expected: Option<&str>) {
            use crate::problem::Explain as _;
            let now = OffsetDateTime::UNIX_EPOCH + time::Duration::seconds(100);
            let outcome = look(provider, &Secret::new(jwt(claims)), &Environment::test(), now);
            assert_eq!(outcome.err().map(|error| error.explain().code), expected, "{claims}");
        }
        let (mp, idp) = ("https://test.maskinporten.no/", "https://test.idporten.no");
        check(Provider::Maskinporten, &json!({ "iss": mp, "exp": 101 }), None);
        check(Provider::Maskinporten, &json!({ "iss": "https://maskinporten.no/", "exp": 101 }), Some("altinn.other_environment"));
        check(Provider::Maskinporten, &json!({ "iss": mp, "exp": 100 }), Some("altinn.token_expired"));
        check(Provider::IdPorten, &json!({ "iss": mp, "scope": "altinn:x" }), Some("altinn.other_environment"));
        check(Provider::IdPorten, &json!({ "iss": idp, "nonce": "n", "exp": 101 }), Some("altinn.id_token"));
        check(Provider::IdPorten, &json!({ "iss": idp, "scope": "openid profile" }), Some("altinn.no_altinn_scope"));
        check(Provider::IdPorten, &json!({ "iss": idp, "scope": "openid altinn:instances.read" }), None);
        check(Provider::IdPorten, &json!({ "iss": idp, "scope": "skatteetaten:mvameldinginnsending" }), None);
    }
}
