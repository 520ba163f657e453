//! `GET /authentication/api/v1/exchange/{provider}`: altinn.md 2.1 to 2.5.

use std::sync::Arc;

use axum::extract::{Path, RawQuery, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use serde_json::{Map, Value};
use uuid::Uuid;

use crate::Fault;
use crate::altinn::caller::Caller;
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
    // Read before the action runs; changes the answer for Digdir's own callers only.
    let test = flag(&query, "test")?;
    let jws = bearer(headers).and_then(|token| Jws::parse(token).ok()).ok_or(Refusal::Token)?;
    let provider = Provider::named(provider).ok_or(Refusal::Provider)?;
    let added = provider.claims(&app.world, &jws, headers, test).await?;
    let mut claims = issued(app, provider, &jws.claims, added);
    if app.world.faults.is_on(Fault::AltinnClaimForms) {
        in_other_forms(&mut claims);
    }
    app.sign(claims).await.map_err(|_| Refusal::Token)
}

/// `GET /authentication/api/v1/refresh`: half an hour more for whoever has a live Altinn token.
pub(super) async fn refresh(State(app): State<Arc<Altinn>>, RawQuery(query): RawQuery, headers: HeaderMap) -> Response {
    match renewed(&app, query.unwrap_or_default(), &headers).await {
        Ok(token) => accept::string(StatusCode::OK, &headers, token),
        Err(refusal) => refusal.answer(&headers),
    }
}

async fn renewed(app: &Altinn, query: String, headers: &HeaderMap) -> Result<String, Refusal> {
    let enrich = flag(&query, "enrichPid")?;
    let mut claims = app.verified(headers, &[(app.issuer(), KeyName::Altinn)]).await.map_err(|_| Refusal::Token)?;
    if let Some(Caller::Person(person, _)) = app.named(&claims).filter(|_| enrich) {
        claims.insert("pid".to_owned(), person.national_id.into());
    }
    let now = app.world.clock.now();
    claims.extend([("iat", now), ("nbf", now), ("exp", now + LIFETIME)].map(|(name, moment)| (name.to_owned(), moment.into())));
    app.sign(claims).await.map_err(|_| Refusal::Token)
}

/// As other deployments of Altinn have been seen to write them (altinn.md 2.4).
fn in_other_forms(claims: &mut Map<String, Value>) {
    for name in ["urn:altinn:authlevel", "urn:altinn:userid", "urn:altinn:partyid", "nameid"] {
        let Some(claim) = claims.get_mut(name) else { continue };
        *claim = match &*claim {
            Value::Number(number) => number.to_string().into(),
            other => other.as_str().and_then(|text| text.parse::<u64>().ok()).into(),
        };
    }
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

/// A boolean that the framework has read before the action runs.
fn flag(query: &str, name: &'static str) -> Result<bool, Refusal> {
    match Fields::parse(query.as_bytes()).first(name).unwrap_or_default() {
        "" => Ok(false),
        text if text.eq_ignore_ascii_case("true") => Ok(true),
        text if text.eq_ignore_ascii_case("false") => Ok(false),
        text => Err(Refusal::Parameter { name, value: text.to_owned() }),
    }
}
