//! What the dry run foretold beside what the server said, as a table in the tests' README.

use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;

use inngang_tests::Outcome;

const BEGIN: &str = "<!-- dry run: written by the test -->\n";
const END: &str = "<!-- dry run: end -->\n";

/// One order.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Row {
    /// What is wrong with it.
    pub(super) what: &'static str,
    /// The first line of the dry run that is red.
    pub(super) line: Option<&'static str>,
    /// What that line says that obtaining will fail with.
    pub(super) foretold: Option<&'static str>,
    /// What obtaining failed with.
    pub(super) code: Option<&'static str>,
    /// The server's words; none when nothing was sent.
    pub(super) said: Option<String>,
}

/// Fails when the README has another table; writes it there when `UPDATE_DRY_RUN` is set.
pub(super) fn check(rows: &[Row]) -> Outcome {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("README.md");
    let readme = fs::read_to_string(&path)?;
    let (before, rest) = readme.split_once(BEGIN).ok_or("the README has no place for the table")?;
    let (written, after) = rest.split_once(END).ok_or("the README's table has no end")?;
    let table = table(rows);
    if std::env::var_os("UPDATE_DRY_RUN").is_some() {
        return Ok(fs::write(path, [before, BEGIN, &table, END, after].concat())?);
    }
    if written == table {
        Ok(())
    } else {
        Err(format!("tests/README.md has another table; UPDATE_DRY_RUN=1 writes this one:\n{table}").into())
    }
}

fn table(rows: &[Row]) -> String {
    let mut text = "| What is wrong | The dry run's line | Its code | The server's answer |\n|---|---|---|---|\n".to_owned();
    for Row { what, line, code, said, .. } in rows {
        let code_or = |code: &Option<&str>, other: &str| code.map_or_else(|| other.to_owned(), |code| format!("`{code}`"));
        let said = match (code, said) {
            (None, _) => "a token",
            (Some(_), Some(said)) => said,
            (Some(_), None) => "not asked: no grant can be made",
        };
        // A String takes everything.
        let _written = writeln!(text, "| {what} | {} | {} | {said} |", code_or(line, "–"), code_or(code, "–"));
    }
    text
}
