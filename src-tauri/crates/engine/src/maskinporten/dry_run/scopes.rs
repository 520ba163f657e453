//! The scopes: how they are written, whether they exist, stand on the client, and are given to the organisation (maskinporten.md 10.2, 13).

use super::codes::{
    SCOPES, SCOPES_FOR_PEOPLE, SCOPES_GIVEN, SCOPES_MISSPELT, SCOPES_NEED_ACCESS, SCOPES_NOT_GIVEN, SCOPES_NOT_ON_CLIENT, SCOPES_ODD,
    SCOPES_REQUESTED, SCOPES_TWICE, SCOPES_UNLISTED,
};
use super::{Check, DryRunSubject};
use crate::maskinporten::{ListSource, Order, PublicScope, ScopeList, error};
use crate::problem::Code;
use crate::selfservice::{AccessState, ScopeAccess};

/// OpenID Connect's own scopes, which only a login can give.
const FOR_PEOPLE: [&str; 4] = ["openid", "profile", "offline_access", "eidas"];

/// Checks what is asked for. An order for nothing makes no grant, which has been said.
pub(super) fn check(order: &Order, subject: &DryRunSubject<'_>) -> Vec<Check> {
    let scopes = order.each_scope();
    if scopes.is_empty() {
        return Vec::new();
    }
    let mut checks = written(order, &scopes, subject.scopes);
    checks.extend(subject.scopes.into_iter().flat_map(|list| listed(&scopes, list)));
    if checks.is_empty() {
        checks.push(about(Check::good(&SCOPES), &scopes));
    }
    checks.extend(on_client(order, &scopes, subject));
    // For somebody else's, what we were given ourselves does not matter.
    if order.variant.consumer.is_none() {
        checks.extend(access(&scopes, subject));
    }
    checks
}

fn about(check: Check, scopes: &[&str]) -> Check {
    check.with("scopes", scopes.iter().map(|scope| (*scope).to_owned()).collect::<Vec<_>>())
}

/// A line about those for which something holds, when there are any.
fn among(scopes: &[&str], check: Check, holds: impl Fn(&str) -> bool) -> Option<Check> {
    let those: Vec<&str> = scopes.iter().copied().filter(|scope| holds(scope)).collect();
    (!those.is_empty()).then(|| about(check, &those))
}

fn written(order: &Order, scopes: &[&str], list: Option<&ScopeList>) -> Vec<Check> {
    let is_login_s = |scope: &str| list.and_then(|list| list.find(scope)).is_some_and(PublicScope::is_for_people);
    let times = |name: &str| order.scopes.iter().filter(|scope| scope.as_str() == name).count();
    let each = [
        among(scopes, Check::bad(&SCOPES_FOR_PEOPLE, error::SCOPE_FOR_PEOPLE.name), |scope| {
            FOR_PEOPLE.contains(&scope) || is_login_s(scope)
        }),
        among(scopes, Check::note(&SCOPES_ODD), |scope| is_odd(scope) && !FOR_PEOPLE.contains(&scope)),
        among(scopes, Check::note(&SCOPES_TWICE), |scope| times(scope) > 1),
    ];
    each.into_iter().flatten().collect()
}

/// Not `prefix:subscope`, or with signs that come from how several were written after each other.
fn is_odd(scope: &str) -> bool {
    let whole = scope.split_once(':').is_some_and(|(prefix, subscope)| !prefix.is_empty() && !subscope.is_empty());
    let sign = |sign: char| !sign.is_ascii_alphanumeric() && !matches!(sign, ':' | '/' | '.' | '_' | '-');
    !whole || scope.contains(sign) || scope.contains("://")
}

fn listed(scopes: &[&str], list: &ScopeList) -> Vec<Check> {
    // What is odd has been said.
    let unlisted = |scope: &str| !is_odd(scope) && list.find(scope).is_none();
    let nearest = |scope: &str| list.nearest(scope);
    let meant: Vec<String> = scopes.iter().filter(|scope| unlisted(scope)).flat_map(|scope| nearest(scope)).map(str::to_owned).collect();
    let misspelt = Check::note(&SCOPES_MISSPELT).with("nearest", meant);
    let each = [
        among(scopes, misspelt, |scope| unlisted(scope) && !nearest(scope).is_empty()),
        // The copy is a part of the list: what it lacks may well be there.
        among(scopes, Check::note(&SCOPES_UNLISTED).with("as_of", list.as_of), |scope| {
            list.from == ListSource::Service && unlisted(scope) && nearest(scope).is_empty()
        }),
    ];
    each.into_iter().flatten().collect()
}

fn on_client(order: &Order, scopes: &[&str], subject: &DryRunSubject<'_>) -> Option<Check> {
    let there = subject.client.scopes?;
    let missing = Check::bad(&SCOPES_NOT_ON_CLIENT, error::SCOPE_NOT_REGISTERED.name).with("client", order.client.as_str());
    among(scopes, missing, |scope| !there.iter().any(|name| name == scope))
}

/// How an organisation stands to a scope.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Access {
    Given,
    Requested,
    NotGiven,
    /// It must be given by its owner, and whether it was is not known.
    Needed,
    Unknown,
}

fn access(scopes: &[&str], subject: &DryRunSubject<'_>) -> Vec<Check> {
    let stand = |scope: &str| stand(subject.scopes.and_then(|list| list.find(scope)), subject.access, scope);
    if scopes.iter().all(|scope| stand(scope) == Access::Given) {
        return vec![about(Check::good(&SCOPES_GIVEN), scopes)];
    }
    let bad = |code: &Code| Check::bad(code, error::SCOPE_NOT_GRANTED.name);
    let each = [
        among(scopes, bad(&SCOPES_NOT_GIVEN), |scope| stand(scope) == Access::NotGiven),
        among(scopes, bad(&SCOPES_REQUESTED), |scope| stand(scope) == Access::Requested),
        among(scopes, Check::note(&SCOPES_NEED_ACCESS), |scope| stand(scope) == Access::Needed),
    ];
    each.into_iter().flatten().collect()
}

fn stand(listed: Option<&PublicScope>, access: Option<&[ScopeAccess]>, scope: &str) -> Access {
    let for_all = listed.and_then(|listed| listed.for_all);
    match (access, for_all) {
        (_, Some(true)) => Access::Given,
        (Some(access), _) => match access.iter().find(|access| access.scope.as_str() == scope).map(|access| &access.state) {
            Some(AccessState::Approved) => Access::Given,
            Some(AccessState::Requested) => Access::Requested,
            Some(AccessState::Denied) | None => Access::NotGiven,
            Some(AccessState::Other(_)) => Access::Unknown,
        },
        (None, Some(false)) => Access::Needed,
        (None, None) => Access::Unknown,
    }
}
