//! What is sent, to whom, in which order: every field of every form, and nothing beside them.

use std::collections::BTreeSet;
use std::sync::Arc;

use base64::prelude::{BASE64_STANDARD, BASE64_URL_SAFE_NO_PAD, Engine as _};
use inngang_engine::environment::{Environment, Hosts, Kind};
use inngang_engine::http::{Http, Request};
use inngang_engine::keys::SigningAlgorithm;
use inngang_engine::login::{Client, ClientAuthentication, Order, Progress, RelyingParty};
use inngang_engine::maskinporten::Credential;
use inngang_engine::secret::Secret;
use inngang_engine::trail::Trail;
use serde_json::{Map, Value, json};
use time::OffsetDateTime;
use tokio_util::sync::CancellationToken;
use url::Url;

use crate::Outcome;
use crate::provider::{Asked, Bends, Part};
use crate::rig::{Rig, order};

fn names(asked: &Asked) -> BTreeSet<&str> {
    assert_eq!(asked.fields.iter().map(|(name, _)| name).collect::<BTreeSet<_>>().len(), asked.fields.len(), "a field is there twice");
    asked.fields.iter().map(|(name, _)| name.as_str()).collect()
}

fn by(authentication: ClientAuthentication) -> Outcome<Order> {
    let order = order()?;
    Ok(Order { client: Client { authentication, ..order.client }, pushed: true, ..order })
}

fn by_key() -> Outcome<Order> {
    by(ClientAuthentication::PrivateKeyJwt(Credential::RegisteredKey {
        key: "k".to_owned(),
        kid: "kid-1".parse()?,
        algorithm: SigningAlgorithm::Rs512,
    }))
}

/// Logs in, refreshes, revokes; gives the three forms beside the pushed one.
async fn forms(order: &Order) -> Outcome<(Rig, Vec<Asked>)> {
    let rig = Rig::new(Bends::default()).await?;
    let login = rig.log_in(order).await?;
    let fresh = rig.party.refresh(&login).await?;
    rig.log_out(&fresh).await.revoked?;
    let posted = rig.provider.asked().into_iter().filter(|asked| asked.line.starts_with("POST")).collect();
    Ok((rig, posted))
}

const EXPECTED: [(&str, &[&str]); 5] = [
    (
        "POST /par",
        &[
            "response_type",
            "response_mode",
            "client_id",
            "redirect_uri",
            "scope",
            "state",
            "nonce",
            "code_challenge",
            "code_challenge_method",
            "acr_values",
            "ui_locales",
        ],
    ),
    ("POST /token", &["grant_type", "code", "redirect_uri", "code_verifier", "client_id"]),
    ("POST /token", &["grant_type", "refresh_token", "client_id"]),
    ("POST /token/revoke", &["token", "token_type_hint", "client_id"]),
    ("POST /token/revoke", &["token", "token_type_hint", "client_id"]),
];

/// The forms as they must be, with these fields beside them.
fn check(posted: &[Asked], beside: &[&str]) {
    assert_eq!(posted.len(), EXPECTED.len());
    for (asked, (line, fields)) in posted.iter().zip(EXPECTED) {
        assert_eq!(asked.line, line);
        assert_eq!(names(asked), fields.iter().chain(beside).copied().collect(), "{line}");
        assert_eq!(asked.header("content-type"), Some("application/x-www-form-urlencoded"));
    }
}

/// Checklist 7, 11.
#[tokio::test]
async fn a_public_client_sends_its_id_and_no_secret() -> Outcome {
    let (rig, posted) = forms(&by(ClientAuthentication::None)?).await?;
    check(&posted, &[]);
    assert!(posted.iter().all(|asked| asked.field("client_id") == Some("client-1") && asked.header("authorization").is_none()));
    let [par, token, ..] = &posted[..] else { return Err("nothing posted".into()) };
    assert_eq!(token.field("redirect_uri"), par.field("redirect_uri"));
    assert!(token.field("redirect_uri").is_some_and(|uri| uri.starts_with("http://127.0.0.1:") && !uri.contains(":0/")));
    let authorize = rig.provider.asked_for("GET /authorize");
    assert_eq!(authorize.iter().map(names).collect::<Vec<_>>(), [BTreeSet::from(["client_id", "request_uri"])]);
    Ok(())
}

/// Without pushing, the browser has the same parameters.
#[tokio::test]
async fn the_address_has_the_whole_request() -> Outcome {
    let rig = Rig::new(Bends::default()).await?;
    rig.log_in(&order()?).await?;
    let asked = rig.provider.asked_for("GET /authorize").pop().ok_or("no request")?;
    assert_eq!(names(&asked), EXPECTED[0].1.iter().copied().collect());
    let value = |name: &str| asked.field(name).unwrap_or_default();
    assert_eq!((value("response_type"), value("response_mode"), value("code_challenge_method")), ("code", "query", "S256"));
    assert_eq!((value("scope"), value("ui_locales")), ("openid profile altinn:instances.read", "nb"));
    assert_eq!(value("acr_values"), "idporten-loa-substantial");
    assert!(["state", "nonce", "code_challenge"].iter().all(|name| value(name).len() == 43));
    assert!(rig.provider.asked_for("POST /par").is_empty());
    Ok(())
}

/// Checklist 4, 5: what ties an answer to its request is for this request alone, and each is another's to guess.
#[tokio::test]
async fn no_two_logins_share_a_value_that_nobody_can_guess() -> Outcome {
    let rig = Rig::new(Bends::default()).await?;
    for _ in 0..2 {
        rig.log_in(&order()?).await?;
    }
    let asked = [rig.provider.asked_for("GET /authorize"), rig.provider.asked_for("POST /token")].concat();
    let fields = asked.iter().flat_map(|asked| &asked.fields);
    let values: Vec<_> =
        fields.filter(|(name, _)| ["state", "nonce", "code_challenge", "code_verifier"].contains(&name.as_str())).collect();
    assert_eq!(values.len(), 8);
    for (_, value) in &values {
        assert_eq!(BASE64_URL_SAFE_NO_PAD.decode(value)?.len(), 32, "256 bits");
    }
    assert_eq!(values.iter().map(|(_, value)| value).collect::<BTreeSet<_>>().len(), 8, "each is another");
    Ok(())
}

/// Checklist 18: what says who has logged in goes back to the provider to end its session, in the browser's form, and nowhere else.
#[tokio::test]
async fn an_id_token_is_sent_to_no_api() -> Outcome {
    let rig = Rig::new(Bends::default()).await?;
    let login = rig.log_in(&order()?).await?;
    rig.party.user_info(&login).await?;
    let fresh = rig.party.refresh(&login).await?;
    rig.party.user_info(&fresh).await?;
    rig.log_out(&fresh).await.revoked?;
    let asked = rig.provider.asked();
    for line in ["GET /userinfo", "POST /token", "POST /token/revoke"] {
        assert_eq!(asked.iter().filter(|asked| asked.line == line).count(), 2, "{line}");
    }
    for login in [&login, &fresh] {
        // EXPOSE: the provider's own, looked for in what came to it.
        let id_token = login.id_token.expose();
        assert!(asked.iter().all(|asked| !format!("{:?} {:?}", asked.headers, asked.fields).contains(id_token.as_str())));
    }
    Ok(())
}

fn part(jws: &str, at: usize) -> Outcome<Map<String, Value>> {
    Ok(serde_json::from_slice(&BASE64_URL_SAFE_NO_PAD.decode(jws.split('.').nth(at).ok_or("too few parts")?)?)?)
}

/// Checklist 12.
#[tokio::test]
async fn an_assertion_is_for_the_issuer_alone_and_for_one_use() -> Outcome {
    let (rig, posted) = forms(&by_key()?).await?;
    check(&posted, &["client_assertion", "client_assertion_type"]);
    let mut used = BTreeSet::new();
    for asked in &posted {
        assert_eq!(asked.field("client_id"), Some("client-1"));
        assert_eq!(asked.field("client_assertion_type"), Some("urn:ietf:params:oauth:client-assertion-type:jwt-bearer"));
        let assertion = asked.field("client_assertion").ok_or("no assertion")?;
        assert_eq!(Value::Object(part(assertion, 0)?), json!({ "alg": "RS256", "kid": "kid-1" }));
        let mut claims = part(assertion, 1)?;
        let mut number = |name: &str| claims.remove(name).and_then(|value| value.as_i64()).ok_or("no number");
        let (iat, exp) = (number("iat")?, number("exp")?);
        assert!((1..=120).contains(&(exp - iat)));
        used.insert(claims.remove("jti").ok_or("no jti")?.to_string());
        assert_eq!(Value::Object(claims), json!({ "iss": "client-1", "sub": "client-1", "aud": rig.provider.origin }));
    }
    assert_eq!(used.len(), posted.len(), "each is another");
    Ok(())
}

/// The provider's clock is five minutes from ours, with its metadata known from before and the measure lost: by a clock that was set
/// between two logins, and by one that is set while the person is away.
#[tokio::test]
async fn an_assertion_is_dated_by_the_providers_clock() -> Outcome {
    let rig = Rig::new(Bends::default()).await?;
    let order = Order { pushed: false, ..by_key()? };
    let check = |line: &str| -> Outcome {
        let asked = rig.provider.asked_for(line).pop().ok_or("nothing posted")?;
        let issued = part(asked.field("client_assertion").unwrap_or_default(), 1)?.get("iat").and_then(Value::as_i64);
        let off = issued.ok_or("no iat")? - OffsetDateTime::now_utc().unix_timestamp();
        assert!(off.abs() <= 3, "{off} s off at {line}");
        Ok(())
    };
    rig.log_in(&order).await?;
    rig.turn(-300);
    let login = rig.log_in(&order).await?;
    check("POST /token")?;
    rig.turn(600);
    rig.party.refresh(&login).await?;
    check("POST /token")?;
    let back = |at| {
        if at == Progress::Returned {
            rig.turn(-900);
        }
    };
    rig.party.log_in(&order, CancellationToken::new(), back).await?;
    check("POST /token")?;
    assert_eq!(rig.provider.asked_for("GET /.well-known/openid-configuration").len(), 4, "it is read when the measure is lost");
    rig.log_in(&order).await?;
    assert_eq!(rig.provider.asked_for("GET /.well-known/openid-configuration").len(), 4, "and not otherwise");
    Ok(())
}

/// Another service says nothing of the provider's clock; who does not tell the time is not asked for it again and again.
#[tokio::test]
async fn metadata_are_kept_with_the_measure_of_their_own_host() -> Outcome {
    const METADATA: &str = "GET /.well-known/openid-configuration";
    let (rig, other) = (Rig::new(Bends::default()).await?, Bends::default().start().await?);
    let maskinporten = format!("{}/", other.origin);
    let hosts = Hosts::named(Kind::Custom, [("idporten", rig.provider.origin.as_str()), ("maskinporten", maskinporten.as_str())])?;
    let environment = Environment { hosts, ..rig.environment.clone() };
    let http = Http::new(&environment, Trail::default())?;
    let party = RelyingParty::new(environment, http.clone(), rig.ports.clone());
    let login = party.log_in(&order()?, CancellationToken::new(), |_| ()).await?;
    rig.turn(-300);
    http.send(Request::get(&Url::parse(&maskinporten)?, "/"), &rig.ports).await?;
    party.refresh(&login).await?;
    assert_eq!(rig.provider.asked_for(METADATA).len(), 2);
    let elsewhere = Bends::default().bend(Part::Metadata, |_, metadata| {
        metadata["token_endpoint"] = json!(metadata["token_endpoint"].as_str().map(|address| address.replace("127.0.0.1", "localhost")));
    });
    let rig = Rig::new(elsewhere).await?;
    let login = rig.log_in(&order()?).await?;
    rig.party.refresh(&login).await?;
    assert_eq!(rig.provider.asked_for(METADATA).len(), 1);
    Ok(())
}

#[tokio::test]
async fn a_secret_goes_where_it_is_registered_to_go() -> Outcome {
    let secret = || Arc::new(Secret::new("hæ:+ /&=%".to_owned()));
    let (_, posted) = forms(&by(ClientAuthentication::ClientSecretBasic(secret()))?).await?;
    check(&posted, &[]);
    // RFC 6749 §2.3.1: form-encoded, both.
    let expected = format!("Basic {}", BASE64_STANDARD.encode("client-1:h%C3%A6%3A%2B+%2F%26%3D%25"));
    assert!(posted.iter().all(|asked| asked.header("authorization") == Some(&expected)));
    let (_, posted) = forms(&by(ClientAuthentication::ClientSecretPost(secret()))?).await?;
    check(&posted, &["client_secret"]);
    assert!(posted.iter().all(|asked| asked.field("client_secret") == Some("hæ:+ /&=%") && asked.header("authorization").is_none()));
    Ok(())
}

/// Checklist 28.
#[tokio::test]
async fn nothing_secret_is_printed() -> Outcome {
    let (rig, posted) = forms(&by(ClientAuthentication::ClientSecretPost(Arc::new(Secret::new("hemmelig-client".to_owned()))))?).await?;
    let login = rig.log_in(&order()?).await?;
    let printed = format!("{login:?} {:?} {:?}", rig.http.trail(), rig.party.user_info(&login).await?);
    let values =
        posted.iter().flat_map(|asked| &asked.fields).filter(|(name, _)| ["state", "nonce", "code_verifier"].contains(&name.as_str()));
    for secret in values.map(|(_, value)| value.as_str()).chain([crate::honest::SECRET, crate::honest::PID]) {
        assert!(!printed.contains(secret), "{printed}");
    }
    Ok(())
}
