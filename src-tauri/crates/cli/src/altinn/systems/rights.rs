//! Resources and access packages, searched; with what a system can do with each.

use std::collections::BTreeMap;

use inngang_engine::altinn::Platform;
use inngang_engine::altinn::registry::{Fitness, Listed, Origin, Registry};
use serde_json::{Value, json};
use time::OffsetDateTime;

use super::Rights;
use crate::failure::Failed;
use crate::words::Words;
use crate::{Ending, json, print};

/// One of them, whichever it is.
struct Found<'a> {
    id: &'a str,
    name: &'a BTreeMap<String, String>,
    fitness: Fitness,
}

pub(super) async fn search(rights: Rights, typed: &str, platform: &Platform, json: bool, words: &Words) -> Result<Ending, Failed> {
    let registry = Registry::default();
    let text = match rights {
        Rights::Resources => {
            // One word may be the whole id of an app that no list has.
            let list = registry
                .resources_with(&[typed.trim().to_owned()].map(|id| if id.contains(' ') { String::new() } else { id }), platform)
                .await;
            let found = list.search(typed).into_iter();
            let found = found.map(|entry| Found { id: &entry.id, name: &entry.title, fitness: entry.fitness() }).collect();
            told(source(&list), found, json, words)
        }
        Rights::Packages => {
            let list = registry.packages(platform).await;
            let found = list.search(typed).into_iter();
            let found = found.map(|entry| Found { id: &entry.urn, name: &entry.name, fitness: entry.fitness() }).collect();
            told(source(&list), found, json, words)
        }
    };
    Ok(print(&text)?)
}

const fn source<T>(list: &Listed<T>) -> (Origin, OffsetDateTime) {
    (list.origin, list.as_of)
}

fn told((origin, as_of): (Origin, OffsetDateTime), found: Vec<Found<'_>>, json: bool, words: &Words) -> String {
    let from = if origin == Origin::Service { "service" } else { "copy" };
    if json {
        let each = |found: &Found<'_>| json!({ "id": found.id, "name": found.name, "fitness": name(found.fitness) });
        let found: Value = found.iter().map(each).collect();
        return json::line(&json!({ "from": from, "as_of": json::moment(as_of), "found": found }));
    }
    let mut text = words.get(&format!("cli:altinn.systems.from.{from}"), &[("date", &words.day(as_of))]) + "\n";
    if found.is_empty() {
        text.push_str(&(words.get("cli:altinn.systems.nothing", &[]) + "\n"));
    }
    for found in found {
        let called = found.name.get(words.language).or_else(|| found.name.get("nb")).map_or("", String::as_str);
        let fitness = words.get(&format!("cli:altinn.systems.fitness.{}", name(found.fitness)), &[]);
        let values = [("id", found.id), ("name", called), ("fitness", fitness.as_str())];
        text.push_str(&(words.get("cli:altinn.systems.right", &values) + "\n"));
    }
    text
}

/// As programs and texts name it.
const fn name(fitness: Fitness) -> &'static str {
    match fitness {
        Fitness::Any => "any",
        Fitness::ClientsOnly => "clients_only",
        Fitness::OwnOnly => "own_only",
        Fitness::NotDelegable => "not_delegable",
        Fitness::WrongKind => "wrong_kind",
    }
}
