//! Registered clients: what they are, what is asked of them, how they change (idporten.md 2, 3, 14; maskinporten.md 8).
//!
//! The portal and the self-service API both come here, so that one accepts exactly what the other does.

mod changes;
mod client;
mod draft;
mod history;
mod key;
mod key_set;
mod machine_client;
mod redirect_uris;
mod refusal;
mod rules;
mod settings;

pub(crate) use changes::{active, create, deactivate, make_secret, replace};
pub(crate) use client::{Client, ClientKind, RegisteredKey};
pub(crate) use draft::Draft;
pub(crate) use history::{Author, Deed, Event};
pub(crate) use key::{read_jwk, read_text};
pub(crate) use key_set::{add_key, remove_key, replace_keys};
pub use machine_client::MachineClient;
pub(crate) use machine_client::machine_clients;
pub(crate) use refusal::{Ground, Refusal};
pub(crate) use rules::{LOGIN_SCOPES, fits, usual_grants};
pub(crate) use settings::{ApplicationType, Authentication, JWT_BEARER, Lifetimes, LoginSettings, Secret};

/// A registered key lives one year from the day it was posted.
pub(crate) const KEY_LIFETIME: i64 = 365 * 24 * 60 * 60;
/// A client secret lives 360 days.
pub(crate) const SECRET_LIFETIME: i64 = 360 * 24 * 60 * 60;
