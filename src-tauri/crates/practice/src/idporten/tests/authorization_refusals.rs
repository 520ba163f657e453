//! What the authorization endpoint does not accept: refusals 1 to 7, 16.

use std::time::Duration;

use reqwest::StatusCode;
use serde_json::Value;

use super::{CALLBACK, DESK, Road, desktop, parameter, redirect};
use crate::registration::{ApplicationType, Authentication, Client, ClientKind, LoginSettings, Secret};
use crate::testing::Outcome;

const WEB: &str = "web-client";

/// A confidential client; its `:0` address is worth nothing.
fn web() -> Client {
    Client {
        id: WEB.to_owned(),
        redirect_uris: vec!["http://127.0.0.1:0/callback".to_owned(), "http://localhost:38431/callback".to_owned()],
        login: LoginSettings {
            application_type: ApplicationType::Web,
            authentication: Authentication::ClientSecretPost,
            secret: Some(Secret { value: "hemmelig".to_owned(), made: i64::MAX / 2 }),
            pkce: false,
            ..LoginSettings::default()
        },
        ..desktop()
    }
}

impl Road {
    /// Refused on ID-porten's own page: the browser goes nowhere.
    async fn stays(&self, changes: &[(&str, &str)], error: &str) -> Outcome {
        let response = self.authorize(changes).await?;
        assert_eq!(response.status(), StatusCode::BAD_REQUEST, "{changes:?}");
        assert!(response.headers().get("location").is_none());
        let page = response.text().await?;
        assert!(page.contains(&format!(r#"<code id="error">{error}</code>"#)), "{changes:?}: {page}");
        Ok(())
    }

    /// Refused with a redirect to the client.
    async fn goes_back(&self, changes: &[(&str, &str)], error: &str) -> Outcome {
        let back = redirect(&self.authorize(changes).await?)?;
        assert!(back.as_str().starts_with(CALLBACK) || back.as_str().starts_with("http://localhost:38431/callback?"), "{back}");
        assert_eq!(parameter(&back, "error").as_deref(), Some(error), "{changes:?}: {back}");
        assert_eq!(parameter(&back, "iss").as_deref(), Some(self.issuer()));
        assert!(parameter(&back, "error_description").is_some() && parameter(&back, "code").is_none());
        Ok(())
    }
}

#[tokio::test]
async fn r01_response_type_is_code() -> Outcome {
    let road = Road::start().await?;
    for other in ["token", "id_token", "code id_token", "CODE"] {
        road.goes_back(&[("response_type", other)], "unsupported_response_type").await?;
    }
    road.goes_back(&[("response_type", "")], "invalid_request").await?;
    road.goes_back(&[("response_mode", "fragment")], "invalid_request").await
}

#[tokio::test]
async fn r02_client_and_return_address_are_registered() -> Outcome {
    let road = Road::start().await?;
    road.town.register(web())?;
    road.town.register(Client { id: "gone".to_owned(), active: false, ..desktop() })?;
    road.town.register(Client { id: "machine".to_owned(), kind: ClientKind::Maskinporten, ..desktop() })?;
    for client in ["nobody", "gone", "machine"] {
        road.stays(&[("client_id", client)], "invalid_client").await?;
    }
    road.stays(&[("client_id", "")], "invalid_request").await?;
    for address in [
        "",
        "http://127.0.0.1:43210/other",
        "http://127.0.0.1:43210/callback?x=y",
        "http://localhost:43210/callback",
        "https://127.0.0.1:43210/callback",
        "http://127.0.0.1:0/callback",
        "http://example.com/callback",
    ] {
        road.stays(&[("redirect_uri", address)], "invalid_request").await?;
    }
    road.stays(&[("client_id", WEB)], "invalid_request").await?;
    let twice = [road.request(&[]), vec![("redirect_uri", CALLBACK)]].concat();
    assert_eq!(road.visit("/authorize", &twice).await?.status(), StatusCode::BAD_REQUEST);
    Ok(())
}

#[tokio::test]
async fn r03_pkce_is_s256() -> Outcome {
    let road = Road::start().await?;
    road.goes_back(&[("code_challenge", ""), ("code_challenge_method", "")], "invalid_request").await?;
    road.goes_back(&[("code_challenge_method", "plain")], "invalid_request").await?;
    road.goes_back(&[("code_challenge_method", "")], "invalid_request").await?;
    for challenge in [
        "b7elB7ZyxIXgFyvBznKvxl7wOB-H17Pz0a3B62NIMFI=",
        "b7elB7ZyxIXgFyvBznKvxl7wOB-H17Pz0a3B62NIMF",
        "b7elB7ZyxIXgFyvBznKvxl7wOB+H17Pz0a3B62NIMFI",
    ] {
        road.goes_back(&[("code_challenge", challenge)], "invalid_request").await?;
    }
    // A client that is registered without PKCE may leave it out.
    road.town.register(web())?;
    let changes =
        [("client_id", WEB), ("redirect_uri", "http://localhost:38431/callback"), ("code_challenge", ""), ("code_challenge_method", "")];
    assert!(redirect(&road.authorize(&changes).await?)?.path() == "/login");
    Ok(())
}

#[tokio::test]
async fn r04_state_and_nonce_are_there() -> Outcome {
    let road = Road::start().await?;
    road.goes_back(&[("state", "")], "invalid_request").await?;
    road.goes_back(&[("state", "smørbrød")], "invalid_request").await?;
    road.goes_back(&[("nonce", "")], "invalid_request").await?;
    assert_eq!(redirect(&road.authorize(&[("nonce", ""), ("scope", "altinn:instances.read")]).await?)?.path(), "/login");
    Ok(())
}

#[tokio::test]
async fn r05_every_scope_is_on_the_client() -> Outcome {
    let road = Road::start().await?;
    for scopes in ["openid altinn:broker.read", "openid  nonsense", "OPENID", ""] {
        road.goes_back(&[("scope", scopes)], "invalid_scope").await?;
    }
    Ok(())
}

#[tokio::test]
async fn r06_levels_exist_and_can_be_reached() -> Outcome {
    let road = Road::start().await?;
    for unknown in ["Level3", "Level4", "idporten-loa-high Level4", "high"] {
        road.goes_back(&[("acr_values", unknown)], "invalid_request").await?;
    }
    road.goes_back(&[("acr_values", "eidas-loa-high")], "unmet_authentication_requirements").await
}

#[tokio::test]
async fn r07_request_objects_and_pushed_requests() -> Outcome {
    let road = Road::start().await?;
    road.goes_back(&[("request", "e30.e30.")], "request_not_supported").await?;
    road.goes_back(&[("request_uri", "https://example.com/request.jwt")], "request_uri_not_supported").await?;
    road.goes_back(&[("authorization_details", "[]")], "invalid_authorization_details").await?;

    let push = async || -> Outcome<String> {
        let pushed: Value = road.post("/par", &road.request(&[])).await?.json().await?;
        Ok(pushed["request_uri"].as_str().ok_or("no reference")?.to_owned())
    };
    let collect = async |parameters: &[(&str, &str)]| -> Outcome<(StatusCode, String)> {
        let response = road.visit("/authorize", parameters).await?;
        Ok((response.status(), response.text().await?))
    };
    let refused = |answer: (StatusCode, String), error: &str| {
        assert_eq!(answer.0, StatusCode::BAD_REQUEST);
        assert!(answer.1.contains(&format!(r#"<code id="error">{error}</code>"#)), "{}", answer.1);
    };
    let reference = push().await?;
    let beside = [("client_id", DESK), ("request_uri", reference.as_str()), ("scope", "openid")];
    refused(collect(&beside).await?, "invalid_request");
    road.town.register(Client { id: "other".to_owned(), ..desktop() })?;
    refused(collect(&[("client_id", "other"), ("request_uri", &reference)]).await?, "invalid_request_uri");
    let own = [("client_id", DESK), ("request_uri", reference.as_str())];
    assert_eq!(collect(&own).await?.0, StatusCode::FOUND);
    refused(collect(&own).await?, "invalid_request_uri");
    let reference = push().await?;
    road.town.practice.clock().advance(Duration::from_secs(120));
    refused(collect(&[("client_id", DESK), ("request_uri", &reference)]).await?, "invalid_request_uri");
    for (changes, error) in [(("scope", "nonsense"), "invalid_scope"), (("redirect_uri", "http://example.com/"), "invalid_request")] {
        let refused = road.refused(road.post("/par", &road.request(&[changes])).await?).await?;
        assert_eq!(refused, (StatusCode::BAD_REQUEST, error.to_owned()));
    }
    Ok(())
}

#[tokio::test]
async fn r16_headless_login_is_for_the_towns_own_people() -> Outcome {
    let road = Road::start().await?;
    for (hint, error) in [
        ("testid:14067521349_idporten-loa-high", "invalid_request"),
        ("testid:14867521340_idporten-loa-high", "invalid_request"),
        ("testid:14867521349", "invalid_request"),
        ("testid:14867521349_Level4", "invalid_request"),
    ] {
        road.goes_back(&[("login_hint", hint)], error).await?;
    }
    let low = [("login_hint", "testid:14867521349_idporten-loa-substantial"), ("acr_values", "idporten-loa-high")];
    road.goes_back(&low, "unmet_authentication_requirements").await
}

#[tokio::test]
async fn prompts_are_known_and_nobody_is_logged_in_already() -> Outcome {
    let road = Road::start().await?;
    road.goes_back(&[("prompt", "none")], "login_required").await?;
    road.goes_back(&[("prompt", "none login")], "invalid_request").await?;
    road.goes_back(&[("prompt", "create")], "invalid_request").await?;
    road.goes_back(&[("resource", "not a uri")], "invalid_target").await
}
