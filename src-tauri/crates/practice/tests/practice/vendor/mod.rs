//! A vendor's program at Altinn; the numbers in the names are those of altinn.md 13 (`r`) and 11.2 (`a`).

use inngang_practice::Practice;
use reqwest::Method;
use serde_json::{Value, json};

use crate::rig::{Answer, Outcome, Rig};

mod change_requests;
mod lists;
mod register;
mod register_rules;
mod request_rules;
mod requests;
mod states;

type Failure = Box<dyn std::error::Error>;

const VENDOR: &str = "312345609";
const ACCOUNTANT: &str = "311223305";
const CAMPING: &str = "310000000";
const SYSTEM: &str = "312345609_regnskapspakka";
const SCOPES: [&str; 3] = [
    "altinn:authentication/systemregister.write",
    "altinn:authentication/systemuser.request.read",
    "altinn:authentication/systemuser.request.write",
];
const REGISTER: &str = "systemregister/vendor";
const REQUEST: &str = "systemuser/request/vendor";

/// With a client that has all three scopes in one token.
struct Vendor {
    rig: Rig,
    token: String,
}

impl Vendor {
    async fn start() -> Result<Self, Failure> {
        Self { rig: Rig::start().await?, token: String::new() }.become_client_of(VENDOR).await
    }

    /// With the system of [`system`] in the register.
    async fn with_system() -> Result<Self, Failure> {
        let vendor = Self::start().await?;
        vendor.ok(Method::POST, REGISTER, &vendor.system()).await?;
        Ok(vendor)
    }

    /// The same practice, another organisation's client.
    async fn become_client_of(self, organisation: &str) -> Result<Self, Failure> {
        let rig = self.rig.with_client_of(organisation, &SCOPES).await?;
        let token = token(&rig, &SCOPES.join(" ")).await?;
        Ok(Self { rig, token })
    }

    fn practice(&self) -> &Practice {
        &self.rig.practice
    }

    /// Everything that a system can have, with the program's own client on it.
    fn system(&self) -> Value {
        json!({
            "id": SYSTEM,
            "vendor": { "ID": format!("0192:{VENDOR}") },
            "name": { "nb": "Regnskapspakka", "nn": "Rekneskapspakka", "en": "Accounting pack" },
            "description": { "nb": "Fører regnskap", "nn": "Fører rekneskap", "en": "Keeps accounts" },
            "rights": [right("ske-krav-og-betalinger")],
            "accessPackages": [package("skattegrunnlag"), package("regnskapsforer-lonn"), package("ffor-tilgangsstyrer-nuf")],
            "clientId": [self.rig.client],
            "allowedRedirectUrls": ["https://vendor.example/receipt"],
            "isVisible": false,
        })
    }

    async fn call(&self, method: Method, path: &str, body: Option<&Value>) -> Result<Answer, Failure> {
        self.call_with(&self.token, method, path, body).await
    }

    async fn call_with(&self, token: &str, method: Method, path: &str, body: Option<&Value>) -> Result<Answer, Failure> {
        let request = self.rig.http.request(method, self.address(path)).bearer_auth(token);
        self.rig.send(if let Some(body) = body { request.json(body) } else { request }).await
    }

    fn address(&self, path: &str) -> String {
        format!("{}/authentication/api/v1/{path}", self.practice().addresses().altinn_platform)
    }

    /// What came with 200 or 201.
    async fn ok(&self, method: Method, path: &str, body: &Value) -> Result<Value, Failure> {
        let answer = self.call(method, path, (!body.is_null()).then_some(body)).await?;
        if [200, 201].contains(&answer.status) { answer.json() } else { Err(format!("{path} {}: {}", answer.status, answer.body).into()) }
    }

    async fn get(&self, path: &str) -> Result<Value, Failure> {
        self.ok(Method::GET, path, &Value::Null).await
    }

    /// A problem with this code.
    async fn refuses(&self, method: Method, path: &str, body: &Value, status: u16, code: &str) -> Result<Value, Failure> {
        let answer = self.call(method, path, (!body.is_null()).then_some(body)).await?;
        let problem = answer.json()?;
        assert_eq!((answer.status, &problem["code"], &problem["status"]), (status, &json!(code), &json!(status)), "{path} {problem}");
        assert_eq!(problem["type"], format!("urn:altinn:error:{code}"));
        assert!(problem["title"].is_string() && problem["traceId"].is_string(), "{problem}");
        Ok(problem)
    }

    /// Everything that is wrong in the form: numbers of AUTH.VLD, in the order told.
    async fn finds(&self, method: Method, path: &str, body: &Value, numbers: &[u32]) -> Result<Value, Failure> {
        let problem = self.refuses(method, path, body, 400, "STD-00000").await?;
        let errors = problem["validationErrors"].as_array().ok_or("no errors")?;
        let codes: Vec<_> = errors.iter().filter_map(|error| error["code"].as_str()).collect();
        let expected: Vec<_> = numbers.iter().map(|number| format!("AUTH.VLD-{number:05}")).collect();
        assert_eq!(codes, expected, "{body}");
        assert!(errors.iter().all(|error| error["title"].is_string() && error["paths"][0].is_string()), "{problem}");
        Ok(problem["validationErrors"].clone())
    }

    /// A new system that is [`system`] but for one member.
    async fn finds_in(&self, member: &str, value: Value, numbers: &[u32]) -> Result<Value, Failure> {
        self.finds(Method::POST, REGISTER, &with(&self.system(), member, value), numbers).await
    }

    /// A sentence instead of a problem.
    async fn says(&self, method: Method, path: &str, body: &Value, status: u16, words: &str) -> Outcome {
        let answer = self.call(method.clone(), path, (!body.is_null()).then_some(body)).await?;
        assert!(
            answer.status == status && answer.body.contains(words) && !answer.body.starts_with('"'),
            "{} {}",
            answer.status,
            answer.body
        );
        let asked = self.rig.http.request(method, self.address(path)).bearer_auth(&self.token).header("accept", "application/json");
        let quoted = self.rig.send(if body.is_null() { asked } else { asked.json(body) }).await?;
        assert_eq!((quoted.status, quoted.json()?), (status, json!(answer.body)), "in quotes for whoever wants JSON");
        Ok(())
    }
}

/// A raw token of Maskinporten's.
async fn token(rig: &Rig, scope: &str) -> Result<String, Failure> {
    let answer = rig.accepts(|grant| grant.claims["scope"] = json!(scope)).await?;
    Ok(answer["access_token"].as_str().ok_or("no token")?.to_owned())
}

fn right(resource: &str) -> Value {
    json!({ "resource": [{ "id": "urn:altinn:resource", "value": resource }] })
}

fn package(name: &str) -> Value {
    json!({ "urn": format!("urn:altinn:accesspackage:{name}") })
}

/// The same with one member changed; `null` takes it away.
fn with(value: &Value, member: &str, changed: Value) -> Value {
    let mut value = value.clone();
    value[member] = changed;
    if let Some(members) = value.as_object_mut() {
        members.retain(|_, value| !value.is_null());
    }
    value
}

/// Asks the bakery for a standard system user.
fn request() -> Value {
    json!({
        "systemId": SYSTEM,
        "partyOrgNo": crate::rig::BAKERY,
        "externalRef": "kunde-42",
        "integrationTitle": "Regnskap 2026",
        "rights": [right("ske-krav-og-betalinger")],
        "accessPackages": [package("skattegrunnlag")],
        "redirectUrl": "https://vendor.example/receipt",
    })
}

/// Asks the accountant for an agent.
fn agent_request() -> Value {
    json!({ "systemId": SYSTEM, "partyOrgNo": ACCOUNTANT, "accessPackages": [package("regnskapsforer-lonn")] })
}
