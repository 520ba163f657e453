//! Declares every command to Tauri's access list, so that Tauri denies what the capability does not name.

macro_rules! commands {
    ($($name:ident($input:ident) => $answer:ident $(| $progress:ident)?,)+) => {
        const COMMANDS: &[&str] = &[$(stringify!($name)),+];
    };
}

include!("crates/contract/src/table.rs");

fn main() -> Result<(), Box<dyn std::error::Error>> {
    println!("cargo:rerun-if-changed=crates/contract/src/table.rs");
    let attributes = tauri_build::Attributes::new().app_manifest(tauri_build::AppManifest::new().commands(COMMANDS));
    tauri_build::try_build(attributes)?;
    Ok(())
}
