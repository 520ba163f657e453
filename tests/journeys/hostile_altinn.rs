//! An Altinn that means harm.

use std::sync::Arc;

use inngang_engine::altinn::{Platform, exchange_as_enterprise_user};
use inngang_engine::environment::{Environment, Hosts, Kind};
use inngang_engine::http::Http;
use inngang_engine::legacy::{self, LogIn, OldAltinn};
use inngang_engine::problem::Explain as _;
use inngang_engine::secret::Secret;
use inngang_engine::trail::Trail;
use inngang_tests::person::NoBrowserHere;
use inngang_tests::{Outcome, town};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpListener;

const PASSWORD: &str = "Blåbær i skogen";
const API_KEY: &str = "vaniljekrans og kardemomme";

/// Answers each request with what `answer` makes of it, and hangs up.
pub(crate) async fn host(answer: impl Fn(&str) -> String + Send + 'static) -> Outcome<Environment> {
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let address = format!("http://{}", listener.local_addr()?);
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let mut asked = Vec::new();
            while !is_whole(&asked) && matches!(stream.read_buf(&mut asked).await, Ok(1..)) {}
            let answer = answer(&String::from_utf8_lossy(&asked));
            drop(stream.write_all(answer.as_bytes()).await);
        }
    });
    let hosts = Hosts::named(Kind::Custom, ["maskinporten", "altinn_platform", "altinn_legacy"].map(|name| (name, address.as_str())))?;
    Ok(Environment { kind: Kind::Custom, name: "hostile".to_owned(), hosts, tls_ca: None, certificate_roots: Vec::new() })
}

fn is_whole(asked: &[u8]) -> bool {
    let text = String::from_utf8_lossy(asked).to_lowercase();
    let Some((head, body)) = text.split_once("\r\n\r\n") else { return false };
    let length = head.split("content-length: ").nth(1).and_then(|rest| rest.lines().next()?.parse().ok()).unwrap_or(0);
    body.len() >= length
}

pub(crate) fn reply(status: &str, content_type: &str, body: &str) -> String {
    format!("HTTP/1.1 {status}\r\nContent-Type: {content_type}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}", body.len())
}

#[tokio::test]
async fn a_password_that_the_old_host_repeats_is_not_quoted() -> Outcome {
    for as_json in [false, true] {
        let environment = host(move |asked| {
            let words = format!("no luck with {PASSWORD} and {API_KEY}");
            match as_json {
                true => reply("401 No", "application/json", &serde_json::json!({ "ErrorCode": 7, "ErrorMessage": words }).to_string()),
                false => reply(&format!("401 {words}"), "text/plain", &format!("{words} {}", asked.lines().last().unwrap_or_default())),
            }
        })
        .await?;
        let ports = town::ports(Arc::new(NoBrowserHere));
        let old = OldAltinn::new(&environment, Trail::default())?;
        let order = LogIn::Password { user: "aase".to_owned(), password: Secret::new(PASSWORD.to_owned()) };
        let refused = legacy::log_in(order, Some(Secret::new(API_KEY.to_owned())), &old, &ports).await;
        let said = format!("{:?}", refused.err().ok_or("it was let in")?.explain());
        assert!(said.contains("no luck with") && !said.contains(PASSWORD) && !said.contains(API_KEY), "{said}");
    }
    Ok(())
}

#[tokio::test]
async fn a_password_beside_a_token_is_not_quoted_either() -> Outcome {
    let environment = host(|_| reply("403 No", "text/plain", &format!("no luck with {PASSWORD}"))).await?;
    let http = Http::new(&environment, Trail::default())?;
    let platform = Platform::new(environment, http, town::ports(Arc::new(NoBrowserHere)));
    let (token, password) = (Secret::new("a token that says nothing".to_owned()), Secret::new(PASSWORD.to_owned()));
    let refused = exchange_as_enterprise_user(&token, "bakeriet", &password, &platform).await;
    let said = format!("{:?}", refused.err().ok_or("it was exchanged")?.explain());
    assert!(said.contains("no luck with") && !said.contains(PASSWORD), "{said}");
    Ok(())
}
