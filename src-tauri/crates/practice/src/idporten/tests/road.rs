//! The road that a login takes when everything is right.

use reqwest::StatusCode;
use serde_json::{Value, json};

use super::person::{Person, hidden};
use super::{CALLBACK, DESK, DIRECTOR, Road, VERIFIER, claims, desktop, parameter, redirect, words};
use crate::jose::{Algorithm, Jws, public_key};
use crate::testing::Outcome;

const ÅSE: Person<'_> = Person { national_id: DIRECTOR, level: "substantial", declines: &[] };

#[tokio::test]
async fn metadata_has_every_field_and_the_login_is_elsewhere() -> Outcome {
    let road = Road::start().await?;
    let url = format!("{}/.well-known/openid-configuration", road.issuer());
    let metadata: Value = road.town.http.get(url).send().await?.json().await?;
    assert_eq!(metadata["issuer"], road.issuer());
    assert!(!road.issuer().ends_with('/') && road.issuer() != road.login_host());
    for (field, host, path) in [
        ("authorization_endpoint", road.login_host(), "/authorize"),
        ("end_session_endpoint", road.login_host(), "/logout"),
        ("token_endpoint", road.issuer(), "/token"),
        ("pushed_authorization_request_endpoint", road.issuer(), "/par"),
        ("userinfo_endpoint", road.issuer(), "/userinfo"),
        ("introspection_endpoint", road.issuer(), "/token/introspect"),
        ("revocation_endpoint", road.issuer(), "/token/revoke"),
        ("jwks_uri", road.issuer(), "/jwks.json"),
    ] {
        assert_eq!(metadata[field], format!("{host}{path}"), "{field}");
    }
    assert_eq!(metadata["response_types_supported"], json!(["code"]));
    assert_eq!(metadata["code_challenge_methods_supported"], json!(["S256"]));
    assert_eq!(metadata["authorization_response_iss_parameter_supported"], true);
    assert_eq!(metadata.as_object().map(serde_json::Map::len), Some(30));
    Ok(())
}

#[tokio::test]
async fn a_person_logs_in_consents_and_the_client_gets_tokens() -> Outcome {
    let road = Road::start().await?;
    let (back, forms) = ÅSE.log_in(&road, road.authorize(&[]).await?).await?;
    assert_eq!(forms, ["login-form", "consent-form"]);
    assert!(back.as_str().starts_with(&format!("{CALLBACK}?code=")), "{back}");
    assert_eq!(parameter(&back, "state").as_deref(), Some("s t+a/te"));
    assert_eq!(parameter(&back, "iss").as_deref(), Some(road.issuer()));
    let code = parameter(&back, "code").ok_or("no code")?;
    let response = road.exchange(&code, &[]).await?;
    assert_eq!(response.headers()["cache-control"], "no-store");
    let tokens: Value = response.json().await?;
    assert_eq!((&tokens["token_type"], &tokens["expires_in"]), (&json!("Bearer"), &json!(600)));
    assert_eq!(words(&tokens["scope"]), ["altinn:instances.read", "openid", "profile"].into());

    let id_token = tokens["id_token"].as_str().ok_or("no id_token")?;
    let jwks: Value = road.town.http.get(format!("{}/jwks.json", road.issuer())).send().await?.json().await?;
    let jws = Jws::parse(id_token)?;
    assert_eq!(jws.header_text("kid"), jwks["keys"][0]["kid"].as_str());
    assert!(jws.is_signed_by(&public_key(&jwks["keys"][0])?, Algorithm::Rs256));
    let id = claims(&tokens["id_token"])?;
    assert_eq!(id["iss"], road.issuer());
    assert_eq!((&id["aud"], &id["pid"], &id["nonce"]), (&json!(DESK), &json!(DIRECTOR), &json!("n-0S6_WzA2Mj")));
    assert_eq!((&id["acr"], &id["amr"], &id["locale"]), (&json!("idporten-loa-substantial"), &json!(["TestID"]), &json!("nb")));
    assert_eq!((&id["given_name"], &id["family_name"]), (&json!("Åse"), &json!("Blåbær")));
    assert_eq!(id["exp"].as_i64(), id["iat"].as_i64().map(|iat| iat + 120));

    let access = claims(&tokens["access_token"])?;
    assert_eq!(access["sub"], id["sub"]);
    assert_eq!((&access["client_id"], &access["client_amr"], &access["aud"]), (&json!(DESK), &json!("none"), &json!("unspecified")));
    assert_eq!(access["consumer"], json!({ "authority": "iso6523-actorid-upis", "ID": "0192:315000106" }));
    assert_eq!(access["exp"].as_i64(), access["iat"].as_i64().map(|iat| iat + 600));
    Ok(())
}

#[tokio::test]
async fn consent_is_remembered_declined_scopes_are_missing_and_asked_for_again() -> Outcome {
    let road = Road::start().await?;
    let scope = ("scope", "openid altinn:instances.read altinn:instances.write");
    let granted = async |changes: &[(&str, &str)], declines: &[&str]| -> Outcome<(Value, Vec<&str>)> {
        let (back, forms) = Person { declines, ..ÅSE }.log_in(&road, road.authorize(changes).await?).await?;
        let code = parameter(&back, "code").ok_or("no code")?;
        let tokens: Value = road.exchange(&code, &[]).await?.json().await?;
        Ok((tokens["scope"].clone(), forms))
    };
    let (scopes, _) = granted(&[scope], &["altinn:instances.write"]).await?;
    assert_eq!(words(&scopes), ["altinn:instances.read", "openid"].into());
    let (_, forms) = granted(&[], &[]).await?;
    assert_eq!(forms, ["login-form"], "the read scope was given before");
    let (scopes, forms) = granted(&[scope], &[]).await?;
    assert_eq!((words(&scopes).len(), forms.len()), (3, 2));
    let (_, forms) = granted(&[scope, ("prompt", "login consent")], &[]).await?;
    assert_eq!(forms, ["login-form", "consent-form"]);
    let (_, forms) = granted(&[("scope", "openid"), ("prompt", "consent")], &[]).await?;
    assert_eq!(forms, ["login-form"], "nothing to consent to");
    Ok(())
}

#[tokio::test]
async fn the_login_page_offers_only_sufficient_levels_in_the_language_asked_for() -> Outcome {
    let road = Road::start().await?;
    let response = road.authorize(&[("acr_values", "idporten-loa-high"), ("ui_locales", "nn")]).await?;
    let page = road.town.http.get(redirect(&response)?).send().await?;
    let policy = page.headers()["content-security-policy"].to_str()?.to_owned();
    assert!(policy.contains("default-src 'none'") && !policy.contains("script-src"));
    let page = page.text().await?;
    assert!(page.contains(r#"<html lang="nn">"#) && page.contains("Øving – ikkje ekte") && !page.contains("<script"));
    assert!(page.contains(r#"id="level-high""#) && !page.contains(r#"id="level-substantial""#));
    for person in road.town.practice.town().people() {
        assert!(page.contains(&format!(r#"id="person-{}""#, person.national_id)), "{}", person.name);
    }
    let transaction = hidden(&page, "transaction")?;
    for (person, level) in [(DIRECTOR, "substantial"), (DIRECTOR, ""), ("", "high"), ("01010112345", "high")] {
        let fields = [("transaction", transaction.as_str()), ("person", person), ("level", level), ("action", "log-in")];
        let again = road.town.http.post(format!("{}/login", road.login_host())).form(&fields).send().await?;
        assert_eq!(again.status(), StatusCode::UNPROCESSABLE_ENTITY);
        assert!(again.text().await?.contains(r#"id="problem""#));
    }
    Ok(())
}

#[tokio::test]
async fn cancelling_goes_back_and_ends_the_login() -> Outcome {
    let road = Road::start().await?;
    let login = redirect(&road.authorize(&[]).await?)?;
    let transaction = parameter(&login, "transaction").ok_or("no transaction")?;
    let fields = [("transaction", transaction.as_str()), ("action", "cancel")];
    let cancel = || road.town.http.post(format!("{}/login", road.login_host())).form(&fields).send();
    let back = redirect(&cancel().await?)?;
    assert_eq!(parameter(&back, "error").as_deref(), Some("access_denied"));
    assert_eq!(parameter(&back, "iss").as_deref(), Some(road.issuer()));
    assert_eq!(parameter(&back, "state").as_deref(), Some("s t+a/te"));
    let again = cancel().await?;
    assert_eq!(again.status(), StatusCode::BAD_REQUEST);
    assert!(again.text().await?.contains(r#"id="expired""#));
    Ok(())
}

#[tokio::test]
async fn every_response_mode_carries_the_same_answer() -> Outcome {
    let road = Road::start().await?;
    let hint = ("login_hint", "testid:14867521349_idporten-loa-high");
    let back = redirect(&road.authorize(&[hint, ("response_mode", "query.jwt")]).await?)?;
    let response = claims(&json!(parameter(&back, "response")))?;
    assert_eq!(
        (response["aud"].as_str(), response["iss"].as_str(), response["state"].as_str()),
        (Some(DESK), Some(road.issuer()), Some("s t+a/te"))
    );
    let page = road.authorize(&[hint, ("response_mode", "form_post")]).await?.text().await?;
    assert!(page.contains(r#"id="return-form" method="post" action="http:"#), "{page}");
    let code = hidden(&page, "code")?;
    assert_eq!(road.exchange(&code, &[]).await?.status(), StatusCode::OK);
    let page = road.authorize(&[hint, ("response_mode", "form_post.jwt")]).await?.text().await?;
    let response = claims(&json!(hidden(&page, "response")?))?;
    assert_eq!(road.exchange(response["code"].as_str().ok_or("no code")?, &[]).await?.status(), StatusCode::OK);
    Ok(())
}

#[tokio::test]
async fn a_pushed_request_hides_its_parameters() -> Outcome {
    let road = Road::start().await?;
    let pushed = road.post("/par", &road.request(&[])).await?;
    assert_eq!(pushed.status(), StatusCode::CREATED);
    let pushed: Value = pushed.json().await?;
    assert_eq!(pushed["expires_in"], 120);
    let reference = pushed["request_uri"].as_str().ok_or("no reference")?;
    let response = road.visit("/authorize", &[("client_id", DESK), ("request_uri", reference)]).await?;
    let (back, _) = ÅSE.log_in(&road, response).await?;
    let code = parameter(&back, "code").ok_or("no code")?;
    assert_eq!(road.exchange(&code, &[("code_verifier", VERIFIER)]).await?.status(), StatusCode::OK);
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
