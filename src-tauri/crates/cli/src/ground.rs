//! Where a command is carried out: a practice town, or the environment of a file.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use inngang_engine::environment::{Environment, EnvironmentError, Hosts, Kind, from_toml};
use inngang_engine::ports::{NoBrowser, OpenUrl, Ports};
use inngang_engine::problem::{Explain, Problem, Turn};
use inngang_platform::clock::SystemClock;
use inngang_platform::files::read_chosen;
use inngang_platform::memory_keys::MemoryKeys;
use inngang_practice::{Options, Practice};
use tokio::runtime::Builder;
use url::Url;

use crate::Stop;
use crate::words::Words;

/// How long the town may take to leave its folder.
const LEAVING: Duration = Duration::from_secs(5);

/// An environment file is a few lines.
const LIMIT: usize = 1 << 20;

/// An environment, with the town that it is when it is practice.
pub(crate) struct Ground {
    pub(crate) environment: Environment,
    pub(crate) town: Option<Practice>,
}

impl Ground {
    /// The town in `folder`; a fresh one where there is none.
    pub(crate) async fn practice(folder: &Path, words: &Words) -> Result<Self, Stop> {
        let town = Practice::start(Options::new(folder)).await.map_err(|_| no_practice(words))?;
        let hosts = Hosts::named(Kind::Practice, town.addresses().named()).map_err(|error| stop(&error, words))?;
        let environment = Environment::practice(hosts, town.certificate_roots());
        Ok(Self { environment: Environment { tls_ca: Some(town.tls_authority()), ..environment }, town: Some(town) })
    }

    /// What the file describes.
    pub(crate) fn described(file: &Path, words: &Words) -> Result<Self, Stop> {
        let bytes = read_chosen(file, LIMIT).map_err(|error| stop(&error, words))?;
        // EXPOSE: an environment file holds no secret.
        let text = std::str::from_utf8(bytes.expose()).map_err(|_| stop(&EnvironmentError::Malformed { line: 0 }, words))?;
        // EXPOSE: nor does an authority's certificate.
        let beside = |name: &str| Some(read_chosen(&file.parent()?.join(name), LIMIT).ok()?.expose().clone());
        let environment = from_toml(text, beside).map_err(|error| stop(&error, words))?;
        Ok(Self { environment, town: None })
    }
}

/// Carries out what waits for others, until it is over or whoever started it has had enough.
pub(crate) fn until_done<T, E: From<Stop>>(work: impl Future<Output = Result<T, E>>, words: &Words) -> Result<T, E> {
    let runtime = Builder::new_multi_thread().enable_all().build().map_err(|_| no_practice(words))?;
    let done = runtime.block_on(async {
        tokio::select! {
            // A command may have words of its own for it.
            biased;
            done = work => done,
            // Whoever stops it knows why.
            _ = tokio::signal::ctrl_c() => Err(Stop(String::new()).into()),
        }
    });
    runtime.shutdown_timeout(LEAVING);
    done
}

/// What a command borrows from the world: keys in memory alone, the computer's clock, and no browser.
pub(crate) fn ports() -> Ports {
    Ports { keys: Arc::new(MemoryKeys::default()), browser: Arc::new(NoBrowserHere), clock: Arc::new(SystemClock) }
}

/// Practice's person has a browser of their own.
pub(crate) struct NoBrowserHere;

impl OpenUrl for NoBrowserHere {
    fn open(&self, _: &Url) -> Result<(), NoBrowser> {
        Err(NoBrowser)
    }
}

/// Practice itself failed.
#[derive(Debug, Clone, Copy)]
pub(crate) struct NoPractice;

impl Explain for NoPractice {
    fn explain(&self) -> Problem {
        Problem { code: "app.no_practice", turn: Turn::Us, facts: BTreeMap::new(), actions: Vec::new(), said: None }
    }
}

/// The town did not start.
pub(crate) fn no_practice(words: &Words) -> Stop {
    stop(&NoPractice, words)
}

/// Why there is no such environment.
pub(crate) fn stop(error: &impl Explain, words: &Words) -> Stop {
    Stop::because(&words.whole_problem(&error.explain()))
}
