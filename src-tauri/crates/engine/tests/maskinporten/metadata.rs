//! What Maskinporten could say about itself; a grant goes to nobody but the environment's own.

use serde_json::{Value, json};

use inngang_engine::maskinporten::obtain;

use crate::Outcome;
use crate::rig::{Rig, order};
use crate::service::{Reply, Service, date};
use crate::texts::shown;

/// The code that this document ends with; none when a token came. No grant is sent after a failure.
async fn told(document: impl Fn(&str) -> Reply + Send + Sync + 'static) -> Outcome<Option<&'static str>> {
    let reply = move |asked: &crate::service::Asked| match asked.line.as_str() {
        "GET /.well-known/oauth-authorization-server" => document(&asked.origin),
        _ => Reply::token("x", 120),
    };
    let rig = Rig::new(Service::start(reply).await?)?;
    let code = obtain(&order()?, &rig.environment, &rig.http, &rig.ports).await.err().map(|failure| shown(&failure).code);
    let posted = rig.service.asked().iter().filter(|asked| asked.line.starts_with("POST")).count();
    assert_eq!(posted, usize::from(code.is_none()), "{code:?}");
    Ok(code)
}

/// The document with one member otherwise; `ORIGIN` stands for the service's own.
async fn with(name: &'static str, value: Value) -> Outcome<Option<&'static str>> {
    told(move |origin| {
        let mut document = json!({ "issuer": format!("{origin}/"), "token_endpoint": format!("{origin}/token") });
        let value: Value = serde_json::from_str(&value.to_string().replace("ORIGIN", origin)).unwrap_or_default();
        document[name] = value;
        Reply::json("200 OK", &document)
    })
    .await
}

/// maskinporten.md 1.1: missing and unknown members are borne with.
#[tokio::test]
async fn checklist_01_a_document_with_more_or_less_in_it_is_read() -> Outcome {
    assert_eq!(with("authorization_endpoint", Value::Null).await?, None);
    assert_eq!(with("jwks_uri", json!("ORIGIN/jwk")).await?, None);
    assert_eq!(with("jwks_uri", Value::Null).await?, None);
    assert_eq!(with("grant_types_supported", json!([])).await?, None);
    assert_eq!(with("authorization_details_types_supported", json!({ "not": ["a", "list"] })).await?, None);
    assert_eq!(with("token_endpoint_auth_signing_alg_values_supported", json!(7)).await?, None);
    assert_eq!(with("blåbær", json!(["saft"])).await?, None);
    Ok(())
}

/// RFC 8414 §3.3; the issuer is held byte for byte.
#[tokio::test]
async fn checklist_02_another_issuer_is_refused() -> Outcome {
    for issuer in ["ORIGIN", "ORIGIN//", "ORIGIN/ ", "https://maskinporten.no/", "https://test.maskinporten.no/", ""] {
        assert_eq!(with("issuer", json!(issuer)).await?, Some("maskinporten.other_issuer"), "{issuer}");
    }
    for issuer in [json!(["ORIGIN/"]), json!(null), json!({}), json!(7)] {
        assert_eq!(with("issuer", issuer.clone()).await?, Some("network.not_json"), "{issuer}");
    }
    Ok(())
}

#[tokio::test]
async fn checklist_32_a_grant_goes_to_the_environment_s_own_host_alone() -> Outcome {
    let elsewhere = [
        "https://maskinporten.no/token",
        "https://test.maskinporten.no/token",
        "http://127.0.0.1:1/token",
        "http://localhost:1/token",
        "http://127.0.0.1@example.org/token",
        "https://example.org/token",
        "ftp://127.0.0.1/token",
        "file:///token",
        "data:text/plain,token",
        "javascript:token",
    ];
    for address in elsewhere {
        assert_eq!(with("token_endpoint", json!(address)).await?, Some("maskinporten.other_host"), "{address}");
    }
    // The same host by TLS, or by another port, is another one.
    let same_host = told(|origin| {
        let secure = origin.replacen("http:", "https:", 1);
        Reply::json("200 OK", &json!({ "issuer": format!("{origin}/"), "token_endpoint": format!("{secure}/token") }))
    });
    assert_eq!(same_host.await?, Some("maskinporten.other_host"));
    assert_eq!(with("jwks_uri", json!("https://example.org/jwk")).await?, Some("maskinporten.other_host"));
    for address in [json!(""), json!("token"), json!("/token"), json!("//"), json!(["ORIGIN/token"]), json!(null), json!(7)] {
        assert_eq!(with("token_endpoint", address.clone()).await?, Some("network.not_json"), "{address}");
    }
    Ok(())
}

#[tokio::test]
async fn what_is_no_document_is_refused() -> Outcome {
    let page = |status: &'static str, body: &'static [u8]| told(move |_| Reply::new(status, &date(), body));
    for body in [&b""[..], b"<html>", b"[]", b"null", b"7", b"{}", b"{", b"{\"issuer\":\"\xff\"}", b"\xef\xbb\xbf{}"] {
        assert_eq!(page("200 OK", body).await?, Some("network.not_json"), "{body:?}");
    }
    for status in ["204 No Content", "302 Found", "401 Unauthorized", "403 Forbidden", "404 Not Found", "429 Too Many Requests"] {
        assert_eq!(page(status, b"{}").await?, Some("network.not_json"), "{status}");
    }
    for status in ["500 Internal Server Error", "503 Service Unavailable"] {
        assert_eq!(page(status, b"<html>").await?, Some("network.server_error"), "{status}");
    }
    let twice = told(|origin| {
        let body = format!("{{\"issuer\":\"{origin}/\",\"issuer\":\"{origin}/\",\"token_endpoint\":\"{origin}/token\"}}");
        Reply::new("200 OK", "", body.as_bytes())
    });
    assert_eq!(twice.await?, Some("network.not_json"), "a member twice");
    let large = told(|_| Reply::Flood { head: b"HTTP/1.1 200 OK\r\n\r\n".to_vec(), piece: vec![b' '; 1 << 16], times: 160 });
    assert_eq!(large.await?, Some("network.too_large"));
    Ok(())
}
