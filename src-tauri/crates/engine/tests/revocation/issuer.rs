//! The missing issuing certificate.

use std::sync::Mutex;

use crate::rig::Rig;
use crate::server::{Reply, Server};
use crate::town::{Failure, Town};

async fn shelf(body: Vec<u8>) -> Result<Server, Failure> {
    Server::start(move |path, _| if path == "/ca.cer" { Reply::Body(body.clone()) } else { Reply::Status(404) }).await
}

#[tokio::test(flavor = "multi_thread")]
async fn it_is_taken_only_when_its_fingerprint_is_known() -> Result<(), Failure> {
    let town = Town::shared()?;
    let (der, pem) = (town.der("ca")?, town.read("ca.pem")?);
    let digits = String::from_utf8(town.run(&["x509", "-in", "ca.pem", "-noout", "-sha256", "-fingerprint"])?)?;
    let digits = digits.trim().rsplit('=').next().unwrap_or_default().replace(':', "");
    let seen = Mutex::new(0);
    let known = |fingerprint: &[u8; 32]| {
        if let Ok(mut seen) = seen.lock() {
            *seen += 1;
        }
        fingerprint.iter().map(|byte| format!("{byte:02X}")).collect::<String>() == digits
    };
    for body in [der.clone(), pem] {
        let server = shelf(body).await?;
        assert_eq!(Rig::before(&server)?.issuer("good", &known).await?.as_ref(), Some(&der));
        assert_eq!(server.asked(), ["GET /ca.cer"]);
        assert_eq!(Rig::before(&server)?.issuer("good", &|_| false).await?, None);
    }
    for body in [town.der("impostor")?, [&der[..], b"\0"].concat(), b"<html>".to_vec(), vec![0x30; 2 << 20]] {
        assert_eq!(Rig::before(&shelf(body).await?)?.issuer("good", &known).await?, None);
    }
    assert_eq!(seen.into_inner()?, 4, "what is too large or no certificate is not looked up");
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn without_an_address_nobody_is_asked() -> Result<(), Failure> {
    let server = shelf(Town::shared()?.der("ca")?).await?;
    assert_eq!(Rig::before(&server)?.issuer("silent", &|_| true).await?, None);
    assert!(server.asked().is_empty());
    Ok(())
}
