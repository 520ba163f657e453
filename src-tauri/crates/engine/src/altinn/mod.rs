//! Altinn's platform: a token exchanged for Altinn's own, whom it may act for, what lies in store, system users (altinn.md 2, 4, 6.1, 7.1).

pub mod client_delegation;
pub mod dialogporten;
mod error;
mod exchange;
mod id;
mod instances;
mod known;
mod openid;
mod paging;
mod parties;
mod person;
mod platform;
mod refusals;
pub mod registry;
mod requests;
mod right;
mod system_register;
mod system_users;
mod token;

pub use error::{AltinnError, CODES};
pub use exchange::{Provider, exchange, exchange_as_enterprise_user, refresh};
pub use id::AltinnId;
pub use instances::{Instance, Instances, instances};
pub use parties::{PARTY_SCOPES, Party, PartyKind, PartyQuestion, authorized_parties, parties_by, read_parties};
pub use person::Person;
pub use platform::Platform;
pub use refusals::{CODES as REFUSAL_CODES, FieldRefusal, Refusal};
pub use requests::{REQUEST_READ_SCOPE, REQUEST_WRITE_SCOPE, RequestKind, RequestStatus, SystemUserRequest};
pub use right::Right;
pub use system_register::{SYSTEM_REGISTER_SCOPE, System, own_systems};
pub use system_users::{SystemUser, SystemUserKind, system_users};
pub use token::{AltinnFacts, AltinnToken, SystemUserFacts};

pub(crate) use id::Identified;
pub(crate) use known::KNOWN;
pub(crate) use openid::published_issuer;
pub(crate) use paging::{page_of, read_pages};
pub(crate) use refusals::{UNLISTED, is_code, known as known_refusals};
pub(crate) use requests::{address as request_address, present, request_by_reference};
pub(crate) use system_register::{RESOURCE, SYSTEMS, member, package_of, resource_of};

use url::Url;

use crate::environment::{Environment, EnvironmentError};

/// An address on the platform.
fn platform(environment: &Environment, path: &str) -> Result<Url, EnvironmentError> {
    let platform = environment.hosts.altinn_platform.as_ref().ok_or(EnvironmentError::NoHost { field: "altinn_platform" })?;
    Ok(platform.join(path))
}
