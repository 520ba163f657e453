//! The error dictionary's own words: a stand-in for each fact, a name for each source.

use std::collections::BTreeSet;

use inngang_engine::called::Source;

use crate::locales::{LANGUAGES, read};
use crate::{Failure, assert_none, codes};

const PLACE: &str = "ui/src/locales";

#[test]
fn every_fact_has_a_stand_in_and_no_stand_in_is_without_a_fact() -> Result<(), Failure> {
    let facts: BTreeSet<String> = codes::all().into_iter().flat_map(|code| code.facts).map(|name| (*name).to_owned()).collect();
    assert!(facts.len() > 40, "the facts are not found, so nothing was proved");
    same("fact", &facts)
}

#[test]
fn every_source_has_a_name() -> Result<(), Failure> {
    same("source", &Source::ALL.map(|source| source.key().to_owned()).into())
}

/// A stand-in is told from a value: ‹key ID›.
#[test]
fn stand_ins_are_marked() -> Result<(), Failure> {
    let mut plain = Vec::new();
    for language in LANGUAGES {
        let texts = read(PLACE, language, "dictionary")?;
        let facts = texts.iter().filter(|(key, _)| key.starts_with("fact."));
        let unmarked = facts.filter(|(_, text)| !(text.starts_with('‹') && text.ends_with('›') && text.chars().count() > 3));
        plain.extend(unmarked.map(|(key, text)| format!("{language}: {key}: {text}")));
    }
    assert_none("Stand-ins that look like values", &plain);
    Ok(())
}

fn same(section: &str, wanted: &BTreeSet<String>) -> Result<(), Failure> {
    let mut different = Vec::new();
    for language in LANGUAGES {
        let texts = read(PLACE, language, "dictionary")?;
        let there: BTreeSet<String> =
            texts.keys().filter_map(|key| key.strip_prefix(section)?.strip_prefix('.')).map(str::to_owned).collect();
        different.extend(wanted.symmetric_difference(&there).map(|name| format!("{language}: {section}.{name}")));
    }
    assert_none("Words that the dictionary lacks, or has for nothing", &different);
    Ok(())
}
