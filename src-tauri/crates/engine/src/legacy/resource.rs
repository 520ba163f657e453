//! What could be read in Altinn 2 (altinn.md 3.6), with the members that were of use to a person.

use super::{LoginKind, Part};

/// Who could read it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Needs {
    /// Anybody.
    Nobody,
    /// A user: a cookie, or a person's token.
    User,
    /// An organisation: its certificate with the parameter, or its token.
    Organisation,
}

impl Needs {
    /// Whether whoever is logged in this way may ask; level, roles and scopes are the host's to weigh.
    #[must_use]
    pub const fn met_by(self, login: Option<LoginKind>) -> bool {
        match (self, login) {
            (Self::Nobody, _) => true,
            (Self::User, Some(kind)) => !kind.is_organisation(),
            (Self::Organisation, Some(kind)) => kind.is_organisation(),
            (_, None) => false,
        }
    }
}

/// One address, with what it answers.
#[derive(Debug, PartialEq, Eq)]
pub struct Resource {
    /// Ours, as in text keys.
    pub name: &'static str,
    /// `{who}` and `{id}` are filled in.
    pub template: &'static str,
    /// Who could read it.
    pub needs: Needs,
    /// The name of the list under `_embedded`; none for a single thing.
    pub list: Option<&'static str>,
    /// Members to show, in order; a dot leads inside. None named: what is there.
    pub columns: &'static [&'static str],
    /// What it was a part of.
    pub part: Part,
}

const MESSAGE: &[&str] = &[
    "MessageId",
    "Subject",
    "Status",
    "LastChangedDateTime",
    "LastChangedBy",
    "ServiceOwner",
    "Type",
    "MessageSender",
    "ServiceCode",
    "ServiceEdition",
];
const REPORTEE: &[&str] =
    &["ReporteeId", "Name", "Type", "OrganizationNumber", "ParentOrganizationNumber", "OrganizationForm", "SocialSecurityNumber", "Status"];
const PROFILE: &[&str] = &[
    "Name",
    "UserName",
    "AddressLine1",
    "AddressLine2",
    "AddressLine3",
    "MobileNumber",
    "PreferredLanguage",
    "ContactInformation.Email",
    "ContactInformation.Mobile",
    "Entity",
    "Email",
    "Address",
    "PostCode",
    "City",
    "LastModifiedBy",
    "LastModifiedDate",
];
const ROLE: &[&str] = &["RoleId", "RoleType", "RoleDefinitionId", "RoleName", "RoleDescription", "Delegator", "DelegatedTime"];
const RIGHT: &[&str] = &["RightID", "RightType", "ServiceCode", "ServiceEditionCode", "Action", "RightSourceType", "IsDelegatable"];
const HOLDER: &[&str] = &["RightHolderId", "Name", "LastName", "SocialSecurityNumber", "OrganizationNumber"];
const ENTERPRISE_USER: &[&str] = &["UserName", "Created", "OwnerOrgNo"];

const fn user(
    name: &'static str,
    template: &'static str,
    list: Option<&'static str>,
    columns: &'static [&'static str],
    part: Part,
) -> Resource {
    Resource { name, template, needs: Needs::User, list, columns, part }
}

const fn organisation(
    name: &'static str,
    template: &'static str,
    list: Option<&'static str>,
    columns: &'static [&'static str],
    part: Part,
) -> Resource {
    Resource { name, template, needs: Needs::Organisation, list, columns, part }
}

const fn open(name: &'static str, template: &'static str) -> Resource {
    Resource { name, template, needs: Needs::Nobody, list: None, columns: &[], part: Part::Metadata }
}

/// All of them; nothing is written.
pub static RESOURCES: [Resource; 19] = [
    user("messages", "/api/{who}/messages", Some("messages"), MESSAGE, Part::Messages),
    user("message", "/api/{who}/messages/{id}", None, MESSAGE, Part::Messages),
    user("messagebox", "/api/{who}/messagebox", Some("folders"), &[], Part::Messages),
    user("profile", "/api/{who}/profile", None, PROFILE, Part::Profile),
    user("contactinformation", "/api/{who}/profile/contactinformation", Some("contactinformation"), &[], Part::Profile),
    user("reportees", "/api/reportees", Some("reportees"), REPORTEE, Part::Parties),
    user("reportee", "/api/reportees/{id}", None, REPORTEE, Part::Parties),
    organisation(
        "organizations",
        "/api/organizations",
        Some("organizations"),
        &["Name", "OrganizationNumber", "Type", "Status"],
        Part::Parties,
    ),
    user("roles", "/api/{who}/authorization/roles", Some("roles"), ROLE, Part::Delegations),
    user("rights", "/api/{who}/authorization/rights", Some("rights"), RIGHT, Part::Delegations),
    user("delegations", "/api/{who}/authorization/delegations", Some("rightholders"), HOLDER, Part::Delegations),
    user("delegation_roles", "/api/{who}/authorization/delegations/{id}/roles", Some("roles"), ROLE, Part::Delegations),
    user("delegation_rights", "/api/{who}/authorization/delegations/{id}/rights", Some("rights"), RIGHT, Part::Delegations),
    user("roledefinitions", "/api/{who}/authorization/roledefinitions", Some("roledefinitions"), &[], Part::RoleDefinitions),
    open("metadata", "/api/metadata"),
    Resource { part: Part::RoleDefinitions, ..open("metadata_roledefinitions", "/api/metadata/roledefinitions") },
    organisation("enterpriseusers", "/api/enterpriseusers", Some("enterpriseusers"), ENTERPRISE_USER, Part::EnterpriseUser),
    organisation("enterpriseuser", "/api/enterpriseusers/{id}", Some("enterpriseusers"), ENTERPRISE_USER, Part::EnterpriseUser),
    organisation("serviceowner_reportees", "/api/serviceowner/reportees", Some("reportees"), REPORTEE, Part::ServiceOwner),
];

impl Resource {
    /// The one that goes by the name.
    #[must_use]
    pub fn named(name: &str) -> Option<&'static Self> {
        RESOURCES.iter().find(|resource| resource.name == name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_is_one_resources() {
        for (at, resource) in RESOURCES.iter().enumerate() {
            assert_eq!(Resource::named(resource.name), Some(resource));
            assert!(RESOURCES[..at].iter().all(|earlier| earlier.name != resource.name), "{}", resource.name);
            assert!(resource.template.starts_with("/api/"), "{}", resource.template);
        }
        assert!(Resource::named("submit").is_none());
    }

    #[test]
    fn each_login_opens_what_it_is_for() {
        let opens = |name: &str, login| Resource::named(name).map(|resource| resource.needs.met_by(login));
        let users = [LoginKind::Password, LoginKind::IdPorten, LoginKind::EnterpriseUser].map(Some);
        let organisations = [LoginKind::Certificate, LoginKind::Maskinporten].map(Some);
        for (name, nobody, user, organisation) in
            [("metadata", true, true, true), ("messages", false, true, false), ("organizations", false, false, true)]
        {
            assert_eq!(opens(name, None), Some(nobody), "{name}");
            assert!(users.iter().all(|login| opens(name, *login) == Some(user)), "{name}");
            assert!(organisations.iter().all(|login| opens(name, *login) == Some(organisation)), "{name}");
        }
    }
}
