//! Every hour of four years, both turns of the clock in each: days fall by one a day, and each reminder comes once.

use inngang_engine::calendar::{ENDED, Entry, NOTICE_DAYS, Subject, norwegian_time, notices};
use time::macros::datetime;
use time::{Duration, OffsetDateTime};

use crate::Outcome;

const BEGIN: OffsetDateTime = datetime!(2026-01-01 00:30 +1);
const END: OffsetDateTime = datetime!(2029-12-31 23:30 +1);

fn hours() -> impl Iterator<Item = OffsetDateTime> {
    std::iter::successors(Some(BEGIN), |now| Some(*now + Duration::HOUR)).take_while(|now| *now <= END)
}

/// Entries that begin all through the years, at hours on both sides of midnight.
fn entries() -> Outcome<Vec<Entry>> {
    let client = "client-1".parse()?;
    let mut entries = Vec::new();
    for number in 0..3 {
        let begins = BEGIN + Duration::days(number * 341) + Duration::minutes(number * 411);
        entries.push(Entry::key(&client, &format!("kid-{number}").parse()?, begins));
        entries.push(Entry::certificate(&format!("{number:x}"), "x", begins, begins + Duration::days(1095)));
        entries.extend(Entry::watched(&format!("s{number}"), Subject::ClientSecret, "x", begins));
        entries.extend(Entry::watched(&format!("r{number}"), Subject::SystemUserRequest, "x", begins));
    }
    Ok(entries)
}

#[test]
fn days_left_fall_by_one_a_day() -> Outcome {
    let entries = entries()?;
    let mut before = BEGIN;
    for now in hours().skip(1) {
        let another_day = norwegian_time(now).date() != norwegian_time(before).date();
        for entry in &entries {
            assert_eq!(entry.days_left(before) - entry.days_left(now), i64::from(another_day), "{} {now}", entry.id);
            assert!(entry.urgency(now) <= entry.urgency(before), "{} {now}", entry.id);
        }
        before = now;
    }
    Ok(())
}

#[test]
fn a_day_has_24_hours_but_for_two_a_year() {
    let mut lengths = std::collections::BTreeMap::new();
    for now in hours() {
        *lengths.entry(norwegian_time(now).date()).or_insert(0) += 1;
    }
    assert_eq!(lengths.len(), 4 * 365 + 1);
    let odd: Vec<String> = lengths.iter().filter(|(_, hours)| **hours != 24).map(|(day, hours)| format!("{day}: {hours}")).collect();
    let turns = [
        "2026-03-29: 23",
        "2026-10-25: 25",
        "2027-03-28: 23",
        "2027-10-31: 25",
        "2028-03-26: 23",
        "2028-10-29: 25",
        "2029-03-25: 23",
        "2029-10-28: 25",
    ];
    assert_eq!(odd, turns);
}

#[test]
fn each_reminder_comes_once_on_its_day() -> Outcome {
    for entry in entries()? {
        let entry = [entry];
        let mut told: Vec<(String, i64)> = Vec::new();
        for now in hours().step_by(5).filter(|now| *now >= entry[0].starts_at) {
            let due: Vec<_> = notices(&entry, now, &told).iter().map(|notice| (notice.told_as(), notice.threshold)).collect();
            for (_, threshold) in &due {
                let expected = if *threshold == ENDED { entry[0].days_left(now) } else { *threshold };
                assert_eq!(entry[0].days_left(now), expected, "{} at {now}", entry[0].id);
                assert_eq!(entry[0].is_over(now), *threshold == ENDED, "{} at {now}", entry[0].id);
            }
            told.extend(due);
        }
        let passed = |days: i64| entry[0].days_left(END) <= days;
        let mut expected: Vec<i64> = NOTICE_DAYS.into_iter().filter(|days| passed(*days)).collect();
        expected.extend(entry[0].is_over(END).then_some(ENDED));
        assert_eq!(told.iter().map(|(_, days)| *days).collect::<Vec<_>>(), expected, "{}", entry[0].id);
    }
    Ok(())
}
