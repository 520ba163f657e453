//! The requests for one system, page by page, with those of ours that a page left out (altinn.md 5.6).

use super::{OwnRequest, RequestError, read};
use crate::altinn::{self, Identified, REQUEST_READ_SCOPE, RequestKind, SystemUserRequest, read_pages};
use crate::http::Request;
use crate::vendor::Vendor;

const STANDARD: &str = "/authentication/api/v1/systemuser/request/vendor/bysystem/{systemId}";
const AGENT: &str = "/authentication/api/v1/systemuser/request/vendor/agent/bysystem/{systemId}";
const CHANGE: &str = "/authentication/api/v1/systemuser/changerequest/vendor/bysystem/{systemId}";

/// The requests for a system.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// Oldest first as far as Altinn tells, and what the pages left out last.
    pub requests: Vec<SystemUserRequest>,
    /// How many the pages left out, of those that are known.
    pub left_out: usize,
}

/// All requests of a kind for a system of the vendor's. Altinn's pages can leave one out where they meet, and those of change requests come
/// to no end; so each of `own` that they do not tell of is read by itself.
///
/// # Errors
/// [`RequestError`]; [`RequestError::TooMany`] rather than a part of them.
pub async fn list(kind: RequestKind, system: &str, own: &[OwnRequest], vendor: &Vendor) -> Result<Listed, RequestError> {
    vendor.step("vendor.requests", all(kind, system, own, vendor).await)
}

async fn all(kind: RequestKind, system: &str, own: &[OwnRequest], vendor: &Vendor) -> Result<Listed, RequestError> {
    let mut requests = pages(kind, system, vendor).await?;
    let told = requests.len();
    for known in own.iter().filter(|known| known.kind == kind && known.system == system) {
        let is_told = requests.iter().any(|request| request.id == known.id);
        if !is_told && let Some(request) = read(kind, known.id, vendor).await? {
            requests.push(request);
        }
    }
    let left_out = requests.len() - told;
    Ok(Listed { requests, left_out })
}

async fn pages(kind: RequestKind, system: &str, vendor: &Vendor) -> Result<Vec<SystemUserRequest>, RequestError> {
    let template = match kind {
        RequestKind::Standard => STANDARD,
        RequestKind::Agent => AGENT,
        RequestKind::Change => CHANGE,
    };
    let url = altinn::request_address(kind, &["bysystem", system], vendor.platform())?;
    let ask = |url| async move { vendor.send(Request::get(&url, template).of_a_list(), &REQUEST_READ_SCOPE).await };
    if kind == RequestKind::Change {
        return Ok(Identified::all(altinn::page_of(&ask(url).await?)?)?);
    }
    let read = read_pages(url, ask).await?.map_err(|read| RequestError::TooMany { system: system.to_owned(), read })?;
    Ok(Identified::all(read)?)
}
