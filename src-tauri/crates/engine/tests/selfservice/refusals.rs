//! Every answer of the API that is no success, in words of ours with its own beside them (idporten.md 14.6).

use inngang_engine::problem::{Explain as _, Problem};
use inngang_engine::selfservice::{NewClient, SelfService, create_client, read_client};
use serde_json::json;

use crate::Outcome;
use crate::rig::Rig;
use crate::state::Reply;

async fn read(reply: Reply, rig: &Rig, service: &SelfService) -> Outcome<Problem> {
    rig.digdir.state().scripted.push_back(reply);
    Ok(read_client(&"c-1".parse()?, service).await.err().ok_or("it was read")?.explain())
}

#[tokio::test]
async fn each_status_has_its_words() -> Outcome {
    let rig = Rig::start().await?;
    let service = rig.connect().await?;
    for (status, code) in [
        (400, "selfservice.invalid"),
        (403, "selfservice.other_organisation"),
        (404, "selfservice.client_not_found"),
        (409, "selfservice.deactivated"),
        (418, "selfservice.refused"),
        (428, "selfservice.terms_not_accepted"),
        (429, "selfservice.busy"),
        (500, "network.server_error"),
        (503, "network.server_error"),
    ] {
        let problem = read(Reply::json(status, &json!({ "status": status, "message": "Nei" })), &rig, &service).await?;
        assert_eq!(problem.code, code, "{status}");
        assert!(problem.actions.len() <= 2);
    }
    let html = read(Reply::html(403), &rig, &service).await?;
    assert_eq!(html.code, "network.not_json");
    let scope = read(Reply::json(403, &json!({ "error": "insufficient_scope" })), &rig, &service).await?;
    assert_eq!(scope.code, "selfservice.scope_missing");
    let strange = read(Reply::json(200, &json!(["a", "list"])), &rig, &service).await?;
    assert_eq!(strange.code, "selfservice.unknown_answer");
    assert_eq!(strange.said.and_then(|said| said.description), None, "a success is never quoted: it may hold a secret");
    Ok(())
}

#[tokio::test]
async fn what_the_api_says_is_quoted_whatever_its_form() -> Outcome {
    let rig = Rig::start().await?;
    let service = rig.connect().await?;
    for (body, error, description) in [
        (json!({ "error": "E", "error_description": "D" }), Some("E"), Some("D")),
        (json!({ "status": "BAD_REQUEST", "message": "M" }), Some("BAD_REQUEST"), Some("M")),
        (json!({ "status": 400, "errors": ["a", "b"] }), None, Some("a, b")),
        (json!({ "errors": [{ "field": "scopes", "message": "unknown" }] }), None, Some("field: scopes, message: unknown")),
        (json!({ "message": { "client_name": ["must be set"] } }), None, Some("client_name: must be set")),
        (json!({ "error": "E", "error_description": "D", "errors": ["D"] }), Some("E"), Some("D")),
    ] {
        let said = read(Reply::json(400, &body), &rig, &service).await?.said.ok_or("nothing is quoted")?;
        assert_eq!((said.status, said.error.as_deref(), said.description.as_deref()), (Some(400), error, description), "{body}");
    }
    let long = read(Reply::json(400, &json!({ "message": "x ".repeat(2_000) })), &rig, &service).await?.said.ok_or("nothing is quoted")?;
    assert!(long.description.is_some_and(|text| (500..=600).contains(&text.chars().count())));
    let plain = Reply { content_type: "text/plain", body: "nope client_secret=abcdef".to_owned(), ..Reply::html(400) };
    let said = read(plain, &rig, &service).await?.said.ok_or("nothing is quoted")?;
    assert!(said.description.is_some_and(|text| text.starts_with("nope") && !text.contains("abcdef")));
    Ok(())
}

#[tokio::test]
async fn a_refused_creation_names_the_scope_or_the_terms() -> Outcome {
    let rig = Rig::start().await?;
    let service = rig.connect().await?;
    let new = NewClient::for_maskinporten("Kasse", "Kassesystem", vec!["altinn:instances.read".parse()?]);
    for (status, code) in [(403, "selfservice.scope_missing"), (428, "selfservice.terms_not_accepted"), (404, "selfservice.refused")] {
        rig.digdir.state().scripted.push_back(Reply::json(status, &json!({ "message": "Nei" })));
        assert_eq!(create_client(&new, &service).await.err().map(|error| error.explain().code), Some(code));
    }
    Ok(())
}

#[tokio::test]
async fn what_the_api_echoes_of_ours_is_taken_out() -> Outcome {
    let rig = Rig::start().await?;
    let service = rig.connect().await?;
    let token = "eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJodHRwczovL21hc2tpbnBvcnRlbi5ubyJ9.c2lnbmF0dXJl";
    let jwk = json!({ "kty": "RSA", "d": "X4cTteJY_gn4FYPsXB8rdXix5vwsg1FLN5E3EaG6RJoVH-HLLKD9M7dx5oo7GURknchnrRweUkC7hT5fJLM0WbFAKNLWY2vv7B6Nq" });
    for body in [
        json!({ "error": token }),
        json!({ "error_description": format!("Authorization: Bearer {token}") }),
        json!({ "message": { "headers": { "authorization": token } } }),
        json!({ "errors": [{ "rejected": { "keys": [jwk] } }] }),
        json!({ "message": "Nei", "traceId": token }),
        json!({ "message": "Nei", "correlation_id": token }),
        json!({ "message": "Nei", "code": token, "status": token }),
        json!({ "message": format!("{}{token}", "x ".repeat(285)) }),
    ] {
        for status in [400, 401, 403, 404, 409, 418, 428, 429, 500] {
            if status == 401 {
                // The first is answered with another token.
                rig.digdir.state().scripted.push_back(Reply::json(status, &body));
            }
            let problem = read(Reply::json(status, &body), &rig, &service).await?;
            let told = format!("{problem:?}");
            assert!(!told.contains("eyJhbGciOiJSUzI1NiJ9") && !told.contains("X4cTteJY"), "{status}: {told}");
        }
    }
    let said = read(Reply::json(400, &json!({ "message": "Nei", "correlation_id": "4bf92f35-77b3" })), &rig, &service).await?.said;
    assert_eq!(said.and_then(|said| said.trace_id).as_deref(), Some("4bf92f35-77b3"), "for the service desk");
    Ok(())
}
