//! What the rows of a profile tell of a client before an order is sent, for the dry run.

use inngang_engine::keys::SigningAlgorithm;
use inngang_engine::maskinporten::KnownKey;
use inngang_engine::names::ClientId;

use super::{Database, DatabaseError};

impl Database {
    /// The keys that we registered on a client ourselves, those that we took away too.
    ///
    /// # Errors
    /// [`DatabaseError`].
    pub fn known_keys(&self, profile: &str, client: &ClientId) -> Result<Vec<KnownKey>, DatabaseError> {
        let keys = self.keys(profile)?;
        let thumbprint = |id: &str| keys.iter().find(|key| key.id == id).map(|key| key.facts.thumbprint.clone());
        let rows = self.registrations(profile)?.into_iter().filter(|row| row.client == *client);
        let known = rows.map(|row| KnownKey {
            kid: row.kid.to_string(),
            thumbprint: thumbprint(&row.key),
            // As every form of it says that we give out.
            algorithm: Some(SigningAlgorithm::Rs256),
            registered_at: Some(row.registered_at),
            retired_at: row.retired_at,
        });
        Ok(known.collect())
    }

    /// The environment of a profile that has the client, when none of this environment has.
    ///
    /// # Errors
    /// [`DatabaseError`].
    pub fn client_elsewhere(&self, environment: &str, client: &ClientId) -> Result<Option<String>, DatabaseError> {
        let mut elsewhere = None;
        for profile in self.profiles()? {
            if self.clients(&profile.id)?.iter().any(|known| known.id == *client) {
                if profile.environment == environment {
                    return Ok(None);
                }
                elsewhere = Some(profile.environment);
            }
        }
        Ok(elsewhere)
    }
}
