//! Names that somebody may have meant when nothing fits: by how alike they are written.

use super::Entry;
use crate::altinn;
use crate::maskinporten::UNLISTED;
use crate::said::service_codes;

/// So many are a help; more are a list.
const MOST: usize = 5;

/// Words that are too long to be a name are not compared, and no more words than a sentence or two has.
const LONGEST_WORD: usize = 64;
const MOST_WORDS: usize = 40;

/// From 0 to 1: below it a likeness is chance.
const ALIKE: f64 = 0.86;

/// The names most like a word of the text, the likest first: our codes, and what others call them in one word.
pub(super) fn near(text: &str, entries: &[Entry]) -> Vec<&'static str> {
    let lower = text.to_lowercase();
    let words: Vec<&str> = lower
        .split(|sign: char| !(sign.is_alphanumeric() || matches!(sign, '_' | '.' | '-')))
        .map(|word| word.trim_matches(['.', '-', '_']))
        .filter(|word| word.chars().count() >= 4 && word.len() <= LONGEST_WORD)
        .take(MOST_WORDS)
        .collect();
    // A code of Maskinporten's or Altinn's that is in no table: what it is then told as.
    let of_altinn = || words.iter().any(|word| altinn::is_code(&word.to_ascii_uppercase())).then_some(altinn::UNLISTED);
    let unlisted = service_codes(text).next().map(|_| UNLISTED).or_else(of_altinn).map(|name| (1.0, name));
    let mut alike: Vec<(f64, &'static str)> = unlisted.into_iter().collect();
    for name in names(entries) {
        let likeness = words.iter().map(|word| likeness(word, name)).fold(0.0, f64::max);
        if likeness >= ALIKE && !alike.iter().any(|(_, other)| *other == name) {
            alike.push((likeness, name));
        }
    }
    alike.sort_by(|(one, _), (other, _)| other.total_cmp(one));
    alike.into_iter().take(MOST).map(|(_, name)| name).collect()
}

fn names(entries: &[Entry]) -> impl Iterator<Item = &'static str> {
    let called = |entry: &Entry| entry.called.iter().map(|called| called.name).filter(|name| !name.contains(' ')).collect::<Vec<_>>();
    entries.iter().flat_map(move |entry| std::iter::once(entry.code.name).chain(called(entry)))
}

/// Of the whole name, or of what stands after the noun; a part of it is as good as a slip.
fn likeness(word: &str, name: &str) -> f64 {
    let name = name.to_lowercase();
    let half = name.split_once('.').map_or(name.as_str(), |(_, half)| half);
    let whole = [name.as_str(), half].map(|name| strsim::normalized_damerau_levenshtein(word, name));
    let part = if name.contains(word) { ALIKE } else { 0.0 };
    whole.into_iter().fold(part, f64::max)
}
