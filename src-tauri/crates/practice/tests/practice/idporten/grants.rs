//! Rejections 8, 12: codes, refresh tokens.

use std::time::Duration;

use serde_json::{Value, json};

use super::road::{CALLBACK, Failure, Road, is_refused, native, words};
use crate::api_rig::with;
use crate::rig::Outcome;

impl Road {
    async fn refuses_code(&self, code: &str, changes: &[(&str, &str)], error: &str) -> Outcome {
        is_refused(self.exchange(code, changes).await?, 400, error).await.map_err(|failure| format!("{changes:?}: {failure}").into())
    }

    async fn refuses_refresh(&self, token: &Value, error: &str) -> Outcome {
        is_refused(self.refresh(token, &[]).await?, 400, error).await
    }

    async fn refreshed(&self, token: &Value) -> Result<Value, Failure> {
        let response = self.refresh(token, &[]).await?;
        assert_eq!(response.status(), 200);
        Ok(response.json().await?)
    }

    fn pass(&self, seconds: u64) {
        self.rig().practice.clock().advance(Duration::from_secs(seconds));
    }
}

#[tokio::test]
async fn rejection_08_a_code_that_belongs_to_another_request() -> Outcome {
    let road = Road::start().await?;
    let other = road.register(&native()).await?;
    road.refuses_code("nonsense", &[], "invalid_grant").await?;
    for change in [
        ("client_id", other.as_str()),
        ("redirect_uri", "http://127.0.0.1:43211/callback"),
        ("redirect_uri", "http://127.0.0.1:0/callback"),
        ("redirect_uri", "http://127.0.0.1:38431/callback"),
        ("code_verifier", "xyo94uhy3zKvgB0NJwLms86SwcjtWviEOpkBnGgaLlp"),
        ("code_verifier", "b7elB7ZyxIXgFyvBznKvxl7wOB-H17Pz0a3B62NIMFI"),
        ("code_verifier", "short"),
    ] {
        road.refuses_code(&road.code(&[]).await?, &[change], "invalid_grant").await?;
    }
    for missing in ["grant_type", "code", "redirect_uri", "code_verifier"] {
        road.refuses_code(&road.code(&[]).await?, &[(missing, "")], "invalid_request").await?;
    }
    for grant_type in ["password", "client_credentials", "urn:ietf:params:oauth:grant-type:jwt-bearer"] {
        road.refuses_code(&road.code(&[]).await?, &[("grant_type", grant_type)], "unsupported_grant_type").await?;
    }
    let code = road.code(&[]).await?;
    road.refuses_code(&code, &[("redirect_uri", "http://127.0.0.1:1/callback")], "invalid_grant").await?;
    road.refuses_code(&code, &[], "invalid_grant").await
}

#[tokio::test]
async fn rejection_08_a_code_after_its_minute() -> Outcome {
    let road = Road::start().await?;
    let code = road.code(&[]).await?;
    road.pass(60);
    road.refuses_code(&code, &[], "invalid_grant").await?;
    let twice = [road.form("a", &[]), vec![("code", "b")]].concat();
    is_refused(road.post("/token", &twice).await?, 400, "invalid_request").await?;
    let json = road.rig().http.post(format!("{}/token", road.issuer())).json(&json!({ "code": code }));
    is_refused(road.send(json).await?, 400, "invalid_request").await
}

#[tokio::test]
async fn rejection_08_a_code_used_twice_takes_back_what_it_gave() -> Outcome {
    let road = Road::start().await?;
    let code = road.code(&[]).await?;
    let tokens: Value = road.exchange(&code, &[]).await?.json().await?;
    assert_eq!(road.userinfo(&tokens["access_token"]).await?.status(), 200);
    road.refuses_code(&code, &[], "invalid_grant").await?;
    assert_eq!(road.userinfo(&tokens["access_token"]).await?.status(), 401);
    road.refuses_refresh(&tokens["refresh_token"], "invalid_grant").await
}

#[tokio::test]
async fn rejection_12_a_client_that_is_not_registered_for_refreshing() -> Outcome {
    let mut road = Road::start().await?;
    let tokens = road.tokens(&[]).await?;
    road.desk = road.register(&with(&native(), "grant_types", json!(["authorization_code"]))).await?;
    assert!(road.tokens(&[]).await?.get("refresh_token").is_none());
    road.refuses_refresh(&tokens["refresh_token"], "unauthorized_client").await
}

#[tokio::test]
async fn rejection_12_a_rotated_token_ends_its_family() -> Outcome {
    let road = Road::start().await?;
    let first = road.tokens(&[]).await?;
    assert_eq!(first["refresh_token_expires_in"], 600);
    let second = road.refreshed(&first["refresh_token"]).await?;
    let third = road.refreshed(&second["refresh_token"]).await?;
    assert!(first["refresh_token"] != second["refresh_token"] && second["refresh_token"] != third["refresh_token"]);
    assert_eq!(road.userinfo(&third["access_token"]).await?.status(), 200);
    road.refuses_refresh(&first["refresh_token"], "invalid_grant").await?;
    road.refuses_refresh(&third["refresh_token"], "invalid_grant").await?;
    for tokens in [first, second, third] {
        assert_eq!(road.userinfo(&tokens["access_token"]).await?.status(), 401, "every token of the family");
    }
    Ok(())
}

#[tokio::test]
async fn rejection_12_a_token_that_is_not_the_clients_or_too_old() -> Outcome {
    let road = Road::start().await?;
    let tokens = road.tokens(&[("scope", "openid")]).await?;
    is_refused(road.refresh(&tokens["refresh_token"], &[("scope", "openid profile")]).await?, 400, "invalid_scope").await?;
    let narrower: Value = {
        let tokens = road.tokens(&[]).await?;
        road.refresh(&tokens["refresh_token"], &[("scope", "openid")]).await?.json().await?
    };
    assert_eq!(words(&narrower["scope"]), ["openid"].into());
    let other = road.register(&native()).await?;
    let stolen = road.tokens(&[]).await?;
    let token = stolen["refresh_token"].as_str().ok_or("no refresh token")?;
    let by_other = [("grant_type", "refresh_token"), ("client_id", other.as_str()), ("refresh_token", token)];
    is_refused(road.post("/token", &by_other).await?, 400, "invalid_grant").await?;
    road.refreshed(&stolen["refresh_token"]).await?;
    let idle = road.tokens(&[]).await?;
    road.pass(600);
    road.refuses_refresh(&idle["refresh_token"], "invalid_grant").await
}

#[tokio::test]
async fn rejection_12_an_authorization_ends_two_hours_after_the_login() -> Outcome {
    let road = Road::start().await?;
    let mut tokens = road.tokens(&[]).await?;
    for _ in 0..13 {
        road.pass(550);
        tokens = road.refreshed(&tokens["refresh_token"]).await?;
    }
    assert!(tokens["refresh_token_expires_in"].as_i64().is_some_and(|left| left <= 50), "{}", tokens["refresh_token_expires_in"]);
    road.pass(50);
    road.refuses_refresh(&tokens["refresh_token"], "invalid_grant").await
}

#[tokio::test]
async fn a_client_may_have_other_lifetimes_and_tokens_to_use_again() -> Outcome {
    let mut road = Road::start().await?;
    let mut document = with(&native(), "refresh_token_usage", json!("REUSE"));
    for (lifetime, seconds) in [("access_token_lifetime", 100), ("refresh_token_lifetime", 200), ("authorization_lifetime", 300)] {
        document = with(&document, lifetime, json!(seconds));
    }
    road.desk = road.register(&document).await?;
    let tokens = road.tokens(&[("redirect_uri", CALLBACK)]).await?;
    assert_eq!((&tokens["expires_in"], &tokens["refresh_token_expires_in"]), (&json!(100), &json!(200)));
    road.pass(150);
    for _ in 0..2 {
        let again = road.refreshed(&tokens["refresh_token"]).await?;
        assert!(again["refresh_token_expires_in"].as_i64().is_some_and(|seconds| seconds <= 150), "{again}");
    }
    road.pass(50);
    road.refuses_refresh(&tokens["refresh_token"], "invalid_grant").await
}
