//! Ansattporten as a provider of its own: idporten.md 17, "things a simulator must reject" 18.

use reqwest::Method;
use serde_json::{Value, json};

use crate::api_rig::{Api, desktop, with};
use crate::browser::Browser;
use crate::login_client::{DIRECTOR, LoginClient, claims, refused};
use crate::representation::{EMPLOYER, RESOURCE, SERVICE, resource_with, told};
use crate::rig::{BAKERY, Outcome, Rig};

#[tokio::test]
async fn it_is_a_provider_of_its_own() -> Outcome {
    let rig = Rig::start().await?;
    let addresses = rig.practice.addresses().clone();
    let fetch = async |issuer: &str, path: &str| rig.send(rig.http.get(format!("{issuer}{path}"))).await;
    let metadata = fetch(&addresses.ansattporten, "/.well-known/openid-configuration").await?.json()?;
    assert_eq!(metadata["issuer"], addresses.ansattporten);
    assert_eq!(metadata["authorization_endpoint"], format!("{}/authorize", addresses.ansattporten_login));
    assert_eq!(metadata["end_session_endpoint"], format!("{}/logout", addresses.ansattporten_login));
    assert_eq!(metadata["pushed_authorization_request_endpoint"], format!("{}/par", addresses.ansattporten));
    assert_eq!(metadata["acr_values_supported"], json!(["substantial", "high", "entraid"]));
    assert_eq!(
        metadata["authorization_details_types_supported"],
        json!(["ansattporten:altinn:service", "ansattporten:altinn:resource", "ansattporten:orgno"])
    );
    assert!(metadata.get("userinfo_endpoint").is_none());
    assert_eq!(fetch(&addresses.ansattporten, "/userinfo").await?.status, 404);
    let key = async |issuer: &str| -> Result<Value, Box<dyn std::error::Error>> {
        Ok(fetch(issuer, "/jwks.json").await?.json()?["keys"][0].clone())
    };
    assert_ne!(key(&addresses.ansattporten).await?, key(&addresses.idporten).await?);
    Ok(())
}

#[tokio::test]
async fn a_person_logs_in_as_nobodys_representative() -> Outcome {
    let rig = Rig::start().await?;
    let client = LoginClient::register(&rig, "ansattporten", &[]).await?;
    let landing = client.log_in(&Browser::new(&rig), (DIRECTOR, "high"), &[("acr_values", "high")]).await?;
    assert_eq!(landing.parameter("iss").as_deref(), Some(client.issuer.as_str()));
    let tokens = client.tokens(&landing).await?;
    assert_eq!(told(&tokens)?, None);
    let id = claims(&tokens["id_token"])?;
    assert_eq!((&id["iss"], &id["acr"], &id["amr"]), (&json!(client.issuer), &json!("high"), &json!(["TestID"])));
    assert_eq!((&id["pid"], &id["name"]), (&json!(DIRECTOR), &json!("Åse Blåbær")));
    let access = tokens["access_token"].as_str().ok_or("no access token")?;
    assert_eq!(claims(&tokens["access_token"])?["iss"], client.issuer);
    let exchange = format!("{}/authentication/api/v1/exchange/id-porten", rig.practice.addresses().altinn_platform);
    assert_eq!(rig.send(rig.http.get(exchange).bearer_auth(access)).await?.status, 401, "Altinn takes ID-porten's tokens alone");
    Ok(())
}

#[tokio::test]
async fn a_client_belongs_to_one_provider() -> Outcome {
    let rig = Rig::start().await?;
    for (kind, other) in [("ansattporten", "login"), ("login", "ansattporten"), ("idporten", "ansattporten")] {
        let client = LoginClient::register(&rig, kind, &[]).await?;
        let astray = LoginClient::known(&rig, other, &client.id);
        let landing = astray.authorize(&Browser::new(&rig), &[]).await?;
        assert!(landing.status == 400 && landing.page.contains("invalid_client"), "{landing:?}");
    }
    let idporten = LoginClient::register(&rig, "login", &[]).await?;
    let landing = idporten.authorize(&Browser::new(&rig), &[("authorization_details", SERVICE)]).await?;
    refused(&landing, "invalid_authorization_details", "not supported");
    Ok(())
}

#[tokio::test]
async fn the_levels_have_names_of_their_own() -> Outcome {
    let rig = Rig::start().await?;
    let client = LoginClient::register(&rig, "ansattporten", &[]).await?;
    for foreign in ["idporten-loa-high", "Level4", "selfregistered-email"] {
        refused(&client.authorize(&Browser::new(&rig), &[("acr_values", foreign)]).await?, "invalid_request", "acr_values");
    }
    let page = client.authorize(&Browser::new(&rig), &[("acr_values", "high entraid")]).await?;
    assert!(page.has("level-high") && page.has("level-entraid") && !page.has("level-substantial"), "{page:?}");
    Ok(())
}

/// Whatever the client has registered, and however mild practice is.
#[tokio::test]
async fn rejection_18_without_state_nonce_or_pkce() -> Outcome {
    let rig = Rig::start().await?;
    let secret = ("token_endpoint_auth_method", "client_secret_post");
    let downgraded =
        [("application_type", "web"), secret, ("code_challenge_method", "none"), ("redirect_uri", crate::login_client::CALLBACK)];
    for (strict, registration) in [(true, &[][..]), (false, &downgraded[..])] {
        rig.practice.set_strict(strict)?;
        let client = LoginClient::register(&rig, "ansattporten", registration).await?;
        for missing in ["state", "nonce", "code_challenge"] {
            let landing = client.authorize(&Browser::new(&rig), &[(missing, "")]).await?;
            refused(&landing, "invalid_request", &format!("Missing {missing} parameter"));
        }
        let plain = client.authorize(&Browser::new(&rig), &[("code_challenge_method", "plain")]).await?;
        refused(&plain, "invalid_request", "S256");
        assert!(client.authorize(&Browser::new(&rig), &[]).await?.has("login-form"));
    }
    Ok(())
}

#[tokio::test]
async fn rejection_18_mixed_types() -> Outcome {
    let rig = Rig::start().await?;
    let client = LoginClient::register(&rig, "ansattporten", &[]).await?;
    for (one, other) in [(SERVICE, RESOURCE), (SERVICE, EMPLOYER), (RESOURCE, EMPLOYER)] {
        let mixed = format!("{},{}", one.trim_end_matches(']'), other.trim_start_matches('['));
        let landing = client.authorize(&Browser::new(&rig), &[("authorization_details", &mixed)]).await?;
        refused(&landing, "invalid_authorization_details", "one and the same type");
    }
    Ok(())
}

#[tokio::test]
async fn rejection_18_details_that_nobody_has_documented() -> Outcome {
    let rig = Rig::start().await?;
    let client = LoginClient::register(&rig, "ansattporten", &[]).await?;
    for (details, words) in [
        ("resource", "not a JSON array"),
        (r#"[{"type":"idporten:fullmakt"}]"#, "unknown type idporten:fullmakt"),
        (r#"[{"resource":"urn:altinn:resource:2480:40"}]"#, "type is required"),
        (r#"[{"type":"ansattporten:altinn:service"}]"#, "resource is required"),
        (&SERVICE.replace("2480:40", "2480"), "malformed resource"),
        (&resource_with(r#""representation_is_requierd":true"#), "unknown member representation_is_requierd"),
        (&resource_with(r#""organizationform":"AS""#), "organizationform"),
    ] {
        let landing = client.authorize(&Browser::new(&rig), &[("authorization_details", details)]).await?;
        refused(&landing, "invalid_authorization_details", words);
    }
    Ok(())
}

#[tokio::test]
async fn a_request_can_be_pushed() -> Outcome {
    let rig = Rig::start().await?;
    let client = LoginClient::register(&rig, "ansattporten", &[]).await?;
    let par = format!("{}/par", client.issuer);
    let push = async |changes: &[(&str, &str)]| rig.send(rig.http.post(&par).form(&client.request(changes))).await;
    let refusal = push(&[("authorization_details", r#"[{"type":"other"}]"#)]).await?;
    assert_eq!((refusal.status, &refusal.json()?["error"]), (400, &json!("invalid_authorization_details")));
    let pushed = push(&[("authorization_details", SERVICE)]).await?;
    assert_eq!(pushed.status, 201, "{}", pushed.body);
    let reference = pushed.json()?["request_uri"].as_str().ok_or("no reference")?.to_owned();
    let browser = Browser::new(&rig);
    let page = browser.open(client.at_login_host("/authorize", &[("client_id", &client.id), ("request_uri", &reference)])?).await?;
    let choice = browser.submit(&page, &[("person", DIRECTOR), ("level", "high"), ("action", "log-in")]).await?;
    let back = browser.submit(&choice, &[("organisation", BAKERY), ("action", "choose")]).await?;
    assert!(told(&client.tokens(&back).await?)?.is_some());
    Ok(())
}

#[tokio::test]
async fn a_client_of_this_kind_is_registered_by_program_too() -> Outcome {
    let api = Api::start().await?;
    let document = with(&with(&desktop(), "integration_type", json!("ansattporten")), "scopes", json!(["openid", "profile"]));
    let made = api.ok(Method::POST, "/clients", Some(&document)).await?;
    assert_eq!(made["integration_type"], "ansattporten");
    let client = LoginClient::known(&api.rig, "ansattporten", made["client_id"].as_str().ok_or("no id")?);
    assert!(client.authorize(&Browser::new(&api.rig), &[]).await?.has("login-form"));
    let greedy = with(&document, "scopes", json!(["openid", "altinn:instances.read"]));
    api.refuses(Method::POST, "/clients", Some(&greedy), 400, "altinn:instances.read").await
}

#[tokio::test]
async fn each_page_says_whose_it_is_and_what_was_asked_for() -> Outcome {
    let rig = Rig::start().await?;
    for (kind, name, other) in [("login", "ID-porten", "Ansattporten"), ("ansattporten", "Ansattporten", "ID-porten")] {
        let client = LoginClient::register(&rig, kind, &[]).await?;
        for (language, title) in [("nb", "Logg inn med"), ("nn", "Logg inn med"), ("en", "Log in with")] {
            let page = client.authorize(&Browser::new(&rig), &[("ui_locales", language)]).await?;
            assert!(page.page.contains(&format!("<title>{title} {name} ")) && page.has("service"), "{page:?}");
            assert!(page.page.contains(&client.id) && page.page.contains("openid profile"), "{page:?}");
            let astray = client.authorize(&Browser::new(&rig), &[("ui_locales", language), ("redirect_uri", "http://a.example/")]).await?;
            assert!([&page, &astray].iter().all(|page| page.page.contains(name) && !page.page.contains(other)), "{astray:?}");
        }
    }
    Ok(())
}
