//! On whose behalf a supplier asks (maskinporten.md 7.3).

use super::codes::{CONSUMER, NOT_DELEGABLE, OWN_CONSUMER};
use super::{Check, DryRunSubject};
use crate::maskinporten::{Order, error};

/// Checks the consumer, when one is named.
pub(super) fn check(order: &Order, subject: &DryRunSubject<'_>) -> Option<Check> {
    let consumer = order.variant.consumer.as_ref()?;
    let scopes = order.each_scope();
    let list = subject.scopes.filter(|list| list.tells_delegation());
    let listed = |scope: &str| list.and_then(|list| list.find(scope)).filter(|listed| listed.delegation_source.is_none());
    let fixed: Vec<&str> = scopes.iter().copied().filter(|scope| listed(scope).is_some()).collect();
    let named = |scopes: &[&str]| scopes.iter().map(|scope| (*scope).to_owned()).collect::<Vec<_>>();
    Some(if Some(consumer) == subject.organisation {
        Check::bad(&OWN_CONSUMER, error::OWN_CONSUMER.name).with("consumer", consumer.as_str())
    } else if !fixed.is_empty() {
        // One that the consumer may not use itself is refused for that first, which cannot be seen from here.
        let is_for_all = |scope: &&str| list.and_then(|list| list.find(scope)).is_some_and(|listed| listed.for_all == Some(true));
        let for_all = scopes.iter().all(is_for_all);
        let refusal = for_all.then_some(error::NOT_DELEGATED.name);
        Check { refusal, ..Check::bad(&NOT_DELEGABLE, error::NOT_DELEGATED.name) }.with("scopes", named(&fixed))
    } else {
        Check::note(&CONSUMER).with("consumer", consumer.as_str()).with("scopes", named(&scopes))
    })
}
