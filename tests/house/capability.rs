//! The window may call what the contract names, and nothing else.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::source;
use crate::{Failure, assert_none};

#[test]
fn the_capability_is_the_contract() -> Result<(), Failure> {
    let files = source::all("src-tauri/capabilities", &[".json", ".toml"])?;
    assert_eq!(files.iter().map(|file| file.name()).collect::<Vec<_>>(), ["main.json"]);
    let capability: Value = serde_json::from_str(&source::read("src-tauri/capabilities/main.json")?)?;
    let permissions = capability["permissions"].as_array().ok_or("no permissions")?;
    let granted: Vec<&str> = permissions.iter().filter_map(Value::as_str).collect();
    assert_eq!(granted.len(), permissions.len(), "a permission is a name, without a scope of its own");
    let granted: BTreeSet<String> = granted.into_iter().map(str::to_owned).collect();
    let named: BTreeSet<String> = inngang_contract::COMMANDS.iter().map(|command| format!("allow-{}", command.replace('_', "-"))).collect();
    assert_none("Granted, and in no line of the contract", &granted.difference(&named).cloned().collect::<Vec<_>>());
    assert_none("In the contract, and not granted", &named.difference(&granted).cloned().collect::<Vec<_>>());
    Ok(())
}
