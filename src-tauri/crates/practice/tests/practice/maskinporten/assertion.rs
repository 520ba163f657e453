//! Rejections 1 to 6: the form, the assertion, its algorithm, client, audience.

use serde_json::{Value, json};

use crate::rig::{BAKERY, JWT_BEARER, Outcome, Rig, encode, expect};

async fn refuses_form(rig: &Rig, fields: &[(&str, &str)], expected: &str) -> Outcome {
    let address = format!("{}token", rig.practice.addresses().maskinporten);
    expect(&rig.send(rig.http.post(address).form(fields)).await?, expected)
}

#[tokio::test]
async fn rejection_01_what_is_no_form_or_lacks_a_field() -> Outcome {
    let rig = Rig::start().await?;
    rig.upload_key().await?;
    let good = rig.grant().signed()?;
    let address = format!("{}token", rig.practice.addresses().maskinporten);
    let document = rig.http.post(&address).json(&json!({ "grant_type": JWT_BEARER, "assertion": good }));
    expect(&rig.send(document).await?, "invalid_request")?;
    let query = format!("{address}?grant_type={JWT_BEARER}&assertion={good}");
    expect(&rig.send(rig.http.post(query).header("content-type", "application/x-www-form-urlencoded")).await?, "invalid_request")?;
    refuses_form(&rig, &[("assertion", &good)], "invalid_request").await?;
    refuses_form(&rig, &[("grant_type", JWT_BEARER)], "invalid_request").await?;
    refuses_form(&rig, &[("grant_type", JWT_BEARER), ("assertion", "")], "invalid_request").await?;
    assert_eq!(rig.token(&good).await?.status, 200, "none of these used it up");
    Ok(())
}

#[tokio::test]
async fn rejection_02_another_grant_type() -> Outcome {
    let rig = Rig::start().await?;
    for grant_type in ["client_credentials", "urn:ietf:params:oauth:grant-type:JWT-bearer", "refresh_token"] {
        refuses_form(&rig, &[("grant_type", grant_type), ("assertion", "a.b.c")], "unsupported_grant_type").await?;
    }
    Ok(())
}

#[tokio::test]
async fn rejection_03_an_assertion_that_is_not_compact() -> Outcome {
    let rig = Rig::start().await?;
    rig.upload_key().await?;
    let good = rig.grant().signed()?;
    let (head, rest) = good.split_once('.').ok_or("part")?;
    let wrapped = format!("{}\n{}", &good[..64], &good[64..]);
    let list = format!("{}.{rest}", encode("[]"));
    let text = format!("{}.{rest}", encode("no JSON"));
    let (padded, newline, four) = (format!("{head}=.{rest}"), format!("{good}\n"), format!("{good}.{head}"));
    for bad in ["a.b", " ", &wrapped, &newline, &format!(" {good}"), &padded, &four, &list, &text, &good.replace('.', "..")] {
        expect(&rig.token(bad).await?, "MP-011")?;
    }
    Ok(())
}

#[tokio::test]
async fn rejection_04_another_algorithm() -> Outcome {
    let rig = Rig::start().await?;
    rig.upload_key().await?;
    for algorithm in
        [json!("none"), json!("HS256"), json!("PS256"), json!("ES256"), json!("EdDSA"), json!("rs256"), json!(null), json!(256)]
    {
        rig.refuses("Unsupported signature algorithm", |grant| grant.header["alg"] = algorithm).await?;
    }
    Ok(())
}

#[tokio::test]
async fn rejection_05_a_client_that_cannot_be_used() -> Outcome {
    let rig = Rig::start().await?;
    rig.upload_key().await?;
    let elsewhere = uuid::Uuid::new_v4().to_string();
    let login = [("organisation", BAKERY), ("kind", "login"), ("name", "Innlogging"), ("redirect_uri", "http://127.0.0.1:0/callback")];
    let made = rig.post("clients", &login).await?.location;
    let login = made.split('?').next().and_then(|path| path.strip_prefix("/clients/")).ok_or("no login client")?;
    for issuer in [json!(BAKERY), json!(""), json!(null), json!([rig.client]), json!("Kassa"), json!(elsewhere), json!(login)] {
        rig.refuses("MP-100", |grant| grant.claims["iss"] = issuer).await?;
    }
    rig.accepts(|_| ()).await?;
    rig.post(&format!("clients/{}/delete", rig.client), &[]).await?;
    rig.refuses("MP-100", |_| ()).await
}

#[tokio::test]
async fn rejection_06_another_audience() -> Outcome {
    let rig = Rig::start().await?;
    rig.upload_key().await?;
    let own = rig.practice.addresses().maskinporten.clone();
    let slashless = own.trim_end_matches('/');
    let metadata = format!("{own}.well-known/oauth-authorization-server");
    let others = [json!(slashless), json!(format!("{own}token")), json!([own]), json!(metadata), json!("https://test.maskinporten.no/")];
    for audience in others.into_iter().chain([json!(null), json!(own.to_uppercase())]) {
        rig.refuses("MP-110", |grant| grant.claims["aud"] = audience).await?;
    }
    rig.refuses("MP-110", |grant| drop(grant.claims.as_object_mut().and_then(|claims| claims.remove("aud")))).await?;
    rig.accepts(|grant| grant.claims["aud"] = Value::from(own)).await?;
    Ok(())
}
