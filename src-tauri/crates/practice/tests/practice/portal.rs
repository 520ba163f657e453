//! The portal as a scripted person uses it.

use serde_json::json;

use crate::rig::{BAKERY, KID, Outcome, Rig, encode, pem};

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
    pub(crate) fn portal(&self, path: &str) -> String {
        format!("{}{path}", self.practice.addresses().portal)
    }
}
