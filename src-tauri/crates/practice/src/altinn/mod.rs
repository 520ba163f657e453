//! Altinn in practice.

use std::sync::Arc;

use axum::Router;

use crate::world::World;

pub(crate) fn platform(_world: Arc<World>) -> Router {
    Router::new()
}

pub(crate) fn access_ui(_world: Arc<World>) -> Router {
    Router::new()
}

pub(crate) fn register(_world: Arc<World>) -> Router {
    Router::new()
}
