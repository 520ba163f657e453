//! The locale files, flattened.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::Failure;

/// Bokmål is the source; the others are complete.
pub(crate) const LANGUAGES: &[&str] = &["nb", "nn", "en"];

/// Folders with one folder a language: the window's words, and those of practice's own pages.
pub(crate) const PLACES: &[&str] = &["ui/src/locales", "src-tauri/crates/practice/src/locales"];

/// The texts of a namespace by their dotted keys.
pub(crate) type Texts = BTreeMap<String, String>;

/// The workspace's folder.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// The namespaces that one language has in one place.
pub(crate) fn namespaces(place: &str, language: &str) -> Result<BTreeSet<String>, Failure> {
    let folder = root().join(place).join(language);
    let entries = fs::read_dir(&folder).map_err(|failure| format!("{}: {failure}", folder.display()))?;
    let names = entries.map(|entry| Ok(entry?.file_name().to_string_lossy().into_owned())).collect::<Result<BTreeSet<_>, Failure>>()?;
    Ok(names.iter().filter_map(|name| name.strip_suffix(".json")).map(str::to_owned).collect())
}

/// One namespace in one language.
pub(crate) fn read(place: &str, language: &str, namespace: &str) -> Result<Texts, Failure> {
    let path = root().join(place).join(language).join(format!("{namespace}.json"));
    let said = |failure: &dyn std::fmt::Display| format!("{}: {failure}", path.display());
    let text = fs::read_to_string(&path).map_err(|failure| said(&failure))?;
    let mut texts = Texts::new();
    flatten("", &serde_json::from_str(&text).map_err(|failure| said(&failure))?, &mut texts)?;
    Ok(texts)
}

fn flatten(key: &str, value: &Value, texts: &mut Texts) -> Result<(), Failure> {
    match value {
        Value::String(text) => drop(texts.insert(key.to_owned(), text.clone())),
        Value::Object(members) => {
            for (name, value) in members {
                let key = if key.is_empty() { name.clone() } else { format!("{key}.{name}") };
                flatten(&key, value, texts)?;
            }
        }
        _ => return Err(format!("{key} is neither text nor object").into()),
    }
    Ok(())
}

/// The names in `{{name}}` and `{{name, format}}`.
pub(crate) fn placeholders(text: &str) -> BTreeSet<&str> {
    let inside = text.split("{{").skip(1).filter_map(|rest| rest.split("}}").next());
    inside.map(|inside| inside.split(',').next().unwrap_or_default().trim()).collect()
}

/// A key without the ending that says for which number its text is.
pub(crate) fn without_number(key: &str) -> &str {
    ["_zero", "_one", "_other"].iter().find_map(|ending| key.strip_suffix(ending)).unwrap_or(key)
}

#[test]
fn placeholders_are_found() {
    assert_eq!(placeholders("{{a}} og {{ b , datetime }}, ikke {c}"), ["a", "b"].into());
    assert_eq!(without_number("customers.found_one"), "customers.found");
}
