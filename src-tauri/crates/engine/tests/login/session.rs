//! What comes after the login: a session that ends idle, tokens that are renewed, each refresh token once.

use std::sync::Arc;
use std::time::Duration;

use inngang_engine::login::{Login, LoginError, Order, Session};
use inngang_engine::reading::Reading;
use serde_json::{Value, json};
use tokio_util::sync::CancellationToken;

use crate::Outcome;
use crate::provider::{Asked, Bends, Part, plain, refusal};
use crate::rig::{Rig, order};
use crate::texts::shown;

const TOKEN: &str = "POST /token";

pub(crate) fn is_refresh(asked: &Asked) -> bool {
    asked.line == TOKEN && asked.field("grant_type") == Some("refresh_token")
}

/// Changes what a refresh is answered with.
fn at_refresh(part: Part, change: impl Fn(&mut Value) + Send + Sync + 'static) -> Bends {
    Bends::default().bend(part, move |asked, value| {
        if is_refresh(asked) {
            change(value);
        }
    })
}

/// Answers a refresh with an error, or with a page where there is none.
fn refused_by(status: u16, error: &'static str) -> Bends {
    let reply = move || if error.is_empty() { plain(status, "text/html", "<h1>Proxy</h1>") } else { refusal(status, error) };
    Bends::default().instead(move |asked| is_refresh(asked).then(&reply))
}

/// Takes its time to renew.
fn slow() -> Bends {
    Bends::default().instead(|asked| {
        if is_refresh(asked) {
            std::thread::sleep(Duration::from_millis(300));
        }
        None
    })
}

pub(crate) fn now(rig: &Rig) -> Reading {
    Reading::of(&*rig.ports.clock)
}

fn code(outcome: Result<Arc<Login>, LoginError>) -> Option<&'static str> {
    outcome.err().map(|error| shown(&error).code)
}

pub(crate) async fn kept(bends: Bends) -> Outcome<(Rig, Session)> {
    let rig = Rig::new(bends).await?;
    let session = Session::default();
    session.keep(rig.log_in(&order()?).await?, now(&rig), &CancellationToken::new())?;
    Ok((rig, session))
}

/// Checklist 22. Both clocks go on, or one alone: set, or asleep.
#[tokio::test]
async fn half_an_hour_without_use_ends_it_by_either_clock() -> Outcome {
    let rig = Rig::new(Bends::default()).await?;
    let (start, minute) = (now(&rig), 60);
    let later = |wall: i64, forward: u64| Reading {
        wall: start.wall + time::Duration::seconds(wall),
        monotonic: start.monotonic + Duration::from_secs(forward),
    };
    for (wall, forward, lives) in [
        (29 * minute, 29 * 60, true),
        (30 * minute, 30 * 60, false),
        // Asleep, by a clock that stands still meanwhile; set forward.
        (30 * minute, 60, false),
        (8 * 60 * minute, 0, false),
        // Set back by an hour.
        (-31 * minute, 29 * 60, true),
        (-31 * minute, 30 * 60, false),
    ] {
        let session = Session::default();
        session.keep(rig.log_in(&order()?).await?, start, &CancellationToken::new())?;
        assert_eq!(session.login(later(wall, forward)).is_some(), lives, "{wall} {forward}");
        assert_eq!(session.idle_ends().is_some(), lives, "what is over is wiped");
    }
    Ok(())
}

#[tokio::test]
async fn use_keeps_it_alive_and_looking_does_not() -> Outcome {
    let (rig, session) = kept(Bends::default().with(Part::Tokens, "expires_in", json!(80_000))).await?;
    rig.turn(20 * 60);
    session.fresh(&rig.party).await?;
    rig.turn(20 * 60);
    assert!(session.login(now(&rig)).is_some());
    rig.turn(11 * 60);
    assert_eq!(code(session.fresh(&rig.party).await), Some("login.session_over"));
    assert!(session.end().is_none());
    assert_eq!(rig.provider.asked_for(TOKEN).len(), 1, "nothing was renewed");
    Ok(())
}

/// Checklist 19: rotation.
#[tokio::test]
async fn a_token_that_is_over_is_renewed_each_time_with_the_newest() -> Outcome {
    // Nearly over counts: it shall last until it arrives.
    for lifetime in [0, 9] {
        let (rig, session) = kept(Bends::default().with(Part::Tokens, "expires_in", json!(lifetime))).await?;
        for _ in 0..3 {
            session.fresh(&rig.party).await?;
        }
        let asked: Vec<Asked> = rig.provider.asked_for(TOKEN).into_iter().filter(is_refresh).collect();
        let used: std::collections::BTreeSet<_> = asked.iter().filter_map(|asked| asked.field("refresh_token")).collect();
        assert_eq!((asked.len(), used.len()), (3, 3));
    }
    let (rig, session) = kept(Bends::default()).await?;
    session.fresh(&rig.party).await?;
    assert_eq!(rig.provider.asked_for(TOKEN).len(), 1, "one that holds is not renewed");
    session.renew(&rig.party).await?;
    assert_eq!(rig.provider.asked_for(TOKEN).len(), 2, "but when asked to be");
    Ok(())
}

/// `refresh_token_usage` may be `REUSE` (idporten.md 7.3).
#[tokio::test]
async fn a_refresh_token_that_is_not_replaced_is_used_again() -> Outcome {
    let rig = Rig::new(at_refresh(Part::Tokens, |tokens| tokens["refresh_token"] = Value::Null)).await?;
    let fresh = rig.party.refresh(&rig.log_in(&order()?).await?).await?;
    // The provider itself takes it once.
    assert_eq!(rig.party.refresh(&fresh).await.err().map(|error| shown(&error).code), Some("login.refresh_refused"));
    let asked = rig.provider.asked_for(TOKEN);
    assert_eq!(asked[1].field("refresh_token"), asked[2].field("refresh_token"));
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn many_at_once_renew_it_once() -> Outcome {
    let (rig, session) = kept(slow()).await?;
    let asking = (0..8).map(|_| {
        let (session, party) = (session.clone(), rig.party.clone());
        tokio::spawn(async move { session.renew(&party).await.is_ok() })
    });
    let asking: Vec<_> = asking.collect();
    for asked in asking {
        assert!(asked.await?);
    }
    assert_eq!(rig.provider.asked_for(TOKEN).len(), 2);
    // Who has stopped waiting loses nothing: the answer is kept.
    let (before, party, same) = (session.login(now(&rig)).ok_or("over")?, rig.party.clone(), session.clone());
    let gone = tokio::spawn(async move { same.renew(&party).await.is_ok() });
    tokio::time::sleep(Duration::from_millis(100)).await;
    gone.abort();
    tokio::time::sleep(Duration::from_millis(400)).await;
    let after = session.login(now(&rig)).ok_or("over")?;
    assert!(!Arc::ptr_eq(&before, &after), "the renewed login was lost");
    session.renew(&rig.party).await?;
    Ok(())
}

/// A vault that is locked between the last answer and this must find nobody logged in after it.
#[tokio::test]
async fn a_login_whose_run_was_ended_is_not_kept() -> Outcome {
    let (rig, session) = kept(Bends::default()).await?;
    let run = CancellationToken::new();
    let login = rig.log_in(&order()?).await?;
    run.cancel();
    session.end();
    assert_eq!(code(session.keep(login, now(&rig), &run)), Some("login.cancelled_here"));
    assert!(session.login(now(&rig)).is_none());
    Ok(())
}

/// Checklist 20: only a new login helps then.
#[tokio::test]
async fn a_refusal_ends_the_session_and_trouble_on_the_way_does_not() -> Outcome {
    for (status, error, expected, lives) in [
        (400, "invalid_grant", "login.refresh_refused", false),
        (401, "invalid_client", "login.refresh_refused", false),
        (403, "access_denied", "login.refresh_refused", false),
        (400, "", "login.refresh_refused", false),
        (403, "", "network.not_json", true),
        (404, "", "network.not_json", true),
        (429, "slow_down", "network.not_json", true),
        (503, "", "network.server_error", true),
    ] {
        let (rig, session) = kept(refused_by(status, error)).await?;
        assert_eq!(code(session.renew(&rig.party).await), Some(expected));
        assert_eq!(session.login(now(&rig)).is_some(), lives, "{expected}");
    }
    Ok(())
}

#[tokio::test]
async fn without_a_refresh_token_it_lives_as_long_as_its_access_token() -> Outcome {
    let (rig, session) = kept(Bends::default().with(Part::Tokens, "refresh_token", Value::Null)).await?;
    assert_eq!(code(session.renew(&rig.party).await), Some("login.no_refresh_token"));
    session.fresh(&rig.party).await?;
    rig.turn(115);
    session.fresh(&rig.party).await?;
    rig.turn(5);
    assert_eq!(code(session.fresh(&rig.party).await), Some("login.no_refresh_token"));
    assert_eq!(code(session.fresh(&rig.party).await), Some("login.session_over"));
    Ok(())
}

/// OpenID Connect Core 1.0 §12.2.
#[tokio::test]
async fn a_new_id_token_must_be_of_the_same_login() -> Outcome {
    for (claim, value, expected) in [
        ("sub", json!("somebody else"), Some("login.token_claims")),
        ("iss", json!("https://idporten.no"), Some("login.token_issuer")),
        ("aud", json!("client-2"), Some("login.token_audience")),
        ("aud", json!(["client-1", "client-2"]), Some("login.token_audiences")),
        ("azp", json!("client-2"), Some("login.token_audience")),
        ("auth_time", json!(1_700_000_000), Some("login.token_claims")),
        ("auth_time", Value::Null, Some("login.token_claims")),
        ("nonce", json!("another"), Some("login.nonce_mismatch")),
        ("exp", json!(1_700_000_000), Some("login.expired_token")),
        ("iat", Value::Null, Some("login.token_incomplete")),
        ("nonce", Value::Null, None),
        ("acr", json!("idporten-loa-substantial"), None),
    ] {
        let bends = at_refresh(Part::Claims, move |claims| match value.is_null() {
            true => drop(claims.as_object_mut().and_then(|claims| claims.remove(claim))),
            false => claims[claim] = value.clone(),
        });
        let (rig, session) = kept(bends).await?;
        assert_eq!(code(session.renew(&rig.party).await), expected, "{claim}");
        assert_eq!(session.login(now(&rig)).is_some(), expected.is_none(), "{claim}");
    }
    for (name, value) in [("alg", "none"), ("alg", "HS256"), ("kid", "second")] {
        let (rig, session) = kept(at_refresh(Part::Header, move |header| header[name] = json!(value))).await?;
        assert!(code(session.renew(&rig.party).await).is_some_and(|code| code.starts_with("login.")), "{value}");
        assert!(session.login(now(&rig)).is_none(), "{value}");
    }
    let (rig, session) = kept(at_refresh(Part::Tokens, |tokens| tokens["id_token"] = Value::Null)).await?;
    let before = session.login(now(&rig)).ok_or("over")?;
    assert!(Arc::ptr_eq(&before.id_token, &session.renew(&rig.party).await?.id_token), "the old one stays");
    Ok(())
}

/// Checklist 17.
#[tokio::test]
async fn scopes_that_a_refresh_leaves_out_are_missing() -> Outcome {
    let narrowed = |scope: &'static str| at_refresh(Part::Tokens, move |tokens| tokens["scope"] = json!(scope));
    let rig = Rig::new(narrowed("openid profile")).await?;
    let login = rig.log_in(&order()?).await?;
    assert!(login.facts.scopes_missing.is_empty());
    let fresh = rig.party.refresh(&login).await?;
    assert_eq!(
        (fresh.facts.scopes_granted.join(" "), fresh.facts.scopes_missing.join(" ")),
        ("openid profile".to_owned(), "altinn:instances.read".to_owned())
    );
    let rig = Rig::new(at_refresh(Part::Tokens, |tokens| tokens["scope"] = Value::Null)).await?;
    let order = Order { scopes: vec!["profile".parse()?], ..order()? };
    let fresh = rig.party.refresh(&rig.log_in(&order).await?).await?;
    assert_eq!(fresh.facts.scopes_granted, ["openid", "profile"], "what is not told is as it was");
    Ok(())
}
