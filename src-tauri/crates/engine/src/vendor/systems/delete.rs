//! A system is deleted, for good: its id is never free again, its clients are.

use super::address::{SYSTEM, address, refused, unknown};
use super::read::one;
use crate::altinn::SYSTEM_REGISTER_SCOPE;
use crate::http::Request;
use crate::vendor::{Vendor, VendorError};

/// Deletes a system. Its system users get no more tokens.
///
/// # Errors
/// [`VendorError`].
pub async fn delete(system: &str, vendor: &Vendor) -> Result<(), VendorError> {
    vendor.step("vendor.system_delete", ask(system, vendor).await)
}

async fn ask(system: &str, vendor: &Vendor) -> Result<(), VendorError> {
    let url = address(system, None, vendor)?;
    let Err(error) = vendor.send(Request::delete(&url, SYSTEM), &SYSTEM_REGISTER_SCOPE).await else { return Ok(()) };
    // A system without clients is deleted, and the answer is 400 all the same; so it is for one that was never there (altinn.md 4.1).
    if !matches!(&error, VendorError::Altinn(error) if error.status() == Some(400)) {
        return Err(refused(unknown(error, system), system));
    }
    if one(system, vendor).await?.is_deleted { Ok(()) } else { Err(error) }
}
