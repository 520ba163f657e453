//! Secrets are named where they are opened, and none is kept in the repository.

use crate::source;
use crate::{Failure, assert_none};

/// Our own word for it, and age's.
const OPENS: &[&str] = &[".expose()", ".expose_secret()"];

#[test]
fn every_opened_secret_says_why() -> Result<(), Failure> {
    let breaches: Vec<String> = source::all("src-tauri", &[".rs"])?
        .iter()
        .flat_map(|source| unexplained(source.program()).map(|line| format!("{}:{line}", source.path)))
        .collect();
    assert_none("A secret is opened without an `// EXPOSE:` line above it", &breaches);
    Ok(())
}

/// Lines that open a secret in a statement over which no `// EXPOSE:` stands.
fn unexplained<'a>(lines: impl Iterator<Item = (usize, &'a str)>) -> impl Iterator<Item = usize> {
    let mut explained = false;
    lines.filter_map(move |(at, line)| {
        let line = line.trim();
        if line.starts_with("//") {
            explained |= line.starts_with("// EXPOSE: ");
            return None;
        }
        let found = OPENS.iter().any(|opens| line.contains(opens)) && !explained;
        if line.is_empty() || line.ends_with([';', '}', '{', ',']) {
            explained = false;
        }
        found.then_some(at)
    })
}

#[test]
fn an_unexplained_secret_is_seen() {
    let check = |text: &str, found: &[usize]| {
        let lines = text.lines().enumerate().map(|(at, line)| (at + 1, line));
        assert_eq!(unexplained(lines).collect::<Vec<_>>(), found, "{text}");
    };
    check("let a = secret.expose();", &[1]);
    check("// EXPOSE: why.\nlet a = secret.expose();\nlet b = secret.expose();", &[3]);
    check("// EXPOSE: why,\n// at length.\nlet a = secret\n    .expose();", &[]);
}

#[test]
fn no_key_is_kept_here() -> Result<(), Failure> {
    let files = [".p12", ".pfx", ".pem", ".key", ".jks", ".keystore"];
    let texts = [".rs", ".toml", ".json", ".ts", ".tsx", ".md", ".html", ".txt", ".yml", ".yaml"];
    let mark = ["PRIVATE KEY", "-----\n"].concat();
    let mut breaches: Vec<String> = source::all("", &files)?.into_iter().map(|source| source.path).collect();
    breaches.extend(source::all("", &texts)?.into_iter().filter(|source| source.text.contains(&mark)).map(|source| source.path));
    assert_none("Keys are made when a test runs", &breaches);
    Ok(())
}
