//! Texts as the registry tells them: by language where it has three, in one language otherwise.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use crate::altinn::member;
use crate::said::readable;

/// By language: an object with one member a language, or one text in the language that was asked for.
pub(super) fn texts(value: Option<&Value>, language: &str) -> BTreeMap<String, String> {
    match value {
        Some(Value::String(text)) => BTreeMap::from([(language.to_owned(), readable(text))]),
        Some(Value::Object(texts)) => {
            texts.iter().filter_map(|(language, text)| Some((language.to_lowercase(), readable(text.as_str()?)))).collect()
        }
        _ => BTreeMap::new(),
    }
}

pub(super) fn text<'a>(object: &'a Map<String, Value>, name: &str) -> Option<&'a str> {
    member(object, name)?.as_str().filter(|text| !text.is_empty())
}

pub(super) fn flag(object: &Map<String, Value>, name: &str) -> Option<bool> {
    member(object, name)?.as_bool()
}
