//! Opening an address in the person's own browser, never through a shell.

mod command;
#[cfg(all(unix, not(target_os = "macos")))]
mod desktop_entries;

use std::ffi::OsStr;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::Duration;

#[cfg(all(unix, not(target_os = "macos")))]
use inngang_engine::ports::Browser;
use inngang_engine::ports::{NoBrowser, OpenUrl};
use url::Url;

pub use command::CommandBrowser;

/// How long a starter may take to say that it failed. One that still runs then is a browser.
const PATIENCE: Duration = Duration::from_millis(1_500);
const PAUSE: Duration = Duration::from_millis(25);

/// The person's browser: what `BROWSER` names, else what the system starts.
///
/// Others may be chosen where the system keeps desktop entries. macOS and Windows tell which browsers there are through calls that Rust
/// holds for unsafe, so that none is listed there.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemBrowser;

impl OpenUrl for SystemBrowser {
    fn open(&self, url: &Url) -> Result<(), NoBrowser> {
        let chosen = std::env::var("BROWSER").unwrap_or_default();
        let url = web(url)?;
        if starters(&chosen, url).iter().any(|command| start(command)) { Ok(()) } else { Err(NoBrowser) }
    }

    #[cfg(all(unix, not(target_os = "macos")))]
    fn browsers(&self) -> Vec<Browser> {
        let entries = desktop_entries::browsers(&desktop_entries::folders());
        entries.into_iter().map(|entry| Browser { id: entry.id, name: entry.name }).collect()
    }

    #[cfg(all(unix, not(target_os = "macos")))]
    fn open_in(&self, url: &Url, browser: &str) -> Result<(), NoBrowser> {
        let url = web(url)?;
        let entries = desktop_entries::browsers(&desktop_entries::folders());
        let entry = entries.iter().find(|entry| entry.id == browser).ok_or(NoBrowser)?;
        let command = entry.command(url).ok_or(NoBrowser)?;
        if start(&command) { Ok(()) } else { Err(NoBrowser) }
    }
}

/// Nothing but web addresses: the system would start anything for anything.
fn web(url: &Url) -> Result<&str, NoBrowser> {
    if matches!(url.scheme(), "http" | "https") { Ok(url.as_str()) } else { Err(NoBrowser) }
}

/// Programs to try with their arguments: those of `BROWSER` (a list with colons, `%s` for the address), then the system's.
fn starters(chosen: &str, url: &str) -> Vec<Vec<String>> {
    let mut commands: Vec<Vec<String>> = Vec::new();
    for entry in std::env::split_paths(chosen) {
        let mut words: Vec<String> = entry.to_string_lossy().split_whitespace().map(|word| word.replace("%s", url)).collect();
        // The address is no program, and what could not be started is named in the log.
        if entry.to_string_lossy().split_whitespace().next().is_none_or(|program| program.contains("%s")) {
            continue;
        }
        if !entry.to_string_lossy().contains("%s") {
            words.push(url.to_owned());
        }
        commands.push(words);
    }
    let system: &[&str] = if cfg!(target_os = "macos") {
        &["open"]
    } else if cfg!(windows) {
        &["rundll32", "url.dll,FileProtocolHandler"]
    } else {
        &["xdg-open"]
    };
    commands.push(system.iter().map(|word| (*word).to_owned()).chain([url.to_owned()]).collect());
    commands
}

fn start<S: AsRef<OsStr>>(command: &[S]) -> bool {
    let Some((program, arguments)) = command.split_first() else { return false };
    match Command::new(program).args(arguments).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn() {
        Ok(child) => settled(child),
        Err(failure) => {
            tracing::warn!(program = ?program.as_ref(), kind = %failure.kind(), "browser not started");
            false
        }
    }
}

/// Whether the starter succeeded, or has become the browser itself.
fn settled(mut child: Child) -> bool {
    let mut waited = Duration::ZERO;
    while waited < PATIENCE {
        match child.try_wait() {
            Ok(Some(status)) => return status.success(),
            Ok(None) => thread::sleep(PAUSE),
            Err(_) => return false,
        }
        waited += PAUSE;
    }
    // Nobody else waits for it, and it must not stay behind as a zombie.
    thread::spawn(move || child.wait());
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_stay_one_argument() {
        let url = "https://login.example/authorize?a=1&b=$(touch%20x);echo";
        let commands = starters("firefox:w3m -dump %s:", url);
        assert_eq!(commands[0], ["firefox", url]);
        assert_eq!(commands[1], ["w3m", "-dump", url]);
        assert_eq!(commands[2].last().map(String::as_str), Some(url));
        assert_eq!(commands.len(), 3);
        assert_eq!(starters("%s:x-%s -a", url).len(), 1, "the address names no program");
    }

    #[test]
    fn only_web_addresses_open() -> Result<(), url::ParseError> {
        for text in ["file:///etc/passwd", "javascript:alert(1)", "mailto:x@example.org"] {
            let url = Url::parse(text)?;
            assert!(SystemBrowser.open(&url).is_err() && CommandBrowser::new("true").open(&url).is_err(), "{text}");
        }
        Ok(())
    }

    #[cfg(unix)]
    #[test]
    fn a_failing_starter_is_noticed() {
        let command = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>();
        assert!(start(&command(&["true"])));
        assert!(!start(&command(&["false"])));
        assert!(!start(&command(&["no-such-browser-anywhere"])));
        assert!(start(&command(&["sleep", "3"])));
    }
}
