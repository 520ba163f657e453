//! Who may depend on whom.

use std::collections::{BTreeMap, BTreeSet};

use toml::{Table, Value};

use crate::source;
use crate::{Failure, assert_none};

/// Our packages, and what each may know of the others.
const ARROWS: &[(&str, &[&str])] = &[
    ("inngang-engine", &[]),
    ("inngang-practice", &[]),
    ("inngang-platform", &["inngang-engine"]),
    ("inngang-contract", &["inngang-engine"]),
    ("inngang", &["inngang-engine", "inngang-platform", "inngang-practice"]),
    ("inngang-desktop", &["inngang-contract", "inngang-engine", "inngang-platform", "inngang-practice"]),
    ("inngang-bench", &["inngang-engine"]),
    ("inngang-fuzz", &["inngang-engine"]),
    ("inngang-tests", &["inngang-contract", "inngang-engine", "inngang-platform", "inngang-practice"]),
    ("xtask", &[]),
];

/// Libraries behind a wall: who alone may name them. What a package needs for its own tests is another matter.
const BEHIND_WALLS: &[(&str, &str)] = &[
    ("tauri", "inngang-desktop"),
    ("tauri-build", "inngang-desktop"),
    ("rfd", "inngang-desktop"),
    ("reqwest", "inngang-engine"),
    ("keyring", "inngang-platform"),
    ("rusqlite", "inngang-platform"),
    ("age", "inngang-platform"),
];

/// No package but the shell may bring one of these, through however many others.
const GUI: &[&str] = &["tauri", "tauri-runtime", "wry", "tao", "gtk", "gtk-sys", "gdk-sys", "webkit2gtk", "rfd", "muda", "softbuffer"];

/// Workspaces of their own, which no lock of ours knows.
const APART: &[&str] = &["inngang-bench", "inngang-fuzz"];

/// Everything in it is a test.
const TESTS: &str = "inngang-tests";

#[test]
fn packages_follow_the_arrows() -> Result<(), Failure> {
    let ours: BTreeMap<&str, &[&str]> = ARROWS.iter().copied().collect();
    let mut breaches = Vec::new();
    let mut seen = BTreeSet::new();
    for (package, manifest) in manifests()? {
        let Some(allowed) = ours.get(package.as_str()) else {
            breaches.push(format!("{package} is a new wall"));
            continue;
        };
        let known = named(&manifest, &["dependencies", "build-dependencies", "dev-dependencies"]);
        let wrong = known.iter().filter(|name| ours.contains_key(name.as_str()) && !allowed.contains(&name.as_str()));
        breaches.extend(wrong.map(|name| format!("{package} → {name}")));
        seen.insert(package);
    }
    breaches.extend(ours.keys().filter(|name| !seen.contains(**name)).map(|name| format!("{name} is gone")));
    assert_none("Arrows that the plan does not have", &breaches);
    Ok(())
}

#[test]
fn libraries_stay_behind_their_walls() -> Result<(), Failure> {
    let mut breaches = Vec::new();
    for (package, manifest) in manifests()?.into_iter().filter(|(package, _)| package != TESTS) {
        let known = named(&manifest, &["dependencies", "build-dependencies"]);
        let wrong = BEHIND_WALLS.iter().filter(|(library, owner)| known.contains(*library) && package != *owner);
        breaches.extend(wrong.map(|(library, owner)| format!("{package} → {library}, which only {owner} may know")));
        if package != "inngang-desktop" {
            breaches.extend(known.iter().filter(|name| name.starts_with("tauri")).map(|name| format!("{package} → {name}")));
        }
    }
    assert_none("Libraries in the wrong package", &breaches);
    Ok(())
}

#[test]
fn only_the_shell_links_a_gui() -> Result<(), Failure> {
    let lock: Table = source::read("Cargo.lock")?.parse()?;
    let arrows = locked(&lock).ok_or("Cargo.lock is not as expected")?;
    for (package, _) in ARROWS.iter().filter(|(package, _)| *package != "inngang-desktop" && !APART.contains(package)) {
        let reached = reach(&arrows, package);
        assert!(reached.len() > 1 || *package == "xtask", "{package} is not in Cargo.lock");
        let gui: Vec<String> = GUI.iter().filter(|name| reached.contains(**name)).map(|name| (*name).to_owned()).collect();
        assert_none(&format!("{package} brings a GUI library"), &gui);
    }
    assert!(reach(&arrows, "inngang-desktop").contains("wry"), "the shell's GUI library is not found, so nothing was proved");
    Ok(())
}

fn manifests() -> Result<Vec<(String, Table)>, Failure> {
    let mut manifests = Vec::new();
    for source in source::all("", &["Cargo.toml"])? {
        let manifest: Table = source.text.parse()?;
        if let Some(name) = manifest.get("package").and_then(|package| package.get("name")).and_then(Value::as_str) {
            manifests.push((name.to_owned(), manifest.clone()));
        }
    }
    Ok(manifests)
}

/// Names in these sections, for whichever operating system.
fn named(manifest: &Table, sections: &[&str]) -> BTreeSet<String> {
    let for_systems = manifest.get("target").and_then(Value::as_table).into_iter().flat_map(Table::values).filter_map(Value::as_table);
    let tables = std::iter::once(manifest).chain(for_systems);
    let sections = tables.flat_map(|table| sections.iter().filter_map(|section| table.get(*section)).filter_map(Value::as_table));
    sections.flat_map(|section| section.iter().map(|(name, how)| renamed(name, how))).collect()
}

/// The library's own name, whatever the package calls it.
fn renamed(name: &str, how: &Value) -> String {
    how.get("package").and_then(Value::as_str).unwrap_or(name).to_owned()
}

/// Who brings whom, versions laid together.
fn locked(lock: &Table) -> Option<BTreeMap<&str, BTreeSet<&str>>> {
    let mut arrows: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for package in lock.get("package")?.as_array()? {
        let brought = package.get("dependencies").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str);
        let names = brought.filter_map(|dependency| dependency.split(' ').next());
        arrows.entry(package.get("name")?.as_str()?).or_default().extend(names);
    }
    Some(arrows)
}

fn reach<'a>(arrows: &BTreeMap<&'a str, BTreeSet<&'a str>>, from: &'a str) -> BTreeSet<&'a str> {
    let (mut reached, mut next) = (BTreeSet::new(), vec![from]);
    while let Some(name) = next.pop() {
        if reached.insert(name) {
            next.extend(arrows.get(name).into_iter().flatten());
        }
    }
    reached
}

#[test]
fn a_wrong_arrow_is_seen() -> Result<(), Failure> {
    let manifest: Table = "[dependencies]\na.workspace = true\n[target.'cfg(unix)'.dev-dependencies]\nb = { package = \"c\" }".parse()?;
    assert_eq!(named(&manifest, &["dependencies", "dev-dependencies"]), ["a", "c"].map(str::to_owned).into());
    assert_eq!(reach(&[("a", ["b"].into()), ("b", ["c"].into())].into(), "a"), ["a", "b", "c"].into());
    Ok(())
}
