//! The shapes in which Altinn's platform says no (altinn.md 9.1).

use serde_json::{Map, Value};

use crate::said::words;

/// Problems in a problem, which has few of them and no depth.
const DEEPEST: usize = 4;
const MOST: usize = 100;

/// What an answer says. Any of it may be missing.
#[derive(Debug, Default)]
pub(super) struct Body {
    /// Altinn's code for the whole: `AUTH-00011`, `STD-00000`.
    pub(super) code: Option<String>,
    /// `error` of OAuth, `ErrorCode` of the old platform.
    pub(super) error: Option<String>,
    /// In words: detail, title, a gateway's message, plain text.
    pub(super) words: String,
    /// What stands in members of its own: ids, URNs.
    pub(super) values: Vec<String>,
    /// What is wrong with the parts, where that is told.
    pub(super) parts: Vec<Part>,
}

/// One part of a request, and what is wrong with it.
#[derive(Debug, Default)]
pub(super) struct Part {
    /// `AUTH.VLD-00003`; none of the framework's own.
    pub(super) code: Option<String>,
    pub(super) path: String,
    pub(super) title: String,
    pub(super) values: Vec<String>,
}

impl Body {
    /// Reads it, whatever the content type says: a text that is JSON is read as JSON.
    pub(super) fn read(text: &str) -> Self {
        match serde_json::from_str(text) {
            Ok(Value::Object(members)) => Self::of(&members, text),
            Ok(value) => Self { words: words(&value), ..Self::default() },
            Err(_) => Self { words: text.trim().to_owned(), ..Self::default() },
        }
    }

    fn of(members: &Map<String, Value>, text: &str) -> Self {
        let said =
            |names: &[&str]| names.iter().map(|name| members.get(*name).map(words).unwrap_or_default()).find(|text| !text.is_empty());
        let mut parts = Vec::new();
        nested(members, 0, &mut parts);
        let code = code(members);
        if code.is_none() && parts.is_empty() {
            framework(members, &mut parts);
        }
        Self {
            code,
            error: said(&["ErrorCode", "error"]),
            words: said(&["detail", "title", "ErrorMessage", "error_description", "message"]).unwrap_or_else(|| text.to_owned()),
            values: extensions(members),
            parts,
        }
    }
}

/// A code of Altinn's: domain, perhaps `.VLD`, dash, five digits.
pub(crate) fn is_code(text: &str) -> bool {
    text.split_once('-').is_some_and(|(domain, number)| {
        let letters = domain.strip_suffix(".VLD").unwrap_or(domain);
        letters.len() >= 2
            && letters.bytes().all(|byte| byte.is_ascii_uppercase())
            && number.len() == 5
            && number.bytes().all(|byte| byte.is_ascii_digit())
    })
}

/// `code`, or the end of `type`, which says the same.
fn code(members: &Map<String, Value>) -> Option<String> {
    let text = |name: &str| members.get(name).and_then(Value::as_str).map(|text| text.trim().to_ascii_uppercase());
    let of_type = || text("type").and_then(|kind| kind.strip_prefix("URN:ALTINN:ERROR:").map(str::to_owned));
    text("code").or_else(of_type).filter(|code| is_code(code))
}

/// `validationErrors`, and the problems that a problem is made of.
fn nested(members: &Map<String, Value>, depth: usize, parts: &mut Vec<Part>) {
    let objects = |name: &str| members.get(name).and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_object);
    for error in objects("validationErrors") {
        let paths: Vec<String> = error.get("paths").and_then(Value::as_array).into_iter().flatten().map(words).collect();
        let paths = if paths.is_empty() { vec![String::new()] } else { paths };
        parts.extend(paths.into_iter().take(MOST.saturating_sub(parts.len())).map(|path| Part { path, ..part(error) }));
    }
    for problem in objects("problems").filter(|_| depth < DEEPEST) {
        let before = parts.len();
        nested(problem, depth + 1, parts);
        if parts.len() == before && before < MOST {
            parts.push(part(problem));
        }
    }
}

fn part(members: &Map<String, Value>) -> Part {
    let said = |name: &str| members.get(name).map(words).filter(|text| !text.is_empty());
    let title = said("title").or_else(|| said("detail")).unwrap_or_default();
    Part { code: code(members), path: String::new(), title, values: extensions(members) }
}

/// The framework's own, before Altinn has looked: `errors: { "field": ["text"] }`.
fn framework(members: &Map<String, Value>, parts: &mut Vec<Part>) {
    let Some(fields) = members.get("errors").and_then(Value::as_object) else { return };
    let part = |(path, texts): (&String, &Value)| Part { path: path.clone(), title: words(texts), ..Part::default() };
    // The register's `return` is about no field: it has no such system (altinn.md 4.1).
    parts.extend(fields.iter().filter(|(name, _)| *name != "return").take(MOST).map(part));
}

/// What RFC 9457 and Altinn's own kind of problem have of members; the rest are extensions, and their names may be anything.
const STANDARD: [&str; 19] = [
    "type",
    "code",
    "title",
    "status",
    "detail",
    "instance",
    "traceId",
    "statusDescription",
    "source",
    "paths",
    "validationErrors",
    "problems",
    "errors",
    "error",
    "error_description",
    "ErrorCode",
    "ErrorMessage",
    "statusCode",
    "message",
];

/// The ids and URNs in the extensions: lists, or one text with commas.
fn extensions(members: &Map<String, Value>) -> Vec<String> {
    let others = members.iter().filter(|(name, _)| !STANDARD.contains(&name.as_str())).map(|(_, value)| value);
    let texts = others.flat_map(|value| match value {
        Value::Array(values) => values.iter().map(words).collect(),
        Value::String(text) => text.split(',').map(|part| part.trim().to_owned()).collect(),
        _ => Vec::new(),
    });
    texts.filter(|text| !text.is_empty()).take(MOST).collect()
}
