//! `inngang calendar`: what ends when in a profile, what ends first first.

pub(crate) mod arguments;

use inngang_engine::calendar::{Entry, Urgency};
use inngang_engine::names::ClientId;
use inngang_platform::calendar_file::calendar_file;
use serde::Serialize;
use time::OffsetDateTime;

use crate::profile::{self, Choice, Needs};
use crate::words::Words;
use crate::{Ending, Stop, json, print};

/// What to tell, of which profile.
#[derive(Debug)]
pub(crate) struct Order {
    /// Which profile.
    pub(crate) choice: Choice,
    /// As a file for other calendars.
    pub(crate) ics: bool,
}

#[derive(Serialize)]
struct EntryTold<'a> {
    id: &'a str,
    what: &'static str,
    name: &'a str,
    client_id: Option<&'a str>,
    starts_at: String,
    expires_at: String,
    days_left: i64,
    urgency: &'static str,
    watched: bool,
}

/// Tells of it.
pub(crate) fn run(order: &Order, words: &Words) -> Result<Ending, Stop> {
    profile::run(&order.choice, Needs::Rows, words, async |here| {
        let (entries, now) = (here.database().calendar(here.id())?, here.now());
        print(&match (order.ics, order.choice.json) {
            (true, _) => calendar_file(&here.organisation, &entries, now, &words.texts),
            (_, true) => json::line(&entries.iter().map(|entry| told(entry, now)).collect::<Vec<_>>()),
            _ if entries.is_empty() => words.get("cli:calendar.empty", &[]) + "\n",
            _ => entries.iter().map(|entry| in_words(entry, now, words)).collect(),
        })?;
        let soon = entries.iter().any(|entry| entry.urgency(now) <= Urgency::Month);
        Ok(if soon { Ending::Finding } else { Ending::Good })
    })
}

fn told(entry: &Entry, now: OffsetDateTime) -> EntryTold<'_> {
    EntryTold {
        id: &entry.id,
        what: entry.what.as_str(),
        name: &entry.name,
        client_id: entry.client.as_ref().map(ClientId::as_str),
        starts_at: json::moment(entry.starts_at),
        expires_at: json::moment(entry.ends_at),
        days_left: entry.days_left(now),
        urgency: entry.urgency(now).as_str(),
        watched: entry.watched,
    }
}

fn in_words(entry: &Entry, now: OffsetDateTime, words: &Words) -> String {
    let urgency = entry.urgency(now);
    let mark = match urgency {
        Urgency::Over => "✗",
        Urgency::Day | Urgency::Week | Urgency::Month => "▲",
        Urgency::Quarter | Urgency::Later => "–",
    };
    let state = if urgency == Urgency::Over { "over" } else { "ends" };
    let (day, left) = (words.day(entry.ends_at), words.days(entry.days_left(now)));
    let what = words.get(&format!("cli:calendar.what.{}", entry.what.as_str()), &[]);
    let client = entry.client.as_ref().map(|client| words.get("cli:calendar.client", &[("client", client.as_str())]));
    let name = [Some(entry.name.clone()), client].into_iter().flatten().collect::<Vec<_>>().join(", ");
    let values = [("what", what.as_str()), ("name", &name), ("day", &day), ("left", &left)];
    format!("{mark} {}\n", words.get(&format!("cli:calendar.{state}"), &values))
}
