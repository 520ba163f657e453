//! What ends in a profile: its registered keys, its certificates, requests without an answer, dates that a person watches.

use inngang_engine::calendar::{Entry, Subject};
use inngang_engine::certificates::validity;

use super::{Database, DatabaseError};

impl Database {
    /// Everything that ends, what ends first first. A key that stands on two clients ends on each.
    ///
    /// # Errors
    /// [`DatabaseError`].
    pub fn calendar(&self, profile: &str) -> Result<Vec<Entry>, DatabaseError> {
        let living = self.registrations(profile)?.into_iter().filter(|row| row.retired_at.is_none());
        let mut entries: Vec<Entry> = living.map(|row| Entry::key(&row.client, &row.kid, row.registered_at)).collect();
        entries.extend(self.certificates(profile)?.iter().filter_map(|row| {
            let held = validity(row.chain.first()?)?;
            Some(Entry::certificate(&row.id, &held.name, held.not_before, held.not_after))
        }));
        let open = self.requests(profile)?.into_iter().filter(|request| request.standing.is_open());
        entries.extend(open.map(|request| {
            let party = request.party_name.as_deref().unwrap_or(request.party.as_str());
            let name = format!("{} ({party})", request.system);
            Entry::system_user_request(&request.id.to_string(), &name, request.created_at)
        }));
        let watched = self.watched(profile)?.into_iter();
        entries.extend(watched.filter_map(|row| Entry::watched(&row.id, Subject::named(&row.what)?, &row.name, row.starts_at)));
        entries.sort_by(|a, b| (a.ends_at, &a.id).cmp(&(b.ends_at, &b.id)));
        Ok(entries)
    }
}
