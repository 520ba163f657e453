//! The calendar's file as ical.js reads it, over three years and both turns of the clock in each.

use std::collections::BTreeSet;

use inngang_engine::calendar::{Entry, EventWords, NOTICE_DAYS, Subject, ics};
use inngang_tests::Outcome;
use inngang_tests::node::node;
use serde_json::{Value, json};
use time::macros::datetime;
use time::{Date, Duration, OffsetDateTime};

const BEGIN: OffsetDateTime = datetime!(2026-01-01 00:30 +1);

/// ical.js unescapes no property that begins with X.
const NAME: &str = "Inngang: Blåbær saft og syltetøy 👩🏽‍💻 med et navn som er lengre enn en linje";

/// A name with all that must be escaped or folded, told apart by its number.
fn name(number: usize) -> String {
    format!("{number} Blåbær, saft; \\ sylte\ntøy 👩🏽‍💻 {}", "æøå €😀 ".repeat(number % 23))
}

fn entries() -> Outcome<Vec<Entry>> {
    let mut entries = Vec::new();
    for number in 0..3 * 366 {
        let begins = BEGIN + Duration::days(number) + Duration::minutes(number * 411 % 1440);
        let (id, name) = (format!("w{number}"), name(entries.len()));
        entries.extend(match number % 4 {
            0 => Some(Entry::key(&"client-1".parse()?, &id.parse()?, begins)),
            1 => Some(Entry::certificate(&id, &name, begins, begins + Duration::days(1096))),
            2 => Entry::watched(&id, Subject::ClientSecret, &name, begins),
            _ => Entry::watched(&id, Subject::SystemUserRequest, &name, begins),
        });
    }
    Ok(entries)
}

fn words(entry: &Entry) -> EventWords {
    EventWords { summary: format!("{} ends", entry.name), description: format!("What to do about\n{}", entry.name) }
}

/// At nine in the morning, so many days before.
fn mornings(last_day: Date, days_left: i64) -> BTreeSet<String> {
    let due = NOTICE_DAYS.into_iter().filter(|days| *days < days_left);
    due.map(|days| format!("{}T09:00:00", last_day - Duration::days(days))).collect()
}

#[test]
fn ical_js_reads_what_we_wrote() -> Outcome {
    let entries = entries()?;
    for now in [datetime!(2026-03-28 23:30 UTC), datetime!(2027-10-31 01:00 UTC), datetime!(2029-02-01 12:00 UTC)] {
        let theirs = node("ical.mjs", ics(NAME, &entries, now, words).as_bytes())?;
        assert_eq!(theirs["x-wr-calname"], NAME);
        let [version, product, scale, method] = ["version", "prodid", "calscale", "method"].map(|property| &theirs[property]);
        assert_eq!([version, product, scale, method], ["2.0", "-//Inngang//Inngang//NO", "GREGORIAN", "PUBLISH"]);
        assert_eq!(theirs["components"], json!(vec!["vevent"; entries.len()]), "dates without a time need no time zone");
        let events = theirs["events"].as_array().ok_or("no events")?;
        assert_eq!(events.iter().map(|event| event["uid"].as_str()).collect::<BTreeSet<_>>().len(), entries.len());
        for (entry, event) in entries.iter().zip(events) {
            same(entry, event, now)?;
        }
    }
    Ok(())
}

fn same(entry: &Entry, event: &Value, now: OffsetDateTime) -> Outcome {
    let EventWords { summary, description } = words(entry);
    assert_eq!(event["uid"], format!("{}@inngang", entry.id));
    assert_eq!((&event["summary"], &event["description"]), (&json!(summary), &json!(description)));
    assert_eq!(event["day"], entry.last_day().to_string());
    assert_eq!((&event["wholeDay"], &event["transparency"]), (&json!(true), &json!("TRANSPARENT")));
    assert_eq!(event["after"], entry.last_day().next_day().ok_or("no day after")?.to_string());
    assert_eq!(event["stamp"], now.format(&time::format_description::well_known::Rfc3339)?);
    let alarms = event["alarms"].as_array().ok_or("no alarms")?;
    assert!(alarms.iter().all(|alarm| alarm["action"] == "DISPLAY" && alarm["description"] == event["summary"]), "{event}");
    let at: BTreeSet<String> = alarms.iter().filter_map(|alarm| alarm["at"].as_str()).map(str::to_owned).collect();
    assert_eq!(at, mornings(entry.last_day(), entry.days_left(now)), "{} at {now}", entry.id);
    Ok(())
}
