//! The vendor's systems as they stand: all of them, or one.

use serde_json::{Map, Value};

use super::address::{SYSTEM, address, unknown};
use crate::altinn::{SYSTEM_REGISTER_SCOPE, SYSTEMS, System};
use crate::http::Request;
use crate::vendor::{Vendor, VendorError};

/// The vendor's own systems by their ids; those that are deleted are left out.
///
/// # Errors
/// [`VendorError`].
pub async fn list(vendor: &Vendor) -> Result<Vec<System>, VendorError> {
    vendor.step("vendor.systems", all(vendor).await)
}

async fn all(vendor: &Vendor) -> Result<Vec<System>, VendorError> {
    let url = vendor.platform().url(SYSTEMS)?;
    let mut systems: Vec<System> = vendor.send(Request::get(&url, SYSTEMS).of_a_list(), &SYSTEM_REGISTER_SCOPE).await?.json()?;
    systems.retain(|system| !system.is_deleted);
    systems.sort_by(|one, other| one.id.cmp(&other.id));
    Ok(systems)
}

/// One system, whole. One that is deleted is told of too.
///
/// # Errors
/// [`VendorError`]; [`crate::altinn::AltinnError::UnknownSystem`] when the register has none.
pub async fn read(system: &str, vendor: &Vendor) -> Result<System, VendorError> {
    vendor.step("vendor.system", one(system, vendor).await)
}

pub(super) async fn one(system: &str, vendor: &Vendor) -> Result<System, VendorError> {
    let url = address(system, None, vendor)?;
    let response = vendor.send(Request::get(&url, SYSTEM), &SYSTEM_REGISTER_SCOPE).await.map_err(|error| unknown(error, system))?;
    let told: Map<String, Value> = response.json()?;
    Ok(System::from_told(told).ok_or_else(|| response.unexpected())?)
}
