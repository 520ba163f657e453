//! ID tokens that must be refused, one claim at a time, beside those that may differ (OpenID Connect Core 1.0 §3.1.3.7).

use inngang_engine::login::{Order, Prompt};
use serde_json::{Value, json};
use time::OffsetDateTime;

use super::{BELIEVED, refused, verdict, verdict_with};
use crate::Outcome;
use crate::provider::{Bends, Part};
use crate::rig::{Rig, order};
use crate::texts::shown;

/// So many seconds from now.
fn at(seconds: i64) -> Value {
    json!(OffsetDateTime::now_utc().unix_timestamp() + seconds)
}

#[tokio::test]
async fn rp_an_honest_provider_is_believed() -> Outcome {
    assert_eq!(verdict(Bends::default()).await?, BELIEVED);
    Ok(())
}

#[tokio::test]
async fn rp_wrong_iss() -> Outcome {
    for iss in ["ORIGIN/", "https://idporten.no", "http://localhost"] {
        assert_eq!(verdict_with(Part::Claims, "iss", json!(iss)).await?, refused("login.token_issuer"), "{iss}");
    }
    assert_eq!(verdict_with(Part::Claims, "iss", Value::Null).await?, refused("login.token_incomplete"));
    Ok(())
}

#[tokio::test]
async fn rp_wrong_aud() -> Outcome {
    for aud in [json!("client-2"), json!(["client-2"]), json!("CLIENT-1")] {
        assert_eq!(verdict_with(Part::Claims, "aud", aud.clone()).await?, refused("login.token_audience"), "{aud}");
    }
    assert_eq!(verdict_with(Part::Claims, "aud", Value::Null).await?, refused("login.token_incomplete"));
    assert_eq!(verdict_with(Part::Claims, "azp", json!("client-2")).await?, refused("login.token_audience"));
    Ok(())
}

/// An array of ours alone is as good as the text (OpenID Connect Core 1.0 §2).
#[tokio::test]
async fn rp_one_audience_in_an_array() -> Outcome {
    assert_eq!(verdict_with(Part::Claims, "aud", json!(["client-1"])).await?, BELIEVED);
    assert_eq!(verdict_with(Part::Claims, "azp", json!("client-1")).await?, BELIEVED);
    Ok(())
}

/// The second is trusted by nobody here, so `azp` does not help.
#[tokio::test]
async fn rp_two_audiences() -> Outcome {
    let both = Bends::default().with(Part::Claims, "aud", json!(["client-1", "client-2"]));
    assert_eq!(verdict(both).await?, refused("login.token_audiences"));
    let named = Bends::default().with(Part::Claims, "aud", json!(["client-2", "client-1"])).with(Part::Claims, "azp", json!("client-1"));
    assert_eq!(verdict(named).await?, refused("login.token_audiences"));
    Ok(())
}

#[tokio::test]
async fn rp_missing_sub() -> Outcome {
    assert_eq!(verdict_with(Part::Claims, "sub", Value::Null).await?, refused("login.token_incomplete"));
    assert_eq!(verdict_with(Part::Claims, "sub", json!("")).await?, refused("login.token_claims"));
    Ok(())
}

#[tokio::test]
async fn rp_missing_iat() -> Outcome {
    assert_eq!(verdict_with(Part::Claims, "iat", Value::Null).await?, refused("login.token_incomplete"));
    assert_eq!(verdict_with(Part::Claims, "exp", Value::Null).await?, refused("login.token_incomplete"));
    Ok(())
}

#[tokio::test]
async fn rp_expired() -> Outcome {
    assert_eq!(verdict_with(Part::Claims, "exp", at(-90)).await?, refused("login.expired_token"));
    // Clocks may be a little apart.
    assert_eq!(verdict_with(Part::Claims, "exp", at(-30)).await?, BELIEVED);
    Ok(())
}

#[tokio::test]
async fn rp_future_iat() -> Outcome {
    assert_eq!(verdict_with(Part::Claims, "iat", at(120)).await?, refused("login.future_token"));
    assert_eq!(verdict_with(Part::Claims, "nbf", at(120)).await?, refused("login.future_token"));
    assert_eq!(verdict_with(Part::Claims, "iat", at(30)).await?, BELIEVED);
    Ok(())
}

/// A computer's clock may be a day off: what counts is the provider's, as its answers tell it.
#[tokio::test]
async fn rp_the_computer_s_clock_is_no_matter() -> Outcome {
    for seconds in [-86_400, 86_400] {
        let rig = Rig::new(Bends::default()).await?;
        rig.turn(seconds);
        assert_eq!(rig.told().await?, BELIEVED, "{seconds}");
    }
    Ok(())
}

#[tokio::test]
async fn rp_wrong_nonce() -> Outcome {
    assert_eq!(verdict_with(Part::Claims, "nonce", json!("another")).await?, refused("login.nonce_mismatch"));
    Ok(())
}

#[tokio::test]
async fn rp_missing_nonce() -> Outcome {
    assert_eq!(verdict_with(Part::Claims, "nonce", Value::Null).await?, refused("login.nonce_missing"));
    Ok(())
}

#[tokio::test]
async fn rp_level_lower_than_asked_for() -> Outcome {
    for acr in ["idporten-loa-low", "Level4", "selfregistered-email", "eidas-loa-high"] {
        assert_eq!(verdict_with(Part::Claims, "acr", json!(acr)).await?, refused("login.level_too_low"), "{acr}");
    }
    Ok(())
}

/// A session that the browser had is told as one; where the person was to be asked anew, it is refused.
#[tokio::test]
async fn rp_an_earlier_session() -> Outcome {
    let rig = Rig::new(Bends::default().with(Part::Claims, "auth_time", at(-600))).await?;
    assert!(rig.log_in(&order()?).await?.facts.from_earlier_session);
    let anew = Order { prompt: Some(Prompt::Login), ..order()? };
    assert_eq!(rig.log_in(&anew).await.err().map(|error| shown(&error).code), Some("login.stale_authentication"));
    let rig = Rig::new(Bends::default()).await?;
    assert!(!rig.log_in(&anew).await?.facts.from_earlier_session);
    Ok(())
}

/// A token endpoint that takes its time makes no earlier session of a login.
#[tokio::test]
async fn rp_a_slow_answer_is_no_earlier_session() -> Outcome {
    let slow = Bends::default().bend(Part::Claims, |_, claims| {
        std::thread::sleep(std::time::Duration::from_secs(4));
        claims["iat"] = at(0);
    });
    assert!(!Rig::new(slow).await?.log_in(&order()?).await?.facts.from_earlier_session);
    Ok(())
}

/// OpenID Connect leaves it out unless it is asked for (Core 1.0 §2); ID-porten always has it.
#[tokio::test]
async fn rp_missing_auth_time() -> Outcome {
    let rig = Rig::new(Bends::default().with(Part::Claims, "auth_time", Value::Null)).await?;
    assert!(!rig.log_in(&order()?).await?.facts.from_earlier_session);
    let anew = Order { prompt: Some(Prompt::Login), ..order()? };
    assert_eq!(rig.log_in(&anew).await.err().map(|error| shown(&error).code), Some("login.token_incomplete"));
    Ok(())
}
