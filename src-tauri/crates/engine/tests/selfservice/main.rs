//! Digdir's self-service and the renewal of keys, against a server of the tests' own on loopback.
#![forbid(unsafe_code)]
#![expect(clippy::disallowed_methods, reason = "the walls are the engine's; its tests ask the clock")]

mod clients;
mod connecting;
mod digdir;
mod interleaved;
mod keys;
mod refusals;
mod renewing;
mod rig;
mod second_writer;
mod state;

/// How a test ends.
type Outcome<T = ()> = Result<T, Box<dyn std::error::Error + Send + Sync>>;
