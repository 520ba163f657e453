//! What rights are made of: the resources and the access packages that Altinn lists openly, or the copy of some that comes along.

mod kinds;
mod offline;
mod packages;
mod resources;
mod told;

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, PoisonError};

use futures_util::future::join_all;

pub use kinds::{Fitness, Listed, ListedPackage, ListedResource, Origin};

use super::{AltinnError, Platform};

/// What was read of one environment, kept for the run. Clones share it; a list that could not be read is asked for again.
#[derive(Clone, Default)]
pub struct Registry(Arc<Kept>);

#[derive(Default)]
struct Kept {
    resources: Mutex<Option<Arc<Listed<ListedResource>>>>,
    packages: Mutex<Option<Arc<Listed<ListedPackage>>>>,
    /// Ids that the environment has no resource of.
    unknown: Mutex<BTreeSet<String>>,
}

impl Registry {
    /// The resources. Needs no token; the copy where they cannot be read.
    pub async fn resources(&self, platform: &Platform) -> Arc<Listed<ListedResource>> {
        match held(&self.0.resources) {
            Some(list) => list,
            None => keep(&self.0.resources, resources::read(platform).await, platform, "altinn.resources", offline::resources),
        }
    }

    /// The same with these among them where they are resources at all: an app is found that no list has (altinn.md 7.6).
    pub async fn resources_with(&self, ids: &[String], platform: &Platform) -> Arc<Listed<ListedResource>> {
        let list = self.resources(platform).await;
        let unlisted = ids.iter().filter(|id| !id.is_empty() && list.entries.iter().all(|entry| entry.id != **id));
        let answers = join_all(unlisted.map(|id| self.resource(id, platform))).await;
        let found: Vec<ListedResource> = answers.into_iter().filter_map(|answer| answer.ok().flatten()).collect();
        if found.is_empty() || list.origin == Origin::Copy {
            return list;
        }
        let entries = list.entries.iter().cloned().chain(found).collect();
        let list = Arc::new(Listed { entries, ..*list });
        *self.0.resources.lock().unwrap_or_else(PoisonError::into_inner) = Some(Arc::clone(&list));
        list
    }

    /// The access packages, likewise.
    pub async fn packages(&self, platform: &Platform) -> Arc<Listed<ListedPackage>> {
        match held(&self.0.packages) {
            Some(list) => list,
            None => keep(&self.0.packages, packages::read(platform).await, platform, "altinn.packages", offline::packages),
        }
    }

    /// A resource by its id. None: this environment has none.
    ///
    /// # Errors
    /// [`AltinnError`] when nobody can say.
    pub async fn resource(&self, id: &str, platform: &Platform) -> Result<Option<ListedResource>, AltinnError> {
        let listed = held(&self.0.resources).and_then(|list| list.entries.iter().find(|entry| entry.id == id).cloned());
        let unknown = || self.0.unknown.lock().unwrap_or_else(PoisonError::into_inner);
        if listed.is_some() || unknown().contains(id) {
            return Ok(listed);
        }
        let found = platform.http.trail().step(&platform.ports, "altinn.resource", resources::one(id, platform).await)?;
        if found.is_none() {
            unknown().insert(id.to_owned());
        }
        Ok(found)
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
