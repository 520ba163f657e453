//! The practice environment: a little town whose services run on loopback inside the program's own process.
#![forbid(unsafe_code)]

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use serde::Serialize;

mod access_ui;
mod altinn;
mod approval;
mod bearer;
mod certificate_status;
mod clock;
mod delegation;
mod der;
mod disturb;
mod enterprise_certificate;
mod faults;
mod form;
mod idporten;
mod jose;
mod keys;
mod legacy;
mod maskinporten;
mod page;
mod portal;
mod register;
mod registration;
mod selfservice_api;
mod server;
mod settings;
mod store;
mod systems;
#[cfg(test)]
mod testing;
mod tls;
mod town;
mod town_hall;
mod world;

pub use clock::Clock;
pub use delegation::Delegation;
pub use faults::{Concern, Fault, Faults, UnknownFault};
pub use registration::MachineClient;
pub use systems::{
    Attribute, ChangeKind, ChangeRequest, Difference, LoggedChange, NewSystem, NewSystemUser, Request, RequestStatus, Right, System,
    SystemName, SystemRefusal, SystemUser, SystemUserKind,
};
pub use town::{
    Area, Grant, Group, LegacyKey, LegacyUser, LegacyUserKind, Organisation, Package, Person, Position, Resource, ResourceKind, Role,
    Scope, ScopeUse, ServiceOwner, Standing, Texts, Town,
};
pub use town_hall::{
    CertificateOrder, CertificateRole, Contents, Flavour, IssuedCertificate, IssuedFile, Issuer, KeyKind, Profile, Tree, Validity,
};

use world::World;

/// How practice behaves.
#[derive(Debug, Clone)]
pub struct Options {
    /// Holds what must survive a restart, with the issued files. Made when missing.
    pub folder: PathBuf,
    /// Whether the services demand all that their documentation does, until [`Practice::set_strict`] says otherwise.
    pub strict: bool,
    /// How long a change of keys takes to reach the token endpoints, until [`Practice::set_propagation`] says otherwise.
    pub propagation: Duration,
    /// How long [`Fault::SlowAnswer`] takes.
    pub slow_answer: Duration,
    /// How many clients the accountant has beside those who live in the town, for whoever measures long lists: at most 10,000.
    pub crowd: usize,
}

impl Options {
    /// Strict, without propagation delay, slower than a client's usual 30 seconds when slow.
    pub fn new(folder: impl Into<PathBuf>) -> Self {
        Self { folder: folder.into(), strict: true, propagation: Duration::ZERO, slow_answer: Duration::from_secs(45), crowd: 0 }
    }
}

/// Where the practice services answer. Stable for the life of the process; ports differ from run to run.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Addresses {
    /// The issuer, byte for byte: `http://127.0.0.1:PORT/`.
    pub maskinporten: String,
    /// The issuer, byte for byte: no slash at the end.
    pub idporten: String,
    /// Where ID-porten's login page is: another host than the issuer's, as in reality.
    pub idporten_login: String,
    /// The issuer, byte for byte: no slash at the end.
    pub ansattporten: String,
    /// Where Ansattporten's login page is: another host than the issuer's too.
    pub ansattporten_login: String,
    /// Digdir's self-service portal.
    pub portal: String,
    /// Altinn's platform.
    pub altinn_platform: String,
    /// Altinn's access management in the browser.
    pub altinn_access_ui: String,
    /// The old Altinn, behind TLS: [`Practice::tls_authority`] vouches for it.
    pub altinn_legacy: String,
    /// Dialogporten, on Altinn's platform.
    pub dialogporten: String,
    /// Enhetsregisteret.
    pub register: String,
    /// Digdir's self-service API.
    pub self_service_api: String,
    /// The page where practice certificates are issued.
    pub town_hall: String,
    /// Revocation lists, OCSP, the authorities' certificates. No slash at the end.
    pub certificate_status: String,
}

impl Addresses {
    /// The addresses that a client is told, by their names in an environment file. The login pages stand in the providers' metadata.
    pub fn named(&self) -> [(&'static str, &str); 11] {
        [
            ("maskinporten", &self.maskinporten),
            ("idporten", &self.idporten),
            ("ansattporten", &self.ansattporten),
            ("altinn_platform", &self.altinn_platform),
            ("altinn_access_ui", &self.altinn_access_ui),
            ("altinn_legacy", &self.altinn_legacy),
            ("dialogporten", &self.dialogporten),
            ("register", &self.register),
            ("portal", &self.portal),
            ("self_service_api", &self.self_service_api),
            ("certificate_status", &self.certificate_status),
        ]
    }
}

/// Why practice could not do what it should.
#[derive(Debug, thiserror::Error)]
pub enum PracticeError {
    /// The folder or a port cannot be used.
    #[error("input or output: {0}")]
    Io(#[from] std::io::Error),
    /// A key could not be made or read.
    #[error("a practice key failed: {0}")]
    Key(String),
    /// A certificate could not be made.
    #[error("a practice certificate failed: {0}")]
    Certificate(String),
    /// The order names an organisation that the town does not have, or that can order nothing.
    #[error("organisation {0} cannot order a certificate")]
    Organisation(String),
    /// The town hall issued no certificate with this serial number.
    #[error("no certificate has serial number {0}")]
    Serial(String),
    /// There is no such scope, or it cannot be delegated.
    #[error("scope {0} cannot be delegated")]
    Scope(String),
    /// Nobody delegates to itself, nor does an organisation that the town does not have or that cannot act.
    #[error("organisation {0} cannot take part in this delegation")]
    Delegation(String),
    /// The system register or a system user cannot be as asked.
    #[error(transparent)]
    Systems(#[from] SystemRefusal),
}

impl From<jose::JoseError> for PracticeError {
    fn from(error: jose::JoseError) -> Self {
        Self::Key(error.to_string())
    }
}

/// DER certificates of the authorities that the town in `folder` is known by, as [`Practice::certificate_roots`] gives them. Only reads:
/// no server is started and nothing is made; none where there is no town.
#[must_use]
pub fn known_authorities(folder: &Path) -> Vec<Vec<u8>> {
    town_hall::known_authorities(&store::Record::kept_in(folder).unwrap_or_default())
}

/// The running practice environment. Dropping it stops the servers.
pub struct Practice {
    world: Arc<World>,
}

impl Practice {
    /// Starts every service. Keys that are missing are made in the background; requests wait for them.
    pub async fn start(options: Options) -> Result<Self, PracticeError> {
        Ok(Self { world: server::start(options).await? })
    }

    /// Where the services answer.
    pub fn addresses(&self) -> &Addresses {
        &self.world.addresses
    }

    /// The practice certificate authorities, in DER: roots and what issues to enterprises, as programs pin the real ones.
    pub fn certificate_roots(&self) -> Vec<Vec<u8>> {
        self.world.authorities.known()
    }

    /// The authority (DER) that vouches for the one address with TLS, the old Altinn's. Clients trust it beside the system's own.
    pub fn tls_authority(&self) -> Vec<u8> {
        self.world.tls.der.clone()
    }

    /// The faults to switch on and off.
    pub fn faults(&self) -> &Faults {
        &self.world.faults
    }

    /// The clock of every practice service.
    pub fn clock(&self) -> &Clock {
        &self.world.clock
    }

    /// Every Maskinporten client that can be used, by name.
    pub fn machine_clients(&self) -> Vec<MachineClient> {
        self.world.store.read(registration::machine_clients)
    }

    /// Who lives in the town.
    pub fn town(&self) -> &Town {
        &self.world.town
    }

    /// Issues a practice certificate with its key as a .p12 in the folder.
    pub async fn issue(&self, order: &CertificateOrder) -> Result<IssuedFile, PracticeError> {
        town_hall::issue(&self.world, order).await
    }

    /// Issues what an issuer sends for one order: two files or three with one password. The order's role does not matter.
    pub async fn issue_set(&self, order: &CertificateOrder) -> Result<Vec<IssuedFile>, PracticeError> {
        town_hall::issue_set(&self.world, order).await
    }

    /// Every certificate that was issued from this folder, newest first.
    pub fn issued(&self) -> Vec<IssuedCertificate> {
        town_hall::issued(&self.world)
    }

    /// Revokes an issued certificate from now on, by its serial number in upper-case hexadecimal.
    pub fn revoke(&self, serial: &str) -> Result<(), PracticeError> {
        certificate_status::revoke(&self.world, serial)
    }
}

impl Drop for Practice {
    fn drop(&mut self) {
        self.world.stop.cancel();
    }
}
