//! Whom a person is to represent (RFC 9396; idporten.md 17): what is asked of Ansattporten, and what it answered.

use serde_json::{Value, json};

/// What the person is asked to choose among. One type a request: Ansattporten takes no mixture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuthorizationDetails {
    /// What the right is in.
    pub about: About,
    /// `organizationform`: which kinds of organisation; both when none is named.
    pub form: Option<OrganisationForm>,
    /// Whether several may be chosen.
    pub multiple: bool,
    /// Whether deleted ones may be chosen.
    pub deleted: bool,
    /// Whether the login fails for one who represents nobody.
    pub required: bool,
}

/// What the right is in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum About {
    /// A service of Altinn 2: `ansattporten:altinn:service`; code and edition as in `2480:40`.
    Service(String),
    /// A resource of Altinn 3: `ansattporten:altinn:resource`, by its id.
    Resource(String),
    /// The organisation of a work account: `ansattporten:orgno`.
    WorkAccount,
}

/// Kinds of organisation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OrganisationForm {
    /// `enterprise`: registered by itself.
    Enterprise,
    /// `business`: a subunit.
    Business,
}

impl AuthorizationDetails {
    /// One organisation with a right, if there is one.
    #[must_use]
    pub const fn about(about: About) -> Self {
        Self { about, form: None, multiple: false, deleted: false, required: false }
    }

    /// The parameter's value.
    pub(super) fn to_json(&self) -> Value {
        let resource = |id: &str| Some(format!("urn:altinn:resource:{id}"));
        let (kind, resource) = match &self.about {
            About::Service(code) => ("ansattporten:altinn:service", resource(code)),
            About::Resource(id) => ("ansattporten:altinn:resource", resource(id)),
            About::WorkAccount => return json!([{ "type": "ansattporten:orgno" }]),
        };
        let mut details = json!({
            "type": kind,
            "resource": resource,
            "allow_multiple_organizations": self.multiple.to_string(),
            "allow_deleted_organizations": self.deleted.to_string(),
            "representation_is_required": self.required.to_string(),
        });
        if let Some(form) = self.form {
            let form = match form {
                OrganisationForm::Enterprise => "enterprise",
                OrganisationForm::Business => "business",
            };
            details["organizationform"] = form.into();
        }
        json!([details])
    }
}

/// An organisation that the person chose. Information, no permission: nobody decides who may ask for which right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Represented {
    /// As it is written there: nine digits, `0192:` in front or not.
    pub organisation: String,
    /// Its name, where it is told.
    pub name: Option<String>,
    /// What the right is in, where it is told.
    pub resource: Option<String>,
    /// `Rights`, where they are told.
    pub rights: Vec<String>,
}
