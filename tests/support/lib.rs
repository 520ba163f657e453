//! What the program is tested with: a town, its portal, people with browsers, other services, certificate files of others.
#![forbid(unsafe_code)]

#[cfg(unix)]
pub mod chromium;
pub mod node;
pub mod others;
pub mod person;
pub mod portal;
#[cfg(unix)]
pub mod process;
pub mod provider;
pub mod search;
pub mod tls;
pub mod town;
#[cfg(unix)]
pub mod webdriver;
pub mod witness;

/// How a test ends.
pub type Outcome<T = ()> = Result<T, Box<dyn std::error::Error + Send + Sync>>;

/// BLÅBÆRSVINGEN BAKERI AS, which may register clients.
pub const BAKERY: &str = "315000106";
