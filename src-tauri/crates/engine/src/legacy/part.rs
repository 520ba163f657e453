//! The parts of Altinn 2 and what replaced each (altinn.md 1.4).

use time::{Date, Month};

/// The day it was switched off.
pub const CLOSED_ON: Date = match Date::from_calendar_date(2026, Month::June, 19) {
    Ok(date) => date,
    Err(_) => Date::MIN,
};

/// A part of Altinn 2. What it was and what replaced it are words of the page, under `legacy:part.<key>` and `legacy:successor.<key>`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    /// User name and password.
    PasswordLogin,
    /// An enterprise user with its certificate.
    EnterpriseUser,
    /// An organisation by its certificate alone.
    OrganisationLogin,
    /// The message box.
    Messages,
    /// Whom one may act for.
    Parties,
    /// Who has been given what.
    Delegations,
    /// What a role means.
    RoleDefinitions,
    /// Names, addresses, notifications.
    Profile,
    /// What the services were.
    Metadata,
    /// The service owners' side.
    ServiceOwner,
    /// Everything over SOAP.
    Soap,
    /// The key that came with each call.
    ApiKey,
}

impl Part {
    /// All of them.
    pub const ALL: [Self; 12] = [
        Self::PasswordLogin,
        Self::EnterpriseUser,
        Self::OrganisationLogin,
        Self::Messages,
        Self::Parties,
        Self::Delegations,
        Self::RoleDefinitions,
        Self::Profile,
        Self::Metadata,
        Self::ServiceOwner,
        Self::Soap,
        Self::ApiKey,
    ];

    /// The text's key.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::PasswordLogin => "password_login",
            Self::EnterpriseUser => "enterprise_user",
            Self::OrganisationLogin => "organisation_login",
            Self::Messages => "messages",
            Self::Parties => "parties",
            Self::Delegations => "delegations",
            Self::RoleDefinitions => "role_definitions",
            Self::Profile => "profile",
            Self::Metadata => "metadata",
            Self::ServiceOwner => "service_owner",
            Self::Soap => "soap",
            Self::ApiKey => "api_key",
        }
    }
}
