//! That the tests which the checklists' table names are there: each number has one at least.

use std::collections::BTreeSet;

use crate::source;
use crate::{Failure, assert_none};

const TABLE: &str = "tests/README.md";

/// Of a client, and of what a simulator must reject: maskinporten.md, idporten.md, altinn.md.
const LISTS: [(&str, u8); 6] = [("C", 32), ("R", 25), ("L", 30), ("S", 19), ("A", 48), ("AS", 44)];

/// Numbers and the tests that stand beside them: `| C9 | … | `engine/tests/maskinporten/kept::no_jti` |`.
fn rows(text: &str) -> impl Iterator<Item = (&str, Vec<&str>)> {
    let rows = text.lines().filter_map(|line| line.strip_prefix("| ")?.split_once(" | "));
    let lists = LISTS.map(|(list, _)| list);
    let numbered = rows.filter(move |(number, _)| lists.iter().any(|list| is_numbered(number, list)));
    numbered.map(|(number, rest)| (number, rest.split('`').skip(1).step_by(2).filter(|name| name.contains("::")).collect()))
}

fn is_numbered(number: &str, list: &str) -> bool {
    number.strip_prefix(list).is_some_and(|digits| !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()))
}

/// Whether the file, under the workspace's folder or that of the crates, has a test of this name.
fn exists(test: &str) -> bool {
    let Some((file, name)) = test.rsplit_once("::") else { return false };
    let read = |folder: &str| source::read(&format!("{folder}{file}.rs")).ok();
    read("").or_else(|| read("src-tauri/crates/")).is_some_and(|text| has_test(&text, name))
}

fn has_test(text: &str, name: &str) -> bool {
    let lines: Vec<&str> = text.lines().map(str::trim).collect();
    let begins = |line: &str| ["fn ", "async fn "].iter().any(|word| line.starts_with(&format!("{word}{name}(")));
    let is_marked = |line: &str| line == "#[test]" || line.starts_with("#[tokio::test");
    lines.windows(2).any(|two| is_marked(two[0]) && begins(two[1]))
}

#[test]
fn each_number_of_the_checklists_has_its_tests() -> Result<(), Failure> {
    let text = source::read(TABLE)?;
    let found: Vec<(&str, Vec<&str>)> = rows(&text).filter(|(_, tests)| !tests.is_empty()).collect();
    let missing =
        found.iter().flat_map(|(number, tests)| tests.iter().filter(|test| !exists(test)).map(move |test| format!("{number}: {test}")));
    let numbers: BTreeSet<&str> = found.iter().map(|(number, _)| *number).collect();
    let expected = LISTS.iter().flat_map(|(list, last)| (1..=*last).map(move |number| format!("{list}{number}")));
    let without = expected.filter(|number| !numbers.contains(number.as_str())).map(|number| format!("{number}: no test"));
    assert_none(
        "The table of the checklists (tests/README.md) names tests that are not there",
        &missing.chain(without).collect::<Vec<_>>(),
    );
    Ok(())
}

#[test]
fn a_test_that_is_not_there_is_seen() {
    let table = "| C9 | a | `x::y`, `z` |\n| C1x | b | `x::y` |\n| Q2 | c | `x::y` |";
    assert_eq!(rows(table).collect::<Vec<_>>(), [("C9", vec!["x::y"])]);
    assert!(exists("tests/house/checklist::a_test_that_is_not_there_is_seen"));
    assert!(!exists("tests/house/checklist::exists") && !exists("tests/house/checklist::no_such") && !exists("no/file::at_all"));
    assert!(has_test("    #[tokio::test(flavor = \"x\")]\n    async fn a() {}", "a") && !has_test("#[test]\nfn ab() {}", "a"));
}
