//! Who may use the self-service API, where it is, which scopes it tells of; its faults.

use inngang_practice::{CertificateOrder, Fault};
use reqwest::Method;
use serde_json::{Value, json};

use crate::api_rig::{Api, access_token, administration_client, is_refused, machine};
use crate::rig::{Grant, Outcome, Rig, jwk_of};
use crate::town_hall::{Opened, open};

const VENDOR: &str = "312345609";

#[tokio::test]
async fn rejection_17_no_token_or_one_that_has_expired() -> Outcome {
    let api = Api::start().await?;
    let get = || api.rig.http.get(api.address("/clients"));
    is_refused(&api.rig.send(get()).await?, 401, "No access token")?;
    is_refused(&api.rig.send(get().bearer_auth("a.b.c")).await?, 401, "Invalid access token")?;
    let (head, signature) = api.token.rsplit_once('.').ok_or("no token")?;
    let forged = format!("{head}.{}", signature.chars().rev().collect::<String>());
    is_refused(&api.rig.send(get().bearer_auth(forged)).await?, 401, "Invalid access token")?;
    let own =
        Grant { header: json!({ "alg": "RS256" }), claims: json!({ "iss": "https://test.maskinporten.no/", "exp": 4_000_000_000_u32 }) };
    is_refused(&api.rig.send(get().bearer_auth(own.signed()?)).await?, 401, "Invalid access token")?;
    api.rig.practice.clock().advance(std::time::Duration::from_secs(600));
    api.refuses(Method::GET, "/clients", None, 401, "has expired").await?;
    api.rig.practice.clock().back_to_present();
    api.ok(Method::GET, "/clients", None).await.map(drop)
}

#[tokio::test]
async fn rejection_17_a_deed_without_its_scope() -> Outcome {
    let mut api = Api::start().await?;
    let own = format!("/clients/{}", api.rig.client);
    let keys = format!("{own}/jwks");
    let none = json!({ "keys": [] });
    let attempts: [(Method, &str, Option<&Value>, [bool; 3]); 6] = [
        (Method::GET, "/clients", None, [true, false, false]),
        (Method::GET, &keys, None, [true, false, false]),
        (Method::PUT, &keys, Some(&none), [false, true, true]),
        (Method::POST, &keys, Some(&none), [false, true, true]),
        (Method::GET, "/scopes/access/all", None, [true, true, true]),
        (Method::DELETE, &own, None, [false, true, false]),
    ];
    let scopes = ["idporten:dcr.read", "idporten:dcr.modify", "idporten:dcr.write"];
    for (method, path, body, allowed) in attempts {
        for (scope, allowed) in scopes.into_iter().zip(allowed) {
            // Deactivated once, the client is gone: a conflict shows that the scope would do.
            api.token = api.token_with(scope).await?;
            let answer = api.call(method.clone(), path, body).await?;
            let enough = answer.status != 403;
            assert_eq!(enough, allowed || (method == Method::DELETE && scope == scopes[2]), "{method} {path} {scope}: {}", answer.body);
        }
    }
    api.token = api.token_with(scopes[1]).await?;
    api.refuses(Method::POST, "/clients", Some(&machine()), 403, "lacks the scope idporten:dcr.write").await?;
    api.token = api.token_with(scopes[2]).await?;
    api.ok(Method::POST, "/clients", Some(&machine())).await.map(drop)
}

#[tokio::test]
async fn rejection_17_another_scope() -> Outcome {
    let mut api = Api::start().await?;
    api.rig.upload_key().await?;
    api.token = access_token(&api.rig, &api.rig.grant()).await?;
    api.refuses(Method::GET, "/clients", None, 403, "lacks the scope idporten:dcr.read").await
}

#[tokio::test]
async fn rejection_17_a_client_of_another_organisation() -> Outcome {
    let api = Api::start().await?;
    let foreign = administration_client(&api.rig, VENDOR).await?;
    let path = format!("/clients/{foreign}");
    for (method, path, body) in [
        (Method::GET, path.clone(), None),
        (Method::PUT, path.clone(), Some(machine())),
        (Method::DELETE, path.clone(), None),
        (Method::GET, format!("{path}/jwks"), None),
        (Method::POST, format!("{path}/jwks"), Some(json!({ "keys": [] }))),
        (Method::DELETE, format!("{path}/jwks"), None),
        (Method::POST, format!("{path}/secret"), None),
    ] {
        api.refuses(method, &path, body.as_ref(), 403, "another organisation").await?;
    }
    let list = api.ok(Method::GET, "/clients", None).await?;
    assert!(list.as_array().is_some_and(|list| list.iter().all(|client| client["client_id"] != foreign)), "{list}");
    Ok(())
}

/// As the documentation has it: the enterprise certificate of the organisation.
#[tokio::test]
async fn an_administration_client_signs_with_a_certificate() -> Outcome {
    let mut api = Api::start().await?;
    let administration = administration_client(&api.rig, VENDOR).await?;
    let order = CertificateOrder::ordinary(VENDOR);
    let Opened { key, certificates } = open(&api.rig.practice.issue(&order).await?)?;
    let mut grant = api.rig.grant();
    let x5c: Vec<_> = certificates.iter().map(|der| base64::Engine::encode(&base64::engine::general_purpose::STANDARD, der)).collect();
    grant.header = json!({ "alg": "RS256", "x5c": x5c });
    (grant.claims["iss"], grant.claims["scope"]) = (json!(administration), json!("idporten:dcr.read"));
    let answer = api.rig.token(&grant.signed_by(&key)?).await?;
    api.token = answer.json()?["access_token"].as_str().ok_or(answer.body)?.to_owned();
    let list = api.ok(Method::GET, "/clients", None).await?;
    assert_eq!(list.as_array().map(Vec::len), Some(1), "{list}");
    Ok(())
}

#[tokio::test]
async fn scopes_are_told() -> Outcome {
    let api = Api::start().await?;
    let open = api.rig.send(api.rig.http.get(api.address("/scopes/all"))).await?.json()?;
    let named = |list: &Value, member: &str, scope: &str| list.as_array().is_some_and(|list| list.iter().any(|one| one[member] == scope));
    assert!(named(&open, "name", "altinn:serviceowner") && named(&open, "name", "idporten:dcr.read"));
    let own = api.ok(Method::GET, "/scopes/access/all", None).await?;
    let with_open = api.ok(Method::GET, "/scopes/access/all?accessible_for_all=true", None).await?;
    let expected = [
        ("idporten:dcr.write", true, true),
        ("altinn:authentication/systemregister.write", true, true),
        ("altinn:broker.read", false, true),
        ("altinn:serviceowner", false, false),
    ];
    for (scope, among_own, among_all) in expected {
        assert_eq!((named(&own, "scope", scope), named(&with_open, "scope", scope)), (among_own, among_all), "{scope}");
    }
    assert!(own.as_array().is_some_and(|list| list.iter().all(|one| one["state"] == "APPROVED" && one["consumer_orgno"] == "315000106")));
    assert_eq!(api.ok(Method::GET, "/scopes", None).await?, json!([]));
    let source = format!("{}/", api.rig.practice.addresses().altinn_access_ui);
    assert_eq!(api.ok(Method::GET, "/delegationsources", None).await?[0]["issuer"], json!(source));
    let id = &api.rig.client;
    for (method, path) in [
        (Method::POST, "/scopes".to_owned()),
        (Method::DELETE, "/scopes?scope=a:b".to_owned()),
        (Method::GET, "/scopes/access?scope=a:b".to_owned()),
        (Method::PUT, format!("/scopes/access/{VENDOR}?scope=a:b")),
        (Method::GET, format!("/clients/{id}/onbehalfof")),
        (Method::DELETE, format!("/clients/{id}/onbehalfof/x")),
    ] {
        api.refuses(method, &path, None, 403, "no organisation this access").await?;
    }
    Ok(())
}

#[tokio::test]
async fn what_the_service_desk_gives_is_for_who_asks() -> Outcome {
    let api = Api::start().await?;
    let vendor =
        api.rig.post("clients", &[("organisation", VENDOR), ("kind", "maskinporten"), ("name", "a"), ("scope", "idporten:dcr.read")]);
    let id = vendor.await?.location.trim_start_matches("/clients/").split('?').next().unwrap_or_default().to_owned();
    let key = jwk_of(crate::rig::key(), "vendor").to_string();
    assert_eq!(api.rig.post(&format!("clients/{id}/keys"), &[("key", &key)]).await?.status, 303);
    api.rig
        .refuses("MP-250", |grant| {
            grant.header["kid"] = json!("vendor");
            (grant.claims["iss"], grant.claims["scope"]) = (json!(id), json!("idporten:dcr.read"));
        })
        .await
}

#[tokio::test]
async fn the_api_moves_and_fails_on_demand() -> Outcome {
    let api = Api::start().await?;
    let faults = api.rig.practice.faults();
    let other = api.address("/clients").replace("/api/v1", "/external/api/v1");
    let at_other = async || api.rig.send(api.rig.http.get(&other).bearer_auth(&api.token)).await;
    assert!(api.get("/clients").await?.status == 200 && at_other().await?.status == 404);
    faults.set(Fault::ApiOtherPrefix, true);
    let gone = api.get("/clients").await?;
    assert!(gone.status == 404 && gone.body.starts_with("<!doctype html>"), "{}", gone.body);
    assert_eq!(at_other().await?.status, 200);
    faults.clear();
    faults.set(Fault::TermsUnsigned, true);
    api.refuses(Method::GET, "/clients", None, 428, "not signed").await?;
    assert_eq!(api.get("/clients").await?.json()?["error"], "PRECONDITION_REQUIRED");
    faults.clear();
    faults.set(Fault::Api500, true);
    api.refuses(Method::GET, "/clients", None, 500, "unexpected").await?;
    faults.clear();
    let nowhere = api.rig.send(api.rig.http.get(api.address("").replace("/api/v1", "/clients"))).await?;
    assert_eq!((nowhere.status, nowhere.body.starts_with("<!doctype html>")), (404, true));
    Ok(())
}

/// maskinporten.md 1, 13: open to anybody, at the host's root as well as under the prefix, wherever that is.
#[tokio::test]
async fn the_public_list_says_what_each_scope_is() -> Outcome {
    let rig = Rig::start().await?;
    let api = &rig.practice.addresses().self_service_api;
    let root = api.strip_suffix("/api/v1").ok_or("prefix")?;
    let list = rig.send(rig.http.get(format!("{root}/scopes/all"))).await?.json()?;
    assert_eq!(rig.send(rig.http.get(format!("{api}/scopes/all"))).await?.json()?, list);
    rig.practice.faults().set(Fault::ApiOtherPrefix, true);
    assert_eq!(rig.send(rig.http.get(format!("{root}/scopes/all"))).await?.json()?, list);
    assert_eq!(rig.send(rig.http.get(format!("{root}/external/api/v1/scopes/all"))).await?.json()?, list);
    assert_eq!(rig.send(rig.http.get(format!("{root}/scopes"))).await?.status, 404);
    let scopes = list.as_array().ok_or("no list")?;
    assert_eq!(scopes.len(), rig.practice.town().scopes().len());
    for scope in scopes {
        let texts = ["nb", "nn", "en"].map(|language| scope["descriptions"][language].as_str().is_some_and(|text| !text.is_empty()));
        assert!(texts == [true; 3] && scope["visibility"] == "PUBLIC" && scope["active"] == true, "{scope}");
    }
    let named = |name: &str| scopes.iter().find(|scope| scope["name"] == name).ok_or("not listed");
    let source = format!("{}/", rig.practice.addresses().altinn_access_ui);
    let delegable = named("nav:aareg/v1/arbeidsforhold")?;
    assert_eq!((&delegable["delegation_source"], &delegable["prefix"]), (&json!(source), &json!("nav")));
    assert_eq!((&delegable["allowed_integration_types"], &delegable["accessible_for_all"]), (&json!(["maskinporten"]), &json!(false)));
    let open = named("altinn:instances.read")?;
    assert_eq!((&open["delegation_source"], &open["accessible_for_all"]), (&json!(null), &json!(true)));
    assert_eq!(named("altinn:instances.meta")?["allowed_integration_types"], json!(["api_klient"]));
    Ok(())
}
