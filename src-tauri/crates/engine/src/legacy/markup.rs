//! What a text written as HTML says, in lines: it is shown as text, never as a page.

use crate::said::legible;
use crate::scrub::masking_national_ids;

/// After these, or before, a new line begins.
const BREAKS: [&str; 14] = ["br", "p", "div", "li", "ul", "ol", "tr", "table", "h1", "h2", "h3", "h4", "h5", "h6"];
/// What stands in these is no text.
const HIDDEN: [&str; 3] = ["script", "style", "title"];
const ENTITIES: [(&str, char); 12] = [
    ("amp", '&'),
    ("lt", '<'),
    ("gt", '>'),
    ("quot", '"'),
    ("apos", '\''),
    ("nbsp", ' '),
    ("aelig", 'æ'),
    ("oslash", 'ø'),
    ("aring", 'å'),
    ("AElig", 'Æ'),
    ("Oslash", 'Ø'),
    ("Aring", 'Å'),
];
/// The longest of them, and the longest number of a sign.
const LONGEST_ENTITY: usize = 8;

/// The lines that have something in them, with no national id: those are Altinn's and the person's.
pub(super) fn lines(written: &str) -> Vec<String> {
    let text = without_tags(written);
    let lines = text.split('\n').map(|line| legible(&without_entities(line)).split_whitespace().collect::<Vec<_>>().join(" "));
    lines.filter(|line| !line.is_empty()).map(|line| masking_national_ids(&line)).collect()
}

/// Of a text without tags the lines are its own.
fn without_tags(written: &str) -> String {
    // As long as the text, so that places agree.
    let lower = written.to_ascii_lowercase();
    let (mut text, mut at, mut has_tags) = (String::with_capacity(written.len()), 0, false);
    while let Some(start) = written[at..].find('<').map(|start| at + start) {
        if !lower[start + 1..].starts_with(|sign: char| sign.is_ascii_alphabetic() || sign == '/' || sign == '!') {
            // Less than.
            text.push_str(&written[at..=start]);
            at = start + 1;
            continue;
        }
        let Some(end) = written[start..].find('>').map(|end| start + end) else { break };
        let tag = &lower[start + 1..end];
        if !has_tags {
            (text, has_tags) = (text.replace(['\n', '\r'], " "), true);
        }
        text.push_str(&written[at..start].replace(['\n', '\r'], " "));
        let name: String = tag.trim_start_matches('/').chars().take_while(char::is_ascii_alphanumeric).collect();
        if BREAKS.contains(&name.as_str()) {
            text.push('\n');
        }
        at = if tag.starts_with("!--") {
            lower[start..].find("-->").map_or(written.len(), |end| start + end + "-->".len())
        } else if HIDDEN.contains(&name.as_str()) && !tag.starts_with('/') {
            lower[end..].find(&format!("</{name}")).map_or(written.len(), |close| end + close)
        } else {
            end + 1
        };
    }
    let rest = &written[at..];
    text.push_str(&if has_tags { rest.replace(['\n', '\r'], " ") } else { rest.to_owned() });
    text
}

/// `&amp;`, `&#248;`, `&#xf8;`; what is none stays as it stands.
fn without_entities(line: &str) -> String {
    let (mut text, mut rest) = (String::with_capacity(line.len()), line);
    while let Some(start) = rest.find('&') {
        text.push_str(&rest[..start]);
        let after = &rest[start + 1..];
        let name = after.char_indices().take(LONGEST_ENTITY + 1).find(|(_, sign)| *sign == ';').map(|(end, _)| &after[..end]);
        match name.and_then(|name| Some((entity(name)?, name.len()))) {
            Some((sign, length)) => {
                text.push(sign);
                rest = &after[length + 1..];
            }
            None => {
                text.push('&');
                rest = after;
            }
        }
    }
    text + rest
}

fn entity(name: &str) -> Option<char> {
    let Some(number) = name.strip_prefix('#') else {
        return ENTITIES.iter().find(|(entity, _)| *entity == name).map(|(_, sign)| *sign);
    };
    let number = match number.strip_prefix(['x', 'X']) {
        Some(hexadecimal) => u32::from_str_radix(hexadecimal, 16),
        None => number.parse(),
    };
    number.ok().and_then(char::from_u32)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_is_written_as_html_is_read_as_text() {
        let check = |written: &str, expected: &[&str]| assert_eq!(lines(written), expected, "{written:?}");
        check(
            "<p>Vedr. sak\n  201301840</p>\n<p>Tillatelse &amp; vilk&aring;r.</p>\n \n",
            &["Vedr. sak 201301840", "Tillatelse & vilkår."],
        );
        check("Hei.<BR/>Bl&#229;b&#xE6;r <b>i dag</b>", &["Hei.", "Blåbær i dag"]);
        check("<style>p { color: red }</style>a<script src=x>alert('<p>1')</script>b<!-- <p>c -->d", &["abd"]);
        check(
            "Første linje.\r\n\r\nAndre linje, 2 < 3 & 4 > 1 &; &ukjent; <",
            &["Første linje.", "Andre linje, 2 < 3 & 4 > 1 &; &ukjent; <"],
        );
        check("&lt;img src=x onerror=alert(1)&gt;", &["<img src=x onerror=alert(1)>"]);
        check("Født 13888012345 \u{202e}bak lengs\u{7}", &["Født 138880***** bak lengs"]);
        check("<p>&nbsp;</p><script>", &[]);
    }

    #[test]
    fn a_long_text_is_whole_and_a_broken_one_takes_no_time() {
        let long = "Blåbær ".repeat(3000);
        assert_eq!(lines(&long), [long.trim()]);
        for broken in ["<a", "<", "&", "<script>", "<script></script>", "<!--", "<!---->", "&#", "< >"] {
            assert!(lines(&(broken.repeat(200_000) + ">")).len() <= 1, "{broken}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_read(written in "([<>&;/a-z#x0-9 \n]|script|<p>|å|\u{202e}){0,80}") {
            for line in lines(&written) {
                prop_assert!(!line.is_empty() && !line.chars().any(char::is_control));
            }
        }
    }
}
