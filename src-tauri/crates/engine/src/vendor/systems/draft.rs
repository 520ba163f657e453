//! A system as somebody wants it to be: what they filled in, tidied, and written into what the register has.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use crate::altinn::{RESOURCE, Right, System, member, package_of, resource_of};
use crate::names::OrgNumber;

/// The languages of names and descriptions.
pub const LANGUAGES: [&str; 3] = ["nb", "nn", "en"];

/// What every access package's URN begins with.
pub const PACKAGE: &str = "urn:altinn:accesspackage:";

/// A system as it was filled in.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Draft {
    /// The vendor's number, `_`, and a name. Never changed afterwards.
    pub id: String,
    /// What people call it, by language.
    pub name: BTreeMap<String, String>,
    /// What it does, by language.
    pub description: BTreeMap<String, String>,
    /// Maskinporten clients.
    pub clients: Vec<String>,
    /// Where the approval of a request may lead.
    pub redirect_urls: Vec<String>,
    /// Ids in the resource registry.
    pub resources: Vec<String>,
    /// URNs of access packages; a bare name will do.
    pub packages: Vec<String>,
    /// Whether customers can make a system user of it by themselves.
    pub is_visible: bool,
}

impl From<&System> for Draft {
    fn from(system: &System) -> Self {
        Self {
            id: system.id.clone(),
            name: system.name.clone(),
            description: system.description.clone(),
            clients: system.clients.clone(),
            redirect_urls: system.redirect_urls.clone(),
            resources: system.resources(),
            packages: system.packages.clone(),
            is_visible: system.is_visible,
        }
    }
}

impl Draft {
    /// Without what the server takes away too, empty lines, and the short forms that people paste.
    #[must_use]
    pub fn tidied(&self) -> Self {
        let lines = |lines: &[String]| lines.iter().map(|line| line.trim().to_owned()).filter(|line| !line.is_empty()).collect();
        let texts = |texts: &BTreeMap<String, String>| {
            let kept = texts.iter().map(|(language, text)| (language.clone(), text.trim().to_owned()));
            kept.filter(|(_, text)| !text.is_empty()).collect()
        };
        let resource = |line: String| match line.strip_prefix(RESOURCE).and_then(|rest| rest.strip_prefix(':')) {
            Some(id) => id.to_owned(),
            None => line,
        };
        let package = |line: String| if line.contains(':') { line } else { format!("{PACKAGE}{line}") };
        let resources: Vec<String> = lines(&self.resources);
        let packages: Vec<String> = lines(&self.packages);
        Self {
            id: self.id.trim().to_owned(),
            name: texts(&self.name),
            description: texts(&self.description),
            clients: lines(&self.clients),
            redirect_urls: lines(&self.redirect_urls),
            resources: resources.into_iter().map(resource).collect(),
            packages: packages.into_iter().map(package).collect(),
            is_visible: self.is_visible,
        }
    }

    /// As a registration.
    pub(super) fn registration(&self, vendor: &OrgNumber) -> Value {
        let begun = Map::from_iter([("id".to_owned(), json!(self.id)), ("vendor".to_owned(), json!({ "ID": vendor.iso6523() }))]);
        self.written_into(&begun)
    }

    /// What the register has, with this in it. A member that this program does not know is written back as it is.
    pub(super) fn written_into(&self, whole: &Map<String, Value>) -> Value {
        let mut whole = whole.clone();
        let text = |draft: &BTreeMap<String, String>, name: &str, whole: &Map<String, Value>| {
            let mut texts = member(whole, name).and_then(Value::as_object).cloned().unwrap_or_default();
            // What is said in a language that this program does not ask for stays.
            texts.retain(|language, _| draft.contains_key(language) || !LANGUAGES.contains(&language.as_str()));
            texts.extend(draft.iter().map(|(language, text)| (language.clone(), json!(text))));
            Value::Object(texts)
        };
        let members = [
            ("name", text(&self.name, "name", &whole)),
            ("description", text(&self.description, "description", &whole)),
            ("clientId", json!(self.clients)),
            ("allowedRedirectUrls", json!(self.redirect_urls)),
            ("rights", self.rights(&whole)),
            ("accessPackages", self.access_packages(&whole)),
            ("isVisible", json!(self.is_visible)),
        ];
        for (name, value) in members {
            put(&mut whole, name, value);
        }
        Value::Object(whole)
    }

    /// The rights that are kept as they stand, and those that are new.
    pub(super) fn rights(&self, whole: &Map<String, Value>) -> Value {
        kept_and_new(member(whole, "rights"), &self.resources, resource_of, |resource| Right::to(resource).body())
    }

    /// The access packages, likewise.
    pub(super) fn access_packages(&self, whole: &Map<String, Value>) -> Value {
        kept_and_new(member(whole, "accessPackages"), &self.packages, package_of, |urn| json!({ "urn": urn }))
    }
}

/// Under the name that it stands under, whatever the case of its letters.
fn put(whole: &mut Map<String, Value>, name: &str, value: Value) {
    let standing = whole.keys().find(|key| *key == name).or_else(|| whole.keys().find(|key| key.eq_ignore_ascii_case(name))).cloned();
    whole.insert(standing.unwrap_or_else(|| name.to_owned()), value);
}

/// One that names nothing that this program can read is kept.
fn kept_and_new(
    standing: Option<&Value>,
    wanted: &[String],
    named: impl Fn(&Value) -> Option<&str>,
    new: impl Fn(&String) -> Value,
) -> Value {
    let standing: Vec<&Value> = standing.and_then(Value::as_array).into_iter().flatten().collect();
    let kept = standing.iter().filter(|one| named(one).is_none_or(|name| wanted.iter().any(|wanted| wanted == name)));
    let is_new = |wanted: &&String| !standing.iter().any(|one| named(one) == Some(wanted.as_str()));
    kept.map(|one| (*one).clone()).chain(wanted.iter().filter(is_new).map(new)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn standing() -> Map<String, Value> {
        let told = json!({
            "ID": "312345609_kasse", "vendor": { "ID": "0192:312345609", "authority": "iso6523-actorid-upis" },
            "Name": { "nb": "Kasse", "nn": "Kasse", "en": "Till", "se": "Gássa" }, "description": { "nb": "a" },
            "rights": [
                { "action": "read", "resource": [{ "id": RESOURCE, "value": "krav" }] },
                { "resource": [{ "id": RESOURCE, "value": "bort" }] },
                { "resource": [{ "id": "urn:new:kind", "value": "x" }] },
            ],
            "accessPackages": [{ "urn": "urn:altinn:accesspackage:lonn", "since": 1 }], "isVisible": true, "future": { "a": [1] },
        });
        told.as_object().cloned().unwrap_or_default()
    }

    #[test]
    fn what_is_not_known_is_written_back() -> Result<(), Box<dyn std::error::Error>> {
        let system = System::from_told(standing()).ok_or("no system")?;
        let mut draft = Draft::from(&system);
        draft.name.insert("nb".to_owned(), "Ny kasse".to_owned());
        draft.resources = vec!["krav".to_owned(), "ny".to_owned()];
        draft.packages.push(format!("{PACKAGE}skatt"));
        let written = draft.written_into(&system.whole);
        assert_eq!(written["Name"], json!({ "nb": "Ny kasse", "nn": "Kasse", "en": "Till", "se": "Gássa" }));
        assert_eq!(written["rights"][0], json!({ "action": "read", "resource": [{ "id": RESOURCE, "value": "krav" }] }));
        assert_eq!(written["rights"][1]["resource"][0]["id"], "urn:new:kind");
        assert_eq!(written["rights"][2], json!({ "resource": [{ "id": RESOURCE, "value": "ny" }] }));
        assert_eq!(written["rights"].as_array().map(Vec::len), Some(3));
        assert_eq!(
            written["accessPackages"],
            json!([{ "urn": "urn:altinn:accesspackage:lonn", "since": 1 }, { "urn": format!("{PACKAGE}skatt") }])
        );
        assert_eq!(
            (&written["future"], &written["ID"], &written["vendor"]["authority"]),
            (&json!({ "a": [1] }), &json!("312345609_kasse"), &json!("iso6523-actorid-upis"))
        );
        assert!(written.get("name").is_none() && written.get("id").is_none(), "each member once");
        Ok(())
    }

    #[test]
    fn a_form_is_tidied_as_people_fill_it_in() {
        let draft = Draft {
            id: " 312345609_kasse ".to_owned(),
            name: [("nb".to_owned(), " Kasse ".to_owned()), ("en".to_owned(), "  ".to_owned())].into(),
            resources: vec!["urn:altinn:resource:krav ".to_owned(), String::new()],
            packages: vec![" skattegrunnlag".to_owned(), format!("{PACKAGE}lonn")],
            ..Draft::default()
        };
        let tidy = draft.tidied();
        assert_eq!((tidy.id.as_str(), tidy.name.len()), ("312345609_kasse", 1));
        assert_eq!(tidy.resources, ["krav"]);
        assert_eq!(tidy.packages, [format!("{PACKAGE}skattegrunnlag"), format!("{PACKAGE}lonn")]);
    }
}
