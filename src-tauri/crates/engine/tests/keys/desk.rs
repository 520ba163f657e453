//! A folder in which `openssl` makes keys, and the keys that many tests share.

use std::fs;
use std::io::Write as _;
use std::process::{Command, Stdio};
use std::sync::OnceLock;

use tempfile::TempDir;

use crate::Failure;

/// What the password is in a file.
pub(crate) const PASSWORD: &str = "pass:hemmelig";

pub(crate) struct Desk(TempDir);

impl Desk {
    /// With `a.key` and `b.key`, two keys of 2048 bits in PKCS#8.
    pub(crate) fn shared() -> Result<&'static Self, Failure> {
        static DESK: OnceLock<Result<Desk, String>> = OnceLock::new();
        DESK.get_or_init(|| Self::make().map_err(|failure| failure.to_string())).as_ref().map_err(|failure| failure.clone().into())
    }

    fn make() -> Result<Self, Failure> {
        let desk = Self(tempfile::tempdir()?);
        for name in ["a.key", "b.key"] {
            desk.run(&["genpkey", "-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:2048", "-out", name])?;
        }
        Ok(desk)
    }

    /// What `openssl` printed.
    pub(crate) fn run(&self, arguments: &[&str]) -> Result<Vec<u8>, Failure> {
        self.run_on(arguments, &[])
    }

    /// The same, with this on its standard input.
    pub(crate) fn run_on(&self, arguments: &[&str], input: &[u8]) -> Result<Vec<u8>, Failure> {
        let mut command = Command::new("openssl");
        command.args(arguments).current_dir(self.0.path()).env("LC_ALL", "C.UTF-8");
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn()?;
        // One that is content without its input may be gone.
        let _gone = child.stdin.take().ok_or("no input")?.write_all(input);
        let output = child.wait_with_output()?;
        if !output.status.success() {
            return Err(format!("openssl {arguments:?}: {}", String::from_utf8_lossy(&output.stderr)).into());
        }
        Ok(output.stdout)
    }

    pub(crate) fn read(&self, name: &str) -> Result<Vec<u8>, Failure> {
        Ok(fs::read(self.0.path().join(name))?)
    }

    pub(crate) fn write(&self, name: &str, bytes: &[u8]) -> Result<(), Failure> {
        Ok(fs::write(self.0.path().join(name), bytes)?)
    }

    /// SubjectPublicKeyInfo of a key, as `openssl` sees it.
    pub(crate) fn spki(&self, key: &str) -> Result<Vec<u8>, Failure> {
        self.run(&["pkey", "-in", key, "-pubout", "-outform", "DER"])
    }
}
