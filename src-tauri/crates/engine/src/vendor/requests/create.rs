//! Requests are made: once for each system, party and reference, however often it is asked (altinn.md 5.5).

use uuid::Uuid;

use super::{Change, Difference, OwnRequest, RequestError, Standing, Wanted, check, delete};
use crate::altinn::{self, Identified, REQUEST_WRITE_SCOPE, RequestKind, SystemUser, SystemUserRequest};
use crate::http::Request;
use crate::names::OrgNumber;
use crate::problem::Explain as _;
use crate::vendor::Vendor;

const STANDARD: &str = "/authentication/api/v1/systemuser/request/vendor";
const AGENT: &str = "/authentication/api/v1/systemuser/request/vendor/agent";
const CHANGE: &str = "/authentication/api/v1/systemuser/changerequest/vendor";

/// A request that is there now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Made {
    /// It, to be kept: only so is it watched on, and may be deleted.
    pub own: OwnRequest,
    /// Whether it was made now; otherwise it was there, and may have been answered.
    pub is_new: bool,
    /// What it asks for otherwise than was wanted.
    pub difference: Difference,
}

/// Asks a customer for a system user. One that was asked for before is told as it stands, with what differs.
///
/// # Errors
/// [`RequestError`].
pub async fn create(wanted: &Wanted, vendor: &Vendor) -> Result<Made, RequestError> {
    vendor.step("vendor.request", send(wanted, vendor).await)
}

async fn send(wanted: &Wanted, vendor: &Vendor) -> Result<Made, RequestError> {
    wanted.check()?;
    let kind = wanted.asked.kind();
    let template = if kind == RequestKind::Agent { AGENT } else { STANDARD };
    let url = altinn::request_address(kind, &[], vendor.platform())?;
    let response = vendor.send(Request::post(&url, template).json(&wanted.body()), &REQUEST_WRITE_SCOPE).await?;
    let there: SystemUserRequest = response.json::<Identified<_>>()?.known()?;
    let difference = Difference::between(wanted, &there);
    Ok(Made { own: OwnRequest::of(wanted, &there, vendor.now()), is_new: response.status == 201, difference })
}

/// The same once more, after one of ours that stands in its way is deleted: that was turned down, is too old, or has lost its system user.
/// It is looked at first: one that waits, or was approved since, is told as it stands.
///
/// # Errors
/// [`RequestError`]; when it could not be made anew, the old one is gone all the same.
pub async fn create_anew(before: &OwnRequest, own: &[OwnRequest], vendor: &Vendor) -> Result<Made, RequestError> {
    let wanted = before.to_wanted().ok_or(RequestError::NothingWanted)?;
    let now = check(before, vendor).await?.own;
    if now.standing.is_in_the_way() {
        delete(before.id, own, vendor).await?;
    } else if now.standing != Standing::Gone {
        return Ok(Made { own: now, is_new: false, difference: Difference::default() });
    }
    create(&wanted, vendor).await
}

/// Asks for other rights of a system user that is there. Only one that acts for its owner can be changed (altinn.md 5.8).
///
/// # Errors
/// [`RequestError`].
pub async fn change(user: &SystemUser, change: &Change, vendor: &Vendor) -> Result<Made, RequestError> {
    vendor.step("vendor.change_request", send_change(user, change, vendor).await)
}

async fn send_change(user: &SystemUser, change: &Change, vendor: &Vendor) -> Result<Made, RequestError> {
    if change.is_empty() {
        return Err(RequestError::NothingWanted);
    }
    match attempt(user, change, vendor).await {
        // AUTH-00061: the id has been used for one that is answered. A new one has not.
        Err(error) if error.explain().said.is_some_and(|said| said.error.as_deref() == Some("AUTH-00061")) => {
            attempt(user, change, vendor).await
        }
        answer => answer,
    }
}

async fn attempt(user: &SystemUser, change: &Change, vendor: &Vendor) -> Result<Made, RequestError> {
    let mut url = altinn::request_address(RequestKind::Change, &[], vendor.platform())?;
    // Never the system user's own id, which is a request's too.
    let correlation = Uuid::new_v4().to_string();
    url.query_pairs_mut().append_pair("correlation-id", &correlation).append_pair("system-user-id", &user.id.to_string());
    let response = vendor.send(Request::post(&url, CHANGE).json(&change.body()), &REQUEST_WRITE_SCOPE).await?;
    let there: SystemUserRequest = response.json::<Identified<_>>()?.known()?;
    let party: OrgNumber = user.owner.parse().map_err(|_| response.unexpected())?;
    let now = vendor.now();
    let own = OwnRequest {
        id: there.id,
        kind: RequestKind::Change,
        system: user.system.clone(),
        external_ref: user.external_ref.as_deref().filter(|reference| *reference != user.owner).and_then(|text| text.parse().ok()),
        party,
        party_name: None,
        title: user.title.clone(),
        wanted: change.clone(),
        system_user: Some(user.id),
        confirm_url: there.confirm_url.clone(),
        created_at: there.created.unwrap_or(now),
        standing: Standing::of(&there),
        checked_at: now,
    };
    Ok(Made { own, is_new: response.status == 201, difference: Difference::default() })
}
