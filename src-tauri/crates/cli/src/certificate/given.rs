//! The files as they were given, opened.

use std::io::{self, Read as _};
use std::path::Path;
use std::sync::Arc;

use inngang_engine::certificates::{self, CertificateError, CertificateFile, Effort, Examination, ExaminedFile, OpenedFile, SIZE_LIMIT};
use inngang_engine::secret::Secret;
use inngang_platform::files::{FileError, read_chosen};

use super::Order;
use crate::words::Words;
use crate::{Stop, password};

/// One file.
pub(super) struct Given {
    /// As it was given.
    pub(super) file: String,
    /// What came out of it, or why it cannot be read.
    pub(super) opened: Result<Arc<OpenedFile>, FileError>,
}

/// Each file with what was found in it, or why it cannot be read.
pub(super) fn each<'a>(
    files: &'a [Given],
    examination: &'a Examination,
) -> impl Iterator<Item = (&'a str, Result<&'a ExaminedFile, &'a FileError>)> {
    let mut examined = examination.files.iter();
    files.iter().filter_map(move |Given { file, opened }| match opened {
        Ok(_) => Some((file.as_str(), Ok(examined.next()?))),
        Err(failure) => Some((file.as_str(), Err(failure))),
    })
}

/// Opens them one after the other, with the password that was given or asked for.
pub(super) fn open(order: &Order, words: &Words) -> Result<Vec<Given>, Stop> {
    if order.password_fd == Some(0) && order.files.iter().any(|path| is_standard_input(path)) {
        let why = words.get("cli:usage.conflict", &[("what", "--password-fd 0"), ("other", "-")]);
        return Err(Stop::because(&why));
    }
    let password = order.password_fd.map(|number| password::from_descriptor(number, words)).transpose()?;
    let each = order.files.iter().map(|path| {
        let name = if is_standard_input(path) { words.get("cli:certificate.stdin", &[]) } else { file_name(path) };
        let opened = match read(path) {
            Err(failure) => Err(failure),
            Ok(bytes) => {
                let file = CertificateFile { name, bytes: bytes.into(), password: None };
                Ok(Arc::new(open_one(file, order, password.as_ref(), words)?))
            }
        };
        Ok(Given { file: path.to_string_lossy().into_owned(), opened })
    });
    each.collect()
}

fn open_one(mut file: CertificateFile, order: &Order, password: Option<&Secret<String>>, words: &Words) -> Result<OpenedFile, Stop> {
    if order.ask {
        return password::open_asking(&mut file, words).map_err(|_| Stop::because(&words.get("cli:password.no_terminal", &[])));
    }
    // EXPOSE: the file takes charge of a copy, and wipes it.
    file.password = password.map(|password| Secret::new(password.expose().clone()));
    let opened = certificates::open(&file, &Effort::default());
    let wrong = matches!(opened.outcome, Err(CertificateError::WrongPassword | CertificateError::WrongPasswordSpaces));
    if wrong && order.files.len() > 1 {
        // One line for several files is for those that need it, and this one may need none.
        file.password = None;
        let without = certificates::open(&file, &Effort::default());
        if without.outcome.is_ok() {
            return Ok(without);
        }
    }
    Ok(opened)
}

fn file_name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

fn is_standard_input(path: &Path) -> bool {
    path == Path::new("-") || path == Path::new("/dev/stdin")
}

fn read(path: &Path) -> Result<Secret<Vec<u8>>, FileError> {
    if !is_standard_input(path) {
        return read_chosen(path, SIZE_LIMIT);
    }
    // Space for all of it at once: growing would leave copies of secrets behind.
    let mut bytes = Vec::with_capacity(SIZE_LIMIT + 1);
    let read = io::stdin().take(SIZE_LIMIT as u64 + 1).read_to_end(&mut bytes);
    let bytes = Secret::new(bytes);
    let count = |size: usize| i64::try_from(size).unwrap_or(i64::MAX);
    match read {
        Err(failure) => Err(failure.into()),
        Ok(0) => Err(FileError::Empty),
        Ok(length) if length > SIZE_LIMIT => Err(FileError::TooLarge { bytes: count(length), limit: count(SIZE_LIMIT) }),
        Ok(_) => Ok(bytes),
    }
}
