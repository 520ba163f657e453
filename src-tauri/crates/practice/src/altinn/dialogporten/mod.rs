//! Dialogporten: what became of the message box (altinn.md 1.3, 7.10, 13 #36).
//!
//! Below `{platform}/dialogporten/api/v1`: `enduser/dialogs`, `enduser/parties`, `metadata/limits`, `.well-known/jwks.json`.

use std::sync::Arc;

use axum::extract::{RawQuery, State};
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Json, Router};
use serde_json::{Value, json};

use crate::altinn::Altinn;
use crate::altinn::caller::Caller;
use crate::altinn::hierarchy::{Element, hierarchy};
use crate::altinn::parties::{Access, accesses, of_system_user};
use crate::altinn::refusal::Refusal;
use crate::form::Fields;
use crate::keys::KeyName;
use crate::town::{Person, Standing};

mod dialogs;

use dialogs::{Dialog, of_organisation, of_person};

const SCOPES: [&str; 2] = ["digdir:dialogporten", "digdir:dialogporten.noconsent"];
const ORGANISATION: &str = "urn:altinn:organization:identifier-no:";
const PERSON: &str = "urn:altinn:person:identifier-no:";
const RESOURCE: &str = "urn:altinn:resource:";
/// Of each kind.
const MOST_VALUES: usize = 20;
const USUAL_LIMIT: usize = 100;
const MOST_ON_A_PAGE: usize = 1000;

pub(super) fn routes() -> Router<Arc<Altinn>> {
    let api = "/dialogporten/api/v1";
    Router::new()
        .route(&format!("{api}/enduser/dialogs"), get(dialogs))
        .route(&format!("{api}/enduser/parties"), get(parties))
        .route(&format!("{api}/metadata/limits"), get(async || Json(limits())))
        .route(&format!("{api}/.well-known/jwks.json"), get(keys))
}

fn limits() -> Value {
    json!({
        "endUserSearch": { "maxPartyFilterValues": MOST_VALUES, "maxServiceResourceFilterValues": MOST_VALUES, "maxLimit": MOST_ON_A_PAGE },
        "serviceOwnerSearch": { "maxPartyFilterValues": MOST_VALUES, "maxServiceResourceFilterValues": MOST_VALUES },
    })
}

async fn keys(State(app): State<Arc<Altinn>>, headers: HeaderMap) -> Response {
    match app.world.keys.key(KeyName::Altinn).await {
        Ok(key) => Json(json!({ "keys": [key.public_jwk()] })).into_response(),
        Err(_) => Refusal::Failed.answer(&headers),
    }
}

async fn dialogs(State(app): State<Arc<Altinn>>, RawQuery(query): RawQuery, headers: HeaderMap) -> Response {
    match page(&app, &query.unwrap_or_default(), &headers).await {
        Ok(page) => Json(page).into_response(),
        Err(refusal) => refusal.answer(&headers),
    }
}

async fn page(app: &Altinn, query: &str, headers: &HeaderMap) -> Result<Value, Refusal> {
    let reader = Reader::of(app, headers).await?;
    let question = Question::of(&Fields::parse(query.as_bytes()))?;
    let mut found: Vec<Dialog> = reader.dialogs().into_iter().filter(|dialog| question.asks_for(dialog)).collect();
    found.sort_by_key(|dialog| std::cmp::Reverse(dialog.place()));
    let mut rest = found.iter().filter(|dialog| question.after.as_ref().is_none_or(|after| dialog.place() < *after));
    let shown: Vec<&Dialog> = rest.by_ref().take(question.limit).collect();
    let has_next = rest.next().is_some();
    let token = shown.last().filter(|_| has_next).map(|last| last.place());
    Ok(json!({
        "items": shown.iter().map(|dialog| dialog.body()).collect::<Vec<_>>(),
        "hasNextPage": has_next,
        "continuationToken": token,
        "orderBy": "createdat_desc,id_desc",
    }))
}

/// Whoever may read: for whom, with what.
struct Reader {
    person: Option<&'static Person>,
    accesses: Vec<Access>,
}

impl Reader {
    async fn of(app: &Altinn, headers: &HeaderMap) -> Result<Self, Refusal> {
        match app.reader(headers, &SCOPES).await? {
            Caller::Person(person, _) => Ok(Self { person: Some(person), accesses: accesses(person, app.world.crowd) }),
            Caller::SystemUser(user) => Ok(Self { person: None, accesses: of_system_user(&user, app.world.crowd) }),
            Caller::Organisation(_) => Err(Refusal::Forbidden),
        }
    }

    /// Main units, each with what it has below it.
    fn hierarchy(&self) -> Vec<Element> {
        hierarchy(self.accesses.iter().filter(|access| access.organisation.standing != Standing::Deleted).cloned(), true)
    }

    /// What no access opens is left out without a word.
    fn dialogs(&self) -> Vec<Dialog> {
        fn below(element: &Element) -> Vec<Dialog> {
            let own = element.access.iter().flat_map(|access| of_organisation(element.unit).filter(|dialog| access.opens(dialog.resource)));
            own.chain(element.subunits.iter().flat_map(below)).collect()
        }
        let own = self.person.into_iter().flat_map(of_person);
        own.chain(self.hierarchy().iter().flat_map(below)).collect()
    }
}

/// What is looked for.
struct Question {
    parties: Vec<String>,
    resources: Vec<String>,
    limit: usize,
    after: Option<String>,
}

impl Question {
    /// 400 without party or resource, with too many of either, or with one that cannot be read.
    fn of(fields: &Fields) -> Result<Self, Refusal> {
        let all = |name: &str| -> Vec<String> {
            let named = fields.iter().filter(|(field, value)| field.eq_ignore_ascii_case(name) && !value.is_empty());
            named.map(|(_, value)| value.to_ascii_lowercase()).collect()
        };
        let (parties, resources) = (all("party"), all("serviceResource"));
        if parties.is_empty() && resources.is_empty() {
            return Err(Refusal::Missing("party"));
        }
        let is_party = |party: &String| [ORGANISATION, PERSON].iter().any(|kind| party.starts_with(kind));
        let is_resource = |resource: &String| resource.starts_with(RESOURCE);
        for (name, values, good) in
            [("party", &parties, parties.iter().all(is_party)), ("serviceResource", &resources, resources.iter().all(is_resource))]
        {
            if !good || values.len() > MOST_VALUES {
                return Err(Refusal::Parameter { name, value: values.join(",") });
            }
        }
        let limit = all("limit").first().map_or(Ok(USUAL_LIMIT), |text| {
            let read = text.parse().ok().filter(|limit| (1..=MOST_ON_A_PAGE).contains(limit));
            read.ok_or_else(|| Refusal::Parameter { name: "limit", value: text.clone() })
        })?;
        let after = fields.first("continuationToken").filter(|token| !token.is_empty());
        if let Some(token) = after.filter(|token| !token.contains('_')) {
            return Err(Refusal::Parameter { name: "continuationToken", value: token.to_owned() });
        }
        Ok(Self { parties, resources, limit, after: after.map(str::to_owned) })
    }

    fn asks_for(&self, dialog: &Dialog) -> bool {
        let fits = |wanted: &[String], own: &str| wanted.is_empty() || wanted.iter().any(|wanted| wanted == own);
        fits(&self.parties, &dialog.party) && fits(&self.resources, &format!("{RESOURCE}{}", dialog.resource.id))
    }
}

async fn parties(State(app): State<Arc<Altinn>>, headers: HeaderMap) -> Response {
    match Reader::of(&app, &headers).await {
        Ok(reader) => {
            let own =
                reader.person.map(|person| party(&format!("{PERSON}{}", person.national_id), person.name, "Person", person.party_uuid));
            let organisations = reader.hierarchy();
            let all: Vec<Value> = own.into_iter().chain(organisations.iter().map(organisation)).collect();
            Json(json!({ "authorizedParties": all })).into_response()
        }
        Err(refusal) => refusal.answer(&headers),
    }
}

fn party(urn: &str, name: &str, kind: &str, uuid: &str) -> Value {
    json!({
        "party": urn, "partyUuid": uuid, "name": name, "partyType": kind,
        "isDeleted": false, "hasKeyRole": false, "hasOnlyAccessToSubParties": false, "subParties": [],
    })
}

fn organisation(element: &Element) -> Value {
    let unit = element.unit;
    let mut body = party(&format!("{ORGANISATION}{}", unit.number), unit.name, "Organization", unit.party_uuid);
    body["isDeleted"] = (unit.standing == Standing::Deleted).into();
    body["hasKeyRole"] = element.access.as_ref().is_some_and(Access::is_key_role).into();
    body["hasOnlyAccessToSubParties"] = element.access.is_none().into();
    body["subParties"] = element.subunits.iter().map(organisation).collect();
    body
}
