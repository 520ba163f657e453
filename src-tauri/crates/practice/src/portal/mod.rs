//! Practice portal.

use std::sync::Arc;

use axum::Router;

use crate::world::World;

pub(crate) fn router(_world: Arc<World>) -> Router {
    Router::new()
}
