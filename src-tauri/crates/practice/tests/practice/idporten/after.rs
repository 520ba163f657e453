//! Rejections 13 to 15: userinfo, revocation, logout.

use std::time::Duration;

use reqwest::Response;
use serde_json::{Value, json};

use super::road::{DIRECTOR, Road, claims, is_page, is_refused, native, redirect};
use crate::api_rig::with;
use crate::rig::Outcome;

const AFTER: &str = "http://127.0.0.1:38431/logged-out";

fn challenge(response: &Response) -> &str {
    response.headers().get("www-authenticate").and_then(|value| value.to_str().ok()).unwrap_or_default()
}

#[tokio::test]
async fn rejection_13_userinfo_without_profile() -> Outcome {
    let road = Road::start().await?;
    let tokens = road.tokens(&[]).await?;
    let info: Value = road.userinfo(&tokens["access_token"]).await?.json().await?;
    assert_eq!((&info["sub"], info["pid"].as_str()), (&claims(&tokens["id_token"])?["sub"], Some(DIRECTOR)));
    let poor = road.tokens(&[("scope", "openid altinn:instances.read")]).await?;
    let narrowed: Value = road.refresh(&tokens["refresh_token"], &[("scope", "openid")]).await?.json().await?;
    for token in [&poor["access_token"], &narrowed["access_token"]] {
        let refused = road.userinfo(token).await?;
        assert_eq!(refused.status(), 403);
        assert!(challenge(&refused).contains(r#"error="insufficient_scope""#) && challenge(&refused).contains(r#"scope="profile""#));
    }
    Ok(())
}

#[tokio::test]
async fn rejection_13_userinfo_for_no_token_or_one_that_has_ended() -> Outcome {
    let road = Road::start().await?;
    let bare = road.send(road.rig().http.get(format!("{}/userinfo", road.issuer()))).await?;
    assert!(bare.status() == 401 && challenge(&bare).starts_with("Bearer") && !challenge(&bare).contains("error"));
    let basic = road.rig().http.get(format!("{}/userinfo", road.issuer())).basic_auth(&road.desk, Some("x"));
    assert_eq!(road.send(basic).await?.status(), 401);
    let tokens = road.tokens(&[]).await?;
    let parts =
        |token: &Value| token.as_str().and_then(|token| token.rsplit_once('.')).map(|(signed, by)| (signed.to_owned(), by.to_owned()));
    let (signed, _) = parts(&tokens["access_token"]).ok_or("no token")?;
    let (_, by) = parts(&road.tokens(&[]).await?["access_token"]).ok_or("no token")?;
    let forged = format!("{signed}.{by}");
    let is_dead = async |token: &Value| -> Outcome {
        let refused = road.userinfo(token).await?;
        assert_eq!(refused.status(), 401, "{token}");
        assert!(challenge(&refused).contains(r#"error="invalid_token""#) && challenge(&refused).contains("(trace_id: "));
        Ok(())
    };
    for token in [&tokens["id_token"], &tokens["refresh_token"], &json!("x"), &json!("e30.e30.e30"), &json!(forged)] {
        is_dead(token).await?;
    }
    road.rig().practice.clock().advance(Duration::from_secs(611));
    is_dead(&tokens["access_token"]).await
}

#[tokio::test]
async fn rejection_14_revocation_by_nobody() -> Outcome {
    let road = Road::start().await?;
    let other = road.register(&native()).await?;
    for revoked in ["access_token", "refresh_token"] {
        let tokens = road.tokens(&[]).await?;
        let token = tokens[revoked].as_str().ok_or("no token")?;
        is_refused(road.post("/token/revoke", &[("token", token)]).await?, 401, "invalid_client").await?;
        is_refused(road.post("/token/revoke", &[("token", token), ("client_id", "nobody")]).await?, 401, "invalid_client").await?;
        assert_eq!(road.post("/token/revoke", &[("token", token), ("client_id", &other)]).await?.status(), 200);
        assert_eq!(road.userinfo(&tokens["access_token"]).await?.status(), 200, "another client's word ends nothing");
        let hinted = [("token", token), ("client_id", road.desk.as_str()), ("token_type_hint", "wrong")];
        assert_eq!(road.post("/token/revoke", &hinted).await?.status(), 200);
        assert_eq!(road.userinfo(&tokens["access_token"]).await?.status(), 401, "{revoked}");
        is_refused(road.refresh(&tokens["refresh_token"], &[]).await?, 400, "invalid_grant").await?;
    }
    assert_eq!(road.post("/token/revoke", &[("token", "unknown"), ("client_id", &road.desk)]).await?.status(), 200);
    is_refused(road.post("/token/revoke", &[("client_id", &road.desk)]).await?, 400, "invalid_request").await
}

#[tokio::test]
async fn rejection_15_logout_to_somewhere_else() -> Outcome {
    let mut road = Road::start().await?;
    road.desk = road.register(&with(&native(), "post_logout_redirect_uris", json!([AFTER]))).await?;
    let elsewhere = road.register(&native()).await?;
    let tokens = road.tokens(&[("scope", "openid profile")]).await?;
    let hint = tokens["id_token"].as_str().ok_or("no id_token")?;
    let (desk, wanted) = (road.desk.as_str(), ("post_logout_redirect_uri", AFTER));
    for (parameters, error) in [
        (vec![("client_id", desk), ("post_logout_redirect_uri", "http://127.0.0.1:38432/logged-out")], "invalid_request"),
        (vec![("client_id", desk), ("post_logout_redirect_uri", "http://127.0.0.1:38431/logged-out/")], "invalid_request"),
        (vec![("client_id", &elsewhere), wanted], "invalid_request"),
        (vec![("client_id", "nobody"), wanted], "invalid_client"),
        (vec![("client_id", &elsewhere), ("id_token_hint", hint), wanted], "invalid_request"),
        (vec![("id_token_hint", "e30.e30.e30"), wanted], "invalid_request"),
        (vec![("id_token_hint", tokens["access_token"].as_str().ok_or("no token")?), wanted], "invalid_request"),
        (vec![("client_id", desk), wanted, wanted], "invalid_request"),
    ] {
        is_page(road.visit("/logout", &parameters).await?, error).await.map_err(|failure| format!("{parameters:?}: {failure}"))?;
    }
    assert_eq!(road.userinfo(&tokens["access_token"]).await?.status(), 200, "nothing has ended yet");
    Ok(())
}

#[tokio::test]
async fn rejection_15_a_state_that_cannot_be_printed() -> Outcome {
    let mut road = Road::start().await?;
    road.desk = road.register(&with(&native(), "post_logout_redirect_uris", json!([AFTER]))).await?;
    for state in ["smørbrød", "a\nb", "\u{7f}"] {
        let parameters = [("client_id", road.desk.as_str()), ("post_logout_redirect_uri", AFTER), ("state", state)];
        is_page(road.visit("/logout", &parameters).await?, "invalid_request").await?;
    }
    Ok(())
}

/// Without hint and client nobody knows whether the address may be believed.
#[tokio::test]
async fn rejection_15_neither_hint_nor_client() -> Outcome {
    let road = Road::start().await?;
    let left = road.visit("/logout", &[("post_logout_redirect_uri", AFTER), ("state", "s")]).await?;
    assert!(left.headers().get("location").is_none() && left.status() != 302, "{}", left.status());
    assert!(redirect(&road.authorize(&[]).await?)?.path() == "/login");
    Ok(())
}
