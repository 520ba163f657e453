//! A vendor's systems in practice's register, and what a form is told of each field.

mod refused;
mod registry;

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, PoisonError};

use inngang_engine::altinn::registry::Registry;
use inngang_engine::altinn::{Platform, SYSTEM_REGISTER_SCOPE, System};
use inngang_engine::environment::{Environment, from_toml};
use inngang_engine::http::Http;
use inngang_engine::maskinporten::Tokens;
use inngang_engine::names::OrgNumber;
use inngang_engine::problem::Explain as _;
use inngang_engine::trail::{Event, Trail};
use inngang_engine::vendor::systems::{self, ChangeKind, Draft, Field, SystemError};
use inngang_engine::vendor::{Vendor, VendorError};
use inngang_tests::person::NoBrowserHere;
use inngang_tests::tls::{Answer, Asked, TlsServer};
use inngang_tests::town::Town;
use inngang_tests::{BAKERY, Outcome, town};
use serde_json::{Value, json};

use crate::maskinporten::order_by_key_of;

const VENDOR: &str = "312345609";
const CLAIMS: &str = "ske-krav-og-betalinger";

fn package(name: &str) -> String {
    format!("urn:altinn:accesspackage:{name}")
}

/// An organisation with a client that may register systems.
struct Rig {
    vendor: Vendor,
    organisation: OrgNumber,
    registry: Registry,
}

impl Rig {
    async fn start(organisation: &str, town: &Town) -> Outcome<Self> {
        Self::at(organisation, town, town.environment.clone(), town.http.clone()).await
    }

    /// The same where Altinn is somewhere else.
    async fn at(organisation: &str, town: &Town, environment: Environment, http: Http) -> Outcome<Self> {
        let ports = town.ports(Arc::new(NoBrowserHere));
        let order = order_by_key_of(organisation, &[SYSTEM_REGISTER_SCOPE], town, &ports).await?;
        let tokens = Tokens::new(environment.clone(), http.clone(), ports.clone());
        let vendor = Vendor::new(Platform::new(environment, http, ports), tokens, order.client, order.credential);
        Ok(Self { vendor, organisation: organisation.parse()?, registry: Registry::default() })
    }

    /// A system that has everything right.
    fn draft(&self, name: &str) -> Draft {
        let texts = |text: &str| ["nb", "nn", "en"].map(|language| (language.to_owned(), format!("{text} {language}"))).into();
        Draft {
            id: format!("{}_{name}", self.organisation),
            name: texts("Kasse"),
            description: texts("Leser krav"),
            clients: vec![self.vendor.client().to_string()],
            redirect_urls: vec!["https://kasse.example.no/ferdig".to_owned()],
            resources: vec![CLAIMS.to_owned()],
            packages: vec![package("skattegrunnlag")],
            is_visible: false,
        }
    }

    async fn create(&self, draft: &Draft) -> Result<System, VendorError> {
        systems::create(draft, &self.organisation, &self.registry, &self.vendor).await
    }

    async fn update(&self, draft: &Draft, opened: Option<&str>) -> Result<System, VendorError> {
        systems::update(draft, opened, &self.organisation, &self.registry, &self.vendor).await
    }

    /// What is written since so many lines of the trail.
    fn writes(&self, before: usize) -> Vec<String> {
        let entries = self.vendor.platform().trail().entries();
        let write = |event: &Event| match event {
            Event::Exchange { method, path, .. } if *method != "GET" && !path.ends_with("/token") => Some(format!("{method} {path}")),
            _ => None,
        };
        entries[before..].iter().filter_map(|entry| write(&entry.event)).collect()
    }
}

/// The fields that were found wrong, with the codes.
fn findings(outcome: Result<System, VendorError>) -> Outcome<Vec<(Field, &'static str)>> {
    match outcome {
        Err(VendorError::System(SystemError::Invalid { findings, .. })) => {
            Ok(findings.iter().map(|finding| (finding.field, finding.problem.code)).collect())
        }
        other => Err(format!("not about fields: {other:?}").into()),
    }
}

fn code<T>(outcome: Result<T, VendorError>) -> Option<&'static str> {
    outcome.err().map(|error| error.explain().code)
}

#[tokio::test]
async fn a_system_is_registered_read_changed_and_deleted() -> Outcome {
    let town = town::start().await?;
    let rig = Rig::start(VENDOR, &town).await?;
    assert_eq!(systems::list(&rig.vendor).await?, Vec::new());
    let draft = rig.draft("kasse");
    let made = rig.create(&draft).await?;
    assert_eq!((Draft::from(&made), made.vendor.as_str()), (draft.clone(), "0192:312345609"));
    assert_eq!(systems::list(&rig.vendor).await?, std::slice::from_ref(&made));
    assert_eq!(systems::read(&draft.id, &rig.vendor).await?, made);

    // Each change is written where it loses least.
    let base = "/authentication/api/v1/systemregister/vendor/{systemId}";
    let before = rig.vendor.platform().trail().entries().len();
    let rights = Draft { resources: vec!["app_ttd_demo".to_owned(), CLAIMS.to_owned()], ..draft.clone() };
    let after_rights = rig.update(&rights, Some(&made.version())).await?;
    assert_eq!(after_rights.resources().into_iter().collect::<BTreeSet<_>>(), rights.resources.iter().cloned().collect());
    let rights = Draft::from(&after_rights);
    let packages = Draft { packages: vec![package("regnskapsforer-lonn")], ..rights };
    assert_eq!(rig.update(&packages, Some(&after_rights.version())).await?.packages, packages.packages);
    let mut whole = Draft { redirect_urls: Vec::new(), ..packages };
    whole.name.insert("nb".to_owned(), "Ny kasse".to_owned());
    let changed = rig.update(&whole, None).await?;
    assert_eq!(Draft::from(&changed), whole);
    let expected = [format!("PUT {base}/rights"), format!("PUT {base}/accesspackages"), format!("PUT {base}")];
    assert_eq!(rig.writes(before), expected);

    // What somebody saw that is no longer so is not overwritten.
    let late = rig.update(&draft, Some(&made.version())).await;
    assert_eq!(code(late), Some("system.changed_meanwhile"));
    assert_eq!(systems::read(&draft.id, &rig.vendor).await?, changed);

    systems::delete(&draft.id, &rig.vendor).await?;
    assert_eq!(systems::list(&rig.vendor).await?, Vec::new());
    assert!(systems::read(&draft.id, &rig.vendor).await?.is_deleted);
    assert_eq!(code(rig.update(&whole, None).await), Some("system.deleted"));
    let log = systems::changes(&draft.id, &rig.vendor).await?;
    let kinds: Vec<ChangeKind> = log.iter().map(|change| change.kind).collect();
    use ChangeKind::{Create, Delete, Packages, Rights, Update};
    assert_eq!(kinds, [Delete, Update, Packages, Rights, Create]);
    assert!(log.iter().all(|change| change.at.is_some() && change.by.as_deref() == Some(VENDOR)), "{log:?}");
    // Its name is taken for ever.
    assert_eq!(findings(rig.create(&draft).await)?, [(Field::Id, "altinn.system_id_taken")]);
    Ok(())
}

/// A system without clients is deleted, and the answer is 400 all the same; one that is not there is told as that.
#[tokio::test]
async fn a_deletion_that_is_answered_with_400_is_looked_into() -> Outcome {
    let town = town::start().await?;
    let rig = Rig::start(VENDOR, &town).await?;
    let draft = Draft { clients: Vec::new(), ..rig.draft("uten-klient") };
    rig.create(&draft).await?;
    systems::delete(&draft.id, &rig.vendor).await?;
    assert!(systems::read(&draft.id, &rig.vendor).await?.is_deleted);
    for outcome in [systems::delete("312345609_finnes-ikke", &rig.vendor).await, systems::read("x", &rig.vendor).await.map(drop)] {
        assert_eq!(code(outcome), Some("altinn.unknown_system"));
    }
    assert_eq!(code(systems::changes("312345609_finnes-ikke", &rig.vendor).await), Some("altinn.unknown_system"));
    Ok(())
}

#[tokio::test]
async fn another_vendors_system_is_not_written() -> Outcome {
    let town = town::start().await?;
    let (rig, other) = (Rig::start(VENDOR, &town).await?, Rig::start(BAKERY, &town).await?);
    let draft = rig.draft("kasse");
    rig.create(&draft).await?;
    assert_eq!(code(systems::read(&draft.id, &other.vendor).await), Some("altinn.forbidden"));
    assert_eq!(code(systems::delete(&draft.id, &other.vendor).await), Some("system.not_yours"));
    // A token of the bakery's for a form of the vendor's.
    let foreign = systems::create(&rig.draft("annen"), &rig.organisation, &rig.registry, &other.vendor).await;
    assert_eq!(code(foreign), Some("system.not_yours"));
    assert!(!systems::read(&draft.id, &rig.vendor).await?.is_deleted);
    // A client is on one system at most.
    let taken = Draft { clients: draft.clients, ..other.draft("kasse") };
    assert_eq!(findings(other.create(&taken).await)?, [(Field::Clients, "altinn.client_on_other_system")]);
    Ok(())
}

/// Practice's Maskinporten, and an Altinn that answers so.
async fn elsewhere(town: &Town, answer: impl Fn(&Asked) -> Answer + Send + Sync + 'static) -> Outcome<(Rig, TlsServer)> {
    let server = TlsServer::start("127.0.0.1", answer).await?;
    let maskinporten = &town.practice.addresses().maskinporten;
    let text = format!(
        "name = \"Vår egen\"\ntls_ca = \"ca.pem\"\n[hosts]\nmaskinporten = \"{maskinporten}\"\naltinn_platform = \"{}\"\n",
        server.origin
    );
    let environment = from_toml(&text, |_| Some(server.authority.clone().into_bytes()))?;
    let http = Http::new(&environment, Trail::default())?;
    Ok((Rig::at(VENDOR, town, environment, http).await?, server))
}

/// A system as a newer Altinn may tell of it.
fn newer(id: &str, client: &str) -> Value {
    json!({
        "ID": id, "vendor": { "authority": "iso6523-actorid-upis", "ID": "0192:312345609", "country": "NO" },
        "name": { "nb": "Kasse", "nn": "Kasse", "en": "Till", "se": "Gássa" }, "description": { "nb": "a", "nn": "b", "en": "c" },
        "rights": [{ "action": "read", "resource": [{ "id": "urn:altinn:resource", "value": CLAIMS, "since": 3 }] }],
        "accessPackages": [{ "urn": package("skattegrunnlag"), "id": "4c859601" }], "clientId": [client],
        "allowedRedirectUrls": [], "isVisible": true, "isDeleted": false, "contact": { "email": "a@b.no" },
    })
}

#[tokio::test]
async fn what_the_program_does_not_know_of_is_written_back() -> Outcome {
    let town = town::start().await?;
    let standing = Arc::new(Mutex::new(newer("312345609_kasse", "c-1")));
    let held = Arc::clone(&standing);
    let register = move |asked: &Asked| {
        let mut held = held.lock().unwrap_or_else(PoisonError::into_inner);
        match serde_json::from_str::<Value>(&asked.body) {
            Ok(written) => {
                *held = written;
                Answer::json(&json!({ "succeeded": true }))
            }
            Err(_) => Answer::json(&held),
        }
    };
    let (rig, _server) = elsewhere(&town, register).await?;
    let opened = systems::read("312345609_kasse", &rig.vendor).await?;
    let mut draft = Draft { is_visible: false, ..Draft::from(&opened) };
    draft.name.insert("nb".to_owned(), "Ny kasse".to_owned());
    draft.clients.push("c-2".to_owned());
    rig.update(&draft, Some(&opened.version())).await?;
    let mut expected = newer("312345609_kasse", "c-1");
    expected["name"]["nb"] = "Ny kasse".into();
    expected["clientId"] = json!(["c-1", "c-2"]);
    expected["isVisible"] = false.into();
    assert_eq!(*standing.lock().unwrap_or_else(PoisonError::into_inner), expected);
    Ok(())
}
