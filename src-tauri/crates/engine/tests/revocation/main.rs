//! Revocation and missing issuers, asked of `openssl`'s own responder and lists over real HTTP on loopback.
#![expect(clippy::disallowed_methods, reason = "the walls are the engine's; its tests run a program and ask the clock")]

mod issuer;
mod lists;
mod ocsp;
mod rig;
mod roads;
mod server;
mod town;

use inngang_engine::certificates::revocation::{Revocation, Source, Why};

const fn unknown(why: Why) -> Revocation {
    Revocation::Unknown { why }
}

/// Whether it is good, by this source, with a promise until when.
fn is_good(revocation: &Revocation, source: Source) -> bool {
    matches!(revocation, Revocation::Good { at, until: Some(until), by } if *by == source && at < until)
}
