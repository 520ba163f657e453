//! What the register says of a system or a customer: rights with their actions, a deletion, a name.

use std::sync::Arc;

use inngang_engine::altinn::{Platform, Right};
use inngang_engine::environment::{Environment, Hosts};
use inngang_engine::vendor::requests::{self, Standing};
use inngang_engine::vendor::systems;
use inngang_practice::Right as PracticeRight;
use inngang_tests::person::NoBrowserHere;
use inngang_tests::{BAKERY, Outcome};

use super::{CLAIMS, FORM, HOTEL, RequestError, Rig, SYSTEM, code, said, wanted, ÅSE};

fn acting(resource: &str, action: &str) -> PracticeRight {
    PracticeRight { action: Some(action.to_owned()), ..PracticeRight::to(resource) }
}

/// A right is asked for with the action that the register has, and a request for another action is told of and refused.
#[tokio::test]
async fn a_right_is_asked_for_with_its_action() -> Outcome {
    let rig = Rig::start().await?;
    rig.town.practice.set_system_access(SYSTEM, vec![acting(CLAIMS, "read"), PracticeRight::to(FORM)], Vec::new())?;
    let bare = wanted(BAKERY, None, &[CLAIMS], &[])?;
    assert_eq!(said(requests::create(&bare, &rig.vendor).await).as_deref(), Some("AUTH-00001"), "the system has it with its action alone");
    let other = wanted(BAKERY, None, &[&format!("{CLAIMS}#write")], &[])?;
    assert_eq!(said(requests::create(&other, &rig.vendor).await).as_deref(), Some("AUTH-00001"));

    let system = systems::read(SYSTEM, &rig.vendor).await?;
    assert!(matches!(other.clone().of(&system), Err(RequestError::NotOfSystem { .. })), "which is seen before it is sent");
    let made = requests::create(&bare.of(&system)?, &rig.vendor).await?;
    assert!(made.is_new && made.difference.is_empty(), "{made:?}");
    let read: Right = format!("{CLAIMS}#read").parse()?;
    assert_eq!(made.own.wanted.rights.iter().collect::<Vec<_>>(), [&read]);
    let there = requests::create(&other, &rig.vendor).await?;
    assert_eq!((there.is_new, there.difference.rights_missing.len(), there.difference.rights_extra), (false, 1, vec![read]));
    assert_eq!(rig.decide(&made.own, ÅSE, "approve").await?, 303);
    let users = rig.town.practice.system_users();
    assert_eq!(users.iter().map(|user| user.rights.clone()).collect::<Vec<_>>(), [[acting(CLAIMS, "read")]]);
    Ok(())
}

/// Whatever a request came to, nothing comes of it once its system is deleted; it can be taken away all the same.
#[tokio::test]
async fn a_request_is_told_of_its_deleted_system() -> Outcome {
    let rig = Rig::start().await?;
    let (approved, waiting) = (rig.ask(BAKERY, None).await?, rig.ask(HOTEL, None).await?);
    assert_eq!(rig.decide(&approved, ÅSE, "approve").await?, 303);
    let approved = requests::check(&approved, &rig.vendor).await?.own;
    assert_eq!(approved.standing, Standing::Approved);
    let own = [approved, waiting];
    assert_eq!(requests::without_system(&own, &rig.vendor).await?, []);

    rig.town.practice.delete_system(SYSTEM)?;
    let gone = requests::without_system(&own, &rig.vendor).await?;
    assert_eq!(gone.iter().map(|own| own.standing).collect::<Vec<_>>(), [Standing::NoSystem; 2]);
    for own in &own {
        let checked = requests::check(own, &rig.vendor).await?;
        assert_eq!((checked.own.standing, checked.system_user), (Standing::NoSystem, None));
        assert!(!checked.own.standing.is_open() && !checked.own.standing.is_in_the_way());
    }
    assert_eq!(requests::check_by_plan(&own[1], &rig.vendor).await?.own.standing, Standing::Waiting, "asked so often, it is asked alone");
    let before = rig.town.http.trail().entries().len();
    assert_eq!((rig.standing(&gone[0]).await?, rig.asked(before)), (Standing::NoSystem, Vec::new()), "what is deleted does not come back");
    let again = requests::create(&wanted(HOTEL, Some("ny"), &[CLAIMS], &[])?, &rig.vendor).await;
    assert_eq!(code(again), Some("altinn.unknown_system"));
    requests::delete(gone[1].id, &gone, &rig.vendor).await?;
    Ok(())
}

/// A name is had where the register has it, and a request waits for none where it has not.
#[tokio::test]
async fn a_customer_has_its_name_from_the_register() -> Outcome {
    let rig = Rig::start().await?;
    let (platform, bakery) = (rig.vendor.platform(), BAKERY.parse()?);
    let name = requests::party_name(&bakery, platform).await;
    assert!(name.as_ref().is_some_and(|name| name.to_lowercase().contains("bakeri")), "{name:?}");
    assert_eq!(requests::party_name(&"123456785".parse()?, platform).await, None, "nobody has it");
    let environment = &rig.town.environment;
    let hosts = Hosts { register: None, ..environment.hosts.clone() };
    let ports = rig.town.ports(Arc::new(NoBrowserHere));
    let elsewhere = Platform::new(Environment { hosts, ..environment.clone() }, rig.town.http.clone(), ports);
    assert_eq!(requests::party_name(&bakery, &elsewhere).await, None);
    Ok(())
}
