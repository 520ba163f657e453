//! The exchange: a token of Maskinporten's or ID-porten's becomes one of Altinn's (altinn.md 2).

use std::time::Duration;

use base64::prelude::{BASE64_STANDARD, Engine as _};
use serde_json::Value;
use time::OffsetDateTime;

use super::refusals::refusal;
use super::token::{self, number};
use super::{AltinnError, AltinnToken, Platform, platform};
use crate::environment::{Environment, EnvironmentError, Kind};
use crate::http::{Http, Request, Response};
use crate::jose;
use crate::ports::Ports;
use crate::problem::Said;
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

/// A newer token for the same user, which lasts half an hour (altinn.md 2.5). Whoever has a machine's exchanges a new one instead.
///
/// # Errors
/// [`AltinnError`]; [`AltinnError::Unauthenticated`] for one that is over.
pub async fn refresh(token: &AltinnToken, platform: &Platform) -> Result<AltinnToken, AltinnError> {
    const PATH: &str = "/authentication/api/v1/refresh";
    let Platform { http, ports, .. } = platform;
    let url = platform.url(PATH)?;
    let response = platform.send(Request::get(&url, PATH).bearer(&token.secret).accept("text/plain"), &[]).await;
    let token = http.trail().step(ports, "altinn.refresh", response.and_then(|response| issued(&response)))?;
    Ok(AltinnToken { expires_at: http.trail().now(ports).ours_at(token.expires_at), ..token })
}

/// The exchange of a machine's token that an enterprise user's name and password stood beside, once: `user:password` in base64
/// (altinn.md 3.1). For those who want to see what becomes of an old set-up. In test and production nothing else than 410 can come back,
/// so nothing is sent there.
///
/// # Errors
/// [`AltinnError::EnterpriseUser`], since June 2026.
pub async fn exchange_as_enterprise_user(
    token: &Secret<String>,
    user: &str,
    password: &Secret<String>,
    platform: &Platform,
) -> Result<AltinnToken, AltinnError> {
    const PATH: &str = "/authentication/api/v1/exchange/maskinporten";
    let Platform { environment, http, ports } = platform;
    if matches!(environment.kind, Kind::Test | Kind::Production) {
        let gone = Err(AltinnError::EnterpriseUser(Said::default()));
        return http.trail().step(ports, "altinn.exchange", gone);
    }
    http.trail().step(ports, "altinn.token", look(Provider::Maskinporten, token, environment, http.trail().services_time(ports)))?;
    let url = platform.url(PATH)?;
    // EXPOSE: put together with the name in another secret.
    let plain = Secret::new(format!("{user}:{}", password.expose()));
    // EXPOSE: encoded into another secret.
    let user_and_password = Secret::new(BASE64_STANDARD.encode(plain.expose()));
    let request = Request::get(&url, PATH).bearer(token).enterprise_user(&user_and_password, password).accept("text/plain");
    let response = http.send(request, ports).await.map_err(AltinnError::from);
    http.trail().step(ports, "altinn.exchange", response.and_then(|response| read(Provider::Maskinporten, &response)))
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
    if number(&claims, "exp").is_some_and(|exp| exp <= now.unix_timestamp()) {
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

/// A success has the token and nothing else in it.
fn issued(response: &Response) -> Result<AltinnToken, AltinnError> {
    if response.content_type == "text/html" {
        return Err(response.unexpected().into());
    }
    response.text().and_then(|body| token::read(&body)).ok_or_else(|| AltinnError::NotAToken(response.said()))
}

/// altinn.md 2.3, the table of statuses.
fn read(provider: Provider, response: &Response) -> Result<AltinnToken, AltinnError> {
    match (response.status, provider) {
        (200..=299, _) => issued(response),
        (_, _) if response.content_type == "text/html" => Err(response.unexpected().into()),
        (400, _) => Err(AltinnError::Provider(response.said())),
        (401, Provider::Maskinporten) => Err(AltinnError::MachineRefused(response.said())),
        (401, Provider::IdPorten) => Err(AltinnError::PersonRefused(response.said())),
        (403, _) => Err(AltinnError::NoScope { person: provider == Provider::IdPorten, said: Some(response.said()) }),
        (410, _) => Err(AltinnError::EnterpriseUser(response.said())),
        _ => Err(refusal(response, &[])),
    }
}

#[cfg(test)]
pub(super) mod tests {
    use base64::prelude::{BASE64_URL_SAFE_NO_PAD, Engine as _};
    use serde_json::json;

    use super::*;

    pub(in crate::altinn) fn jwt(claims: &Value) -> String {
        let part = |value: &Value| BASE64_URL_SAFE_NO_PAD.encode(value.to_string());
        format!("{}.{}.AAAA", part(&json!({ "alg": "RS256" })), part(claims))
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
