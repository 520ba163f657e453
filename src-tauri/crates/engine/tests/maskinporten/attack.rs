//! What a hostile network, or a fault of our own, does to those who wait for tokens.

use std::sync::Arc;
use std::time::Duration;

use base64::prelude::{BASE64_URL_SAFE_NO_PAD, Engine as _};
use futures_util::future::join_all;
use inngang_engine::keys::{KeyError, KeyFacts, KeySize, NewKey, SigningAlgorithm};
use inngang_engine::maskinporten::{ListSource, Order, Tokens, scopes};
use inngang_engine::ports::{KeyStore, Ports};
use inngang_engine::secret::Secret;
use serde_json::json;
use time::OffsetDateTime;

use crate::Outcome;
use crate::rig::{Rig, claims, grant, order};
use crate::service::{Asked, Reply, Service, http_date};
use crate::texts::shown;

/// A key store with a fault of ours in it.
struct Faulty;

impl KeyStore for Faulty {
    fn generate(&self, _: &str, _: KeySize) -> Result<NewKey, KeyError> {
        Err(KeyError::Malformed)
    }

    fn import(&self, _: &str, _: Secret<Vec<u8>>) -> Result<NewKey, KeyError> {
        Err(KeyError::Malformed)
    }

    fn sign(&self, _: &str, _: SigningAlgorithm, _: &[u8]) -> Result<Vec<u8>, KeyError> {
        std::panic::resume_unwind(Box::new("a fault of ours"))
    }

    fn public(&self, _: &str) -> Result<KeyFacts, KeyError> {
        Err(KeyError::NotFound)
    }

    fn list(&self) -> Result<Vec<String>, KeyError> {
        Ok(Vec::new())
    }

    fn forget(&self, _: &str) -> Result<(), KeyError> {
        Err(KeyError::NotFound)
    }
}

/// A page that waits for an answer waits for ever where nobody tells it of a panic.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_panic_reaches_all_who_wait_and_the_next_asks_anew() -> Outcome {
    let service =
        Service::start(|asked| if asked.is_for_token() { Reply::token("t", 120) } else { Reply::metadata(&asked.origin).after(100) });
    let rig = Rig::new(service.await?)?;
    let ports = Ports { keys: Arc::new(Faulty), ..rig.ports.clone() };
    let (tokens, order) = (Tokens::new(rig.environment.clone(), rig.http.clone(), ports), order()?);
    for _ in 0..2 {
        let asking = (0..5).map(|_| {
            let (tokens, order) = (tokens.clone(), order.clone());
            tokio::spawn(async move { tokens.obtain(&order).await.is_ok() })
        });
        let ended = tokio::time::timeout(Duration::from_secs(10), join_all(asking.collect::<Vec<_>>())).await?;
        assert!(ended.iter().all(|end| end.as_ref().is_err_and(tokio::task::JoinError::is_panic)), "{ended:?}");
    }
    Ok(())
}

/// Each has an order of its own, so each would ask for metadata after the other.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn many_orders_wait_for_a_service_that_is_down_no_longer_than_one() -> Outcome {
    let rig = Rig::new(Service::start(|_| Reply::new("503 Service Unavailable", "", b"").after(300)).await?)?;
    let tokens = rig.tokens();
    let orders = (0..40).map(|number| Ok(Order { client: format!("client-{number}").parse()?, ..order()? }));
    let asking = orders.collect::<Outcome<Vec<_>>>()?.into_iter().map(|order| {
        let tokens = tokens.clone();
        tokio::spawn(async move { tokens.obtain(&order).await.err().map(|failure| shown(&failure).code) })
    });
    let told = join_all(asking.collect::<Vec<_>>()).await.into_iter().collect::<Result<Vec<_>, _>>()?;
    assert_eq!(told, vec![Some("network.server_error"); 40]);
    assert!(rig.service.asked().len() <= 2, "{} questions", rig.service.asked().len());
    assert_eq!(tokens.obtain(&order()?).await.err().map(|failure| shown(&failure).code), Some("network.server_error"));
    Ok(())
}

/// Another service of the environment that is an hour off does not make Maskinporten refuse us.
#[tokio::test]
async fn a_grant_goes_by_the_clock_of_whom_it_is_for() -> Outcome {
    let of_another = Service::start(|_| {
        let later = format!("Date: {}\r\n", http_date(OffsetDateTime::now_utc() + time::Duration::HOUR));
        Reply::new("200 OK", &later, b"{}")
    });
    let another = of_another.await?;
    let rig = Rig::with(Service::of_tokens(|_| Reply::token("t", 120)).await?, &[("register", &another.origin)])?;
    let (tokens, order) = (rig.tokens(), order()?);
    tokens.obtain(&order).await?;
    let url = url::Url::parse(&another.origin)?;
    rig.http.send(inngang_engine::http::Request::get(&url, "/"), &rig.ports).await?;
    assert!(rig.http.trail().clock_offset().is_some_and(|seconds| seconds > 3_000), "the other one was heard");
    tokens.obtain_anew(&order).await?;
    for asked in rig.service.for_token() {
        let issued = claims(&grant(&asked)?)?["iat"].as_i64().ok_or("no iat")?;
        assert!((issued - OffsetDateTime::now_utc().unix_timestamp()).abs() < 10, "{issued}");
    }
    Ok(())
}

/// Whom we log in as is not for a document to say, nor may what stands there reach the trail.
#[tokio::test]
async fn an_endpoint_with_a_password_or_a_fragment_is_no_endpoint() -> Outcome {
    for (before, after) in [("user:word@", "token"), ("user@", "token"), (":word@", "token"), ("", "token#part"), ("", "token#")] {
        let document = move |asked: &Asked| {
            let (scheme, host) = asked.origin.split_once("://").unwrap_or_default();
            let endpoint = format!("{scheme}://{before}{host}/{after}");
            Reply::json("200 OK", &json!({ "issuer": format!("{}/", asked.origin), "token_endpoint": endpoint }))
        };
        let rig = Rig::new(Service::start(document).await?)?;
        let told = rig.tokens().obtain(&order()?).await.err().map(|failure| shown(&failure).code);
        assert_eq!((told, rig.service.counted()), (Some("network.not_json"), (1, 0)), "{before} {after}");
        assert!(!format!("{:?}", rig.http.trail()).contains("word"));
    }
    Ok(())
}

/// What cannot be written as a date cannot be shown as one.
#[tokio::test]
async fn moments_that_nobody_can_write_are_none() -> Outcome {
    let first: i64 = -377_705_116_800;
    let part = |value: &serde_json::Value| BASE64_URL_SAFE_NO_PAD.encode(value.to_string());
    for expires_in in [i64::MIN, -1, i64::MAX] {
        let reply = move |asked: &Asked| {
            let claims = json!({ "iss": format!("{}/", asked.origin), "iat": first, "exp": first });
            let token = format!("{}.{}.AAAA", part(&json!({ "alg": "RS256" })), part(&claims));
            Reply::token(&token, expires_in)
        };
        let rig = Rig::new(Service::of_tokens(reply).await?)?;
        let token = rig.tokens().obtain(&order()?).await?;
        assert_eq!((token.facts.issued_at, token.facts.expires_at), (None, None));
        assert!((2026..=9999).contains(&token.expires_at.year()), "{}", token.expires_at);
    }
    Ok(())
}

/// It would take the place of a good one.
#[tokio::test]
async fn a_list_of_no_scopes_is_no_list() -> Outcome {
    for body in ["[]", "[{}]", r#"[{"name":"two words"},7]"#, "{}", r#"[{"name":"a:b","active":false}]"#] {
        let another = Service::start(move |_| Reply::new("200 OK", "Content-Type: application/json\r\n", body.as_bytes())).await?;
        let base = format!("{}/api/v1", another.origin);
        let rig = Rig::with(Service::of_tokens(|_| Reply::token("t", 120)).await?, &[("self_service_api", &base)])?;
        let list = scopes::list(&rig.environment, &rig.http, &rig.ports).await;
        assert_eq!((list.from, another.asked().len()), (ListSource::Copy, 1), "{body}");
    }
    Ok(())
}
