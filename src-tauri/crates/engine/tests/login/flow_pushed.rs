//! Requests that are pushed, and what becomes of them where that cannot be done (RFC 9126, idporten.md 6).

use inngang_engine::login::Order;
use inngang_engine::trail::Event;
use serde_json::{Value, json};

use crate::Outcome;
use crate::provider::{Bends, Part, Reply, json_reply, plain, refusal};
use crate::rig::{Rig, order};
use crate::texts::shown;

fn pushed() -> Outcome<Order> {
    Ok(Order { pushed: true, ..order()? })
}

fn answered_by(reply: impl Fn() -> Reply + Send + Sync + 'static) -> Bends {
    Bends::default().instead(move |asked| (asked.line == "POST /par").then(&reply))
}

fn needed(bends: Bends) -> Bends {
    bends.with(Part::Metadata, "require_pushed_authorization_requests", json!(true))
}

/// The code that it ends with, whether the browser was sent there, and what the trail says of the push.
async fn told(bends: Bends, order: &Order) -> Outcome<(Option<&'static str>, bool, Vec<Option<&'static str>>)> {
    let rig = Rig::new(bends).await?;
    let code = rig.log_in(order).await.err().map(|error| shown(&error).code);
    let steps = rig.http.trail().entries().into_iter().filter_map(|entry| match entry.event {
        Event::Step { name: "login.pushed", code } => Some(code),
        _ => None,
    });
    Ok((code, !rig.provider.asked_for("GET /authorize").is_empty(), steps.collect()))
}

/// A door that is shut, not a refusal: the browser takes the request along.
#[tokio::test]
async fn an_endpoint_that_is_down_ends_no_login_that_could_go_without() -> Outcome {
    for (status, error, code) in [
        (503, "", "network.server_error"),
        (500, "server_error", "network.server_error"),
        (404, "", "network.not_json"),
        (200, "", "network.not_json"),
        (302, "", "network.not_json"),
    ] {
        let reply = move || if error.is_empty() { plain(status, "text/html", "<h1>Proxy</h1>") } else { refusal(status, error) };
        assert_eq!(told(answered_by(reply), &pushed()?).await?, (None, true, vec![Some(code)]));
        assert_eq!(told(needed(answered_by(reply)), &pushed()?).await?, (Some(code), false, vec![Some(code)]));
    }
    Ok(())
}

#[tokio::test]
async fn a_refusal_ends_it() -> Outcome {
    for error in ["invalid_client", "invalid_scope", "invalid_request", "unauthorized_client", "invalid_authorization_details"] {
        let (code, sent, steps) = told(answered_by(move || refusal(400, error)), &pushed()?).await?;
        assert!(code.is_some_and(|code| code.starts_with("login.")) && !sent, "{error}: {code:?}");
        assert_eq!(steps, [code]);
    }
    for reference in [Value::Null, json!(""), json!("x".repeat(2_049))] {
        let reply = move || json_reply(201, &json!({ "request_uri": reference, "expires_in": 120 }));
        let without = told(answered_by(reply), &pushed()?).await?;
        assert_eq!(without, (Some("login.answer_incomplete"), false, vec![Some("login.answer_incomplete")]));
    }
    Ok(())
}

#[tokio::test]
async fn it_is_pushed_where_it_must_be_and_not_where_nobody_takes_it() -> Outcome {
    assert_eq!(told(needed(Bends::default()), &order()?).await?, (None, true, vec![None]));
    assert_eq!(told(Bends::default(), &order()?).await?, (None, true, vec![]));
    let without = || Bends::default().with(Part::Metadata, "pushed_authorization_request_endpoint", Value::Null);
    assert_eq!(told(without(), &pushed()?).await?, (None, true, vec![]));
    assert_eq!(told(needed(without()), &pushed()?).await?, (Some("login.not_offered"), false, vec![]));
    Ok(())
}

/// The answers of RFC 9126 §2.2 and of servers that answer 200. Whatever the reference is, it is one value and nothing to go to.
#[tokio::test]
async fn either_status_of_success_will_do() -> Outcome {
    for (status, reference) in [(200, "urn:idporten:x"), (201, "urn:idporten:x"), (201, "javascript:x&client_id=other#?redirect_uri=y")] {
        let bends = Bends::default().instead(move |asked| {
            let pushed = json_reply(status, &json!({ "request_uri": reference, "expires_in": 120 }));
            (asked.line == "POST /par").then_some(pushed)
        });
        let rig = Rig::new(bends.instead(|asked| (asked.line == "GET /authorize").then(|| refusal(400, "stop here")))).await?;
        let order = Order { test_user: crate::flow_test_user::order_for(crate::honest::PID)?.test_user, ..pushed()? };
        assert!(rig.log_in(&order).await.is_err());
        let asked = rig.provider.asked_for("GET /authorize").pop().ok_or("not sent")?;
        assert_eq!((asked.field("request_uri"), asked.fields.len()), (Some(reference), 2), "{status}");
        assert_eq!(asked.field("client_id"), Some("client-1"));
    }
    Ok(())
}
