//! Everything that depends on the operating system: keychain, vault, database, files, browser, clock, folders, machine, sleep.
#![forbid(unsafe_code)]
#![warn(missing_docs)]

pub mod browser;
pub mod calendar_file;
pub mod clock;
pub mod database;
pub mod files;
pub mod folders;
pub mod machine;
pub mod memory_keys;
pub mod process;
pub mod profile_copy;
pub mod sleep;
pub mod texts;
pub mod vault;

use std::sync::{Mutex, MutexGuard, PoisonError};

/// A panic elsewhere leaves our maps whole: every change of them is one assignment.
fn held<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
