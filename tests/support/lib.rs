//! What journeys are tested with: a town, its portal, a person with a browser, a service behind TLS, certificate files of others.
#![forbid(unsafe_code)]

pub mod node;
pub mod others;
pub mod person;
pub mod portal;
pub mod search;
pub mod tls;
pub mod town;
pub mod witness;

/// How a test ends.
pub type Outcome<T = ()> = Result<T, Box<dyn std::error::Error + Send + Sync>>;

/// BLÅBÆRSVINGEN BAKERI AS, which may register clients.
pub const BAKERY: &str = "315000106";
