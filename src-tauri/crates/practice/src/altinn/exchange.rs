//! `GET /authentication/api/v1/exchange/{provider}`: altinn.md 2.1 to 2.5.

use std::sync::Arc;

use axum::extract::{Path, RawQuery, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use serde_json::{Map, Value, json};
use uuid::Uuid;

use crate::altinn::provider::Provider;
use crate::altinn::refusal::Refusal;
use crate::altinn::{Altinn, accept};
use crate::bearer::bearer;
use crate::form::Fields;
use crate::jose::Jws;
use crate::keys::KeyName;

/// An exchanged Maskinporten token lives this long, whatever the original has left.
const LIFETIME: i64 = 30 * 60;

pub(super) async fn exchange(
    State(app): State<Arc<Altinn>>,
    Path(provider): Path<String>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Response {
    match issue(&app, &provider, query.unwrap_or_default(), &headers).await {
        Ok(token) => accept::string(StatusCode::OK, &headers, token),
        Err(refusal) => refusal.answer(&headers),
    }
}

async fn issue(app: &Altinn, provider: &str, query: String, headers: &HeaderMap) -> Result<String, Refusal> {
    // Read before the action runs; changes the answer for Digdir's own callers only, who do not live in the town.
    if let Some(test) = Fields::parse(query.as_bytes()).first("test").filter(|test| !test.is_empty() && !is_boolean(test)) {
        return Err(Refusal::Parameter { name: "test", value: test.to_owned() });
    }
    let jws = bearer(headers).and_then(|token| Jws::parse(token).ok()).ok_or(Refusal::Token)?;
    let provider = Provider::named(provider).ok_or(Refusal::Provider)?;
    let added = provider.claims(&app.world, &jws, headers).await?;
    let claims = issued(app, provider, &jws.claims, added);
    let certificate = app.certificate().await.map_err(|_| Refusal::Token)?;
    let key = app.world.keys.key(KeyName::Altinn).await.map_err(|_| Refusal::Token)?;
    key.sign(&json!({ "typ": "JWT", "kid": certificate.thumbprint }), &claims.into()).map_err(|_| Refusal::Token)
}

/// The original's claims but for those that belong to its issuer, then Altinn's own.
fn issued(app: &Altinn, provider: Provider, original: &Map<String, Value>, added: Map<String, Value>) -> Map<String, Value> {
    let dropped: &[&str] = match provider {
        Provider::IdPorten => &["aud", "iss", "at_hash", "sid", "sub"],
        _ => &["aud", "iss", "client_amr", "sid"],
    };
    let now = app.world.clock.now();
    let exp = match provider {
        Provider::IdPorten => original.get("exp").cloned().unwrap_or_default(),
        _ => (now + LIFETIME).into(),
    };
    let mut claims = original.clone();
    claims.retain(|name, _| !dropped.contains(&name.as_str()));
    claims.extend(added);
    claims.insert("iss".to_owned(), app.issuer().into());
    claims.insert("sid".to_owned(), Uuid::new_v4().to_string().into());
    claims.insert("iat".to_owned(), now.into());
    claims.insert("nbf".to_owned(), now.into());
    claims.insert("exp".to_owned(), exp);
    claims
}

fn is_boolean(text: &str) -> bool {
    text.eq_ignore_ascii_case("true") || text.eq_ignore_ascii_case("false")
}
