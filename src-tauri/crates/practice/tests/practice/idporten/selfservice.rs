//! Rejection 17, where the tests of the API itself do not name it: addresses, keys of login clients, terms, what is deleted.

use inngang_practice::Fault;
use reqwest::Method;
use serde_json::{Value, json};

use super::road::native;
use crate::api_rig::{Api, desktop, machine, named, set, with, without};
use crate::rig::{Outcome, jwk, jwk_of, make_key};

#[tokio::test]
async fn rejection_17_an_address_that_no_login_can_return_to() -> Outcome {
    let api = Api::start().await?;
    for address in [
        "https://localhost/callback",
        "https://localhost:38431/callback",
        "https://127.0.0.1:0/callback",
        "https://[::1]:0/callback",
        "http://127.0.0.1:*/callback",
        "https://example.org/callback#a",
        "no.example.app:/callback",
    ] {
        let document = with(&native(), "redirect_uris", json!([address]));
        let answer = api.call(Method::POST, "/clients", Some(&document)).await?;
        assert_eq!(answer.status, 400, "{address}: {}", answer.body);
        let after = with(&native(), "post_logout_redirect_uris", json!([address]));
        assert_eq!(api.call(Method::POST, "/clients", Some(&after)).await?.status, 400, "{address}");
    }
    for address in
        ["http://127.0.0.1:0/callback", "http://[::1]:0/callback", "http://localhost:38431/callback", "http://127.0.0.1:38431/token"]
    {
        api.ok(Method::POST, "/clients", Some(&with(&native(), "redirect_uris", json!([address])))).await?;
    }
    Ok(())
}

#[tokio::test]
async fn rejection_17_a_key_that_a_login_client_cannot_sign_with() -> Outcome {
    let api = Api::start().await?;
    let confidential = with(&with(&desktop(), "application_type", json!("web")), "token_endpoint_auth_method", json!("private_key_jwt"));
    let id = api.ok(Method::POST, "/clients", Some(&confidential)).await?["client_id"].as_str().ok_or("no id")?.to_owned();
    let path = format!("/clients/{id}/jwks");
    let private: Vec<Value> = ["d", "p", "q", "dp", "dq", "qi"].map(|member| with(&jwk(), member, json!("AQAB"))).into();
    let lacking: Vec<Value> = ["use", "kid", "alg"].map(|member| without(&jwk(), member)).into();
    let odd = [named("nøkkel"), named("a b"), named("a/b"), with(&jwk(), "kty", json!("EC")), jwk_of(&make_key(1024), "small")];
    for key in private.iter().chain(&lacking).chain(&odd) {
        let answer = api.call(Method::POST, &path, Some(&set(std::slice::from_ref(key)))).await?;
        assert_eq!(answer.status, 400, "{key}: {}", answer.body);
    }
    let six: Vec<Value> = (0..6).map(|number| named(&format!("web-{number}"))).collect();
    api.refuses(Method::POST, &path, Some(&set(&six)), 400, "five keys").await?;
    assert!(api.kids(&id).await?.is_empty());
    Ok(())
}

#[tokio::test]
async fn rejection_17_terms_that_nobody_has_signed() -> Outcome {
    let api = Api::start().await?;
    api.rig.practice.faults().set(Fault::TermsUnsigned, true);
    for document in [machine(), native()] {
        let answer = api.call(Method::POST, "/clients", Some(&document)).await?;
        assert!(answer.status == 428 && answer.body.contains("PRECONDITION_REQUIRED"), "{}", answer.body);
    }
    api.rig.practice.faults().set(Fault::TermsUnsigned, false);
    api.ok(Method::POST, "/clients", Some(&native())).await.map(drop)
}

#[tokio::test]
async fn rejection_17_a_client_that_was_deleted_is_made_again() -> Outcome {
    let api = Api::start().await?;
    let made = api.ok(Method::POST, "/clients", Some(&native())).await?;
    let path = format!("/clients/{}", made["client_id"].as_str().ok_or("no id")?);
    assert_eq!(api.call(Method::DELETE, &path, None).await?.status, 204);
    let again = with(&native(), "client_id", made["client_id"].clone());
    api.refuses(Method::POST, "/clients", Some(&again), 409, "is in use").await?;
    api.refuses(Method::PUT, &path, Some(&native()), 409, "has been deleted").await?;
    api.refuses(Method::DELETE, &path, None, 409, "has been deleted").await
}
