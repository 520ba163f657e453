//! A practice town for one test, seen as the engine sees an environment.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use inngang_engine::certificates::{self, CertificateError, CertificateFile, Effort, ImportedCertificate};
use inngang_engine::environment::{Environment, Hosts, Kind};
use inngang_engine::http::Http;
use inngang_engine::ports::{OpenUrl, Ports};
use inngang_engine::secret::Secret;
use inngang_engine::trail::{Event, Trail};
use inngang_platform::clock::SystemClock;
use inngang_platform::memory_keys::MemoryKeys;
use inngang_practice::{IssuedFile, Options, Practice};
use tempfile::TempDir;
use tokio::sync::OnceCell;

use crate::Outcome;

/// How many key files a town has once it has made them all.
const KEY_FILES: usize = 10;

/// A running town that is forgotten with the test.
pub struct Town {
    pub practice: Arc<Practice>,
    pub environment: Environment,
    pub http: Http,
    /// Follows no redirect; for whoever plays a person or another client.
    pub web: reqwest::Client,
    _folder: TempDir,
}

/// Starts a town. Its services' keys are made once for all tests, since making them is slow.
pub async fn start() -> Outcome<Town> {
    static KEYS: OnceCell<TempDir> = OnceCell::const_new();
    let made = KEYS.get_or_try_init(make_keys).await?;
    let folder = tempfile::tempdir()?;
    std::fs::create_dir(folder.path().join("keys"))?;
    for file in key_files(made.path()) {
        std::fs::copy(&file, folder.path().join("keys").join(file.file_name().unwrap_or_default()))?;
    }
    let practice = Practice::start(Options::new(folder.path())).await?;
    let hosts = Hosts::named(Kind::Practice, practice.addresses().named())?;
    let environment = Environment::practice(hosts, practice.certificate_roots());
    let environment = Environment { tls_ca: Some(practice.tls_authority()), ..environment };
    let http = Http::new(&environment, Trail::default())?;
    let web = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).no_proxy().build()?;
    Ok(Town { practice: Arc::new(practice), environment, http, web, _folder: folder })
}

/// Fresh keys in memory, the computer's clock, this browser.
pub fn ports(browser: Arc<dyn OpenUrl>) -> Ports {
    Ports { keys: Arc::new(MemoryKeys::default()), browser, clock: Arc::new(SystemClock) }
}

impl Town {
    /// As [`ports`].
    pub fn ports(&self, browser: Arc<dyn OpenUrl>) -> Ports {
        ports(browser)
    }

    /// Imports what the town hall issued, with the certificate that is recommended.
    pub fn import(
        &self,
        file: &IssuedFile,
        password: Option<&str>,
        ports: &Ports,
    ) -> Outcome<Result<ImportedCertificate, CertificateError>> {
        let file = certificate_file(file, password)?;
        Ok(certificates::import_recommended(&file, &Effort::default(), &self.environment, ports))
    }

    /// The newest step of the trail, with the code that it failed with.
    pub fn last_step(&self) -> Option<(&'static str, Option<&'static str>)> {
        self.http.trail().entries().into_iter().rev().find_map(|entry| match entry.event {
            Event::Step { name, code } => Some((name, code)),
            Event::Exchange { .. } => None,
        })
    }
}

/// An issued file as a person chooses it.
pub fn certificate_file(file: &IssuedFile, password: Option<&str>) -> Outcome<CertificateFile> {
    let bytes = Arc::new(Secret::new(std::fs::read(&file.path)?));
    Ok(CertificateFile { name: file.file_name.clone(), bytes, password: password.map(|password| Secret::new(password.to_owned())) })
}

async fn make_keys() -> Outcome<TempDir> {
    let folder = tempfile::tempdir()?;
    let _making = Practice::start(Options::new(folder.path())).await?;
    for _ in 0..1_200 {
        if key_files(folder.path()).len() >= KEY_FILES {
            return Ok(folder);
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    Err("the town's keys were not made within a minute".into())
}

fn key_files(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder.join("keys")).into_iter().flatten().flatten();
    entries.map(|entry| entry.path()).filter(|path| path.extension().is_some_and(|extension| extension == "pem")).collect()
}
