//! Reading what a service said, in whatever form it said it: words, its own codes, the id of a trace.

use serde_json::Value;

use crate::names::turns_reading;
use crate::scrub::scrub;

/// What a JSON value says: a string as it is; of an array or an object, what is in it; nothing for null.
pub(crate) fn words(value: &Value) -> String {
    let joined = |parts: Vec<String>| parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ");
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.trim().to_owned(),
        Value::Bool(_) | Value::Number(_) => value.to_string(),
        Value::Array(values) => joined(values.iter().map(words).collect()),
        Value::Object(members) => joined(members.iter().map(|(name, value)| format!("{name}: {}", words(value))).collect()),
    }
}

/// What others write is shown so far.
const LENGTH: usize = 400;

/// One line, not too long, that reads as it is written.
pub(crate) fn readable(text: &str) -> String {
    legible_signs(text).take(LENGTH).collect::<String>().trim().to_owned()
}

/// The same, however long it is.
pub(crate) fn legible(text: &str) -> String {
    legible_signs(text).collect::<String>().trim().to_owned()
}

fn legible_signs(text: &str) -> impl Iterator<Item = char> {
    let kept = text.chars().map(|sign| if sign.is_whitespace() { ' ' } else { sign });
    kept.filter(|sign| !sign.is_control() && !turns_reading(*sign))
}

/// Text made equal for comparing: small letters, one space between words.
pub(crate) fn plain(text: &str) -> String {
    text.split_whitespace().map(str::to_lowercase).collect::<Vec<_>>().join(" ")
}

/// Codes as `MP-121` in a text, in whatever letters: where each stands, and the code in capitals. Four digits are another thing.
pub(crate) fn service_codes(text: &str) -> impl Iterator<Item = (usize, String)> + use<'_> {
    text.char_indices().filter_map(|(at, _)| {
        let code = text.get(at..at + 6)?;
        let (letters, digits) = code.split_at_checked(3)?;
        let ours = letters.eq_ignore_ascii_case("MP-") && digits.bytes().all(|byte| byte.is_ascii_digit());
        let whole = !text[..at].ends_with(|sign: char| sign.is_ascii_alphanumeric());
        let ends = !text[at + 6..].starts_with(|sign: char| sign.is_ascii_digit());
        (ours && whole && ends).then(|| (at, code.to_ascii_uppercase()))
    })
}

/// A trace id, for the service's support: `(trace_id: …)`, older `(correlation id: …)`, or the member of a problem document (maskinporten.md 10.1).
pub(crate) fn trace_id(text: &str) -> Option<String> {
    const MARKS: [&str; 6] = ["trace_id", "trace id", "traceid", "correlation_id", "correlation id", "correlationid"];
    // Same length as the text, so that places agree.
    let lower = text.to_ascii_lowercase();
    MARKS.iter().flat_map(|mark| lower.match_indices(mark).map(|(at, mark)| at + mark.len())).find_map(|at| {
        let value = text[at..].trim_start_matches(['"', '\'', ' ', '\\']).strip_prefix([':', '='])?;
        let value = value.trim_start_matches(['"', '\'', ' ', '\\']);
        let id: String = value.chars().take_while(|sign| sign.is_ascii_alphanumeric() || *sign == '-').take(64).collect();
        let letters_and_digits = id.bytes().any(|byte| byte.is_ascii_digit()) && id.bytes().any(|byte| byte.is_ascii_alphabetic());
        (id.len() >= 8 && letters_and_digits && scrub(&id) == id).then_some(id)
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_name_is_one_line_that_reads_as_it_is_written() {
        let check = |text: &str, expected: &str| assert_eq!(readable(text), expected, "{text:?}");
        check(" Åse\u{a0}Bråten – «blåbær» 東京 ", "Åse Bråten – «blåbær» 東京");
        check("Kasse\n\nGodkjenn her: https://x\r\u{2028}y", "Kasse  Godkjenn her: https://x  y");
        check("\u{202e}SA ILKAB\u{1b}[2J\u{9b}1m", "SA ILKAB[2J1m");
        assert_eq!(readable(&"å".repeat(9000)).chars().count(), LENGTH);
    }

    #[test]
    fn codes_are_found_whole_and_in_any_letters() {
        let check = |text: &str, expected: &[&str]| {
            assert_eq!(service_codes(text).map(|(_, code)| code).collect::<Vec<_>>(), expected, "{text}");
        };
        check("https://test.maskinporten.no/errors/MP-200", &["MP-200"]);
        check("mp-012 og MP-303.", &["MP-012", "MP-303"]);
        check("MP-1234, AMP-123, MP-12, MP-", &[]);
        check("æMP-12ø MP-12\u{660}", &[]);
    }

    #[test]
    fn trace_ids_of_both_forms() {
        let check = |text: &str, expected: Option<&str>| assert_eq!(trace_id(text).as_deref(), expected, "{text}");
        let (trace, correlation) = ("4bf92f3577b34da6a3ce929d0e0e4736", "9d3c1f5e-0b7a-4c58-8f2e-5a1d6c7b8e90");
        check(&format!("Expired key (trace_id: {trace})"), Some(trace));
        check(&format!("Expired key (Correlation ID: {correlation})"), Some(correlation));
        check(&format!(r#"{{"traceId":"00-{trace}-01"}}"#), Some("00-4bf92f3577b34da6a3ce929d0e0e4736-01"));
        check(&format!(r#"{{\"correlation_id\": \"{correlation}\"}}"#), Some(correlation));
        check("no trace id: none was given", None);
        check("trace_id: 14867521349, trace_id: eyJhbGciOiJSUzI1NiJ9abcdef", None);
        check("trace_id", None);
        check("İ trace_id: İ", None);
    }

    #[test]
    fn texts_are_made_plain() {
        assert_eq!(plain("  Expired\n\tKEY \u{a0} Æ"), "expired key æ");
    }

    #[test]
    fn words_are_found_wherever_they_stand() {
        let check = |value: &Value, expected: &str| assert_eq!(words(value), expected);
        check(&json!("  plain "), "plain");
        check(&json!(["a", "b", null]), "a, b");
        check(&json!([{ "field": "scopes", "message": "unknown" }]), "field: scopes, message: unknown");
        check(&json!({ "client_name": ["must be set"] }), "client_name: must be set");
        check(&json!(7), "7");
    }
}
