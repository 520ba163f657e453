//! Which entries a pasted text speaks of: a code, a refusal, a line of a log, a proxy's page, a few words.

use std::cmp::Reverse;

use super::near::near;
use super::pasted::Pasted;
use super::{Entry, entries, known};
use crate::called::{Called, CalledKind};
use crate::said::{plain, service_codes, trace_id};

/// No more of a text is looked at: it is a message, not a log.
pub const LONGEST: usize = 64 * 1024;

/// What was recognised in a text. Nothing of the text itself is kept but the trace id, which is made to be passed on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recognition {
    /// The entries that fit, the likeliest first.
    pub found: Vec<Recognised>,
    /// When none fits: names that are written alike, ours or others', each of which fits.
    pub near: Vec<&'static str>,
    /// For the service's support.
    pub trace_id: Option<String>,
    /// Whether the text holds a secret, which should go elsewhere.
    pub pasted: Option<Pasted>,
}

/// An entry that fits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Recognised {
    /// Our code.
    pub code: &'static str,
    /// What in the text says so.
    pub why: Why,
}

/// What in a text says that an entry fits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// Our own code, or the latter half of it.
    OurCode,
    /// What others call it.
    Called(CalledKind, &'static str),
}

/// Which entries the text speaks of. A code tells more than words, words more than OAuth's `error`, that more than a status;
/// what tells less than the best is left out.
#[must_use]
pub fn recognise(text: &str) -> Recognition {
    recognise_among(text, &entries())
}

/// The same, of these entries.
#[must_use]
pub fn recognise_among(text: &str, entries: &[Entry]) -> Recognition {
    let text = &text[..text.floor_char_boundary(LONGEST)];
    let read = Text::new(text);
    let ways = [ours, by_code, by_phrase, by_error, by_half, by_status];
    let found = ways.iter().map(|way| way(&read, entries)).find(|found| !found.is_empty()).unwrap_or_default();
    let near = if found.is_empty() { near(text, entries) } else { Vec::new() };
    Recognition { found, near, trace_id: trace_id(text), pasted: Pasted::of(text) }
}

/// The text in the forms in which it is compared.
struct Text<'a> {
    as_it_is: &'a str,
    plain: String,
    /// The runs of letters, digits, `_`, `.` and `-`.
    words: Vec<&'a str>,
}

impl<'a> Text<'a> {
    fn new(text: &'a str) -> Self {
        let words = text.split(|sign: char| !(sign.is_alphanumeric() || matches!(sign, '_' | '.' | '-')));
        let words = words.map(|word| word.trim_matches('.')).filter(|word| !word.is_empty()).collect();
        Self { as_it_is: text, plain: plain(text), words }
    }

    /// The one word that the text is.
    fn only_word(&self) -> Option<&'a str> {
        match *self.words {
            [word] => Some(word),
            _ => None,
        }
    }
}

fn ours(text: &Text<'_>, entries: &[Entry]) -> Vec<Recognised> {
    let words: Vec<&str> = text.words.iter().copied().filter(|word| word.contains('.')).collect();
    ours_where(entries, |name| words.iter().any(|word| word.eq_ignore_ascii_case(name)))
}

/// `key_expired`, and nothing more.
fn by_half(text: &Text<'_>, entries: &[Entry]) -> Vec<Recognised> {
    let Some(word) = text.only_word() else { return Vec::new() };
    ours_where(entries, |name| name.split_once('.').is_some_and(|(_, half)| half.eq_ignore_ascii_case(word)))
}

fn ours_where(entries: &[Entry], fits: impl Fn(&str) -> bool) -> Vec<Recognised> {
    let fit = entries.iter().filter(|entry| fits(entry.code.name));
    fit.map(|entry| Recognised { code: entry.code.name, why: Why::OurCode }).collect()
}

fn by_code(text: &Text<'_>, _: &[Entry]) -> Vec<Recognised> {
    let mut codes: Vec<String> = service_codes(text.as_it_is).map(|(_, code)| code).collect();
    // Other services' codes have other shapes.
    codes.extend(text.words.iter().filter(|word| word.contains('-')).map(|word| word.to_ascii_uppercase()));
    // What Altinn wraps others in says least (altinn.md 9.1).
    codes.sort_by_key(|code| matches!(code.as_str(), "STD-00000" | "STD-00001"));
    let mut found = Vec::new();
    for code in &codes {
        add(&mut found, CalledKind::Code, |called| called.name == code);
    }
    found
}

fn by_phrase(text: &Text<'_>, _: &[Entry]) -> Vec<Recognised> {
    let mut found = Vec::new();
    add(&mut found, CalledKind::Phrase, |called| text.plain.contains(&plain(called.name)));
    // What stands last says most.
    found.sort_by_key(|found| match found.why {
        Why::Called(_, name) => Reverse(text.plain.rfind(&plain(name))),
        Why::OurCode => Reverse(None),
    });
    found
}

/// As the service writes it, or the whole text in any letters: `forbidden` is a word too.
fn by_error(text: &Text<'_>, _: &[Entry]) -> Vec<Recognised> {
    let names =
        |called: &Called| text.words.contains(&called.name) || text.only_word().is_some_and(|word| word.eq_ignore_ascii_case(called.name));
    let mut found = Vec::new();
    add(&mut found, CalledKind::Error, |called| called.alone && names(called));
    add(&mut found, CalledKind::Error, |called| !called.alone && names(called));
    found
}

/// A number is a status where the text is nothing else, or where it stands beside a word that says so.
fn by_status(text: &Text<'_>, _: &[Entry]) -> Vec<Recognised> {
    const BEFORE: [&str; 8] = ["http", "1.1", "1.0", "2", "status", "statuskode", "code", "kode"];
    let is_before = |word: &str| {
        BEFORE.iter().any(|before| word.eq_ignore_ascii_case(before) || before.eq_ignore_ascii_case(word.trim_end_matches('_')))
    };
    let beside = text.words.windows(2).filter(|pair| is_before(pair[0]) || is_reason(pair[1])).map(|pair| pair[0]);
    let after = text.words.windows(2).filter(|pair| is_before(pair[0])).map(|pair| pair[1]);
    let statuses: Vec<&str> = text.only_word().into_iter().chain(beside).chain(after).collect();
    let mut found = Vec::new();
    add(&mut found, CalledKind::Status, |called| statuses.contains(&called.name));
    found
}

/// How the reasons of RFC 9110 §15 begin.
fn is_reason(word: &str) -> bool {
    const REASONS: [&str; 11] =
        ["bad", "unauthorized", "forbidden", "not", "conflict", "gone", "precondition", "too", "internal", "service", "gateway"];
    REASONS.iter().any(|reason| word.eq_ignore_ascii_case(reason))
}

/// The rows with such a name, each entry once.
fn add(found: &mut Vec<Recognised>, kind: CalledKind, names: impl Fn(&Called) -> bool) {
    for row in known() {
        let name = row.called.iter().find(|called| called.kind == kind && names(called));
        if let Some(called) = name.filter(|_| !found.iter().any(|other: &Recognised| other.code == row.code.name)) {
            found.push(Recognised { code: row.code.name, why: Why::Called(kind, called.name) });
        }
    }
}
