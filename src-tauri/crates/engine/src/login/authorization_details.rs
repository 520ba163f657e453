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

impl Represented {
    /// Everybody whom `authorization_details` names, in any of its forms. Members are written in whatever letters (idporten.md 17), and
    /// what cannot be read is left out: nothing is permitted by it.
    pub(super) fn read(details: &Value) -> Vec<Self> {
        let mut all = Vec::new();
        for details in each(details) {
            let resource = text(details, "resource").or_else(|| text(details, "resource_name"));
            let parties = ["reportees", "authorized_parties"].into_iter().filter_map(|name| member(details, name)).flat_map(each);
            let own = member(details, "orgno").is_some().then_some(details);
            for represented in parties.chain(own).filter_map(|party| Self::of(party, resource.as_ref())) {
                if !all.contains(&represented) {
                    all.push(represented);
                }
            }
        }
        all
    }

    /// A party: its number in itself, or in its `orgno`.
    fn of(party: &Value, resource: Option<&String>) -> Option<Self> {
        let number = member(party, "orgno").unwrap_or(party);
        Some(Self {
            organisation: number.as_str().map(str::to_owned).or_else(|| text(number, "id"))?,
            name: text(party, "name"),
            resource: text(party, "resource").or_else(|| resource.cloned()),
            rights: member(party, "rights").into_iter().flat_map(each).filter_map(Value::as_str).map(str::to_owned).collect(),
        })
    }
}

/// The values of an array, or the one value that stands where an array should.
fn each(value: &Value) -> &[Value] {
    value.as_array().map_or(std::slice::from_ref(value), Vec::as_slice)
}

/// In whatever letters.
fn member<'a>(value: &'a Value, name: &str) -> Option<&'a Value> {
    value.as_object()?.iter().find(|(member, _)| member.eq_ignore_ascii_case(name)).map(|(_, value)| value)
}

fn text(value: &Value, name: &str) -> Option<String> {
    member(value, name)?.as_str().filter(|text| !text.is_empty()).map(str::to_owned)
}
