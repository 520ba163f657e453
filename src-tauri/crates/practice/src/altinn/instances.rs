//! `GET /storage/api/v1/instances`: the filled-in forms of those whom the caller may act for.
//!
//! The last rung of the access test. It takes an exchanged token only, of a person or of an organisation, and the owner of each
//! instance says whom the caller reached. The real Storage gives organisations their own instances through the service owner;
//! practice lets every organisation see its own.

use std::sync::Arc;

use axum::Json;
use axum::extract::{RawQuery, State};
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

use crate::altinn::Altinn;
use crate::altinn::caller::Caller;
use crate::altinn::parties::{DEMO_APP, accesses, of_system_user};
use crate::altinn::refusal::Refusal;
use crate::form::Fields;

const SCOPES: [&str; 2] = ["altinn:instances.read", "altinn:serviceowner/instances.read"];
const OWNER: &str = "instanceOwner.partyId";

/// Whose form it is.
struct Owner {
    party_id: u32,
    party_uuid: &'static str,
    person: Option<&'static str>,
    organisation: Option<&'static str>,
}

pub(super) async fn instances(State(app): State<Arc<Altinn>>, RawQuery(query): RawQuery, headers: HeaderMap) -> Response {
    match list(&app, query.unwrap_or_default(), &headers).await {
        Ok(page) => Json(page).into_response(),
        Err(refusal) => refusal.answer(&headers),
    }
}

async fn list(app: &Altinn, query: String, headers: &HeaderMap) -> Result<Value, Refusal> {
    let mut owners = owners(app.caller(headers, &SCOPES).await?);
    if let Some(wanted) = Fields::parse(query.as_bytes()).first(OWNER) {
        let party: u32 = wanted.parse().map_err(|_| Refusal::Parameter { name: OWNER, value: wanted.to_owned() })?;
        owners.retain(|owner| owner.party_id == party);
        if owners.is_empty() {
            return Err(Refusal::Forbidden);
        }
    }
    let base = format!("{}/storage/api/v1/instances", app.world.addresses.altinn_platform);
    let instances: Vec<Value> = owners.iter().map(|owner| instance(&base, owner)).collect();
    let own = if query.is_empty() { base.clone() } else { format!("{base}?{query}") };
    Ok(json!({ "count": instances.len(), "self": own, "next": null, "instances": instances }))
}

fn owners(caller: Caller) -> Vec<Owner> {
    let organisation = |unit: &'static crate::Organisation| Owner {
        party_id: unit.party_id,
        party_uuid: unit.party_uuid,
        person: None,
        organisation: Some(unit.number),
    };
    match caller {
        Caller::Organisation(unit) => vec![organisation(unit)],
        Caller::SystemUser(user) => {
            let reached = of_system_user(&user, 0).into_iter().filter(|access| access.resources().contains(&DEMO_APP));
            reached.map(|access| organisation(access.organisation)).collect()
        }
        Caller::Person(person, _) => {
            let own =
                Owner { party_id: person.party_id, party_uuid: person.party_uuid, person: Some(person.national_id), organisation: None };
            let reached = accesses(person, 0).into_iter().filter(|access| access.resources().contains(&DEMO_APP));
            std::iter::once(own).chain(reached.map(|access| organisation(access.organisation))).collect()
        }
    }
}

/// Everybody in the town has handed in the demonstration form once.
fn instance(base: &str, owner: &Owner) -> Value {
    let id = format!("{}/{}", owner.party_id, owner.party_uuid);
    json!({
        "id": id,
        "instanceOwner": { "partyId": owner.party_id.to_string(), "personNumber": owner.person, "organisationNumber": owner.organisation },
        "appId": "ttd/demo",
        "org": "ttd",
        "selfLinks": { "platform": format!("{base}/{id}") },
        "status": { "isArchived": true, "isSoftDeleted": false, "isHardDeleted": false },
        "created": "2026-06-19T08:00:00Z",
        "lastChanged": "2026-06-19T08:00:00Z",
    })
}
