//! The dry run, told: what is in order, what may be a problem, what would be refused; nothing is sent.

use inngang_engine::maskinporten::{Check, DryRunSubject, KnownClient, KnownKey, Order as Wanted, Outcome, ScopeList, StoredKey, dry_run};
use serde_json::{Value, json};

use crate::failure::Failed;
use crate::json::{facts, line, turn};
use crate::place::Place;
use crate::words::Words;
use crate::{Ending, print};

/// Checks the order, and tells of each line.
pub(super) fn tell(wanted: &Wanted, place: &Place<'_>, json: bool, words: &Words) -> Result<Ending, Failed> {
    let checks = check(wanted, place)?;
    let worst = checks.iter().map(|check| check.outcome).max().unwrap_or(Outcome::Good);
    print(&if json { as_json(&checks, worst) } else { in_words(&checks, worst, words) })?;
    Ok(if worst == Outcome::Bad { Ending::Finding } else { Ending::Good })
}

/// By all that the profile knows; without one, by the order alone.
fn check(wanted: &Wanted, place: &Place<'_>) -> Result<Vec<Check>, Failed> {
    let (keys, elsewhere, scopes): (Vec<KnownKey>, Option<String>, Option<ScopeList>) = match place.here {
        Some(here) => {
            let (database, environment) = (here.database(), &here.stored.row.environment);
            let elsewhere = database.client_elsewhere(environment, &wanted.client)?;
            (database.known_keys(here.id(), &wanted.client)?, elsewhere, database.scope_list(environment)?)
        }
        None => Default::default(),
    };
    let key = StoredKey::of(wanted, &place.ports);
    Ok(dry_run(
        wanted,
        &DryRunSubject {
            environment: &place.environment,
            now: place.ports.clock.now(),
            clock: place.http.trail().clock(),
            organisation: place.organisation.as_ref(),
            key: &key,
            revocation: None,
            client: KnownClient { elsewhere: elsewhere.as_deref(), keys: &keys, keys_are_all: false, scopes: None },
            scopes: Some(scopes.as_ref().unwrap_or_else(|| ScopeList::copy())),
            access: None,
            owners: &[],
        },
    ))
}

const fn name(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Good => "good",
        Outcome::Note => "note",
        Outcome::Bad => "bad",
    }
}

fn as_json(checks: &[Check], worst: Outcome) -> String {
    let told = |check: &Check| {
        json!({
            "code": check.code, "outcome": name(check.outcome), "turn": turn(check.turn), "facts": facts(&check.facts),
            "refusal": check.refusal,
        })
    };
    line(&json!({ "sent": false, "outcome": name(worst), "checks": checks.iter().map(told).collect::<Value>() }))
}

fn in_words(checks: &[Check], worst: Outcome, words: &Words) -> String {
    let end = words.get(&format!("cli:token.checked.{}", name(worst)), &[]);
    checks.iter().map(|check| one(check, words)).chain([format!("{end}\n")]).collect()
}

fn one(check: &Check, words: &Words) -> String {
    let part = |part: &str| words.with_facts(&format!("problems:{}.{part}", check.code), &check.facts);
    let (mark, outcome) = match check.outcome {
        Outcome::Good => ("✓", "good"),
        Outcome::Note => ("▲", "note"),
        Outcome::Bad => ("✗", "bad"),
    };
    let outcome = words.get(&format!("cli:token.outcome.{outcome}"), &[]);
    let first = format!("{mark} {outcome}: {}", part("title"));
    match (check.outcome, check.refusal) {
        (Outcome::Good, _) => format!("{first}\n"),
        (_, Some(refusal)) => format!("{first} ({refusal})\n  {} {}\n", part("cause"), part("remedy")),
        (_, None) => format!("{first}\n  {} {}\n", part("cause"), part("remedy")),
    }
}
