//! Which computer this is: its system, beside its number, told so that nobody learns it.

use std::sync::LazyLock;

use sha2::{Digest as _, Sha256};

use crate::folders::IDENTIFIER;

/// The operating system, as Rust calls it: `windows`, `macos`, `linux`.
pub const SYSTEM: &str = std::env::consts::OS;

/// A mark that this computer alone gives for this purpose; the system's own number cannot be computed from it, nor can it be
/// compared with another purpose's mark (machine-id(5) asks programs to do so). Nothing where the system has no number.
#[must_use]
pub fn mark(purpose: &str) -> Option<String> {
    // Looked up once: some systems have to start a program for it.
    static NUMBER: LazyLock<Option<String>> = LazyLock::new(|| machine_uid::get().ok().filter(|number| !number.trim().is_empty()));
    NUMBER.as_deref().map(|number| mark_of(number.trim(), purpose))
}

fn mark_of(number: &str, purpose: &str) -> String {
    // The lengths keep apart what would read the same written together.
    let text = format!("{IDENTIFIER} {} {number} {} {purpose}", number.len(), purpose.len());
    Sha256::digest(text).iter().take(16).map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks() {
        assert_eq!(mark_of("1", "a"), mark_of("1", "a"));
        assert_ne!(mark_of("1", "a"), mark_of("2", "a"));
        assert_ne!(mark_of("1", "a"), mark_of("1", "b"));
        assert_eq!(mark_of("1", "a").len(), 32);
        assert_eq!(mark("a"), mark("a"));
    }
}
