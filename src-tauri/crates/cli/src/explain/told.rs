//! An entry of the dictionary, in words and for programs.

use inngang_engine::called::{Called, CalledKind, Evidence};
use inngang_engine::dictionary::{Entry, Pasted, Recognised, Recognition, Why};
use inngang_engine::problem::Turn;
use serde::Serialize;

use crate::json::turn;
use crate::words::Words;

/// What was recognised.
#[derive(Serialize)]
pub(super) struct RecognitionTold<'a> {
    found: Vec<FoundTold<'a>>,
    near: &'a [&'static str],
    trace_id: Option<&'a str>,
    pasted: Option<&'static str>,
}

#[derive(Serialize)]
struct FoundTold<'a> {
    /// By what it was recognised; nothing when it is our own code.
    by: Option<&'static str>,
    name: Option<&'static str>,
    #[serde(flatten)]
    entry: EntryTold<'a>,
}

/// An entry.
#[derive(Serialize)]
pub(super) struct EntryTold<'a> {
    code: &'static str,
    title: String,
    cause: String,
    remedy: String,
    turn: &'static str,
    facts: &'static [&'static str],
    called: Vec<CalledTold<'a>>,
    source: &'static str,
    source_name: String,
    evidence: &'static str,
    as_of: String,
}

#[derive(Serialize)]
struct CalledTold<'a> {
    kind: &'static str,
    name: &'a str,
    evidence: &'static str,
}

impl<'a> RecognitionTold<'a> {
    pub(super) fn of(recognition: &'a Recognition, entries: &'a [Entry], words: &Words) -> Self {
        let told = |found: &Recognised| {
            let entry = entries.iter().find(|entry| entry.code.name == found.code)?;
            let (by, name) = match found.why {
                Why::OurCode => (None, None),
                Why::Called(kind, name) => (Some(kind_key(kind)), Some(name)),
            };
            Some(FoundTold { by, name, entry: EntryTold::of(entry, words) })
        };
        let pasted = recognition.pasted.map(|pasted| match pasted {
            Pasted::Token => "token",
            Pasted::Key => "key",
        });
        let found = recognition.found.iter().filter_map(told).collect();
        Self { found, near: &recognition.near, trace_id: recognition.trace_id.as_deref(), pasted }
    }
}

impl<'a> EntryTold<'a> {
    pub(super) fn of(entry: &'a Entry, words: &Words) -> Self {
        let [title, cause, remedy] = ["title", "cause", "remedy"].map(|name| part(entry, name, words));
        let called =
            |called: &'a Called| CalledTold { kind: kind_key(called.kind), name: called.name, evidence: evidence_key(called.evidence) };
        Self {
            code: entry.code.name,
            title,
            cause,
            remedy,
            turn: turn(entry.code.turn),
            facts: entry.code.facts,
            called: entry.called.iter().map(called).collect(),
            source: entry.source.key(),
            source_name: words.get(&format!("dictionary:source.{}", entry.source.key()), &[]),
            evidence: evidence_key(entry.evidence),
            as_of: entry.as_of.to_string(),
        }
    }
}

/// `title`, `cause` or `remedy`, with a stand-in for each fact.
pub(super) fn part(entry: &Entry, part: &str, words: &Words) -> String {
    let stand_ins: Vec<(&str, String)> =
        entry.code.facts.iter().map(|name| (*name, words.get(&format!("dictionary:fact.{name}"), &[]))).collect();
    let stand_ins: Vec<(&str, &str)> = stand_ins.iter().map(|(name, text)| (*name, text.as_str())).collect();
    words.get(&format!("problems:{}.{part}", entry.code.name), &stand_ins)
}

/// Everything about an entry, in lines.
pub(super) fn whole(entry: &Entry, words: &Words) -> String {
    let [title, cause, remedy] = ["title", "cause", "remedy"].map(|name| part(entry, name, words));
    // A service's refusal that is looked up may be another program's.
    let by_asker = entry.code.turn == Turn::Us && !entry.called.is_empty();
    let key = if by_asker { "dictionary:asker".to_owned() } else { format!("common:turn.{}", turn(entry.code.turn)) };
    let whose = words.get(&key, &[]);
    let mut lines = vec![format!("{title} ({})", entry.code.name), cause, remedy, whose];
    if !entry.called.is_empty() {
        let names: Vec<String> = entry.called.iter().map(|called| name(called, words)).collect();
        lines.push(words.get("cli:explain.called", &[("names", &names.join(", "))]));
    }
    lines.push(source(entry, words));
    lines.join("\n") + "\n"
}

/// A name as others write it, with what it is where it does not show, and a mark where it is not certain.
fn name(called: &Called, words: &Words) -> String {
    let shown = match called.kind {
        CalledKind::Code | CalledKind::Error => called.name.to_owned(),
        CalledKind::Phrase => words.get("cli:explain.phrase", &[("text", called.name)]),
        CalledKind::Status => format!("HTTP {}", called.name),
    };
    match called.evidence {
        Evidence::Inferred => format!("{shown} ({})", words.get("dictionary:evidence.inferred", &[])),
        _ => shown,
    }
}

fn source(entry: &Entry, words: &Words) -> String {
    let source = words.get(&format!("dictionary:source.{}", entry.source.key()), &[]);
    let month = words.get(&format!("cli:date.month.{}", entry.as_of.month), &[]);
    let evidence = words.get(&format!("dictionary:evidence.{}", evidence_key(entry.evidence)), &[]);
    let year = entry.as_of.year.to_string();
    words.get("cli:explain.source", &[("source", &source), ("month", &month), ("year", &year), ("evidence", &evidence)])
}

const fn kind_key(kind: CalledKind) -> &'static str {
    match kind {
        CalledKind::Code => "code",
        CalledKind::Phrase => "phrase",
        CalledKind::Error => "error",
        CalledKind::Status => "status",
    }
}

const fn evidence_key(evidence: Evidence) -> &'static str {
    match evidence {
        Evidence::Own => "own",
        Evidence::Documented => "documented",
        Evidence::Published => "published",
        Evidence::Observed => "observed",
        Evidence::Inferred => "inferred",
    }
}
