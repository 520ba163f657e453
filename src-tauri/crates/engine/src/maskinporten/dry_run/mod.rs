//! The dry run: everything about an order that can be checked without sending it, in the order in which the server checks.
//!
//! A check is a function of the order and of what is known. It says good of what it knows to be good, and is silent, or says that it does
//! not know, of the rest.

mod certificate;
mod check;
mod client;
mod clock;
mod codes;
mod consumer;
mod form;
mod key;
mod scopes;
mod subject;
#[cfg(test)]
mod tests;
mod variant;

pub use self::check::{Check, Outcome};
pub use self::codes::CODES;
pub use self::subject::{DryRunSubject, KnownClient, KnownKey, StoredKey};
use super::{Credential, Order};

/// Checks an order without sending it, in the order of maskinporten.md 3.6. What is first bad is what the server would say no to.
#[must_use]
pub fn dry_run(order: &Order, subject: &DryRunSubject<'_>) -> Vec<Check> {
    let mut checks = form::check(order, subject);
    checks.push(client::check(order, subject));
    match &order.credential {
        Credential::RegisteredKey { kid, algorithm, .. } => checks.extend(key::check(order, kid, *algorithm, subject)),
        Credential::Certificate { chain, .. } => checks.extend(certificate::check(order, chain, subject)),
    }
    checks.extend(form::audience(subject));
    checks.push(clock::check(subject));
    checks.extend(scopes::check(order, subject));
    checks.extend(consumer::check(order, subject));
    checks.extend(variant::check(order, subject));
    checks
}
