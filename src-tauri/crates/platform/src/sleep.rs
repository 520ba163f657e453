//! Tells when the computer is about to sleep.
//!
//! On Linux logind says so. On other systems nobody is asked yet, and a vault is locked when nobody has used it for a while.

/// Watches until dropped.
#[must_use = "dropping it stops the watch"]
pub struct Watch {
    #[cfg(target_os = "linux")]
    _logind: logind::Watching,
}

/// Calls `on_sleep` each time the computer is about to sleep, on a thread of its own. The computer waits for it, some seconds at
/// most. Does nothing where no one tells: without a system bus or without logind.
#[cfg_attr(not(target_os = "linux"), expect(unused_variables, reason = "nobody tells"))]
pub fn watch(on_sleep: impl Fn() + Send + 'static) -> Watch {
    Watch {
        #[cfg(target_os = "linux")]
        _logind: logind::watch(on_sleep),
    }
}

#[cfg(target_os = "linux")]
mod logind {
    use std::sync::{Arc, Mutex};
    use std::thread;

    use zbus::blocking::{Connection, Proxy};
    use zbus::zvariant::OwnedFd;

    use crate::held;

    #[derive(Default)]
    struct Line {
        stopped: bool,
        bus: Option<Connection>,
    }

    pub(super) struct Watching(Arc<Mutex<Line>>);

    impl Drop for Watching {
        fn drop(&mut self) {
            let mut line = held(&self.0);
            line.stopped = true;
            // The thread waits for a signal, and ends when none can come any more.
            if let Some(bus) = line.bus.take() {
                let _closed = bus.close();
            }
        }
    }

    pub(super) fn watch(on_sleep: impl Fn() + Send + 'static) -> Watching {
        let line = Arc::new(Mutex::new(Line::default()));
        let watching = Watching(Arc::clone(&line));
        let listening = move || {
            if let Err(failure) = listen(&line, on_sleep) {
                tracing::info!(%failure, "nobody tells when the computer sleeps");
            }
            held(&line).bus = None;
        };
        if let Err(failure) = thread::Builder::new().name("sleep".to_owned()).spawn(listening) {
            tracing::warn!(%failure, "nobody listens when the computer sleeps");
        }
        watching
    }

    fn listen(line: &Mutex<Line>, on_sleep: impl Fn()) -> zbus::Result<()> {
        let bus = Connection::system()?;
        {
            let mut line = held(line);
            if line.stopped {
                return Ok(());
            }
            line.bus = Some(bus.clone());
        }
        // org.freedesktop.login1(5)
        let logind = Proxy::new(&bus, "org.freedesktop.login1", "/org/freedesktop/login1", "org.freedesktop.login1.Manager")?;
        let signals = logind.receive_signal("PrepareForSleep")?;
        let mut delay = delay(&logind);
        for signal in signals {
            let sleeps: bool = signal.body().deserialize()?;
            if held(line).stopped {
                break;
            }
            delay = if sleeps {
                on_sleep();
                None
            } else {
                self::delay(&logind)
            };
        }
        drop(delay);
        Ok(())
    }

    /// While it is open the computer waits with sleeping. Where nobody gives one the signal still comes, perhaps after the sleep.
    fn delay(logind: &Proxy<'_>) -> Option<OwnedFd> {
        logind.call("Inhibit", &("sleep", "Inngang", "locks the vault", "delay")).ok()
    }
}
