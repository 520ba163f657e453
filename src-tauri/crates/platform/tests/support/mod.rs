//! A keychain in a file, which several processes share.

use std::fs;
use std::io::{self, ErrorKind, Write as _};
use std::path::PathBuf;
use std::thread;
use std::time::Duration;

use inngang_engine::secret::Secret;
use inngang_platform::files::write_whole;
use inngang_platform::vault::{Keychain, KeychainUnavailable};

/// As whole as the systems' own: each change is there or not. The test's own folder is the only thing that protects it.
pub(crate) struct FileKeychain {
    pub(crate) file: PathBuf,
    /// How long it takes before and after the work, which it then says to whoever may kill it meanwhile.
    pub(crate) pause: Option<Duration>,
}

impl FileKeychain {
    fn wait(&self, what: &str) {
        if let Some(pause) = self.pause {
            let mut out = io::stdout().lock();
            let _closed = writeln!(out, "keychain {what}").and_then(|()| out.flush());
            thread::sleep(pause);
        }
    }

    fn slowly<T>(&self, work: impl FnOnce() -> io::Result<T>) -> Result<T, KeychainUnavailable> {
        self.wait("before");
        let done = work();
        self.wait("after");
        done.map_err(|_| KeychainUnavailable)
    }
}

impl Keychain for FileKeychain {
    fn load(&self, _: &str) -> Result<Option<Secret<String>>, KeychainUnavailable> {
        self.slowly(|| match fs::read_to_string(&self.file) {
            Ok(text) => Ok(Some(Secret::new(text))),
            Err(failure) if failure.kind() == ErrorKind::NotFound => Ok(None),
            Err(failure) => Err(failure),
        })
    }

    fn store(&self, _: &str, secret: &Secret<String>) -> Result<(), KeychainUnavailable> {
        self.slowly(|| write_whole(&self.file, secret.expose().as_bytes()))
    }

    fn forget(&self, _: &str) -> Result<(), KeychainUnavailable> {
        self.slowly(|| match fs::remove_file(&self.file) {
            Err(failure) if failure.kind() != ErrorKind::NotFound => Err(failure),
            _ => Ok(()),
        })
    }
}
