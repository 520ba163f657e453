//! Where the token goes: a file that its owner alone reads, whole or not at all, or the output.

use std::ffi::OsString;
use std::fs::FileType;
use std::io::{self, ErrorKind, Write as _};
use std::path::{Path, PathBuf};

use inngang_engine::secret::Secret;
use inngang_platform::files::write_whole;

use crate::Stop;
use crate::words::Words;

/// Where it goes.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Out {
    /// The token alone stands there.
    StandardOutput,
    /// A file, which is replaced when it is there.
    File(PathBuf),
}

impl From<OsString> for Out {
    fn from(typed: OsString) -> Self {
        if typed == "-" { Self::StandardOutput } else { Self::File(typed.into()) }
    }
}

impl Out {
    /// Whether it can go there, as far as can be seen before there is a token.
    pub(super) fn check(&self, words: &Words) -> Result<(), Stop> {
        let Self::File(path) = self else { return Ok(()) };
        let refuse = |key: &str| Err(said(key, path, words));
        match path.symlink_metadata().map(|there| there.file_type()) {
            Ok(there) if there.is_symlink() => refuse("out_is_link"),
            Ok(there) if there.is_dir() => refuse("out_is_folder"),
            Ok(there) if !FileType::is_file(&there) => refuse("out_is_no_file"),
            Err(failure) if failure.kind() != ErrorKind::NotFound => refuse("out_unwritable"),
            _ if path.file_name().is_none() => refuse("out_is_folder"),
            _ if !folder(path).is_dir() => refuse("out_no_folder"),
            _ => Ok(()),
        }
    }

    /// Puts it there.
    pub(super) fn write(&self, token: &Secret<String>, words: &Words) -> Result<(), Stop> {
        // Once more: somebody may have put something there meanwhile. What takes the place of a link leaves alone where that leads.
        self.check(words)?;
        // EXPOSE: whoever asked for the token gets it here, and nowhere else.
        let line = Secret::new(format!("{}\n", token.expose()));
        // EXPOSE: as above.
        let bytes = line.expose().as_bytes();
        match self {
            Self::StandardOutput => {
                let mut out = io::stdout().lock();
                out.write_all(bytes).and_then(|()| out.flush()).map_err(Stop::unwritable)
            }
            Self::File(path) => {
                let whole = folder(path).join(path.file_name().unwrap_or_default());
                write_whole(&whole, bytes).map_err(|_| said("out_unwritable", path, words))
            }
        }
    }

    /// As programs are told of it.
    pub(super) fn name(&self) -> String {
        match self {
            Self::StandardOutput => "-".to_owned(),
            Self::File(path) => path.display().to_string(),
        }
    }
}

fn folder(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or_else(|| Path::new("."))
}

fn said(key: &str, path: &Path, words: &Words) -> Stop {
    Stop::because(&words.get(&format!("cli:token.{key}"), &[("file", &path.display().to_string())]))
}
