//! Keys that `openssl` made, taken in and given back; and the standards' own examples.
#![expect(clippy::disallowed_methods, reason = "the walls are the engine's; its tests run a program and ask the clock")]

mod backup;
mod desk;
mod forms;
mod hostile;
#[path = "../certificates/ports.rs"]
mod ports;
mod public;
mod refused;
mod rfc7515;

use std::sync::Arc;

use inngang_engine::certificates::Effort;
use inngang_engine::keys::{self, ImportError, ImportedKey, KeySource};
use inngang_engine::ports::Ports;
use inngang_engine::problem::Explain as _;
use inngang_engine::secret::Secret;

type Failure = Box<dyn std::error::Error + Send + Sync>;

const ORGANISATION: &str = "123456785";

fn source(bytes: &[u8], password: Option<&str>) -> KeySource {
    KeySource { bytes: Arc::new(Secret::new(bytes.to_vec())), password: password.map(|text| Secret::new(text.to_owned())) }
}

fn import_into(ports: &Ports, bytes: &[u8], password: Option<&str>) -> Result<ImportedKey, ImportError> {
    let organisation = ORGANISATION.parse().map_err(|_| ImportError::NotAKey)?;
    keys::import(&source(bytes, password), &organisation, &Effort::default(), ports)
}

fn import(bytes: &[u8], password: Option<&str>) -> Result<ImportedKey, ImportError> {
    import_into(&ports::ports(0), bytes, password)
}

/// The code of the refusal; none when it was imported.
fn refusal(bytes: &[u8], password: Option<&str>) -> Option<&'static str> {
    import(bytes, password).err().map(|failure| failure.explain().code)
}
