//! The window's program, where it stands beside this one.

use std::process::{Command, Stdio};

use crate::Stop;
use crate::words::Words;

/// Starts it. `false` when there is none.
pub(crate) fn open(words: &Words) -> Result<bool, Stop> {
    let name = format!("inngang-desktop{}", std::env::consts::EXE_SUFFIX);
    let Some(program) = std::env::current_exe().ok().and_then(|own| Some(own.parent()?.join(&name))).filter(|path| path.is_file()) else {
        return Ok(false);
    };
    let started = Command::new(program).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn();
    started.map(|_| true).map_err(|_| Stop::because(&words.get("cli:window_failed", &[("file", &name)])))
}
