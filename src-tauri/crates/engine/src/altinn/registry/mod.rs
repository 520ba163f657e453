//! What rights are made of: the resources and the access packages that Altinn lists openly, or the copy of some that comes along.

mod kinds;
mod offline;
mod packages;
mod resources;
mod told;

use std::sync::{Arc, Mutex, PoisonError};

pub use kinds::{Fitness, Listed, ListedPackage, ListedResource, Origin};

use super::{AltinnError, Platform};

/// What was read of one environment, kept for the run. Clones share it; a list that could not be read is asked for again.
#[derive(Clone, Default)]
pub struct Registry(Arc<Kept>);

#[derive(Default)]
struct Kept {
    resources: Mutex<Option<Arc<Listed<ListedResource>>>>,
    packages: Mutex<Option<Arc<Listed<ListedPackage>>>>,
}

impl Registry {
    /// The resources. Needs no token; the copy where they cannot be read.
    pub async fn resources(&self, platform: &Platform) -> Arc<Listed<ListedResource>> {
        match held(&self.0.resources) {
            Some(list) => list,
            None => keep(&self.0.resources, resources::read(platform).await, platform, "altinn.resources", offline::resources),
        }
    }

    /// The access packages, likewise.
    pub async fn packages(&self, platform: &Platform) -> Arc<Listed<ListedPackage>> {
        match held(&self.0.packages) {
            Some(list) => list,
            None => keep(&self.0.packages, packages::read(platform).await, platform, "altinn.packages", offline::packages),
        }
    }

    /// A resource by its id. None: this environment has none. An app is found that no list has (altinn.md 7.6).
    ///
    /// # Errors
    /// [`AltinnError`] when nobody can say.
    pub async fn resource(&self, id: &str, platform: &Platform) -> Result<Option<ListedResource>, AltinnError> {
        let listed = held(&self.0.resources).and_then(|list| list.entries.iter().find(|entry| entry.id == id).cloned());
        match listed {
            Some(entry) => Ok(Some(entry)),
            None => platform.http.trail().step(&platform.ports, "altinn.resource", resources::one(id, platform).await),
        }
    }
}

fn held<T>(slot: &Mutex<Option<Arc<Listed<T>>>>) -> Option<Arc<Listed<T>>> {
    slot.lock().unwrap_or_else(PoisonError::into_inner).clone()
}

fn keep<T: Clone>(
    slot: &Mutex<Option<Arc<Listed<T>>>>,
    read: Result<Vec<T>, AltinnError>,
    platform: &Platform,
    step: &'static str,
    copy: fn() -> &'static Listed<T>,
) -> Arc<Listed<T>> {
    let trail = platform.http.trail();
    match trail.step(&platform.ports, step, read) {
        Ok(entries) => {
            let list = Arc::new(Listed { origin: Origin::Service, as_of: trail.services_time(&platform.ports), entries });
            *slot.lock().unwrap_or_else(PoisonError::into_inner) = Some(Arc::clone(&list));
            list
        }
        Err(_) => Arc::new(copy().clone()),
    }
}
