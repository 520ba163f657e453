//! A desktop session of the tests' own: message bus, unlocked keychain, virtual screen; nothing of the person's.

use std::env;
use std::fs;
use std::io::Write as _;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::thread;
use std::time::Duration;

use crate::Outcome;
use crate::run;

/// The argument with which this program starts itself inside the session.
pub(crate) const WORD: &str = "inside-session";

/// Where the session's keychain, settings and sockets lie; gone when it ends.
pub(crate) struct Session(PathBuf);

impl Session {
    /// An empty one, readable by its owner alone.
    pub(crate) fn open() -> Outcome<Self> {
        let made = run::command("mktemp", &["--directory", "--tmpdir", "inngang-session.XXXXXX"]).output();
        let made = made.map_err(|failure| format!("mktemp: {failure}"))?;
        match String::from_utf8_lossy(&made.stdout).trim() {
            "" => Err(format!("mktemp: {}", made.status)),
            folder => Ok(Self(PathBuf::from(folder))),
        }
    }

    /// Runs the command with a message bus and a keychain.
    pub(crate) fn with_keychain(&self, words: &[&str]) -> Outcome<Command> {
        self.command(&["dbus-run-session", "--"], words)
    }

    /// Runs the command with a screen and a window manager too. The screen has the first free number from `number` on: two that look for
    /// one at the same moment must not look in the same place.
    pub(crate) fn with_screen(&self, number: u32, words: &[&str]) -> Outcome<Command> {
        let first = format!("--server-num={number}");
        let arguments = ["--auto-servernum", &first, "--server-args=-screen 0 1600x1000x24 -nolisten tcp", "dbus-run-session", "--"];
        self.command(&[&["xvfb-run"], arguments.as_slice()].concat(), words)
    }

    fn command(&self, around: &[&str], words: &[&str]) -> Outcome<Command> {
        let itself = env::current_exe().map_err(|failure| failure.to_string())?.display().to_string();
        let (program, arguments) = around.split_first().ok_or("no command")?;
        let mut command = run::command(program, &[arguments, &[&itself, WORD], words].concat());
        // One folder each: some programs use the same file name in two of them.
        for name in ["XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME", "XDG_RUNTIME_DIR"] {
            let folder = self.0.join(name);
            fs::create_dir_all(&folder).map_err(|failure| format!("{}: {failure}", folder.display()))?;
            command.env(name, folder);
        }
        command.env_remove("DISPLAY").env_remove("WAYLAND_DISPLAY").env_remove("GNOME_KEYRING_CONTROL");
        Ok(command)
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        // The desktop's document portal keeps a mount in here until it notices that its bus is gone.
        for _ in 0..20 {
            if fs::remove_dir_all(&self.0).is_ok() {
                return;
            }
            thread::sleep(Duration::from_millis(100));
        }
        run::say(&format!("{} could not be removed", self.0.display()));
    }
}

/// Unlocks the keychain, starts a window manager where there is a screen, and runs the command.
pub(crate) fn inside(words: &[&str]) -> Outcome {
    let (program, arguments) = words.split_first().ok_or("no command")?;
    unlock().map_err(|failure| format!("gnome-keyring-daemon: {failure}"))?;
    let manager = env::var_os("DISPLAY").map(|_| run::command("openbox", &[]).stdout(Stdio::null()).spawn());
    let mut manager = manager.transpose().map_err(|failure| format!("openbox: {failure}"))?;
    let status = run::command(program, arguments).status();
    if let Some(manager) = &mut manager {
        let _ended = manager.kill().and_then(|()| manager.wait());
    }
    match status {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(format!("{program}: {status}")),
        Err(failure) => Err(format!("{program}: {failure}")),
    }
}

/// The daemon leaves for the background once it has read the password of the keychain that it makes, and ends with the bus.
fn unlock() -> std::io::Result<()> {
    let mut daemon =
        run::command("gnome-keyring-daemon", &["--unlock", "--components=secrets"]).stdin(Stdio::piped()).stdout(Stdio::null()).spawn()?;
    if let Some(mut input) = daemon.stdin.take() {
        input.write_all(b"only for this session")?;
    }
    daemon.wait().map(drop)
}
