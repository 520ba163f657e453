//! What the provider says of itself when nobody bends it: metadata, codes with PKCE, ID tokens, refresh, userinfo.

use aws_lc_rs::digest::{SHA256, digest};
use base64::prelude::{BASE64_URL_SAFE_NO_PAD, Engine as _};
use serde_json::{Value, json};
use time::OffsetDateTime;

use crate::Outcome;
use crate::provider::{Asked, Part, Provider, Reply, json_reply, plain, redirect, refusal, with_query};
use crate::signer::{self, FIRST};

/// Who logs in.
pub(crate) const SUBJECT: &str = "subject-1";
pub(crate) const PID: &str = "14867521349";
/// What every secret begins with, so that a test can look for one where none may be.
pub(crate) const SECRET: &str = "hemmelig";

type Fields = Vec<(String, String)>;

/// What was handed out, with the request that it was handed out for.
#[derive(Default)]
pub(crate) struct Issued {
    made: usize,
    pushed: Vec<(String, Fields)>,
    codes: Vec<(String, Fields)>,
    refresh_tokens: Vec<(String, Fields)>,
    access_tokens: Vec<String>,
}

impl Issued {
    fn make(&mut self, kind: &str) -> String {
        self.made += 1;
        format!("{SECRET}-{kind}-{}", self.made)
    }
}

/// Takes out what is kept under a name: it can be used once.
fn take(kept: &mut Vec<(String, Fields)>, name: Option<&str>) -> Option<Fields> {
    let at = kept.iter().position(|(kept, _)| Some(kept.as_str()) == name)?;
    Some(kept.swap_remove(at).1)
}

fn field<'a>(fields: &'a Fields, name: &str) -> &'a str {
    fields.iter().find(|(field, _)| field == name).map(|(_, value)| value.as_str()).unwrap_or_default()
}

/// The answer to a question.
pub(crate) fn answer(provider: &Provider, asked: &Asked) -> Outcome<Reply> {
    let bent = |part, value| Ok(json_reply(200, &provider.bent(part, asked, value)));
    match asked.line.as_str() {
        "GET /.well-known/openid-configuration" => bent(Part::Metadata, metadata(&provider.origin)),
        "GET /jwks.json" => bent(Part::Keys, json!({ "keys": [signer::jwk(FIRST)?] })),
        "GET /authorize" => authorize(provider, asked),
        "POST /par" => {
            let name = provider.issued(|issued| {
                let name = issued.make("pushed");
                issued.pushed.push((name.clone(), asked.fields.clone()));
                name
            });
            Ok(json_reply(201, &json!({ "request_uri": name, "expires_in": 120 })))
        }
        "POST /token" => token(provider, asked),
        "GET /userinfo" => {
            let bearer = asked.header("authorization").and_then(|value| value.strip_prefix("Bearer ")).unwrap_or_default();
            match provider.issued(|issued| issued.access_tokens.iter().any(|token| token == bearer)) {
                true => bent(Part::UserInfo, json!({ "sub": SUBJECT, "pid": PID, "locale": "nb" })),
                false => Ok(refusal(401, "invalid_token")),
            }
        }
        "POST /token/revoke" | "GET /logout" | "POST /logout" => Ok(plain(200, "text/html", "")),
        _ => Ok(plain(404, "text/plain", "")),
    }
}

fn metadata(origin: &str) -> Value {
    json!({
        "issuer": origin,
        "authorization_endpoint": format!("{origin}/authorize"),
        "token_endpoint": format!("{origin}/token"),
        "jwks_uri": format!("{origin}/jwks.json"),
        "userinfo_endpoint": format!("{origin}/userinfo"),
        "pushed_authorization_request_endpoint": format!("{origin}/par"),
        "revocation_endpoint": format!("{origin}/token/revoke"),
        "end_session_endpoint": format!("{origin}/logout"),
        "authorization_response_iss_parameter_supported": true,
        "code_challenge_methods_supported": ["S256"],
        "acr_values_supported": ["idporten-loa-substantial", "idporten-loa-high"],
        "dpop_signing_alg_values_supported": ["ES256", "RS256"],
    })
}

fn authorize(provider: &Provider, asked: &Asked) -> Outcome<Reply> {
    let request = match asked.field("request_uri") {
        None => Some(asked.fields.clone()),
        Some(name) => provider.issued(|issued| take(&mut issued.pushed, Some(name))),
    };
    let Some(mut request) = request else { return Ok(refusal(400, "invalid_request_uri")) };
    // Of the login, however often its tokens are renewed.
    request.push(("auth_time".to_owned(), OffsetDateTime::now_utc().unix_timestamp().to_string()));
    let code = provider.issued(|issued| {
        let code = issued.make("code");
        issued.codes.push((code.clone(), request.clone()));
        code
    });
    let parameters = [("code", code.as_str()), ("state", field(&request, "state")), ("iss", &provider.origin)];
    let callback = with_query(field(&request, "redirect_uri"), &parameters)?;
    let callbacks = provider.bent(Part::Callbacks, asked, json!([callback]));
    Ok(redirect(&serde_json::from_value::<Vec<String>>(callbacks)?))
}

/// RFC 6749 §4.1.3 and §6, RFC 7636 §4.6.
fn token(provider: &Provider, asked: &Asked) -> Outcome<Reply> {
    let request = provider.issued(|issued| match asked.field("grant_type") {
        Some("authorization_code") => take(&mut issued.codes, asked.field("code")).filter(|request| {
            let verifier = asked.field("code_verifier").unwrap_or_default();
            field(request, "code_challenge") == BASE64_URL_SAFE_NO_PAD.encode(digest(&SHA256, verifier.as_bytes()))
                && ["client_id", "redirect_uri"].iter().all(|name| asked.field(name) == Some(field(request, name)))
        }),
        _ => take(&mut issued.refresh_tokens, asked.field("refresh_token")),
    });
    let Some(request) = request else { return Ok(refusal(400, "invalid_grant")) };
    let header = provider.bent(Part::Header, asked, json!({ "alg": "RS256", "kid": FIRST }));
    let claims = provider.bent(Part::Claims, asked, claims(&provider.origin, &request));
    let id_token = signer::sign(&header, &claims)?;
    let (access_token, refresh_token) = provider.issued(|issued| {
        let (access_token, refresh_token) = (issued.make("access"), issued.make("refresh"));
        issued.access_tokens.push(access_token.clone());
        issued.refresh_tokens.push((refresh_token.clone(), request.clone()));
        (access_token, refresh_token)
    });
    let members = json!({
        "access_token": access_token, "token_type": "Bearer", "expires_in": 120, "scope": field(&request, "scope"),
        "id_token": id_token, "refresh_token": refresh_token, "refresh_token_expires_in": 600,
    });
    Ok(json_reply(200, &provider.bent(Part::Tokens, asked, members)))
}

fn claims(issuer: &str, request: &Fields) -> Value {
    let now = OffsetDateTime::now_utc().unix_timestamp();
    json!({
        "iss": issuer, "aud": field(request, "client_id"), "sub": SUBJECT, "pid": PID, "acr": "idporten-loa-high", "amr": ["BankID"],
        "auth_time": field(request, "auth_time").parse::<i64>().ok(), "iat": now, "exp": now + 120, "nonce": field(request, "nonce"), "jti": "j", "locale": "nb",
    })
}
