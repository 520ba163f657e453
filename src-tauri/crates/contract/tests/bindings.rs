//! The generated TypeScript is what the messages say; `UPDATE_BINDINGS=1` writes it.

use std::path::Path;

#[test]
fn the_generated_types_are_fresh() -> Result<(), Box<dyn std::error::Error>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../ui/src/ipc/generated");
    let write = std::env::var_os("UPDATE_BINDINGS").is_some();
    let differ = inngang_contract::write_or_compare(&folder, write)?;
    assert!(write || differ.is_empty(), "stale: {differ:?}; run UPDATE_BINDINGS=1 cargo test -p inngang-contract");
    Ok(())
}
