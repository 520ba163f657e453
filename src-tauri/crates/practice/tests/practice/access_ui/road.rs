//! The whole road: the vendor asks, the customer decides in the browser, the vendor sees it.

use reqwest::Method;
use serde_json::{Value, json};

use super::{BO, SYSTEM, VENDOR, outcome, see, send, ÅSE};
use crate::rig::{Answer, BAKERY, Outcome, Rig};

type Failure = Box<dyn std::error::Error>;

const SCOPES: &str = "altinn:authentication/systemregister.write altinn:authentication/systemuser.request.read \
     altinn:authentication/systemuser.request.write";
const RECEIPT: &str = "https://vendor.example/receipt";

/// A vendor's program, with its system in the register.
struct Program {
    rig: Rig,
    token: String,
}

impl Program {
    async fn start() -> Result<Self, Failure> {
        let scopes: Vec<&str> = SCOPES.split_whitespace().collect();
        let rig = Rig::start().await?.with_client_of(VENDOR, &scopes).await?;
        let answer = rig.accepts(|grant| grant.claims["scope"] = json!(scopes.join(" "))).await?;
        let program = Self { token: answer["access_token"].as_str().ok_or("no token")?.to_owned(), rig };
        let text = json!({ "nb": "Kassa", "nn": "Kassa", "en": "Till" });
        let system = json!({
            "id": SYSTEM, "vendor": { "ID": format!("0192:{VENDOR}") }, "name": text, "description": text,
            "rights": [right("ske-krav-og-betalinger"), right("app_ttd_demo")],
            "accessPackages": [{ "urn": super::package("skattegrunnlag") }, { "urn": super::package("lonn") }],
            "allowedRedirectUrls": [RECEIPT], "isVisible": false,
        });
        let registered = program.call(Method::POST, "systemregister/vendor", Some(&system)).await?;
        if registered.status == 200 { Ok(program) } else { Err(registered.body.into()) }
    }

    async fn call(&self, method: Method, path: &str, body: Option<&Value>) -> Result<Answer, Failure> {
        let address = format!("{}/authentication/api/v1/{path}", self.rig.practice.addresses().altinn_platform);
        let request = self.rig.http.request(method, address).bearer_auth(&self.token);
        self.rig.send(if let Some(body) = body { request.json(body) } else { request }).await
    }

    async fn status(&self, path: &str) -> Result<(Value, Value), Failure> {
        let body = self.call(Method::GET, path, None).await?.json()?;
        Ok((body["status"].clone(), body["escalated"].clone()))
    }

    async fn ask(&self) -> Result<String, Failure> {
        let body = json!({ "systemId": SYSTEM, "partyOrgNo": BAKERY, "rights": [right("ske-krav-og-betalinger")], "redirectUrl": RECEIPT });
        let made = self.call(Method::POST, "systemuser/request/vendor", Some(&body)).await?.json()?;
        Ok(made["id"].as_str().ok_or("no id")?.to_owned())
    }
}

fn right(id: &str) -> Value {
    json!({ "resource": [{ "id": "urn:altinn:resource", "value": id }] })
}

#[tokio::test]
async fn what_is_approved_here_the_vendor_sees_at_once() -> Outcome {
    let program = Program::start().await?;
    let (rig, id) = (&program.rig, program.ask().await?);
    let path = format!("systemuser/request/vendor/{id}");
    let page = format!("request?id={id}&DONTCHOOSEREPORTEE=true");
    let decide = async |who: &str, verb: &str| send(rig, &page, who, &[("party", BAKERY), ("verb", verb)]).await;
    assert_eq!(decide("20100008.3", "escalate").await?.status, 303, "who works at a part may send on");
    assert_eq!(program.status(&path).await?, (json!("New"), json!(true)));
    assert_eq!(outcome(&decide(BO, "approve").await?), (403, "AUTH-00066"));
    let answer = decide(ÅSE, "approve").await?;
    assert_eq!((answer.status, answer.location.as_str()), (303, RECEIPT), "as it is registered, and nothing more");
    assert_eq!(program.status(&path).await?.0, "Accepted");
    let by_query = format!("systemuser/vendor/byquery?system-id={SYSTEM}&orgno={BAKERY}");
    assert_eq!(program.call(Method::GET, &by_query, None).await?.json()?["id"], json!(id), "the request's id");
    assert_eq!(send(rig, "overview/delete", ÅSE, &[("party", BAKERY), ("id", &id)]).await?.status, 303);
    assert_eq!(program.call(Method::GET, &by_query, None).await?.status, 404);
    assert_eq!(program.status(&path).await?.0, "Accepted", "which is no longer true");
    Ok(())
}

#[tokio::test]
async fn a_change_is_decided_like_a_request() -> Outcome {
    let program = Program::start().await?;
    let (rig, user) = (&program.rig, program.ask().await?);
    assert_eq!(send(rig, &format!("request?id={user}"), ÅSE, &[("party", BAKERY), ("verb", "approve")]).await?.status, 303);
    let id = uuid::Uuid::new_v4().to_string();
    let change = json!({
        "requiredRights": [right("app_ttd_demo")], "unwantedRights": [right("ske-krav-og-betalinger")],
        "requiredAccessPackages": [{ "urn": super::package("lonn") }], "unwantedAccessPackages": [],
    });
    let path = format!("systemuser/changerequest/vendor?correlation-id={id}&system-user-id={user}");
    assert_eq!(program.call(Method::POST, &path, Some(&change)).await?.status, 201);
    let page = format!("changerequest?id={id}&DONTCHOOSEREPORTEE=true");
    let shown = see(rig, &page, Some(ÅSE)).await?.body;
    for part in [r#"id="packages""#, r#"id="unwanted-rights""#, "Krav og betalinger", "Prøveskjema", r#"id="approve""#] {
        assert!(shown.contains(part), "{part}: {shown}");
    }
    let siri = "20100008.4";
    let seen = see(rig, &page, Some(siri)).await?.body;
    assert!(seen.contains(r#"id="may-not-approve""#) && !seen.contains(r#"id="escalate""#), "a change is not sent on");
    assert_eq!(outcome(&send(rig, &page, siri, &[("party", BAKERY), ("verb", "escalate")]).await?), (403, "AUTH-00066"));
    let answer = send(rig, &page, ÅSE, &[("party", BAKERY), ("verb", "approve")]).await?;
    assert_eq!((answer.status, answer.location.contains("/done?what=approve")), (303, true));
    let changed = rig.practice.system_users().into_iter().find(|one| one.id == user).ok_or("no system user")?;
    assert_eq!((json!(changed.rights), changed.packages), (json!([right("app_ttd_demo")]), vec![super::package("lonn")]));
    assert_eq!(outcome(&send(rig, &page, ÅSE, &[("party", BAKERY), ("verb", "reject")]).await?), (409, "AUTH-00013"));
    Ok(())
}
