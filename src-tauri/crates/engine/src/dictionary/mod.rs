//! The error dictionary: each code of ours with what others call it, from where and when that is known; offline.
//!
//! Words are not here but in the locales, under the code. Each noun keeps the rows for its own codes.

mod near;
mod pasted;
mod recognise;

pub use pasted::Pasted;
pub use recognise::{LONGEST, Recognised, Recognition, Why, recognise, recognise_among};

use crate::called::{Called, Evidence, Known, Month, OURS, Source};
use crate::codes::all_codes;
use crate::problem::Code;
use crate::{altinn, http, legacy, login, maskinporten, selfservice};

/// What the dictionary says of a code, beside its words.
#[derive(Debug, Clone)]
pub struct Entry {
    /// Ours: name, whose move it is, the facts that its words leave room for.
    pub code: Code,
    /// What others call it; the most telling first. Empty when the failure is this program's own.
    pub called: Vec<Called>,
    /// Where its explanation is from.
    pub source: Source,
    /// How sure that is.
    pub evidence: Evidence,
    /// When it was true.
    pub as_of: Month,
}

/// An entry for each code of the engine's, in the order of the nouns.
#[must_use]
pub fn entries() -> Vec<Entry> {
    entries_with([])
}

/// The same, and after them the codes of those who use the engine.
pub fn entries_with(more: impl IntoIterator<Item = &'static Code>) -> Vec<Entry> {
    all_codes().chain(more).map(entry).collect()
}

fn entry(code: &Code) -> Entry {
    let rows: Vec<&Known> = known().filter(|row| row.code.name == code.name).collect();
    let mut called: Vec<Called> = Vec::new();
    for name in rows.iter().flat_map(|row| row.called) {
        if !called.iter().any(|other| (other.kind, other.name) == (name.kind, name.name)) {
            called.push(*name);
        }
    }
    let (source, evidence, as_of) =
        rows.first().map_or((Source::Program, Evidence::Own, OURS), |row| (row.source, row.evidence, row.as_of));
    Entry { code: *code, called, source, evidence, as_of }
}

/// The rows of all nouns; where several fit equally well, the first is likeliest meant.
fn known() -> impl Iterator<Item = &'static Known> {
    let refused = maskinporten::known().chain(http::KNOWN).chain(login::known());
    refused.chain(altinn::known_refusals()).chain(altinn::KNOWN).chain(legacy::KNOWN).chain(selfservice::KNOWN)
}

#[cfg(test)]
mod tests;
