//! A room fits on a few screens.

use crate::source::{self, Source};
use crate::{Failure, assert_none};

const FILE: usize = 300;
const SCREEN: usize = 200;
const FUNCTION: usize = 50;

#[test]
fn files_fit_on_a_few_screens() -> Result<(), Failure> {
    let too_long = |sources: Vec<Source>, wall: usize| {
        sources.into_iter().filter_map(move |source| {
            let lines = source.text.lines().count();
            (lines > wall).then(|| format!("{}: {lines} lines, {wall} is the wall", source.path))
        })
    };
    let breaches: Vec<String> = too_long(source::all("", &[".rs"])?, FILE).chain(too_long(source::all("ui", &[".tsx"])?, SCREEN)).collect();
    assert_none("Files are too long", &breaches);
    Ok(())
}

#[test]
fn functions_fit_on_a_screen() -> Result<(), Failure> {
    let breaches: Vec<String> = source::all("", &[".rs"])?
        .iter()
        .flat_map(|source| long_functions(&source.text).map(|(line, lines)| format!("{}:{line}: {lines} lines", source.path)))
        .collect();
    assert_none("Functions are longer than 50 lines", &breaches);
    Ok(())
}

/// Where functions over the wall begin, and how many lines they have. rustfmt closes a function at the depth where it opened.
fn long_functions(text: &str) -> impl Iterator<Item = (usize, usize)> {
    let lines: Vec<&str> = text.lines().collect();
    let lengths = (0..lines.len()).filter_map(move |at| length(&lines[at..]).map(|length| (at + 1, length)));
    lengths.filter(|(_, length)| *length > FUNCTION)
}

/// The number of lines of the function that begins on the first line, if one does and has a body.
fn length(lines: &[&str]) -> Option<usize> {
    let (first, rest) = lines.split_first()?;
    let depth = first.len() - first.trim_start().len();
    if !opens_function(first.trim_start()) || first.ends_with(['}', ';']) {
        return None;
    }
    for (at, line) in rest.iter().enumerate() {
        let same_depth = !line.trim().is_empty() && line.len() - line.trim_start().len() == depth;
        if same_depth && line.ends_with(';') {
            return None;
        }
        if same_depth && line.trim_start().starts_with('}') {
            return Some(at + 2);
        }
    }
    None
}

fn opens_function(line: &str) -> bool {
    let words = line.split(' ').skip_while(|word| {
        let word = word.split('(').next().unwrap_or_default();
        ["pub", "const", "async", "unsafe", "extern", "\"C\""].contains(&word) || line.starts_with("pub(in") && word == "super)"
    });
    words.take(1).any(|word| word == "fn")
}

#[test]
fn a_long_function_is_seen() {
    let check = |head: &str, body: usize, found: Option<usize>| {
        let text = format!("impl X {{\n    {head}\n{}    }}\n}}\n", "        work();\n".repeat(body));
        assert_eq!(long_functions(&text).map(|(_, lines)| lines).next(), found, "{head}");
    };
    check("fn a() {", 48, None);
    check("fn a() {", 49, Some(51));
    check("pub(crate) async fn a(\n        b: u8,\n    ) {", 60, Some(64));
    check("fn declared_only();\n    struct NoFunction {", 60, None);
}
