//! An environment of somebody's own: its authority, its addresses, and what its service may not do to us.

use std::sync::Arc;

use inngang_engine::environment::{Environment, from_toml};
use inngang_engine::http::Http;
use inngang_engine::keys::{KeySize, SigningAlgorithm};
use inngang_engine::maskinporten::{Credential, Order, Token, obtain};
use inngang_engine::problem::{Explain as _, Fact, Problem};
use inngang_engine::trail::Trail;
use inngang_tests::person::NoBrowserHere;
use inngang_tests::tls::{Answer, Asked, TlsServer};
use inngang_tests::{Outcome, town};
use serde_json::{Value, json};

const METADATA: &str = "/.well-known/oauth-authorization-server";

/// A Maskinporten whose metadata is answered by `answer`.
async fn serve(answer: impl Fn(&Asked, Value) -> Answer + Send + Sync + 'static) -> Outcome<TlsServer> {
    TlsServer::start("127.0.0.1", move |asked| answers(asked, &answer)).await
}

fn answers(asked: &Asked, answer: impl Fn(&Asked, Value) -> Answer) -> Answer {
    let metadata = json!({ "issuer": format!("{}/", asked.origin), "token_endpoint": format!("{}/token", asked.origin) });
    match asked.path.as_str() {
        METADATA => answer(asked, metadata),
        "/token" if asked.body.starts_with("grant_type=urn") => Answer::json(&json!({ "access_token": "opaque", "expires_in": 120 })),
        _ => Answer::json(&metadata),
    }
}

fn environment(server: &TlsServer, head: &str) -> Outcome<Environment> {
    let text = format!("name = \"Vår egen\"\n{head}\n[hosts]\nmaskinporten = \"{}/\"\n", server.origin);
    Ok(from_toml(&text, |file| (file == "ca.pem").then(|| server.authority.clone().into_bytes()))?)
}

/// Obtains a token there; the authority is trusted when `head` names it.
async fn ask(server: &TlsServer, head: &str) -> Outcome<Result<Token, Problem>> {
    let environment = environment(server, head)?;
    let http = Http::new(&environment, Trail::default())?;
    let ports = town::ports(Arc::new(NoBrowserHere));
    ports.keys.generate("key", KeySize::Rsa2048)?;
    let credential = Credential::RegisteredKey { key: "key".to_owned(), kid: "kid".parse()?, algorithm: SigningAlgorithm::Rs256 };
    let order = Order::new("client".parse()?, vec!["a:b".parse()?], credential);
    Ok(obtain(&order, &environment, &http, &ports).await.map_err(|error| error.explain()))
}

const TRUSTED: &str = "tls_ca = \"ca.pem\"";

async fn refusal(server: &TlsServer) -> Outcome<Problem> {
    Ok(ask(server, TRUSTED).await?.err().ok_or("a token came")?)
}

#[tokio::test]
async fn an_authority_of_ones_own_is_trusted_where_it_is_named() -> Outcome {
    let server = serve(|_, metadata| Answer::json(&metadata)).await?;
    let token = ask(&server, TRUSTED).await?.map_err(|problem| problem.code)?;
    assert_eq!(token.secret.expose(), "opaque");
    assert_eq!(server.asked(), [METADATA, "/token"]);
    let problem = ask(&server, "").await?.err().ok_or("trusted without being named")?;
    let host = server.origin.trim_start_matches("https://");
    assert_eq!((problem.code, problem.facts.get("host")), ("network.tls", Some(&Fact::from(host))));
    assert_eq!(server.asked().len(), 2, "nothing was sent to a stranger");
    Ok(())
}

#[tokio::test]
async fn a_certificate_for_another_name_is_refused() -> Outcome {
    let server = TlsServer::start("portvik.example", |asked| answers(asked, |_, metadata| Answer::json(&metadata))).await?;
    assert_eq!((refusal(&server).await?.code, server.asked().len()), ("network.tls", 0));
    Ok(())
}

#[tokio::test]
async fn a_stopped_service_is_unreachable() -> Outcome {
    let mut server = serve(|_, metadata| Answer::json(&metadata)).await?;
    // A port that was free a moment ago.
    let port = std::net::TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
    server.origin = format!("https://127.0.0.1:{port}");
    assert_eq!(refusal(&server).await?.code, "network.unreachable");
    Ok(())
}

#[tokio::test]
async fn http_leaves_the_computer_nowhere() -> Outcome {
    for (address, code) in [
        ("http://192.0.2.1/", Some("environment.bad_host")),
        ("http://127.0.0.1.example.org/", Some("environment.bad_host")),
        ("https://ver2.maskinporten.no/", Some("environment.retired_host")),
        ("http://127.0.0.1:1/", None),
        ("http://[::1]:1/", None),
    ] {
        let environment = from_toml(&format!("name = \"x\"\n[hosts]\nmaskinporten = \"{address}\"\n"), |_| None);
        assert_eq!(environment.err().map(|error| error.explain().code), code, "{address}");
    }
    // Nor when a service says so.
    for endpoint in ["http://192.0.2.1/token", "ftp://127.0.0.1/token", "file:///etc/passwd"] {
        let server = serve(move |_, mut metadata| {
            metadata["token_endpoint"] = endpoint.into();
            Answer::json(&metadata)
        })
        .await?;
        assert_eq!((refusal(&server).await?.code, server.asked().len()), ("maskinporten.other_host", 1), "{endpoint}");
    }
    Ok(())
}

#[tokio::test]
async fn redirects_are_not_followed() -> Outcome {
    let server = serve(|_, _| Answer::new(302, "text/html", "").with("location", "/elsewhere")).await?;
    let problem = refusal(&server).await?;
    assert_eq!((problem.code, problem.said.and_then(|said| said.status)), ("network.not_json", Some(302)));
    assert_eq!(server.asked(), [METADATA]);
    Ok(())
}

#[tokio::test]
async fn an_answer_without_end_is_cut_off() -> Outcome {
    let server = serve(|_, _| Answer::new(200, "application/json", vec![b' '; 2 << 20])).await?;
    assert_eq!(refusal(&server).await?.code, "network.too_large");
    // Packed, it is two kilobytes.
    let server = serve(|_, _| Answer::gzipped(&vec![b' '; 2 << 20])).await?;
    assert_eq!(refusal(&server).await?.code, "network.too_large");
    Ok(())
}

#[tokio::test]
async fn packed_answers_are_asked_for_and_unpacked() -> Outcome {
    let server = serve(|asked, metadata| {
        let wanted = asked.accept_encoding.contains("gzip");
        if wanted { Answer::gzipped(metadata.to_string().as_bytes()) } else { Answer::new(406, "text/plain", "") }
    })
    .await?;
    assert!(ask(&server, TRUSTED).await?.is_ok());
    Ok(())
}

#[tokio::test]
async fn another_issuer_in_the_metadata_is_refused() -> Outcome {
    let server = serve(|asked, mut metadata| {
        metadata["issuer"] = asked.origin.as_str().into();
        Answer::json(&metadata)
    })
    .await?;
    let problem = refusal(&server).await?;
    assert_eq!((problem.code, server.asked().len()), ("maskinporten.other_issuer", 1), "the slash at the end counts");
    Ok(())
}
