//! The profile as Altinn meets it: the platform that it calls, and itself as a vendor.

use inngang_contract::{Problem, TokenView};
use inngang_engine::altinn::Platform;
use inngang_engine::keys::SigningAlgorithm;
use inngang_engine::vendor::Vendor;

use crate::active::Active;
use crate::app::App;
use crate::{credentials, setup, typed};

/// Altinn's platform in the profile's environment.
pub(crate) fn platform(active: &Active) -> Platform {
    Platform::new(active.environment.clone(), active.http.clone(), active.ports.clone())
}

/// The profile's organisation as a vendor, by the client that the wizard works with.
pub(crate) fn vendor(app: &App, active: &Active) -> Result<Vendor, Problem> {
    let missing = || Problem::step_missing(setup::MASKINPORTEN);
    let token: TokenView = setup::document(&app.database, active, setup::MASKINPORTEN)?.ok_or_else(missing)?;
    let client = typed::client(&token.client_id)?;
    let credential = credentials::of(app, active, &client, token.sign_with, SigningAlgorithm::default())?;
    Ok(Vendor::new(platform(active), active.tokens.clone(), client, credential))
}
