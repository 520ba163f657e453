//! The issuer's list (RFC 5280 §5), where the certificate names no responder or the responder gives no answer.

use inngang_engine::certificates::revocation::{Reason, Revocation, Source, Why};
use time::Duration;

use crate::rig::Rig;
use crate::server::{Reply, Server};
use crate::town::{Failure, LISTS, Town};
use crate::{is_good, unknown};

/// A responder that will not answer, and this file as the list.
async fn list(file: &'static str) -> Result<Server, Failure> {
    Server::start(move |path, _| match path {
        "/list.crl" => Town::shared().and_then(|town| town.read(file)).into(),
        "/ocsp" => Reply::Body(vec![0x30, 3, 0x0a, 1, 6]),
        _ => Reply::Status(404),
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn the_list_is_read_when_the_responder_gives_no_answer() -> Result<(), Failure> {
    for file in ["usual.crl", "usual.crl.pem"] {
        let server = list(file).await?;
        let rig = Rig::before(&server)?;
        let good = rig.check("good").await?;
        assert!(is_good(&good, Source::Crl), "{file}: {good:?}");
        assert_eq!(server.asked(), ["POST /ocsp", "GET /list.crl"]);
        let found = [rig.check("revoked").await?, rig.check("held").await?];
        let reasons = [Reason::KeyCompromise, Reason::CertificateHold];
        for (found, reason) in found.iter().zip(reasons) {
            assert!(matches!(found, Revocation::Revoked { reason: Some(given), by: Source::Crl, .. } if *given == reason), "{found:?}");
        }
        // Taken off the list again.
        assert!(is_good(&rig.check("back").await?, Source::Crl));
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn list_and_responder_tell_the_same_date() -> Result<(), Failure> {
    let server = list("usual.crl").await?;
    let Revocation::Revoked { since, .. } = Rig::before(&server)?.check("revoked").await? else { return Err("not revoked".into()) };
    let digits = since.format(time::macros::format_description!("[year][month][day][hour][minute][second]Z"))?;
    assert_eq!(digits.strip_prefix("20"), Some(Town::shared()?.revoked_since("revoked")?.as_str()));
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn every_address_is_tried_in_order_and_ldap_never() -> Result<(), Failure> {
    let server = list("usual.crl").await?;
    assert!(is_good(&Rig::before(&server)?.check("listed").await?, Source::Crl));
    assert_eq!(server.asked(), ["GET /first.crl", "GET /list.crl"]);
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_list_for_other_certificates_says_nothing() -> Result<(), Failure> {
    for part in LISTS {
        let found = {
            let file: &'static str = Box::leak(format!("{part}.crl").into_boxed_str());
            Rig::before(&list(file).await?)?.check("good").await?
        };
        if matches!(part, "usual" | "own_part") {
            assert!(is_good(&found, Source::Crl), "{part}: {found:?}");
        } else {
            assert_eq!(found, unknown(Why::Malformed), "{part}");
        }
    }
    // On a part of its own it stays revoked; on another's part nothing is said.
    assert!(matches!(Rig::before(&list("own_part.crl").await?)?.check("revoked").await?, Revocation::Revoked { .. }));
    assert_eq!(Rig::before(&list("other_part.crl").await?)?.check("revoked").await?, unknown(Why::Malformed));
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn only_the_issuers_own_list_counts() -> Result<(), Failure> {
    for file in ["impostor.crl", "stranger.crl"] {
        for name in ["good", "revoked"] {
            assert_eq!(Rig::before(&list(file).await?)?.check(name).await?, unknown(Why::BadSignature), "{file} {name}");
        }
    }
    for file in ["ca.pem", "leaf.key", "town.cnf"] {
        assert_eq!(Rig::before(&list(file).await?)?.check("good").await?, unknown(Why::Malformed), "{file}");
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_list_out_of_its_time_says_nothing() -> Result<(), Failure> {
    let server = list("usual.crl").await?;
    for name in ["good", "revoked"] {
        for by in [Duration::days(8), Duration::days(-1)] {
            let rig = Rig::before(&server)?;
            rig.turn(by);
            assert_eq!(rig.check(name).await?, unknown(Why::Stale), "{name} {by}");
        }
    }
    Ok(())
}
