//! Why the arguments are not understood. What was typed is never repeated beyond an option's name: it may be a password.

use clap::error::{ContextKind, ContextValue, ErrorKind};

use crate::words::Words;

/// One sentence.
pub(super) fn in_words(error: &clap::Error, words: &Words) -> String {
    let (what, key) = match error.kind() {
        ErrorKind::UnknownArgument => match named(error, ContextKind::InvalidArg) {
            what if what.starts_with('-') => (what, "unknown_argument"),
            _ => (String::new(), "unknown_command"),
        },
        ErrorKind::InvalidSubcommand => (String::new(), "unknown_command"),
        ErrorKind::MissingSubcommand => (String::new(), "needs_command"),
        ErrorKind::InvalidValue if named(error, ContextKind::InvalidValue).is_empty() => {
            (named(error, ContextKind::InvalidArg), "no_value")
        }
        ErrorKind::InvalidValue => (named(error, ContextKind::InvalidArg), "bad_value"),
        ErrorKind::ValueValidation => (named(error, ContextKind::InvalidArg), "not_a_number"),
        ErrorKind::ArgumentConflict if named(error, ContextKind::PriorArg) == named(error, ContextKind::InvalidArg) => {
            (named(error, ContextKind::InvalidArg), "twice")
        }
        ErrorKind::ArgumentConflict => (named(error, ContextKind::InvalidArg), "conflict"),
        ErrorKind::MissingRequiredArgument => (named(error, ContextKind::InvalidArg), "needs"),
        _ => (String::new(), "other"),
    };
    let possible = error.get(ContextKind::ValidValue).or_else(|| error.get(ContextKind::ValidSubcommand));
    let values = match possible {
        Some(ContextValue::Strings(values)) => values.join(", "),
        _ => String::new(),
    };
    let other = named(error, ContextKind::PriorArg);
    words.get(&format!("cli:usage.{key}"), &[("what", &what), ("values", &values), ("other", &other)])
}

/// An option's name as the parser tells it, without its value.
fn named(error: &clap::Error, kind: ContextKind) -> String {
    let text = match error.get(kind) {
        Some(ContextValue::String(text)) => text.as_str(),
        Some(ContextValue::Strings(texts)) => texts.first().map_or("", String::as_str),
        _ => "",
    };
    text.split(['=', ' ']).next().unwrap_or_default().trim_matches(['<', '>', '.']).to_owned()
}
