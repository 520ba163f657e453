//! Which steps a business must take, and why: the recommendation that follows from three answers (design.md 4, step 1).

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
        }
    }

    /// The steps to take, in order.
    #[must_use]
    pub const fn steps(self) -> &'static [Step] {
        match self {
            Self::Key => &[Step::Key, Step::Maskinporten, Step::Access, Step::Done],
            Self::Certificate => &[Step::Certificate, Step::Key, Step::Maskinporten, Step::Access, Step::Done],
            Self::Person => &[Step::Login, Step::Access, Step::Done],
            Self::AgentKey => &[Step::Key, Step::Maskinporten, Step::SystemUser, Step::Access, Step::Done],
            Self::AgentCertificate => &[Step::Certificate, Step::Key, Step::Maskinporten, Step::SystemUser, Step::Access, Step::Done],
            Self::Vendor | Self::AgentVendor => &[Step::Login, Step::SystemUser, Step::Access, Step::Done],
        }
    }
}

/// The road for three answers.
#[must_use]
pub const fn recommend(talks: Talks, acts: Acts, certificate: Certificate) -> Recommendation {
    match (talks, acts, certificate) {
        (Talks::Person, _, _) => Recommendation::Person,
        (Talks::BoughtSystem, Acts::Ourselves, _) => Recommendation::Vendor,
        (Talks::BoughtSystem, Acts::Clients, _) => Recommendation::AgentVendor,
        (Talks::OwnSystem, Acts::Ourselves, Certificate::Required) => Recommendation::Certificate,
        (Talks::OwnSystem, Acts::Clients, Certificate::Required) => Recommendation::AgentCertificate,
        (Talks::OwnSystem, Acts::Ourselves, _) => Recommendation::Key,
        (Talks::OwnSystem, Acts::Clients, _) => Recommendation::AgentKey,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_is_sent_for_a_certificate_that_nobody_requires() {
        for talks in [Talks::OwnSystem, Talks::BoughtSystem, Talks::Person] {
            for acts in [Acts::Ourselves, Acts::Clients] {
                for certificate in [Certificate::NotRequired, Certificate::Unknown] {
                    assert!(!recommend(talks, acts, certificate).steps().contains(&Step::Certificate));
                }
            }
        }
    }
}
