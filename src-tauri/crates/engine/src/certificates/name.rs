//! Distinguished names as text, in the order in which they were encoded.

use x509_parser::x509::{AttributeTypeAndValue, X509Name};

use crate::names::turns_reading;

pub(super) const COMMON_NAME: &str = "2.5.4.3";
pub(super) const SURNAME: &str = "2.5.4.4";
pub(super) const SERIAL_NUMBER: &str = "2.5.4.5";
pub(super) const ORGANISATION: &str = "2.5.4.10";
pub(super) const UNIT: &str = "2.5.4.11";
pub(super) const GIVEN_NAME: &str = "2.5.4.42";
pub(super) const ORGANISATION_IDENTIFIER: &str = "2.5.4.97";

/// RFC 4519 §2 and ETSI EN 319 412-1.
const SHORT: [(&str, &str); 13] = [
    (COMMON_NAME, "CN"),
    (SURNAME, "SN"),
    (SERIAL_NUMBER, "serialNumber"),
    ("2.5.4.6", "C"),
    ("2.5.4.7", "L"),
    ("2.5.4.8", "ST"),
    ("2.5.4.9", "street"),
    (ORGANISATION, "O"),
    (UNIT, "OU"),
    (GIVEN_NAME, "givenName"),
    (ORGANISATION_IDENTIFIER, "organizationIdentifier"),
    ("1.2.840.113549.1.9.1", "emailAddress"),
    ("0.9.2342.19200300.100.1.25", "DC"),
];

/// Values of an attribute, in the order encoded. Issuers mix string types within one name.
pub(super) fn texts(name: &X509Name<'_>, oid: &str) -> Vec<String> {
    name.iter_attributes().filter(|attribute| attribute.attr_type().to_id_string() == oid).map(text).collect()
}

/// commonName, or the organisation's name where there is none.
pub(super) fn shown(name: &X509Name<'_>) -> Option<String> {
    texts(name, COMMON_NAME).into_iter().chain(texts(name, ORGANISATION)).next()
}

/// Names and values, in the order encoded: RFC 4514 would turn it around.
pub(super) fn lines(name: &X509Name<'_>) -> Vec<(String, String)> {
    name.iter_attributes().map(|attribute| (label(attribute), text(attribute))).collect()
}

/// One line, with what separates escaped as RFC 4514 §2.4 says.
pub(super) fn line(name: &X509Name<'_>) -> String {
    let parts = name.iter_attributes().map(|attribute| format!("{}={}", label(attribute), escaped(&encoded(attribute))));
    parts.collect::<Vec<_>>().join(", ")
}

fn label(attribute: &AttributeTypeAndValue<'_>) -> String {
    let oid = attribute.attr_type().to_id_string();
    SHORT.iter().find(|(known, _)| *known == oid).map_or(oid, |(_, short)| (*short).to_owned())
}

/// As it can be shown: a name neither steers a terminal nor turns the reading of what stands around it.
pub(super) fn clean(text: &str) -> String {
    let signs = text.chars().filter(|sign| !turns_reading(*sign));
    signs.map(|sign| if sign.is_control() || matches!(sign, '\u{2028}' | '\u{2029}') { ' ' } else { sign }).collect()
}

fn text(attribute: &AttributeTypeAndValue<'_>) -> String {
    clean(&encoded(attribute))
}

fn encoded(attribute: &AttributeTypeAndValue<'_>) -> String {
    const BMP_STRING: u32 = 30;
    if let Ok(text) = attribute.as_str() {
        return text.to_owned();
    }
    let bytes = attribute.as_slice();
    if attribute.attr_value().tag().0 == BMP_STRING {
        let units: Vec<u16> = bytes.chunks_exact(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]])).collect();
        return String::from_utf16_lossy(&units);
    }
    // T61String in the wild is ISO-8859-1, whose bytes are the first code points.
    bytes.iter().map(|byte| char::from(*byte)).collect()
}

fn escaped(value: &str) -> String {
    let last = value.chars().count().saturating_sub(1);
    let mut text = String::with_capacity(value.len());
    for (at, sign) in value.chars().enumerate() {
        let edge = (at == 0 && matches!(sign, ' ' | '#')) || (at == last && sign == ' ');
        if sign.is_control() || turns_reading(sign) {
            let mut buffer = [0; 4];
            text.extend(sign.encode_utf8(&mut buffer).bytes().map(|byte| format!("\\{byte:02X}")));
            continue;
        }
        if edge || matches!(sign, ',' | '+' | '"' | '\\' | '<' | '>' | ';') {
            text.push('\\');
        }
        text.push(sign);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn separators_are_escaped_and_letters_are_not() {
        let check = |value: &str, expected: &str| assert_eq!(escaped(value), expected);
        check("BLÅBÆR, SAFT + SYLTETØY AS", "BLÅBÆR\\, SAFT \\+ SYLTETØY AS");
        check(" # ", "\\ #\\ ");
        check("#1", "\\#1");
        check("a\nb", "a\\0Ab");
        check("a\u{202e}b\u{9b}", "a\\E2\\80\\AEb\\C2\\9B");
        check("", "");
    }

    #[test]
    fn what_is_shown_steers_nothing() {
        assert_eq!(clean("BLÅBÆR\u{202e} AS\u{1b}[31m\nto\u{2066}\u{200f}\u{9b}"), "BLÅBÆR AS [31m to ");
    }
}
