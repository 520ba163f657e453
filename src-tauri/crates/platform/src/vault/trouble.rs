//! What a failing disk or folder means for the vault.

use std::io::{Error, ErrorKind};

use inngang_engine::keys::KeyError;

/// The failure in the vault's words, for the file that was meant.
pub(super) fn trouble(file: &'static str) -> impl Fn(Error) -> KeyError {
    move |failure| {
        let name = || file.to_owned();
        match failure.kind() {
            // A limit on a file's size is how some systems keep a person from filling the disk.
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded | ErrorKind::FileTooLarge => KeyError::DiskFull,
            ErrorKind::ReadOnlyFilesystem | ErrorKind::PermissionDenied => KeyError::ReadOnly { file: name() },
            ErrorKind::NotFound => KeyError::Gone { file: name() },
            ErrorKind::WouldBlock => KeyError::Busy,
            kind => {
                tracing::warn!(?kind, file, "vault");
                KeyError::Unwritable { file: name() }
            }
        }
    }
}

/// What no failing disk explains.
pub(super) fn unwritable(file: &str) -> KeyError {
    KeyError::Unwritable { file: file.to_owned() }
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn each_has_its_words() {
        let check = |number: i32, expected: &str| {
            let found = format!("{:?}", trouble("f")(Error::from_raw_os_error(number)));
            assert!(found.starts_with(expected), "{number}: {found}");
        };
        // POSIX's numbers, the same on Linux and macOS but for the last two.
        check(28, "DiskFull");
        check(27, "DiskFull");
        check(30, "ReadOnly");
        check(13, "ReadOnly");
        check(2, "Gone");
        check(5, "Unwritable");
        check(if cfg!(target_os = "linux") { 122 } else { 69 }, "DiskFull");
        check(if cfg!(target_os = "linux") { 11 } else { 35 }, "Busy");
    }
}
