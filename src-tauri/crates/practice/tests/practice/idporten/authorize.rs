//! Rejections 1 to 6, 16: authorization requests.

use inngang_practice::Practice;
use reqwest::Method;
use serde_json::{Value, json};

use super::road::{CALLBACK, Failure, Road, native, parameter, redirect};
use crate::api_rig::{machine, with};
use crate::rig::Outcome;

const FIXED: &str = "http://localhost:38431/callback";

/// A confidential client with a fixed address, one for any port, which is worth nothing to it, and without PKCE.
async fn confidential(road: &Road) -> Result<String, Failure> {
    let addresses = json!(["http://127.0.0.1:0/callback", FIXED]);
    let mut document = with(&native(), "redirect_uris", addresses);
    for (member, value) in
        [("application_type", "web"), ("token_endpoint_auth_method", "client_secret_basic"), ("code_challenge_method", "none")]
    {
        document = with(&document, member, json!(value));
    }
    road.register(&document).await
}

async fn with_addresses(road: &Road, addresses: &[&str]) -> Result<String, Failure> {
    road.register(&with(&native(), "redirect_uris", json!(addresses))).await
}

fn mild(practice: &Practice) -> Outcome {
    Ok(practice.set_strict(false)?)
}

#[tokio::test]
async fn rejection_01_another_response_type_than_code() -> Outcome {
    let road = Road::start().await?;
    for other in ["token", "id_token", "code id_token", "code token", "none", "CODE"] {
        road.goes_back(&[("response_type", other)], "unsupported_response_type").await?;
    }
    road.goes_back(&[("response_type", "")], "invalid_request").await?;
    for mode in ["fragment", "web_message", "QUERY"] {
        road.goes_back(&[("response_mode", mode)], "invalid_request").await?;
    }
    Ok(())
}

#[tokio::test]
async fn rejection_02_a_client_that_is_not_known_here() -> Outcome {
    let road = Road::start().await?;
    let gone = road.register(&native()).await?;
    assert_eq!(road.api.call(Method::DELETE, &format!("/clients/{gone}"), None).await?.status, 204);
    let machine = road.register(&machine()).await?;
    for client in ["nobody", &gone, &machine, "Innlogging"] {
        road.stays(&[("client_id", client)], "invalid_client").await?;
    }
    road.stays(&[("client_id", "")], "invalid_request").await?;
    let twice = [road.request(&[]), vec![("client_id", road.desk.as_str())]].concat();
    super::road::is_page(road.visit("/authorize", &twice).await?, "invalid_request").await
}

#[tokio::test]
async fn rejection_02_an_address_that_is_not_registered() -> Outcome {
    let road = Road::start().await?;
    for address in [
        "",
        "http://127.0.0.1:43210/other",
        "http://127.0.0.1:43210/callback/",
        "http://127.0.0.1:43210/callback?x=y",
        "http://127.0.0.1:43210/callback#x",
        "http://127.0.0.1:43210/CALLBACK",
        "http://localhost:43210/callback",
        "http://localhost:38431/callback",
        "http://[::1]:43210/callback",
        "http://127.0.0.2:43210/callback",
        "https://127.0.0.1:43210/callback",
        "http://127.0.0.1:0/callback",
        "http://127.0.0.1/callback",
        "http://127.0.0.1:43210@evil.example/callback",
        "http://example.com/callback",
        "no.example.app:/callback",
    ] {
        road.stays(&[("redirect_uri", address)], "invalid_request").await?;
    }
    let twice = [road.request(&[]), vec![("redirect_uri", CALLBACK)]].concat();
    super::road::is_page(road.visit("/authorize", &twice).await?, "invalid_request").await
}

/// The forms that a desktop program can register, each of which lets in itself alone.
#[tokio::test]
async fn rejection_02_each_loopback_form_is_its_own() -> Outcome {
    let road = Road::start().await?;
    let [v4, v6] = ["http://127.0.0.1:50000/callback", "http://[::1]:50000/callback"];
    let forms = [
        ("http://127.0.0.1:0/callback", v4),
        ("http://[::1]:0/callback", v6),
        ("http://127.0.0.1:38431/callback", "http://127.0.0.1:38431/callback"),
        (FIXED, FIXED),
    ];
    for (registered, own) in forms {
        let client = with_addresses(&road, &[registered]).await?;
        for asked in [v4, v6, FIXED, "http://localhost:50000/callback", "http://127.0.0.1:38431/callback"] {
            let asks = [("client_id", client.as_str()), ("redirect_uri", asked)];
            let any_port = registered == "http://127.0.0.1:0/callback" && asked.starts_with("http://127.0.0.1:");
            if asked == own || any_port {
                assert_eq!(redirect(&road.authorize(&asks).await?)?.path(), "/login", "{registered} {asked}");
            } else {
                road.stays(&asks, "invalid_request").await.map_err(|error| format!("{registered}: {error}"))?;
            }
        }
    }
    Ok(())
}

#[tokio::test]
async fn rejection_02_any_port_is_for_native_clients() -> Outcome {
    let road = Road::start().await?;
    let client = confidential(&road).await?;
    road.stays(&[("client_id", &client)], "invalid_request").await?;
    road.stays(&[("client_id", &client), ("redirect_uri", "http://127.0.0.1:0/callback")], "invalid_request").await?;
    assert_eq!(redirect(&road.authorize(&[("client_id", &client), ("redirect_uri", FIXED)]).await?)?.path(), "/login");
    Ok(())
}

#[tokio::test]
async fn rejection_03_pkce_that_is_missing_or_not_s256() -> Outcome {
    let road = Road::start().await?;
    road.goes_back(&[("code_challenge", ""), ("code_challenge_method", "")], "invalid_request").await?;
    for method in ["", "plain", "s256", "S512"] {
        road.goes_back(&[("code_challenge_method", method)], "invalid_request").await?;
    }
    for challenge in [
        "",
        "b7elB7ZyxIXgFyvBznKvxl7wOB-H17Pz0a3B62NIMFI=",
        "b7elB7ZyxIXgFyvBznKvxl7wOB-H17Pz0a3B62NIMF",
        "b7elB7ZyxIXgFyvBznKvxl7wOB-H17Pz0a3B62NIMFIA",
        "b7elB7ZyxIXgFyvBznKvxl7wOB+H17Pz0a3B62NIMFI",
    ] {
        road.goes_back(&[("code_challenge", challenge)], "invalid_request").await?;
    }
    // Only a client that is registered without may leave it out, and what it sends is checked all the same.
    let client = confidential(&road).await?;
    let own = [("client_id", client.as_str()), ("redirect_uri", FIXED)];
    let without = [&own[..], &[("code_challenge", ""), ("code_challenge_method", "")]].concat();
    assert_eq!(redirect(&road.authorize(&without).await?)?.path(), "/login");
    road.goes_back(&[&own[..], &[("code_challenge_method", "plain")]].concat(), "invalid_request").await
}

#[tokio::test]
async fn rejection_04_no_state_and_no_nonce() -> Outcome {
    let road = Road::start().await?;
    for state in ["", "smørbrød", "a\nb", "a\u{7f}"] {
        road.goes_back(&[("state", state)], "invalid_request").await?;
    }
    let all: String = (' '..='~').collect();
    assert_eq!(parameter(&road.back(&[("state", &all)]).await?, "state"), Some(all));
    road.goes_back(&[("nonce", "")], "invalid_request").await?;
    // Without openid there is no ID token to carry it.
    let api = [("nonce", ""), ("scope", "altinn:instances.read")];
    assert_eq!(redirect(&road.authorize(&api).await?)?.path(), "/login");
    let client = confidential(&road).await?;
    let own = [("client_id", client.as_str()), ("redirect_uri", FIXED), ("state", "")];
    assert_eq!(redirect(&road.authorize(&own).await?)?.path(), "/login", "a confidential client has other proof");
    mild(&road.rig().practice)?;
    assert_eq!(redirect(&road.authorize(&[("nonce", "")]).await?)?.path(), "/login");
    road.goes_back(&[("state", "")], "invalid_request").await
}

#[tokio::test]
async fn rejection_05_a_scope_that_is_not_on_the_client() -> Outcome {
    let road = Road::start().await?;
    for scopes in ["openid altinn:broker.read", "openid profile altinn:instances.read nonsense", "openid  nonsense", "OPENID", ""] {
        road.goes_back(&[("scope", scopes)], "invalid_scope").await?;
    }
    Ok(())
}

#[tokio::test]
async fn rejection_06_a_level_that_does_not_exist() -> Outcome {
    let road = Road::start().await?;
    for unknown in ["Level3", "Level4", "idporten-loa-high Level4", "high", "IDPORTEN-LOA-HIGH", "urn:mace:incommon:iap:silver"] {
        road.goes_back(&[("acr_values", unknown)], "invalid_request").await?;
    }
    road.goes_back(&[("acr_values", "eidas-loa-high")], "unmet_authentication_requirements").await
}

#[tokio::test]
async fn rejection_16_a_test_user_that_is_none_of_the_towns() -> Outcome {
    let road = Road::start().await?;
    for hint in [
        // Born in an ordinary month, or in the 40 that dnumre of NAV's have.
        "testid:14067521349_idporten-loa-high",
        "testid:14467521349_idporten-loa-high",
        "testid:14867521340_idporten-loa-high",
        "testid:148675213490_idporten-loa-high",
        "testid:_idporten-loa-high",
        "testid:14867521349",
        "testid:14867521349_",
        "testid:14867521349_Level4",
    ] {
        road.goes_back(&[("login_hint", hint)], "invalid_request").await.map_err(|error| format!("{hint}: {error}"))?;
    }
    let low = [("login_hint", "testid:14867521349_idporten-loa-substantial"), ("acr_values", "idporten-loa-high")];
    road.goes_back(&low, "unmet_authentication_requirements").await?;
    // Another hint is but a hint.
    assert_eq!(redirect(&road.authorize(&[("login_hint", "eidas:true")]).await?)?.path(), "/login");
    Ok(())
}

#[tokio::test]
async fn what_is_not_supported_is_refused() -> Outcome {
    let road = Road::start().await?;
    for (name, value, error) in [
        ("request", "e30.e30.", "request_not_supported"),
        ("request_uri", "https://example.com/request.jwt", "request_uri_not_supported"),
        ("onbehalfof", "somebody", "invalid_request"),
        ("prompt", "none", "login_required"),
        ("prompt", "none login", "invalid_request"),
        ("prompt", "create", "invalid_request"),
        ("resource", "not a uri", "invalid_target"),
        ("resource", "https://example.com/#a", "invalid_target"),
    ] {
        road.goes_back(&[(name, value)], error).await?;
    }
    let tokens = road.tokens(&[("resource", "https://example.com/api")]).await?;
    assert_eq!(super::road::claims(&tokens["access_token"])?["aud"], Value::from("https://example.com/api"));
    Ok(())
}
