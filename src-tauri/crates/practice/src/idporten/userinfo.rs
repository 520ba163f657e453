//! `GET /userinfo`: who the bearer of an access token is (idporten.md 10).

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::http::header::{AUTHORIZATION, WWW_AUTHENTICATE};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode};
use axum::response::{AppendHeaders, IntoResponse, Response};
use serde_json::{Value, json};

use crate::Fault;
use crate::idporten::grants::Authorization;
use crate::idporten::refusal::{DPOP_NONCE, Refusal};
use crate::idporten::shelf::unguessable;
use crate::idporten::{IdPorten, dpop, tokens};

pub(super) async fn userinfo(State(app): State<Arc<IdPorten>>, headers: HeaderMap) -> Result<Response, Refusal> {
    let header = headers.get(AUTHORIZATION).and_then(|header| header.to_str().ok()).and_then(|header| header.split_once(' '));
    let Some((scheme, token)) = header.and_then(|(scheme, token)| Some((Scheme::named(scheme)?, token.trim()))) else {
        let both = AppendHeaders([(WWW_AUTHENTICATE, "Bearer".to_owned()), (WWW_AUTHENTICATE, Scheme::DPoP.challenge(""))]);
        return Ok((StatusCode::UNAUTHORIZED, both).into_response());
    };
    let proof = match scheme {
        Scheme::Bearer => Ok(None),
        Scheme::DPoP => app.proof(&headers, &Method::GET, "/userinfo", Some(token)),
    };
    let key = match proof {
        Ok(key) => key,
        Err(refusal) => return Ok(scheme.refuse(refusal)),
    };
    let accepted = app.accepted(token).await?.filter(|(_, claims)| claims["cnf"]["jkt"].as_str() == key.as_deref());
    let Some((authorization, claims)) = accepted.filter(|_| !app.world.faults.is_on(Fault::Userinfo401)) else {
        return Ok(scheme.refuse(Refusal::new("invalid_token", "Invalid, expired or revoked access token")));
    };
    // A refreshed token may carry fewer scopes than were granted.
    if !claims["scope"].as_str().is_some_and(|scopes| scopes.split(' ').any(|scope| scope == "profile")) {
        return Ok(scheme.refuse(Refusal::new("insufficient_scope", "The access token lacks the scope profile")));
    }
    Ok(Json(told(&app, &authorization)).into_response())
}

fn told(app: &IdPorten, authorization: &Authorization) -> Value {
    let faults = &app.world.faults;
    let (given, family) = tokens::name(authorization);
    json!({
        "sub": if faults.is_on(Fault::UserinfoOtherSub) { unguessable() } else { tokens::subject(authorization) },
        "pid": (!faults.is_on(Fault::NoPid)).then_some(authorization.person.national_id),
        "locale": authorization.language.tag(),
        "given_name": given,
        "family_name": family,
    })
}

/// How the token is shown: RFC 6750, RFC 9449 §7.
#[derive(Debug, Clone, Copy)]
enum Scheme {
    Bearer,
    DPoP,
}

impl Scheme {
    fn named(name: &str) -> Option<Self> {
        let is = |scheme| name.eq_ignore_ascii_case(scheme);
        if is("bearer") { Some(Self::Bearer) } else { is("dpop").then_some(Self::DPoP) }
    }

    fn challenge(self, parameters: &str) -> String {
        match self {
            Self::Bearer => format!("Bearer {parameters}"),
            Self::DPoP => format!("DPoP {parameters}algs=\"{}\"", dpop::ALGORITHMS.join(" ")),
        }
    }

    fn refuse(self, refusal: Refusal) -> Response {
        let status = if refusal.error == "insufficient_scope" { StatusCode::FORBIDDEN } else { StatusCode::UNAUTHORIZED };
        let scope = if status == StatusCode::FORBIDDEN { "scope=\"profile\", " } else { "" };
        let parameters = format!("error=\"{}\", error_description=\"{}\", {scope}", refusal.error, refusal.description);
        let challenge = self.challenge(&parameters);
        let mut response = (status, [(WWW_AUTHENTICATE, challenge.trim_end_matches([',', ' ']))]).into_response();
        if let Some(nonce) = refusal.nonce.and_then(|nonce| HeaderValue::from_str(&nonce).ok()) {
            response.headers_mut().insert(HeaderName::from_static(DPOP_NONCE), nonce);
        }
        response
    }
}
