//! Certificates in the handshake.

use reqwest::StatusCode;

use super::{ACCOUNTANT, BAKERY, FORCED, Old, said};
use crate::testing::Outcome;
use crate::{CertificateOrder, Contents, Fault, Issuer, Tree, Validity};

const ORGANIZATIONS: &str = "/api/organizations";
const NO_ORGANISATION: &str = "Authorization failed: There is no authenticated organization number set on this request.";

#[tokio::test]
async fn r40_an_organisation_is_its_certificate_or_its_token() -> Outcome {
    let mut old = Old::start().await?;
    let forced = format!("{ORGANIZATIONS}{FORCED}");
    let refused = (401, NO_ORGANISATION.to_owned());
    assert_eq!(said(old.get(&forced).send().await?).await?, refused, "no certificate");
    for issuer in [Issuer::BuypassLike, Issuer::CommfidesLike] {
        old.with(CertificateOrder { issuer, ..CertificateOrder::ordinary(ACCOUNTANT) }).await?;
        assert_eq!(said(old.get(ORGANIZATIONS).send().await?).await?, refused, "not looked at");
        let found: serde_json::Value = old.get(&forced).send().await?.json().await?;
        let numbers: Vec<_> =
            found["_embedded"]["organizations"].as_array().into_iter().flatten().map(|one| &one["OrganizationNumber"]).collect();
        assert_eq!(numbers, [ACCOUNTANT, BAKERY, "310000000", "210987606"]);
    }
    let token = old.machine(BAKERY, "altinn:reportees").await?;
    let found: serde_json::Value = old.get(ORGANIZATIONS).bearer_auth(token).send().await?.json().await?;
    assert_eq!(found["_embedded"]["organizations"][0]["OrganizationNumber"], BAKERY);
    Ok(())
}

#[tokio::test]
async fn r43_a_strange_certificate_ends_the_handshake() -> Outcome {
    let mut old = Old::start().await?;
    let ordinary = CertificateOrder::ordinary(BAKERY);
    let foreign = Tree::ALL.iter().copied().find(|tree| *tree != Tree::Practice).ok_or("one tree alone")?;
    for order in [
        CertificateOrder { tree: foreign, ..ordinary.clone() },
        CertificateOrder { validity: Validity::Expired, ..ordinary.clone() },
        CertificateOrder { validity: Validity::NotYetValid, ..ordinary.clone() },
        CertificateOrder { validity: Validity::Revoked, ..ordinary.clone() },
        CertificateOrder { contents: Contents::LeafAlone, ..ordinary.clone() },
    ] {
        old.with(order.clone()).await?;
        let error = old.get("/api/metadata").send().await.err().ok_or("accepted")?;
        assert!(format!("{error:?}").contains("AlertReceived"), "{order:?}: {error:?}");
    }
    old.with(ordinary).await?;
    assert_eq!(old.get("/api/metadata").send().await?.status(), StatusCode::OK);
    Ok(())
}

#[tokio::test]
async fn a_certificate_holds_by_practices_clock() -> Outcome {
    let mut old = Old::start().await?;
    old.with(CertificateOrder::ordinary(BAKERY)).await?;
    let organizations = format!("{ORGANIZATIONS}{FORCED}");
    assert_eq!(old.get(&organizations).send().await?.status(), StatusCode::OK);
    old.town.practice.faults().set(Fault::CertificateRefused, true);
    let refused = said(old.get(&organizations).send().await?).await?;
    assert_eq!(refused, (401, NO_ORGANISATION.to_owned()), "good for the handshake, not for an organisation");
    old.town.practice.faults().clear();
    old.town.practice.clock().advance(std::time::Duration::from_secs(4 * 365 * 24 * 60 * 60));
    old.client = super::client(&old.town, None)?;
    assert_eq!(old.get("/api/metadata").send().await?.status(), StatusCode::OK, "the server's own does not travel in time");
    Ok(())
}

#[tokio::test]
async fn nobody_else_vouches_for_the_host() -> Outcome {
    let old = Old::start().await?;
    let stranger = reqwest::Client::builder().tls_certs_only([]).no_proxy().build()?;
    assert!(stranger.get(old.url("/api/metadata")).send().await.is_err_and(|error| error.is_connect()));
    let again = crate::tls::TlsAuthority::open(&old.town.practice.world.store)?;
    assert_eq!(again.der, old.town.practice.tls_authority(), "kept");
    Ok(())
}
