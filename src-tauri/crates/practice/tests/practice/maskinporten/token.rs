//! What practice Maskinporten gives: metadata, an ordinary token.

use serde_json::json;

use crate::rig::{BAKERY, JWT_BEARER, Outcome, Rig, SCOPE, claims};

#[tokio::test]
async fn a_good_grant_gets_a_token() -> Outcome {
    let rig = Rig::start().await?;
    rig.upload_key().await?;
    let answer = rig
        .accepts(|grant| {
            grant.claims["resource"] = json!(["https://api.example/"]);
            grant.claims["pid"] = json!("14867521349");
        })
        .await?;
    assert_eq!((&answer["token_type"], &answer["scope"], &answer["expires_in"]), (&json!("Bearer"), &json!(SCOPE), &json!(600)));
    let claims = claims(&answer)?;
    assert_eq!(claims["consumer"], json!({ "authority": "iso6523-actorid-upis", "ID": format!("0192:{BAKERY}") }));
    assert_eq!((&claims["client_amr"], &claims["client_id"]), (&json!("private_key_jwt"), &json!(rig.client)));
    assert_eq!((&claims["iss"], &claims["aud"]), (&json!(rig.practice.addresses().maskinporten), &json!(["https://api.example/"])));
    assert_eq!(claims["pid"], "14867521349");
    Ok(())
}

#[tokio::test]
async fn metadata_is_the_dossiers_field_for_field() -> Outcome {
    let rig = Rig::start().await?;
    let issuer = &rig.practice.addresses().maskinporten;
    let metadata = rig.send(rig.http.get(format!("{issuer}.well-known/oauth-authorization-server"))).await?.json()?;
    let expected = json!({
        "authorization_details_types_supported": ["urn:altinn:systemuser", "urn:altinn:consent"],
        "grant_types_supported": [JWT_BEARER],
        "issuer": issuer,
        "jwks_uri": format!("{issuer}jwk"),
        "token_endpoint": format!("{issuer}token"),
        "token_endpoint_auth_methods_supported": ["private_key_jwt"],
        "token_endpoint_auth_signing_alg_values_supported": ["RS256", "RS384", "RS512"],
    });
    assert_eq!(metadata, expected);
    Ok(())
}
