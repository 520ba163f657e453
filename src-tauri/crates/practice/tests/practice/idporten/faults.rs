//! Rejection 19: what goes wrong on demand in the browser, at the token endpoint, after the login.

use std::collections::BTreeSet;

use inngang_practice::{Concern, Fault};
use reqwest::Response;
use serde_json::Value;

use super::road::{HIGH, Road, claims, is_page, is_refused, parameter, redirect, words};
use crate::rig::Outcome;

/// Those that are met below.
const HERE: [Fault; 19] = [
    Fault::LoginCancelled,
    Fault::NeverReturns,
    Fault::LoginErrorPage,
    Fault::LoginUnavailable,
    Fault::ScopeRefused,
    Fault::LevelRefused,
    Fault::BrokenState,
    Fault::MissingState,
    Fault::WrongIss,
    Fault::MissingIss,
    Fault::DoubleCode,
    Fault::ClientRefused,
    Fault::CodeExpired,
    Fault::DpopNonce,
    Fault::MissingScope,
    Fault::NoExpiresIn,
    Fault::RefreshRefused,
    Fault::UserinfoOtherSub,
    Fault::Userinfo401,
];

#[test]
fn every_fault_of_id_porten_is_played() {
    let of = |concern: Concern| [Concern::IdPorten, Concern::IdToken, Concern::LoginTokens].contains(&concern);
    let all: BTreeSet<_> = Fault::ALL.iter().copied().filter(|fault| of(fault.concern())).collect();
    assert_eq!(HERE.into_iter().chain(super::id_token_faults::HERE).collect::<BTreeSet<_>>(), all);
}

impl Road {
    pub(super) fn set(&self, fault: Fault, on: bool) {
        self.rig().practice.faults().set(fault, on);
    }
}

#[tokio::test]
async fn rejection_19_the_person_gives_up_or_is_not_sent_back() -> Outcome {
    let road = Road::start().await?;
    road.set(Fault::LoginCancelled, true);
    road.goes_back(&[("login_hint", HIGH)], "access_denied").await?;
    road.set(Fault::LoginCancelled, false);
    road.set(Fault::NeverReturns, true);
    let page = road.authorize(&[("login_hint", HIGH)]).await?;
    assert_eq!(page.status(), 200);
    assert!(page.text().await?.contains(r#"id="nowhere""#));
    road.set(Fault::NeverReturns, false);
    road.set(Fault::LoginErrorPage, true);
    is_page(road.authorize(&[]).await?, "server_error").await?;
    road.set(Fault::LoginErrorPage, false);
    road.tokens(&[]).await?;
    Ok(())
}

#[tokio::test]
async fn rejection_19_the_provider_refuses_a_right_request() -> Outcome {
    let road = Road::start().await?;
    for (fault, error) in [
        (Fault::LoginUnavailable, "temporarily_unavailable"),
        (Fault::ScopeRefused, "invalid_scope"),
        (Fault::LevelRefused, "unmet_authentication_requirements"),
    ] {
        road.set(fault, true);
        road.goes_back(&[], error).await?;
        road.set(fault, false);
    }
    assert_eq!(redirect(&road.authorize(&[]).await?)?.path(), "/login");
    Ok(())
}

#[tokio::test]
async fn rejection_19_the_answer_is_not_what_it_should_be() -> Outcome {
    let road = Road::start().await?;
    for (fault, name) in
        [(Fault::BrokenState, "state"), (Fault::MissingState, "state"), (Fault::WrongIss, "iss"), (Fault::MissingIss, "iss")]
    {
        let right = parameter(&road.back(&[]).await?, name);
        road.set(fault, true);
        let found = parameter(&road.back(&[]).await?, name);
        road.set(fault, false);
        assert!(right.is_some() && found != right, "{name}: {found:?}");
        assert_eq!(found.is_none(), [Fault::MissingState, Fault::MissingIss].contains(&fault));
    }
    road.set(Fault::DoubleCode, true);
    let codes =
        |back: &url::Url| back.query_pairs().filter(|(name, _)| name == "code").map(|(_, code)| code.into_owned()).collect::<BTreeSet<_>>();
    assert_eq!(codes(&road.back(&[]).await?).len(), 2);
    assert!(codes(&road.back(&[("scope", "nonsense")]).await?).is_empty(), "a refusal has none");
    Ok(())
}

#[tokio::test]
async fn rejection_19_the_token_endpoint_refuses_a_right_request() -> Outcome {
    let road = Road::start().await?;
    for (fault, status, error) in [(Fault::ClientRefused, 401, "invalid_client"), (Fault::CodeExpired, 400, "invalid_grant")] {
        let code = road.code(&[]).await?;
        road.set(fault, true);
        is_refused(road.exchange(&code, &[]).await?, status, error).await?;
        road.set(fault, false);
        assert_eq!(road.exchange(&code, &[]).await?.status(), 200, "the code was not used up");
    }
    road.set(Fault::ClientRefused, true);
    is_refused(road.post("/par", &road.request(&[])).await?, 401, "invalid_client").await?;
    is_refused(road.post("/token/revoke", &[("client_id", &road.desk), ("token", "x")]).await?, 401, "invalid_client").await?;
    road.set(Fault::ClientRefused, false);
    let tokens = road.tokens(&[]).await?;
    road.set(Fault::RefreshRefused, true);
    is_refused(road.refresh(&tokens["refresh_token"], &[]).await?, 400, "invalid_grant").await?;
    road.set(Fault::RefreshRefused, false);
    assert_eq!(road.refresh(&tokens["refresh_token"], &[]).await?.status(), 200);
    // A request without a proof is not struck.
    road.set(Fault::DpopNonce, true);
    road.tokens(&[]).await?;
    Ok(())
}

#[tokio::test]
async fn rejection_19_the_tokens_lack_something() -> Outcome {
    let road = Road::start().await?;
    road.set(Fault::MissingScope, true);
    let tokens = road.tokens(&[("scope", "openid altinn:instances.read altinn:instances.write profile")]).await?;
    assert_eq!(words(&tokens["scope"]), ["altinn:instances.read", "openid", "profile"].into());
    assert_eq!(claims(&tokens["access_token"])?["scope"], tokens["scope"]);
    road.set(Fault::MissingScope, false);
    road.set(Fault::NoExpiresIn, true);
    let tokens = road.tokens(&[]).await?;
    assert!(tokens.get("expires_in").is_none() && tokens["access_token"].is_string());
    Ok(())
}

#[tokio::test]
async fn rejection_19_userinfo_refuses_or_tells_of_somebody_else() -> Outcome {
    let road = Road::start().await?;
    let tokens = road.tokens(&[]).await?;
    let token = &tokens["access_token"];
    let told = |info: Response| async { Ok::<Value, super::road::Failure>(info.json().await?) };
    let sub = claims(&tokens["id_token"])?["sub"].clone();
    assert_eq!(told(road.userinfo(token).await?).await?["sub"], sub);
    road.set(Fault::UserinfoOtherSub, true);
    let other = told(road.userinfo(token).await?).await?["sub"].clone();
    assert!(other.is_string() && other != sub);
    road.set(Fault::Userinfo401, true);
    assert_eq!(road.userinfo(token).await?.status(), 401);
    Ok(())
}

/// What strikes every service strikes each endpoint that programs call.
#[tokio::test]
async fn rejection_19_every_endpoint_breaks_but_what_is_public() -> Outcome {
    let road = Road::start().await?;
    let tokens = road.tokens(&[]).await?;
    for (fault, status) in [(Fault::ServerError500, 500), (Fault::Unavailable503, 503), (Fault::TooManyRequests429, 429)] {
        let code = road.code(&[]).await?;
        road.set(fault, true);
        assert_eq!(road.exchange(&code, &[]).await?.status(), status);
        assert_eq!(road.post("/par", &road.request(&[])).await?.status(), status);
        assert_eq!(road.userinfo(&tokens["access_token"]).await?.status(), status);
        assert_eq!(road.post("/token/revoke", &[]).await?.status(), status);
        for path in ["/.well-known/openid-configuration", "/jwks.json"] {
            assert_eq!(road.send(road.rig().http.get(format!("{}{path}", road.issuer()))).await?.status(), 200);
        }
        assert_eq!(redirect(&road.authorize(&[]).await?)?.path(), "/login");
        road.set(fault, false);
    }
    road.set(Fault::DroppedConnection, true);
    let code = road.code(&[]).await?;
    assert!(road.exchange(&code, &[]).await.is_err());
    road.set(Fault::DroppedConnection, false);
    is_refused(road.exchange(&code, &[]).await?, 400, "invalid_grant").await?;
    road.set(Fault::SlowAnswer, true);
    let impatient = std::time::Duration::from_millis(500);
    for path in ["/token", "/par", "/token/revoke"] {
        let request = road.rig().http.post(format!("{}{path}", road.issuer())).timeout(impatient);
        assert!(request.send().await.is_err_and(|error| error.is_timeout()), "{path}");
    }
    Ok(())
}

#[tokio::test]
async fn rejection_19_the_clock_goes_wrong_in_tokens_too() -> Outcome {
    let road = Road::start().await?;
    let issued = async || -> Result<i64, super::road::Failure> {
        Ok(claims(&road.tokens(&[]).await?["id_token"])?["iat"].as_i64().ok_or("no iat")?)
    };
    let before = issued().await?;
    for (fault, seconds) in [(Fault::Clock5Minutes, 300), (Fault::Clock1MinuteBehind, -60)] {
        road.set(fault, true);
        let off = issued().await? - before;
        road.set(fault, false);
        assert!((seconds..seconds + 30).contains(&off), "{off}");
    }
    Ok(())
}
