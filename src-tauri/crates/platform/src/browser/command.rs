//! A browser that is named on the command line: a program that is given the address as its one argument.

use std::ffi::OsString;

use inngang_engine::ports::{NoBrowser, OpenUrl};
use url::Url;

/// Runs a program with the address, without a shell and without reading anything into its name.
#[derive(Debug, Clone)]
pub struct CommandBrowser {
    program: OsString,
}

impl CommandBrowser {
    /// `program` is a path, or a name in `PATH`.
    pub fn new(program: impl Into<OsString>) -> Self {
        Self { program: program.into() }
    }
}

impl OpenUrl for CommandBrowser {
    fn open(&self, url: &Url) -> Result<(), NoBrowser> {
        let command = [self.program.clone(), super::web(url)?.into()];
        if super::start(&command) { Ok(()) } else { Err(NoBrowser) }
    }
}

#[cfg(all(test, unix))]
mod tests {
    use std::error::Error;
    use std::fs;
    use std::os::unix::fs::PermissionsExt as _;

    use super::*;

    #[test]
    fn the_address_is_the_one_argument_and_no_shell_reads_it() -> Result<(), Box<dyn Error>> {
        let folder = tempfile::tempdir()?;
        let (program, heard) = (folder.path().join("my browser; $(touch x)"), folder.path().join("heard"));
        fs::write(&program, format!("#!/bin/sh\nprintf '%s\\n' \"$#\" \"$@\" > '{}'\n", heard.display()))?;
        fs::set_permissions(&program, fs::Permissions::from_mode(0o700))?;
        let url = Url::parse("https://login.example/authorize?a=1&b=$(touch%20x);echo%20c d")?;
        CommandBrowser::new(&program).open(&url)?;
        assert_eq!(fs::read_to_string(heard)?, format!("1\n{url}\n"));
        assert!(CommandBrowser::new("true --flag").open(&url).is_err(), "a name with a space is one name");
        assert!(CommandBrowser::new("false").open(&url).is_err());
        Ok(())
    }
}
