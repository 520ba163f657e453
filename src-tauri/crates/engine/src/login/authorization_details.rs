//! Whom a person is to represent (RFC 9396; idporten.md 17): what is asked of Ansattporten, and what it answered.

use serde_json::{Value, json};

use super::id_token::readable;

/// More than anybody chooses.
const MOST: usize = 1_000;

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
    /// Those whom `authorization_details` names, up to [`MOST`], in any of its forms. Members are written in whatever letters (idporten.md 17), and
    /// what cannot be read is left out: nothing is permitted by it.
    pub(super) fn read(details: &Value) -> Vec<Self> {
        let mut all = Vec::new();
        for details in each(details) {
            let resource = text(details, "resource").or_else(|| text(details, "resource_name"));
            let parties = ["reportees", "authorized_parties"].into_iter().filter_map(|name| member(details, name)).flat_map(each);
            let own = member(details, "orgno").is_some().then_some(details);
            for represented in parties.chain(own).filter_map(|party| Self::of(party, resource.as_ref())) {
                if all.len() == MOST {
                    return all;
                }
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
            organisation: number.as_str().map(readable).filter(|text| !text.is_empty()).or_else(|| text(number, "id"))?,
            name: text(party, "name"),
            resource: text(party, "resource").or_else(|| resource.cloned()),
            rights: member(party, "rights").into_iter().flat_map(each).filter_map(Value::as_str).take(MOST).map(readable).collect(),
        })
    }
}

/// The values of an array, or the one value that stands where an array should.
fn each(value: &Value) -> &[Value] {
    value.as_array().map_or_else(|| std::slice::from_ref(value), Vec::as_slice)
}

/// In whatever letters.
fn member<'a>(value: &'a Value, name: &str) -> Option<&'a Value> {
    value.as_object()?.iter().find(|(member, _)| member.eq_ignore_ascii_case(name)).map(|(_, value)| value)
}

fn text(value: &Value, name: &str) -> Option<String> {
    member(value, name)?.as_str().map(readable).filter(|text| !text.is_empty())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{Just, Strategy, any, prop, prop_oneof};

    use super::*;

    fn numbers(details: &Value) -> Vec<String> {
        Represented::read(details).into_iter().map(|represented| represented.organisation).collect()
    }

    #[test]
    fn every_documented_form_is_read() -> Result<(), &'static str> {
        let service = json!([{
            "type": "ansattporten:altinn:service", "resource": "urn:altinn:resource:2480:40", "resource_name": "Nøkkelroller",
            "reportees": [
                { "Authority": "iso6523-actorid-upis", "ID": "0192:310987654", "Name": "Ås", "Rights": ["Read", "Sign"] },
                { "authority": "iso6523-actorid-upis", "id": "0192:310987655", "name": "Bø" },
                { "Authority": "iso6523-actorid-upis", "ID": "0192:310987654", "Name": "Ås", "Rights": ["Read", "Sign"] },
            ],
        }]);
        let [one, other] = &Represented::read(&service)[..] else { return Err("not each once") };
        assert_eq!(
            (one.organisation.as_str(), one.name.as_deref(), one.rights.join(" ")),
            ("0192:310987654", Some("Ås"), "Read Sign".to_owned())
        );
        assert_eq!((other.name.as_deref(), other.resource.as_deref()), (Some("Bø"), Some("urn:altinn:resource:2480:40")));
        let resource = json!([{
            "type": "ansattporten:altinn:resource", "resource_name": "Prøveskjema",
            "authorized_parties": [
                { "orgno": { "authority": "iso6523-actorid-upis", "ID": "0192:310987654" }, "resource": "app_ttd_demo", "name": "Ås", "unit_type": "AS" },
            ],
        }]);
        let [party] = &Represented::read(&resource)[..] else { return Err("not one party") };
        assert_eq!((party.organisation.as_str(), party.resource.as_deref()), ("0192:310987654", Some("app_ttd_demo")));
        assert_eq!(
            numbers(&json!([{ "type": "ansattporten:orgno", "orgno": { "Authority": "x", "ID": "0192:310987654" } }])),
            ["0192:310987654"]
        );
        Ok(())
    }

    #[test]
    fn other_letters_and_other_shapes_are_read_as_far_as_they_go() {
        assert_eq!(numbers(&json!({ "ORGNO": "310987654" })), ["310987654"], "no array, and a number that stands by itself");
        assert_eq!(numbers(&json!([{ "AuthorizedParties": [] }, { "Authorized_Parties": { "Orgno": { "Id": "1" } } }])), ["1"]);
        assert_eq!(numbers(&json!([{ "reportees": [7, null, { "ID": 7 }, { "ID": "" }, { "ID": "2" }] }, "x", null])), ["2"]);
    }

    #[test]
    fn a_crowd_is_read_no_further_than_anybody_chooses() {
        let crowd: Vec<String> = (0..100_000).map(|number| number.to_string()).collect();
        assert_eq!(Represented::read(&json!([{ "reportees": crowd }])).len(), MOST);
        let read = Represented::read(&json!([{ "orgno": "1\u{202e}2", "name": "A\u{1b}[31mS", "resource": "\u{7}" }]));
        assert!(matches!(&read[..], [one] if one.organisation == "12" && one.name.as_deref() == Some("A[31mS") && one.resource.is_none()));
    }

    fn values() -> impl Strategy<Value = Value> {
        let names = prop::sample::select(vec!["type", "orgno", "ID", "reportees", "authorized_parties", "Rights", "Name", "resource", "x"]);
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::from),
            any::<i64>().prop_map(Value::from),
            ".*".prop_map(Value::from)
        ];
        leaf.prop_recursive(5, 64, 6, move |inner| {
            let members = prop::collection::vec((names.clone(), inner.clone()), 0..6);
            prop_oneof![
                prop::collection::vec(inner, 0..6).prop_map(Value::from),
                members.prop_map(|members| members.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()),
            ]
        })
    }

    proptest::proptest! {
        #[test]
        fn nothing_makes_it_panic_and_each_has_a_number(details in values()) {
            let read = Represented::read(&details);
            assert!(read.iter().all(|represented| !represented.organisation.is_empty()));
        }
    }

    #[test]
    fn the_documented_members_are_asked_for_and_no_other() {
        let check = |details: &AuthorizationDetails, expected: Value| assert_eq!(details.to_json(), json!([expected]));
        check(&AuthorizationDetails::about(About::WorkAccount), json!({ "type": "ansattporten:orgno" }));
        let resource = AuthorizationDetails::about(About::Resource("app_ttd_demo".to_owned()));
        let flags = json!({
            "type": "ansattporten:altinn:resource", "resource": "urn:altinn:resource:app_ttd_demo", "organizationform": "business",
            "allow_multiple_organizations": "false", "allow_deleted_organizations": "true", "representation_is_required": "true",
        });
        check(&AuthorizationDetails { form: Some(OrganisationForm::Business), deleted: true, required: true, ..resource }, flags);
    }
}
