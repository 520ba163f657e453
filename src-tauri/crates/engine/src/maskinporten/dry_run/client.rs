//! Whether the client id looks like one, and like one of this environment (maskinporten.md 3.2, 14).

use super::codes::{CLIENT, CLIENT_ELSEWHERE, CLIENT_IS_NUMBER, CLIENT_UNUSUAL};
use super::{Check, DryRunSubject};
use crate::environment::{Environment, Kind};
use crate::maskinporten::{Order, error};
use crate::names::OrgNumber;

/// Most ids are UUIDs; older ones have names such as `oidc_…`.
pub(super) fn check(order: &Order, subject: &DryRunSubject<'_>) -> Check {
    let id = order.client.as_str();
    let check = if let Some(elsewhere) = subject.client.elsewhere {
        // A client never exists in two environments.
        let there = Check::bad(&CLIENT_ELSEWHERE, error::CLIENT.name).with("theirs", elsewhere);
        there.with("ours", name(subject.environment))
    } else if id.parse::<OrgNumber>().is_ok() {
        Check::bad(&CLIENT_IS_NUMBER, error::CLIENT.name)
    } else if uuid::Uuid::try_parse(id).is_ok() {
        Check::good(&CLIENT)
    } else {
        Check::note(&CLIENT_UNUSUAL)
    };
    check.with("client", id)
}

/// As profiles and the page name it.
fn name(environment: &Environment) -> &str {
    match environment.kind {
        Kind::Custom => &environment.name,
        kind => kind.as_str(),
    }
}
