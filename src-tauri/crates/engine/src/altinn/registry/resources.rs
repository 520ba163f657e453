//! The resource registry, as Altinn gives it to anybody (altinn.md 7.6).

use serde_json::{Map, Value};

use super::kinds::ListedResource;
use super::told::{flag, text, texts};
use crate::altinn::{AltinnError, Platform, member};
use crate::http::{HttpFailure, Request};
use crate::said::readable;

const LIST: &str = "/resourceregistry/api/v1/resource/resourcelist";
const ONE: &str = "/resourceregistry/api/v1/resource";
const ONE_TEMPLATE: &str = "/resourceregistry/api/v1/resource/{id}";

/// All of them, with the apps; without them where that is more than can be taken in.
pub(super) async fn read(platform: &Platform) -> Result<Vec<ListedResource>, AltinnError> {
    match list(platform, true).await {
        Err(AltinnError::Http(HttpFailure::TooLarge { .. } | HttpFailure::TimedOut { .. })) => list(platform, false).await,
        answer => answer,
    }
}

async fn list(platform: &Platform, with_apps: bool) -> Result<Vec<ListedResource>, AltinnError> {
    let mut url = platform.url(LIST)?;
    let with_apps = if with_apps { "true" } else { "false" };
    url.query_pairs_mut().append_pair("includeApps", with_apps).append_pair("includeMigratedApps", with_apps);
    let response = platform.send(Request::get(&url, LIST).of_a_list(), &[]).await?;
    let told: Vec<Value> = response.json()?;
    let mut resources: Vec<ListedResource> = told.iter().filter_map(|entry| ListedResource::from_told(entry.as_object()?)).collect();
    // Then every resource would be one that nobody knows.
    if resources.is_empty() {
        return Err(response.unexpected().into());
    }
    resources.sort_by(|one, other| one.id.cmp(&other.id));
    resources.dedup_by(|one, other| one.id == other.id);
    Ok(resources)
}

/// One by its id; none where the registry says that there is none.
pub(super) async fn one(id: &str, platform: &Platform) -> Result<Option<ListedResource>, AltinnError> {
    let mut url = platform.url(ONE)?;
    if let Ok(mut segments) = url.path_segments_mut() {
        segments.push(id);
    }
    match platform.send(Request::get(&url, ONE_TEMPLATE), &[]).await {
        Ok(response) => {
            let told: Map<String, Value> = response.json()?;
            Ok(Some(ListedResource::from_told(&told).ok_or_else(|| response.unexpected())?))
        }
        Err(error) if error.status() == Some(404) => Ok(None),
        Err(error) => Err(error),
    }
}

impl ListedResource {
    /// None without an id.
    fn from_told(told: &Map<String, Value>) -> Option<Self> {
        let owner = member(told, "hasCompetentAuthority").and_then(Value::as_object);
        let mut named = texts(owner.and_then(|owner| member(owner, "name")), "nb");
        if let (true, Some(code)) = (named.is_empty(), owner.and_then(|owner| text(owner, "orgcode"))) {
            named.insert("nb".to_owned(), readable(code));
        }
        Some(Self {
            id: readable(text(told, "identifier")?),
            title: texts(member(told, "title"), "nb"),
            description: texts(member(told, "description"), "nb"),
            owner: named,
            kind: text(told, "resourceType").unwrap_or_default().to_owned(),
            // What is left out can be given on.
            is_delegable: flag(told, "delegable").unwrap_or(true),
        })
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_resource_is_read_with_much_and_with_little() -> Result<(), &'static str> {
        let read = |told: &Value| ListedResource::from_told(told.as_object().ok_or("no object")?).ok_or("no resource");
        let full = read(&json!({
            "identifier": "ske-krav", "version": "1", "title": { "nb": "Krav\n\u{202e}", "en": "Claims" }, "delegable": false,
            "hasCompetentAuthority": { "orgcode": "skd", "organization": "974761076", "name": { "nb": "Skatteetaten" } },
            "resourceType": "GenericAccessResource", "new": [1],
        }))?;
        assert_eq!((full.title.get("nb").map(String::as_str), full.is_delegable), (Some("Krav"), false));
        assert_eq!(full.owner.get("nb").map(String::as_str), Some("Skatteetaten"));
        let bare = read(&json!({ "Identifier": "app_ttd_a", "title": null, "HasCompetentAuthority": { "Orgcode": "ttd" } }))?;
        assert_eq!((bare.title.len(), bare.is_delegable, bare.kind.as_str()), (0, true, ""));
        assert_eq!(bare.owner.get("nb").map(String::as_str), Some("ttd"));
        assert!(read(&json!({ "identifier": "" })).is_err() && read(&json!({ "title": {} })).is_err());
        Ok(())
    }
}
