//! Refusal 19: what goes wrong on demand.

use reqwest::StatusCode;
use serde_json::Value;

use super::person::Person;
use super::{CHALLENGE, DESK, DIRECTOR, Road, claims, parameter, redirect, words};
use crate::Fault;
use crate::jose::{Algorithm, Jws, public_key};
use crate::testing::Outcome;

async fn with(fault: Fault) -> Outcome<Road> {
    let road = Road::start().await?;
    road.town.practice.faults().set(fault, true);
    Ok(road)
}

#[tokio::test]
async fn login_cancelled_whatever_the_person_presses() -> Outcome {
    let road = with(Fault::LoginCancelled).await?;
    let person = Person { national_id: DIRECTOR, level: "high", declines: &[] };
    let (back, forms) = person.log_in(&road, road.authorize(&[]).await?).await?;
    assert_eq!((parameter(&back, "error").as_deref(), forms), (Some("access_denied"), vec!["login-form"]));
    let back = redirect(&road.authorize(&[("login_hint", super::HIGH)]).await?)?;
    assert_eq!(parameter(&back, "error").as_deref(), Some("access_denied"));
    Ok(())
}

#[tokio::test]
async fn never_returns_leaves_the_browser_on_a_page() -> Outcome {
    let road = with(Fault::NeverReturns).await?;
    let response = road.authorize(&[("login_hint", super::HIGH)]).await?;
    assert_eq!(response.status(), StatusCode::OK);
    assert!(response.text().await?.contains(r#"id="nowhere""#));
    Ok(())
}

#[tokio::test]
async fn low_acr_is_below_what_was_asked() -> Outcome {
    let road = with(Fault::LowAcr).await?;
    for (asked, expected) in
        [("idporten-loa-high", "idporten-loa-substantial"), ("idporten-loa-substantial", "idporten-loa-low"), ("", "idporten-loa-low")]
    {
        let tokens = road.tokens(&[("acr_values", asked)]).await?;
        assert_eq!(claims(&tokens["id_token"])?["acr"], expected);
    }
    Ok(())
}

#[tokio::test]
async fn broken_nonce_state_and_issuer() -> Outcome {
    let road = with(Fault::BrokenNonce).await?;
    let nonce = claims(&road.tokens(&[]).await?["id_token"])?["nonce"].clone();
    assert!(nonce.is_string() && nonce != "n-0S6_WzA2Mj");
    let road = with(Fault::BrokenState).await?;
    let back = redirect(&road.authorize(&[("login_hint", super::HIGH)]).await?)?;
    assert!(parameter(&back, "state").is_some_and(|state| state != "s t+a/te"));
    let road = with(Fault::WrongIss).await?;
    let back = redirect(&road.authorize(&[("login_hint", super::HIGH)]).await?)?;
    assert!(parameter(&back, "iss").is_some_and(|iss| iss != road.issuer()));
    assert_eq!(claims(&road.tokens(&[]).await?["id_token"])?["iss"], road.issuer());
    Ok(())
}

#[tokio::test]
async fn id_token_by_another_key_under_the_same_kid() -> Outcome {
    let road = with(Fault::IdTokenOtherKey).await?;
    let tokens = road.tokens(&[]).await?;
    let jwks: Value = road.town.http.get(format!("{}/jwks.json", road.issuer())).send().await?.json().await?;
    let key = public_key(&jwks["keys"][0])?;
    let jws = Jws::parse(tokens["id_token"].as_str().ok_or("no id_token")?)?;
    assert_eq!(jws.header_text("kid"), jwks["keys"][0]["kid"].as_str());
    assert!(!jws.is_signed_by(&key, Algorithm::Rs256));
    assert!(Jws::parse(tokens["access_token"].as_str().ok_or("no access_token")?)?.is_signed_by(&key, Algorithm::Rs256));
    Ok(())
}

#[tokio::test]
async fn missing_scope_lacks_the_last_one_consented_to() -> Outcome {
    let road = with(Fault::MissingScope).await?;
    let tokens = road.tokens(&[("scope", "openid altinn:instances.read altinn:instances.write profile")]).await?;
    assert_eq!(words(&tokens["scope"]), ["altinn:instances.read", "openid", "profile"].into());
    assert_eq!(claims(&tokens["access_token"])?["scope"], tokens["scope"]);
    Ok(())
}

#[tokio::test]
async fn the_clock_is_five_minutes_ahead_in_tokens_and_date() -> Outcome {
    let road = Road::start().await?;
    let before = claims(&road.tokens(&[]).await?["id_token"])?["iat"].as_i64().ok_or("no iat")?;
    road.town.practice.faults().set(Fault::Clock5Minutes, true);
    let after = claims(&road.tokens(&[]).await?["id_token"])?["iat"].as_i64().ok_or("no iat")?;
    assert!((300..330).contains(&(after - before)), "{}", after - before);
    Ok(())
}

#[tokio::test]
async fn the_token_endpoint_breaks_and_nothing_else() -> Outcome {
    let road = Road::start().await?;
    let faults = road.town.practice.faults();
    for (fault, status, kind) in
        [(Fault::ServerError500, StatusCode::INTERNAL_SERVER_ERROR, "text/plain"), (Fault::HtmlInsteadOfJson, StatusCode::OK, "text/html")]
    {
        faults.set(fault, true);
        let response = road.exchange(&road.code(&[]).await?, &[]).await?;
        assert_eq!(response.status(), status);
        assert!(response.headers()["content-type"].to_str()?.starts_with(kind));
        assert_eq!(
            road.post("/par", &road.request(&[("code_challenge", CHALLENGE), ("client_id", DESK)])).await?.status(),
            StatusCode::CREATED
        );
        faults.clear();
    }
    faults.set(Fault::SlowAnswer, true);
    assert!(road.town.is_slow(road.town.http.post(format!("{}/token", road.issuer()))).await);
    faults.clear();
    faults.set(Fault::DroppedConnection, true);
    let code = road.code(&[]).await?;
    assert!(road.exchange(&code, &[]).await.is_err());
    faults.clear();
    assert_eq!(road.exchange(&code, &[]).await?.status(), StatusCode::BAD_REQUEST, "the work was done before the line was cut");
    Ok(())
}
