//! A real Chromium without a screen.

use std::ops::Deref;
use std::path::Path;
use std::process::Command;

use serde_json::json;

use crate::Outcome;
use crate::process::{Running, free_port};
use crate::webdriver::WebDriver;

const ARGUMENTS: &[&str] = &[
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--no-proxy-server",
];

/// Chromium while it runs.
pub struct Chromium {
    page: WebDriver,
    _driver: Running,
}

impl Chromium {
    /// Starts it, with nothing remembered; the folder keeps what it writes.
    pub async fn open(folder: &Path) -> Outcome<Self> {
        let port = free_port()?;
        let mut command = Command::new("chromedriver");
        let driver = Running::start(command.arg(format!("--port={port}")), &folder.join("chromedriver.log"))
            .map_err(|failure| format!("chromedriver: {failure}; `cargo xtask test` installs it"))?;
        let profile = tempfile::tempdir_in(folder)?.keep();
        let mut arguments: Vec<String> = ARGUMENTS.iter().map(|argument| (*argument).to_owned()).collect();
        arguments.push(format!("--user-data-dir={}", profile.display()));
        let options = json!({ "browserName": "chrome", "goog:chromeOptions": { "args": arguments } });
        Ok(Self { page: WebDriver::begin(port, &options).await?, _driver: driver })
    }
}

impl Deref for Chromium {
    type Target = WebDriver;

    fn deref(&self) -> &WebDriver {
        &self.page
    }
}
