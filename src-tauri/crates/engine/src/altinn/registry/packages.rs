//! The access packages, as Altinn's open metadata have them (altinn.md 7.5).

use std::collections::BTreeMap;

use futures_util::future::join3;
use serde_json::{Map, Value};

use super::kinds::ListedPackage;
use super::told::{flag, text, texts};
use crate::altinn::{AltinnError, Platform, member};
use crate::http::Request;
use crate::said::readable;

const EXPORT: &str = "/accessmanagement/api/v1/meta/info/accesspackages/export";
/// What every URN of theirs begins with.
const URN: &str = "urn:altinn:accesspackage:";
/// Lists within lists, and no further.
const DEPTH: usize = 12;

/// All of them, with their names in three languages; in fewer where not all can be read.
pub(super) async fn read(platform: &Platform) -> Result<Vec<ListedPackage>, AltinnError> {
    let (nb, nn, en) = join3(export(platform, "nb"), export(platform, "nn"), export(platform, "en")).await;
    let mut packages = nb?;
    for (other, language) in [(nn, "nn"), (en, "en")] {
        for named in other.into_iter().flatten() {
            if let Some(package) = packages.iter_mut().find(|package| package.urn == named.urn) {
                add(&mut package.name, named.name, language);
                add(&mut package.description, named.description, language);
            }
        }
    }
    Ok(packages)
}

fn add(texts: &mut BTreeMap<String, String>, mut told: BTreeMap<String, String>, language: &str) {
    if let Some(text) = told.remove(language) {
        texts.insert(language.to_owned(), text);
    }
}

async fn export(platform: &Platform, language: &'static str) -> Result<Vec<ListedPackage>, AltinnError> {
    let url = platform.url(EXPORT)?;
    let response = platform.send(Request::get(&url, EXPORT).language(language).of_a_list(), &[]).await?;
    let told: Value = response.json()?;
    let mut packages = Vec::new();
    collect(&told, language, DEPTH, &mut packages);
    if packages.is_empty() {
        return Err(response.unexpected().into());
    }
    packages.sort_by(|one, other| one.urn.cmp(&other.urn));
    packages.dedup_by(|one, other| one.urn == other.urn);
    Ok(packages)
}

/// They lie in areas, which lie in groups; wherever they lie, they are known by their URNs.
fn collect(told: &Value, language: &str, depth: usize, packages: &mut Vec<ListedPackage>) {
    let Some(deeper) = depth.checked_sub(1) else { return };
    match told {
        Value::Array(several) => several.iter().for_each(|one| collect(one, language, deeper, packages)),
        Value::Object(object) => match ListedPackage::from_told(object, language) {
            Some(package) => packages.push(package),
            None => object.values().for_each(|value| collect(value, language, deeper, packages)),
        },
        _ => {}
    }
}

impl ListedPackage {
    /// None for what is something else: an area or a group has a URN of another kind.
    fn from_told(told: &Map<String, Value>, language: &str) -> Option<Self> {
        let urn = text(told, "urn").filter(|urn| urn.starts_with(URN) && urn.len() > URN.len())?;
        Some(Self {
            urn: readable(urn),
            name: texts(member(told, "name"), language),
            description: texts(member(told, "description"), language),
            is_delegable: flag(told, "isDelegable").unwrap_or(true),
            is_assignable: flag(told, "isAssignable").unwrap_or(true),
        })
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn packages_are_found_wherever_they_lie() {
        let told = json!([{
            "id": "g", "name": "Gruppe", "urn": "urn:altinn:accesspackagegroup:alt", "areas": [{
                "urn": "urn:altinn:area:skatt", "packages": [
                    { "id": "p", "urn": "urn:altinn:accesspackage:lonn", "name": "Lønn", "isDelegable": true, "isAssignable": false, "area": {} },
                    { "urn": "urn:altinn:accesspackage:" }, null, 3,
                ],
            }],
        }, { "object": { "urn": "urn:altinn:accesspackage:skatt", "name": { "nb": "Skatt", "en": "Tax" } }, "score": 1 }]);
        let mut packages = Vec::new();
        collect(&told, "nb", DEPTH, &mut packages);
        assert_eq!(
            packages.iter().map(|package| package.urn.as_str()).collect::<Vec<_>>(),
            ["urn:altinn:accesspackage:lonn", "urn:altinn:accesspackage:skatt"]
        );
        assert_eq!((packages[0].is_delegable, packages[0].is_assignable, packages[1].is_assignable), (true, false, true));
        assert_eq!(
            (packages[0].name.get("nb").map(String::as_str), packages[1].name.get("en").map(String::as_str)),
            (Some("Lønn"), Some("Tax"))
        );
        // As deep as nobody means it.
        let deep = (0..64).fold(json!({ "urn": "urn:altinn:accesspackage:x" }), |inner, _| json!([inner]));
        let mut none = Vec::new();
        collect(&deep, "nb", DEPTH, &mut none);
        assert!(none.is_empty());
    }
}
