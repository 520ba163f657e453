//! Clients through the self-service API: idporten.md 14.3, 14.4, "Things a simulator must reject" 17.

use reqwest::Method;
use serde_json::{Value, json};

use crate::api_rig::{Api, desktop, machine, web, with, without};
use crate::rig::{BAKERY, Outcome};

/// `yyyy-MM-dd'T'HH:mm:ss.SSSXXX`
fn is_timestamp(value: &Value) -> bool {
    let text = value.as_str().unwrap_or_default();
    let shape: String = text.chars().map(|letter| if letter.is_ascii_digit() { '0' } else { letter }).collect();
    shape == "0000-00-00T00:00:00.000Z"
}

#[tokio::test]
async fn a_client_lives_from_creation_to_deactivation() -> Outcome {
    let api = Api::start().await?;
    let made = api.ok(Method::POST, "/clients", Some(&machine())).await?;
    let id = made["client_id"].as_str().ok_or("no id")?;
    let path = format!("/clients/{id}");
    for (member, value) in machine().as_object().ok_or("object")? {
        assert_eq!(&made[member], value, "{member}");
    }
    assert_eq!((&made["client_orgno"], &made["active"]), (&json!(BAKERY), &json!(true)));
    assert!(is_timestamp(&made["created"]) && is_timestamp(&made["last_updated"]) && made.get("client_secret").is_none(), "{made}");
    assert_eq!(api.ok(Method::GET, &path, None).await?, made);
    let listed = async |query: &str| -> Result<bool, Box<dyn std::error::Error>> {
        let list = api.ok(Method::GET, &format!("/clients{query}"), None).await?;
        Ok(list.as_array().ok_or("no list")?.iter().any(|client| client["client_id"] == id))
    };
    assert!(listed("").await? && !listed("?inactive=true").await?);

    api.rig.practice.clock().advance(std::time::Duration::from_secs(60));
    let changed = ["created", "last_updated"].iter().fold(made.clone(), |document, member| without(&document, member));
    let changed = with(&with(&changed, "client_name", json!("Ny kasse")), "scopes", json!(["altinn:broker.read"]));
    let replaced = api.ok(Method::PUT, &path, Some(&changed)).await?;
    assert_eq!((&replaced["client_name"], &replaced["scopes"]), (&json!("Ny kasse"), &json!(["altinn:broker.read"])));
    assert!(replaced["created"] == made["created"] && replaced["last_updated"] != made["last_updated"], "{replaced}");

    assert_eq!(api.call(Method::DELETE, &path, None).await?.status, 204);
    assert!(!listed("").await? && listed("?inactive=true").await?);
    assert_eq!(api.ok(Method::GET, &path, None).await?["active"], json!(false));
    for (method, path, body) in [
        (Method::PUT, path.clone(), Some(&changed)),
        (Method::DELETE, path.clone(), None),
        (Method::POST, format!("{path}/jwks"), Some(&json!({ "keys": [] }))),
        (Method::DELETE, format!("{path}/jwks"), None),
        (Method::POST, format!("{path}/secret"), None),
    ] {
        api.refuses(method, &path, body, 409, "has been deleted").await?;
    }
    api.refuses(Method::POST, "/clients", Some(&with(&machine(), "client_id", json!(id))), 409, "is in use").await
}

#[tokio::test]
async fn every_field_of_a_login_client_comes_back() -> Outcome {
    let api = Api::start().await?;
    let mut asked = desktop();
    for (member, value) in [
        ("scopes", json!(["altinn:instances.read", "openid", "profile"])),
        ("post_logout_redirect_uris", json!(["http://localhost:1/out"])),
        ("frontchannel_logout_uri", json!("http://127.0.0.1:9/front")),
        ("frontchannel_logout_session_required", json!(true)),
        ("backchannel_logout_uri", json!("http://127.0.0.1:9/back")),
        ("code_challenge_method", json!("none")),
        ("access_token_lifetime", json!(119)),
        ("refresh_token_lifetime", json!(700)),
        ("authorization_lifetime", json!(800)),
        ("refresh_token_usage", json!("REUSE")),
        ("sso_disabled", json!(true)),
    ] {
        asked[member] = value;
    }
    let made = api.ok(Method::POST, "/clients", Some(&asked)).await?;
    for (member, value) in asked.as_object().ok_or("object")? {
        assert_eq!(&made[member], value, "{member}");
    }
    let plain = api.ok(Method::POST, "/clients", Some(&desktop())).await?;
    assert_eq!(plain["scopes"], json!(["altinn:instances.read", "openid"]), "openid is always there");
    assert_eq!((&plain["code_challenge_method"], &plain["refresh_token_usage"]), (&json!("S256"), &json!("ONETIME")));
    Ok(())
}

/// The table of idporten.md 2.2.
#[tokio::test]
async fn rejection_17_a_combination_that_is_not_documented() -> Outcome {
    let api = Api::start().await?;
    let make = |integration: &str, application: &str, method: &str| {
        let base = if integration == "maskinporten" { machine() } else { desktop() };
        let base = if integration == "idporten" { with(&base, "scopes", json!(["openid", "profile"])) } else { base };
        with(
            &with(&with(&base, "integration_type", json!(integration)), "application_type", json!(application)),
            "token_endpoint_auth_method",
            json!(method),
        )
    };
    for integration in ["maskinporten", "api_klient", "idporten"] {
        for application in ["web", "browser", "native"] {
            for method in ["none", "client_secret_basic", "client_secret_post", "private_key_jwt"] {
                let allowed = match (integration, application) {
                    ("maskinporten", "web") => method == "private_key_jwt",
                    ("maskinporten", _) => false,
                    (_, "web") => method != "none",
                    _ => method == "none",
                };
                let answer = api.call(Method::POST, "/clients", Some(&make(integration, application, method))).await?;
                assert_eq!(answer.status, if allowed { 200 } else { 400 }, "{integration} {application} {method}: {}", answer.body);
            }
        }
    }
    for (base, grants, words) in [
        (machine(), json!(["authorization_code"]), "grant type authorization_code"),
        (machine(), json!([]), "must have the grant type urn:ietf"),
        (desktop(), json!(["implicit", "authorization_code"]), "grant type implicit"),
        (desktop(), json!(["refresh_token"]), "must have the grant type authorization_code"),
        (desktop(), json!(["authorization_code", "client_credentials"]), "grant type client_credentials"),
    ] {
        api.refuses(Method::POST, "/clients", Some(&with(&base, "grant_types", grants)), 400, words).await?;
    }
    Ok(())
}

#[tokio::test]
async fn rejection_17_a_document_that_cannot_be() -> Outcome {
    let api = Api::start().await?;
    let refuses = async |body: Value, words: &str| api.refuses(Method::POST, "/clients", Some(&body), 400, words).await;
    for member in ["client_name", "description", "integration_type", "application_type", "token_endpoint_auth_method", "grant_types"] {
        refuses(without(&machine(), member), &format!("The field {member} is missing")).await?;
    }
    for (member, value, words) in [
        ("client_name", json!(" "), "display name"),
        ("client_name", json!(5), "cannot be read"),
        ("integration_type", json!("krr"), "does not exist in practice"),
        ("integration_type", json!("other"), "integration_type has a value"),
        ("application_type", json!("desktop"), "application_type has a value"),
        ("token_endpoint_auth_method", json!("client_secret_jwt"), "token_endpoint_auth_method has a value"),
        ("scopes", json!([]), "at least one scope"),
        ("scopes", json!(["altinn:instances.meta"]), "altinn:instances.meta does not exist"),
        ("redirect_uris", json!(["http://127.0.0.1:0/cb"]), "no addresses"),
        ("access_token_lifetime", json!(0), "whole seconds"),
        ("access_token_lifetime", json!(-1), "cannot be read"),
        ("created", json!("2026-01-01T00:00:00.000Z"), "created cannot be set"),
        ("client_secret", json!("abc"), "client_secret cannot be set"),
        ("client_orgno", json!("312345609"), "client_orgno cannot be set"),
        ("supplier_orgno", json!("312345609"), "supplier_orgno cannot be set"),
        ("client_id", json!("of-my-own"), "client_id cannot be set"),
        ("redirect_uri", json!("http://127.0.0.1:0/cb"), "unknown field"),
    ] {
        refuses(with(&machine(), member, value), words).await?;
    }
    for (member, value, words) in [
        ("redirect_uris", json!(["https://localhost:8080/cb"]), "it is http, not https"),
        ("redirect_uris", json!(["https://127.0.0.1:*/callback"]), "cannot be used"),
        ("redirect_uris", json!([]), "at least one redirect URI"),
        ("frontchannel_logout_uri", json!("https://elsewhere.example/out"), "share its domain"),
        ("refresh_token_usage", json!("TWICE"), "refresh_token_usage has a value"),
        ("code_challenge_method", json!("plain"), "code_challenge_method has a value"),
        ("refresh_token_lifetime", json!(10_000), "cannot outlive"),
        ("scopes", json!(["altinn:broker.read"]), "does not exist for this kind"),
    ] {
        refuses(with(&desktop(), member, value), words).await?;
    }
    let login = with(&desktop(), "integration_type", json!("idporten"));
    refuses(login, "altinn:instances.read does not exist").await?;
    refuses(json!([machine()]), "cannot be read").await?;
    let post = || api.rig.http.post(api.address("/clients")).bearer_auth(&api.token);
    assert_eq!(api.rig.send(post().body(machine().to_string())).await?.status, 415);
    assert_eq!(api.rig.send(post().header("content-type", "application/json").body("{")).await?.status, 400);
    Ok(())
}

#[tokio::test]
async fn rejection_17_another_integration_type() -> Outcome {
    let api = Api::start().await?;
    let path = format!("/clients/{}", api.rig.client);
    api.refuses(Method::PUT, &path, Some(&desktop()), 400, "cannot be changed").await?;
    api.refuses(Method::PUT, &path, Some(&with(&machine(), "client_id", json!("another"))), 400, "client_id cannot").await?;
    api.refuses(Method::PUT, &path, Some(&with(&machine(), "active", json!(false))), 400, "active cannot").await?;
    api.refuses(Method::PUT, "/clients/none-such", Some(&machine()), 404, "does not exist").await?;
    api.refuses(Method::GET, "/clients/none-such/jwks", None, 404, "does not exist").await
}

#[tokio::test]
async fn secrets_are_told_when_they_are_made() -> Outcome {
    let api = Api::start().await?;
    let made = api.ok(Method::POST, "/clients", Some(&web())).await?;
    let first = made["client_secret"].as_str().ok_or("no secret")?.to_owned();
    let path = format!("/clients/{}", made["client_id"].as_str().ok_or("no id")?);
    assert!(first.len() >= 40 && api.ok(Method::GET, &path, None).await?.get("client_secret").is_none());
    let logged_in = async |secret: &str| -> Result<bool, Box<dyn std::error::Error>> {
        let token = format!("{}/token", api.rig.practice.addresses().idporten);
        let form = [("grant_type", "refresh_token"), ("refresh_token", "none")];
        let request = api.rig.http.post(token).basic_auth(made["client_id"].as_str().unwrap_or_default(), Some(secret)).form(&form);
        let answer = api.rig.send(request).await?.json()?;
        // Whoever is let in is told that the refresh token is none.
        Ok(answer["error"] == "invalid_grant")
    };
    assert!(logged_in(&first).await? && !logged_in("other").await?);
    assert!(api.ok(Method::PUT, &path, Some(&with(&web(), "client_name", json!("b")))).await?.get("client_secret").is_none());
    assert!(logged_in(&first).await?, "it stays when something else changes");

    let second = api.ok(Method::POST, &format!("{path}/secret"), None).await?["client_secret"].as_str().ok_or("no secret")?.to_owned();
    assert!(first != second && logged_in(&second).await? && !logged_in(&first).await?);
    api.rig.practice.clock().advance(std::time::Duration::from_secs(359 * 86_400));
    assert!(logged_in(&second).await?);
    api.rig.practice.clock().advance(std::time::Duration::from_secs(86_400));
    assert!(!logged_in(&second).await?, "it lives 360 days");
    api.rig.practice.clock().back_to_present();

    let without_secret = with(&with(&web(), "application_type", json!("native")), "token_endpoint_auth_method", json!("none"));
    api.ok(Method::PUT, &path, Some(&without_secret)).await?;
    api.refuses(Method::POST, &format!("{path}/secret"), None, 400, "without a secret").await?;
    api.ok(Method::PUT, &path, Some(&web())).await?;
    assert!(!logged_in(&second).await?, "a method without a secret has taken it away");
    Ok(())
}
