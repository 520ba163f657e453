//! Practice as the window uses it: its environment, its panel, the files that its town hall issued.

use std::sync::{Mutex, PoisonError};

use inngang_contract::{FaultView, IssuedFileView, OrganisationView, PersonView, PracticeView, Problem, moment};
use inngang_engine::environment::{Environment, Hosts, Kind};
use inngang_practice::{
    CertificateRole, Concern, Contents, Fault, Flavour, IssuedFile, Issuer, KeyKind, Practice, Profile, Tree, Validity,
};

const DAY: i64 = 24 * 60 * 60;

/// The environment of a running town.
pub(crate) fn environment(practice: &Practice) -> Result<Environment, Problem> {
    let hosts = Hosts::named(Kind::Practice, practice.addresses().named())?;
    Ok(Environment::practice(hosts, practice.certificate_roots()))
}

/// Files issued in this run, newest first.
#[derive(Default)]
pub(crate) struct IssuedFiles(Mutex<Vec<IssuedFileView>>);

impl IssuedFiles {
    /// The file as the page shows it, now also in the list.
    pub(crate) fn add(&self, issued: &IssuedFile) -> IssuedFileView {
        let file = IssuedFileView {
            path: issued.path.display().to_string(),
            public_path: issued.public_path.display().to_string(),
            password: issued.password.clone(),
            organisation: issued.organisation.clone(),
            flavour: issued.flavour.name().to_owned(),
            serial: issued.serial.clone(),
            revoked: issued.revoked,
        };
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(0, file.clone());
        file
    }

    /// With what has been revoked since.
    fn known_to(&self, practice: &Practice) -> Vec<IssuedFileView> {
        let revoked: Vec<_> = practice.issued().into_iter().filter(|one| one.revoked_at.is_some()).map(|one| one.serial).collect();
        let files = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        files.iter().map(|file| IssuedFileView { revoked: revoked.contains(&file.serial), ..file.clone() }).collect()
    }
}

/// The panel.
pub(crate) fn panel(practice: &Practice, issued: &IssuedFiles) -> PracticeView {
    let faults = Fault::ALL.iter().map(|fault| FaultView {
        name: fault.name().to_owned(),
        concern: concern(*fault).to_owned(),
        on: practice.faults().is_on(*fault),
    });
    let organisations = practice.town().organisations().iter();
    PracticeView {
        faults: faults.collect(),
        organisations: organisations.map(|one| OrganisationView { number: one.number.into(), name: one.name.into() }).collect(),
        people: practice.town().people().iter().map(|person| PersonView { name: person.name.into() }).collect(),
        addresses: practice.addresses().named().iter().map(|(name, address)| ((*name).to_owned(), (*address).to_owned())).collect(),
        now: moment(practice.clock().date()),
        days_ahead: i32::try_from(practice.clock().advanced().div_euclid(DAY)).unwrap_or(i32::MAX),
        propagation_seconds: u32::try_from(practice.propagation().as_secs()).unwrap_or(u32::MAX),
        issued: issued.known_to(practice),
        flavours: Flavour::names().map(str::to_owned).collect(),
        issuers: Issuer::names().map(str::to_owned).collect(),
        roles: CertificateRole::names().map(str::to_owned).collect(),
        validities: Validity::names().map(str::to_owned).collect(),
        profiles: Profile::names().map(str::to_owned).collect(),
        trees: Tree::names().map(str::to_owned).collect(),
        keys: KeyKind::names().map(str::to_owned).collect(),
        contents: Contents::names().map(str::to_owned).collect(),
    }
}

const fn concern(fault: Fault) -> &'static str {
    match fault.concern() {
        Concern::Maskinporten => "maskinporten",
        Concern::IdPorten => "idporten",
        Concern::Altinn => "altinn",
        Concern::SelfService => "self_service",
        Concern::CertificateStatus => "certificate_status",
        Concern::All => "all",
    }
}
