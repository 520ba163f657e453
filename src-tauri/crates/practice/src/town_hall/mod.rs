//! The town hall: issues practice certificates as .p12 files.

use std::sync::Arc;

use axum::Router;

mod authority;
mod der;
mod order;

pub(crate) use authority::Authorities;
pub use order::{CertificateOrder, CertificateRole, Flavour, IssuedFile, Issuer, Validity};

use crate::PracticeError;
use crate::world::World;

pub(crate) const SHEET_TEXTS: [&str; 3] = ["{}", "{}", "{}"];

pub(crate) fn router(_world: Arc<World>) -> Router {
    Router::new()
}

pub(crate) async fn issue(world: &World, order: &CertificateOrder) -> Result<IssuedFile, PracticeError> {
    let _ = world.authorities.issuing(order.issuer).await?;
    Err(PracticeError::Organisation(order.organisation.clone()))
}
