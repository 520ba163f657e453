//! Every fault of Maskinporten's and of the transport.

use inngang_practice::{CertificateOrder, Fault};
use serde_json::json;

use crate::rig::{BAKERY, Outcome, Rig, expect};
use crate::town_hall::{Opened, open};

#[tokio::test]
async fn each_refusal_can_be_switched_on_and_off() -> Outcome {
    let rig = Rig::start().await?;
    rig.upload_key().await?;
    for (fault, expected) in [
        (Fault::WrongAud, "MP-110"),
        (Fault::Clock5Minutes, "MP-130"),
        (Fault::ExpiredKey, "MP-121"),
        (Fault::UnknownKid, "Unknown key identifier (kid) for client"),
        (Fault::ScopeNotGranted, "MP-250"),
        (Fault::ScopeNotRegistered, "MP-200"),
        (Fault::ReplayedJti, "MP-012"),
    ] {
        rig.practice.faults().set(fault, true);
        rig.refuses(expected, |_| ()).await?;
        rig.practice.faults().set(fault, false);
        rig.accepts(|_| ()).await?;
    }
    Ok(())
}

#[tokio::test]
async fn a_key_just_uploaded_is_known_at_the_third_request() -> Outcome {
    let rig = Rig::start().await?;
    rig.upload_key().await?;
    rig.practice.faults().set(Fault::KeyJustUploaded, true);
    for _ in 0..2 {
        rig.refuses("Unknown key identifier (kid) for client", |_| ()).await?;
    }
    rig.accepts(|_| ()).await?;
    Ok(())
}

#[tokio::test]
async fn certificate_faults_strike_certificates() -> Outcome {
    let rig = Rig::start().await?;
    let Opened { key, certificates } = open(&rig.practice.issue(&CertificateOrder::ordinary(BAKERY)).await?)?;
    let x5c: Vec<_> = certificates.iter().map(|der| base64::Engine::encode(&base64::engine::general_purpose::STANDARD, der)).collect();
    for (fault, expected) in [(Fault::CertificateRefused, "MP-120"), (Fault::CertificateOfAnotherOrganisation, "MP-122")] {
        rig.practice.faults().set(fault, true);
        let mut grant = rig.grant();
        grant.header = json!({ "alg": "RS256", "x5c": x5c });
        expect(&rig.token(&grant.signed_by(&key)?).await?, expected)?;
        rig.practice.faults().clear();
    }
    Ok(())
}

#[tokio::test]
async fn the_services_tell_their_wrong_time() -> Outcome {
    let rig = Rig::start().await?;
    let date = async || -> Result<_, Box<dyn std::error::Error>> {
        let response = rig.http.get(format!("{}jwk", rig.practice.addresses().maskinporten)).send().await?;
        let text = response.headers().get("date").ok_or("no date")?.to_str()?.replace("GMT", "+0000");
        Ok(time::OffsetDateTime::parse(&text, &time::format_description::well_known::Rfc2822)?)
    };
    let before = date().await?;
    assert!((before - time::OffsetDateTime::now_utc()).whole_seconds().abs() <= 2);
    rig.practice.faults().set(Fault::Clock5Minutes, true);
    assert!(((date().await? - before).whole_seconds() - 300).abs() <= 2);
    Ok(())
}

#[tokio::test]
async fn the_transport_fails_in_four_ways() -> Outcome {
    let rig = Rig::start_with(|options| options.slow_answer = std::time::Duration::from_millis(700)).await?;
    rig.upload_key().await?;
    let faults = rig.practice.faults();
    faults.set(Fault::ServerError500, true);
    assert_eq!(rig.token(&rig.grant().signed()?).await?.status, 500);
    faults.clear();
    faults.set(Fault::HtmlInsteadOfJson, true);
    let answer = rig.token(&rig.grant().signed()?).await?;
    assert!(answer.status == 200 && answer.body.starts_with("<!doctype html>"), "{}", answer.body);
    faults.clear();
    faults.set(Fault::SlowAnswer, true);
    let started = std::time::Instant::now();
    assert_eq!(rig.token(&rig.grant().signed()?).await?.status, 200);
    assert!(started.elapsed() >= std::time::Duration::from_millis(700));
    faults.clear();
    faults.set(Fault::DroppedConnection, true);
    let grant = rig.grant().signed()?;
    let failure = rig.token(&grant).await.err().ok_or("an answer came")?;
    assert!(failure.downcast_ref::<reqwest::Error>().is_some_and(|error| error.status().is_none()), "{failure}");
    faults.clear();
    // It was dropped after the work was done.
    expect(&rig.token(&grant).await?, "MP-012")
}
