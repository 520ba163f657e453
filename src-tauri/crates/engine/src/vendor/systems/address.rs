//! Where a system is in the register, with what the register says when it is not there, not ours or not right.

use url::Url;

use super::error::SystemError;
use super::finding::Finding;
use crate::altinn::{AltinnError, SYSTEMS};
use crate::problem::Explain as _;
use crate::vendor::{Vendor, VendorError};

/// Of one system, for the trail.
pub(super) const SYSTEM: &str = "/authentication/api/v1/systemregister/vendor/{systemId}";

/// Of a system, or of a part of it.
pub(super) fn address(system: &str, part: Option<&str>, vendor: &Vendor) -> Result<Url, VendorError> {
    let mut url = vendor.platform().url(SYSTEMS)?;
    if let Ok(mut segments) = url.path_segments_mut() {
        segments.push(system).extend(part);
    }
    Ok(url)
}

/// A 404 about a system that was named says that there is none.
pub(super) fn unknown(error: VendorError, system: &str) -> VendorError {
    match error.explain().said {
        Some(said) if said.status == Some(404) => AltinnError::UnknownSystem { system: system.to_owned(), said }.into(),
        _ => error,
    }
}

/// The register's refusal by field; a 403 with a token that has the scope is about whose the system is (altinn.md 4.4).
pub(super) fn refused(error: VendorError, system: &str) -> VendorError {
    let VendorError::Altinn(error) = error else { return error };
    match error {
        AltinnError::Forbidden { said, .. } => SystemError::NotYours { system: system.to_owned(), said }.into(),
        error if !error.fields().is_empty() => {
            let findings = error.fields().iter().map(Finding::of).collect();
            SystemError::Invalid { findings, said: error.said().cloned() }.into()
        }
        error => error.into(),
    }
}
