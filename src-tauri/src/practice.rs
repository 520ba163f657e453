//! Practice as the window uses it: its environment, its panel, the files that its town hall issued.

use std::sync::{Mutex, PoisonError};

use inngang_contract::{
    DelegationView, FaultView, IssuedFileView, OrganisationView, PersonView, PracticeSystemUserView, PracticeSystemView, PracticeView,
    Problem, SystemUserState, moment,
};
use inngang_engine::environment::{Environment, Hosts, Kind};
use inngang_practice::{
    CertificateRole, Concern, Contents, Delegation, Fault, Flavour, IssuedFile, Issuer, KeyKind, Practice, PracticeError, Profile, System,
    SystemRefusal, SystemUser, SystemUserKind, Tree, Validity,
};

const DAY: i64 = 24 * 60 * 60;

/// The environment of a running town.
pub(crate) fn environment(practice: &Practice) -> Result<Environment, Problem> {
    let hosts = Hosts::named(Kind::Practice, practice.addresses().named())?;
    let environment = Environment::practice(hosts, practice.certificate_roots());
    Ok(Environment { tls_ca: Some(practice.tls_authority()), ..environment })
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
        strict: practice.strict(),
        latency_milliseconds: u32::try_from(practice.latency().as_millis()).unwrap_or(u32::MAX),
        approval_delay_seconds: u32::try_from(practice.approval_delay().as_secs()).unwrap_or(u32::MAX),
        delegable_scopes: practice.town().scopes().iter().filter(|scope| scope.is_delegable()).map(|scope| scope.name.into()).collect(),
        delegations: practice.delegations().into_iter().map(delegation).collect(),
        systems: systems(practice),
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

fn delegation(one: Delegation) -> DelegationView {
    DelegationView { consumer: one.consumer, supplier: one.supplier, scope: one.scope }
}

/// Live systems with their system users, each oldest first.
fn systems(practice: &Practice) -> Vec<PracticeSystemView> {
    let (mut systems, mut users) = (practice.systems(), practice.system_users());
    systems.sort_by_key(|system| system.created);
    users.sort_by_key(|user| user.created);
    let of = |system: &System| users.iter().filter(|user| user.system == system.id).map(system_user).collect();
    let live = systems.into_iter().filter(|system| !system.is_deleted);
    live.map(|system| PracticeSystemView {
        users: of(&system),
        id: system.id,
        vendor: system.vendor,
        name: system.name.nb,
        client_ids: system.client_ids,
    })
    .collect()
}

fn system_user(user: &SystemUser) -> PracticeSystemUserView {
    let state = match (user.is_deleted, user.approved) {
        (true, _) => SystemUserState::Deleted,
        (false, Some(_)) => SystemUserState::Approved,
        (false, None) => SystemUserState::Waiting,
    };
    PracticeSystemUserView {
        id: user.id.clone(),
        owner: user.owner.clone(),
        external_ref: Some(user.external_ref.clone()).filter(|reference| *reference != user.owner),
        agent: user.kind == SystemUserKind::Agent,
        state,
    }
}

/// The first id of a vendor's that no system has had.
pub(crate) fn free_system_id(practice: &Practice, vendor: &str) -> String {
    let taken = practice.systems();
    let free = |id: &String| taken.iter().all(|system| system.id != format!("{vendor}_{id}"));
    (1..).map(|number| format!("system-{number}")).find(free).unwrap_or_default()
}

/// Why the town is not as somebody wanted it.
pub(crate) fn refused(failure: PracticeError) -> Problem {
    match failure {
        PracticeError::Systems(SystemRefusal::ClientElsewhere(client)) => Problem::client_on_system(&client),
        PracticeError::Systems(SystemRefusal::Same(_)) => Problem::system_user_there(),
        PracticeError::Delegation(_) | PracticeError::Scope(_) => Problem::cannot_delegate(),
        failure => {
            tracing::error!(%failure, "the town stays as it was");
            Problem::no_practice()
        }
    }
}

const fn concern(fault: Fault) -> &'static str {
    match fault.concern() {
        Concern::Maskinporten => "maskinporten",
        Concern::IdPorten => "idporten",
        Concern::IdToken => "id_token",
        Concern::LoginTokens => "login_tokens",
        Concern::Altinn => "altinn",
        Concern::Legacy => "legacy",
        Concern::Register => "register",
        Concern::SelfService => "self_service",
        Concern::CertificateStatus => "certificate_status",
        Concern::All => "all",
    }
}
