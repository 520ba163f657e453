//! Climbing the access ladder at practice's Altinn, for an organisation and for a person.

use std::sync::Arc;

use inngang_engine::access::{AccessReport, Outcome as Rung, Subject, ladder};
use inngang_engine::environment::from_toml;
use inngang_engine::http::Http;
use inngang_engine::login::{Login, Redirect};
use inngang_engine::names::OrgNumber;
use inngang_engine::problem::{Action, Fact, Problem};
use inngang_engine::secret::Secret;
use inngang_engine::trail::Trail;
use inngang_practice::Fault;
use inngang_tests::person::{NoBrowserHere, Person};
use inngang_tests::tls::{Answer, TlsServer};
use inngang_tests::{BAKERY, Outcome, town};
use serde_json::json;

use crate::{login, maskinporten};

/// One sign a rung: `+` passed, `-` not tried, `!` broken.
pub(crate) fn signs(report: &AccessReport) -> String {
    let sign = |outcome: &Rung| match outcome {
        Rung::Passed => '+',
        Rung::Skipped { .. } => '-',
        Rung::Failed(_) => '!',
    };
    report.rungs.iter().map(|rung| sign(&rung.outcome)).collect()
}

pub(crate) fn broken(report: &AccessReport) -> Outcome<&Problem> {
    let problem = report.rungs.iter().find_map(|rung| if let Rung::Failed(problem) = &rung.outcome { Some(problem) } else { None });
    Ok(problem.ok_or("no rung broke")?)
}

pub(crate) fn skipped(report: &AccessReport) -> Vec<&'static str> {
    report.rungs.iter().filter_map(|rung| if let Rung::Skipped { why } = rung.outcome { Some(why) } else { None }).collect()
}

async fn climb(rig: &maskinporten::Rig, organisation: &OrgNumber) -> Outcome<AccessReport> {
    let token = rig.obtain(&rig.order).await?;
    let subject = Subject::Organisation { token: &token.secret, organisation };
    let mut told = Vec::new();
    let report = ladder(subject, &rig.town.environment, &rig.town.http, &rig.ports, |rung| told.push(rung.clone())).await;
    assert_eq!(told, report.rungs, "each rung is told when it is over");
    Ok(report)
}

async fn climb_as_person(rig: &login::Rig, login: &Login) -> AccessReport {
    let ports = rig.ports(Arc::new(NoBrowserHere));
    ladder(Subject::Person { token: &login.access_token, firm: None }, &rig.town.environment, &rig.town.http, &ports, |_| ()).await
}

#[tokio::test]
async fn an_organisation_reaches_the_top() -> Outcome {
    let rig = maskinporten::Rig::start().await?;
    let report = climb(&rig, &BAKERY.parse()?).await?;
    assert_eq!((signs(&report).as_str(), report.passed()), ("+++-+", true), "{report:?}");
    assert_eq!(skipped(&report), ["access.skipped_no_user"]);
    assert_eq!(report.rungs[2].facts.get("organisation"), Some(&Fact::from(BAKERY)));
    assert_eq!(report.rungs[2].facts.get("scopes"), Some(&Fact::List(maskinporten::SCOPES.map(str::to_owned).into())));
    assert!(report.parties.is_none() && report.instances.is_some());
    assert_eq!(rig.town.last_step(), Some(("access.resource", None)));
    Ok(())
}

#[tokio::test]
async fn a_token_for_another_organisation_stops_at_the_exchange() -> Outcome {
    let rig = maskinporten::Rig::start().await?;
    let report = climb(&rig, &"310000000".parse()?).await?;
    let problem = broken(&report)?;
    assert_eq!((signs(&report).as_str(), problem.code, report.passed()), ("++!--", "access.other_organisation", false));
    assert_eq!((problem.facts.get("theirs"), problem.facts.get("ours")), (Some(&BAKERY.into()), Some(&"310000000".into())));
    assert_eq!(skipped(&report), ["access.skipped_earlier"; 2]);
    Ok(())
}

#[tokio::test]
async fn a_person_reaches_the_top() -> Outcome {
    let rig = login::Rig::start(Redirect::free_port()).await?;
    let login = rig.log_in(Person::director()).await?;
    let report = climb_as_person(&rig, &login).await;
    // The login's scopes open instances; to list parties takes a scope of its own.
    let problem = broken(&report)?;
    assert_eq!((signs(&report).as_str(), problem.code), ("+++!--", "altinn.forbidden"), "{report:?}");
    let rig =
        login::Rig::with_scopes(Redirect::free_port(), &["altinn:instances.read", "altinn:accessmanagement/authorizedparties"]).await?;
    let login = rig.log_in(Person::director()).await?;
    let report = climb_as_person(&rig, &login).await;
    assert_eq!((signs(&report).as_str(), report.passed()), ("++++-+", true), "{report:?}");
    let parties = report.parties.as_deref().unwrap_or_default();
    let bakery = parties.iter().find(|party| party.organisation.as_deref() == Some(BAKERY)).ok_or("no bakery")?;
    assert!(bakery.roles.contains(&"daglig-leder".to_owned()) && bakery.subunits.len() == 1, "{bakery:?}");
    assert_eq!(report.rungs[2].facts.get("level"), Some(&Fact::Number(4)));
    Ok(())
}

#[tokio::test]
async fn refusals_of_a_persons_token() -> Outcome {
    let rig = login::Rig::start(Redirect::free_port()).await?;
    let login = rig.log_in(Person::director()).await?;
    for (fault, code, second) in [
        (Fault::Exchange401, "altinn.person_refused", Action::LogInAgain),
        (Fault::Exchange403, "altinn.no_altinn_scope", Action::LogInAgain),
    ] {
        rig.town.practice.faults().set(fault, true);
        let report = climb_as_person(&rig, &login).await;
        let problem = broken(&report)?;
        assert_eq!((signs(&report).as_str(), problem.code), ("++!---", code));
        assert_eq!((problem.actions.last(), problem.said.is_some()), (Some(&second), true), "{problem:?}");
        rig.town.practice.faults().clear();
    }
    // An ID token says who logged in and opens nothing, so it is not even sent.
    let ports = rig.ports(Arc::new(NoBrowserHere));
    let subject = Subject::Person { token: &login.id_token, firm: None };
    let report = ladder(subject, &rig.town.environment, &rig.town.http, &ports, |_| ()).await;
    assert_eq!((signs(&report).as_str(), broken(&report)?.code), ("++!---", "altinn.id_token"));
    let rig = login::Rig::with_scopes(Redirect::free_port(), &[]).await?;
    let login = rig.log_in(Person::director()).await?;
    assert_eq!(broken(&climb_as_person(&rig, &login).await)?.code, "altinn.no_altinn_scope");
    Ok(())
}

#[tokio::test]
async fn a_service_without_date_is_climbed_without_clock() -> Outcome {
    let server = TlsServer::start("127.0.0.1", |asked| match asked.path.as_str() {
        "/authentication/api/v1/openid/.well-known/openid-configuration" => {
            Answer::json(&json!({ "issuer": format!("{}/authentication/api/v1/openid/", asked.origin) }))
        }
        _ => Answer::new(410, "application/problem+json", r#"{"title":"Gone","traceId":"00-4bf9-01"}"#),
    })
    .await?;
    let hosts = format!("maskinporten = \"{0}/\"\naltinn_platform = \"{0}\"", server.origin);
    let text = format!("name = \"Vår egen\"\ntls_ca = \"ca.pem\"\n[hosts]\n{hosts}\n");
    let environment = from_toml(&text, |_| Some(server.authority.clone().into_bytes()))?;
    let http = Http::new(&environment, Trail::default())?;
    let (token, organisation) = (Secret::new("opaque".to_owned()), BAKERY.parse()?);
    let subject = Subject::Organisation { token: &token, organisation: &organisation };
    let report = ladder(subject, &environment, &http, &town::ports(Arc::new(NoBrowserHere)), |_| ()).await;
    assert_eq!((signs(&report).as_str(), broken(&report)?.code), ("+-!--", "altinn.enterprise_user_gone"), "{report:?}");
    assert_eq!(skipped(&report), ["access.skipped_no_date", "access.skipped_earlier", "access.skipped_earlier"]);
    let said = broken(&report)?.said.clone().unwrap_or_default();
    assert_eq!((said.description.as_deref(), said.trace_id.as_deref()), (Some("Gone"), Some("00-4bf9-01")));
    Ok(())
}
