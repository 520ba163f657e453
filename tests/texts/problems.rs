//! Each code says what happened, why, what to do: in three languages.

use std::collections::{BTreeMap, BTreeSet};

use crate::locales::{LANGUAGES, placeholders, read, without_number};
use crate::{Failure, assert_none, codes};

const PLACE: &str = "ui/src/locales";
const PARTS: &[&str] = &["title", "cause", "remedy"];

#[test]
fn every_code_has_three_parts_in_three_languages() -> Result<(), Failure> {
    let mut missing = Vec::new();
    for language in LANGUAGES {
        let texts = read(PLACE, language, "problems")?;
        let said: BTreeSet<&str> = texts.iter().filter(|(_, text)| !text.trim().is_empty()).map(|(key, _)| without_number(key)).collect();
        let wanted = codes::all().into_iter().flat_map(|code| PARTS.iter().map(move |part| format!("{}.{part}", code.name)));
        missing.extend(wanted.filter(|key| !said.contains(key.as_str())).map(|key| format!("{language}: {key}")));
    }
    assert_none("Codes without words", &missing);
    Ok(())
}

#[test]
fn no_words_are_without_a_code() -> Result<(), Failure> {
    let known: BTreeSet<String> =
        codes::all().into_iter().flat_map(|code| PARTS.iter().map(move |part| format!("{}.{part}", code.name))).collect();
    let mut orphans = Vec::new();
    for language in LANGUAGES {
        let texts = read(PLACE, language, "problems")?;
        orphans.extend(texts.keys().filter(|key| !known.contains(without_number(key))).map(|key| format!("{language}: {key}")));
    }
    assert_none("Words for no code", &orphans);
    Ok(())
}

#[test]
fn texts_use_declared_facts() -> Result<(), Failure> {
    let declared: BTreeMap<&str, &[&str]> = codes::all().into_iter().map(|code| (code.name, code.facts)).collect();
    let mut unknown = Vec::new();
    for language in LANGUAGES {
        for (key, text) in read(PLACE, language, "problems")? {
            let facts = key.rsplit_once('.').and_then(|(code, _)| declared.get(code)).copied().unwrap_or_default();
            // `count` is i18next's own name for the number that chooses the text's form.
            let strange = placeholders(&text).into_iter().filter(|name| !facts.contains(name) && *name != "count");
            unknown.extend(strange.map(|name| format!("{language}: {key} uses {name}, declared are {facts:?}")));
        }
    }
    assert_none("Placeholders that are no fact of their code", &unknown);
    Ok(())
}
