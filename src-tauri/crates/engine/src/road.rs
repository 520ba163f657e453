//! Which steps a business must take, and why: the recommendation that follows from four answers (design.md 4, step 1).

/// What shall talk to Altinn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Talks {
    /// A system of one's own.
    OwnSystem,
    /// A system that was bought: its vendor holds the client and the key.
    BoughtSystem,
    /// A person at a screen.
    Person,
}

/// For whom.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Acts {
    /// For ourselves.
    Ourselves,
    /// For clients, as an accountant does.
    Clients,
    /// For those who use the system that we make, each of them for itself.
    Customers,
}

/// What the services ask for that the system shall use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Services {
    /// A system user: most of Altinn's, Skatteetaten's and Nav's for those who act in a system.
    SystemUser,
    /// Maskinporten alone: data that belongs to the organisation, or is open to it.
    Maskinporten,
    /// Not known: a service that wants a system user says so, and until then none is asked for.
    Unknown,
}

/// Who acts in Altinn (altinn.md 0, 5.2, 6.4). What Altinn has of kinds is [`Kind::READ_ON`]'s; another, without a vendor, is being planned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A system user that acts for its owner.
    Standard,
    /// A system user of a service provider, that acts for the provider's clients.
    Agent,
    /// A person who logs in.
    Person,
    /// The organisation itself, by Maskinporten alone.
    MaskinportenOnly,
}

impl Kind {
    /// The day on which Altinn's kinds of system users were read, `YYYY-MM-DD`.
    pub const READ_ON: &str = "2026-09-01";

    /// Name in the texts.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Standard => "standard",
            Self::Agent => "agent",
            Self::Person => "person",
            Self::MaskinportenOnly => "maskinporten_only",
        }
    }
}

/// Whether somebody requires an enterprise certificate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Certificate {
    /// Somebody does, or there is one already.
    Required,
    /// Nobody does.
    NotRequired,
    /// Not known: a key is enough for Maskinporten, so it is not required until somebody says so.
    Unknown,
}

/// A step of the wizard.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Enterprise certificate.
    Certificate,
    /// Key pair.
    Key,
    /// Maskinporten token.
    Maskinporten,
    /// ID-porten login.
    Login,
    /// System user.
    SystemUser,
    /// Access test.
    Access,
    /// Hand-over.
    Done,
}

/// Which road, with its reason under this name in the texts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Recommendation {
    /// No certificate is needed: make a key.
    Key,
    /// Sign with the enterprise certificate, and register a key for daily use.
    Certificate,
    /// Log in as a person; nothing to sign.
    Person,
    /// A key, and a system user of the agent kind.
    AgentKey,
    /// The certificate, and a system user of the agent kind.
    AgentCertificate,
    /// The vendor has client and key; you approve its system user.
    Vendor,
    /// The same, of the agent kind.
    AgentVendor,
    /// A key, and a system user that we ask ourselves for.
    OwnKey,
    /// The certificate, and such a system user.
    OwnCertificate,
    /// A key, and a system user for each customer of ours.
    CustomersKey,
    /// The certificate, and a system user for each.
    CustomersCertificate,
}

impl Recommendation {
    /// Name in the texts.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Key => "key",
            Self::Certificate => "certificate",
            Self::Person => "person",
            Self::AgentKey => "agent_key",
            Self::AgentCertificate => "agent_certificate",
            Self::Vendor => "vendor",
            Self::AgentVendor => "agent_vendor",
            Self::OwnKey => "own_key",
            Self::OwnCertificate => "own_certificate",
            Self::CustomersKey => "customers_key",
            Self::CustomersCertificate => "customers_certificate",
        }
    }

    /// Who acts in Altinn on this road.
    #[must_use]
    pub const fn kind(self) -> Kind {
        match self {
            Self::Key | Self::Certificate => Kind::MaskinportenOnly,
            Self::Person => Kind::Person,
            Self::AgentKey | Self::AgentCertificate | Self::AgentVendor => Kind::Agent,
            Self::Vendor | Self::OwnKey | Self::OwnCertificate | Self::CustomersKey | Self::CustomersCertificate => Kind::Standard,
        }
    }

    /// The steps to take, in order.
    #[must_use]
    pub const fn steps(self) -> &'static [Step] {
        match self {
            Self::Key => &[Step::Key, Step::Maskinporten, Step::Access, Step::Done],
            Self::Certificate => &[Step::Certificate, Step::Key, Step::Maskinporten, Step::Access, Step::Done],
            Self::Person => &[Step::Login, Step::Access, Step::Done],
            Self::AgentKey | Self::OwnKey | Self::CustomersKey => {
                &[Step::Key, Step::Maskinporten, Step::SystemUser, Step::Access, Step::Done]
            }
            Self::AgentCertificate | Self::OwnCertificate | Self::CustomersCertificate => {
                &[Step::Certificate, Step::Key, Step::Maskinporten, Step::SystemUser, Step::Access, Step::Done]
            }
            Self::Vendor | Self::AgentVendor => &[Step::Login, Step::SystemUser, Step::Access, Step::Done],
        }
    }
}

/// The road for four answers. The last counts where a system of one's own acts for oneself: everybody else needs a system user, or none.
#[must_use]
pub const fn recommend(talks: Talks, acts: Acts, certificate: Certificate, services: Services) -> Recommendation {
    use Recommendation as R;
    let required = matches!(certificate, Certificate::Required);
    match (talks, acts, services) {
        (Talks::Person, _, _) => R::Person,
        (Talks::BoughtSystem, Acts::Clients, _) => R::AgentVendor,
        (Talks::BoughtSystem, _, _) => R::Vendor,
        (Talks::OwnSystem, Acts::Clients, _) => {
            if required {
                R::AgentCertificate
            } else {
                R::AgentKey
            }
        }
        (Talks::OwnSystem, Acts::Customers, _) => {
            if required {
                R::CustomersCertificate
            } else {
                R::CustomersKey
            }
        }
        (Talks::OwnSystem, Acts::Ourselves, Services::SystemUser) => {
            if required {
                R::OwnCertificate
            } else {
                R::OwnKey
            }
        }
        (Talks::OwnSystem, Acts::Ourselves, _) => {
            if required {
                R::Certificate
            } else {
                R::Key
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TALKS: [Talks; 3] = [Talks::OwnSystem, Talks::BoughtSystem, Talks::Person];
    const ACTS: [Acts; 3] = [Acts::Ourselves, Acts::Clients, Acts::Customers];
    const SERVICES: [Services; 3] = [Services::SystemUser, Services::Maskinporten, Services::Unknown];

    fn roads(certificate: Certificate) -> impl Iterator<Item = (Talks, Acts, Services, Recommendation)> {
        let answers = TALKS.into_iter().flat_map(|talks| ACTS.map(|acts| (talks, acts)));
        let answers = answers.flat_map(|(talks, acts)| SERVICES.map(|services| (talks, acts, services)));
        answers.map(move |(talks, acts, services)| (talks, acts, services, recommend(talks, acts, certificate, services)))
    }

    #[test]
    fn nobody_is_sent_for_a_certificate_that_nobody_requires() {
        for certificate in [Certificate::NotRequired, Certificate::Unknown] {
            assert!(roads(certificate).all(|(.., road)| !road.steps().contains(&Step::Certificate)));
        }
    }

    #[test]
    fn whoever_needs_a_system_user_meets_its_step() {
        for (talks, acts, services, road) in roads(Certificate::Required).chain(roads(Certificate::NotRequired)) {
            let needs = matches!(road.kind(), Kind::Standard | Kind::Agent);
            assert_eq!(road.steps().contains(&Step::SystemUser), needs, "{talks:?} {acts:?} {services:?}");
            assert_eq!(road.kind() == Kind::Agent, acts == Acts::Clients && talks != Talks::Person, "agents are for clients alone");
        }
    }

    #[test]
    fn who_acts_follows_from_the_answers() {
        let kind = |acts, services| recommend(Talks::OwnSystem, acts, Certificate::NotRequired, services).kind();
        assert_eq!(kind(Acts::Ourselves, Services::SystemUser), Kind::Standard);
        assert_eq!(kind(Acts::Ourselves, Services::Unknown), Kind::MaskinportenOnly);
        assert_eq!(kind(Acts::Customers, Services::Maskinporten), Kind::Standard, "each customer has its own");
        assert_eq!(kind(Acts::Clients, Services::Unknown), Kind::Agent);
    }
}
