//! How a client proves itself at the endpoints that it calls directly: idporten.md 2.3, 7.2.

use axum::http::HeaderMap;
use axum::http::header::AUTHORIZATION;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::Fault;
use crate::idporten::parameters::Parameters;
use crate::idporten::refusal::Refusal;
use crate::idporten::{IdPorten, client_assertion};
use crate::registration::{Authentication, Client, SECRET_LIFETIME};

/// A client that has proved who it is.
pub(super) struct Caller {
    pub(super) client: Client,
    /// The access token's `client_amr`.
    pub(super) method: &'static str,
}

/// An active client that may log people in here.
pub(super) fn login_client(app: &IdPorten, id: &str) -> Option<Client> {
    app.world.store.client(id).filter(|client| client.active && app.provider.serves(client.kind))
}

impl IdPorten {
    /// Finds out which client is calling.
    pub(super) async fn authenticate(&self, parameters: &Parameters, headers: &HeaderMap) -> Result<Caller, Refusal> {
        let basic = basic(headers)?;
        let method = shown(basic.is_some(), parameters)?;
        let id = match &basic {
            Some((id, _)) => id,
            None => parameters.text("client_id").ok_or_else(|| Refusal::invalid_client("Missing client_id parameter"))?,
        };
        if parameters.text("client_id").is_some_and(|named| named != id) {
            return Err(Refusal::invalid_client("The client_id differs from the authenticated client"));
        }
        let known = login_client(self, id).filter(|_| !self.world.faults.is_on(Fault::ClientRefused));
        let client = known.ok_or_else(|| Refusal::invalid_client("Unknown or inactive client"))?;
        let registered = client.login.authentication;
        if method == Authentication::None && registered != method {
            return Err(Refusal::invalid_client("No client authentication included"));
        }
        if method != registered {
            return Err(Refusal::invalid_client(format!("The client is registered with {}", registered.name())));
        }
        let method = match method {
            Authentication::None => method.name(),
            Authentication::PrivateKeyJwt => client_assertion::check(self, parameters, &client).await?,
            Authentication::ClientSecretBasic | Authentication::ClientSecretPost => {
                let secret = basic.as_ref().map(|(_, secret)| secret.as_str()).or_else(|| parameters.text("client_secret"));
                check_secret(secret.unwrap_or_default(), &client, self.world.clock.now())?;
                method.name()
            }
        };
        Ok(Caller { client, method })
    }
}

/// In which of the ways the client proves itself.
fn shown(basic: bool, parameters: &Parameters) -> Result<Authentication, Refusal> {
    let shown = [
        basic.then_some(Authentication::ClientSecretBasic),
        parameters.text("client_secret").map(|_| Authentication::ClientSecretPost),
        parameters.text("client_assertion").map(|_| Authentication::PrivateKeyJwt),
    ];
    let mut shown = shown.into_iter().flatten();
    let method = shown.next().unwrap_or(Authentication::None);
    match shown.next() {
        Some(_) => Err(Refusal::invalid_request("More than one way of client authentication")),
        None => Ok(method),
    }
}

/// RFC 6749 §2.3.1: id and secret are form-encoded before they are joined.
fn basic(headers: &HeaderMap) -> Result<Option<(String, String)>, Refusal> {
    let Some(header) = headers.get(AUTHORIZATION) else { return Ok(None) };
    let malformed = || Refusal::invalid_client("Malformed Authorization header");
    let (scheme, encoded) = header.to_str().ok().and_then(|header| header.split_once(' ')).ok_or_else(malformed)?;
    if !scheme.eq_ignore_ascii_case("basic") {
        return Err(malformed());
    }
    let joined = STANDARD.decode(encoded.trim()).ok().and_then(|bytes| String::from_utf8(bytes).ok()).ok_or_else(malformed)?;
    let (id, secret) = joined.split_once(':').ok_or_else(malformed)?;
    let decoded = |text: &str| url::form_urlencoded::parse(text.as_bytes()).map(|(text, _)| text.into_owned()).collect();
    Ok(Some((decoded(id), decoded(secret))))
}

fn check_secret(shown: &str, client: &Client, now: i64) -> Result<(), Refusal> {
    match &client.login.secret {
        Some(secret) if secret.value == shown && now - secret.made < SECRET_LIFETIME => Ok(()),
        Some(secret) if secret.value == shown => Err(Refusal::invalid_client("The client secret has expired")),
        _ => Err(Refusal::invalid_client("Wrong client secret")),
    }
}
