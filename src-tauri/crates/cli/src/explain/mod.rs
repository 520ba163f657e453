//! `inngang explain`: what a code, a refusal or a few words mean, by the error dictionary; nothing is asked of the network.

pub(crate) mod arguments;
mod told;

use std::io::{self, Read as _};

use inngang_engine::called::CalledKind;
use inngang_engine::dictionary::{Entry, LONGEST, Pasted, Recognised, Recognition, Why, entries_with, recognise_among};
use inngang_engine::secret::Secret;
use inngang_platform::{database, files, profile_copy};

use crate::words::Words;
use crate::{Ending, Stop, json, print};
use told::{EntryTold, RecognitionTold};

/// So many entries are told whole; of more, one looks them up.
const MOST_WHOLE: usize = 3;

/// More words than these are an answer or a log, not what somebody looks for.
const MOST_WORDS: usize = 8;

/// So many entries are told of as alike.
const MOST_NEAR: usize = 12;

/// What to explain, to whom.
#[derive(Debug)]
pub(crate) struct Order {
    asked: Asked,
    json: bool,
}

/// What is to be explained. A text may hold a token.
#[derive(Debug)]
enum Asked {
    List,
    StandardInput,
    Text(Secret<String>),
}

/// Tells of it.
pub(crate) fn run(order: &Order, words: &Words) -> Result<Ending, Stop> {
    let entries = entries_with(database::CODES.iter().chain(files::CODES).chain(profile_copy::CODES));
    let read;
    let text = match &order.asked {
        Asked::List => return print(&list(&entries, order.json, words)),
        Asked::Text(text) => text,
        Asked::StandardInput => {
            read = standard_input(words)?;
            &read
        }
    };
    // EXPOSE: what was given is compared with what is known and forgotten.
    let given = text.expose();
    let mut recognition = recognise_among(given, &entries);
    if recognition.found.is_empty() {
        let near = by_words(given, &entries, words).into_iter().filter(|name| !recognition.near.contains(name)).collect::<Vec<_>>();
        recognition.near.extend(near);
    }
    print(&match order.json {
        true => json::line(&RecognitionTold::of(&recognition, &entries, words)),
        false => in_words(&recognition, &entries, words),
    })?;
    Ok(if recognition.found.is_empty() { Ending::Finding } else { Ending::Good })
}

/// The entries in whose words each word stands, as the window looks them up; those that are called so first.
fn by_words(given: &str, entries: &[Entry], words: &Words) -> Vec<&'static str> {
    let sought: Vec<String> = given.split_whitespace().map(str::to_lowercase).collect();
    if sought.is_empty() || sought.len() > MOST_WORDS {
        return Vec::new();
    }
    let holds = |entry: &Entry, parts: &[&str]| {
        let told = parts.iter().map(|part| told::part(entry, part, words)).collect::<Vec<_>>().join("\n").to_lowercase();
        sought.iter().all(|word| told.contains(word.as_str()))
    };
    // A line of the dry run is no failure.
    let failures: Vec<&Entry> = entries.iter().filter(|entry| !entry.code.name.contains(".check_")).collect();
    let (titled, rest): (Vec<&Entry>, Vec<&Entry>) = failures.into_iter().partition(|entry| holds(entry, &["title"]));
    let explained = rest.into_iter().filter(|entry| holds(entry, &["title", "cause", "remedy"]));
    titled.iter().copied().chain(explained).take(MOST_NEAR).map(|entry| entry.code.name).collect()
}

fn standard_input(words: &Words) -> Result<Secret<String>, Stop> {
    let mut bytes = Vec::new();
    let most = u64::try_from(LONGEST).unwrap_or(u64::MAX);
    io::stdin().lock().take(most).read_to_end(&mut bytes).map_err(|_| Stop::because(&words.get("cli:explain.unreadable", &[])))?;
    Ok(Secret::new(String::from_utf8_lossy(&bytes).into_owned()))
}

fn list(entries: &[Entry], json: bool, words: &Words) -> String {
    match json {
        true => json::line(&entries.iter().map(|entry| EntryTold::of(entry, words)).collect::<Vec<_>>()),
        false => entries.iter().map(|entry| line(entry, words)).collect(),
    }
}

fn in_words(recognition: &Recognition, entries: &[Entry], words: &Words) -> String {
    let entry = |code: &str| entries.iter().find(|entry| entry.code.name == code);
    let found: Vec<&Entry> = recognition.found.iter().filter_map(|found| entry(found.code)).collect();
    let (whole, rest) = found.split_at(whole(&recognition.found));
    let mut text = whole.iter().map(|entry| told::whole(entry, words)).collect::<Vec<_>>().join("\n");
    let heading = match (found.is_empty(), rest.is_empty(), whole.is_empty()) {
        (true, ..) if recognition.near.is_empty() => Some("unknown"),
        (true, ..) => Some("near"),
        (_, true, _) => None,
        (_, _, true) => Some("several"),
        (_, _, false) => Some("also"),
    };
    if let Some(heading) = heading {
        let gap = if text.is_empty() { "" } else { "\n" };
        text.push_str(&format!("{gap}{}\n", words.get(&format!("cli:explain.{heading}"), &[])));
    }
    text.extend(rest.iter().map(|entry| line(entry, words)));
    text.extend(recognition.near.iter().map(|name| entry(name).map_or_else(|| format!("  {name}\n"), |entry| line(entry, words))));
    text + &beside(recognition, words)
}

/// How many of the found are told whole: the first where a code or words point at it, none where one `error` means many things.
fn whole(found: &[Recognised]) -> usize {
    let points = |found: &Recognised| !matches!(found.why, Why::Called(CalledKind::Error | CalledKind::Status, _));
    match found {
        _ if found.len() <= MOST_WHOLE => found.len(),
        [first, ..] if points(first) => 1,
        _ => 0,
    }
}

/// What else the text holds.
fn beside(recognition: &Recognition, words: &Words) -> String {
    let trace_id = recognition.trace_id.as_deref().map(|id| words.get("cli:explain.trace_id", &[("id", id)]));
    let pasted = recognition.pasted.map(|pasted| match pasted {
        Pasted::Token => format!("{} {}", words.get("dictionary:pasted.token", &[]), words.get("cli:explain.token_reader", &[])),
        Pasted::Key => words.get("dictionary:pasted.key", &[]),
    });
    [trace_id, pasted].into_iter().flatten().map(|line| format!("\n{line}\n")).collect()
}

/// Code and title.
fn line(entry: &Entry, words: &Words) -> String {
    format!("  {}: {}\n", entry.code.name, told::part(entry, "title", words))
}
