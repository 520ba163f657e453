//! The one listener of practice's that speaks TLS: an authority of its own, enterprise certificates as clients' (altinn.md 3.2).

mod authority;
mod clients;
mod listener;

pub(crate) use authority::TlsAuthority;
pub(crate) use listener::{Peer, TlsListener};
