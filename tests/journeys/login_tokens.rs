//! What follows a login at practice's ID-porten: tokens renewed, bound to a key, shown to userinfo; and a login without a browser.

use inngang_engine::access::Subject;
use inngang_engine::login::{Level, LoginError, Order, Redirect, Session, TestUser};
use inngang_engine::problem::Explain as _;
use inngang_engine::reading::Reading;
use inngang_practice::Fault;
use inngang_tests::Outcome;
use inngang_tests::person::{DIRECTOR, NoBrowserHere, Person, ScriptedBrowser};
use tokio_util::sync::CancellationToken;

use crate::login::Rig;

fn code(error: Option<LoginError>) -> Option<&'static str> {
    error.map(|error| error.explain().code)
}

/// With every proof refused once for want of the server's nonce.
#[tokio::test]
async fn tokens_are_bound_to_a_key() -> Outcome {
    let mut rig = Rig::start(Redirect::free_port()).await?;
    rig.order.dpop = true;
    rig.town.practice.faults().set(Fault::DpopNonce, true);
    let ports = rig.ports(ScriptedBrowser::of(Person::director()));
    let party = rig.party(&ports);
    let login = party.log_in(&rig.order, CancellationToken::new(), |_| ()).await?;
    assert!(login.is_bound());
    let refused = Subject::person(&login).err().map(|error| error.explain().code);
    assert_eq!(refused, Some("access.bound_token"), "Altinn documents no such tokens");
    let fresh = party.refresh(&login).await?;
    assert_eq!(party.user_info(&fresh).await?.pid.as_ref().map(|pid| pid.reveal()), Some(DIRECTOR));
    Ok(())
}

/// Checklist 20: a session whose refresh token is refused is over.
#[tokio::test]
async fn a_refused_refresh_ends_the_session() -> Outcome {
    let rig = Rig::start(Redirect::free_port()).await?;
    let ports = rig.ports(ScriptedBrowser::of(Person::director()));
    let (party, session) = (rig.party(&ports), Session::default());
    let run = CancellationToken::new();
    let login = party.log_in(&rig.order, run.clone(), |_| ()).await?;
    session.keep(login, Reading::of(&*ports.clock), &run)?;
    session.renew(&party).await?;
    rig.town.practice.faults().set(Fault::RefreshRefused, true);
    assert_eq!(code(session.renew(&party).await.err()), Some("login.refresh_refused"));
    assert_eq!(code(session.fresh(&party).await.err()), Some("login.session_over"));
    Ok(())
}

#[tokio::test]
async fn userinfo_is_believed_of_the_same_person_alone() -> Outcome {
    for (fault, expected) in [(Fault::UserinfoOtherSub, "login.user_info_subject"), (Fault::Userinfo401, "login.user_info_refused")] {
        let rig = Rig::start(Redirect::free_port()).await?;
        let ports = rig.ports(ScriptedBrowser::of(Person::director()));
        let party = rig.party(&ports);
        let login = party.log_in(&rig.order, CancellationToken::new(), |_| ()).await?;
        rig.town.practice.faults().set(fault, true);
        assert_eq!(code(party.user_info(&login).await.err()), Some(expected));
    }
    Ok(())
}

/// Checklist 29: no browser has a part in it, and a page is a refusal.
#[tokio::test]
async fn a_test_user_logs_in_without_a_browser() -> Outcome {
    let rig = Rig::start(Redirect::free_port()).await?;
    let party = rig.party(&rig.ports(std::sync::Arc::new(NoBrowserHere)));
    let user =
        |pid: &str, level| -> Outcome<Order> { Ok(Order { test_user: Some(TestUser { pid: pid.parse()?, level }), ..rig.order.clone() }) };
    for pushed in [true, false] {
        let order = Order { pushed, ..user(DIRECTOR, Level::High)? };
        let login = party.log_in(&order, CancellationToken::new(), |_| ()).await?;
        assert_eq!((login.facts.pid.as_ref().map(|pid| pid.reveal()), login.facts.level), (Some(DIRECTOR), Some(Level::High)));
    }
    let elsewhere = Order { redirect: "http://127.0.0.1:0/elsewhere".parse()?, pushed: false, ..user(DIRECTOR, Level::High)? };
    assert_eq!(code(party.log_in(&elsewhere, CancellationToken::new(), |_| ()).await.err()), Some("login.test_user_refused"));
    Ok(())
}
