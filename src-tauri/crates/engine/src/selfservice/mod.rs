//! Digdir's self-service: its API for clients with their keys, and the road through its portal (idporten.md 13, 14).

mod access;
mod call;
mod change;
mod client;
mod combination;
mod connect;
mod create;
mod error;
mod key_set;
mod known;
mod merge;
mod names;
mod portal_road;
mod refusal;
mod scopes;

pub use access::{Access, Rights};
pub use call::SelfService;
pub use change::{ClientChange, change_client, deactivate_client, new_secret};
pub use client::{ServiceClient, clients, read_client};
pub use connect::connect;
pub use create::{Created, NewClient, create_client};
pub use error::{CODES, SelfServiceError};
pub use key_set::{KeySet, RegisteredKey, read_keys};
pub use known::CODES as PORTAL_CODES;
pub(crate) use known::KNOWN;
pub use merge::{Merged, Registration, RemoveKey, WhenLast, add_key, remove_key, renew_key};
pub use names::{AccessState, ApplicationType, IntegrationType, TokenEndpointAuthMethod};
pub use portal_road::{PortalClient, PortalField, PortalKind, PortalRoad, portal_road};
pub use scopes::{ScopeAccess, scopes};

/// A client has five keys at most (maskinporten.md 8).
pub const MOST_KEYS: usize = 5;
