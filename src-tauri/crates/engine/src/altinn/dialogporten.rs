//! Dialogporten: what became of the message box (altinn.md 7.10). It takes a person's or a system user's token as it was issued.

use serde::Deserialize;
use serde_json::Value;

use super::parties::or_nothing;
use super::refusals::refusal;
use super::{AltinnError, Person, Platform};
use crate::environment::EnvironmentError;
use crate::http::{Request, Response};
use crate::names::OrgNumber;
use crate::said::readable;
use crate::secret::Secret;

/// Opens it.
pub const SCOPE: &[&str] = &["digdir:dialogporten"];
const DIALOGS: &str = "/api/v1/enduser/dialogs";
const PARTIES: &str = "/api/v1/enduser/parties";
const ORGANISATION: &str = "urn:altinn:organization:identifier-no:";

/// A page of dialogs, newest first. None at all proves nothing: those that the caller may not see are left out without a word.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Dialogs {
    /// On this page.
    pub items: Vec<Dialog>,
    /// What the next page is asked for with.
    pub next: Option<String>,
}

/// A dialog.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dialog {
    /// Stable id.
    pub id: String,
    /// What it is about, in the languages that its sender wrote.
    pub title: Vec<(String, String)>,
    /// The service owner's code: `skd`, `nav`.
    pub owner: String,
    /// The resource that it belongs to, which says what access opens it.
    pub resource: String,
    /// `New`, `InProgress`, `Completed` and what may be added to them.
    pub status: String,
    /// When it was last changed, as it is written: ISO 8601.
    pub updated_at: String,
    /// When something must be done.
    pub due_at: Option<String>,
}

/// A party that the caller has dialogs of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DialogParty {
    /// Nine digits; a person's number is left in the answer.
    pub organisation: Option<String>,
    /// Name.
    pub name: String,
    /// Struck from the register.
    pub is_deleted: bool,
}

/// A page of the dialogs of an organisation. `after` is what the page before it ended with.
///
/// # Errors
/// [`AltinnError`].
pub async fn dialogs(
    party: &OrgNumber,
    limit: u16,
    after: Option<&str>,
    token: &Secret<String>,
    platform: &Platform,
) -> Result<Dialogs, AltinnError> {
    let mut pairs = vec![("party", format!("{ORGANISATION}{party}")), ("limit", limit.to_string())];
    pairs.extend(after.map(|after| ("continuationToken", after.to_owned())));
    let dialogs = ask(DIALOGS, &pairs, token, platform).await.and_then(|response| Ok(read_dialogs(response.json()?)));
    platform.http.trail().step(&platform.ports, "altinn.dialogs", dialogs)
}

/// As [`dialogs`], of whoever logged in; not without the scope for it.
///
/// # Errors
/// [`AltinnError`].
pub async fn dialogs_of(party: &OrgNumber, limit: u16, after: Option<&str>, person: &Person<'_>) -> Result<Dialogs, AltinnError> {
    person.has_one_of(SCOPE)?;
    dialogs(party, limit, after, person.login(), person.platform()).await
}

/// The parties whose dialogs the caller may see, subunits after the unit that they are of.
///
/// # Errors
/// [`AltinnError`].
pub async fn dialog_parties(token: &Secret<String>, platform: &Platform) -> Result<Vec<DialogParty>, AltinnError> {
    let parties = ask(PARTIES, &[], token, platform).await.and_then(|response| Ok(read_parties(&response.json()?)));
    platform.http.trail().step(&platform.ports, "altinn.dialog_parties", parties)
}

async fn ask(path: &'static str, pairs: &[(&str, String)], token: &Secret<String>, platform: &Platform) -> Result<Response, AltinnError> {
    let Platform { environment, http, ports } = platform;
    let origin = environment.hosts.dialogporten.as_ref().ok_or(EnvironmentError::NoHost { field: "dialogporten" })?;
    let mut url = origin.join(path);
    if !pairs.is_empty() {
        url.query_pairs_mut().extend_pairs(pairs);
    }
    let response = http.send(Request::get(&url, path).bearer(token).of_a_list(), ports).await?;
    if response.is_success() { Ok(response) } else { Err(refusal(&response, SCOPE)) }
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Page {
    #[serde(default, deserialize_with = "or_nothing")]
    items: Vec<Value>,
    #[serde(default, deserialize_with = "or_nothing")]
    has_next_page: bool,
    #[serde(default)]
    continuation_token: Option<String>,
}

/// An item without an id is none.
fn read_dialogs(page: Page) -> Dialogs {
    let next = page.continuation_token.filter(|token| page.has_next_page && !token.is_empty());
    Dialogs { items: page.items.iter().filter_map(read_dialog).collect(), next }
}

fn read_dialog(item: &Value) -> Option<Dialog> {
    let text = |name: &str| item.get(name).and_then(Value::as_str).map(str::to_owned);
    let or_empty = |name: &str| text(name).unwrap_or_default();
    Some(Dialog {
        id: text("id")?,
        title: title(item),
        owner: or_empty("org"),
        resource: item
            .get("serviceResource")
            .and_then(Value::as_str)
            .map(|urn| urn.rsplit(':').next().unwrap_or(urn).to_owned())
            .unwrap_or_default(),
        status: or_empty("status"),
        updated_at: text("updatedAt").or_else(|| text("createdAt")).unwrap_or_default(),
        due_at: text("dueAt"),
    })
}

/// `content.title.value` is a list by language; a text is in all of them.
fn title(item: &Value) -> Vec<(String, String)> {
    match item.pointer("/content/title/value").or_else(|| item.get("title")) {
        Some(Value::String(text)) => vec![(String::new(), readable(text))],
        Some(Value::Array(all)) => {
            let text = |one: &Value, name: &str| one.get(name).and_then(Value::as_str).map(str::to_owned);
            all.iter().filter_map(|one| Some((text(one, "languageCode").unwrap_or_default(), readable(&text(one, "value")?)))).collect()
        }
        _ => Vec::new(),
    }
}

/// A bare list, or one in the object that the interface wraps it in.
fn read_parties(answer: &Value) -> Vec<DialogParty> {
    let list = ["authorizedParties", "parties", "items", "data"].into_iter().find_map(|name| answer.get(name)).unwrap_or(answer);
    list.as_array().into_iter().flatten().flat_map(read_party).collect()
}

fn read_party(party: &Value) -> Vec<DialogParty> {
    let text = |name: &str| party.get(name).and_then(Value::as_str).unwrap_or_default();
    let organisation = text("party").strip_prefix(ORGANISATION).map(str::to_owned);
    let is_deleted = party.get("isDeleted").and_then(Value::as_bool).unwrap_or_default();
    let own = DialogParty { organisation, name: readable(text("name")), is_deleted };
    let below = ["authorizedSubParties", "subParties"].into_iter().find_map(|name| party.get(name)?.as_array());
    std::iter::once(own).chain(below.into_iter().flatten().flat_map(read_party)).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_page_is_read_for_what_it_has() -> Result<(), serde_json::Error> {
        let page = json!({
            "items": [
                { "id": "d1", "org": "skd", "serviceResource": "urn:altinn:resource:ske-krav-og-betalinger", "status": "NotApplicable",
                  "updatedAt": "2026-11-01T10:00:00.1234567Z", "dueAt": null,
                  "content": { "title": { "mediaType": "text/plain", "value": [{ "languageCode": "nb", "value": "Krav" }, { "value": "Claim" }, 7] } } },
                { "title": "uten id" }, null,
                { "id": "d2", "title": "Brev", "createdAt": "2026-10-01T10:00:00Z" },
            ],
            "hasNextPage": true, "continuationToken": "abc",
        });
        let dialogs = read_dialogs(serde_json::from_value(page)?);
        let ids: Vec<_> = dialogs.items.iter().map(|dialog| (dialog.id.as_str(), dialog.resource.as_str())).collect();
        assert_eq!(ids, [("d1", "ske-krav-og-betalinger"), ("d2", "")]);
        assert_eq!(dialogs.items[0].title, [("nb".to_owned(), "Krav".to_owned()), (String::new(), "Claim".to_owned())]);
        assert_eq!((dialogs.items[1].updated_at.as_str(), dialogs.next.as_deref()), ("2026-10-01T10:00:00Z", Some("abc")));
        for last in [json!({ "items": [], "hasNextPage": false, "continuationToken": "abc" }), json!({ "items": null }), json!({})] {
            assert_eq!(read_dialogs(serde_json::from_value(last)?), Dialogs::default(), "an empty answer is an answer");
        }
        Ok(())
    }

    #[test]
    fn parties_are_read_without_persons_numbers() {
        let unit = json!({ "party": "urn:altinn:organization:identifier-no:315000106", "name": "Bakeri", "isDeleted": true,
                           "subParties": [{ "party": "urn:altinn:organization:identifier-no:313770206", "name": "Torget" }] });
        let person = json!({ "party": "urn:altinn:person:identifier-no:14867521349", "name": "Åse" });
        for answer in [json!([unit, person]), json!({ "authorizedParties": [unit, person] })] {
            let parties = read_parties(&answer);
            let read: Vec<_> = parties.iter().map(|party| (party.organisation.as_deref(), party.name.as_str(), party.is_deleted)).collect();
            assert_eq!(read, [(Some("315000106"), "Bakeri", true), (Some("313770206"), "Torget", false), (None, "Åse", false)]);
        }
    }
}
