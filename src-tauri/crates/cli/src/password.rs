//! A certificate file's password: from a file descriptor or from whoever sits at the terminal, never from an argument.

use std::fs::File;
use std::io::{self, IsTerminal as _, Read};
use std::path::Path;

use inngang_engine::certificates::{self, CertificateError, CertificateFile, Effort, SIZE_LIMIT};
use inngang_engine::secret::Secret;
use inngang_platform::files::read_chosen;

use crate::Stop;
use crate::words::Words;

/// Longer than any password, shorter than a mistake.
const LIMIT: u64 = 64 * 1024;

/// The first line of what the descriptor gives.
pub(crate) fn from_descriptor(number: u32, words: &Words) -> Result<Secret<String>, Stop> {
    let unreadable = |_| Stop::because(&words.get("cli:password.unreadable", &[("number", &number.to_string())]));
    let source: Box<dyn Read> = match number {
        0 => Box::new(io::stdin()),
        // The safe way to a descriptor that somebody handed down, on every system that has them.
        _ => Box::new(File::open(format!("/dev/fd/{number}")).map_err(unreadable)?),
    };
    first_line(source).map_err(unreadable)
}

fn first_line(source: impl Read) -> io::Result<Secret<String>> {
    // Space for all of it at once: growing would leave copies behind.
    let mut text = String::with_capacity(1024);
    source.take(LIMIT).read_to_string(&mut text)?;
    text.truncate(text.find(['\r', '\n']).unwrap_or(text.len()));
    Ok(Secret::new(text))
}

/// Asks, without showing what is typed, when the file needs a password. `None` where it does not, or nobody can be asked.
pub(crate) fn ask_for(file: &Path, words: &Words) -> Option<Secret<String>> {
    if !io::stdin().is_terminal() || !is_needed(file) {
        return None;
    }
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    let prompt = words.get("cli:password.prompt", &[("file", &name)]);
    rpassword::prompt_password(format!("{prompt} ")).ok().map(Secret::new)
}

/// Whether the file opens without; what is wrong otherwise is told by the step.
fn is_needed(file: &Path) -> bool {
    let Ok(bytes) = read_chosen(file, SIZE_LIMIT) else { return false };
    let file = CertificateFile { name: String::new(), bytes: bytes.into(), password: None };
    matches!(certificates::open(&file, &Effort::default()).outcome, Err(CertificateError::PasswordNeeded))
}
