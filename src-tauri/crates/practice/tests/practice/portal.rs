//! The portal as a scripted person uses it.

use serde_json::{Value, json};

use crate::rig::{BAKERY, KID, Outcome, Rig, encode, jwk, jwk_of, make_key, pem};

/// "Things a simulator must reject" 24.
#[tokio::test]
async fn bad_keys_are_refused_in_words() -> Outcome {
    let rig = Rig::start().await?;
    let path = format!("clients/{}/keys?lang=en", rig.client);
    let with = |member: &str, value: Value| {
        let mut jwk = jwk();
        jwk[member] = value;
        jwk.to_string()
    };
    let small = jwk_of(&make_key(1024), "small").to_string();
    for (key, words) in [
        (String::new(), "Paste a public key"),
        ("hello".to_owned(), "neither a JWK nor"),
        (with("use", json!("enc")), "use must be sig"),
        (with("use", json!(null)), "lacks use"),
        (with("kid", json!(null)), "lacks kid"),
        (with("alg", json!(null)), "lacks alg"),
        (with("alg", json!("PS256")), "alg must be"),
        (with("kid", json!("nøkkel 1")), "key ID may have only"),
        (with("kty", json!("EC")), "kty must be RSA"),
        (with("d", json!("AQAB")), "private key"),
        (with("n", json!("***")), "neither a JWK nor"),
        (with("x5c", json!(["MII"])), "x5c does not belong"),
        (json!({ "keys": [jwk()] }).to_string(), "not a key set"),
        (json!([jwk()]).to_string(), "not a key set"),
        (small, "too short"),
        ("-----BEGIN PRIVATE KEY-----\nMII\n-----END PRIVATE KEY-----".to_owned(), "private key"),
        ("-----BEGIN CERTIFICATE-----\nMII\n-----END CERTIFICATE-----".to_owned(), "is a certificate"),
        ("-----BEGIN PUBLIC KEY-----\nMII\n-----END PUBLIC KEY-----".to_owned(), "neither a JWK nor"),
    ] {
        let answer = rig.post(&path, &[("key", &key)]).await?;
        assert!(
            answer.status == 400 && answer.body.contains("id=\"problem\"") && answer.body.contains(words),
            "{words}: {} {}",
            answer.status,
            answer.body
        );
    }
    assert!(rig.send(rig.http.get(rig.portal(&path))).await?.body.contains("no keys yet"));
    Ok(())
}

#[tokio::test]
async fn five_keys_fit_and_the_sixth_does_not() -> Outcome {
    let rig = Rig::start().await?;
    let path = format!("clients/{}/keys?lang=en", rig.client);
    for number in 0..5 {
        let key = jwk_of(crate::rig::key(), &format!("k{number}")).to_string();
        assert_eq!(rig.post(&path, &[("key", &key)]).await?.status, 303);
    }
    assert!(rig.post(&path, &[("key", &jwk().to_string())]).await?.body.contains("five keys"));
    let same = jwk_of(crate::rig::key(), "k4").to_string();
    assert_eq!(rig.post(&path, &[("key", &same)]).await?.status, 303, "the same key again renews");
    let another = jwk_of(&make_key(2048), "k4").to_string();
    assert!(rig.post(&path, &[("key", &another)]).await?.body.contains("used for another key"));
    let delete = path.replace("/keys", "/keys/delete");
    assert_eq!(rig.post(&delete, &[("kid", "k0")]).await?.status, 303);
    assert_eq!(rig.post(&delete, &[("kid", "k0")]).await?.status, 400);
    assert_eq!(rig.post(&path, &[("key", &jwk().to_string())]).await?.status, 303);
    Ok(())
}

#[tokio::test]
async fn a_pem_gets_a_kid_of_the_portals() -> Outcome {
    let rig = Rig::start().await?;
    // A browser's text area sends CRLF.
    let answer = rig.post(&format!("clients/{}/keys", rig.client), &[("key", &pem()?.replace('\n', "\r\n"))]).await?;
    assert_eq!(answer.status, 303, "{}", answer.body);
    let page = rig.send(rig.http.get(rig.portal(answer.location.trim_start_matches('/')))).await?.body;
    let kid = page.split("id=\"newest-kid\">").nth(1).and_then(|rest| rest.split('<').next()).ok_or("no kid")?;
    assert!(uuid::Uuid::parse_str(kid).is_ok(), "{kid}");
    rig.accepts(|grant| grant.header["kid"] = json!(kid)).await?;
    Ok(())
}

#[tokio::test]
async fn clients_are_made_as_the_portal_allows() -> Outcome {
    let rig = Rig::start().await?;
    let make = async |fields: &[(&str, &str)]| rig.post("clients?lang=en", fields).await;
    let machine = [("organisation", BAKERY), ("kind", "maskinporten")];
    for (fields, words) in [
        (
            vec![("organisation", "987654321"), ("kind", "maskinporten"), ("name", "a"), ("scope", "altinn:broker.read")],
            "cannot make clients",
        ),
        (
            vec![("organisation", "314660102"), ("kind", "maskinporten"), ("name", "a"), ("scope", "altinn:broker.read")],
            "cannot make clients",
        ),
        ([machine.as_slice(), &[("name", " "), ("scope", "altinn:broker.read")]].concat(), "needs a display name"),
        ([machine.as_slice(), &[("name", "<b>a</b>")]].concat(), "at least one scope"),
        ([machine.as_slice(), &[("name", "a"), ("scope", "altinn:instances.meta")]].concat(), "does not exist for this kind"),
        (vec![("organisation", BAKERY), ("kind", "idporten"), ("name", "a"), ("redirect_uri", "https://localhost/cb")], "cannot be used"),
        (vec![("organisation", BAKERY), ("kind", "krr"), ("name", "a")], "what kind of client"),
    ] {
        let answer = make(&fields).await?;
        assert!(answer.status == 400 && answer.body.contains(words) && !answer.body.contains("<b>"), "{words}: {}", answer.body);
    }
    let answer = make(&[("organisation", BAKERY), ("kind", "idporten"), ("name", "a"), ("scope", "altinn:instances.read")]).await?;
    let page = rig.send(rig.http.get(rig.portal(answer.location.trim_start_matches('/')))).await?.body;
    assert!(page.contains("http:&#x2f;&#x2f;127.0.0.1:0&#x2f;callback"), "{page}");
    Ok(())
}

#[tokio::test]
async fn every_page_speaks_three_languages() -> Outcome {
    let rig = Rig::start().await?;
    rig.upload_key().await?;
    let organisation = ["", "/clients/new", "/clients/new/maskinporten", "/clients/new/idporten", "/clients/new/login"];
    let client = ["", "/scopes", "/keys", "/history"];
    let organisation = organisation.map(|end| format!("organisations/{BAKERY}{end}"));
    let client = client.map(|end| format!("clients/{}{end}", rig.client));
    for path in [String::new()].into_iter().chain(organisation).chain(client) {
        for (language, practice) in [("nb", "Øvelse – ikke ekte"), ("nn", "Øving – ikkje ekte"), ("en", "Practice – not real")] {
            let answer = rig.send(rig.http.get(rig.portal(&format!("{path}?lang={language}")))).await?;
            assert!(
                answer.status == 200 && answer.body.contains(practice) && answer.body.contains(&format!("<html lang=\"{language}\">")),
                "{path}"
            );
        }
    }
    Ok(())
}

#[tokio::test]
async fn the_town_remembers_after_a_restart() -> Outcome {
    let rig = Rig::start().await?;
    rig.upload_key().await?;
    let roots = rig.practice.certificate_roots();
    let Rig { practice, http, client, folder } = rig;
    drop(practice);
    let practice = inngang_practice::Practice::start(inngang_practice::Options::new(folder.path())).await?;
    assert_eq!(practice.certificate_roots(), roots);
    let rig = Rig { practice, http, client, folder };
    rig.accepts(|_| ()).await?;
    assert!(rig.send(rig.http.get(rig.portal(&format!("clients/{}/keys", rig.client)))).await?.body.contains(KID));
    Ok(())
}

#[tokio::test]
async fn scopes_can_be_changed() -> Outcome {
    let rig = Rig::start().await?;
    rig.upload_key().await?;
    rig.refuses("MP-200", |grant| grant.claims["scope"] = json!("altinn:broker.read")).await?;
    assert_eq!(rig.post(&format!("clients/{}/scopes", rig.client), &[("scope", "altinn:broker.read")]).await?.status, 303);
    rig.accepts(|grant| grant.claims["scope"] = json!("altinn:broker.read")).await?;
    rig.refuses("MP-200", |_| ()).await?;
    assert_eq!(rig.post(&format!("clients/{}/scopes", rig.client), &[("scope", &encode("x"))]).await?.status, 400);
    Ok(())
}

impl Rig {
    fn portal(&self, path: &str) -> String {
        format!("{}{path}", self.practice.addresses().portal)
    }
}
