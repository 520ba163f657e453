//! What the token endpoint and userinfo may write otherwise, and what they may not (RFC 6749 §5.1, OpenID Connect Core 1.0 §5.3.2).

use serde_json::{Value, json};

use super::{BELIEVED, refused, verdict_with};
use crate::Outcome;
use crate::provider::{Bends, Part};
use crate::rig::{Rig, order};
use crate::texts::shown;

/// RFC 6749 §5.1: case insensitive.
#[tokio::test]
async fn rp_token_type_in_other_case() -> Outcome {
    for kind in ["bearer", "BEARER", "bEaReR"] {
        assert_eq!(verdict_with(Part::Tokens, "token_type", json!(kind)).await?, BELIEVED, "{kind}");
    }
    assert_eq!(verdict_with(Part::Tokens, "token_type", json!("mac")).await?, refused("login.token_type"));
    assert_eq!(verdict_with(Part::Tokens, "token_type", Value::Null).await?, refused("login.answer_incomplete"));
    Ok(())
}

/// Recommended, not required (RFC 6749 §5.1).
#[tokio::test]
async fn rp_no_expires_in() -> Outcome {
    for told in [Value::Null, json!("120"), json!(0), json!(-1), json!(i64::MAX), json!(1.5)] {
        assert_eq!(verdict_with(Part::Tokens, "expires_in", told.clone()).await?, BELIEVED, "{told}");
    }
    Ok(())
}

#[tokio::test]
async fn rp_no_token_where_one_must_be() -> Outcome {
    for member in ["id_token", "access_token"] {
        assert_eq!(verdict_with(Part::Tokens, member, Value::Null).await?, refused("login.answer_incomplete"), "{member}");
    }
    assert_eq!(verdict_with(Part::Tokens, "refresh_token", Value::Null).await?, BELIEVED);
    Ok(())
}

/// An access token in the ID token's place is none, however it is signed.
#[tokio::test]
async fn rp_something_else_in_the_id_token_s_place() -> Outcome {
    for token in ["", "x", "e30.e30.e30", "a.b.c.d.e", "....", "e30.e30."] {
        assert_eq!(verdict_with(Part::Tokens, "id_token", json!(token)).await?, refused("login.malformed_token"), "{token}");
    }
    Ok(())
}

#[tokio::test]
async fn rp_userinfo_with_other_sub() -> Outcome {
    for sub in [json!("somebody-else"), json!(""), json!("subject-1 "), Value::Null] {
        let rig = Rig::new(Bends::default().with(Part::UserInfo, "sub", sub.clone())).await?;
        let login = rig.log_in(&order()?).await?;
        let told = rig.party.user_info(&login).await.err().map(|error| shown(&error).code);
        assert_eq!(told, Some("login.user_info_subject"), "{sub}");
        assert_eq!(rig.provider.asked_for("POST /token").len(), 1);
    }
    let rig = Rig::new(Bends::default()).await?;
    let login = rig.log_in(&order()?).await?;
    assert_eq!(rig.party.user_info(&login).await?.locale.as_deref(), Some("nb"));
    Ok(())
}
