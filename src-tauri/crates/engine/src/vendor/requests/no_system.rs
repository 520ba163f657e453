//! Requests whose system was deleted: whatever was answered, nothing comes of them any more (altinn.md 4.1, 6.3).

use std::collections::BTreeSet;
use std::time::Duration;

use tokio::time::timeout;

use super::{OwnRequest, Standing};
use crate::vendor::{Vendor, VendorError, systems};

/// So long is waited for the register: a list can be shown without it.
const PATIENCE: Duration = Duration::from_secs(3);

/// Those of ours whose system is there no more, as they stand by that; none where the register does not say soon.
///
/// # Errors
/// [`VendorError`] when the register does not tell which systems there are.
pub async fn without_system(own: &[OwnRequest], vendor: &Vendor) -> Result<Vec<OwnRequest>, VendorError> {
    timeout(PATIENCE, look(own, vendor)).await.unwrap_or_else(|_too_late| Ok(Vec::new()))
}

/// The list of systems leaves deleted ones out, so only what it leaves out is asked about.
async fn look(own: &[OwnRequest], vendor: &Vendor) -> Result<Vec<OwnRequest>, VendorError> {
    let mut asked: BTreeSet<&str> = own.iter().filter(|own| own.standing != Standing::NoSystem).map(|own| own.system.as_str()).collect();
    if asked.is_empty() {
        return Ok(Vec::new());
    }
    for system in systems::list(vendor).await? {
        asked.remove(system.id.as_str());
    }
    let mut gone = BTreeSet::new();
    for system in asked {
        if is_deleted(system, vendor).await {
            gone.insert(system);
        }
    }
    let now = vendor.now();
    Ok(own.iter().filter(|own| gone.contains(own.system.as_str())).map(|own| own.seen(Standing::NoSystem, None, now)).collect())
}

/// Whether the register says so. Where it says nothing, nothing is concluded.
pub(super) async fn is_deleted(system: &str, vendor: &Vendor) -> bool {
    systems::read(system, vendor).await.is_ok_and(|system| system.is_deleted)
}
