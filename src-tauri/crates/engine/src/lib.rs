//! All decisions, cryptography and HTTP of Inngang. No Tauri, no file, no clock of its own, nothing of one operating system.
#![forbid(unsafe_code)]
#![warn(missing_docs)]

#[macro_use]
pub mod problem;
pub mod called;
mod der;
pub mod names;
mod said;
pub mod scrub;
mod search;
pub mod secret;

pub mod clock_offset;
pub mod environment;
pub mod http;
pub mod ports;
pub mod reading;
pub mod road;
pub mod trail;

pub mod access;
pub mod altinn;
pub mod calendar;
pub mod certificates;
pub mod diagnostics;
pub mod jose;
pub mod keys;
pub mod legacy;
pub mod login;
pub mod maskinporten;
pub mod register;
pub mod renewal;
pub mod selfservice;
pub mod vendor;

pub mod codes;
pub mod dictionary;
