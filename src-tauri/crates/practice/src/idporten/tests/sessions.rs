//! Refusals 13 to 15: userinfo, revocation, introspection, logout.

use std::time::Duration;

use reqwest::header::COOKIE;
use reqwest::{Response, StatusCode};
use serde_json::Value;
use url::Url;

use super::{DESK, DIRECTOR, Road, claims, desktop, redirect};
use crate::registration::{Client, LoginSettings};
use crate::testing::Outcome;

const OLD_COOKIE: &str = "idporten-session=one-that-is-over";
const AFTER: &str = "http://127.0.0.1:38431/logged-out";

impl Road {
    async fn userinfo(&self, token: &Value) -> Outcome<Response> {
        let token = token.as_str().ok_or("no token")?;
        Ok(self.town.http.get(format!("{}/userinfo", self.issuer())).bearer_auth(token).send().await?)
    }

    /// From a browser that somebody has logged in with, however long ago.
    async fn log_out(&self, parameters: &[(&str, &str)]) -> Outcome<Response> {
        let url = Url::parse_with_params(&format!("{}/logout", self.login_host()), parameters)?;
        Ok(self.town.http.get(url).header(COOKIE, OLD_COOKIE).send().await?)
    }
}

fn challenge(response: &Response) -> &str {
    response.headers().get("www-authenticate").and_then(|value| value.to_str().ok()).unwrap_or_default()
}

#[tokio::test]
async fn r13_userinfo_wants_a_live_token_with_profile() -> Outcome {
    let road = Road::start().await?;
    let tokens = road.tokens(&[]).await?;
    let info: Value = road.userinfo(&tokens["access_token"]).await?.json().await?;
    assert_eq!((&info["sub"], info["pid"].as_str()), (&claims(&tokens["id_token"])?["sub"], Some(DIRECTOR)));

    let bare = road.town.http.get(format!("{}/userinfo", road.issuer())).send().await?;
    assert_eq!((bare.status(), challenge(&bare)), (StatusCode::UNAUTHORIZED, "Bearer"));
    for token in [&tokens["id_token"], &tokens["refresh_token"]] {
        let refused = road.userinfo(token).await?;
        assert_eq!(refused.status(), StatusCode::UNAUTHORIZED);
        assert!(challenge(&refused).contains(r#"error="invalid_token""#));
    }
    let poor = road.tokens(&[("scope", "openid altinn:instances.read")]).await?;
    let refused = road.userinfo(&poor["access_token"]).await?;
    assert_eq!(refused.status(), StatusCode::FORBIDDEN);
    assert!(challenge(&refused).contains(r#"error="insufficient_scope""#));
    road.town.practice.clock().advance(Duration::from_secs(611));
    assert_eq!(road.userinfo(&tokens["access_token"]).await?.status(), StatusCode::UNAUTHORIZED);
    Ok(())
}

#[tokio::test]
async fn r14_revocation_names_its_client_and_ends_the_whole_grant() -> Outcome {
    let road = Road::start().await?;
    road.town.register(Client { id: "other".to_owned(), ..desktop() })?;
    for revoked in ["access_token", "refresh_token"] {
        let tokens = road.tokens(&[]).await?;
        let token = tokens[revoked].as_str().ok_or("no token")?;
        let refused = road.refused(road.post("/token/revoke", &[("token", token)]).await?).await?;
        assert_eq!(refused, (StatusCode::UNAUTHORIZED, "invalid_client".to_owned()));
        let foreign = road.post("/token/revoke", &[("token", token), ("client_id", "other")]).await?;
        assert_eq!(foreign.status(), StatusCode::OK);
        assert_eq!(road.userinfo(&tokens["access_token"]).await?.status(), StatusCode::OK, "still alive");
        assert_eq!(road.post("/token/revoke", &[("token", token), ("client_id", DESK)]).await?.status(), StatusCode::OK);
        assert_eq!(road.userinfo(&tokens["access_token"]).await?.status(), StatusCode::UNAUTHORIZED, "{revoked}");
        let refresh = tokens["refresh_token"].as_str().ok_or("no token")?;
        let again = [("grant_type", "refresh_token"), ("client_id", DESK), ("refresh_token", refresh)];
        assert_eq!(road.post("/token", &again).await?.status(), StatusCode::BAD_REQUEST);
    }
    assert_eq!(road.post("/token/revoke", &[("token", "unknown"), ("client_id", DESK)]).await?.status(), StatusCode::OK);
    let empty = road.refused(road.post("/token/revoke", &[("client_id", DESK)]).await?).await?;
    assert_eq!(empty, (StatusCode::BAD_REQUEST, "invalid_request".to_owned()));
    Ok(())
}

#[tokio::test]
async fn introspection_is_for_those_who_may() -> Outcome {
    let road = Road::start().await?;
    let tokens = road.tokens(&[]).await?;
    let fields = [("client_id", DESK), ("token", tokens["access_token"].as_str().ok_or("no token")?)];
    let refused = road.refused(road.post("/token/introspect", &fields).await?).await?;
    assert_eq!(refused, (StatusCode::BAD_REQUEST, "unauthorized_client".to_owned()));
    let mut client = desktop();
    client.scopes.insert("idporten:token.introspection".to_owned());
    road.town.register(client)?;
    let active: Value = road.post("/token/introspect", &fields).await?.json().await?;
    assert_eq!((&active["active"], active["client_id"].as_str()), (&Value::Bool(true), Some(DESK)));
    let dead: Value = road.post("/token/introspect", &[fields[0], ("token", "unknown")]).await?.json().await?;
    assert_eq!(dead, serde_json::json!({ "active": false }));
    Ok(())
}

#[tokio::test]
async fn r15_logout_returns_only_where_it_is_registered() -> Outcome {
    let road = Road::start().await?;
    let login = LoginSettings { post_logout_redirect_uris: vec![AFTER.to_owned()], ..LoginSettings::default() };
    road.town.register(Client { login, ..desktop() })?;
    let tokens = road.tokens(&[("scope", "openid profile")]).await?;
    let api = road.tokens(&[]).await?;
    let hint = tokens["id_token"].as_str().ok_or("no id_token")?;
    let wanted = ("post_logout_redirect_uri", AFTER);
    for parameters in [
        vec![("client_id", DESK), ("post_logout_redirect_uri", "http://127.0.0.1:38432/logged-out")],
        vec![("client_id", "nobody"), wanted],
        vec![("client_id", "nobody"), ("id_token_hint", hint), wanted],
        vec![("id_token_hint", "e30.e30.e30"), wanted],
        vec![("client_id", DESK), wanted, ("state", "smørbrød")],
    ] {
        let response = road.log_out(&parameters).await?;
        assert_eq!(response.status(), StatusCode::BAD_REQUEST, "{parameters:?}");
        assert!(response.headers().get("location").is_none());
    }
    let stays = road.log_out(&[wanted, ("state", "s")]).await?;
    assert_eq!(stays.status(), StatusCode::OK, "neither hint nor client: no redirect");
    assert!(stays.text().await?.contains(r#"id="logged-out""#));
    assert_eq!(road.userinfo(&tokens["access_token"]).await?.status(), StatusCode::OK, "nothing has ended yet");

    let back = redirect(&road.log_out(&[("id_token_hint", hint), wanted, ("state", "s t")]).await?)?;
    assert_eq!(back.as_str(), format!("{AFTER}?state=s+t"));
    assert_eq!(road.userinfo(&tokens["access_token"]).await?.status(), StatusCode::UNAUTHORIZED, "a login only");
    assert_eq!(road.userinfo(&api["access_token"]).await?.status(), StatusCode::OK, "access to an API stays");
    let form = [("client_id", DESK), wanted];
    let posted = road.town.http.post(format!("{}/logout", road.login_host())).header(COOKIE, OLD_COOKIE).form(&form).send().await?;
    assert_eq!(redirect(&posted)?.as_str(), AFTER);
    Ok(())
}
