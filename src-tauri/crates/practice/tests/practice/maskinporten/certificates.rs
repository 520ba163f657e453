//! Rejections 7 to 9: enterprise certificates.

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use inngang_practice::{CertificateOrder, CertificateRole, Issuer, Tree, Validity};
use serde_json::{Value, json};

use crate::rig::{Answer, BAKERY, Outcome, Rig, SCOPE, expect, key};
use crate::town_hall::{Opened, open};

type Failure = Box<dyn std::error::Error>;

/// A grant signed with what the town hall issues.
async fn by(rig: &Rig, order: CertificateOrder) -> Result<Answer, Failure> {
    let Opened { key, certificates } = open(&rig.practice.issue(&order).await?)?;
    let mut grant = rig.grant();
    grant.header = json!({ "alg": "RS256", "x5c": certificates.iter().map(|der| STANDARD.encode(der)).collect::<Vec<_>>() });
    rig.token(&grant.signed_by(&key)?).await
}

#[tokio::test]
async fn a_certificate_is_as_good_as_a_key() -> Outcome {
    let rig = Rig::start().await?;
    let ordinary = CertificateOrder::ordinary(BAKERY);
    let token = by(&rig, ordinary.clone()).await?;
    assert_eq!(token.status, 200, "{}", token.body);
    assert_eq!(crate::rig::claims(&token.json()?)?["client_amr"], "virksomhetssertifikat");
    let commfides = CertificateOrder { issuer: Issuer::CommfidesLike, role: CertificateRole::Signing, ..ordinary };
    assert_eq!(by(&rig, commfides).await?.status, 200);
    Ok(())
}

#[tokio::test]
async fn rejection_07_a_chain_that_cannot_be_read() -> Outcome {
    let rig = Rig::start().await?;
    let der = rig.practice.certificate_roots().into_iter().next().ok_or("no root")?;
    let armoured = format!("-----BEGIN CERTIFICATE-----\n{}\n-----END CERTIFICATE-----", STANDARD.encode(&der));
    let other_alphabet = URL_SAFE_NO_PAD.encode(&der);
    let longer = STANDARD.encode([der.as_slice(), b"x"].concat());
    let unreadable =
        [json!("not base64 ."), json!(STANDARD.encode("not DER")), json!(1), json!(armoured), json!(other_alphabet), json!(longer)];
    let lists = unreadable.into_iter().map(|one| json!([one]));
    for x5c in lists.chain([json!(STANDARD.encode(&der)), json!([]), Value::Null, json!({})]) {
        rig.refuses("MP-123", |grant| grant.header = json!({ "alg": "RS256", "x5c": x5c })).await?;
    }
    Ok(())
}

#[tokio::test]
async fn rejection_08_a_certificate_that_is_not_accepted() -> Outcome {
    let rig = Rig::start().await?;
    let ordinary = CertificateOrder::ordinary(BAKERY);
    for validity in [Validity::Expired, Validity::NotYetValid, Validity::Revoked] {
        let answer = by(&rig, CertificateOrder { validity, ..ordinary.clone() }).await?;
        expect(&answer, "MP-120").map_err(|error| format!("{}: {error}", validity.name()))?;
    }
    expect(&by(&rig, CertificateOrder { tree: Tree::TestTwin, ..ordinary }).await?, "MP-120")?;
    let own = rcgen::KeyPair::try_from(rsa::pkcs8::EncodePrivateKey::to_pkcs8_der(key())?.as_bytes())?;
    let self_signed = rcgen::CertificateParams::new(Vec::new())?.self_signed(&own)?;
    rig.refuses("MP-120", |grant| grant.header = json!({ "alg": "RS256", "x5c": [STANDARD.encode(self_signed.der())] })).await?;
    // An authority that practice trusts is no enterprise.
    for authority in rig.practice.certificate_roots() {
        rig.refuses("MP-120", |grant| grant.header = json!({ "alg": "RS256", "x5c": [STANDARD.encode(authority)] })).await?;
    }
    Ok(())
}

#[tokio::test]
async fn rejection_09_a_certificate_of_another_organisation() -> Outcome {
    let rig = Rig::start().await?;
    expect(&by(&rig, CertificateOrder::ordinary("312345609")).await?, "MP-122")?;
    let rig = Rig { client: rig.new_client_of("312345609", &[SCOPE]).await?, ..rig };
    assert_eq!(by(&rig, CertificateOrder::ordinary("312345609")).await?.status, 200);
    expect(&by(&rig, CertificateOrder::ordinary(BAKERY)).await?, "MP-122")
}
