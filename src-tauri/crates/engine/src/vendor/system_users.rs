//! The system users of a vendor's systems (altinn.md 6.1).

use super::{Vendor, VendorError};
use crate::altinn::{self, AltinnError, Identified, REQUEST_WRITE_SCOPE, SYSTEM_REGISTER_SCOPE, SystemUser};
use crate::http::Request;
use crate::names::{ExternalRef, OrgNumber};

const BY_QUERY: &str = "/authentication/api/v1/systemuser/vendor/byquery";
const BY_SYSTEM: &str = "/authentication/api/v1/systemuser/vendor/bysystem";
const BY_SYSTEM_TEMPLATE: &str = "/authentication/api/v1/systemuser/vendor/bysystem/{systemId}";

/// The system user of an owner; none when there is none, or none of this vendor's.
///
/// # Errors
/// [`VendorError`].
pub async fn find(
    system: &str,
    owner: &OrgNumber,
    reference: Option<&ExternalRef>,
    vendor: &Vendor,
) -> Result<Option<SystemUser>, VendorError> {
    vendor.step("vendor.system_user", ask(system, owner, reference, vendor).await)
}

async fn ask(system: &str, owner: &OrgNumber, reference: Option<&ExternalRef>, vendor: &Vendor) -> Result<Option<SystemUser>, VendorError> {
    let mut url = vendor.platform().url(BY_QUERY)?;
    url.query_pairs_mut().append_pair("system-id", system).append_pair("orgno", owner.as_str());
    if let Some(reference) = reference {
        url.query_pairs_mut().append_pair("external-ref", reference.as_str());
    }
    // It is a read, and Altinn wants the scope for writing.
    match vendor.send(Request::get(&url, BY_QUERY), &REQUEST_WRITE_SCOPE).await {
        Ok(response) => Ok(Some(response.json::<Identified<_>>()?.known()?)),
        Err(VendorError::Altinn(error)) => Ok(altinn::present(Err(error))?),
        Err(error) => Err(error),
    }
}

/// All system users of a system, those that are deleted among them.
///
/// # Errors
/// [`VendorError`]; [`AltinnError::TooManySystemUsers`] rather than a part of them.
pub async fn list(system: &str, vendor: &Vendor) -> Result<Vec<SystemUser>, VendorError> {
    vendor.step("vendor.system_users", all(system, vendor).await)
}

async fn all(system: &str, vendor: &Vendor) -> Result<Vec<SystemUser>, VendorError> {
    let mut url = vendor.platform().url(BY_SYSTEM)?;
    if let Ok(mut segments) = url.path_segments_mut() {
        segments.push(system);
    }
    let ask = |url| async move { vendor.send(Request::get(&url, BY_SYSTEM_TEMPLATE).of_a_list(), &SYSTEM_REGISTER_SCOPE).await };
    let users = altinn::read_pages(url, ask).await?;
    let users = users.map_err(|read| AltinnError::TooManySystemUsers { system: system.to_owned(), read })?;
    Ok(Identified::all(users)?)
}
