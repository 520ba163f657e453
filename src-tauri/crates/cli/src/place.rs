//! Where an order is made: a stored profile, or an environment of a file with a profile that is forgotten afterwards.

use std::sync::Arc;

use inngang_engine::environment::Environment;
use inngang_engine::http::Http;
use inngang_engine::names::OrgNumber;
use inngang_engine::ports::Ports;
use inngang_engine::trail::Trail;
use inngang_platform::memory_keys::MemoryKeys;

use crate::failure::Failed;
use crate::profile::Here;
use crate::words::Words;
use crate::{Stop, ground};

/// Where it is made.
pub(crate) struct Place<'a> {
    pub(crate) environment: Environment,
    pub(crate) http: Http,
    pub(crate) ports: Ports,
    /// The stored profile.
    pub(crate) here: Option<&'a Here<'a>>,
    /// Whose profile it is, when that is known.
    pub(crate) organisation: Option<OrgNumber>,
}

impl<'a> Place<'a> {
    /// In a profile; a key from a file never comes near its vault.
    pub(crate) fn of_profile(here: &'a Here<'a>, with_vault: bool) -> Self {
        let mut ports = here.ports.clone();
        if !with_vault {
            ports.keys = Arc::new(MemoryKeys::default());
        }
        let organisation = Some(here.stored.row.organisation.clone());
        Self { environment: here.environment.clone(), http: here.http.clone(), ports, here: Some(here), organisation }
    }

    /// In an environment alone.
    pub(crate) fn of_file(environment: Environment, organisation: Option<&str>, words: &Words) -> Result<Self, Failed> {
        let bad = |_| Stop::because(&words.get("cli:profile.bad_name", &[]));
        let organisation = organisation.map(|number| number.parse().map_err(bad)).transpose()?;
        let http = Http::new(&environment, Trail::default())?;
        Ok(Self { environment, http, ports: ground::ports(), here: None, organisation })
    }
}
