//! The built program in its window, driven by WebDriver.

use std::collections::BTreeMap;
use std::fs;
use std::ops::Deref;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use inngang_tests::Outcome;
use serde_json::json;
use tempfile::TempDir;

use crate::process::{Running, command_lines, free_port};
use crate::screen;
use crate::webdriver::{WebDriver, patiently, patiently_for};

/// Time enough for a window to close.
const A_MOMENT: Duration = Duration::from_secs(5);

/// What stays when the program ends: its folder, the test's files, a browser that only notes where it was sent.
pub(crate) struct Home(TempDir);

/// Notes its argument whole before anybody can read it.
const BROWSER: &str = "#!/bin/sh\nprintf '%s' \"$1\" > \"$0.new\" && mv \"$0.new\" \"$0.seen\"\n";

impl Home {
    /// A new one.
    pub(crate) fn new() -> Outcome<Self> {
        let home = Self(tempfile::tempdir()?);
        fs::write(home.path("browser"), BROWSER)?;
        fs::set_permissions(home.path("browser"), fs::Permissions::from_mode(0o755))?;
        Ok(home)
    }

    /// A place in it.
    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// Where the program keeps its things.
    pub(crate) fn data(&self) -> PathBuf {
        self.path("data")
    }

    /// Everything that the program keeps, by path. What practice keeps belongs to the services that it plays.
    pub(crate) fn kept(&self) -> Outcome<BTreeMap<PathBuf, Vec<u8>>> {
        let (mut kept, mut folders) = (BTreeMap::new(), vec![self.data()]);
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder)? {
                let path = entry?.path();
                if path.is_file() {
                    kept.insert(path.clone(), fs::read(path)?);
                } else if path != self.data().join("practice") {
                    folders.push(path);
                }
            }
        }
        Ok(kept)
    }

    /// The address that the browser was sent to, once it was. Each is told once.
    pub(crate) async fn opened(&self) -> Outcome<String> {
        let seen = self.path("browser.seen");
        let address = patiently(|| async { Ok(fs::read_to_string(&seen)?) }).await?;
        fs::remove_file(seen)?;
        Ok(address)
    }
}

/// The program while it runs.
pub(crate) struct Window {
    page: WebDriver,
    driver: Running,
    ended: bool,
}

impl Window {
    /// Starts the program and waits for its first page.
    pub(crate) async fn open(home: &Home) -> Outcome<Self> {
        Self::open_among(home, &[]).await
    }

    /// The same in a session without a keychain.
    pub(crate) async fn open_without_keychain(home: &Home) -> Outcome<Self> {
        // D-Bus' own word for no bus at all.
        Self::open_among(home, &[("DBUS_SESSION_BUS_ADDRESS", "disabled:")]).await
    }

    /// The same with these variables around it.
    pub(crate) async fn open_among(home: &Home, variables: &[(&str, &str)]) -> Outcome<Self> {
        let (port, native) = (free_port()?, free_port()?);
        let mut command = Command::new("tauri-driver");
        command.args(["--port", &port.to_string(), "--native-port", &native.to_string()]);
        command.env("INNGANG_HOME", home.data()).env("BROWSER", home.path("browser")).env("LANG", "nb_NO.UTF-8");
        command.envs(variables.iter().copied());
        let driver = Running::start(&mut command, &home.path("driver.log"))?;
        let page = WebDriver::begin(port, &json!({ "browserName": "wry", "tauri:options": { "application": program()? } })).await?;
        page.see("h1").await?;
        Ok(Self { page, driver, ended: false })
    }

    /// Closes the window as a person does, and waits until the program has ended.
    pub(crate) async fn quit(mut self) -> Outcome {
        let ended = || async {
            let name = program()?;
            let running = command_lines(self.driver.group())?.into_iter().any(|line| line.starts_with(&name));
            if running { Err("the program still runs".into()) } else { Ok(()) }
        };
        screen::close_window()?;
        // A busy desktop may lose a press, as a person would see and press again.
        if patiently_for(A_MOMENT, ended).await.is_err() {
            screen::close_window()?;
            patiently(ended).await?;
        }
        self.ended = true;
        // The driver may have noticed by itself.
        let _ended = self.page.end().await;
        Ok(())
    }

    /// Ends the program at once, as a power cut does.
    pub(crate) async fn kill(mut self) -> Outcome {
        self.ended = true;
        self.page.end().await
    }

    /// The command lines of the program and its children.
    pub(crate) fn command_lines(&self) -> Outcome<Vec<String>> {
        command_lines(self.driver.group())
    }
}

impl Drop for Window {
    /// A test that failed leaves a picture of the screen, under its name.
    fn drop(&mut self) {
        if let (false, Ok(folder)) = (self.ended, pictures()) {
            let name = std::thread::current().name().unwrap_or("window").replace("::", "-");
            let _kept = screen::keep(&folder.join(format!("failed-{name}.png")));
        }
    }
}

impl Deref for Window {
    type Target = WebDriver;

    fn deref(&self) -> &WebDriver {
        &self.page
    }
}

/// The built program.
pub(crate) fn program() -> Outcome<String> {
    let here = std::env::current_exe()?;
    let built = here.ancestors().nth(2).ok_or("no target folder")?.join("inngang-desktop");
    Ok(built.display().to_string())
}

/// The folder that keeps the tests' pictures.
pub(crate) fn pictures() -> Outcome<PathBuf> {
    let here = std::env::current_exe()?;
    let folder = here.ancestors().nth(3).unwrap_or_else(|| Path::new("target")).join("desktop");
    fs::create_dir_all(&folder)?;
    Ok(folder)
}
