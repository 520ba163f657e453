//! A synthetic person who logs in without a browser (idporten.md 15.3).

use inngang_engine::environment::{Environment, Hosts, Kind};
use inngang_engine::http::Http;
use inngang_engine::login::{Level, Order, Progress, RelyingParty, TestUser};
use inngang_engine::trail::Trail;
use tokio_util::sync::CancellationToken;

use crate::Outcome;
use crate::honest::PID;
use crate::provider::{Asked, Bends, Reply, plain, redirect, refusal, with_query};
use crate::rig::{Rig, order};
use crate::texts::shown;

pub(crate) fn order_for(pid: &str) -> Outcome<Order> {
    Ok(Order { test_user: Some(TestUser { pid: pid.parse()?, level: Level::High }), ..order()? })
}

#[tokio::test]
async fn the_request_itself_is_the_login() -> Outcome {
    for pushed in [false, true] {
        let rig = Rig::new(Bends::default()).await?;
        let mut told = Vec::new();
        let login = rig.party.log_in(&Order { pushed, ..order_for(PID)? }, CancellationToken::new(), |at| told.push(at)).await?;
        assert_eq!(told, [Progress::Returned], "nobody is sent anywhere");
        assert_eq!((rig.browser.visits().len(), login.facts.level), (0, Some(Level::High)));
        let asked = rig.provider.asked_for(if pushed { "POST /par" } else { "GET /authorize" }).pop().ok_or("no request")?;
        assert_eq!(asked.field("login_hint"), Some("testid:14867521349_idporten-loa-high"));
    }
    Ok(())
}

/// Rejection 16, checklist 29.
#[tokio::test]
async fn it_is_refused_before_anything_is_sent() -> Outcome {
    let rig = Rig::new(Bends::default()).await?;
    for real in ["14067521349", "14467521349", "54867521349"].iter().filter(|pid| pid.parse::<inngang_engine::names::NationalId>().is_ok())
    {
        let refused = rig.log_in(&order_for(real)?).await.err().map(|error| shown(&error).code);
        let is_synthetic = (81..=92).contains(&real[2..4].parse::<u8>()?);
        assert_eq!(refused.is_some_and(|code| code == "login.test_user_not_synthetic"), !is_synthetic, "{real}");
    }
    let asked = rig.provider.asked().len();
    let (production, trail) = (Environment::production(), Trail::default());
    let party = RelyingParty::new(production.clone(), Http::new(&production, trail.clone())?, rig.ports.clone());
    let refused = party.log_in(&order_for(PID)?, CancellationToken::new(), |_| ()).await.err().map(|error| shown(&error).code);
    assert_eq!(refused, Some("login.test_user_in_production"));
    let exchanged = trail.entries().into_iter().any(|entry| matches!(entry.event, inngang_engine::trail::Event::Exchange { .. }));
    assert!(!exchanged && rig.provider.asked().len() == asked);
    Ok(())
}

/// An environment of one's own is what it names, whatever it is called.
#[tokio::test]
async fn it_is_refused_at_the_hosts_of_production() -> Outcome {
    let rig = Rig::new(Bends::default()).await?;
    for (name, issuer) in [("idporten", "https://idporten.no"), ("ansattporten", "https://ANSATTPORTEN.no:443/x")] {
        let hosts = Hosts::named(Kind::Custom, [("idporten", rig.provider.origin.as_str()), (name, issuer)])?;
        let environment = Environment { hosts, ..rig.environment.clone() };
        let party = RelyingParty::new(environment.clone(), Http::new(&environment, Trail::default())?, rig.ports.clone());
        let refused = party.log_in(&order_for(PID)?, CancellationToken::new(), |_| ()).await.err().map(|error| shown(&error).code);
        assert_eq!(refused, Some("login.test_user_in_production"), "{issuer}");
    }
    assert!(rig.provider.asked().is_empty());
    Ok(())
}

/// The code that it ends with when the authorization endpoint answers so; never with a request for a token.
async fn told(reply: impl Fn(&Asked) -> Reply + Send + Sync + 'static) -> Outcome<&'static str> {
    let bends = Bends::default().instead(move |asked| (asked.line == "GET /authorize").then(|| reply(asked)));
    let rig = Rig::new(bends).await?;
    let refused = rig.log_in(&order_for(PID)?).await.err().ok_or("logged in")?;
    assert!(rig.provider.asked_for("POST /token").is_empty() && rig.browser.visits().is_empty());
    Ok(shown(&refused).code)
}

#[tokio::test]
async fn a_page_is_a_refusal_in_words() -> Outcome {
    let html = "<!doctype html><h1>Ugyldig redirect</h1>";
    for status in [200, 400, 401, 404] {
        assert_eq!(told(move |_| plain(status, "text/html", html)).await?, "login.test_user_refused", "{status}");
    }
    assert_eq!(told(|_| refusal(400, "invalid_client")).await?, "login.test_user_refused");
    assert_eq!(told(move |_| plain(503, "text/html", html)).await?, "network.server_error");
    Ok(())
}

/// The answer for a request, at its redirect URI put otherwise.
fn answer(asked: &Asked, address: impl Fn(&str) -> String, change: impl Fn(&mut Vec<(&str, String)>)) -> Reply {
    let mut parameters =
        vec![("code", "c".to_owned()), ("state", asked.field("state").unwrap_or_default().to_owned()), ("iss", asked.origin.clone())];
    change(&mut parameters);
    let parameters: Vec<(&str, &str)> = parameters.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let address = address(asked.field("redirect_uri").unwrap_or_default());
    match with_query(&address, &parameters) {
        Ok(address) => redirect(&[address]),
        Err(error) => plain(500, "text/plain", error.to_string()),
    }
}

#[tokio::test]
async fn only_our_own_redirect_uri_is_an_answer() -> Outcome {
    for (from, to) in [("127.0.0.1", "localhost"), ("/callback", "/callback/x"), ("/callback", "/callbackx"), ("http://", "https://")] {
        let code = told(move |asked| answer(asked, |uri| uri.replace(from, to), |_| ())).await?;
        assert_eq!(code, "login.test_user_refused", "{to}");
    }
    assert_eq!(told(|asked| redirect(&[asked.field("redirect_uri").unwrap_or_default().to_owned()])).await?, "login.test_user_refused");
    assert_eq!(told(|_| redirect(&["/login?state=x".to_owned()])).await?, "login.test_user_refused");
    Ok(())
}

#[tokio::test]
async fn the_answer_is_held_to_the_rules_of_the_callback() -> Outcome {
    type Change = fn(&mut Vec<(&str, String)>);
    let cases: [(&str, Change, &str); 7] = [
        ("another state", |parameters| parameters[1].1 = "x".to_owned(), "login.state_mismatch"),
        ("no state", |parameters| drop(parameters.remove(1)), "login.state_missing"),
        ("two states", |parameters| parameters.push(("state", "x".to_owned())), "login.answer_doubled"),
        ("another issuer", |parameters| parameters[2].1.push('/'), "login.issuer_mismatch"),
        ("no issuer", |parameters| drop(parameters.remove(2)), "login.issuer_missing"),
        ("no code", |parameters| drop(parameters.remove(0)), "login.answer_incomplete"),
        ("cancelled", |parameters| parameters[0] = ("error", "access_denied".to_owned()), "login.cancelled_by_person"),
    ];
    for (what, change, expected) in cases {
        assert_eq!(told(move |asked| answer(asked, str::to_owned, change)).await?, expected, "{what}");
    }
    Ok(())
}
