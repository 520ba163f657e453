//! Practice ID-porten over HTTP: the rejections of "Things a simulator must reject" by number.
//!
//! | Rejections | File |
//! |---|---|
//! | 1–6, 16 | `authorize.rs` |
//! | 7 | `pushed.rs` |
//! | 8, 12 | `grants.rs` |
//! | 9–11 | `clients.rs` |
//! | 13–15 | `after.rs` |
//! | 17 | `selfservice.rs`, `../selfservice_access.rs`, `../selfservice_clients.rs` |
//! | 18 | `../ansattporten.rs` |
//! | 19 | `faults.rs`, `id_token_faults.rs` |
//!
//! Proofs of possession are in `dpop.rs`.

mod after;
mod authorize;
mod clients;
mod dpop;
mod faults;
mod grants;
mod id_token_faults;
mod pushed;
mod road;
mod selfservice;
