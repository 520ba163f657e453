//! The browsers that a free desktop knows: entries for `x-scheme-handler/https` (Desktop Entry Specification 1.5, XDG Base Directory).

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};

use inngang_engine::names::turns_reading;

/// Entries are a few kilobytes, nearly all of it translations.
const LARGEST: u64 = 1 << 20;
const LONGEST_NAME: usize = 80;
/// Folders below `applications` make part of the id; nobody nests them deeply.
const DEEPEST: usize = 4;

/// An entry that opens web addresses.
pub(super) struct Entry {
    /// Its path below `applications`, with hyphens.
    pub(super) id: String,
    pub(super) name: String,
    exec: String,
    path: PathBuf,
}

/// Where entries are kept, the most important first.
pub(super) fn folders() -> Vec<PathBuf> {
    let home = std::env::home_dir().map(|home| home.join(".local/share"));
    below(std::env::var_os("XDG_DATA_HOME"), home, std::env::var_os("XDG_DATA_DIRS"))
}

fn below(data_home: Option<OsString>, home: Option<PathBuf>, data_dirs: Option<OsString>) -> Vec<PathBuf> {
    let set = |value: Option<OsString>| value.filter(|value| !value.is_empty());
    let mine = set(data_home).map(PathBuf::from).or(home);
    let dirs = set(data_dirs).unwrap_or_else(|| "/usr/local/share:/usr/share".into());
    // Relative ones are to be ignored.
    let all = mine.into_iter().chain(std::env::split_paths(&dirs)).filter(|folder| folder.is_absolute());
    all.map(|folder| folder.join("applications")).collect()
}

/// The browsers in `folders`, by name. An entry hides those of the same id in later folders, also when it only takes them away.
pub(super) fn browsers(folders: &[PathBuf]) -> Vec<Entry> {
    let mut found = BTreeMap::new();
    for folder in folders {
        collect(folder, "", DEEPEST, &mut found);
    }
    let mut browsers: Vec<Entry> = found.into_values().flatten().collect();
    browsers.sort_by_cached_key(|entry| (entry.name.to_lowercase(), entry.id.clone()));
    browsers
}

fn collect(folder: &Path, prefix: &str, deeper: usize, found: &mut BTreeMap<String, Option<Entry>>) {
    for file in fs::read_dir(folder).into_iter().flatten().flatten() {
        let (path, name) = (file.path(), file.file_name());
        let Some(name) = name.to_str() else { continue };
        let id = format!("{prefix}{name}");
        if path.is_dir() {
            if deeper > 0 {
                collect(&path, &format!("{id}-"), deeper - 1, found);
            }
        } else if name.ends_with(".desktop") && !found.contains_key(&id) {
            let entry = read(&path).and_then(|text| Entry::of(&text, &id, &path));
            found.insert(id, entry);
        }
    }
}

fn read(path: &Path) -> Option<String> {
    let small = fs::metadata(path).is_ok_and(|facts| facts.is_file() && facts.len() <= LARGEST);
    small.then(|| fs::read_to_string(path).ok()).flatten()
}

impl Entry {
    /// `None` when it opens no web addresses, is hidden, needs a terminal, or cannot be run here.
    fn of(text: &str, id: &str, path: &Path) -> Option<Self> {
        let keys = main_group(text);
        let key = |name: &str| keys.get(name).copied();
        let yes = |name: &str| key(name) == Some("true");
        let https = key("MimeType")?.split(';').any(|kind| kind == "x-scheme-handler/https");
        if key("Type") != Some("Application") || !https || yes("Hidden") || yes("NoDisplay") || yes("Terminal") {
            return None;
        }
        // It stands on a button.
        let name = unescaped(key("Name")?).chars().filter(|sign| !sign.is_control() && !turns_reading(*sign)).take(LONGEST_NAME).collect();
        let exec = unescaped(key("Exec")?);
        if key("TryExec").is_some_and(|program| !runs(&unescaped(program))) || !words(&exec)?.first().is_some_and(|word| runs(word)) {
            return None;
        }
        Some(Self { id: id.to_owned(), name, exec, path: path.to_owned() })
    }

    /// The program with its arguments, `None` when the entry is not written as it must be.
    pub(super) fn command(&self, url: &str) -> Option<Vec<String>> {
        let (mut command, mut placed) = (Vec::new(), false);
        for word in words(&self.exec)? {
            let mut argument = String::new();
            let mut signs = word.chars();
            while let Some(sign) = signs.next() {
                if sign != '%' {
                    argument.push(sign);
                    continue;
                }
                match signs.next()? {
                    '%' => argument.push('%'),
                    'u' | 'U' | 'f' | 'F' => {
                        argument.push_str(url);
                        placed = true;
                    }
                    'c' => argument.push_str(&self.name),
                    'k' => argument.push_str(self.path.to_str()?),
                    // The icon, and what is deprecated.
                    'i' | 'd' | 'D' | 'n' | 'N' | 'v' | 'm' => {}
                    _ => return None,
                }
            }
            if !argument.is_empty() || !word.contains('%') {
                command.push(argument);
            }
        }
        if !placed {
            command.push(url.to_owned());
        }
        Some(command)
    }
}

/// The keys of `[Desktop Entry]`, without those for one language.
fn main_group(text: &str) -> BTreeMap<&str, &str> {
    let lines = text.lines().map(str::trim).skip_while(|line| *line != "[Desktop Entry]").skip(1);
    let ours = lines.take_while(|line| !line.starts_with('[')).filter(|line| !line.starts_with('#'));
    ours.filter_map(|line| line.split_once('=')).map(|(key, value)| (key.trim_end(), value.trim_start())).collect()
}

/// `\s`, `\n`, `\t`, `\r` and `\\`, which every string may have.
fn unescaped(value: &str) -> String {
    let mut text = String::with_capacity(value.len());
    let mut signs = value.chars();
    while let Some(sign) = signs.next() {
        match (sign, if sign == '\\' { signs.next() } else { None }) {
            ('\\', Some('s')) => text.push(' '),
            ('\\', Some('n')) => text.push('\n'),
            ('\\', Some('t')) => text.push('\t'),
            ('\\', Some('r')) => text.push('\r'),
            ('\\', Some('\\')) => text.push('\\'),
            (sign, other) => text.extend([Some(sign), other].into_iter().flatten()),
        }
    }
    text
}

/// What spaces part, and quotation marks keep together; `None` when one is left open. No shell is asked.
fn words(exec: &str) -> Option<Vec<String>> {
    let (mut words, mut word, mut quoted) = (Vec::new(), None::<String>, false);
    let mut signs = exec.chars();
    while let Some(sign) = signs.next() {
        match sign {
            '"' => {
                quoted = !quoted;
                word.get_or_insert_default();
            }
            '\\' if quoted => word.get_or_insert_default().push(signs.next()?),
            ' ' | '\t' | '\n' if !quoted => words.extend(word.take()),
            sign => word.get_or_insert_default().push(sign),
        }
    }
    words.extend(word);
    (!quoted).then_some(words)
}

/// Whether a program of this name is there.
fn runs(program: &str) -> bool {
    let there = |path: &Path| path.is_file();
    match Path::new(program) {
        path if path.is_absolute() => there(path),
        path => std::env::var_os("PATH").is_some_and(|folders| std::env::split_paths(&folders).any(|folder| there(&folder.join(path)))),
    }
}

#[cfg(test)]
mod tests;
