//! Files that `openssl` wrote, imported through the journey.
#![expect(clippy::disallowed_methods, reason = "the walls are the engine's; its tests run a program and ask the clock")]

mod choice;
mod cost;
mod hostile;
mod loose;
mod openssl;
mod ordinary;
mod passwords;
mod ports;
mod schemes;
mod unusual;
mod using;

use std::sync::Arc;

use inngang_engine::certificates::{self, CertificateError, CertificateFile, Effort, ImportedCertificate};
use inngang_engine::environment::{Environment, Hosts};
use inngang_engine::ports::Ports;
use inngang_engine::secret::Secret;
use openssl::{Failure, World};
use ports::ports;

const AES: [&str; 6] = ["-keypbe", "AES-256-CBC", "-certpbe", "AES-256-CBC", "-macalg", "SHA256"];
const WINDOWS: [&str; 6] = ["-keypbe", "PBE-SHA1-3DES", "-certpbe", "PBE-SHA1-3DES", "-macalg", "SHA1"];

fn practice(world: &World) -> Result<Environment, Failure> {
    Ok(Environment::practice(Hosts::default(), vec![world.read("root.der")?]))
}

fn open(bytes: &[u8], password: Option<&str>) -> Result<ImportedCertificate, Failure> {
    Ok(import(bytes, password, &practice(World::shared()?)?, &ports(0))?)
}

/// The whole journey, with the certificate that is recommended.
fn import(bytes: &[u8], password: Option<&str>, environment: &Environment, ports: &Ports) -> Result<ImportedCertificate, CertificateError> {
    certificates::import_recommended(&file(bytes, password), &Effort::default(), environment, ports)
}

fn file(bytes: &[u8], password: Option<&str>) -> CertificateFile {
    CertificateFile {
        name: "file".to_owned(),
        bytes: Arc::new(Secret::new(bytes.to_vec())),
        password: password.map(|text| Secret::new(text.to_owned())),
    }
}

fn refusal(bytes: &[u8], password: Option<&str>) -> Result<CertificateError, Failure> {
    let environment = practice(World::shared()?)?;
    match import(bytes, password, &environment, &ports(0)) {
        Ok(imported) => Err(format!("opened: {:?}", imported.facts).into()),
        Err(failure) => Ok(failure),
    }
}
