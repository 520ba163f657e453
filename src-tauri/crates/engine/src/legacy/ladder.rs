//! The rungs for Altinn 2, cheapest first (altinn.md 10.6): each proves one thing, and the first that breaks ends the climb.

use std::collections::BTreeMap;
use std::time::Instant;

use super::{Call, LegacyError, OldAltinn, OldSession, Page, Resource, call, call::Read};
use crate::access::{Outcome, Rung, SKIPPED_EARLIER};
use crate::names::OrgNumber;
use crate::ports::Ports;
use crate::problem::{Explain as _, Fact};

/// From the bottom. A user climbs to the fifth; an organisation takes the sixth alone.
pub const RUNGS: [&str; 6] =
    ["legacy_reach", "legacy_login", "legacy_profile", "legacy_reportees", "legacy_messages", "legacy_organizations"];

type Facts = BTreeMap<&'static str, Fact>;

/// Climbs as whoever is logged in, or as nobody, who gets as far as the first. `expected` is whom one should be able to act for.
pub async fn check(
    session: Result<&OldSession, LegacyError>,
    expected: Option<&OrgNumber>,
    host: &OldAltinn,
    ports: &Ports,
    mut progress: impl FnMut(&Rung) + Send,
) -> Vec<Rung> {
    let (session, mut refused) = match session {
        Ok(session) => (Some(session), None),
        Err(error) => (None, Some(error)),
    };
    let organisation = session.is_some_and(|session| session.kind.is_organisation());
    let mut rungs: Vec<Rung> = Vec::new();
    let names = RUNGS.into_iter().filter(|name| match *name {
        "legacy_organizations" => organisation,
        "legacy_profile" | "legacy_reportees" | "legacy_messages" => !organisation,
        _ => true,
    });
    for name in names {
        let started = Instant::now();
        let broken = rungs.iter().any(|rung| matches!(rung.outcome, Outcome::Failed(_)));
        let proof = match name {
            _ if broken => None,
            "legacy_login" => Some(refused.take().map_or_else(|| Ok(Facts::new()), Err)),
            _ => Some(rung(name, session, expected, host, ports).await),
        };
        let (outcome, facts) = match proof {
            None => (Outcome::Skipped { why: SKIPPED_EARLIER.name }, Facts::new()),
            Some(Ok(facts)) => (Outcome::Passed, facts),
            Some(Err(error)) => (Outcome::Failed(error.explain()), Facts::new()),
        };
        let rung = Rung { name, outcome, facts, milliseconds: u64::try_from(started.elapsed().as_millis()).unwrap_or(u64::MAX) };
        progress(&rung);
        rungs.push(rung);
    }
    rungs
}

async fn rung(
    name: &str,
    session: Option<&OldSession>,
    expected: Option<&OrgNumber>,
    host: &OldAltinn,
    ports: &Ports,
) -> Result<Facts, LegacyError> {
    let read = async |resource: &str, page: Page| match Resource::named(resource) {
        Some(resource) => call(&Call { page, ..Call::new(resource) }, session, host, ports).await.map(Some),
        None => Ok(None),
    };
    let count = |read: &Option<Read>| {
        let rows = read.iter().map(|read| read.listing.rows.len()).sum::<usize>();
        Facts::from([("count", Fact::from(i64::try_from(rows).unwrap_or(i64::MAX)))])
    };
    match name {
        "legacy_reach" => read("metadata", Page::default()).await.map(|_| Facts::new()),
        "legacy_profile" => read("profile", Page::default()).await.map(|_| Facts::new()),
        "legacy_reportees" => {
            let found = read("reportees", Page::default()).await?;
            let mut cells = found.iter().flat_map(|read| &read.listing.rows).flat_map(|row| &row.cells).flatten();
            // Signed in, and nobody has given the user anything (altinn.md 3.5); or not this organisation.
            match expected {
                Some(number) if !cells.any(|cell| cell == number.as_str()) => Err(LegacyError::NoRoles),
                None if cells.next().is_none() => Err(LegacyError::NoRoles),
                _ => Ok(count(&found)),
            }
        }
        "legacy_messages" => Ok(count(&read("messages", Page { top: Some(1), ..Page::default() }).await?)),
        _ => Ok(count(&read("organizations", Page::default()).await?)),
    }
}
