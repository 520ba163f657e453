//! A system is registered, or changed: checked first, read whole before it is written whole.

use aws_lc_rs::digest::{SHA256, digest};
use serde_json::Value;

use super::address::{SYSTEM, address, refused, unknown};
use super::draft::Draft;
use super::error::SystemError;
use super::read::one;
use crate::altinn::registry::Registry;
use crate::altinn::{SYSTEM_REGISTER_SCOPE, SYSTEMS, System};
use crate::http::Request;
use crate::names::OrgNumber;
use crate::vendor::{Vendor, VendorError};

const RIGHTS: &str = "/authentication/api/v1/systemregister/vendor/{systemId}/rights";
const PACKAGES: &str = "/authentication/api/v1/systemregister/vendor/{systemId}/accesspackages";

/// Registers a system.
///
/// # Errors
/// [`VendorError`]; [`SystemError::Invalid`] with what is wrong by field: what we see ourselves is not sent at all.
pub async fn create(draft: &Draft, organisation: &OrgNumber, registry: &Registry, vendor: &Vendor) -> Result<System, VendorError> {
    vendor.step("vendor.system_create", post(&draft.tidied(), organisation, registry, vendor).await)
}

async fn post(draft: &Draft, organisation: &OrgNumber, registry: &Registry, vendor: &Vendor) -> Result<System, VendorError> {
    check(draft, organisation, None, registry, vendor).await?;
    let (url, body) = (vendor.platform().url(SYSTEMS)?, draft.registration(organisation));
    // 200 with a name of Altinn's own for it, which nothing asks for (altinn.md 4.1).
    vendor.send(Request::post(&url, SYSTEMS).json(&body), &SYSTEM_REGISTER_SCOPE).await.map_err(|error| refused(error, &draft.id))?;
    match one(&draft.id, vendor).await {
        Ok(system) => Ok(system),
        // It is registered all the same.
        Err(_) => Ok(System::from_told(body.as_object().cloned().unwrap_or_default()).unwrap_or_default()),
    }
}

/// Changes a system to what the draft says. `opened` is the [`System::version`] that whoever changes it has seen. Where the rights or the
/// packages alone are changed, nothing else is written.
///
/// # Errors
/// As [`create`]; [`SystemError::Changed`] when it is no longer what was opened, [`SystemError::Deleted`] when it is gone.
pub async fn update(
    draft: &Draft,
    opened: Option<&str>,
    organisation: &OrgNumber,
    registry: &Registry,
    vendor: &Vendor,
) -> Result<System, VendorError> {
    vendor.step("vendor.system_update", put(&draft.tidied(), opened, organisation, registry, vendor).await)
}

async fn put(
    draft: &Draft,
    opened: Option<&str>,
    organisation: &OrgNumber,
    registry: &Registry,
    vendor: &Vendor,
) -> Result<System, VendorError> {
    let standing = one(&draft.id, vendor).await?;
    if standing.is_deleted {
        return Err(SystemError::Deleted { system: draft.id.clone() }.into());
    }
    if opened.is_some_and(|opened| opened != standing.version()) {
        return Err(SystemError::Changed { system: draft.id.clone() }.into());
    }
    check(draft, organisation, Some(&standing), registry, vendor).await?;
    let before = Draft::from(&standing);
    let (part, template, body) = if *draft == (Draft { resources: draft.resources.clone(), ..before.clone() }) {
        (Some("rights"), RIGHTS, draft.rights(&standing.whole))
    } else if *draft == (Draft { packages: draft.packages.clone(), ..before }) {
        (Some("accesspackages"), PACKAGES, draft.access_packages(&standing.whole))
    } else {
        (None, SYSTEM, draft.written_into(&standing.whole))
    };
    write(&draft.id, part, template, &body, vendor).await?;
    one(&draft.id, vendor).await
}

async fn write(system: &str, part: Option<&str>, template: &'static str, body: &Value, vendor: &Vendor) -> Result<(), VendorError> {
    let url = address(system, part, vendor)?;
    let sent = vendor.send(Request::put(&url, template).json(body), &SYSTEM_REGISTER_SCOPE).await;
    sent.map(drop).map_err(|error| refused(unknown(error, system), system))
}

/// What we see ourselves; then what the public registry says of what is new in it.
async fn check(
    draft: &Draft,
    organisation: &OrgNumber,
    standing: Option<&System>,
    registry: &Registry,
    vendor: &Vendor,
) -> Result<(), VendorError> {
    let mut findings = draft.check(organisation, standing.is_none());
    if findings.iter().all(|finding| !finding.blocks) {
        findings.extend(super::rights::check(draft, standing, registry, vendor.platform()).await);
    }
    findings.retain(|finding| finding.blocks);
    if findings.is_empty() { Ok(()) } else { Err(SystemError::Invalid { findings, said: None }.into()) }
}

impl System {
    /// What tells this form of it from an earlier or a later one.
    #[must_use]
    pub fn version(&self) -> String {
        let hash = digest(&SHA256, Value::Object(self.whole.clone()).to_string().as_bytes());
        hash.as_ref()[..8].iter().map(|byte| format!("{byte:02x}")).collect()
    }
}
