//! The clock, measured over real HTTP on loopback: by which answers, and until when the measurement holds.
#![expect(clippy::disallowed_methods, reason = "the walls are the engine's; its tests ask the clock")]

mod ports;
mod service;

use std::sync::Arc;
use std::time::Duration;

use inngang_engine::clock_offset::ClockOffset;
use inngang_engine::environment::Environment;
use inngang_engine::http::{Http, HttpFailure, Request, SignedObject};
use inngang_engine::ports::Ports;
use inngang_engine::trail::{Event, Trail};
use url::Url;

use self::ports::{Turned, ports};
use self::service::{Answer, environment, start};

type Outcome<T = ()> = Result<T, Box<dyn std::error::Error>>;

async fn ask(address: &str, http: &Http, ports: &Ports) -> Outcome {
    let url = Url::parse(address)?;
    Ok(http.send(Request::get(&url, "/"), ports).await.map(drop)?)
}

fn client(environment: &Environment) -> Result<Http, HttpFailure> {
    Http::new(environment, Trail::default())
}

/// Asks once: what is known of the clock afterwards, and what the trail says of it.
async fn once(answer: Answer) -> Outcome<(Option<ClockOffset>, Option<i64>)> {
    let address = start(answer).await?;
    let http = client(&environment("maskinporten", &address)?)?;
    ask(&address, &http, &ports(&Arc::default())).await?;
    let noted = http.trail().entries().into_iter().find_map(|entry| match entry.event {
        Event::Exchange { clock_offset, .. } => Some(clock_offset),
        Event::Step { .. } => None,
    });
    Ok((http.trail().clock(), noted.ok_or("not noted")?))
}

#[tokio::test]
async fn the_date_of_an_answer_tells_how_far_the_clock_is_off() -> Outcome {
    for ahead in [0, 3, -3, 300, -300, 86_400, -31_536_000] {
        let (offset, noted) = once(Answer::dated(ahead, "")).await?;
        let offset = offset.ok_or("not measured")?;
        assert!((offset.seconds() - ahead).abs() <= offset.uncertainty() && offset.uncertainty() <= 2, "{ahead}: {offset:?}");
        assert_eq!((noted, offset.is_off()), (Some(offset.seconds()), ahead.abs() > 10), "{ahead}");
    }
    Ok(())
}

#[tokio::test]
async fn any_status_is_dated() -> Outcome {
    for status in [404, 503] {
        let (offset, _) = once(Answer { status, ..Answer::dated(300, "") }).await?;
        assert!(offset.is_some_and(ClockOffset::is_off), "{status}");
    }
    Ok(())
}

#[tokio::test]
async fn what_has_no_date_of_its_own_measures_nothing() -> Outcome {
    for (headers, expected) in [
        ("", false),
        ("Date: yesterday\r\n", false),
        ("Date: 2026-11-21T12:00:00Z\r\n", false),
        ("Date: Sat, 31 Feb 2026 12:00:00 GMT\r\n", false),
        ("Date: \r\n", false),
        ("Date: \u{feff}\r\n", false),
        ("Date: Sat, 21 Nov 2026 12:00:00 GMT\r\n", true),
    ] {
        let (offset, noted) = once(Answer::saying(move || headers.to_owned())).await?;
        assert_eq!((offset.is_some(), noted.is_some()), (expected, expected), "{headers:?}");
    }
    Ok(())
}

/// RFC 9111 §5.1: an answer that a cache has kept is dated when it was made.
#[tokio::test]
async fn a_kept_answer_measures_nothing() -> Outcome {
    for (age, expected) in [("Age: 12\r\n", false), ("Age: old\r\n", false), ("Age: 0\r\n", true)] {
        let (offset, _) = once(Answer::dated(0, age)).await?;
        assert_eq!(offset.is_some(), expected, "{age}");
    }
    Ok(())
}

/// On its way for over a second, it tells less; what it tells is true.
#[tokio::test]
async fn a_late_answer_is_less_certain() -> Outcome {
    let (offset, _) = once(Answer { after: Duration::from_millis(1_500), ..Answer::dated(300, "") }).await?;
    let offset = offset.ok_or("not measured")?;
    assert!(offset.uncertainty() >= 2 && (offset.seconds() - 300).abs() <= offset.uncertainty(), "{offset:?}");
    Ok(())
}

#[tokio::test]
async fn others_than_the_environments_own_services_measure_nothing() -> Outcome {
    let (ours, other) = (start(Answer::dated(0, "")).await?, start(Answer::dated(3_600, "")).await?);
    let (http, ports) = (client(&environment("maskinporten", &ours)?)?, ports(&Arc::default()));
    ask(&other, &http, &ports).await?;
    assert_eq!((http.trail().clock(), http.trail().entries().len()), (None, 1));
    ask(&ours, &http, &ports).await?;
    ask(&other, &http, &ports).await?;
    assert!(http.trail().clock_offset().is_some_and(|seconds| seconds.abs() <= 1));
    Ok(())
}

/// A revocation list comes from a cache, over plain http that anybody may have written.
#[tokio::test]
async fn signed_objects_measure_nothing() -> Outcome {
    let address = start(Answer::dated(3_600, "")).await?;
    for host in ["certificate_status", "maskinporten"] {
        let environment = environment(host, &address)?;
        let (http, list) = (client(&environment)?, format!("{address}/list.crl"));
        let object = SignedObject::at(&list, "/{crl}", &environment).ok_or("no address")?;
        http.fetch(object, &ports(&Arc::default())).await?;
        assert_eq!(http.trail().clock(), None, "{host}");
    }
    Ok(())
}

#[tokio::test]
async fn a_clock_that_is_set_is_measured_anew() -> Outcome {
    let address = start(Answer::dated(0, "")).await?;
    let (http, turned) = (client(&environment("altinn_platform", &address)?)?, Arc::<Turned>::default());
    let ports = ports(&turned);
    ask(&address, &http, &ports).await?;
    assert!(http.trail().clock_offset().is_some_and(|seconds| seconds.abs() <= 1));
    turned.by(-300);
    assert_eq!(http.trail().clock_offset(), None, "nobody knows yet");
    assert_eq!(http.trail().now(&ports).off_by(), None);
    ask(&address, &http, &ports).await?;
    assert!(http.trail().clock_offset().is_some_and(|seconds| (299..=301).contains(&seconds)), "{:?}", http.trail().clock());
    assert!((http.trail().services_time(&ports) - time::OffsetDateTime::now_utc()).abs() <= time::Duration::seconds(2));
    http.trail().clear();
    assert_eq!(http.trail().clock(), None);
    Ok(())
}

#[tokio::test]
async fn a_clock_that_is_set_while_the_answer_is_on_its_way_measures_nothing() -> Outcome {
    let turned = Arc::<Turned>::default();
    let turning = Arc::clone(&turned);
    let address = start(Answer::saying(move || {
        turning.by(3_600);
        "Date: Sat, 21 Nov 2026 12:00:00 GMT\r\n".to_owned()
    }));
    let address = address.await?;
    let http = client(&environment("maskinporten", &address)?)?;
    ask(&address, &http, &ports(&turned)).await?;
    assert_eq!((http.trail().clock(), http.trail().entries().len()), (None, 1));
    Ok(())
}
