//! The ladder of a system user and of a vendor at practice's Altinn: what is missing is told by its own code.

use inngang_engine::access::{AccessReport, Goal, Subject, ladder};
use inngang_engine::altinn::{PARTY_SCOPES, Platform};
use inngang_engine::environment::from_toml;
use inngang_engine::http::Http;
use inngang_engine::maskinporten::Tokens;
use inngang_engine::names::OrgNumber;
use inngang_engine::problem::Explain as _;
use inngang_engine::register::{ApproverName, Found, Register, RoleCode, Standing};
use inngang_engine::trail::Trail;
use inngang_engine::vendor::Vendor;
use inngang_engine::vendor::system_user_token::ActAs;
use inngang_practice::{NewSystem, NewSystemUser, SystemName, SystemUserKind};
use inngang_tests::person::NoBrowserHere;
use inngang_tests::tls::{Answer, TlsServer};
use inngang_tests::town::Town;
use inngang_tests::{BAKERY, Outcome, town};
use serde_json::json;
use std::sync::Arc;

use crate::access::{broken, signs, skipped};
use crate::maskinporten::order_by_key_of;

const VENDOR: &str = "312345609";
const ACCOUNTANT: &str = "311223305";
const SAILMAKER: &str = "210987606";
const SYSTEM: &str = "312345609_kasse";
const SCOPES: [&str; 5] = [
    "altinn:authentication/systemregister.write",
    "altinn:authentication/systemuser.request.write",
    "altinn:authentication/systemuser.request.read",
    "altinn:accessmanagement/authorizedparties",
    "digdir:dialogporten",
];

/// A vendor with a till.
struct Rig {
    town: Town,
    vendor: Vendor,
    organisation: OrgNumber,
}

impl Rig {
    async fn start(scopes: &[&str]) -> Outcome<Self> {
        let town = town::start().await?;
        let ports = town.ports(Arc::new(NoBrowserHere));
        let order = order_by_key_of(VENDOR, scopes, &town, &ports).await?;
        let platform = Platform::new(town.environment.clone(), town.http.clone(), ports.clone());
        let tokens = Tokens::new(town.environment.clone(), town.http.clone(), ports);
        let name = SystemName { nb: "Kasse".to_owned(), nn: "Kasse".to_owned(), en: "Till".to_owned() };
        let client_ids = vec![order.client.to_string()];
        town.practice.register_system(NewSystem { vendor: VENDOR.to_owned(), id: "kasse".to_owned(), name, client_ids })?;
        let vendor = Vendor::new(platform, tokens, order.client, order.credential);
        Ok(Self { town, vendor, organisation: VENDOR.parse()? })
    }

    fn approve(&self, owner: &str, kind: SystemUserKind) -> Outcome {
        let new = NewSystemUser { system: SYSTEM.to_owned(), owner: owner.to_owned(), external_ref: None, kind, approved: true };
        self.town.practice.add_system_user(new)?;
        Ok(())
    }

    async fn climb(&self, owner: &str, goal: Goal) -> Outcome<AccessReport> {
        let scopes = PARTY_SCOPES.first().into_iter().filter_map(|scope| scope.parse().ok()).collect();
        let act_as = ActAs { system: SYSTEM.to_owned(), owner: owner.parse()?, external_ref: None, scopes };
        Ok(self.up(Subject::SystemUser { act_as: &act_as, vendor: &self.vendor, goal: &goal }).await)
    }

    async fn up(&self, subject: Subject<'_>) -> AccessReport {
        let ports = self.town.ports(Arc::new(NoBrowserHere));
        ladder(subject, &self.town.environment, &self.town.http, &ports, |_| ()).await
    }

    fn register(&self) -> Register {
        Register::new(self.town.environment.clone(), self.town.http.clone(), self.town.ports(Arc::new(NoBrowserHere)))
    }
}

fn for_party(party: &str) -> Outcome<Goal> {
    Ok(Goal { party: Some(party.parse()?), ..Goal::default() })
}

#[tokio::test]
async fn a_standard_system_user_reaches_its_owner() -> Outcome {
    let rig = Rig::start(&SCOPES).await?;
    let waiting = rig.climb(BAKERY, Goal::default()).await?;
    assert_eq!((signs(&waiting).as_str(), broken(&waiting)?.code), ("+++!----", "maskinporten.system_user_waiting"));
    rig.approve(BAKERY, SystemUserKind::Standard)?;
    let report = rig.climb(BAKERY, Goal::default()).await?;
    assert_eq!((signs(&report).as_str(), report.passed()), ("++++++++", true), "{report:?}");
    let package = Goal { package: Some("urn:altinn:accesspackage:skattegrunnlag".to_owned()), ..Goal::default() };
    assert_eq!(broken(&rig.climb(BAKERY, package).await?)?.code, "access.no_package", "the panel gives it none");
    let resource = Goal { resource: Some("ske-krav-og-betalinger".to_owned()), ..Goal::default() };
    assert_eq!(broken(&rig.climb(BAKERY, resource).await?)?.code, "access.no_resource");
    let client = rig.climb(BAKERY, for_party(SAILMAKER)?).await?;
    assert_eq!((signs(&client).as_str(), broken(&client)?.code), ("+++!----", "access.not_an_agent"));
    Ok(())
}

#[tokio::test]
async fn who_is_missing_decides_whose_move_it_is() -> Outcome {
    let rig = Rig::start(&SCOPES).await?;
    rig.approve(ACCOUNTANT, SystemUserKind::Agent)?;
    let code = async |party: &str| Outcome::Ok(broken(&rig.climb(ACCOUNTANT, for_party(party)?).await?)?.code);
    assert_eq!(code(BAKERY).await?, "access.not_attached", "the firm is the bakery's accountant, by the register");
    assert_eq!(code(VENDOR).await?, "access.not_a_client", "the firm is nothing there");
    assert_eq!(code("314660102").await?, "access.deleted_party");
    assert_eq!(code("310000329").await?, "access.unknown_party");
    Ok(())
}

#[tokio::test]
async fn a_vendor_proves_its_scopes_without_writing() -> Outcome {
    let rig = Rig::start(&SCOPES).await?;
    let subject = || Subject::Vendor { vendor: &rig.vendor, organisation: &rig.organisation };
    let report = rig.up(subject()).await;
    assert_eq!((signs(&report).as_str(), report.passed()), ("+++++", true), "{report:?}");
    let rig = Rig::start(&SCOPES[..1]).await?;
    let report = rig.up(Subject::Vendor { vendor: &rig.vendor, organisation: &rig.organisation }).await;
    assert_eq!((signs(&report).as_str(), broken(&report)?.code), ("+++!-", "maskinporten.scope_not_registered"), "{report:?}");
    Ok(())
}

#[tokio::test]
async fn a_client_without_the_inbox_s_scope_is_passed_over() -> Outcome {
    let rig = Rig::start(&SCOPES[..4]).await?;
    rig.approve(BAKERY, SystemUserKind::Standard)?;
    let report = rig.climb(BAKERY, Goal::default()).await?;
    assert_eq!((signs(&report).as_str(), report.passed()), ("+++++++-", true), "{report:?}");
    assert_eq!(skipped(&report), ["access.skipped_no_dialog_scope"]);
    Ok(())
}

#[tokio::test]
async fn the_register_tells_who_a_number_is() -> Outcome {
    let rig = Rig::start(&SCOPES[..1]).await?;
    let register = rig.register();
    let look_up = async |number: &str| -> Outcome<Found> { Ok(register.look_up(&number.parse()?).await?) };
    let standing = |found: Found| if let Found::Unit(unit) = found { Some((unit.standing, unit.is_subunit)) } else { None };
    assert_eq!(standing(look_up(BAKERY).await?), Some((Standing::Live, false)));
    assert_eq!(standing(look_up("313770206").await?), Some((Standing::Live, true)), "a subunit");
    assert_eq!(standing(look_up("215550303").await?), Some((Standing::Bankrupt, false)));
    let deleted = standing(look_up("314660102").await?);
    assert!(matches!(deleted, Some((Standing::Deleted(Some(_)), _))), "200 and SlettetEnhet: {deleted:?}");
    assert_eq!(look_up("310000329").await?, Found::Unknown);
    assert!(register.looks_foreign(&"923609016".parse()?) && !register.looks_foreign(&BAKERY.parse()?));
    Ok(())
}

#[tokio::test]
async fn the_register_tells_who_approves_and_whose_accountant_it_is() -> Outcome {
    let rig = Rig::start(&SCOPES[..1]).await?;
    let register = rig.register();
    let bakery = register.approvers(&BAKERY.parse()?).await?;
    let directors = bakery.approvers.iter().filter(|one| one.role == RoleCode::ManagingDirector);
    assert_eq!(directors.map(|one| one.name.clone()).collect::<Vec<_>>(), [ApproverName::Person("Åse Blåbær".to_owned())]);
    let subunit = register.approvers(&"313770206".parse()?).await?;
    assert_eq!((subunit.roles_of.as_str(), subunit.approvers), (BAKERY, bakery.approvers), "the main unit's");
    let clients = register.clients_of(&ACCOUNTANT.parse()?).await?;
    let found: Vec<_> = clients.clients.iter().map(|one| (one.number.as_str(), one.roles.as_slice())).collect();
    assert!(found.contains(&(BAKERY, [RoleCode::Accountant].as_slice())), "{found:?}");
    assert!(found.contains(&(SAILMAKER, [RoleCode::Auditor].as_slice())), "{found:?}");
    assert_eq!(register.clients_of(&BAKERY.parse()?).await?.clients, [], "404 is nobody");
    Ok(())
}

/// altinn.md 12 no 35: a firm's clients are read to the last page, by links that name a host inside; of half a list nothing is given.
#[tokio::test]
async fn every_page_of_a_firms_clients_is_read() -> Outcome {
    let unit = |number: &str| json!({ "organisasjonsnummer": number, "navn": "X", "roller": [{ "type": { "kode": "REGN" } }] });
    for (last, expected) in [(200, Ok(vec![SAILMAKER, BAKERY])), (503, Err("network.server_error"))] {
        let server = TlsServer::start("127.0.0.1", move |asked| match asked.query.as_str() {
            "" => {
                let next = format!("https://register.internal.example{}?page=1", asked.path);
                Answer::json(&json!({ "_links": { "next": { "href": next } }, "enheter": [unit(SAILMAKER)] }))
            }
            "page=1" if last == 200 => Answer::json(&json!({ "enheter": [unit(BAKERY)] })),
            _ => Answer::new(503, "text/html", ""),
        })
        .await?;
        let text = format!("name = \"x\"\ntls_ca = \"ca.pem\"\n[hosts]\nregister = \"{}\"\n", server.origin);
        let environment = from_toml(&text, |_| Some(server.authority.clone().into_bytes()))?;
        let http = Http::new(&environment, Trail::default())?;
        let found = Register::new(environment, http, town::ports(Arc::new(NoBrowserHere))).clients_of(&ACCOUNTANT.parse()?).await;
        let found = found.map_err(|error| error.explain().code);
        assert_eq!(
            found.as_ref().map(|found| found.clients.iter().map(|one| one.number.as_str()).collect()).map_err(|code| *code),
            expected
        );
        assert_eq!(server.asked().len(), 2);
    }
    Ok(())
}
