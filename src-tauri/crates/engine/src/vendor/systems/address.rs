//! Where a system is in the register, and the answer that there is none.

use url::Url;

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
