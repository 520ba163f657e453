//! The dialogs that the town's organisations and people have.

use serde_json::{Value, json};

use super::{ORGANISATION, PERSON, RESOURCE};
use crate::town::{Organisation, Person, Resource, ResourceKind, Town};

/// One matter between a service owner and a party.
#[derive(Debug, Clone)]
pub(super) struct Dialog {
    pub(super) party: String,
    pub(super) resource: &'static Resource,
    id: String,
    created: String,
    status: &'static str,
    has_deadline: bool,
}

const STATUSES: [&str; 4] = ["NotApplicable", "RequiresAttention", "InProgress", "Completed"];

/// One by each service that sends something.
pub(super) fn of_organisation(unit: &'static Organisation) -> impl Iterator<Item = Dialog> {
    let party = format!("{ORGANISATION}{}", unit.number);
    sending().map(move |(at, resource)| Dialog::new(&party, unit.party_id, at, resource))
}

/// A letter of the person's own.
pub(super) fn of_person(person: &'static Person) -> impl Iterator<Item = Dialog> {
    let party = format!("{PERSON}{}", person.national_id);
    sending().take(1).map(move |(at, resource)| Dialog::new(&party, person.party_id, at, resource))
}

fn sending() -> impl Iterator<Item = (usize, &'static Resource)> {
    let silent = [ResourceKind::MaskinportenSchema, ResourceKind::Systemresource];
    Town.resources().iter().filter(move |resource| !silent.contains(&resource.kind)).enumerate()
}

impl Dialog {
    fn new(party: &str, party_id: u32, at: usize, resource: &'static Resource) -> Self {
        let status = STATUSES[at % STATUSES.len()];
        Self {
            party: party.to_owned(),
            resource,
            // A UUID of version 7, the same in every run.
            id: format!("0197a5c0-{at:04}-7000-8000-{party_id:012}"),
            created: format!("2026-0{}-1{}T08:00:00.0000000Z", 9 - at % 8, at % 10),
            status,
            has_deadline: status == "RequiresAttention",
        }
    }

    /// Where it stands in the list: by when it was made, then by its id.
    pub(super) fn place(&self) -> String {
        format!("{}_{}", self.created, self.id)
    }

    pub(super) fn body(&self) -> Value {
        let title = self.resource.title;
        let value = |language: &str, text: &str| json!({ "languageCode": language, "value": text });
        json!({
            "id": self.id,
            "org": self.resource.owner,
            "serviceResource": format!("{RESOURCE}{}", self.resource.id),
            "serviceResourceType": self.resource.kind.name(),
            "party": self.party,
            "status": self.status,
            "createdAt": self.created,
            "updatedAt": self.created,
            "contentUpdatedAt": self.created,
            "dueAt": self.has_deadline.then_some("2026-12-15T23:00:00.0000000Z"),
            "systemLabel": "Default",
            "isApiOnly": false,
            "content": { "title": { "mediaType": "text/plain", "value": [value("nb", title.nb), value("nn", title.nn), value("en", title.en)] } },
        })
    }
}
