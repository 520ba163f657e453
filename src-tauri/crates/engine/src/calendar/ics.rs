//! The calendar as a file that Outlook and Apple read (RFC 5545), with reminders; the words come from whoever asks.

use time::{Date, OffsetDateTime, UtcOffset};

use super::entry::Entry;
use super::notices::NOTICE_DAYS;
use crate::names::turns_reading;

/// RFC 5545 §3.7.3.
const PRODUCT: &str = "-//Inngang//Inngang//NO";

/// The hour at which a reminder is shown.
const HOUR: i64 = 9;

/// RFC 5545 §3.1: octets on a line, its end not counted.
const LINE: usize = 75;

/// What an event says, in the reader's language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EventWords {
    /// One line.
    pub summary: String,
    /// What to do about it.
    pub description: String,
}

/// All entries as events of a whole day each, in the order given. Reminders whose time has passed are left out.
pub fn ics(name: &str, entries: &[Entry], now: OffsetDateTime, words: impl Fn(&Entry) -> EventWords) -> String {
    let mut file = String::new();
    for line in ["BEGIN:VCALENDAR", "VERSION:2.0", &format!("PRODID:{PRODUCT}"), "CALSCALE:GREGORIAN", "METHOD:PUBLISH"] {
        put(&mut file, line);
    }
    put(&mut file, &format!("X-WR-CALNAME:{}", text(name)));
    entries.iter().for_each(|entry| put_event(&mut file, entry, now, &words(entry)));
    put(&mut file, "END:VCALENDAR");
    file
}

fn put_event(file: &mut String, entry: &Entry, now: OffsetDateTime, words: &EventWords) {
    let (day, summary) = (entry.last_day(), text(&words.summary));
    put(file, "BEGIN:VEVENT");
    put(file, &format!("UID:{}@inngang", text(&entry.id)));
    put(file, &format!("DTSTAMP:{}", moment(now)));
    put(file, &format!("DTSTART;VALUE=DATE:{}", date(day)));
    // The end of an event is not in it (§3.6.1). Outlook wants it said; the last day that can be written has none after it.
    if let Some(after) = day.next_day() {
        put(file, &format!("DTEND;VALUE=DATE:{}", date(after)));
    }
    put(file, &format!("SUMMARY:{summary}"));
    put(file, &format!("DESCRIPTION:{}", text(&words.description)));
    // Nobody is busy because a key ends; Outlook calls that by a name of its own.
    put(file, "TRANSP:TRANSPARENT");
    put(file, "X-MICROSOFT-CDO-BUSYSTATUS:FREE");
    for days in reminders(entry.days_left(now)) {
        put(file, "BEGIN:VALARM");
        put(file, "ACTION:DISPLAY");
        put(file, &format!("TRIGGER:{}", before(days)));
        put(file, &format!("DESCRIPTION:{summary}"));
        put(file, "END:VALARM");
    }
    put(file, "END:VEVENT");
}

/// Days before the end, of reminders still to come. Outlook keeps the first alone ([MS-OXCICAL] 2.1.3.1.1.20.62), so first stands the one
/// that leaves a month to act in, where it is still to come.
fn reminders(days_left: i64) -> impl Iterator<Item = i64> {
    let soon = |days: &i64| *days <= 30;
    let (first, rest): (Vec<i64>, Vec<i64>) = NOTICE_DAYS.into_iter().filter(|days| *days < days_left).partition(soon);
    first.into_iter().chain(rest)
}

/// So many days before midnight at which the event begins, in the morning (§3.3.6).
fn before(days: i64) -> String {
    match days - 1 {
        0 => format!("-PT{}H", 24 - HOUR),
        whole => format!("-P{whole}DT{}H", 24 - HOUR),
    }
}

/// One content line, folded between characters (§3.1).
fn put(file: &mut String, line: &str) {
    let mut room = LINE;
    for sign in line.chars() {
        if sign.len_utf8() > room {
            file.push_str("\r\n ");
            room = LINE - 1;
        }
        file.push(sign);
        room -= sign.len_utf8();
    }
    file.push_str("\r\n");
}

/// A value of type TEXT (§3.3.11), without signs that steer.
fn text(value: &str) -> String {
    let mut escaped = String::with_capacity(value.len());
    for sign in value.chars() {
        match sign {
            '\n' => escaped.push_str("\\n"),
            '\\' | ';' | ',' => escaped.extend(['\\', sign]),
            _ if sign.is_control() || turns_reading(sign) => {}
            _ => escaped.push(sign),
        }
    }
    escaped
}

fn date(day: Date) -> String {
    format!("{:04}{:02}{:02}", day.year(), u8::from(day.month()), day.day())
}

fn moment(at: OffsetDateTime) -> String {
    let utc = at.to_offset(UtcOffset::UTC);
    format!("{}T{:02}{:02}{:02}Z", date(utc.date()), utc.hour(), utc.minute(), utc.second())
}
