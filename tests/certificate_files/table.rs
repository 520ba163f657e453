//! The matrix as a table, in the tests' README.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use inngang_tests::Outcome;
use inngang_tests::others::Cell;
use inngang_tests::others::program::done;

const BEGIN: &str = "<!-- matrix: written by the test -->\n";
const END: &str = "<!-- matrix: end -->\n";

/// One file, as the table has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Row {
    pub(crate) tool: &'static str,
    pub(crate) group: &'static str,
    pub(crate) scheme: String,
    pub(crate) password: &'static str,
    pub(crate) ours: String,
    pub(crate) openssl: String,
    pub(crate) peer: String,
    /// What must not be; stands in no table.
    pub(crate) wrong: Option<String>,
}

impl Row {
    pub(crate) fn of(cell: &Cell) -> Self {
        let (tool, group, password) = (cell.tool.name(), cell.group, cell.password.name);
        let [ours, openssl, peer] = [const { String::new() }; 3];
        Self { tool, group, scheme: cell.scheme.clone(), password, ours, openssl, peer, wrong: None }
    }

    /// The tool cannot write it; said in its own words.
    pub(crate) fn not_written(self, why: &str) -> Self {
        Self { ours: why.to_owned(), openssl: "–".to_owned(), peer: "–".to_owned(), ..self }
    }
}

/// Fails when the README has another table; writes it there when `UPDATE_MATRIX` is set.
pub(crate) fn check(rows: &[Row]) -> Outcome {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("README.md");
    let (readme, versions) = (fs::read_to_string(&path)?, versions()?);
    let (before, rest) = readme.split_once(BEGIN).ok_or("the README has no place for the table")?;
    let (written, after) = rest.split_once(END).ok_or("the README's table has no end")?;
    let table = format!("{versions}\n\n{}", table(rows));
    if std::env::var_os("UPDATE_MATRIX").is_some() {
        return Ok(fs::write(path, [before, BEGIN, &table, END, after].concat())?);
    }
    if written.starts_with(&versions) {
        let same = written == table;
        return if same {
            Ok(())
        } else {
            Err(format!("tests/README.md has another table; UPDATE_MATRIX=1 writes this one:\n{table}").into())
        };
    }
    keep(&table)
}

/// Other versions write other files, and each was opened; but the table in the README is not about them.
fn keep(table: &str) -> Outcome {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join("matrix.md");
    Ok(fs::write(path, table)?)
}

/// Of the tools that tell it. What a version fixed does not change what it writes.
fn versions() -> Outcome<String> {
    let short = |text: &str| text.split('.').take(2).collect::<Vec<_>>().join(".");
    let openssl = String::from_utf8(done("openssl", &["version"], &[])?)?;
    let gnutls = String::from_utf8(done("certtool", &["--version"], &[])?)?;
    let java = String::from_utf8(done("java", &["--version"], &[])?)?;
    let word = |text: &str, at: usize| text.split_whitespace().nth(at).map(short).unwrap_or_default();
    let java = word(&java, 1);
    let java = java.split('.').next().unwrap_or_default();
    Ok(format!("Files written by OpenSSL {}, Java {java}, GnuTLS {} and NSS.", word(&openssl, 1), word(&gnutls, 1)))
}

fn table(rows: &[Row]) -> String {
    let mut text =
        "| Written by | Told | Which | Password | Inngang opens it | OpenSSL | p12-keystore |\n|---|---|---|---|---|---|---|\n".to_owned();
    for Line { about: [tool, group, ours, openssl, peer], schemes, passwords } in lines(rows) {
        let (schemes, passwords) = (schemes.join(", "), passwords.join(", "));
        // A String takes everything.
        let _written = writeln!(text, "| {tool} | {group} | {schemes} | {passwords} | {ours} | {openssl} | {peer} |");
    }
    let count = |yes: fn(&Row) -> &str| rows.iter().filter(|row| yes(row) == "yes").count();
    let written = rows.iter().filter(|row| row.openssl != "–").count();
    let (ours, openssl, peer) = (count(|row| &row.ours), count(|row| &row.openssl), count(|row| &row.peer));
    let _written = writeln!(text, "| **{written} files** | | | | **{ours}** | **{openssl}** | **{peer}** |");
    text
}

/// A line of the table: each of its schemes under each of its passwords.
#[derive(PartialEq, Eq)]
struct Line<'a> {
    /// Tool, group, and how it ended for each reader.
    about: [&'a str; 5],
    schemes: Vec<&'a str>,
    passwords: Vec<&'a str>,
}

fn lines(rows: &[Row]) -> Vec<Line<'_>> {
    let mut each: Vec<Line<'_>> = Vec::new();
    for row in rows {
        let about = [row.tool, row.group, &row.ours, &row.openssl, &row.peer];
        match each.iter_mut().find(|line| line.about == about && line.schemes == [row.scheme.as_str()]) {
            Some(line) => line.passwords.push(row.password),
            None => each.push(Line { about, schemes: vec![&row.scheme], passwords: vec![row.password] }),
        }
    }
    let mut lines: Vec<Line<'_>> = Vec::new();
    for Line { about, schemes, passwords } in each {
        match lines.iter_mut().find(|line| line.about == about && line.passwords == passwords) {
            Some(line) => line.schemes.extend(schemes),
            None => lines.push(Line { about, schemes, passwords }),
        }
    }
    lines
}

#[test]
fn a_line_says_only_what_was_tried() {
    let row = |scheme: &str, password, ours: &str| {
        let [openssl, peer] = ["yes", "no"].map(str::to_owned);
        Row { tool: "t", group: "g", scheme: scheme.to_owned(), password, ours: ours.to_owned(), openssl, peer, wrong: None }
    };
    let rows =
        [row("a", "x", "yes"), row("b", "x", "yes"), row("a", "y", "yes"), row("b", "y", "yes"), row("c", "x", "yes"), row("d", "x", "no")];
    let said: Vec<_> = lines(&rows).into_iter().map(|line| (line.schemes.join(" "), line.passwords.join(" "))).collect();
    assert_eq!(said, [("a b", "x y"), ("c", "x"), ("d", "x")].map(|(schemes, passwords)| (schemes.to_owned(), passwords.to_owned())));
}
