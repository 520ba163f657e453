//! What the profile knows of an order before it is sent, for the dry run.

use inngang_contract::{CheckView, DryRunView, Problem};
use inngang_engine::maskinporten::{DryRunSubject, KnownClient, KnownKey, Order, ScopeList, StoredKey, dry_run};

use crate::active::Active;
use crate::app::App;

/// Checks an order by all that is known here.
pub(crate) fn run(order: &Order, app: &App, active: &Active) -> Result<DryRunView, Problem> {
    let (key, keys) = (StoredKey::of(order, &active.ports), known_keys(order, app, active)?);
    let elsewhere = elsewhere(order, app, active)?;
    let trail = active.http.trail();
    let subject = DryRunSubject {
        environment: &active.environment,
        now: active.ports.clock.now(),
        clock: trail.clock(),
        organisation: &active.row.organisation,
        key: &key,
        revocation: None,
        client: KnownClient { elsewhere: elsewhere.as_deref(), keys: &keys, keys_are_all: false, scopes: None },
        scopes: Some(ScopeList::copy()),
        access: None,
        owners: &[],
    };
    Ok(DryRunView { checks: dry_run(order, &subject).iter().map(CheckView::from).collect() })
}

/// The keys that we registered on the client ourselves.
fn known_keys(order: &Order, app: &App, active: &Active) -> Result<Vec<KnownKey>, Problem> {
    let rows = app.database.registrations(&active.row.id)?.into_iter().filter(|row| row.client == order.client);
    let keys = app.database.keys(&active.row.id)?;
    let thumbprint = |id: &str| keys.iter().find(|key| key.id == id).map(|key| key.facts.thumbprint.clone());
    let known = rows.map(|row| KnownKey {
        kid: row.kid.to_string(),
        thumbprint: thumbprint(&row.key),
        algorithm: None,
        registered_at: Some(row.registered_at),
        retired_at: row.retired_at,
    });
    Ok(known.collect())
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
