//! Codes that are worth nothing, as refresh tokens can be: refusals 8, 12.

use std::time::Duration;

use reqwest::StatusCode;
use serde_json::{Value, json};

use super::{CALLBACK, DESK, Road, desktop, words};
use crate::registration::{Client, Lifetimes, LoginSettings};
use crate::testing::Outcome;

const BAD: StatusCode = StatusCode::BAD_REQUEST;

impl Road {
    async fn refuses_code(&self, code: &str, changes: &[(&str, &str)], error: &str) -> Outcome {
        let refused = self.refused(self.exchange(code, changes).await?).await?;
        assert_eq!(refused, (BAD, error.to_owned()), "{changes:?}");
        Ok(())
    }

    async fn refresh(&self, token: &Value, more: &[(&str, &str)]) -> Outcome<reqwest::Response> {
        let token = token.as_str().ok_or("no refresh token")?;
        self.post("/token", &[&[("grant_type", "refresh_token"), ("client_id", DESK), ("refresh_token", token)], more].concat()).await
    }

    async fn refuses_refresh(&self, token: &Value, error: &str) -> Outcome {
        assert_eq!(self.refused(self.refresh(token, &[]).await?).await?, (BAD, error.to_owned()));
        Ok(())
    }
}

#[tokio::test]
async fn r08_a_code_works_once_in_time_for_its_own_request() -> Outcome {
    let road = Road::start().await?;
    road.town.register(Client { id: "other".to_owned(), ..desktop() })?;
    road.refuses_code("nonsense", &[], "invalid_grant").await?;
    for change in [
        ("client_id", "other"),
        ("redirect_uri", "http://127.0.0.1:43211/callback"),
        ("redirect_uri", "http://127.0.0.1:38431/callback"),
        ("code_verifier", "xyo94uhy3zKvgB0NJwLms86SwcjtWviEOpkBnGgaLlp"),
        ("code_verifier", "short"),
    ] {
        road.refuses_code(&road.code(&[]).await?, &[change], "invalid_grant").await?;
    }
    for missing in ["grant_type", "code", "redirect_uri", "code_verifier"] {
        road.refuses_code(&road.code(&[]).await?, &[(missing, "")], "invalid_request").await?;
    }
    road.refuses_code(&road.code(&[]).await?, &[("grant_type", "password")], "unsupported_grant_type").await?;

    let code = road.code(&[]).await?;
    road.refuses_code(&code, &[("redirect_uri", "http://127.0.0.1:1/callback")], "invalid_grant").await?;
    road.refuses_code(&code, &[], "invalid_grant").await?;

    let code = road.code(&[]).await?;
    road.town.practice.clock().advance(Duration::from_secs(60));
    road.refuses_code(&code, &[], "invalid_grant").await?;
    let twice = [("grant_type", "authorization_code"), ("code", "a"), ("code", "b"), ("client_id", DESK), ("redirect_uri", CALLBACK)];
    assert_eq!(road.refused(road.post("/token", &twice).await?).await?, (BAD, "invalid_request".to_owned()));
    let json = road.town.http.post(format!("{}/token", road.issuer())).json(&serde_json::json!({})).send().await?;
    assert_eq!(road.refused(json).await?, (BAD, "invalid_request".to_owned()));
    Ok(())
}

#[tokio::test]
async fn r08_using_a_code_twice_takes_back_what_it_gave() -> Outcome {
    let road = Road::start().await?;
    let code = road.code(&[]).await?;
    let tokens: Value = road.exchange(&code, &[]).await?.json().await?;
    road.refuses_code(&code, &[], "invalid_grant").await?;
    road.refuses_refresh(&tokens["refresh_token"], "invalid_grant").await
}

#[tokio::test]
async fn r12_refresh_tokens_rotate_and_reuse_ends_the_family() -> Outcome {
    let road = Road::start().await?;
    let first = road.tokens(&[]).await?;
    assert_eq!(first["refresh_token_expires_in"], 600);
    let narrower = road.refresh(&first["refresh_token"], &[("scope", "openid")]).await?;
    let second: Value = narrower.json().await?;
    assert_eq!(words(&second["scope"]), ["openid"].into());
    assert_ne!(first["refresh_token"], second["refresh_token"]);
    let third: Value = road.refresh(&second["refresh_token"], &[]).await?.json().await?;
    assert_eq!(words(&third["scope"]).len(), 3);
    road.refuses_refresh(&second["refresh_token"], "invalid_grant").await?;
    road.refuses_refresh(&third["refresh_token"], "invalid_grant").await
}

#[tokio::test]
async fn r12_refresh_has_its_limits() -> Outcome {
    let road = Road::start().await?;
    let tokens = road.tokens(&[("scope", "openid")]).await?;
    let wider = road.refresh(&tokens["refresh_token"], &[("scope", "openid profile")]).await?;
    assert_eq!(road.refused(wider).await?, (BAD, "invalid_scope".to_owned()));
    road.town.register(Client { id: "other".to_owned(), ..desktop() })?;
    let tokens = road.tokens(&[]).await?;
    let token = tokens["refresh_token"].as_str().ok_or("no refresh token")?;
    let stolen = [("grant_type", "refresh_token"), ("client_id", "other"), ("refresh_token", token)];
    assert_eq!(road.refused(road.post("/token", &stolen).await?).await?, (BAD, "invalid_grant".to_owned()));
    let tokens = road.tokens(&[]).await?;
    road.town.practice.clock().advance(Duration::from_secs(600));
    road.refuses_refresh(&tokens["refresh_token"], "invalid_grant").await?;

    road.town.register(Client { login: LoginSettings { refresh: false, ..LoginSettings::default() }, ..desktop() })?;
    let without = road.tokens(&[]).await?;
    assert!(without.get("refresh_token").is_none());
    road.refuses_refresh(&tokens["refresh_token"], "unauthorized_client").await
}

#[tokio::test]
async fn r12_a_family_ends_two_hours_after_the_login() -> Outcome {
    let road = Road::start().await?;
    let mut tokens = road.tokens(&[]).await?;
    for _ in 0..13 {
        road.town.practice.clock().advance(Duration::from_secs(550));
        tokens = road.refresh(&tokens["refresh_token"], &[]).await?.json().await?;
    }
    assert!(tokens["refresh_token_expires_in"].as_i64().is_some_and(|left| left <= 50), "{}", tokens["refresh_token_expires_in"]);
    road.town.practice.clock().advance(Duration::from_secs(50));
    road.refuses_refresh(&tokens["refresh_token"], "invalid_grant").await
}

#[tokio::test]
async fn a_client_may_have_other_lifetimes_and_tokens_to_use_again() -> Outcome {
    let road = Road::start().await?;
    let login = LoginSettings { reuse_refresh: true, ..LoginSettings::default() };
    let lifetimes = Lifetimes { access: 100, refresh: 200, authorization: 300 };
    road.town.register(Client { login, lifetimes, ..desktop() })?;
    let tokens = road.tokens(&[]).await?;
    assert_eq!((&tokens["expires_in"], &tokens["refresh_token_expires_in"]), (&json!(100), &json!(200)));
    road.town.practice.clock().advance(Duration::from_secs(150));
    for _ in 0..2 {
        let again: Value = road.refresh(&tokens["refresh_token"], &[]).await?.json().await?;
        assert!(again["refresh_token_expires_in"].as_i64().is_some_and(|seconds| seconds <= 150), "{again}");
    }
    road.town.practice.clock().advance(Duration::from_secs(50));
    road.refuses_refresh(&tokens["refresh_token"], "invalid_grant").await
}
