//! The three languages say the same things, in the house's tone.

use std::collections::BTreeSet;

use crate::locales::{LANGUAGES, PLACES, Texts, namespaces, placeholders, read, without_number};
use crate::{Failure, assert_none};

#[test]
fn languages_have_the_same_files_and_keys() -> Result<(), Failure> {
    let mut different = Vec::new();
    for place in PLACES {
        let source = namespaces(place, "nb")?;
        for language in LANGUAGES {
            let files = namespaces(place, language)?;
            different
                .extend(source.symmetric_difference(&files).map(|file| format!("{place}: {file}.json is not in both nb and {language}")));
            for namespace in source.intersection(&files) {
                let (ours, theirs) = (read(place, "nb", namespace)?, read(place, language, namespace)?);
                let (ours, theirs): (BTreeSet<&String>, BTreeSet<&String>) = (ours.keys().collect(), theirs.keys().collect());
                different.extend(
                    ours.symmetric_difference(&theirs).map(|key| format!("{place}: {namespace}: {key} is not in both nb and {language}")),
                );
            }
        }
    }
    assert_none("Keys that some languages lack", &different);
    Ok(())
}

#[test]
fn languages_use_the_same_values() -> Result<(), Failure> {
    let mut different = Vec::new();
    each(|place, namespace, language, key, text| {
        let nb = read(place, "nb", namespace)?;
        let Some(source) = nb.get(key) else { return Ok(()) };
        // A form for one may leave out the number that the other forms name.
        let optional = |name: &&&str| without_number(key) == key || **name != "count";
        let (ours, theirs) = (placeholders(source), placeholders(text));
        different.extend(
            ours.symmetric_difference(&theirs).filter(optional).map(|name| format!("{place}: {language}: {namespace}: {key}: {name}")),
        );
        Ok(())
    })?;
    assert_none("Values that one language shows and another does not", &different);
    Ok(())
}

#[test]
fn the_tone_is_the_houses() -> Result<(), Failure> {
    let mut breaches = Vec::new();
    each(|place, namespace, language, key, text| {
        breaches.extend(out_of_tone(language, text).map(|what| format!("{place}: {language}: {namespace}: {key}: {what}: {text}")));
        Ok(())
    })?;
    assert_none("Texts out of tone", &breaches);
    Ok(())
}

/// Calls back with each text of each language.
fn each(mut work: impl FnMut(&str, &str, &str, &str, &str) -> Result<(), Failure>) -> Result<(), Failure> {
    for place in PLACES {
        for language in LANGUAGES {
            for namespace in namespaces(place, language)? {
                let texts: Texts = read(place, language, &namespace)?;
                for (key, text) in &texts {
                    work(place, &namespace, language, key, text)?;
                }
            }
        }
    }
    Ok(())
}

/// What a text does that ours do not.
fn out_of_tone<'a>(language: &str, text: &'a str) -> impl Iterator<Item = &'static str> + use<'a> {
    let norwegian = language != "en";
    let words = |names: &[&str]| text.split(|sign: char| !sign.is_alphabetic()).any(|word| names.contains(&word.to_lowercase().as_str()));
    [
        (text.trim().is_empty(), "empty"),
        (text.contains('!'), "exclamation mark"),
        (words(&["oops", "ops", "obs", "oisann", "whoops"]), "oops"),
        (norwegian && text.contains(['"', '“', '”', '„']), "quotation marks other than « »"),
        (!norwegian && text.contains(['"', '«', '»', '„', '‘']), "quotation marks other than “ ”"),
        (straight_apostrophe(text), "an apostrophe other than ’"),
        (text.contains('—'), "a dash other than –"),
        (text.contains("  ") || text.trim() != text, "spaces"),
    ]
    .into_iter()
    .filter_map(|(found, what)| found.then_some(what))
}

/// Whether a straight apostrophe stands in a word; round one (`'Ulest'`, in a code sample) it is a quotation mark.
fn straight_apostrophe(text: &str) -> bool {
    let (mut before, mut inside) = (' ', false);
    text.chars().any(|sign| {
        let found = sign == '\'' && !inside && before != ' ';
        inside ^= sign == '\'' && !found;
        before = sign;
        found
    })
}

#[test]
fn a_text_out_of_tone_is_seen() {
    let check = |language: &str, text: &str, found: &[&str]| assert_eq!(out_of_tone(language, text).collect::<Vec<_>>(), found, "{text}");
    check("nb", "Ferdig!", &["exclamation mark"]);
    check("en", "Oops. That failed.", &["oops"]);
    check("nn", "Vel \"Lagre\".", &["quotation marks other than « »"]);
    check("en", "Choose “Save” in the vendor’s list – as in Status eq 'Ulest'.", &[]);
    check("en", "Choose \"Save\".", &["quotation marks other than “ ”"]);
    check("en", "Choose «Save».", &["quotation marks other than “ ”"]);
    check("en", "{{name}}'s own, eq 'Ulest'", &["an apostrophe other than ’"]);
    check("nb", "Lagre — nå", &["a dash other than –"]);
    check("nb", "Velg «Lagre». ", &["spaces"]);
    check("nb", "", &["empty"]);
}
