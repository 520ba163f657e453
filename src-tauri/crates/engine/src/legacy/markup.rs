//! What a text written as HTML says, in lines: it is shown as text, never as a page.

use std::cell::{Cell, RefCell};

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts};

use crate::said::legible;
use crate::scrub::masking_national_ids;

/// After these, or before, a new line begins.
const BREAKS: [&str; 14] = ["br", "p", "div", "li", "ul", "ol", "tr", "table", "h1", "h2", "h3", "h4", "h5", "h6"];

/// The lines that have something in them, with no national id: those are Altinn's and the person's.
pub(super) fn lines(written: &str) -> Vec<String> {
    let queue = BufferQueue::default();
    queue.push_back(StrTendril::from(written));
    // Tokens are enough, and take a time that grows with the text alone; a tree can be made so deep that it takes minutes.
    let tokenizer = Tokenizer::new(Text::default(), TokenizerOpts::default());
    let _no_script_runs = tokenizer.feed(&queue);
    tokenizer.end();
    let Text { lines, has_tags, .. } = tokenizer.sink;
    // Of a text without tags the lines are its own.
    let parted = |line: String| if has_tags.get() { vec![line] } else { line.lines().map(str::to_owned).collect() };
    let lines = lines.into_inner().into_iter().flat_map(parted);
    let lines = lines.map(|line| legible(&line).split_whitespace().collect::<Vec<_>>().join(" "));
    lines.filter(|line| !line.is_empty()).map(|line| masking_national_ids(&line)).collect()
}

/// What is heard of the text while it is read (HTML Living Standard, 13.2.5).
#[derive(Default)]
struct Text {
    lines: RefCell<Vec<String>>,
    has_tags: Cell<bool>,
    /// In an element whose content is no text.
    is_hidden: Cell<bool>,
}

impl Text {
    fn say(&self, text: &str) {
        if !self.is_hidden.get() {
            let mut lines = self.lines.borrow_mut();
            match lines.last_mut() {
                Some(line) => line.push_str(text),
                None => lines.push(text.to_owned()),
            }
        }
    }

    fn meet(&self, tag: &Tag) -> TokenSinkResult<()> {
        self.has_tags.set(true);
        if BREAKS.contains(&&*tag.name) {
            self.lines.borrow_mut().push(String::new());
        }
        let raw = match &*tag.name {
            "script" => RawKind::ScriptData,
            "style" => RawKind::Rawtext,
            "title" => RawKind::Rcdata,
            _ => return TokenSinkResult::Continue,
        };
        let begins = tag.kind == TagKind::StartTag;
        self.is_hidden.set(begins);
        if begins { TokenSinkResult::RawData(raw) } else { TokenSinkResult::Continue }
    }
}

impl TokenSink for Text {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        match token {
            Token::CharacterTokens(text) => self.say(&text),
            Token::TagToken(tag) => return self.meet(&tag),
            Token::CommentToken(_) | Token::DoctypeToken(_) => self.has_tags.set(true),
            Token::NullCharacterToken | Token::EOFToken | Token::ParseError(_) => {}
        }
        TokenSinkResult::Continue
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_is_written_as_html_is_read_as_text() {
        let check = |written: &str, expected: &[&str]| assert_eq!(lines(written), expected, "{written:?}");
        check(
            "<p>Vedr. sak\n  201301840</p>\n<p>Tillatelse &amp; vilk&aring;r &ndash; caf&eacute;.</p>\n \n",
            &["Vedr. sak 201301840", "Tillatelse & vilkår – café."],
        );
        check("Hei.<BR/>Bl&#229;b&#xE6;r <b title='a > b'>i dag</b>", &["Hei.", "Blåbær i dag"]);
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
        for broken in ["<a", "<", "&", "<script>", "<script></script>", "<!--", "<!---->", "&#", "< >", "<div>", "<ul><li>"] {
            assert!(lines(&(broken.repeat(50_000) + ">")).len() <= 1, "{broken}");
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
