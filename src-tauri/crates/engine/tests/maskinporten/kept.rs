//! Tokens that are kept: asked for once by however many, renewed in time, forgotten when they must be.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use futures_util::future::join_all;
use inngang_engine::keys::SigningAlgorithm;
use inngang_engine::maskinporten::{Credential, Order, SystemUser, Token, Tokens, Variant};

use crate::Outcome;
use crate::rig::{Rig, claims, grant, order};
use crate::service::{Asked, Reply, Service};
use crate::texts::shown;

/// Each token has the number of its question.
fn numbered(asked: &Asked, expires_in: i64) -> Reply {
    Reply::token(&format!("token-{}", asked.before), expires_in)
}

async fn lasting(expires_in: i64) -> Outcome<Rig> {
    Rig::new(Service::of_tokens(move |asked| numbered(asked, expires_in)).await?)
}

fn name(token: &Token) -> &str {
    token.secret.expose()
}

/// A token's name, or the code of its problem.
async fn ask(tokens: &Tokens, order: &Order) -> String {
    tokens.obtain(order).await.map_or_else(|failure| shown(&failure).code.to_owned(), |token| name(&token).to_owned())
}

/// So many at once, each a task of its own.
async fn crowd(tokens: &Tokens, order: &Order, people: usize) -> Outcome<Vec<String>> {
    let each = (0..people).map(|_| {
        let (tokens, order) = (tokens.clone(), order.clone());
        tokio::spawn(async move { ask(&tokens, &order).await })
    });
    Ok(join_all(each).await.into_iter().collect::<Result<_, _>>()?)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_hundred_who_ask_at_once_are_one_question() -> Outcome {
    let rig = Rig::new(Service::of_tokens(|asked| numbered(asked, 120).after(200)).await?)?;
    let (tokens, order) = (rig.tokens(), order()?);
    assert_eq!(crowd(&tokens, &order, 100).await?, vec!["token-0"; 100]);
    assert_eq!(crowd(&tokens, &order, 100).await?, vec!["token-0"; 100]);
    assert_eq!(rig.service.counted(), (1, 1));
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_failure_is_everybody_s_and_the_next_asks_anew() -> Outcome {
    let failing = |asked: &Asked| match asked.before {
        0 => Reply::refusal("invalid_grant", "Expired key (trace_id: 1)").after(200),
        1 => Reply::new("503 Service Unavailable", "", b"").after(200),
        _ => numbered(asked, 120),
    };
    let rig = Rig::new(Service::of_tokens(failing).await?)?;
    let (tokens, order) = (rig.tokens(), order()?);
    assert_eq!(crowd(&tokens, &order, 100).await?, vec!["maskinporten.key_expired"; 100]);
    assert_eq!(crowd(&tokens, &order, 100).await?, vec!["network.server_error"; 100]);
    assert_eq!((ask(&tokens, &order).await.as_str(), rig.service.for_token().len()), ("token-2", 3));
    Ok(())
}

async fn leave(asking: tokio::task::JoinHandle<String>) {
    asking.abort();
    assert!(asking.await.is_err_and(|left| left.is_cancelled()));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn one_who_leaves_takes_nothing_from_the_others() -> Outcome {
    let rig = Rig::new(Service::of_tokens(|asked| numbered(asked, 120).after(300)).await?)?;
    let (tokens, order) = (rig.tokens(), order()?);
    let asking = || {
        let (tokens, order) = (tokens.clone(), order.clone());
        tokio::spawn(async move { ask(&tokens, &order).await })
    };
    let (first, second) = (asking(), asking());
    tokio::time::sleep(Duration::from_millis(100)).await;
    leave(first).await;
    assert_eq!((second.await?.as_str(), rig.service.for_token().len()), ("token-0", 1));
    // When all have left it is not obtained, and nobody waits for it in vain.
    let (other, third) = (Order { client: "client-2".parse()?, ..order.clone() }, asking());
    assert_eq!(third.await?, "token-0", "it was kept");
    let alone = tokio::spawn({
        let (tokens, other) = (tokens.clone(), other.clone());
        async move { ask(&tokens, &other).await }
    });
    tokio::time::sleep(Duration::from_millis(100)).await;
    leave(alone).await;
    assert_eq!((ask(&tokens, &other).await.as_str(), rig.service.for_token().len()), ("token-2", 3));
    Ok(())
}

/// Orders of which no two may be given the same token.
fn all_different() -> Outcome<Vec<Order>> {
    let plain = order()?;
    let signed = |key: &str, kid: &str, algorithm| -> Outcome<Order> {
        let credential = Credential::RegisteredKey { key: key.to_owned(), kid: kid.parse()?, algorithm };
        Ok(Order { credential, ..plain.clone() })
    };
    let varied = |variant| Order { variant, ..plain.clone() };
    let user = |owner: &str, external_ref: Option<&str>| -> Outcome<Order> {
        let external_ref = external_ref.map(str::parse).transpose()?;
        Ok(varied(Variant { system_user: Some(SystemUser { owner: owner.parse()?, external_ref }), ..Variant::default() }))
    };
    let certificate = |der: u8| Credential::Certificate { key: "k".to_owned(), chain: vec![vec![der]], algorithm: SigningAlgorithm::Rs256 };
    Ok(vec![
        plain.clone(),
        Order { client: "client-2".parse()?, ..plain.clone() },
        Order { scopes: vec!["a:one".parse()?, "b:two".parse()?], ..plain.clone() },
        Order { scopes: vec!["b:two".parse()?], ..plain.clone() },
        Order { scopes: vec!["A:one".parse()?], ..plain.clone() },
        signed("other", "kid-1", SigningAlgorithm::Rs256)?,
        signed("k", "kid-2", SigningAlgorithm::Rs256)?,
        signed("k", "kid-1", SigningAlgorithm::Rs512)?,
        Order { credential: certificate(1), ..plain.clone() },
        Order { credential: certificate(2), ..plain.clone() },
        varied(Variant { resources: vec!["https://a.no/".parse()?], ..Variant::default() }),
        varied(Variant { resources: vec!["https://a.no".parse()?], ..Variant::default() }),
        varied(Variant { person: Some("13888012345".parse()?), ..Variant::default() }),
        varied(Variant { person: Some("13888012346".parse()?), ..Variant::default() }),
        varied(Variant { consumer: Some("983163327".parse()?), ..Variant::default() }),
        varied(Variant { consumer: Some("988312495".parse()?), ..Variant::default() }),
        user("983163327", None)?,
        user("988312495", None)?,
        user("983163327", Some("Kunde-42"))?,
        user("983163327", Some("kunde-42"))?,
    ])
}

/// maskinporten.md 12: the full key.
#[tokio::test]
async fn checklist_23_whatever_makes_one_token_another_is_another_question() -> Outcome {
    let rig = lasting(120).await?;
    let (tokens, orders) = (rig.tokens(), all_different()?);
    let mut given = BTreeSet::new();
    for order in orders.iter().chain(&orders) {
        given.insert(ask(&tokens, order).await);
    }
    assert_eq!((given.len(), rig.service.counted()), (orders.len(), (1, orders.len())), "{given:?}");
    // Neither their order nor a repetition makes other scopes.
    let two: Vec<_> = ["b:two", "a:one", "b:two"].into_iter().map(str::parse).collect::<Result<_, _>>()?;
    assert_eq!(ask(&tokens, &Order { scopes: two, ..order()? }).await, "token-2");
    assert_eq!(rig.service.for_token().len(), orders.len());
    Ok(())
}

/// Fifteen seconds before its end; when half of it is over, where it lasts half a minute at most.
#[tokio::test]
async fn a_token_is_renewed_before_its_end() -> Outcome {
    for (expires_in, kept, renewed) in
        [(120, 103, 106), (7_200, 7_183, 7_186), (31, 14, 17), (30, 13, 16), (20, 8, 11), (1, 0, 1), (i64::MAX, 9_000_000, 400_000_000_000)]
    {
        let rig = lasting(expires_in).await?;
        let (tokens, order) = (rig.tokens(), order()?);
        let mut seen = vec![ask(&tokens, &order).await];
        rig.turn(kept);
        seen.push(ask(&tokens, &order).await);
        // As far as the calendar goes nothing is renewed that lasts for ever.
        rig.turn((renewed - kept).min(200_000_000_000));
        seen.push(ask(&tokens, &order).await);
        let expected = if expires_in == i64::MAX { "token-0" } else { "token-1" };
        assert_eq!(seen, ["token-0", "token-0", expected], "{expires_in}");
    }
    for over in [0, -5, i64::MIN] {
        let rig = lasting(over).await?;
        let (tokens, order) = (rig.tokens(), order()?);
        assert_eq!([ask(&tokens, &order).await, ask(&tokens, &order).await], ["token-0", "token-1"], "{over}");
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_wipe_while_it_is_asked_for_keeps_nothing() -> Outcome {
    let rig = Rig::new(Service::of_tokens(|asked| numbered(asked, 120).after(200)).await?)?;
    let (tokens, order) = (rig.tokens(), order()?);
    let asking = tokio::spawn({
        let (tokens, order) = (tokens.clone(), order.clone());
        async move { ask(&tokens, &order).await }
    });
    tokio::time::sleep(Duration::from_millis(100)).await;
    tokens.wipe();
    let after = ask(&tokens, &order).await;
    assert_eq!((asking.await?.as_str(), after.as_str()), ("token-0", "token-1"), "who waited is answered; it is not kept");
    assert_eq!(ask(&tokens, &order).await, "token-1");
    tokens.wipe();
    assert_eq!(ask(&tokens, &order).await, "token-2");
    Ok(())
}

#[tokio::test]
async fn while_the_old_one_lasts_an_outage_is_not_felt() -> Outcome {
    let one = |asked: &Asked| match asked.before {
        0 => numbered(asked, 120),
        1 | 2 => Reply::new("503 Service Unavailable", "", b"<html>"),
        3 => Reply::refusal("invalid_grant", "Expired key (trace_id: 1)"),
        _ => numbered(asked, 120),
    };
    let rig = Rig::new(Service::of_tokens(one).await?)?;
    let (tokens, order) = (rig.tokens(), order()?);
    assert_eq!(ask(&tokens, &order).await, "token-0");
    rig.turn(110);
    assert_eq!((ask(&tokens, &order).await.as_str(), rig.service.for_token().len()), ("token-0", 2), "it lasts ten seconds more");
    rig.turn(11);
    assert_eq!(ask(&tokens, &order).await, "network.server_error", "it is over");
    // A refusal is no outage: it is told at once, however long the old one lasts.
    assert_eq!([ask(&tokens, &order).await, ask(&tokens, &order).await], ["maskinporten.key_expired", "token-4"]);
    Ok(())
}

/// Takes a few seconds of the clock that nobody can set.
#[tokio::test]
async fn a_clock_set_back_prolongs_nothing() -> Outcome {
    let one = |asked: &Asked| match asked.before {
        0 | 1 => numbered(asked, 2),
        _ => Reply::new("503 Service Unavailable", "", b""),
    };
    let rig = Rig::new(Service::of_tokens(one).await?)?;
    let (tokens, order) = (rig.tokens(), order()?);
    assert_eq!(ask(&tokens, &order).await, "token-0");
    rig.turn(-3_600);
    tokio::time::sleep(Duration::from_millis(1_200)).await;
    assert_eq!(ask(&tokens, &order).await, "token-1", "half of it is over");
    rig.turn(-3_600);
    tokio::time::sleep(Duration::from_millis(2_200)).await;
    assert_eq!(ask(&tokens, &order).await, "network.server_error", "all of it is over");
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn metadata_is_read_once_for_many_tokens() -> Outcome {
    let reply = |asked: &Asked| if asked.is_for_token() { numbered(asked, 120) } else { Reply::metadata(&asked.origin).after(100) };
    let rig = Rig::new(Service::start(reply).await?)?;
    let (tokens, orders) = (rig.tokens(), all_different()?);
    join_all(orders.iter().map(|order| ask(&tokens, order))).await;
    assert_eq!(rig.service.counted(), (1, orders.len()));
    // A clock that was set is measured anew, by the same document.
    rig.turn(3_600);
    assert_eq!(ask(&tokens, &order()?).await, format!("token-{}", orders.len()));
    assert_eq!(rig.service.counted(), (2, orders.len() + 1));
    Ok(())
}

/// Where Maskinporten moved, the next question finds it.
#[tokio::test]
async fn metadata_is_read_again_when_it_is_doubted() -> Outcome {
    let doubted = |asked: &Asked| match asked.before {
        0 => Reply::refusal("invalid_grant", "Client authentication failed. Invalid JWT claim aud (trace_id: 1)"),
        1 => Reply::new("404 Not Found", "", b"<html>"),
        2 => Reply::refusal("invalid_grant", "Expired key"),
        _ => numbered(asked, 120),
    };
    let rig = Rig::new(Service::of_tokens(doubted).await?)?;
    let (tokens, order) = (rig.tokens(), order()?);
    for (expected, read) in [("maskinporten.audience", 1), ("network.not_json", 2), ("maskinporten.key_expired", 3), ("token-3", 3)] {
        assert_eq!((ask(&tokens, &order).await.as_str(), rig.service.counted().0), (expected, read));
    }
    Ok(())
}

#[tokio::test]
async fn checklist_09_no_jti_is_used_twice() -> Outcome {
    let rig = lasting(120).await?;
    let (tokens, order) = (rig.tokens(), order()?);
    for _ in 0..50 {
        tokens.obtain_anew(&order).await?;
    }
    let ids =
        rig.service.for_token().iter().map(|asked| Ok(claims(&grant(asked)?)?["jti"].to_string())).collect::<Outcome<BTreeSet<_>>>()?;
    assert_eq!(ids.len(), 50);
    let kept = [tokens.obtain(&order).await?, tokens.obtain(&order).await?];
    assert!(Arc::ptr_eq(&kept[0], &kept[1]) && name(&kept[0]) == "token-49");
    Ok(())
}
