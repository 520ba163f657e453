//! The lock on a vault's folder.

use std::fs::{File, TryLockError};
use std::io::{self, ErrorKind};
use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};

const PAUSE: Duration = Duration::from_millis(5);

/// Waits for whoever else changes the vault, but not without limit. Ends when dropped, and with the process, however that ends.
pub(super) fn take(path: &Path, patience: Duration) -> io::Result<File> {
    let mut options = File::options();
    options.create(true).truncate(false).write(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let file = options.open(path)?;
    let begun = Instant::now();
    loop {
        match file.try_lock() {
            Ok(()) => return Ok(file),
            Err(TryLockError::Error(failure)) => return Err(failure),
            Err(TryLockError::WouldBlock) if begun.elapsed() >= patience => return Err(ErrorKind::WouldBlock.into()),
            Err(TryLockError::WouldBlock) => thread::sleep(PAUSE),
        }
    }
}
