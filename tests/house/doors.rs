//! One door to each outside thing.

use std::collections::BTreeSet;

use crate::source;
use crate::{Failure, assert_none};

/// Where we listen ourselves is nothing outside; nor is a scheme alone.
const LOOPBACK: &[&str] = &["127.0.0.1", "localhost", "\""];

#[test]
fn the_engine_knows_addresses_in_one_place() -> Result<(), Failure> {
    let breaches: Vec<String> = source::all("src-tauri/crates/engine/src", &[".rs"])?
        .iter()
        .filter(|source| !source.path.contains("/engine/src/environment/"))
        .flat_map(|source| {
            source.program().filter(|(_, line)| names_address(line)).map(|(at, line)| format!("{}:{at}: {}", source.path, line.trim()))
        })
        .collect();
    assert_none("Addresses stand in engine/src/environment/ alone", &breaches);
    Ok(())
}

fn names_address(line: &str) -> bool {
    let code = line.trim_start();
    let code = if code.starts_with("//") { "" } else { code.split(" // ").next().unwrap_or_default() };
    let mut hosts = code.split("http://").skip(1);
    code.contains("https://") || hosts.any(|host| !LOOPBACK.iter().any(|ours| host.starts_with(ours)))
}

#[test]
fn an_address_is_seen() {
    assert!(names_address("    let a = \"https://altinn.no\";"));
    assert!(names_address("x(\"http://altinn.no\") // why"));
    assert!(names_address("format!(\"http://{host}/\")"));
    assert!(!names_address("format!(\"http://127.0.0.1:{port}/\")"));
    assert!(!names_address("/// As https://altinn.no says."));
    assert!(!names_address("work(); // https://altinn.no"));
}

#[test]
fn one_file_of_the_page_knows_tauri() -> Result<(), Failure> {
    let door = "ui/src/ipc/hosts/tauri.ts";
    let breaches: Vec<String> = source::all("ui/src", &[".ts", ".tsx"])?
        .into_iter()
        .filter(|source| source.path != door && imports(&source.text).any(|import| import.starts_with("@tauri-apps/")))
        .map(|source| source.path)
        .collect();
    assert_none("Only hosts/tauri.ts imports Tauri", &breaches);
    Ok(())
}

#[test]
fn journeys_do_not_know_each_other() -> Result<(), Failure> {
    let mut breaches = Vec::new();
    for source in source::all("ui/src/journeys", &[".ts", ".tsx"])? {
        let ours = journey(&source.path);
        let reached: BTreeSet<String> = imports(&source.text).map(|import| resolve(&source.path, import)).collect();
        let others = reached.iter().filter(|path| journey(path).is_some() && journey(path) != ours);
        breaches.extend(others.map(|path| format!("{} imports {path}", source.path)));
    }
    assert_none("A journey never imports another journey", &breaches);
    Ok(())
}

/// The folder under `journeys/`. What lies beside the folders is shared by them.
fn journey(path: &str) -> Option<&str> {
    let name = path.strip_prefix("ui/src/journeys/")?.split('/').next()?;
    source::root().join("ui/src/journeys").join(name).is_dir().then_some(name)
}

/// What a TypeScript file imports, statically or not.
fn imports(text: &str) -> impl Iterator<Item = &str> {
    let after = ["from \"", "import \"", "import(\""].into_iter().flat_map(|word| text.split(word).skip(1));
    after.filter_map(|rest| rest.split('"').next())
}

/// A path from the workspace's folder; what is not relative stays as it is.
fn resolve(from: &str, import: &str) -> String {
    if !import.starts_with('.') {
        return import.to_owned();
    }
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    for part in import.split('/') {
        match part {
            "." => {}
            ".." => drop(parts.pop()),
            name => parts.push(name),
        }
    }
    parts.join("/")
}

#[test]
fn a_journey_that_knows_another_is_seen() {
    let text =
        "import { a } from \"../keys/a\";\nimport \"./b.css\";\nconst c = import(\"../../parts/c\");\nimport { d } from \"../step\";";
    let reached: Vec<String> = imports(text).map(|import| resolve("ui/src/journeys/login/Login.tsx", import)).collect();
    let journeys = "ui/src/journeys";
    let expected = [format!("{journeys}/keys/a"), format!("{journeys}/step"), format!("{journeys}/login/b.css"), "ui/src/parts/c".into()];
    assert_eq!(reached, expected);
    assert_eq!(reached.iter().map(|path| journey(path)).collect::<Vec<_>>(), [Some("keys"), None, Some("login"), None]);
}
