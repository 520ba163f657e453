//! Passwords: from a file descriptor or from whoever sits at the terminal, never from an argument.

use std::fs::File;
use std::io::{self, IsTerminal as _, Read};
use std::path::Path;

use inngang_engine::certificates::{self, CertificateError, CertificateFile, Effort, OpenedFile, SIZE_LIMIT};
use inngang_engine::problem::Explain as _;
use inngang_engine::secret::Secret;
use inngang_platform::files::read_chosen;

use crate::Stop;
use crate::words::Words;

/// Longer than any password, shorter than a mistake.
const LIMIT: u64 = 64 * 1024;

/// How often somebody may be wrong about one file.
const TRIES: usize = 3;

/// The first line of what the descriptor gives.
pub(crate) fn from_descriptor(number: u32, words: &Words) -> Result<Secret<String>, Stop> {
    secret_from(number, "cli:password.unreadable", words)
}

/// The same for a secret that is no password; `key` says what to tell when there is none.
pub(crate) fn secret_from(number: u32, key: &str, words: &Words) -> Result<Secret<String>, Stop> {
    let unreadable = |_| Stop::because(&words.get(key, &[("number", &number.to_string())]));
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

/// Asks for what the file at this path needs, when somebody sits there. What is wrong otherwise is told by the step that opens it.
pub(crate) fn ask_for(path: &Path, words: &Words) -> Option<Secret<String>> {
    if !io::stdin().is_terminal() {
        return None;
    }
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let mut file = CertificateFile { name, bytes: read_chosen(path, SIZE_LIMIT).ok()?.into(), password: None };
    open_asking(&mut file, words).ok()?;
    file.password
}

/// Two passwords cannot come from one place: the first line of it is one password.
pub(crate) fn same_descriptor(option: &str, words: &Words) -> Stop {
    same_descriptors(option, "--vault-password-fd", words)
}

/// The same of any two.
pub(crate) fn same_descriptors(option: &str, other: &str, words: &Words) -> Stop {
    Stop::because(&words.get("cli:password.same_descriptor", &[("what", option), ("other", other)]))
}

/// Two secrets cannot come from one place, whatever the options are that name it.
pub(crate) fn different_descriptors(given: &[(&str, Option<u32>)], words: &Words) -> Result<(), Stop> {
    for (at, (one, number)) in given.iter().enumerate() {
        if let Some((other, _)) = given[..at].iter().find(|(_, before)| number.is_some() && before == number) {
            return Err(same_descriptors(one, other, words));
        }
    }
    Ok(())
}

/// Opens something with what was given; asks for its password where somebody can be asked, and again while it is wrong.
pub(crate) fn opening<T, E>(
    path: &Path,
    ask: bool,
    words: &Words,
    needs_password: impl Fn(&E) -> bool,
    mut open: impl FnMut(Option<Secret<String>>) -> Result<T, E>,
) -> Result<Result<T, E>, Stop> {
    let prompt = words.get("cli:password.prompt", &[("file", &path.file_name().unwrap_or_default().to_string_lossy())]);
    let mut opened = open(None);
    for _ in 0..TRIES {
        if !ask || !opened.as_ref().is_err_and(&needs_password) {
            break;
        }
        opened = open(Some(asked(&prompt, words)?));
    }
    Ok(opened)
}

/// What somebody types at the terminal, which is not shown.
pub(crate) fn asked(prompt: &str, words: &Words) -> Result<Secret<String>, Stop> {
    let typed = rpassword::prompt_password(format!("{prompt} "));
    typed.map(Secret::new).map_err(|_| Stop::because(&words.get("cli:password.no_terminal", &[])))
}

/// Has a new password typed once more, since a slip would lock its owner out.
pub(crate) fn again(password: &Secret<String>, words: &Words) -> Result<(), Stop> {
    let typed = asked(&words.get("cli:password.again", &[]), words)?;
    // EXPOSE: compared where the same person has just typed both.
    if typed.expose() == password.expose() { Ok(()) } else { Err(Stop::because(&words.get("cli:password.different", &[]))) }
}

/// Opens a file. When it needs a password it is asked for on the terminal, without showing what is typed, and again when it is
/// wrong; the one typed last stays with the file.
///
/// # Errors
/// When there is no terminal, or whoever sits there has had enough.
pub(crate) fn open_asking(file: &mut CertificateFile, words: &Words) -> io::Result<OpenedFile> {
    let prompt = words.get("cli:password.prompt", &[("file", &file.name)]);
    let mut opened = certificates::open(file, &Effort::default());
    for _ in 0..TRIES {
        let refused = match &opened.outcome {
            Err(CertificateError::PasswordNeeded) => String::new(),
            Err(wrong @ (CertificateError::WrongPassword | CertificateError::WrongPasswordSpaces)) => {
                format!("{}.\n", words.of_problem(&wrong.explain(), "title"))
            }
            _ => break,
        };
        file.password = Some(Secret::new(rpassword::prompt_password(format!("{refused}{prompt} "))?));
        opened = certificates::open(file, &Effort::default());
    }
    Ok(opened)
}
