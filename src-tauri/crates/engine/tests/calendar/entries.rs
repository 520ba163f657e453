//! What ends when, how near it is, and which reminder is due.

use inngang_engine::calendar::{ENDED, Entry, NOTICE_DAYS, Subject, Urgency, notices};
use time::format_description::well_known::Rfc3339;
use time::{Duration, OffsetDateTime};

use crate::Outcome;

fn at(text: &str) -> Outcome<OffsetDateTime> {
    Ok(OffsetDateTime::parse(text, &Rfc3339)?)
}

fn key(registered_at: &str) -> Outcome<Entry> {
    Ok(Entry::key(&"client-1".parse()?, &"kid-1".parse()?, at(registered_at)?))
}

fn watched(what: Subject, starts_at: &str) -> Outcome<Entry> {
    Entry::watched("w", what, "Blåbær", at(starts_at)?).ok_or_else(|| "not watched".into())
}

#[test]
fn each_lives_as_long_as_its_service_says() -> Outcome {
    assert_eq!(key("2026-03-01T12:34:56Z")?.ends_at, at("2027-03-01T12:34:56Z")?);
    // A leap day is one of the 365.
    assert_eq!(key("2027-03-01T12:34:56Z")?.ends_at, at("2028-02-29T12:34:56Z")?);
    let check = |what, from: &str, last_day: &str| -> Outcome {
        let entry = watched(what, from)?;
        assert_eq!((entry.last_day().to_string().as_str(), entry.watched), (last_day, true));
        Ok(())
    };
    // 360 and 180 days by the calendar, whichever way clocks were turned in between.
    check(Subject::ClientSecret, "2026-07-01T00:00:00+02:00", "2027-06-26")?;
    check(Subject::ClientSecret, "2026-03-15T00:00:00+01:00", "2027-03-10")?;
    check(Subject::SystemUserRequest, "2026-07-01T00:00:00+02:00", "2026-12-28")?;
    check(Subject::SystemUserRequest, "2026-12-01T23:59:59+01:00", "2027-05-30")?;
    for ours in [Subject::Key, Subject::Certificate] {
        assert_eq!(Entry::watched("w", ours, "x", at("2026-07-01T00:00:00Z")?), None);
    }
    assert!(Subject::ALL.into_iter().all(|subject| Subject::named(subject.as_str()) == Some(subject)));
    assert_eq!(Subject::named("password"), None);
    Ok(())
}

#[test]
fn what_never_ends_ends_nothing_else() -> Outcome {
    // RFC 5280 §4.1.2.5: no end.
    let forever = Entry::certificate("ab", "x", at("2020-01-01T00:00:00Z")?, at("9999-12-31T23:59:59Z")?);
    let now = at("2026-01-01T00:00:00Z")?;
    assert_eq!((forever.urgency(now), forever.last_day().to_string().as_str()), (Urgency::Later, "9999-12-31"));
    assert!(notices(&[forever], now, &[]).is_empty());
    assert!(key("9999-12-01T00:00:00Z")?.ends_at >= at("9999-12-01T00:00:00Z")?);
    Ok(())
}

#[test]
fn days_are_those_of_norwegian_calendars() -> Outcome {
    let entry = key("2026-01-01T12:00:00Z")?;
    let check = |now: &str, days: i64, urgency: Urgency| -> Outcome {
        let now = at(now)?;
        assert_eq!((entry.days_left(now), entry.urgency(now)), (days, urgency), "{now}");
        Ok(())
    };
    check("2026-10-02T21:59:59Z", 91, Urgency::Later)?;
    check("2026-10-02T22:00:00Z", 90, Urgency::Quarter)?;
    check("2026-12-01T22:59:59Z", 31, Urgency::Quarter)?;
    check("2026-12-01T23:00:00Z", 30, Urgency::Month)?;
    check("2026-12-24T23:00:00Z", 7, Urgency::Week)?;
    check("2026-12-30T22:59:59Z", 2, Urgency::Week)?;
    check("2026-12-30T23:00:00Z", 1, Urgency::Day)?;
    check("2027-01-01T11:59:59Z", 0, Urgency::Day)?;
    check("2027-01-01T12:00:00Z", 0, Urgency::Over)?;
    check("2027-01-01T23:00:00Z", -1, Urgency::Over)
}

#[test]
fn the_nearest_reminder_is_told_and_told_once() -> Outcome {
    let entries = [key("2026-01-01T12:00:00Z")?];
    let due = |now: &str, told: &[i64]| -> Outcome<Vec<(i64, i64)>> {
        let name = format!("{} {}", entries[0].id, entries[0].last_day());
        let told: Vec<_> = told.iter().map(|days| (name.clone(), *days)).collect();
        Ok(notices(&entries, at(now)?, &told).iter().map(|notice| (notice.threshold, notice.days_left)).collect())
    };
    assert_eq!(due("2026-06-01T00:00:00Z", &[])?, []);
    assert_eq!(due("2026-10-10T12:00:00Z", &[])?, [(90, 83)]);
    assert_eq!(due("2026-10-10T12:00:00Z", &[90])?, []);
    // The computer was off for weeks: several were passed, one is told.
    assert_eq!(due("2026-12-27T12:00:00Z", &[])?, [(7, 5)]);
    assert_eq!(due("2026-12-27T12:00:00Z", &[7])?, []);
    assert_eq!(due("2026-12-27T12:00:00Z", &[90, 30, 14])?, [(7, 5)]);
    assert_eq!(due("2027-01-01T11:00:00Z", &[90, 30, 14, 7])?, [(1, 0)]);
    // What is over is told of once, and never more.
    assert_eq!(due("2027-01-01T12:00:00Z", &[])?, [(ENDED, 0)]);
    assert_eq!(due("2028-01-01T12:00:00Z", &[])?, [(ENDED, -365)]);
    assert_eq!(due("2028-01-01T12:00:00Z", &[ENDED])?, []);
    Ok(())
}

/// Posting the same key again restarts its year (maskinporten.md 8): the same entry, with reminders of its own.
#[test]
fn a_renewed_entry_is_told_of_anew() -> Outcome {
    let (old, new) = (key("2026-01-01T12:00:00Z")?, key("2026-12-28T12:00:00Z")?);
    assert_eq!(old.id, new.id);
    let told: Vec<_> = NOTICE_DAYS.iter().map(|days| (format!("{} {}", old.id, old.last_day()), *days)).collect();
    let later = old.ends_at + Duration::days(355);
    assert!(notices(&[old], at("2026-12-27T12:00:00Z")?, &told).is_empty());
    assert_eq!(notices(&[new], later, &told).iter().map(|notice| notice.threshold).collect::<Vec<_>>(), [7]);
    Ok(())
}
