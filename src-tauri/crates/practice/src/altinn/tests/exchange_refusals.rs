//! What the exchange does not accept: refusals 1 to 6, then the faults.

use std::time::Duration;

use reqwest::{Response, StatusCode};
use serde_json::{Value, json};

use super::{Platform, ÅSE};
use crate::Fault;
use crate::keys::KeyName;
use crate::testing::Outcome;

const EXCHANGE: &str = "/authentication/api/v1/exchange";

/// 401 as a ProblemDetails without a code.
async fn is_bare_401(response: Response, case: &str) -> Outcome {
    assert_eq!(response.status(), StatusCode::UNAUTHORIZED, "{case}");
    assert_eq!(response.headers()["content-type"], "application/problem+json; charset=utf-8", "{case}");
    let body: Value = response.json().await?;
    assert_eq!((&body["status"], &body["title"], body.get("code")), (&json!(401), &json!("Unauthorized"), None));
    assert!(body["traceId"].as_str().is_some_and(|id| id.starts_with("00-")) && body["type"].is_string());
    Ok(())
}

#[tokio::test]
async fn r1_no_token_or_garbage_is_seen_before_the_provider() -> Outcome {
    let platform = Platform::start().await?;
    for provider in ["maskinporten", "id-porten", "nonsense"] {
        let path = format!("{EXCHANGE}/{provider}");
        is_bare_401(platform.get(&path, None, &[]).await?, provider).await?;
        is_bare_401(platform.get(&path, Some("garbage"), &[]).await?, provider).await?;
        is_bare_401(platform.get(&path, None, &[("authorization", "Basic YTpi")]).await?, provider).await?;
    }
    let token = platform.maskinporten(json!({})).await?;
    let spaced = platform.get(&format!("{EXCHANGE}/maskinporten"), None, &[("authorization", &format!("bEARER   {token} "))]).await?;
    assert_eq!(spaced.status(), StatusCode::OK, "the prefix is compared without case, the token trimmed");
    Ok(())
}

#[tokio::test]
async fn r2_an_unknown_provider_is_told_which_there_are() -> Outcome {
    let platform = Platform::start().await?;
    let token = platform.maskinporten(json!({})).await?;
    for provider in ["idporten", "feide"] {
        let response = platform.exchange(provider, &token).await?;
        assert_eq!(response.status(), StatusCode::BAD_REQUEST);
        let text = response.text().await?;
        assert!(["Maskinporten", "Id-porten", "AltinnStudio"].iter().all(|known| text.contains(known)), "{text}");
    }
    is_bare_401(platform.exchange("altinnstudio", &token).await?, "altinnstudio").await
}

#[tokio::test]
async fn r3_tokens_are_live_genuine_and_of_this_environment() -> Outcome {
    let platform = Platform::start().await?;
    let now = platform.now();
    for changes in [
        json!({ "exp": now - 11 }),
        json!({ "exp": null }),
        json!({ "iss": "https://maskinporten.no/" }),
        json!({ "iss": null }),
        json!({ "iss": "" }),
        json!({ "consumer": null }),
        json!({ "consumer": { "authority": "iso6523-actorid-upis", "ID": "315000106" } }),
        json!({ "consumer": { "authority": "other", "ID": "0192:315000106" } }),
    ] {
        let token = platform.maskinporten(changes.clone()).await?;
        is_bare_401(platform.exchange("maskinporten", &token).await?, &changes.to_string()).await?;
    }
    let late = platform.maskinporten(json!({ "exp": now - 5 })).await?;
    assert_eq!(platform.exchange("maskinporten", &late).await?.status(), StatusCode::OK, "ten seconds are forgiven");

    let machine = platform.maskinporten(json!({})).await?;
    let person = platform.idporten(json!({})).await?;
    is_bare_401(platform.exchange("id-porten", &machine).await?, "a machine as a person").await?;
    is_bare_401(platform.exchange("maskinporten", &person).await?, "a person as a machine").await?;
    let mut forged = machine;
    forged.truncate(forged.len() - 4);
    forged.push_str("AAAA");
    is_bare_401(platform.exchange("maskinporten", &forged).await?, "forged").await?;
    platform.road.town.practice.clock().advance(Duration::from_secs(611));
    is_bare_401(platform.exchange("id-porten", &person).await?, "expired").await
}

#[tokio::test]
async fn r4_a_login_needs_a_scope_of_altinns_or_a_partners() -> Outcome {
    let platform = Platform::start().await?;
    let tokens = platform.road.tokens(&[("scope", "openid profile")]).await?;
    for token in ["id_token", "access_token"] {
        let refused = platform.exchange("id-porten", tokens[token].as_str().ok_or("no token")?).await?;
        assert_eq!((refused.status(), refused.text().await?), (StatusCode::FORBIDDEN, String::new()), "{token}");
    }
    let partner = platform.idporten(json!({ "scope": "openid skatteetaten:mvameldinginnsending" })).await?;
    assert_eq!(platform.exchange("id-porten", &partner).await?.status(), StatusCode::OK);
    Ok(())
}

#[tokio::test]
async fn r5_a_login_is_a_person_whom_altinn_knows() -> Outcome {
    let platform = Platform::start().await?;
    for changes in [json!({ "pid": "21929021352" }), json!({ "pid": "01010112345" }), json!({ "pid": null }), json!({ "acr": null })] {
        let token = platform.idporten(changes.clone()).await?;
        is_bare_401(platform.exchange("id-porten", &token).await?, &changes.to_string()).await?;
    }
    let strange_issuer = platform.idporten(json!({ "iss": "https://elsewhere.example" })).await?;
    assert_eq!(platform.exchange("id-porten", &strange_issuer).await?.status(), StatusCode::OK, "known weakness: not checked");
    Ok(())
}

#[tokio::test]
async fn r6_enterprise_users_are_gone_but_only_a_good_token_learns_it() -> Outcome {
    let platform = Platform::start().await?;
    let path = format!("{EXCHANGE}/maskinporten");
    let header = [("x-altinn-enterpriseuser-authentication", "dXNlcjpwYXNz")];
    let gone = platform.get(&path, Some(&platform.maskinporten(json!({})).await?), &header).await?;
    assert_eq!(gone.status(), StatusCode::GONE);
    let body: Value = gone.json().await?;
    assert_eq!((&body["status"], &body["type"]), (&json!(410), &json!("https://docs.altinn.studio")));
    let bad = platform.maskinporten(json!({ "consumer": null })).await?;
    is_bare_401(platform.get(&path, Some(&bad), &header).await?, "bad token").await
}

#[tokio::test]
async fn faults_of_the_exchange() -> Outcome {
    let platform = Platform::start().await?;
    let faults = platform.road.town.practice.faults();
    let machine = platform.maskinporten(json!({})).await?;
    for (provider, token) in [("maskinporten", machine.clone()), ("id-porten", platform.idporten(json!({})).await?)] {
        faults.set(Fault::Exchange401, true);
        is_bare_401(platform.exchange(provider, &token).await?, provider).await?;
        faults.clear();
        faults.set(Fault::Exchange403, true);
        assert_eq!(platform.exchange(provider, &token).await?.status(), StatusCode::FORBIDDEN);
        faults.clear();
    }
    faults.set(Fault::ServerError500, true);
    assert_eq!(platform.exchange("maskinporten", &machine).await?.status(), StatusCode::INTERNAL_SERVER_ERROR);
    faults.clear();
    faults.set(Fault::HtmlInsteadOfJson, true);
    assert!(platform.exchange("maskinporten", &machine).await?.text().await?.contains("<html>"));
    faults.clear();
    faults.set(Fault::SlowAnswer, true);
    let address = &platform.road.town.practice.addresses().altinn_platform;
    assert!(platform.road.town.is_slow(platform.road.town.http.get(format!("{address}{EXCHANGE}/maskinporten"))).await);
    faults.clear();
    faults.set(Fault::DroppedConnection, true);
    assert!(platform.exchange("maskinporten", &machine).await.is_err());
    let key = platform.signed(KeyName::Altinn, &json!({ "pid": ÅSE })).await?;
    assert_eq!(platform.get(super::PARTIES, Some(&key), &[]).await?.status(), StatusCode::UNAUTHORIZED, "other calls still answer");
    Ok(())
}
