//! Discovery documents that must be refused before anybody is sent anywhere (OpenID Connect Discovery 1.0 §4.3, RFC 9700 §4.4).

use serde_json::{Value, json};

use super::{BELIEVED, Verdict, refused_unsent};
use crate::Outcome;
use crate::provider::{Asked, Bends, Part, Reply, plain, redirect};
use crate::rig::Rig;

const PATH: &str = "GET /.well-known/openid-configuration";

/// How a login ends; where metadata is refused, nobody is sent anywhere and nothing more is asked.
async fn told(bends: Bends) -> Outcome<Verdict> {
    let rig = Rig::new(bends).await?;
    let verdict = rig.told().await?;
    if verdict.0.is_some() {
        assert_eq!((rig.provider.asked().len(), rig.browser.visits().len()), (1, 0), "{verdict:?}");
    }
    Ok(verdict)
}

async fn with(member: &'static str, value: Value) -> Outcome<Verdict> {
    told(Bends::default().with(Part::Metadata, member, value)).await
}

#[tokio::test]
async fn rp_discovery_issuer_mismatch() -> Outcome {
    for issuer in ["ORIGIN/", "ORIGIN//", "ORIGIN ", "https://idporten.no", "https://test.idporten.no", ""] {
        assert_eq!(with("issuer", json!(issuer)).await?, refused_unsent("login.metadata_issuer"), "{issuer}");
    }
    for issuer in [Value::Null, json!(["ORIGIN"]), json!(7)] {
        assert_eq!(with("issuer", issuer.clone()).await?, refused_unsent("login.metadata_incomplete"), "{issuer}");
    }
    Ok(())
}

/// Plain http leads nowhere but to this computer, and other schemes nowhere at all.
#[tokio::test]
async fn rp_discovery_with_http_or_file_endpoints() -> Outcome {
    let refused = refused_unsent("login.metadata_address");
    for address in [
        "http://login.idporten.no/authorize",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "data:text/html,x",
        "ftp://127.0.0.1/x",
        "http://127.0.0.1.example.org/x",
        "http://user@127.0.0.1:1/x",
        "http://user:word@127.0.0.1:1/x",
        "ORIGIN/x#fragment",
        "/authorize",
        "",
    ] {
        assert_eq!(with("authorization_endpoint", json!(address)).await?, refused, "{address}");
    }
    let all = ["token_endpoint", "jwks_uri", "userinfo_endpoint", "end_session_endpoint", "revocation_endpoint"];
    for member in all.into_iter().chain(["pushed_authorization_request_endpoint"]) {
        for address in [json!("http://example.org/x"), json!("file:///x"), json!("javascript:x"), json!(7), json!(["ORIGIN/x"])] {
            assert_eq!(with(member, address.clone()).await?, refused, "{member} {address}");
        }
    }
    // Addresses that were switched off are no better in metadata than elsewhere.
    assert_eq!(with("token_endpoint", json!("https://oidc.difi.no/token")).await?, refused);
    Ok(())
}

#[tokio::test]
async fn rp_discovery_without_what_a_login_needs() -> Outcome {
    for member in ["authorization_endpoint", "token_endpoint", "jwks_uri"] {
        assert_eq!(with(member, Value::Null).await?, refused_unsent("login.metadata_incomplete"), "{member}");
    }
    let plain_only = with("code_challenge_methods_supported", json!(["plain"])).await?;
    assert_eq!(plain_only, refused_unsent("login.metadata_incomplete"));
    Ok(())
}

/// Unknown members, null members, members that nobody needs to log in.
#[tokio::test]
async fn rp_discovery_with_more_or_less_in_it() -> Outcome {
    for member in ["userinfo_endpoint", "end_session_endpoint", "revocation_endpoint", "acr_values_supported"] {
        assert_eq!(with(member, Value::Null).await?, BELIEVED, "{member}");
    }
    let null = |member: &'static str| Bends::default().bend(Part::Metadata, move |_, document| document[member] = Value::Null);
    for member in ["userinfo_endpoint", "acr_values_supported", "code_challenge_methods_supported"] {
        assert_eq!(told(null(member)).await?, BELIEVED, "{member}");
    }
    assert_eq!(with("acr_values_supported", json!({ "not": ["a", "list"] })).await?, BELIEVED);
    assert_eq!(with("blåbær", json!(["saft"])).await?, BELIEVED);
    assert_eq!(with("authorization_endpoint", json!("ORIGIN/authorize?policy=x")).await?, BELIEVED);
    Ok(())
}

fn instead(reply: impl Fn(&Asked) -> Reply + Send + Sync + 'static) -> Bends {
    Bends::default().instead(move |asked| (asked.line == PATH).then(|| reply(asked)))
}

#[tokio::test]
async fn rp_discovery_that_is_no_document() -> Outcome {
    let not_json = refused_unsent("network.not_json");
    for body in ["", "<html>", "[]", "null", "7", "{"] {
        assert_eq!(told(instead(move |_| plain(200, "application/json", body))).await?, not_json, "{body}");
    }
    for status in [204, 401, 404] {
        assert_eq!(told(instead(move |_| plain(status, "application/json", "{}"))).await?, not_json, "{status}");
    }
    assert_eq!(told(instead(|_| plain(503, "text/html", "<html>"))).await?, refused_unsent("network.server_error"));
    assert_eq!(told(instead(|asked| redirect(&[format!("{}/elsewhere", asked.origin)]))).await?, not_json);
    let large = Bends::default().with(Part::Metadata, "large", json!("x".repeat(2 << 20)));
    assert_eq!(told(large).await?, refused_unsent("network.too_large"));
    Ok(())
}

#[tokio::test]
async fn rp_discovery_is_kept_for_a_day_and_forgotten_on_demand() -> Outcome {
    let rig = Rig::new(Bends::default()).await?;
    let read = || rig.provider.asked_for(PATH).len();
    for expected in [1, 1, 1] {
        assert_eq!((rig.told().await?, read()), (BELIEVED, expected));
    }
    rig.turn(86_401);
    assert_eq!((rig.told().await?, read()), (BELIEVED, 2));
    rig.party.forget().await;
    assert_eq!((rig.told().await?, read()), (BELIEVED, 3));
    // A second relying party of the same profile knows what the first has read.
    let clone = rig.party.clone();
    clone.log_in(&crate::rig::order()?, tokio_util::sync::CancellationToken::new(), |_| ()).await?;
    assert_eq!(read(), 3);
    Ok(())
}
