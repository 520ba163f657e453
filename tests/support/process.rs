//! Programs that a test starts and that end with it.

use std::fs::File;
use std::net::TcpListener;
use std::ops::RangeInclusive;
use std::os::unix::process::CommandExt as _;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};

use crate::Outcome;

/// A program with whatever it has started itself.
pub struct Running(Child);

impl Running {
    /// Starts it in a process group of its own; what it says goes to `log`.
    pub fn start(command: &mut Command, log: &Path) -> Outcome<Self> {
        let log = File::options().create(true).append(true).open(log)?;
        command.process_group(0).stdin(Stdio::null()).stdout(log.try_clone()?).stderr(log);
        Ok(Self(command.spawn()?))
    }

    /// The group's number.
    pub fn group(&self) -> u32 {
        self.0.id()
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // Nobody is left to tell when a program has ended by itself.
        let _gone = Command::new("kill").args(["-KILL", "--", &format!("-{}", self.0.id())]).stderr(Stdio::null()).status();
        let _ended = self.0.wait();
    }
}

/// A port that nobody listens on, each time another. It is below those that the system hands out, so that no connection takes it.
pub fn free_port() -> Outcome<u16> {
    static TOLD: AtomicU32 = AtomicU32::new(0);
    const PORTS: RangeInclusive<u16> = 20_000..=29_999;
    let ours = std::process::id().wrapping_mul(97);
    for _ in PORTS {
        let place = ours.wrapping_add(TOLD.fetch_add(1, Ordering::Relaxed)) % u32::try_from(PORTS.len())?;
        let port = PORTS.start() + u16::try_from(place)?;
        if TcpListener::bind(("127.0.0.1", port)).is_ok() {
            return Ok(port);
        }
    }
    Err("every port is taken".into())
}

/// The command lines of every process of a group, with the arguments apart by spaces.
pub fn command_lines(group: u32) -> Outcome<Vec<String>> {
    let mut lines = Vec::new();
    for entry in std::fs::read_dir("/proc")? {
        let process = entry?.path();
        // A process may end while we look.
        let Ok(stat) = std::fs::read_to_string(process.join("stat")) else { continue };
        let of = stat.rsplit(") ").next().and_then(|rest| rest.split(' ').nth(2));
        if of == Some(group.to_string().as_str())
            && let Ok(line) = std::fs::read(process.join("cmdline"))
        {
            lines.push(String::from_utf8_lossy(&line).replace('\0', " "));
        }
    }
    Ok(lines)
}
