//! "Things a simulator must reject" 1–22, with what it must accept.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use inngang_practice::{CertificateOrder, CertificateRole, Issuer, Validity};
use serde_json::{Value, json};

use crate::rig::{BAKERY, Grant, JWT_BEARER, Outcome, Rig, SCOPE, encode, expect, jwk_of, make_key};
use crate::town_hall::{Opened, open};

#[tokio::test]
async fn a_good_grant_gets_a_token_that_maskinporten_signed() -> Outcome {
    let rig = Rig::start().await?;
    rig.upload_key().await?;
    let answer = rig.accepts(|grant| grant.claims["resource"] = json!(["https://api.example/"])).await?;
    assert_eq!((&answer["token_type"], &answer["scope"], &answer["expires_in"]), (&json!("Bearer"), &json!(SCOPE), &json!(600)));
    let token = answer["access_token"].as_str().ok_or("no token")?;
    let claims: Value =
        serde_json::from_slice(&base64::engine::general_purpose::URL_SAFE_NO_PAD.decode(token.split('.').nth(1).ok_or("part")?)?)?;
    assert_eq!(claims["consumer"], json!({ "authority": "iso6523-actorid-upis", "ID": format!("0192:{BAKERY}") }));
    assert_eq!((&claims["client_amr"], &claims["client_id"]), (&json!("private_key_jwt"), &json!(rig.client)));
    assert_eq!((&claims["iss"], &claims["aud"]), (&json!(rig.practice.addresses().maskinporten), &json!(["https://api.example/"])));
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

/// 1, 2.
#[tokio::test]
async fn the_form_must_be_right() -> Outcome {
    let rig = Rig::start().await?;
    let post = || rig.http.post(format!("{}token", rig.practice.addresses().maskinporten));
    expect(&rig.send(post().json(&json!({ "grant_type": JWT_BEARER, "assertion": "a.b.c" }))).await?, "invalid_request")?;
    expect(&rig.send(post().form(&[("assertion", "a.b.c")])).await?, "invalid_request")?;
    expect(&rig.send(post().form(&[("grant_type", JWT_BEARER)])).await?, "invalid_request")?;
    expect(&rig.send(post().form(&[("grant_type", "client_credentials"), ("assertion", "a.b.c")])).await?, "unsupported_grant_type")
}

/// 3.
#[tokio::test]
async fn the_assertion_must_be_compact() -> Outcome {
    let rig = Rig::start().await?;
    rig.upload_key().await?;
    let good = rig.grant().signed()?;
    let (head, rest) = good.split_once('.').ok_or("part")?;
    let wrapped = format!("{}\n{}", &good[..64], &good[64..]);
    for bad in
        ["a.b", &wrapped, &format!("{good}\n"), &format!("{head}=.{rest}"), &format!("{good}.{head}"), &format!("{}.{rest}", encode("[]"))]
    {
        expect(&rig.token(bad).await?, "MP-011")?;
    }
    Ok(())
}

/// 4, 5, 6.
#[tokio::test]
async fn algorithm_client_audience_are_checked() -> Outcome {
    let rig = Rig::start().await?;
    rig.upload_key().await?;
    for algorithm in ["none", "HS256", "PS256", "ES256", "rs256"] {
        rig.refuses("Unsupported signature algorithm", |grant| grant.header["alg"] = json!(algorithm)).await?;
    }
    for issuer in [json!(BAKERY), json!(""), json!(null), json!([rig.client])] {
        rig.refuses("MP-100", |grant| grant.claims["iss"] = issuer).await?;
    }
    let own = rig.practice.addresses().maskinporten.clone();
    let slashless = own.trim_end_matches('/').to_owned();
    for audience in [json!(null), json!(slashless), json!(format!("{own}token")), json!([own]), json!("https://test.maskinporten.no/")] {
        rig.refuses("MP-110", |grant| grant.claims["aud"] = audience).await?;
    }
    rig.post(&format!("clients/{}/delete", rig.client), &[]).await?;
    rig.refuses("MP-100", |_| ()).await
}

/// 7, 8, 9, 13.
#[tokio::test]
async fn certificates_are_judged() -> Outcome {
    let rig = Rig::start().await?;
    rig.refuses("Neither key identifier", |grant| grant.header = json!({ "alg": "RS256" })).await?;
    for x5c in [json!("MII"), json!([]), json!(["not base64 ."]), json!([STANDARD.encode("not DER")]), json!([1])] {
        rig.refuses("MP-123", |grant| grant.header = json!({ "alg": "RS256", "x5c": x5c })).await?;
    }
    let ordinary = CertificateOrder::ordinary(BAKERY);
    let by = async |order: CertificateOrder| -> Result<_, Box<dyn std::error::Error>> {
        let Opened { key, certificates } = open(&rig.practice.issue(&order).await?)?;
        let mut grant = rig.grant();
        grant.header = json!({ "alg": "RS256", "x5c": certificates.iter().map(|der| STANDARD.encode(der)).collect::<Vec<_>>() });
        rig.token(&grant.signed_by(&key)?).await
    };
    let token = by(ordinary.clone()).await?;
    assert_eq!(token.status, 200, "{}", token.body);
    let commfides = CertificateOrder { issuer: Issuer::CommfidesLike, role: CertificateRole::Signing, ..ordinary.clone() };
    assert_eq!(by(commfides).await?.status, 200);
    expect(&by(CertificateOrder { validity: Validity::Expired, ..ordinary.clone() }).await?, "MP-120")?;
    expect(&by(CertificateOrder { validity: Validity::NotYetValid, ..ordinary.clone() }).await?, "MP-120")?;
    expect(&by(CertificateOrder { organisation: "312345609".to_owned(), ..ordinary }).await?, "MP-122")?;
    let own = rcgen::KeyPair::try_from(rsa::pkcs8::EncodePrivateKey::to_pkcs8_der(crate::rig::key())?.as_bytes())?;
    let self_signed = rcgen::CertificateParams::new(Vec::new())?.self_signed(&own)?;
    rig.refuses("MP-120", |grant| grant.header = json!({ "alg": "RS256", "x5c": [STANDARD.encode(self_signed.der())] })).await
}

/// 10, 11, 12, 14.
#[tokio::test]
async fn registered_keys_are_judged() -> Outcome {
    let rig = Rig::start().await?;
    let unknown = "Unknown key identifier (kid) for client";
    rig.refuses(unknown, |_| ()).await?;
    rig.upload_key().await?;
    rig.refuses(unknown, |grant| grant.header["kid"] = json!("BAKERY-KEY.1")).await?;
    rig.refuses("requires pre-registered jwk", |grant| grant.header = json!({ "alg": "RS256", "x5c": ["MII"] })).await?;
    rig.refuses("requires pre-registered jwk", |grant| grant.header = json!({ "alg": "RS256" })).await?;
    rig.refuses("Both key identifier", |grant| grant.header["x5c"] = json!(["MII"])).await?;
    rig.refuses("MP-124", |grant| grant.header["alg"] = json!("RS384")).await?;
    expect(&rig.token(&rig.grant().signed_by(&make_key(1024))?).await?, "MP-124")?;
    rig.accepts(|_| ()).await?;
    rig.practice.clock().advance(std::time::Duration::from_secs(364 * 86_400));
    let later = |grant: &mut Grant, days: i64| {
        for claim in ["iat", "exp"] {
            grant.claims[claim] = json!(grant.claims[claim].as_i64().unwrap_or_default() + days * 86_400);
        }
    };
    rig.accepts(|grant| later(grant, 364)).await?;
    rig.practice.clock().advance(std::time::Duration::from_secs(86_400));
    rig.refuses("MP-121", |grant| later(grant, 365)).await?;
    rig.upload_key().await?;
    rig.accepts(|grant| later(grant, 365)).await?;
    Ok(())
}

/// 15, 16, 17.
#[tokio::test]
async fn times_are_judged() -> Outcome {
    let rig = Rig::start().await?;
    rig.upload_key().await?;
    let shifted = |from: i64, to: i64| {
        move |grant: &mut Grant| {
            let now = grant.claims["iat"].as_i64().unwrap_or_default();
            (grant.claims["iat"], grant.claims["exp"]) = (json!(now + from), json!(now + to));
        }
    };
    rig.refuses("Issue time is after now", shifted(12, 100)).await?;
    rig.refuses("MP-130", shifted(-12, 100)).await?;
    rig.refuses("MP-130", shifted(-5, -1)).await?;
    rig.refuses("The lifetime is more than 120 seconds", shifted(0, 121)).await?;
    rig.accepts(shifted(-8, 112)).await?;
    rig.accepts(shifted(8, 100)).await?;
    for claim in ["iat", "exp"] {
        for value in [json!(null), json!("1793000000"), json!(1_793_000_000.5), json!(1_793_000_000_000_i64)] {
            rig.refuses("MP-011", |grant| grant.claims[claim] = value).await?;
        }
    }
    Ok(())
}

/// 18, 19.
#[tokio::test]
async fn a_grant_counts_once() -> Outcome {
    let rig = Rig::start().await?;
    rig.upload_key().await?;
    let grant = rig.grant();
    assert_eq!(rig.token(&grant.signed()?).await?.status, 200);
    expect(&rig.token(&grant.signed()?).await?, "MP-012")?;
    rig.refuses("MP-012", |again| again.claims["jti"] = grant.claims["jti"].clone()).await?;
    for claim in ["sub", "nbf", "client_id", "iss_onbehalfof"] {
        rig.refuses("MP-011", |grant| grant.claims[claim] = json!("x")).await?;
    }
    let lenient = Rig::start_with(|options| options.strict = false).await?;
    lenient.upload_key().await?;
    lenient.accepts(|grant| grant.claims["sub"] = json!("x")).await?;
    Ok(())
}

/// 20, 21.
#[tokio::test]
async fn scopes_are_judged() -> Outcome {
    let rig = Rig::start().await?;
    rig.upload_key().await?;
    for (scope, expected) in [
        ("", "invalid_scope"),
        ("altinn:instances.write", "MP-200"),
        ("no:such", "MP-200"),
        ("altinn:instances.read no:such", "MP-200"),
        ("altinn:instances.meta", "MP-201"),
        ("altinn:serviceowner", "MP-250"),
    ] {
        rig.refuses(expected, |grant| grant.claims["scope"] = json!(scope)).await?;
    }
    rig.refuses("MP-011", |grant| grant.claims["scope"] = json!([SCOPE])).await?;
    rig.refuses("the combination consumer_org", |grant| grant.claims["consumer_org"] = json!(BAKERY)).await?;
    rig.refuses("MP-251", |grant| grant.claims["consumer_org"] = json!("310000000")).await?;
    rig.refuses("MP-011", |grant| grant.claims["consumer_org"] = json!(310_000_000)).await?;
    rig.refuses("MP-011", |grant| grant.claims["resource"] = json!("https://api.example/")).await?;
    rig.refuses("MP-011", |grant| grant.claims["pid"] = json!("123")).await
}

/// 22.
#[tokio::test]
async fn authorization_details_are_judged() -> Outcome {
    let rig = Rig::start().await?;
    rig.upload_key().await?;
    let organisation = json!({ "authority": "iso6523-actorid-upis", "ID": format!("0192:{BAKERY}") });
    for (details, expected) in [
        (json!({ "type": "urn:altinn:systemuser" }), "MP-301"),
        (json!([]), "MP-301"),
        (json!([{ "type": "urn:altinn:other" }]), "MP-301"),
        (json!([{ "type": "urn:altinn:systemuser", "systemuserorg": organisation }]), "MP-302"),
        (json!([{ "type": "urn:altinn:systemuser", "systemuser_org": organisation, "externalRef": "a" }]), "MP-303"),
    ] {
        rig.refuses(expected, |grant| grant.claims["authorization_details"] = details).await?;
    }
    Ok(())
}

/// 23.
#[tokio::test]
async fn a_fresh_key_takes_a_while() -> Outcome {
    let rig = Rig::start_with(|options| options.propagation = std::time::Duration::from_secs(2)).await?;
    rig.upload_key().await?;
    rig.refuses("Unknown key identifier (kid) for client", |_| ()).await?;
    rig.practice.clock().advance(std::time::Duration::from_secs(2));
    rig.accepts(|_| ()).await?;
    Ok(())
}

#[tokio::test]
async fn a_key_of_another_client_does_not_count() -> Outcome {
    let rig = Rig::start().await?;
    let other = rig.new_client(&[SCOPE]).await?;
    rig.post(&format!("clients/{other}/keys"), &[("key", &jwk_of(crate::rig::key(), "other").to_string())]).await?;
    rig.refuses("Unknown key identifier", |grant| grant.header["kid"] = json!("other")).await
}
