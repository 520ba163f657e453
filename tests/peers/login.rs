//! Logins at the certified provider, by a person in a real Chromium.

mod after;
mod proofs;
mod refused;
mod rig;
mod strict;

use std::collections::BTreeSet;

use inngang_engine::login::{Client, Level, Order, Redirect};
use inngang_tests::Outcome;
use inngang_tests::person::DIRECTOR;
use time::{Duration, OffsetDateTime};

use rig::{DONE, KEY, Person, Rig, SCOPES};

#[tokio::test]
async fn a_person_logs_in_and_the_facts_are_theirs() -> Outcome {
    let mut rig = Rig::start().await?;
    let before = OffsetDateTime::now_utc();
    let login = rig.logged_in(&rig.native()?).await?;
    let facts = &login.facts;
    assert_eq!(facts.pid.as_ref().map(|pid| pid.reveal()), Some(DIRECTOR));
    assert_eq!((facts.acr.as_str(), facts.level, &facts.amr[..]), ("idporten-loa-high", Some(Level::High), &["TestID".to_owned()][..]));
    assert!((before - facts.auth_time).abs() < Duration::minutes(1), "{}", facts.auth_time);
    assert!(facts.subject.len() > 20 && facts.subject != DIRECTOR && facts.issuer == rig.provider.issuer, "{facts:?}");
    assert_eq!((facts.name.as_deref(), facts.locale.as_deref()), (Some("Åse Blåbær"), Some("nb")));
    assert_eq!(facts.scopes_granted.iter().map(String::as_str).collect::<BTreeSet<_>>(), SCOPES.into());
    assert!(facts.scopes_missing.is_empty() && login.refresh_token.is_some());
    let place = rig.chromium.url().await?;
    assert!(!place.contains(['?', '#']), "the code stays in the browser's address: {place}");
    Ok(())
}

#[tokio::test]
async fn a_pushed_request_leaves_nothing_in_the_browser_s_address() -> Outcome {
    let mut rig = Rig::start().await?;
    let order = Order { pushed: true, ..rig.native()? };
    let act = async |person: &Person<'_>| {
        assert_eq!(person.sent_parameters(), ["client_id", "request_uri"].map(str::to_owned).into());
        person.logs_in("high").await
    };
    let login = rig.log_in(&order, act).await??;
    assert_eq!(login.facts.level, Some(Level::High));
    Ok(())
}

/// The person is not asked again (idporten.md 11), and is another one to another client (9).
#[tokio::test]
async fn whoever_is_logged_in_is_not_asked_again() -> Outcome {
    let mut rig = Rig::start().await?;
    let first = rig.logged_in(&rig.native()?).await?;
    let second = rig.log_in(&rig.signed(KEY)?, async |person| person.is_back(DONE).await).await??;
    assert_eq!((first.facts.pid, first.facts.auth_time), (second.facts.pid, second.facts.auth_time));
    assert_ne!(first.facts.subject, second.facts.subject);
    Ok(())
}

#[tokio::test]
async fn the_browser_comes_back_to_each_name_of_this_computer() -> Outcome {
    let mut rig = Rig::start().await?;
    rig.logged_in(&rig.native()?).await?;
    for (client, redirect) in [("v6", Redirect::free_port_v6()), ("localhost", Redirect::localhost(rig.fixed.port()))] {
        let order = Order { client: Client::native(client.parse()?), redirect, ..rig.native()? };
        let login = rig.log_in(&order, async |person| person.is_back(DONE).await).await??;
        assert_eq!(login.facts.level, Some(Level::High), "{client}");
    }
    Ok(())
}
