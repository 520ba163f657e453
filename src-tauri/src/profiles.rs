//! A profile that comes back from a copy.

use inngang_contract::{Problem, RestoredProfileView};
use inngang_platform::profile_copy;

use crate::app::App;
use crate::keys;

/// Merges a copy into the database, puts its profile in use, and tells which private keys are not here.
pub(crate) async fn restore(app: &App, copy: &[u8]) -> Result<RestoredProfileView, Problem> {
    let merged = profile_copy::restore(&app.database, copy)?;
    app.reopen(&merged.profile.id).await?;
    let view = app.view().await?;
    let keys = keys::list(app, &*app.active().await?)?.keys.into_iter().filter(|key| !key.private_here);
    let called = |key: inngang_contract::KeyView| if key.name.is_empty() { key.kid } else { key.name };
    Ok(RestoredProfileView { restored: true, app: view, without_private: keys.map(called).collect() })
}
