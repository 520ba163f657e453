//! Every code of the program, and that none is left out.

use std::collections::BTreeSet;
use std::fs;

use inngang_engine::problem::Code;

use crate::locales::root;
use crate::{Failure, assert_none};

/// Every code that a page may have to explain.
pub(crate) fn all() -> Vec<&'static Code> {
    let ours = [
        inngang_platform::database::CODES,
        inngang_platform::files::CODES,
        inngang_platform::profile_copy::CODES,
        inngang_contract::APP_CODES,
    ];
    inngang_engine::codes::all_codes().chain(ours.into_iter().flatten()).collect()
}

#[test]
fn each_code_is_one_place_in_one_noun() {
    let mut seen = BTreeSet::new();
    let twice: Vec<String> = all().iter().filter(|code| !seen.insert(code.name)).map(|code| code.name.to_owned()).collect();
    assert_none("Codes declared twice", &twice);
    let plain = |part: &str| !part.is_empty() && part.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'_'));
    let odd: Vec<String> = seen
        .iter()
        .filter(|name| !name.split_once('.').is_some_and(|(noun, what)| plain(noun) && plain(what)))
        .map(|name| (*name).to_owned())
        .collect();
    assert_none("Codes that are not noun.what in lower case", &odd);
}

#[test]
fn no_table_is_left_out() -> Result<(), Failure> {
    let known: BTreeSet<&str> = all().iter().map(|code| code.name).collect();
    let mut folders = vec![root().join("src-tauri")];
    let mut declared = BTreeSet::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder)? {
            let path = entry?.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                declared.extend(declared_in(&fs::read_to_string(path)?));
            }
        }
    }
    assert!(declared.len() > 50, "the tables are not found, so nothing was proved");
    let left_out: Vec<String> = declared.into_iter().filter(|name| !known.contains(name.as_str())).collect();
    assert_none("Declared, and in no list of codes", &left_out);
    Ok(())
}

/// The codes in the file's `codes! { "noun": NAME = "what", … }`.
fn declared_in(text: &str) -> Vec<String> {
    let tables = text.split("codes! { \"").skip(1).filter_map(|table| table.split("\n}").next());
    let named = tables.filter_map(|table| table.split_once("\":"));
    named
        .flat_map(|(noun, rows)| {
            let rows = rows.lines().filter(|row| row.contains(", turn: "));
            let whats = rows.filter_map(|row| row.split_once(" = \"")?.1.split('"').next());
            whats.map(move |what| format!("{noun}.{what}"))
        })
        .collect()
}

#[test]
fn a_table_is_read() {
    let text = "inngang_engine::codes! { \"a\":\n    B = \"b\", turn: You;\n    /// Why.\n    C = \"c_d\", turn: Us, facts: [e];\n}\nconst F: &str = \"f\";";
    assert_eq!(declared_in(text), ["a.b", "a.c_d"]);
}
