//! Text of others on a terminal: a name in a file steers nothing, begins no line of its own and turns no reading around.

use std::fmt::Write as _;

use inngang_engine::names::turns_reading;

/// As part of a line.
pub(crate) fn shown(text: &str) -> String {
    text.chars().map(visible).collect()
}

/// Whole lines, on their way out: what steers is seen wherever it came from.
pub(crate) fn harmless(text: &str) -> String {
    let mut signs = text.chars().peekable();
    let mut harmless = String::with_capacity(text.len());
    while let Some(sign) = signs.next() {
        let ends_line = sign == '\n' || sign == '\r' && signs.peek() == Some(&'\n');
        harmless.push(if ends_line || sign == '\t' { sign } else { visible(sign) });
    }
    harmless
}

/// In JSON, where what steers can stand only within a string.
pub(crate) fn escaped(json: &str) -> String {
    let mut text = String::with_capacity(json.len());
    for sign in json.chars() {
        match is_plain(sign) || sign == '\n' {
            true => text.push(sign),
            // All of them are below U+10000. Writing to a text cannot fail.
            false => drop(write!(text, "\\u{:04x}", u32::from(sign))),
        }
    }
    text
}

fn visible(sign: char) -> char {
    match sign {
        '\n' | '\u{85}' | '\u{2028}' | '\u{2029}' => '␤',
        // Unicode has a picture of each.
        '\0'..='\u{1f}' => char::from_u32(0x2400 + u32::from(sign)).unwrap_or(char::REPLACEMENT_CHARACTER),
        '\u{7f}' => '␡',
        _ if is_plain(sign) => sign,
        _ => char::REPLACEMENT_CHARACTER,
    }
}

fn is_plain(sign: char) -> bool {
    !(sign.is_control() || turns_reading(sign) || matches!(sign, '\u{2028}' | '\u{2029}'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_steers_is_seen_and_not_obeyed() {
        let check = |text: &str, expected: &str| assert_eq!(shown(text), expected);
        check("BLÅBÆR AS, 東京 😀 \u{a0}", "BLÅBÆR AS, 東京 😀 \u{a0}");
        check("\u{1b}[31mA\u{7}\u{1b}]0;title\u{1b}\\", "␛[31mA␇␛]0;title␛\\");
        check("a\nb\r\nc\u{2028}d\u{85}e", "a␤b␍␤c␤d␤e");
        check("\u{202e}fdp.21p\u{2066}\u{200f}\u{61c}\u{9b}0m\u{7f}", "�fdp.21p����0m␡");
    }

    #[test]
    fn lines_stay_lines() {
        let check = |text: &str, expected: &str| assert_eq!(harmless(text), expected);
        check("BEGIN:VCALENDAR\r\nEND\r\n", "BEGIN:VCALENDAR\r\nEND\r\n");
        check("0d1f\u{1b}[2J  315 000 106\n\tKR\u{202e}AV\rGodkjent\n", "0d1f␛[2J  315 000 106\n\tKR�AV␍Godkjent\n");
    }

    #[test]
    fn json_means_what_it_meant() -> Result<(), serde_json::Error> {
        let text = "a\u{202e}b\u{9b}c\u{2028}d\ne\u{1b}";
        let json = escaped(&serde_json::to_string(text)?);
        assert_eq!(json, r#""a\u202eb\u009bc\u2028d\ne\u001b""#);
        assert_eq!(serde_json::from_str::<String>(&json)?, text);
        Ok(())
    }
}
