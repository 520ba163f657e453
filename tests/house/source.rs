//! The project's own files, as text.

use std::fs;
use std::io;
use std::path::Path;

/// What no person wrote.
const NOT_OURS: &[&str] = &[".git", "target", "node_modules", "dist", "gen", "generated"];

/// A file of ours.
pub(crate) struct Source {
    /// From the workspace's folder, with `/`.
    pub(crate) path: String,
    /// What it says.
    pub(crate) text: String,
}

impl Source {
    /// The name's last part.
    pub(crate) fn name(&self) -> &str {
        self.path.rsplit('/').next().unwrap_or_default()
    }

    /// Are all of its lines there for tests?
    fn is_test(&self) -> bool {
        self.path.starts_with("tests/") || self.path.split('/').any(|part| part == "tests" || part == "tests.rs" || part == "testing.rs")
    }

    /// The lines that are in the program, numbered from 1: unit tests stand at the foot of their file, under `#[cfg(test)]`.
    pub(crate) fn program(&self) -> impl Iterator<Item = (usize, &str)> {
        let text = if self.is_test() { "" } else { &self.text };
        text.lines().enumerate().map(|(at, line)| (at + 1, line)).take_while(|(_, line)| line.trim() != "#[cfg(test)]")
    }
}

/// The workspace's folder.
pub(crate) fn root() -> &'static Path {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR"));
    tests.parent().unwrap_or(tests)
}

/// One file.
pub(crate) fn read(path: &str) -> io::Result<String> {
    fs::read_to_string(root().join(path))
}

/// Every file under the folder whose name ends so. What is no text is read as well as it goes.
pub(crate) fn all(folder: &str, ends: &[&str]) -> io::Result<Vec<Source>> {
    let mut found = Vec::new();
    let mut folders = vec![root().join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder)? {
            let entry = entry?;
            let name = entry.file_name().to_string_lossy().into_owned();
            if entry.file_type()?.is_dir() {
                if !NOT_OURS.contains(&name.as_str()) {
                    folders.push(entry.path());
                }
            } else if ends.iter().any(|end| name.ends_with(end)) {
                let path = entry.path();
                let text = String::from_utf8_lossy(&fs::read(&path)?).into_owned();
                let path = path.strip_prefix(root()).unwrap_or(&path).to_string_lossy().replace('\\', "/");
                found.push(Source { path, text });
            }
        }
    }
    found.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(found)
}
