//! Practice as the window uses it: its environment, its panel, the files that its town hall issued.

use std::sync::{Mutex, PoisonError};

use inngang_contract::{FaultView, IssuedFileView, OrganisationView, PersonView, PracticeView, Problem};
use inngang_engine::environment::{Environment, Hosts, Kind};
use inngang_practice::{CertificateRole, Concern, Fault, Flavour, Issuer, Practice, Validity};

/// The environment of a running town.
pub(crate) fn environment(practice: &Practice) -> Result<Environment, Problem> {
    let hosts = Hosts::named(Kind::Practice, practice.addresses().named())?;
    Ok(Environment::practice(hosts, practice.certificate_roots()))
}

/// Files issued in this run, newest first.
#[derive(Default)]
pub(crate) struct IssuedFiles(Mutex<Vec<IssuedFileView>>);

impl IssuedFiles {
    pub(crate) fn add(&self, file: IssuedFileView) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(0, file);
    }
}

/// The panel.
pub(crate) fn panel(practice: &Practice, issued: &IssuedFiles) -> PracticeView {
    let names = |all: &[&str]| all.iter().map(|name| (*name).to_owned()).collect();
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
        issued: issued.0.lock().unwrap_or_else(PoisonError::into_inner).clone(),
        flavours: names(&Flavour::ALL.iter().map(|one| one.name()).collect::<Vec<_>>()),
        issuers: names(&Issuer::ALL.iter().map(|one| one.name()).collect::<Vec<_>>()),
        roles: names(&CertificateRole::ALL.iter().map(|one| one.name()).collect::<Vec<_>>()),
        validities: names(&Validity::ALL.iter().map(|one| one.name()).collect::<Vec<_>>()),
    }
}

const fn concern(fault: Fault) -> &'static str {
    match fault.concern() {
        Concern::Maskinporten => "maskinporten",
        Concern::IdPorten => "idporten",
        Concern::Altinn => "altinn",
        Concern::All => "all",
    }
}
