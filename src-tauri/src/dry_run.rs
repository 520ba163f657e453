//! What the profile knows of an order before it is sent, for the dry run. Nobody is asked for it.

use inngang_contract::{CheckView, DryRunView, Problem};
use inngang_engine::maskinporten::{Credential, DryRunSubject, KnownClient, KnownKey, Order, StoredKey, dry_run};

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
    let elsewhere = app.database.client_elsewhere(&active.row.environment, &order.client)?;
    let list = scopes::known(&app.database, active)?;
    let by_certificate = matches!(order.credential, Credential::Certificate { .. });
    let certificate = if by_certificate { Some(certificates::current(app, active)?.id) } else { None };
    let revocation = certificate.and_then(|fingerprint| active.revocation(&fingerprint));
    let subject = DryRunSubject {
        environment: &active.environment,
        now: active.ports.clock.now(),
        clock: trail.clock(),
        organisation: Some(&active.row.organisation),
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
    let ours = app.database.known_keys(&active.row.id, &order.client)?;
    let Some(ToldKeys { set, at }) = told else { return Ok(ours) };
    let stands = |key: &KnownKey| set.key(&key.kid).is_some();
    let since = |key: &KnownKey| key.retired_at.is_some() || key.registered_at.is_some_and(|registered| registered > *at);
    let there = set.keys.iter().map(KnownKey::from);
    Ok(there.chain(ours.into_iter().filter(|key| !stands(key) && since(key))).collect())
}
