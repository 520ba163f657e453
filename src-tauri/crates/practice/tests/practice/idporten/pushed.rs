//! Rejection 7: request objects, pushed requests.

use std::time::Duration;

use serde_json::Value;

use super::road::{Failure, HIGH, Road, is_page, is_refused, native, parameter, redirect};
use crate::rig::Outcome;

impl Road {
    async fn push(&self) -> Result<String, Failure> {
        let pushed = self.post("/par", &self.request(&[("login_hint", HIGH)])).await?;
        assert_eq!(pushed.status(), 201);
        let pushed: Value = pushed.json().await?;
        assert_eq!(pushed["expires_in"], 120);
        Ok(pushed["request_uri"].as_str().ok_or("no reference")?.to_owned())
    }

    async fn collect(&self, client: &str, reference: &str, more: &[(&str, &str)]) -> Result<reqwest::Response, Failure> {
        self.visit("/authorize", &[&[("client_id", client), ("request_uri", reference)], more].concat()).await
    }
}

#[tokio::test]
async fn rejection_07_a_reference_works_once_for_its_own_client() -> Outcome {
    let road = Road::start().await?;
    let other = road.register(&native()).await?;
    let reference = road.push().await?;
    assert!(reference.starts_with("urn:idporten:"), "{reference}");
    is_page(road.collect(&other, &reference, &[]).await?, "invalid_request_uri").await?;
    is_page(road.visit("/authorize", &[("request_uri", &reference)]).await?, "invalid_request").await?;
    is_page(road.collect(&road.desk, "urn:idporten:nobody-has-pushed-this", &[]).await?, "invalid_request_uri").await?;
    let back = redirect(&road.collect(&road.desk, &reference, &[]).await?)?;
    assert!(parameter(&back, "code").is_some() && parameter(&back, "state").as_deref() == Some("s t+a/te"), "{back}");
    is_page(road.collect(&road.desk, &reference, &[]).await?, "invalid_request_uri").await
}

#[tokio::test]
async fn rejection_07_a_reference_lasts_two_minutes() -> Outcome {
    let road = Road::start().await?;
    let (early, late) = (road.push().await?, road.push().await?);
    road.rig().practice.clock().advance(Duration::from_secs(115));
    assert!(parameter(&redirect(&road.collect(&road.desk, &early, &[]).await?)?, "code").is_some());
    road.rig().practice.clock().advance(Duration::from_secs(5));
    is_page(road.collect(&road.desk, &late, &[]).await?, "invalid_request_uri").await
}

/// What is repeated in the browser could have been altered there.
#[tokio::test]
async fn rejection_07_nothing_stands_beside_a_reference() -> Outcome {
    let road = Road::start().await?;
    for beside in [("scope", "openid"), ("state", "s t+a/te"), ("redirect_uri", super::road::CALLBACK), ("ui_locales", "en")] {
        let reference = road.push().await?;
        is_page(road.collect(&road.desk, &reference, &[beside]).await?, "invalid_request").await?;
    }
    road.rig().practice.set_strict(false)?;
    let reference = road.push().await?;
    let back = redirect(&road.collect(&road.desk, &reference, &[("state", "altered")]).await?)?;
    assert_eq!(parameter(&back, "state").as_deref(), Some("s t+a/te"), "what was pushed counts");
    Ok(())
}

#[tokio::test]
async fn rejection_07_what_cannot_be_authorized_cannot_be_pushed() -> Outcome {
    let road = Road::start().await?;
    for (changes, error) in [
        (("scope", "nonsense"), "invalid_scope"),
        (("redirect_uri", "http://example.com/"), "invalid_request"),
        (("code_challenge", ""), "invalid_request"),
        (("state", ""), "invalid_request"),
        (("acr_values", "Level4"), "invalid_request"),
        (("request", "e30.e30."), "request_not_supported"),
        (("request_uri", "urn:idporten:another"), "request_uri_not_supported"),
        (("response_type", "token"), "unsupported_response_type"),
    ] {
        is_refused(road.post("/par", &road.request(&[changes])).await?, 400, error).await?;
    }
    for client in ["", "nobody"] {
        is_refused(road.post("/par", &road.request(&[("client_id", client)])).await?, 401, "invalid_client").await?;
    }
    Ok(())
}
