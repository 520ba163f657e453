//! Rights with packages, systems, organisations, as the pages name them.

use minijinja::{Value, context};
use time::OffsetDateTime;
use time::macros::format_description;

use super::visit::Visit;
use crate::altinn::resource_ids;
use crate::systems::{Right, System};
use crate::town::{Organisation, Town};

/// Each by its title in the language, with its id, and the one thing that may be done with it.
pub(super) fn rights(visit: &Visit, rights: &[Right]) -> Vec<Value> {
    let named = |right: &Right, id: &str| {
        let title = Town.resource(id).map_or(id, |resource| resource.title.in_language(visit.language.tag()));
        context! { id => right.action.as_ref().map_or_else(|| id.to_owned(), |action| format!("{id} ({action})")), title }
    };
    rights.iter().flat_map(|right| resource_ids(right).map(move |id| named(right, id))).collect()
}

/// Each by its title in the language, with the last part of its URN.
pub(super) fn packages(visit: &Visit, packages: &[String]) -> Vec<Value> {
    let named = |urn: &String| match Town.package(urn) {
        Some(package) => context! { id => package.name, title => package.title.in_language(visit.language.tag()) },
        None => context! { id => urn, title => urn },
    };
    packages.iter().map(named).collect()
}

/// A system with its vendor.
pub(super) fn system(visit: &Visit, system: &System) -> Value {
    let name = match visit.language.tag() {
        "nn" => &system.name.nn,
        "en" => &system.name.en,
        _ => &system.name.nb,
    };
    let name = if name.is_empty() { &system.name.nb } else { name };
    context! { id => system.id, name, vendor => organisation(&system.vendor) }
}

/// By its number, also when the town does not know it.
pub(super) fn organisation(number: &str) -> Value {
    context! { number, name => Town.organisation(number).map(|organisation: &Organisation| organisation.name) }
}

/// A moment as the filter `day` wants it.
pub(super) fn date(moment: i64) -> String {
    let date = OffsetDateTime::from_unix_timestamp(moment).unwrap_or(OffsetDateTime::UNIX_EPOCH);
    date.format(format_description!("[year]-[month]-[day]")).unwrap_or_default()
}
