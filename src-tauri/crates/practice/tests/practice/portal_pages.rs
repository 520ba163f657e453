//! The portal's pages: the way to a client, its tabs, who is let in.

use inngang_practice::Fault;
use serde_json::json;

use crate::rig::{Answer, BAKERY, KID, Outcome, Rig, jwk};

type Failure = Box<dyn std::error::Error>;

impl Rig {
    async fn page(&self, path: &str) -> Result<Answer, Failure> {
        let path = path.trim_start_matches('/').split('?').next().unwrap_or_default();
        self.send(self.http.get(format!("{}{path}?lang=en", self.practice.addresses().portal))).await
    }

    async fn login_client(&self, method: &str, more: &[(&str, &str)]) -> Result<String, Failure> {
        let application = if method == "none" { "native" } else { "web" };
        let fields = [("organisation", BAKERY), ("kind", "idporten"), ("name", "Innlogging"), ("application_type", application)];
        let fields = [&fields[..], &[("token_endpoint_auth_method", method)], more].concat();
        let answer = self.post("clients?lang=en", &fields).await?;
        assert_eq!(answer.status, 303, "{}", answer.body);
        Ok(answer.location.split('?').next().unwrap_or_default().trim_start_matches('/').to_owned())
    }
}

/// Follows the links by their ids, as a person does.
#[tokio::test]
async fn links_lead_to_the_client_and_its_tabs() -> Outcome {
    let rig = Rig::start().await?;
    let mut page = rig.page("").await?;
    for id in [format!("organisation-{BAKERY}"), "add-client".to_owned(), "choose-maskinporten".to_owned()] {
        page = rig.page(&href(&page.body, &id)?).await?;
        assert_eq!(page.status, 200, "{id}");
    }
    assert!(page.body.contains(r#"<form method="post" action="/clients?lang=en" id="new-maskinporten">"#), "{}", page.body);
    page = rig.page(&format!("organisations/{BAKERY}")).await?;
    page = rig.page(&href(&page.body, &format!("client-{}", rig.client))?).await?;
    assert!(page.body.contains(&format!(r#"id="client-id">{}<"#, rig.client)), "{}", page.body);
    for (tab, words) in
        [("scopes", "altinn:broker.read"), ("keys", "no keys yet"), ("history", "The client was made"), ("general", "Delete client")]
    {
        page = rig.page(&href(&page.body, &format!("tab-{tab}"))?).await?;
        assert!(page.body.contains(words), "{tab}: {}", page.body);
        assert_eq!(page.body.matches(r#"aria-current="page""#).count(), 1, "{tab}");
    }
    Ok(())
}

/// Where the link with this id leads.
fn href(page: &str, id: &str) -> Result<String, Failure> {
    let tag = page.split("<a ").find(|tag| tag.contains(&format!(r#"id="{id}""#))).ok_or_else(|| format!("no link {id}: {page}"))?;
    let href = tag.split(r#"href=""#).nth(1).and_then(|rest| rest.split('"').next()).ok_or("no href")?;
    Ok(href.replace("&#x2f;", "/"))
}

#[tokio::test]
async fn a_client_is_edited_where_it_stands() -> Outcome {
    let rig = Rig::start().await?;
    let path = rig.login_client("none", &[("scope", "altinn:instances.read")]).await?;
    let general = format!("{path}/general?lang=en");
    let changed = [
        ("name", "Ny innlogging"),
        ("application_type", "web"),
        ("token_endpoint_auth_method", "private_key_jwt"),
        ("grant_types_shown", "1"),
        ("grant_type", "authorization_code"),
        ("redirect_uri", "https://example.org/a\r\nhttps://example.org/b"),
        ("backchannel_logout_uri", "https://example.org/out"),
        ("access_token_lifetime", "60"),
    ];
    assert_eq!(rig.post(&general, &changed).await?.status, 303);
    let page = rig.page(&path).await?.body;
    for words in ["Ny innlogging", "https:&#x2f;&#x2f;example.org&#x2f;a\nhttps:&#x2f;&#x2f;example.org&#x2f;b", r#"value="60""#] {
        assert!(page.contains(words), "{words}: {page}");
    }
    assert!(rig.page(&format!("{path}/scopes")).await?.body.contains(r#"value="altinn:instances.read" checked"#), "scopes stay");
    for (field, value, words) in [
        ("name", " ", "needs a display name"),
        ("token_endpoint_auth_method", "none", "api_klient + web + none"),
        ("backchannel_logout_uri", "https://elsewhere.example/out", "share its domain"),
        ("access_token_lifetime", "soon", "whole seconds"),
        ("redirect_uri", "no.example:/cb", "cannot be used"),
        ("grant_type", "implicit", "grant type implicit"),
    ] {
        let fields: Vec<_> = changed.iter().map(|(name, old)| if *name == field { (*name, value) } else { (*name, *old) }).collect();
        let answer = rig.post(&general, &fields).await?;
        assert!(answer.status == 400 && answer.body.contains(words), "{field}: {} {}", answer.status, answer.body);
        assert!(
            answer.body.contains("example.org&#x2f;out") || field == "backchannel_logout_uri",
            "what was filled in stays: {}",
            answer.body
        );
    }
    Ok(())
}

/// The tab Nøkler by the client's method: keys, a secret, or neither.
#[tokio::test]
async fn a_client_has_what_its_method_needs() -> Outcome {
    let rig = Rig::start().await?;
    let web = [("redirect_uri", "https://example.org/cb")];
    let signing = rig.login_client("private_key_jwt", &web).await?;
    assert_eq!(rig.post(&format!("{signing}/keys"), &[("key", &jwk().to_string())]).await?.status, 303);
    assert!(rig.page(&format!("{signing}/keys")).await?.body.contains(KID));
    let secret = rig.login_client("client_secret_basic", &web).await?;
    assert_eq!(rig.post(&format!("{secret}/keys"), &[("key", &jwk().to_string())]).await?.status, 400);
    let made = rig.post(&format!("{secret}/secret?lang=en"), &[]).await?;
    let shown = made.body.split(r#"id="secret">"#).nth(1).and_then(|rest| rest.split('<').next()).ok_or("no secret")?.to_owned();
    assert!(shown.len() >= 40, "{shown}");
    let later = rig.page(&format!("{secret}/keys")).await?.body;
    assert!(!later.contains(&shown) && later.contains(r#"id="secret-expires""#), "it is shown once");
    let public = rig.login_client("none", &[]).await?;
    assert!(rig.page(&format!("{public}/keys")).await?.body.contains("no-method"));
    assert_eq!(rig.post(&format!("{public}/secret"), &[]).await?.status, 400);
    Ok(())
}

#[tokio::test]
async fn a_deleted_client_can_be_looked_at() -> Outcome {
    let rig = Rig::start().await?;
    rig.upload_key().await?;
    let path = format!("clients/{}", rig.client);
    assert_eq!(rig.post(&format!("{path}/delete"), &[]).await?.status, 303);
    assert!(rig.page(&format!("organisations/{BAKERY}")).await?.body.contains("deleted-clients"));
    let page = rig.page(&format!("{path}/keys")).await?;
    assert!(page.status == 200 && page.body.contains(r#"id="deleted""#) && !page.body.contains("<form"), "{}", page.body);
    let history = rig.page(&format!("{path}/history")).await?.body;
    for words in ["The client was made", "The keys became:", KID, "The client was deleted"] {
        assert!(history.contains(words), "{words}: {history}");
    }
    for (end, fields) in
        [("keys", vec![("key", jwk().to_string())]), ("scopes", vec![("scope", "altinn:broker.read".to_owned())]), ("delete", vec![])]
    {
        let fields: Vec<_> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
        assert_eq!(rig.post(&format!("{path}/{end}"), &fields).await?.status, 409, "{end}");
    }
    rig.refuses("MP-100", |_| ()).await
}

#[tokio::test]
async fn who_lacks_the_right_is_told_how_to_get_it() -> Outcome {
    let rig = Rig::start().await?;
    let pages = [format!("organisations/{BAKERY}"), format!("organisations/{BAKERY}/clients/new"), format!("clients/{}/keys", rig.client)];
    for (fault, status, words) in [(Fault::NoPortalRight, 403, "request-access"), (Fault::TermsUnsigned, 428, "PRECONDITION_REQUIRED")] {
        rig.practice.faults().set(fault, true);
        for page in &pages {
            let answer = rig.page(page).await?;
            assert!(
                answer.status == status && answer.body.contains(words) && answer.body.contains(r#"id="problem""#),
                "{page}: {}",
                answer.body
            );
        }
        for language in ["nb", "nn", "en"] {
            assert_eq!(rig.post(&format!("clients/{}/delete?lang={language}", rig.client), &[]).await?.status, status);
        }
        assert_eq!(rig.page("").await?.status, 200);
        rig.practice.faults().clear();
    }
    rig.upload_key().await?;
    rig.accepts(|_| ()).await.map(drop)
}

/// Maskinporten gives a token the life that the client has.
#[tokio::test]
async fn lifetimes_are_kept() -> Outcome {
    let rig = Rig::start().await?;
    rig.upload_key().await?;
    let fields = [("name", "Kassa"), ("access_token_lifetime", "77")];
    assert_eq!(rig.post(&format!("clients/{}/general", rig.client), &fields).await?.status, 303);
    assert_eq!(rig.accepts(|_| ()).await?["expires_in"], json!(77));
    Ok(())
}
