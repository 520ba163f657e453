//! Odd and hostile input to the portal and to its API: refused or shown as what it is, and never a failure of practice's own.

use reqwest::Method;
use serde_json::{Value, json};

use crate::api_rig::{Api, desktop, machine, named, set, with};
use crate::rig::{BAKERY, KID, Outcome, jwk};

const SCRIPT: &str = r#"</title><script>alert(1)</script>"'><img src=x onerror=alert(2)>{{ 7*7 }}{% raw %}"#;

/// Everything that a person can name is shown and not obeyed, on every page that shows it.
#[tokio::test]
async fn names_are_text() -> Outcome {
    let api = Api::start().await?;
    let named = with(&with(&desktop(), "client_name", json!(SCRIPT)), "description", json!(SCRIPT));
    let address = format!("https://example.org/?{SCRIPT}");
    assert_eq!(api.call(Method::POST, "/clients", Some(&with(&named, "client_uri", json!(address)))).await?.status, 400);
    let address = r#"https://example.org/?"><script>alert(1)</script>"#;
    let made = api.ok(Method::POST, "/clients", Some(&with(&named, "redirect_uris", json!([address])))).await?;
    let id = made["client_id"].as_str().ok_or("no id")?;
    let portal = &api.rig.practice.addresses().portal;
    let pages = ["", "/scopes", "/keys", "/history"].map(|tab| format!("{portal}clients/{id}{tab}"));
    let list = format!("{portal}organisations/{BAKERY}");
    for page in pages.iter().chain([&list]) {
        let answer = api.rig.send(api.rig.http.get(page)).await?;
        assert!(answer.status == 200 && answer.body.contains("&lt;script"), "{page}: {}", answer.status);
        assert!(!answer.body.contains("<script") && !answer.body.contains("<img"), "{}", answer.body);
        assert!(!answer.body.contains("> 49"), "{}", answer.body);
    }
    // In what a refusal says too.
    let answer = api.rig.post("clients", &[("organisation", BAKERY), ("kind", "login"), ("name", "x"), ("redirect_uri", SCRIPT)]).await?;
    assert!(answer.status == 400 && !answer.body.contains("<script"), "{}", answer.body);
    Ok(())
}

/// No input makes practice fail.
#[tokio::test]
async fn odd_key_sets_are_refused() -> Outcome {
    let api = Api::start().await?;
    let keys = format!("/clients/{}/jwks", api.rig.client);
    let number = |n: &str, e: &str| set(&[with(&with(&jwk(), "n", json!(n)), "e", json!(e))]);
    let n = jwk()["n"].as_str().ok_or("no modulus")?.to_owned();
    for body in [
        json!(null),
        json!({ "keys": null }),
        json!({ "keys": [null] }),
        json!({ "keys": [[]] }),
        json!({ "keys": deep() }),
        set(&[named("a\u{202e}b")]),
        set(&[named("a\nb")]),
        set(&[named("../../a")]),
        set(&[with(&jwk(), "kid", json!(7))]),
        set(&[with(&jwk(), "x5c", json!("text"))]),
        set(&[with(&jwk(), "x5c", json!([]))]),
        number("", "AQAB"),
        number("AQAB", ""),
        number("AQAB", "AQAB"),
        number(&"_".repeat(5_000), "AQAB"),
        number(&"A".repeat(1_000), "AQAB"),
        number(&n, "AQ"),
        number(&n, "Ag"),
        number(&n, &"_".repeat(400)),
    ] {
        let answer = api.call(Method::POST, &keys, Some(&body)).await?;
        let short: String = body.to_string().chars().take(120).collect();
        assert_eq!(answer.status, 400, "{short}: {}", answer.body);
    }
    assert!(api.kids(&api.rig.client).await?.is_empty());
    Ok(())
}

#[tokio::test]
async fn odd_clients_are_refused() -> Outcome {
    let api = Api::start().await?;
    for (member, value) in [
        ("client_name", json!("x".repeat(200_000))),
        ("client_name", json!(["x"])),
        ("client_name", json!("   ")),
        ("scopes", json!("altinn:instances.read")),
        ("scopes", json!([null])),
        ("access_token_lifetime", json!(-1)),
        ("access_token_lifetime", json!(u64::MAX)),
        ("access_token_lifetime", json!(1.5)),
        ("redirect_uris", json!({})),
        ("active", json!(false)),
        ("nested", deep()),
    ] {
        let answer = api.call(Method::POST, "/clients", Some(&with(&machine(), member, value))).await?;
        assert_eq!(answer.status, 400, "{member}: {}", answer.body);
    }
    for path in ["/clients/%2e%2e", "/clients/%00", "/clients/%ff/jwks", "/clients/a%2fb", "/clients//jwks", "/clients/%F0%9F%AB%90"] {
        let answer = api.get(path).await?;
        assert!((400..500).contains(&answer.status), "{path}: {}", answer.status);
    }
    Ok(())
}

fn deep() -> Value {
    (0..100).fold(json!(1), |inner, _| json!([inner]))
}

/// The API takes JSON alone, whole and of a sensible size.
#[tokio::test]
async fn odd_bodies_are_refused() -> Outcome {
    let api = Api::start().await?;
    let post = |body: Vec<u8>, kind: &str| {
        api.rig.http.post(api.address("/clients")).bearer_auth(&api.token).header("content-type", kind).body(body)
    };
    for (body, kind, status) in [
        (machine().to_string().into_bytes(), "text/plain", 415),
        (machine().to_string().into_bytes(), "", 415),
        (b"{".to_vec(), "application/json", 400),
        (vec![0xff, 0xfe], "application/json; charset=utf-8", 400),
        (Vec::new(), "application/json", 400),
        ("[".repeat(100_000).into_bytes(), "application/json", 400),
        (vec![b' '; 1 << 20], "application/json", 400),
    ] {
        let short: String = String::from_utf8_lossy(&body).chars().take(40).collect();
        assert_eq!(api.rig.send(post(body, kind)).await?.status, status, "{short} as {kind}");
    }
    // In the portal's forms too.
    let form = |path: &str, body: Vec<u8>| {
        let address = format!("{}{path}", api.rig.practice.addresses().portal);
        api.rig.http.post(address).header("content-type", "application/x-www-form-urlencoded").body(body)
    };
    let keys = format!("clients/{}/keys", api.rig.client);
    for (path, body) in [
        (keys.as_str(), b"key=%ff%fe%00".to_vec()),
        (&keys, format!("key={}", "[".repeat(100_000)).into_bytes()),
        (&keys, b"key=-----BEGIN+PUBLIC+KEY-----".to_vec()),
        (&keys, vec![b'&'; 100_000]),
        (&format!("{keys}/delete"), format!("kid={KID}").into_bytes()),
        ("clients", b"organisation=%00&kind=maskinporten".to_vec()),
        ("administration-clients", b"organisation=315000106x".to_vec()),
    ] {
        let answer = api.rig.send(form(path, body)).await?;
        assert_eq!(answer.status, 400, "{path}: {}", answer.body);
    }
    Ok(())
}
