//! A town for the crate's own tests, with a client that talks HTTP to it.

use std::collections::BTreeMap;
use std::path::Path;
use std::time::Duration;

use reqwest::redirect::Policy;
use tempfile::TempDir;
use tokio::sync::OnceCell;

use crate::registration::Client;
use crate::{Options, Practice};

pub(crate) type Failure = Box<dyn std::error::Error + Send + Sync>;
pub(crate) type Outcome<T = ()> = Result<T, Failure>;

/// Key files by name. Making them is slow, so every town of a test run has the same ones.
static KEYS: OnceCell<BTreeMap<String, Vec<u8>>> = OnceCell::const_new();

/// A running practice environment that is forgotten with the test.
pub(crate) struct TestTown {
    pub(crate) practice: Practice,
    /// Follows no redirect, keeps no cookie.
    pub(crate) http: reqwest::Client,
    _folder: TempDir,
}

impl TestTown {
    pub(crate) async fn start() -> Outcome<Self> {
        let folder = tempfile::tempdir()?;
        let keys = folder.path().join("keys");
        std::fs::create_dir_all(&keys)?;
        for (name, pem) in KEYS.get_or_try_init(make_keys).await? {
            std::fs::write(keys.join(name), pem)?;
        }
        let options = Options { slow_answer: Duration::from_secs(20), ..Options::new(folder.path()) };
        let practice = Practice::start(options).await?;
        let http = reqwest::Client::builder().redirect(Policy::none()).no_proxy().build()?;
        Ok(Self { practice, http, _folder: folder })
    }

    /// Whether the answer takes longer than an impatient client waits.
    pub(crate) async fn is_slow(&self, request: reqwest::RequestBuilder) -> bool {
        request.timeout(Duration::from_millis(500)).send().await.is_err_and(|error| error.is_timeout())
    }

    /// What the portal would have registered.
    pub(crate) fn register(&self, client: Client) -> Outcome {
        self.practice.world.store.change(|record| record.clients.insert(client.id.clone(), client))?;
        Ok(())
    }
}

async fn make_keys() -> Outcome<BTreeMap<String, Vec<u8>>> {
    let folder = tempfile::tempdir()?;
    let practice = Practice::start(Options::new(folder.path())).await?;
    practice.world.keys.clone().warm_up().await;
    read_all(&folder.path().join("keys"))
}

fn read_all(folder: &Path) -> Outcome<BTreeMap<String, Vec<u8>>> {
    let mut files = BTreeMap::new();
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        files.insert(entry.file_name().to_string_lossy().into_owned(), std::fs::read(entry.path())?);
    }
    Ok(files)
}
