//! What signs for a client: the key that it is registered with, or the enterprise certificate.

use inngang_contract::{Problem, SignWith};
use inngang_engine::keys::SigningAlgorithm;
use inngang_engine::maskinporten::Credential;
use inngang_engine::names::ClientId;

use crate::active::Active;
use crate::app::App;
use crate::{certificates, setup};

/// The credential of a client.
pub(crate) fn of(
    app: &App,
    active: &Active,
    client: &ClientId,
    sign_with: SignWith,
    algorithm: SigningAlgorithm,
) -> Result<Credential, Problem> {
    match sign_with {
        SignWith::Key => registered_key(app, active, client, algorithm),
        SignWith::Certificate => {
            let row = certificates::current(app, active)?;
            Ok(Credential::Certificate { key: row.key_id, chain: row.chain, algorithm })
        }
    }
}

/// The key that the client signs with; for one that nobody told of, the wizard's own.
fn registered_key(app: &App, active: &Active, client: &ClientId, algorithm: SigningAlgorithm) -> Result<Credential, Problem> {
    let (key, kid) = match setup::registration(&app.database, active, client)? {
        Some(row) => (row.key, row.kid),
        None => {
            let row = setup::key(&app.database, active)?.ok_or_else(|| Problem::step_missing(setup::KEY))?;
            let stands = app.database.registrations(&active.row.id)?.into_iter().rfind(|stands| stands.key == row.id);
            (row.id, stands.map_or(row.kid, |stands| stands.kid))
        }
    };
    Ok(Credential::RegisteredKey { key, kid, algorithm })
}
