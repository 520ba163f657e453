//! Every code has its words, every word its language.
#![forbid(unsafe_code)]

mod claims;
mod codes;
mod dictionary;
mod languages;
mod locales;
mod problems;

type Failure = Box<dyn std::error::Error>;

/// Every breach at once, each with its place.
fn assert_none(rule: &str, breaches: &[String]) {
    assert!(breaches.is_empty(), "{rule}:\n{}", breaches.join("\n"));
}
