//! The watch for sleep on a real message bus of the test's own, where the test plays logind.
#![cfg(target_os = "linux")]

use std::io::{BufRead as _, BufReader, PipeReader, Read as _};
use std::os::fd::OwnedFd;
use std::process::{Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::Duration;

use inngang_platform::sleep;
use zbus::blocking::{Connection, connection};
use zbus::{fdo, interface, zvariant};

const PATIENCE: Duration = Duration::from_secs(20);
const PATH: &str = "/org/freedesktop/login1";
const BUS: &str = "DBUS_SYSTEM_BUS_ADDRESS";

type Failure = Box<dyn std::error::Error>;

/// A logind that hands out delays, and tells the test of each.
struct Logind(Sender<(String, PipeReader)>);

#[interface(name = "org.freedesktop.login1.Manager")]
impl Logind {
    fn inhibit(&self, what: &str, _who: &str, _why: &str, mode: &str) -> fdo::Result<zvariant::OwnedFd> {
        let (reader, writer) = std::io::pipe().map_err(|failure| fdo::Error::Failed(failure.to_string()))?;
        self.0.send((format!("{what} {mode}"), reader)).map_err(|failure| fdo::Error::Failed(failure.to_string()))?;
        Ok(OwnedFd::from(writer).into())
    }
}

fn tell(bus: &Connection, sleeps: bool) -> zbus::Result<()> {
    bus.emit_signal(None::<()>, PATH, "org.freedesktop.login1.Manager", "PrepareForSleep", &(sleeps,))
}

/// Waits until the delay is given back.
fn given_back((what, mut reader): (String, PipeReader)) -> Result<(), Failure> {
    assert_eq!(what, "sleep delay");
    assert_eq!(reader.read(&mut [0])?, 0);
    Ok(())
}

/// Runs one of these tests anew with another system bus.
fn with_bus(address: &str, name: &str) -> Result<(), Failure> {
    let outcome = Command::new(std::env::current_exe()?).args([name, "--exact", "--nocapture"]).env(BUS, address).output()?;
    let said = String::from_utf8_lossy(&outcome.stdout);
    assert!(outcome.status.success() && said.contains("1 passed"), "{said}{}", String::from_utf8_lossy(&outcome.stderr));
    Ok(())
}

#[test]
fn logind_is_heard_until_the_watch_is_dropped() -> Result<(), Failure> {
    if std::env::var_os(BUS).is_some() {
        return hear();
    }
    let mut daemon = Command::new("dbus-daemon").args(["--session", "--nofork", "--print-address"]).stdout(Stdio::piped()).spawn()?;
    let mut address = String::new();
    BufReader::new(daemon.stdout.take().ok_or("no output")?).read_line(&mut address)?;
    let heard = with_bus(address.trim(), "logind_is_heard_until_the_watch_is_dropped");
    daemon.kill()?;
    daemon.wait()?;
    heard
}

fn hear() -> Result<(), Failure> {
    let ((delays, delayed), (calls, called)) = (channel(), channel());
    let bus = connection::Builder::system()?.name("org.freedesktop.login1")?.serve_at(PATH, Logind(delays))?.build()?;
    let watch = sleep::watch(move || {
        let _nobody_listens = calls.send(());
    });
    for _ in 0..2 {
        let delay = delayed.recv_timeout(PATIENCE)?;
        tell(&bus, true)?;
        called.recv_timeout(PATIENCE)?;
        given_back(delay)?;
        tell(&bus, false)?;
    }
    let delay = delayed.recv_timeout(PATIENCE)?;
    assert!(called.try_recv().is_err(), "waking is no sleep");
    drop(watch);
    given_back(delay)?;
    tell(&bus, true)?;
    ended(&called)
}

/// The watching thread has dropped what it would have called.
fn ended(called: &Receiver<()>) -> Result<(), Failure> {
    match called.recv_timeout(PATIENCE) {
        Err(RecvTimeoutError::Disconnected) => Ok(()),
        other => Err(format!("{other:?}").into()),
    }
}

#[test]
fn without_a_bus_nothing_happens() -> Result<(), Failure> {
    if std::env::var_os(BUS).is_none() {
        return with_bus("unix:path=/nowhere/bus", "without_a_bus_nothing_happens");
    }
    let (calls, called) = channel();
    let _watch = sleep::watch(move || {
        let _nobody_listens = calls.send(());
    });
    ended(&called)
}
