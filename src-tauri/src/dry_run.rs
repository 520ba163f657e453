//! What the profile knows of an order before it is sent, for the dry run. Nobody is asked for it.

use inngang_contract::{CheckView, DryRunView, Problem};
use inngang_engine::keys::SigningAlgorithm;
use inngang_engine::maskinporten::{Credential, DryRunSubject, KnownClient, KnownKey, Order, StoredKey, dry_run};
use inngang_platform::database::{KeyRow, RegistrationRow};

use crate::active::Active;
use crate::app::App;
use crate::told::ToldKeys;
use crate::{certificates, scopes};

/// Checks an order by all that is known here.
pub(crate) fn run(order: &Order, app: &App, active: &Active) -> Result<DryRunView, Problem> {
    let (told, trail) = (&active.connecting.told, active.http.trail());
    let (key, told_keys) = (StoredKey::of(order, &active.ports), told.recent_keys(&order.client));
    let keys = known_keys(order, told_keys.as_ref(), app, active)?;
    let (on_client, access) = (told.recent_scopes(&order.client), told.recent_access());
    let (elsewhere, list) = (elsewhere(order, app, active)?, scopes::known(&app.database, active)?);
    let by_certificate = matches!(order.credential, Credential::Certificate { .. });
    let certificate = if by_certificate { Some(certificates::current(app, active)?.id) } else { None };
    let revocation = certificate.and_then(|fingerprint| active.revocation(&fingerprint));
    let subject = DryRunSubject {
        environment: &active.environment,
        now: active.ports.clock.now(),
        clock: trail.clock(),
        organisation: &active.row.organisation,
        key: &key,
        revocation: revocation.as_ref(),
        client: KnownClient {
            elsewhere: elsewhere.as_deref(),
            keys: &keys,
            keys_are_all: told_keys.is_some(),
            scopes: on_client.as_deref(),
        },
        scopes: Some(&list),
        access: access.as_deref(),
        owners: &[],
    };
    Ok(DryRunView { checks: dry_run(order, &subject).iter().map(CheckView::from).collect() })
}

/// The keys that stand on the client, as self-service told; those that we registered since, or without it; those that we took away.
fn known_keys(order: &Order, told: Option<&ToldKeys>, app: &App, active: &Active) -> Result<Vec<KnownKey>, Problem> {
    let keys = app.database.keys(&active.row.id)?;
    let mut rows = app.database.registrations(&active.row.id)?;
    rows.retain(|row| row.client == order.client);
    let Some(ToldKeys { set, at }) = told else { return Ok(rows.iter().map(|row| ours(row, &keys)).collect()) };
    let there = set.keys.iter().map(KnownKey::from);
    let stands = |row: &&RegistrationRow| set.key(row.kid.as_str()).is_some();
    let since = |row: &&RegistrationRow| row.retired_at.is_some() || row.registered_at > *at;
    Ok(there.chain(rows.iter().filter(|row| !stands(row) && since(row)).map(|row| ours(row, &keys))).collect())
}

/// A key that we registered on the client ourselves.
fn ours(row: &RegistrationRow, keys: &[KeyRow]) -> KnownKey {
    KnownKey {
        kid: row.kid.to_string(),
        thumbprint: keys.iter().find(|key| key.id == row.key).map(|key| key.facts.thumbprint.clone()),
        // As every form of it says that we give out.
        algorithm: Some(SigningAlgorithm::Rs256),
        registered_at: Some(row.registered_at),
        retired_at: row.retired_at,
    }
}

/// The environment of a profile that has the client, when none of this environment has.
fn elsewhere(order: &Order, app: &App, active: &Active) -> Result<Option<String>, Problem> {
    let mut elsewhere = None;
    for profile in app.database.profiles()? {
        if app.database.clients(&profile.id)?.iter().any(|client| client.id == order.client) {
            if profile.environment == active.row.environment {
                return Ok(None);
            }
            elsewhere = Some(profile.environment);
        }
    }
    Ok(elsewhere)
}
