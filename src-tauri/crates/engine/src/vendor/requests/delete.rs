//! A request of ours is deleted; its system user, if it has one, stays (altinn.md 5.1, 5.9).

use super::{OwnRequest, RequestError};
use crate::altinn::{self, AltinnId, REQUEST_WRITE_SCOPE, RequestKind};
use crate::http::Request;
use crate::vendor::{Vendor, VendorError};

const REQUEST: &str = "/authentication/api/v1/systemuser/request/vendor/{requestId}";
const CHANGE: &str = "/authentication/api/v1/systemuser/changerequest/vendor/{requestId}";

/// Deletes one of our own: Altinn does not ask whose a request is. One that is gone already is gone.
///
/// # Errors
/// [`RequestError::NotOwn`] when it is not among them; Altinn is not asked then.
pub async fn delete(id: AltinnId, own: &[OwnRequest], vendor: &Vendor) -> Result<(), RequestError> {
    vendor.step("vendor.request_deleted", send(id, own, vendor).await)
}

async fn send(id: AltinnId, own: &[OwnRequest], vendor: &Vendor) -> Result<(), RequestError> {
    let request = own.iter().find(|request| request.id == id).ok_or(RequestError::NotOwn)?;
    let (kind, template) = match request.kind {
        RequestKind::Change => (RequestKind::Change, CHANGE),
        // Both kinds are deleted at the one address.
        RequestKind::Standard | RequestKind::Agent => (RequestKind::Standard, REQUEST),
    };
    let url = altinn::request_address(kind, &[&id.to_string()], vendor.platform())?;
    match vendor.send(Request::delete(&url, template), &REQUEST_WRITE_SCOPE).await {
        Ok(_) => Ok(()),
        Err(VendorError::Altinn(error)) => Ok(altinn::present(Err(error)).map(|_: Option<()>| ())?),
        Err(error) => Err(error.into()),
    }
}
