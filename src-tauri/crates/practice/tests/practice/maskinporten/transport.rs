//! Rejection 25: what goes wrong on the way, on demand.

use std::time::{Duration, Instant};

use inngang_practice::Fault;
use reqwest::header::{CONTENT_TYPE, RETRY_AFTER};

use crate::rig::{JWT_BEARER, Outcome, Rig, expect};

type Failure = Box<dyn std::error::Error>;

async fn with_key(slow: Duration) -> Result<Rig, Failure> {
    let rig = Rig::start_with(|options| options.slow_answer = slow).await?;
    rig.upload_key().await?;
    Ok(rig)
}

async fn send(rig: &Rig, assertion: &str) -> Result<reqwest::Response, Failure> {
    let address = format!("{}token", rig.practice.addresses().maskinporten);
    Ok(rig.http.post(address).form(&[("grant_type", JWT_BEARER), ("assertion", assertion)]).send().await?)
}

#[tokio::test]
async fn rejection_25_the_service_is_not_there() -> Outcome {
    let rig = with_key(Duration::ZERO).await?;
    let grant = rig.grant().signed()?;
    for (fault, status) in [
        (Fault::ServerError500, 500),
        (Fault::BadGateway502, 502),
        (Fault::Unavailable503, 503),
        (Fault::GatewayTimeout504, 504),
        (Fault::TooManyRequests429, 429),
    ] {
        rig.practice.faults().set(fault, true);
        let answer = send(&rig, &grant).await?;
        let wait = answer.headers().get(RETRY_AFTER).map(|value| value.to_str().map(str::to_owned)).transpose()?;
        assert_eq!((answer.status().as_u16(), wait.is_some_and(|wait| wait == "2")), (status, status == 429), "{}", fault.name());
        assert!(serde_json::from_str::<serde_json::Value>(&answer.text().await?).is_err(), "{}", fault.name());
        rig.practice.faults().clear();
    }
    // None of them has heard of the grant.
    assert_eq!(send(&rig, &grant).await?.status(), 200);
    Ok(())
}

#[tokio::test]
async fn rejection_25_what_comes_is_no_answer() -> Outcome {
    let rig = with_key(Duration::ZERO).await?;
    let bytes = async |fault| -> Result<_, Failure> {
        rig.practice.faults().set(fault, true);
        let answer = send(&rig, &rig.grant().signed()?).await?;
        assert_eq!(answer.status(), 200);
        let kind = answer.headers().get(CONTENT_TYPE).map(|value| value.to_str().map(str::to_owned)).transpose()?;
        let bytes = answer.bytes().await?;
        rig.practice.faults().clear();
        Ok((kind.unwrap_or_default(), bytes))
    };
    let (kind, page) = bytes(Fault::HtmlInsteadOfJson).await?;
    assert!(kind.starts_with("text/html") && page.starts_with(b"<!doctype html>"));
    assert!(bytes(Fault::EmptyAnswer).await?.1.is_empty());
    let (kind, latin) = bytes(Fault::NotUtf8).await?;
    assert!(kind == "application/json" && std::str::from_utf8(&latin).is_err());
    let (kind, huge) = bytes(Fault::HugeAnswer).await?;
    assert_eq!((kind.as_str(), huge.len()), ("application/json", 10_000_000));
    Ok(())
}

#[tokio::test]
async fn rejection_25_the_answer_is_slow() -> Outcome {
    let slow = Duration::from_millis(700);
    let rig = with_key(slow).await?;
    for fault in [Fault::SlowAnswer, Fault::SlowDrip] {
        rig.practice.faults().set(fault, true);
        let started = Instant::now();
        let answer = send(&rig, &rig.grant().signed()?).await?;
        let headers_after = started.elapsed();
        let body: serde_json::Value = serde_json::from_slice(&answer.bytes().await?)?;
        assert!(started.elapsed() >= slow && body["access_token"].is_string(), "{}: {body}", fault.name());
        assert_eq!(headers_after >= slow, fault == Fault::SlowAnswer, "{}", fault.name());
        rig.practice.faults().clear();
    }
    Ok(())
}

#[tokio::test]
async fn rejection_25_the_connection_drops_after_the_work() -> Outcome {
    let rig = with_key(Duration::ZERO).await?;
    rig.practice.faults().set(Fault::DroppedConnection, true);
    let grant = rig.grant().signed()?;
    let failure = rig.token(&grant).await.err().ok_or("an answer came")?;
    assert!(failure.downcast_ref::<reqwest::Error>().is_some_and(|error| error.status().is_none()), "{failure}");
    rig.practice.faults().clear();
    expect(&rig.token(&grant).await?, "MP-012")
}

#[tokio::test]
async fn rejection_25_the_services_clock_is_wrong_and_says_so() -> Outcome {
    let rig = with_key(Duration::ZERO).await?;
    let date = async || -> Result<_, Failure> {
        let response = rig.http.get(format!("{}jwk", rig.practice.addresses().maskinporten)).send().await?;
        let text = response.headers().get("date").ok_or("no date")?.to_str()?.replace("GMT", "+0000");
        Ok(time::OffsetDateTime::parse(&text, &time::format_description::well_known::Rfc2822)?)
    };
    let off = async || -> Result<i64, Failure> { Ok((date().await? - time::OffsetDateTime::now_utc()).whole_seconds()) };
    assert!(off().await?.abs() <= 2);
    for (fault, seconds, refusal) in [(Fault::Clock5Minutes, 300, "MP-130"), (Fault::Clock1MinuteBehind, -60, "Issue time is after now")] {
        rig.practice.faults().set(fault, true);
        assert!((off().await? - seconds).abs() <= 2, "{}", fault.name());
        rig.refuses(refusal, |_| ()).await?;
        rig.practice.faults().clear();
    }
    Ok(())
}
