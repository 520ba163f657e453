//! What is asked again, how soon and how often; and what never is.

use std::collections::BTreeSet;
use std::time::Duration;

use inngang_engine::maskinporten::{Attempt, Obstacle, Order, Patience, obtain, obtain_patiently};

use crate::Outcome;
use crate::rig::{Rig, claims, grant, order};
use crate::service::{Asked, Reply, Service};
use crate::texts::shown;

/// For everything there is patience for.
const ALL: Patience = Patience { new_key: Duration::MAX, new_system_user: Duration::MAX, outage: Duration::MAX };

const UNKNOWN_KEY: &str = "Unknown key identifier (kid) for client (trace_id: 1)";

async fn waiting(rig: &Rig, order: &Order, patience: Patience) -> (Option<&'static str>, Vec<Attempt>) {
    let mut told = Vec::new();
    let outcome = obtain_patiently(order, &rig.environment, &rig.http, &rig.ports, patience, |attempt| told.push(attempt)).await;
    (outcome.err().map(|failure| shown(&failure).code), told)
}

/// The pauses between the questions for a token; each of them had a grant of its own.
fn pauses(rig: &Rig) -> Outcome<Vec<Duration>> {
    let asked = rig.service.for_token();
    let ids = asked.iter().map(|asked| Ok(claims(&grant(asked)?)?["jti"].to_string())).collect::<Outcome<BTreeSet<_>>>()?;
    assert_eq!(ids.len(), asked.len(), "a new jti for each try");
    Ok(asked.windows(2).map(|two| two[1].at - two[0].at).collect())
}

/// Takes two pauses of five seconds: both of the documented refusals pass.
#[tokio::test]
async fn checklist_21_a_new_key_and_a_new_system_user_are_waited_for() -> Outcome {
    let passing = |asked: &Asked| match asked.before {
        0 => Reply::refusal("invalid_grant", UNKNOWN_KEY),
        1 => Reply::refusal("invalid_altinn_customer_configuration", "MP-303: Invalid authorization details values (trace_id: 1)"),
        _ => Reply::token("x", 120),
    };
    let rig = Rig::new(Service::of_tokens(passing).await?)?;
    let (code, told) = waiting(&rig, &order()?, ALL).await;
    let expected = [(1, Obstacle::UnknownKey), (2, Obstacle::NoSystemUser)].map(|(tries, obstacle)| Attempt { tries, obstacle });
    assert_eq!((code, told.as_slice()), (None, &expected[..]));
    assert!(pauses(&rig)?.iter().all(|pause| (4_900..7_000).contains(&pause.as_millis())), "{:?}", pauses(&rig)?);
    Ok(())
}

/// No other 4xx is asked again, whatever the patience, nor a success that is none; and without patience nothing is.
#[tokio::test]
async fn every_other_refusal_is_final() -> Outcome {
    let not_json = Reply::new("200 OK", "", b"<html>");
    let mut finals: Vec<(Reply, Patience)> = vec![(not_json, ALL)];
    for mp in [11, 12, 100, 110, 120, 121, 122, 123, 124, 130, 200, 201, 250, 251, 301, 302, 999] {
        finals.push((Reply::refusal("invalid_grant", &format!("MP-{mp:03}: x (trace_id: 1)")), ALL));
    }
    for text in ["Issue time is after now", "The client requires pre-registered jwk", "the combination consumer_org in claim", ""] {
        finals.push((Reply::refusal("invalid_grant", text), ALL));
    }
    for status in ["401 Unauthorized", "403 Forbidden", "404 Not Found", "408 Request Timeout", "302 Found"] {
        finals.push((Reply::new(status, "Retry-After: 1\r\n", b""), ALL));
    }
    let system_user = Reply::refusal("invalid_altinn_customer_configuration", "MP-303");
    for (reply, patience) in [
        (Reply::refusal("invalid_grant", UNKNOWN_KEY), Patience { new_key: Duration::ZERO, ..ALL }),
        (system_user, Patience { new_system_user: Duration::ZERO, ..ALL }),
        (Reply::new("503 Service Unavailable", "", b""), Patience { outage: Duration::ZERO, ..ALL }),
        (Reply::new("429 Too Many Requests", "Retry-After: 1\r\n", b""), Patience::default()),
        (Reply::new("429 Too Many Requests", "Retry-After: 301\r\n", b""), ALL),
    ] {
        finals.push((reply, patience));
    }
    for (reply, patience) in finals {
        let what = format!("{reply:?}");
        let rig = Rig::new(Service::of_tokens(move |_| reply.clone()).await?)?;
        let (code, told) = waiting(&rig, &order()?, patience).await;
        assert!(code.is_some() && told.is_empty() && rig.service.for_token().len() == 1, "{code:?} {what}");
    }
    Ok(())
}

/// Takes up to six seconds: one to two, then two to four (maskinporten.md 12).
#[tokio::test]
async fn checklist_22_an_outage_is_met_with_growing_pauses_and_new_grants() -> Outcome {
    let passing = |asked: &Asked| match asked.before {
        0 => Reply::new("502 Bad Gateway", "Content-Type: text/html\r\n", b"<html>"),
        1 => Reply::Bytes(Vec::new()),
        _ => Reply::token("x", 120),
    };
    let rig = Rig::new(Service::of_tokens(passing).await?)?;
    let (code, told) = waiting(&rig, &order()?, Patience::through_outages()).await;
    assert_eq!((code, told.len()), (None, 2));
    assert!(told.iter().all(|attempt| attempt.obstacle == Obstacle::Outage));
    let seconds: Vec<f64> = pauses(&rig)?.iter().map(Duration::as_secs_f64).collect();
    assert!((0.99..2.9).contains(&seconds[0]) && (1.99..4.9).contains(&seconds[1]), "{seconds:?}");
    Ok(())
}

/// Exactly two fields in a form, and no other proof of who asks.
#[tokio::test]
async fn checklist_16_17_the_form_has_two_fields_and_no_credential_beside() -> Outcome {
    let rig = Rig::new(Service::of_tokens(|_| Reply::token("x", 120)).await?)?;
    obtain(&order()?, &rig.environment, &rig.http, &rig.ports).await?;
    let asked = rig.service.for_token().pop().ok_or("not asked")?;
    let fields: Vec<_> = url::form_urlencoded::parse(asked.body.as_bytes()).map(|(name, _)| name.into_owned()).collect();
    assert_eq!(fields, ["grant_type", "assertion"]);
    assert!(asked.body.starts_with("grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Ajwt-bearer&"), "{}", asked.body);
    let head = asked.head.to_ascii_lowercase();
    assert!(head.contains("content-type: application/x-www-form-urlencoded\r\n"), "{head}");
    assert!(!head.contains("authorization:") && !head.contains("cookie:") && head.starts_with("post /token http/1.1"), "{head}");
    Ok(())
}
