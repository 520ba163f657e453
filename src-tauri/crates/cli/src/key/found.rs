//! The keys of a profile with where they stand, and the one that is meant.

use inngang_engine::names::{ClientId, KeyId};
use inngang_platform::database::{ClientRow, Database, DatabaseError, KeyRow, RegistrationRow};

use crate::Stop;
use crate::words::Words;

/// Keys, clients, and which stands where.
pub(crate) struct Keys {
    pub(crate) keys: Vec<KeyRow>,
    pub(crate) clients: Vec<ClientRow>,
    pub(crate) registrations: Vec<RegistrationRow>,
}

impl Keys {
    pub(crate) fn read(database: &Database, profile: &str) -> Result<Self, DatabaseError> {
        let (keys, clients, registrations) = (database.keys(profile)?, database.clients(profile)?, database.registrations(profile)?);
        Ok(Self { keys, clients, registrations })
    }

    /// By its id, its name, its thumbprint, or a `kid` that it has or had.
    pub(crate) fn find(&self, meant: &str, words: &Words) -> Result<&KeyRow, Stop> {
        let is_meant = |row: &&KeyRow| {
            let kids = self.stands(row).map(|stands| stands.kid.as_str());
            let names = [row.id.as_str(), &row.name, &row.facts.thumbprint, row.kid.as_str()];
            names.into_iter().chain(kids).any(|name| name == meant)
        };
        let found: Vec<&KeyRow> = self.keys.iter().filter(is_meant).collect();
        match found[..] {
            [one] => Ok(one),
            [] => Err(Stop::because(&words.get("cli:key.unknown", &[("key", meant)]))),
            _ => {
                let ids: Vec<&str> = found.iter().map(|row| row.id.as_str()).collect();
                Err(Stop::because(&words.get("cli:key.several", &[("key", meant), ("ids", &ids.join(", "))])))
            }
        }
    }

    /// Where it stands or stood, oldest first.
    pub(crate) fn stands(&self, row: &KeyRow) -> impl Iterator<Item = &RegistrationRow> {
        self.registrations.iter().filter(move |registration| registration.key == row.id)
    }

    /// Under which name its public half is shown: that of its newest living registration, else the one that we propose.
    pub(crate) fn kid<'a>(&'a self, row: &'a KeyRow) -> &'a KeyId {
        self.stands(row).filter(|stands| stands.retired_at.is_none()).last().map_or(&row.kid, |stands| &stands.kid)
    }

    /// As the screen calls it.
    pub(crate) fn called<'a>(&'a self, row: &'a KeyRow) -> &'a str {
        row.called(&self.registrations)
    }

    /// The clients that sign with it now.
    pub(crate) fn signs_for(&self, row: &KeyRow) -> Vec<String> {
        self.clients.iter().filter(|client| client.key.as_ref() == Some(&row.id)).map(|client| client.id.to_string()).collect()
    }

    /// What a client signs with now, and the name that it stands under there.
    pub(crate) fn signing_key(&self, client: &ClientId) -> Option<(String, KeyId)> {
        let key = self.clients.iter().find(|row| row.id == *client)?.key.clone()?;
        let stands = self.registrations.iter().find(|row| row.client == *client && row.key == key && row.retired_at.is_none())?;
        Some((key, stands.kid.clone()))
    }

    /// The key of ours that stands on a client under this name.
    pub(crate) fn standing_as(&self, client: &ClientId, kid: &str) -> Option<&str> {
        self.standing(client, kid).map(|row| row.key.as_str())
    }

    /// The same, with the day that its year counts from.
    pub(crate) fn standing(&self, client: &ClientId, kid: &str) -> Option<&RegistrationRow> {
        self.registrations.iter().find(|row| row.client == *client && row.kid.as_str() == kid && row.retired_at.is_none())
    }
}
