//! The scopes that the portal offers (altinn.md 8, idporten.md 12).

use serde::Serialize;

/// A scope of an API owner.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Scope {
    pub name: &'static str,
    pub used_with: ScopeUse,
    pub(super) granted: Granted,
    /// Whether ID-porten asks the person first.
    pub consent: bool,
    /// Whether the scope has a delegation source: an organisation that has it may let a supplier use it.
    pub(super) delegable: bool,
}

/// Which kind of token may carry it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ScopeUse {
    /// Maskinporten only.
    Machine,
    /// ID-porten only.
    Person,
    /// Either.
    Both,
}

impl ScopeUse {
    /// Whether Maskinporten issues it.
    pub fn by_machine(self) -> bool {
        self != Self::Person
    }

    /// Whether ID-porten issues it.
    pub fn by_person(self) -> bool {
        self != Self::Machine
    }
}

impl Scope {
    /// Whether every organisation may use it (`accessible_for_all`).
    pub fn is_open(&self) -> bool {
        self.granted == Granted::Everyone
    }

    /// Whether an organisation can let a supplier use it (`delegation_source`).
    pub fn is_delegable(&self) -> bool {
        self.delegable
    }

    /// Whether the service desk gives it to whoever asks.
    pub fn is_on_request(&self) -> bool {
        self.granted == Granted::OnRequest
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub(super) enum Granted {
    Everyone,
    Only(&'static [&'static str]),
    /// Whoever asks Digdir's service desk.
    OnRequest,
    Nobody,
}

impl Granted {
    pub(super) fn is_to(self, organisation: &str) -> bool {
        match self {
            Self::Everyone => true,
            Self::Only(organisations) => organisations.contains(&organisation),
            Self::OnRequest | Self::Nobody => false,
        }
    }
}

/// Those who make their own systems: the vendor, the accountant, the bakery with its own till.
const BUILDERS: Granted = Granted::Only(&["312345609", "311223305", "315000106"]);

/// Those who have applied to the owners of the delegable scopes.
const EMPLOYERS: Granted = Granted::Only(&["315000106", "310000000"]);
const TAXPAYERS: Granted = Granted::Only(&["315000106"]);

const fn machine(name: &'static str, granted: Granted) -> Scope {
    Scope { name, used_with: ScopeUse::Machine, granted, consent: false, delegable: false }
}

const fn delegable(name: &'static str, granted: Granted) -> Scope {
    Scope { delegable: true, ..machine(name, granted) }
}

const fn person(name: &'static str) -> Scope {
    Scope { name, used_with: ScopeUse::Person, granted: Granted::Everyone, consent: true, delegable: false }
}

const fn both(name: &'static str) -> Scope {
    Scope { name, used_with: ScopeUse::Both, granted: Granted::Everyone, consent: true, delegable: false }
}

pub(super) const SCOPES: &[Scope] = &[
    machine("altinn:authentication/systemregister.write", BUILDERS),
    machine("altinn:authentication/systemuser.request.read", BUILDERS),
    machine("altinn:authentication/systemuser.request.write", BUILDERS),
    both("altinn:instances.read"),
    both("altinn:instances.write"),
    both("altinn:correspondence.read"),
    machine("altinn:broker.read", Granted::Everyone),
    machine("altinn:broker.write", Granted::Everyone),
    machine("altinn:serviceowner", Granted::Nobody),
    machine("altinn:accessmanagement/authorizedparties.resourceowner", Granted::Nobody),
    machine("brreg:data:enhetsregisteret:auto:roller", Granted::Nobody),
    delegable("nav:aareg/v1/arbeidsforhold", EMPLOYERS),
    delegable("skatteetaten:summertskattegrunnlag", TAXPAYERS),
    both("altinn:accessmanagement/authorizedparties"),
    person("altinn:instances.meta"),
    // The old Altinn's.
    person("altinn:enduser"),
    both("altinn:reportees"),
    both("altinn:profiles.read"),
    both("altinn:rolesandrights.read"),
    machine("altinn:enterpriseusers.read", Granted::Everyone),
    machine("altinn:enterpriseusers.write", Granted::Everyone),
    person("altinn:clientdelegations.read"),
    person("altinn:clientdelegations.write"),
    both("digdir:dialogporten"),
    Scope { consent: false, ..person("openid") },
    Scope { consent: false, ..person("profile") },
    machine("idporten:dcr.read", Granted::OnRequest),
    machine("idporten:dcr.modify", Granted::OnRequest),
    machine("idporten:dcr.write", Granted::OnRequest),
];

/// Who lets whom use what from the beginning: the bakery its accountant, the camping site the vendor of its system.
pub(super) const DELEGATIONS: &[(&str, &str, &str)] = &[
    ("315000106", "311223305", "nav:aareg/v1/arbeidsforhold"),
    ("315000106", "311223305", "skatteetaten:summertskattegrunnlag"),
    ("310000000", "312345609", "nav:aareg/v1/arbeidsforhold"),
];
