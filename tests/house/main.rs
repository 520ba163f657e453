//! The walls of the house: what a reviewer would say twice.
#![forbid(unsafe_code)]

mod arrows;
mod capability;
mod checklist;
mod doors;
mod habits;
mod lengths;
mod secrets;
mod source;

type Failure = Box<dyn std::error::Error>;

/// Every breach at once, each with its place.
fn assert_none(rule: &str, breaches: &[String]) {
    assert!(breaches.is_empty(), "{rule}:\n{}", breaches.join("\n"));
}
