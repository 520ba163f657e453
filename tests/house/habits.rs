//! What every Rust file and every test does.

use crate::source;
use crate::{Failure, assert_none};

/// Read with `include!`, so it can open with no `//!` line.
const INCLUDED: &str = "src-tauri/crates/contract/src/table.rs";

/// Roots of crates that hold no unsafe line; platform may, with a reason each time.
const MAY_BE_UNSAFE: &str = "src-tauri/crates/platform/";

#[test]
fn every_file_opens_with_its_sign() -> Result<(), Failure> {
    let breaches: Vec<String> = source::all("", &[".rs"])?
        .into_iter()
        .filter(|source| source.path != INCLUDED && !source.text.starts_with("//! "))
        .map(|source| source.path)
        .collect();
    assert_none("The first line does not say what lives here (`//! …`)", &breaches);
    Ok(())
}

#[test]
fn no_crate_has_an_unsafe_line() -> Result<(), Failure> {
    let breaches: Vec<String> = source::all("", &["lib.rs", "main.rs"])?
        .into_iter()
        .filter(|source| is_root(&source.path) && !source.path.starts_with(MAY_BE_UNSAFE))
        .filter(|source| !source.text.contains("#![forbid(unsafe_code)]"))
        .map(|source| source.path)
        .collect();
    assert_none("The crate does not forbid unsafe code", &breaches);
    Ok(())
}

fn is_root(path: &str) -> bool {
    path.ends_with("src/lib.rs") || path.ends_with("src/main.rs") || path == "tests/support/lib.rs"
}

#[test]
fn no_test_is_switched_off_and_no_lint_silenced() -> Result<(), Failure> {
    let breaches: Vec<String> = source::all("", &[".rs"])?
        .iter()
        .flat_map(|source| refused(&source.text).map(|(line, said)| format!("{}:{line}: {said}", source.path)))
        .collect();
    assert_none("Attributes that we do not use", &breaches);
    Ok(())
}

fn refused(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let refused = ["#[ignore", "#[should_panic", "#[allow(", "#![allow("];
    let lines = text.lines().enumerate().map(|(at, line)| (at + 1, line.trim()));
    lines.filter(move |(_, line)| refused.iter().any(|attribute| line.starts_with(attribute)))
}

#[test]
fn a_refused_attribute_is_seen() {
    assert_eq!(refused("#[test]\n    #[ignore = \"slow\"]\nfn a() {}").count(), 1);
    assert_eq!(refused("// #[ignore] is not used here\n#[expect(dead_code, reason = \"…\")]").count(), 0);
}
