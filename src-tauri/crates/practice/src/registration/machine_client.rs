//! A Maskinporten client as the practice panel names it.

use serde::Serialize;

use super::ClientKind;
use crate::store::Record;

/// What a person needs to choose a client by.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MachineClient {
    /// The grant's `iss`.
    pub id: String,
    pub name: String,
    /// Nine digits.
    pub organisation: String,
    pub scopes: Vec<String>,
}

pub(crate) fn machine_clients(record: &Record) -> Vec<MachineClient> {
    let clients = record.clients.values().filter(|client| client.active && client.kind == ClientKind::Maskinporten);
    let mut clients: Vec<_> = clients
        .map(|client| MachineClient {
            id: client.id.clone(),
            name: client.name.clone(),
            organisation: client.organisation.clone(),
            scopes: client.scopes.iter().cloned().collect(),
        })
        .collect();
    clients.sort_by(|one, other| (&one.name, &one.id).cmp(&(&other.name, &other.id)));
    clients
}
