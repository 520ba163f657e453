//! Answers about one certificate (RFC 6960).

use std::io::{BufRead as _, BufReader};
use std::process::Stdio;
use std::sync::{Arc, Mutex};

use inngang_engine::certificates::revocation::{Reason, Revocation, Source, Why};
use inngang_engine::environment::{Environment, Hosts, Kind};
use time::macros::format_description;
use time::{Duration, PrimitiveDateTime};

use crate::rig::Rig;
use crate::server::{Reply, Server};
use crate::town::{Failure, Town};
use crate::{is_good, unknown};

const DAY: [&str; 2] = ["-ndays", "1"];

/// `openssl ocsp` behind the server; there is no list to fall back on.
async fn responder(signer: &'static str, options: &'static [&'static str]) -> Result<Server, Failure> {
    Server::start(move |path, question| match path {
        "/ocsp" => Town::shared().and_then(|town| town.answer(question, signer, options)).into(),
        _ => Reply::Status(404),
    })
    .await
}

async fn always(answer: Vec<u8>) -> Result<Server, Failure> {
    Server::start(move |path, _| if path == "/ocsp" { Reply::Body(answer.clone()) } else { Reply::Status(404) }).await
}

#[tokio::test(flavor = "multi_thread")]
async fn the_issuer_or_its_delegate_answers() -> Result<(), Failure> {
    for signer in ["ca", "responder"] {
        for options in [&["-ndays", "1"][..], &["-ndays", "1", "-resp_key_id"]] {
            let server = responder(signer, options).await?;
            let rig = Rig::before(&server)?;
            let good = rig.check("good").await?;
            assert!(is_good(&good, Source::Ocsp), "{signer} {options:?}: {good:?}");
            assert_eq!(server.asked(), ["POST /ocsp"]);
        }
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn openssls_own_service_answers() -> Result<(), Failure> {
    for signer in ["ca", "responder"] {
        let mut service = Town::shared()?.service(signer).stdout(Stdio::piped()).stderr(Stdio::null()).spawn()?;
        let mut line = String::new();
        // "ACCEPT [::]:34835 PID=17356"
        BufReader::new(service.stdout.take().ok_or("no output")?).read_line(&mut line)?;
        let port = line.split_whitespace().nth(1).and_then(|address| address.rsplit(':').next()).ok_or("no port")?;
        let address = format!("http://127.0.0.1:{port}");
        let hosts = Hosts::named(Kind::Practice, [("certificate_status", address.as_str())])?;
        let rig = Rig::within(Environment::practice(hosts, Vec::new()))?;
        let answers = (rig.check("good").await?, rig.check("revoked").await?);
        service.kill()?;
        service.wait()?;
        assert!(is_good(&answers.0, Source::Ocsp), "{signer} {answers:?}");
        assert!(matches!(answers.1, Revocation::Revoked { by: Source::Ocsp, .. }), "{signer} {answers:?}");
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_revoked_certificate_has_its_date_and_reason() -> Result<(), Failure> {
    let server = responder("responder", &DAY).await?;
    let rig = Rig::before(&server)?;
    for (name, reason) in [("revoked", Some(Reason::KeyCompromise)), ("held", Some(Reason::CertificateHold)), ("back", None)] {
        let digits = format!("20{}", Town::shared()?.revoked_since(name)?);
        let since = PrimitiveDateTime::parse(&digits, format_description!("[year][month][day][hour][minute][second]Z"))?.assume_utc();
        assert_eq!(rig.check(name).await?, Revocation::Revoked { since, reason, by: Source::Ocsp }, "{name}");
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn only_the_issuers_signature_counts() -> Result<(), Failure> {
    for signer in ["impostor", "powerless", "mute", "retired", "foreign"] {
        let server = responder(signer, &DAY).await?;
        for name in ["good", "revoked"] {
            assert_eq!(Rig::before(&server)?.check(name).await?, unknown(Why::BadSignature), "{signer} {name}");
        }
    }
    // Signed by a delegate whose certificate does not come along.
    let server = responder("responder", &["-ndays", "1", "-resp_no_certs"]).await?;
    assert_eq!(Rig::before(&server)?.check("good").await?, unknown(Why::BadSignature));
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_out_of_its_time_says_nothing() -> Result<(), Failure> {
    let server = responder("responder", &DAY).await?;
    for name in ["good", "revoked"] {
        for by in [Duration::days(2), Duration::days(-1)] {
            let rig = Rig::before(&server)?;
            rig.turn(by);
            let found = rig.check(name).await?;
            // A day back the delegate's own certificate is not valid either.
            assert!(found == unknown(Why::Stale) || by.is_negative() && found == unknown(Why::BadSignature), "{name} {by}: {found:?}");
        }
    }
    // The issuer itself is as old as the computer's clock, so only the answer's own time is wrong.
    let server = responder("ca", &DAY).await?;
    let rig = Rig::before(&server)?;
    rig.turn(Duration::days(-1));
    assert_eq!(rig.check("revoked").await?, unknown(Why::Stale));
    // Within the tolerance.
    for minutes in [-4, 4] {
        let rig = Rig::before(&server)?;
        rig.turn(Duration::minutes(minutes));
        assert!(is_good(&rig.check("good").await?, Source::Ocsp), "{minutes}");
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_without_an_end_is_believed_while_new_and_not_kept() -> Result<(), Failure> {
    let server = responder("responder", &[]).await?;
    let rig = Rig::before(&server)?;
    for _ in 0..2 {
        assert!(matches!(rig.check("good").await?, Revocation::Good { until: None, by: Source::Ocsp, .. }));
    }
    assert_eq!(server.asked(), ["POST /ocsp"; 2]);
    rig.turn(Duration::hours(2));
    assert_eq!(rig.check("good").await?, unknown(Why::Stale));
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_answer_to_the_question_says_nothing() -> Result<(), Failure> {
    let town = Town::shared()?;
    // The five error statuses of RFC 6960 §4.2.1.
    for status in [1, 2, 3, 5, 6] {
        let server = always(vec![0x30, 3, 0x0a, 1, status]).await?;
        assert_eq!(Rig::before(&server)?.check("good").await?, unknown(Why::Refused), "{status}");
    }
    let about_another = town.answer_about("listed", "responder")?;
    for (what, answer) in [
        ("empty", Vec::new()),
        ("text", b"<html>Log in to the hotel's network".to_vec()),
        ("success without an answer", vec![0x30, 3, 0x0a, 1, 0]),
        ("another certificate's", about_another),
        ("a list", town.read("usual.crl")?),
        ("nothing but depth", [0x30, 0x80].repeat(100_000)),
    ] {
        let server = always(answer).await?;
        assert_eq!(Rig::before(&server)?.check("good").await?, unknown(Why::Malformed), "{what}");
    }
    let server = responder("responder", &DAY).await?;
    assert_eq!(Rig::before(&server)?.check("unknown").await?, unknown(Why::UnknownToIssuer));
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn no_changed_byte_changes_what_is_said() -> Result<(), Failure> {
    let genuine = Town::shared()?.answer_about("revoked", "responder")?;
    let changed = Arc::new(Mutex::new(Vec::new()));
    let bytes = changed.clone();
    let server = Server::start(move |_, _| Reply::Body(bytes.lock().map(|bytes| bytes.clone()).unwrap_or_default())).await?;
    *changed.lock().map_err(|_| "poisoned")? = genuine.clone();
    let mut rig = Rig::before(&server)?;
    let truth = rig.check("revoked").await?;
    assert!(matches!(truth, Revocation::Revoked { .. }));
    for at in (0..genuine.len()).step_by(7) {
        let mut bent = genuine.clone();
        bent[at] ^= 1;
        *changed.lock().map_err(|_| "poisoned")? = bent;
        rig = rig.afresh();
        let found = rig.check("revoked").await?;
        // Some bytes around the signatures mean nothing; then the answer is the genuine one.
        assert!(found == truth || matches!(found, Revocation::Unknown { .. }), "{at}: {found:?}");
    }
    Ok(())
}
