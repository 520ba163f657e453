//! Where a rehearsal happens: a town of its own, or the environment of a file.

use std::path::Path;

use inngang_engine::environment::{Environment, EnvironmentError, Hosts, Kind, from_toml};
use inngang_engine::problem::Explain;
use inngang_platform::files::read_chosen;
use inngang_practice::{Fault, Options, Practice};

use super::step::NoPractice;
use crate::Stop;
use crate::words::Words;

/// An environment file is a few lines.
const LIMIT: usize = 1 << 20;

/// An environment, with the town that it is when it is practice.
pub(super) struct Ground {
    pub(super) environment: Environment,
    pub(super) town: Option<Practice>,
}

impl Ground {
    /// A fresh town in `folder` with these faults.
    pub(super) async fn practice(folder: &Path, faults: &[Fault], words: &Words) -> Result<Self, Stop> {
        let town = Practice::start(Options::new(folder)).await.map_err(|_| no_practice(words))?;
        for fault in faults {
            town.faults().set(*fault, true);
        }
        let hosts = Hosts::named(Kind::Practice, town.addresses().named()).map_err(|error| stop(&error, words))?;
        Ok(Self { environment: Environment::practice(hosts, town.certificate_roots()), town: Some(town) })
    }

    /// What the file describes.
    pub(super) fn described(file: &Path, words: &Words) -> Result<Self, Stop> {
        let bytes = read_chosen(file, LIMIT).map_err(|error| stop(&error, words))?;
        // EXPOSE: an environment file holds no secret.
        let text = std::str::from_utf8(bytes.expose()).map_err(|_| stop(&EnvironmentError::Malformed { line: 0 }, words))?;
        // EXPOSE: nor does an authority's certificate.
        let beside = |name: &str| Some(read_chosen(&file.parent()?.join(name), LIMIT).ok()?.expose().clone());
        let environment = from_toml(text, beside).map_err(|error| stop(&error, words))?;
        Ok(Self { environment, town: None })
    }
}

/// The town did not start.
pub(super) fn no_practice(words: &Words) -> Stop {
    stop(&NoPractice, words)
}

/// Why there is no such environment.
pub(super) fn stop(error: &impl Explain, words: &Words) -> Stop {
    Stop::because(&words.whole_problem(&error.explain()))
}
