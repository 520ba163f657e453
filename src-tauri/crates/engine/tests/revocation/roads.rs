//! Whom a check asks, how often, how long it waits, and by which road.

use std::process::Command;

use inngang_engine::certificates::revocation::{Revocation, Source, Why};
use inngang_engine::environment::{Environment, Hosts};
use inngang_engine::trail::Event;
use time::Duration;

use crate::rig::Rig;
use crate::server::{Reply, Server};
use crate::town::{self, Failure, Town};
use crate::{is_good, unknown};

async fn responder() -> Result<Server, Failure> {
    Server::start(|_, question| Town::shared().and_then(|town| town.answer(question, "responder", &["-ndays", "1"])).into()).await
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_is_kept_until_the_issuer_knows_more() -> Result<(), Failure> {
    for name in ["good", "revoked"] {
        let server = responder().await?;
        let rig = Rig::before(&server)?;
        let first = rig.check(name).await?;
        assert!(!matches!(first, Revocation::Unknown { .. }), "{first:?}");
        rig.turn(Duration::hours(23));
        assert_eq!(rig.check(name).await?, first);
        assert_eq!(server.asked(), ["POST /ocsp"], "{name}");
        // Another certificate has an answer of its own.
        rig.turn(Duration::hours(-23));
        rig.check("held").await?;
        assert_eq!(server.asked().len(), 2);
        rig.turn(Duration::hours(25));
        assert_eq!(rig.check(name).await?, unknown(Why::Stale), "asked again; the town's own clock stands still");
        assert_eq!(server.asked(), ["POST /ocsp", "POST /ocsp", "POST /ocsp", "GET /list.crl"], "{name}");
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_unknown_is_kept() -> Result<(), Failure> {
    let server = Server::start(|_, _| Reply::Status(503)).await?;
    let rig = Rig::before(&server)?;
    for _ in 0..2 {
        assert_eq!(rig.check("good").await?, unknown(Why::Unreachable));
    }
    assert_eq!(server.asked(), ["POST /ocsp", "GET /list.crl", "POST /ocsp", "GET /list.crl"]);
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn silence_ends() -> Result<(), Failure> {
    let mute = Server::start(|_, _| Reply::Silence).await?;
    let half = Server::start(|path, _| match path {
        "/list.crl" => Town::shared().and_then(|town| town.read("usual.crl")).into(),
        _ => Reply::Silence,
    })
    .await?;
    let (of_mute, of_half) = (Rig::before(&mute)?, Rig::before(&half)?);
    let (nothing, list) = tokio::join!(of_mute.check("good"), of_half.check("good"));
    assert_eq!(nothing?, unknown(Why::Unreachable));
    assert!(is_good(&list?, Source::Crl));
    assert_eq!(mute.asked(), ["POST /ocsp", "GET /list.crl"]);
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn too_much_is_cut_off() -> Result<(), Failure> {
    let server = Server::start(|_, _| Reply::Body(vec![0x30; 2 << 20])).await?;
    assert_eq!(Rig::before(&server)?.check("good").await?, unknown(Why::TooLarge));
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_is_asked_without_reason() -> Result<(), Failure> {
    let server = responder().await?;
    let rig = Rig::before(&server)?;
    assert_eq!(rig.check("silent").await?, unknown(Why::NoAddress));
    assert_eq!(rig.check_forged("good").await?, Revocation::NotChecked);
    assert!(server.asked().is_empty());

    // No certificate makes us talk to the office's router, in whichever environment.
    for environment in [Environment::practice(Hosts::default(), Vec::new()), Environment::test(), Environment::production()] {
        let rig = Rig::within(environment)?;
        assert_eq!(rig.check("private").await?, unknown(Why::NoAddress));
        assert_eq!(rig.issuer("private", &|_| true).await?, None);
        assert!(rig.http.trail().entries().is_empty());
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn the_addresses_of_the_certificate_are_asked_as_they_stand() -> Result<(), Failure> {
    let server = Server::start(|_, _| Town::shared().and_then(|town| town.read("usual.crl")).into()).await?;
    Town::shared()?.sign("direct", &format!("crlDistributionPoints = URI:{}/as/it?stands\n", server.address))?;
    let rig = Rig::within(Environment::practice(Hosts::default(), Vec::new()))?;
    assert!(is_good(&rig.check("direct").await?, Source::Crl));
    assert_eq!(server.asked(), ["GET /as/it?stands"]);
    let entries = rig.http.trail().entries();
    let [entry] = &entries[..] else { return Err(format!("{entries:?}").into()) };
    let Event::Exchange { method: "GET", host, path: "/{crl}", status: Some(200), .. } = &entry.event else {
        return Err(format!("{entry:?}").into());
    };
    assert_eq!(format!("http://{host}"), server.address);

    let production = Rig::within(Environment::production())?;
    assert_eq!(production.check("direct").await?, unknown(Why::NoAddress));
    assert_eq!(server.asked().len(), 1);
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn plain_http_in_production_goes_through_the_offices_proxy() -> Result<(), Failure> {
    if std::env::var(town::INSIDE).is_ok() {
        let found = Rig::within(Environment::production())?.check("good").await?;
        assert!(is_good(&found, Source::Crl), "{found:?}");
        return Ok(());
    }
    let proxy = Server::start(|address, _| match address {
        "http://status.example.test/list.crl" => Town::shared().and_then(|town| town.read("usual.crl")).into(),
        _ => Reply::Status(404),
    })
    .await?;
    // This program again, with a proxy: the client asks the system for one when it is made.
    let inside = Command::new(std::env::current_exe()?)
        .args(["--exact", "roads::plain_http_in_production_goes_through_the_offices_proxy"])
        .env(town::INSIDE, Town::shared()?.folder())
        .env("http_proxy", &proxy.address)
        .env_remove("no_proxy")
        .env_remove("NO_PROXY")
        .output()?;
    assert!(inside.status.success(), "{}", String::from_utf8_lossy(&inside.stdout));
    assert_eq!(proxy.asked(), ["POST http://status.example.test/ocsp", "GET http://status.example.test/list.crl"]);
    Ok(())
}
