//! A person's folder with profiles and a practice town, in which the built program runs; passwords come by file descriptors.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use inngang_engine::certificates::{self, CertificateFile, Effort};
use inngang_engine::environment::{Environment, Hosts, Kind};
use inngang_engine::http::{Http, Request, Response};
use inngang_engine::ports::{KeyStore, NoBrowser, OpenUrl, Ports};
use inngang_engine::secret::Secret;
use inngang_engine::trail::Trail;
use inngang_platform::clock::SystemClock;
use inngang_platform::database::{CertificateRow, Database};
use inngang_platform::folders::Folders;
use inngang_platform::memory_keys::MemoryKeys;
use inngang_platform::vault::{NoKeychain, Vault};
use inngang_practice::{CertificateOrder, Options, Practice};
use serde_json::Value;
use tempfile::TempDir;
use time::OffsetDateTime;
use tokio::runtime::Runtime;
use url::Url;

use crate::rig::{Outcome, Run, inngang, run};

/// Told from every other word, so that it is found wherever it should not be.
pub(crate) const VAULT_PASSWORD: &str = "hvelv-4b1d07-blåbær";
pub(crate) const FILE_PASSWORD: &str = "fil-9c22ae-tyttebær";

/// BLÅBÆRSVINGEN BAKERI AS in practice.
pub(crate) const PROFILE: &str = "315000106@practice";

/// How many key files a town has once it has made them all.
const KEY_FILES: usize = 9;

/// The folder.
pub(crate) struct Home {
    folder: TempDir,
}

impl Home {
    /// Without a profile; the town has its keys, which are slow to make.
    pub(crate) fn new() -> Outcome<Self> {
        static KEYS: OnceLock<Result<TempDir, String>> = OnceLock::new();
        let made = KEYS.get_or_init(|| town_keys().map_err(|failure| failure.to_string())).as_ref().map_err(Clone::clone)?;
        let home = Self { folder: tempfile::tempdir()? };
        fs::write(home.path("vault-password"), VAULT_PASSWORD)?;
        fs::write(home.path("file-password"), FILE_PASSWORD)?;
        fs::create_dir_all(home.path("home/practice/keys"))?;
        for file in key_files(made.path()) {
            fs::copy(&file, home.path("home/practice/keys").join(file.file_name().unwrap_or_default()))?;
        }
        Ok(home)
    }

    /// With the bakery's profile, and a key in it: its id.
    pub(crate) fn with_key() -> Outcome<(Self, String)> {
        let home = Self::new()?;
        let key = home.key(&["create", "--profile", PROFILE, "--bits", "2048", "--name", "Kasse"])?;
        Ok((home, key["id"].as_str().ok_or("no id")?.to_owned()))
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// The program with the vault's password at descriptor 3, and the file's at 4.
    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new("sh");
        let script = r#"exec "$@" 3<vault-password 4<file-password"#;
        command.args(["-c", script, "sh", env!("CARGO_BIN_EXE_inngang")]).args(arguments).current_dir(self.folder.path());
        // No keychain: neither the computer's own nor one that a test beside this has.
        command.env("INNGANG_HOME", self.path("home")).env_remove("DBUS_SESSION_BUS_ADDRESS").env("XDG_RUNTIME_DIR", self.folder.path());
        command.env("INNGANG_LANG", "nb").env("LC_ALL", "nb_NO.UTF-8");
        command
    }

    pub(crate) fn run(&self, arguments: &[&str]) -> Outcome<Run> {
        run(&mut self.command(arguments))
    }

    /// `inngang key … --json` that must go well.
    pub(crate) fn key(&self, arguments: &[&str]) -> Outcome<Value> {
        self.json(&[&["key"], arguments, &["--json", "--vault-password-fd", "3"]].concat(), 0)
    }

    /// What a command answers that must end so.
    pub(crate) fn json(&self, arguments: &[&str], code: i32) -> Outcome<Value> {
        let Run { code: ended, out, err } = self.run(arguments)?;
        assert_eq!((ended, err.as_str()), (Some(code), ""), "{arguments:?}: {out}");
        assert_eq!(out.lines().count(), 1, "{arguments:?}: {out}");
        Ok(serde_json::from_str(&out)?)
    }

    /// What it says to a person when it must end so.
    pub(crate) fn refused(&self, arguments: &[&str], code: i32) -> Outcome<String> {
        let Run { code: ended, out, err } = self.run(arguments)?;
        assert_eq!((ended, out.as_str()), (Some(code), ""), "{arguments:?}: {err}");
        assert!(!err.contains("{{") && !err.contains("cli:") && !err.contains("problems:"), "{err}");
        Ok(err)
    }

    pub(crate) fn folders(&self) -> Outcome<Folders> {
        Ok(Folders::at(&self.path("home"))?)
    }

    pub(crate) fn database(&self) -> Outcome<Database> {
        Ok(Database::open(&self.folders()?.database())?)
    }

    /// Id of the only profile.
    pub(crate) fn profile(&self) -> Outcome<String> {
        let profiles = self.database()?.profiles()?;
        assert_eq!(profiles.len(), 1);
        Ok(profiles.into_iter().next().ok_or("no profile")?.id)
    }

    /// Its vault, open.
    pub(crate) fn vault(&self) -> Outcome<Vault> {
        let vault = Vault::open(&self.folders()?.profile(&self.profile()?), Arc::new(NoKeychain));
        vault.unlock(&Secret::new(VAULT_PASSWORD.to_owned()))?;
        Ok(vault)
    }

    /// Puts an enterprise certificate of the town's into the profile and its vault.
    pub(crate) fn add_certificate(&self) -> Outcome {
        let keys: Arc<dyn KeyStore> = Arc::new(self.vault()?);
        let ports = Ports { keys, browser: Arc::new(NoBrowserHere), clock: Arc::new(SystemClock) };
        let imported = self.in_town(async |town| {
            let issued = town.practice.issue(&CertificateOrder::ordinary("315000106")).await?;
            let bytes = Arc::new(Secret::new(fs::read(&issued.path)?));
            let file = CertificateFile { name: issued.file_name, bytes, password: Some(Secret::new(issued.password)) };
            Ok(certificates::import_recommended(&file, &Effort::default(), &town.environment, &ports)?)
        })?;
        let row = CertificateRow {
            id: imported.facts.fingerprint,
            key_id: imported.key.id,
            chain: imported.chain,
            imported_at: OffsetDateTime::now_utc(),
        };
        Ok(self.database()?.keep_certificate(&self.profile()?, &row)?)
    }

    /// The town, while somebody else has it open.
    pub(crate) fn in_town<T>(&self, work: impl AsyncFnOnce(&Town) -> Outcome<T>) -> Outcome<T> {
        Runtime::new()?.block_on(async {
            let practice = Practice::start(Options::new(self.path("home/practice"))).await?;
            let hosts = Hosts::named(Kind::Practice, practice.addresses().named())?;
            let environment = Environment::practice(hosts, practice.certificate_roots());
            let environment = Environment { tls_ca: Some(practice.tls_authority()), ..environment };
            let http = Http::new(&environment, Trail::default())?;
            let ports = Ports { keys: Arc::new(MemoryKeys::default()), browser: Arc::new(NoBrowserHere), clock: Arc::new(SystemClock) };
            work(&Town { practice, environment, http, ports }).await
        })
    }

    /// Every file below, with what is in it.
    pub(crate) fn files(&self) -> Outcome<Vec<(PathBuf, Vec<u8>)>> {
        let (mut found, mut folders) = (Vec::new(), vec![self.path("home")]);
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder)? {
                let path = entry?.path();
                if path.is_dir() { folders.push(path) } else { found.push((path.clone(), fs::read(&path)?)) }
            }
        }
        Ok(found)
    }
}

/// Practice, seen by whoever has a browser.
pub(crate) struct Town {
    pub(crate) practice: Practice,
    pub(crate) environment: Environment,
    http: Http,
    ports: Ports,
}

impl Town {
    /// Fills in a form of the portal, which leads on to a client's page: the client's id.
    pub(crate) async fn fill_in(&self, path: &str, fields: &[(&str, &str)]) -> Outcome<String> {
        let url = Url::parse(&self.practice.addresses().portal)?.join(path)?;
        let response = self.http.send(Request::post_form(&url, "/form", fields).accept("text/html"), &self.ports).await?;
        let location = response.location.ok_or("the portal refused")?;
        let id = location.strip_prefix("/clients/").and_then(|rest| rest.split('?').next());
        Ok(id.ok_or_else(|| format!("no client in {location}"))?.to_owned())
    }
}

impl Town {
    /// A page.
    pub(crate) async fn open(&self, url: &Url) -> Outcome<Response> {
        Ok(self.http.send(Request::get(url, "/page").accept("text/html"), &self.ports).await?)
    }

    /// What a form leads to.
    pub(crate) async fn post(&self, url: &Url, fields: &[(String, String)]) -> Outcome<Response> {
        let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        Ok(self.http.send(Request::post_form(url, "/form", &fields).accept("text/html"), &self.ports).await?)
    }
}

pub(crate) struct NoBrowserHere;

impl OpenUrl for NoBrowserHere {
    fn open(&self, _: &Url) -> Result<(), NoBrowser> {
        Err(NoBrowser)
    }
}

fn town_keys() -> Outcome<TempDir> {
    let folder = tempfile::tempdir()?;
    Runtime::new()?.block_on(async {
        let _making = Practice::start(Options::new(folder.path())).await?;
        for _ in 0..1_200 {
            if key_files(folder.path()).len() >= KEY_FILES {
                return Ok(());
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        Err::<(), Box<dyn std::error::Error>>("the town's keys were not made within a minute".into())
    })?;
    Ok(folder)
}

fn key_files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder.join("keys")).into_iter().flatten().flatten();
    entries.map(|entry| entry.path()).filter(|path| path.extension().is_some_and(|extension| extension == "pem")).collect()
}

/// What nobody may ever see: passwords, private keys.
pub(crate) fn no_secret_in(text: &str) {
    for secret in [VAULT_PASSWORD, FILE_PASSWORD, "BEGIN PRIVATE KEY", "BEGIN RSA PRIVATE KEY", "\"d\":", "AGE-SECRET-KEY"] {
        assert!(!text.contains(secret), "{secret} is in: {text}");
    }
}

/// OpenSSL's answer.
pub(crate) fn openssl(arguments: &[&str], folder: &Path) -> Outcome<String> {
    let Run { code, out, err } = run(Command::new("openssl").args(arguments).current_dir(folder))?;
    if code == Some(0) { Ok(out) } else { Err(format!("openssl {arguments:?}: {err}").into()) }
}

/// Without a home of its own.
pub(crate) fn bare(arguments: &[&str], home: &Path) -> Outcome<Run> {
    run(inngang().args(arguments).env("INNGANG_HOME", home).env_remove("DBUS_SESSION_BUS_ADDRESS"))
}
