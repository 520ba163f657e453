//! A request is followed until it is answered; an approval counts when the system user is there (altinn.md 5.4, 5.5).

use tokio::time::sleep;

use super::no_system::is_deleted;
use super::{OwnRequest, RequestError, Standing, wait};
use crate::altinn::{self, AltinnId, Identified, REQUEST_READ_SCOPE, RequestKind, SystemUser, SystemUserRequest};
use crate::http::Request;
use crate::problem::{Explain as _, Turn};
use crate::vendor::{Vendor, VendorError, system_users};

/// So many times in a row a watch may go unanswered for a reason that passes.
const MISSED: usize = 3;

/// A request, looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checked {
    /// It, with where it stands now.
    pub own: OwnRequest,
    /// As Altinn has it; none when Altinn has it no more.
    pub request: Option<SystemUserRequest>,
    /// What the approval made.
    pub system_user: Option<SystemUser>,
}

/// One request; none when there is none with this id.
///
/// # Errors
/// [`RequestError`]; another vendor's is an unknown system.
pub async fn read(kind: RequestKind, id: AltinnId, vendor: &Vendor) -> Result<Option<SystemUserRequest>, RequestError> {
    let template = match kind {
        RequestKind::Standard => "/authentication/api/v1/systemuser/request/vendor/{requestId}",
        RequestKind::Agent => "/authentication/api/v1/systemuser/request/vendor/agent/{requestId}",
        RequestKind::Change => "/authentication/api/v1/systemuser/changerequest/vendor/{requestId}",
    };
    let url = altinn::request_address(kind, &[&id.to_string()], vendor.platform())?;
    match vendor.send(Request::get(&url, template), &REQUEST_READ_SCOPE).await {
        Ok(response) => Ok(Some(response.json::<Identified<_>>()?.known()?)),
        Err(VendorError::Altinn(error)) => Ok(altinn::present(Err(error))?),
        Err(error) => Err(error.into()),
    }
}

/// Looks at a request once, at its system, and at its system user when it was approved.
///
/// # Errors
/// [`RequestError`].
pub async fn check(own: &OwnRequest, vendor: &Vendor) -> Result<Checked, RequestError> {
    vendor.step("vendor.request_checked", look(own, vendor, true).await)
}

/// The same by the plan of [`wait`]: while nobody has answered, what is asked so often is the request alone.
///
/// # Errors
/// [`RequestError`].
pub async fn check_by_plan(own: &OwnRequest, vendor: &Vendor) -> Result<Checked, RequestError> {
    vendor.step("vendor.request_checked", look(own, vendor, false).await)
}

async fn look(own: &OwnRequest, vendor: &Vendor, at_its_system_too: bool) -> Result<Checked, RequestError> {
    let now = vendor.now();
    // One that changes nothing is not kept by Altinn; a system that was deleted does not come back.
    if matches!(own.standing, Standing::NoChangeNeeded | Standing::NoSystem) {
        return Ok(Checked { own: own.clone(), request: None, system_user: None });
    }
    let Some(request) = read(own.kind, own.id, vendor).await? else {
        return Ok(Checked { own: own.seen(Standing::Gone, None, now), request: None, system_user: None });
    };
    let (mut standing, mut system_user) = (Standing::of(&request), None);
    if standing == Standing::Approved {
        system_user = system_users::find(&own.system, &own.party, own.external_ref.as_ref(), vendor).await?;
        if system_user.as_ref().is_none_or(|user| user.is_deleted) {
            standing = Standing::Stale;
        }
    }
    if (at_its_system_too || !standing.is_open()) && is_deleted(&own.system, vendor).await {
        (standing, system_user) = (Standing::NoSystem, None);
    }
    let own = own.seen(standing, request.confirm_url.clone(), now);
    Ok(Checked { own, request: Some(request), system_user })
}

/// Looks again and again by the plan of [`wait`], and tells each time; until it is answered, or it is for the person to ask.
/// It ends when it is dropped.
///
/// # Errors
/// [`RequestError`]; what passes is waited out a few times.
pub async fn watch(own: &OwnRequest, vendor: &Vendor, mut tell: impl FnMut(&Checked) + Send) -> Result<Option<Checked>, RequestError> {
    let (since, mut own, mut last, mut missed) = (vendor.now(), own.clone(), None, 0);
    loop {
        let looked = if last.is_none() { check(&own, vendor).await } else { check_by_plan(&own, vendor).await };
        match looked {
            Ok(checked) => {
                tell(&checked);
                missed = 0;
                own = checked.own.clone();
                last = Some(checked);
            }
            Err(error) if missed < MISSED && matches!(error.explain().turn, Turn::Service | Turn::Network) => missed += 1,
            Err(error) => return Err(error),
        }
        let pause = wait(since, vendor.now()).filter(|_| missed > 0 || own.standing.is_open());
        let Some(pause) = pause else { return Ok(last) };
        sleep(pause).await;
    }
}
