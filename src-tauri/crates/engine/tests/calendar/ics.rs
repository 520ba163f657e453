//! The calendar as a file, octet by octet (RFC 5545). Another library reads it in `tests/peers`.

use inngang_engine::calendar::{Entry, EventWords, ics};
use time::OffsetDateTime;
use time::macros::datetime;

use crate::Outcome;

const NOW: OffsetDateTime = datetime!(2026-05-17 10:00:00 UTC);

fn words(summary: &str, description: &str) -> impl Fn(&Entry) -> EventWords {
    move |_| EventWords { summary: summary.to_owned(), description: description.to_owned() }
}

fn key(registered_at: OffsetDateTime) -> Outcome<Entry> {
    Ok(Entry::key(&"client-1".parse()?, &"kid-1".parse()?, registered_at))
}

#[test]
fn an_event_lasts_its_whole_day() -> Outcome {
    // Half past midnight in Norway, the day before by UTC.
    let file = ics("Inngang", &[key(datetime!(2025-08-30 22:30 UTC))?], NOW, words("Key ends", "Renew it"));
    let expected = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Inngang//Inngang//NO",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        "X-WR-CALNAME:Inngang",
        "BEGIN:VEVENT",
        "UID:key-client-1-kid-1@inngang",
        "DTSTAMP:20260517T100000Z",
        "DTSTART;VALUE=DATE:20260831",
        "DTEND;VALUE=DATE:20260901",
        "SUMMARY:Key ends",
        "DESCRIPTION:Renew it",
        "TRANSP:TRANSPARENT",
        "X-MICROSOFT-CDO-BUSYSTATUS:FREE",
    ];
    assert!(file.starts_with(&(expected.join("\r\n") + "\r\nBEGIN:VALARM\r\n")), "{file}");
    assert!(file.ends_with("END:VALARM\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"), "{file}");
    Ok(())
}

#[test]
fn reminders_to_come_and_those_alone() -> Outcome {
    let triggers = |registered_at| -> Outcome<Vec<String>> {
        let file = ics("", &[key(registered_at)?], NOW, words("", ""));
        Ok(file.lines().filter_map(|line| line.strip_prefix("TRIGGER:")).map(str::to_owned).collect())
    };
    let all = ["-P29DT15H", "-P13DT15H", "-P6DT15H", "-PT15H", "-P89DT15H"];
    assert_eq!(triggers(datetime!(2026-05-01 12:00 UTC))?, all);
    // 30 days left: that morning's reminder is due now, not later.
    assert_eq!(triggers(datetime!(2025-06-16 12:00 UTC))?, ["-P13DT15H", "-P6DT15H", "-PT15H"]);
    assert!(triggers(datetime!(2025-05-18 12:00 UTC))?.is_empty());
    assert!(triggers(datetime!(2024-05-18 12:00 UTC))?.is_empty());
    Ok(())
}

#[test]
fn no_line_is_too_long_and_no_sign_is_cut() -> Outcome {
    // Each sign of one to four octets, at each place of a line.
    for sign in ["a", "å", "€", "😀", "👩🏽‍💻"] {
        for shift in 0..80 {
            let summary = format!("{}{}", "x".repeat(shift), sign.repeat(120));
            let file = ics("", &[key(NOW)?], NOW, words(&summary, ""));
            for line in file.strip_suffix("\r\n").ok_or("no end")?.split("\r\n") {
                assert!(line.len() <= 75 && !line.contains(['\r', '\n']), "{} octets: {line}", line.len());
            }
            let unfolded = file.replace("\r\n ", "");
            assert!(unfolded.contains(&format!("SUMMARY:{summary}\r\n")), "{sign} {shift}");
        }
    }
    Ok(())
}

#[test]
fn text_of_others_stays_a_text() -> Outcome {
    let summary = "a;b,c\\d:e\r\nEND:VEVENT\r\nf\u{0}\u{1b}[2J\u{202e}g";
    let file = ics(summary, &[key(NOW)?], NOW, words(summary, summary)).replace("\r\n ", "");
    assert_eq!(file.matches("\r\nEND:VEVENT\r\n").count(), 1, "{file}");
    for property in ["SUMMARY", "DESCRIPTION", "X-WR-CALNAME"] {
        assert!(file.contains(&format!("\r\n{property}:a\\;b\\,c\\\\d:e\\nEND:VEVENT\\nf[2Jg\r\n")), "{file}");
    }
    Ok(())
}

#[test]
fn a_file_without_end_or_entries_is_a_file() -> Outcome {
    let none = ics("Inngang", &[], NOW, words("", ""));
    assert!(none.ends_with("X-WR-CALNAME:Inngang\r\nEND:VCALENDAR\r\n"), "{none}");
    let forever = Entry::certificate("ab", "x", NOW, datetime!(9999-12-31 23:59:59 UTC));
    let file = ics("", &[forever], NOW, words("", ""));
    assert!(file.contains("DTSTART;VALUE=DATE:99991231\r\nSUMMARY"), "{file}");
    Ok(())
}
