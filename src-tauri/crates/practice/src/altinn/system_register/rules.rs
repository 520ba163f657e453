//! What must be right in a system, in the order in which Altinn says what is not (altinn.md 4.3, 4.4).

use url::Url;

use super::form::Form;
use crate::altinn::problem::{
    CLIENT_TAKEN, CLIENT_TWICE, Invalid, PACKAGE_TWICE, PACKAGE_UNKNOWN, REDIRECT_URL, RESOURCE_FORM, RESOURCE_KIND, RESOURCE_UNKNOWN,
    RIGHT_TWICE, SYSTEM_ID, SYSTEM_SPACES, SYSTEM_TAKEN, VISIBLE_FOR_CLIENTS,
};
use crate::store::Record;
use crate::systems::{RESOURCE, Right};
use crate::town::Town;

/// A new one.
pub(super) fn new(form: &Form, vendor: &str, record: &Record) -> Vec<Invalid> {
    let named = form.id.strip_prefix(vendor).and_then(|rest| rest.strip_prefix('_')).is_some_and(|name| !name.is_empty());
    let mut found = Vec::new();
    found.extend((!named).then_some(SYSTEM_ID));
    found.extend(form.id.contains(char::is_whitespace).then_some(SYSTEM_SPACES));
    found.extend(record.systems.contains_key(&form.id).then_some(SYSTEM_TAKEN));
    found.extend(content(form, record));
    found
}

/// What a new system and a changed one have in common.
pub(super) fn content(form: &Form, record: &Record) -> Vec<Invalid> {
    let mut found = Vec::new();
    found.extend((!form.redirect_urls.iter().all(|url| is_https(url))).then_some(REDIRECT_URL));
    found.extend(rights(&form.rights));
    found.extend(packages(&form.packages, form.is_visible));
    found.extend(has_twice(&form.client_ids, |one, other| one.eq_ignore_ascii_case(other)).then_some(CLIENT_TWICE));
    found.extend(record.client_elsewhere(&form.id, &form.client_ids).map(|_| CLIENT_TAKEN));
    found
}

pub(super) fn rights(rights: &[Right]) -> Vec<Invalid> {
    let attributes = || rights.iter().flat_map(|right| &right.resource);
    let malformed: Vec<String> = attributes().filter(|attribute| attribute.id != RESOURCE).map(|attribute| attribute.id.clone()).collect();
    let named = || attributes().filter(|attribute| attribute.id == RESOURCE).map(|attribute| &attribute.value);
    let unknown: Vec<String> = named().filter(|id| Town.resource(id).is_none()).cloned().collect();
    let barred = |id: &&String| Town.resource(id).is_some_and(|resource| !resource.kind.is_for_systems());
    let barred: Vec<String> = named().filter(barred).cloned().collect();
    let mut found = Vec::new();
    found.extend(RESOURCE_FORM.about("Invalid Resource Id Details : ", &malformed));
    found.extend(has_twice(rights, Right::is).then_some(RIGHT_TWICE));
    found.extend(RESOURCE_UNKNOWN.about("ResourceIds Not Found : ", &unknown));
    found.extend(RESOURCE_KIND.about("ResourceIds Not Delegable : ", &barred));
    found
}

pub(super) fn packages(urns: &[String], is_visible: bool) -> Vec<Invalid> {
    let usable = |urn: &&String| Town.package(urn).is_some_and(|package| package.delegable || package.assignable);
    let unusable: Vec<String> = urns.iter().filter(|urn| !usable(urn)).cloned().collect();
    let for_clients = urns.iter().filter_map(|urn| Town.package(urn)).any(|package| package.is_for_clients());
    let mut found = Vec::new();
    found.extend(has_twice(urns, PartialEq::eq).then_some(PACKAGE_TWICE));
    found.extend(PACKAGE_UNKNOWN.about("Invalid Urn Details : ", &unusable));
    found.extend((is_visible && for_clients).then_some(VISIBLE_FOR_CLIENTS));
    found
}

fn has_twice<T>(items: &[T], same: impl Fn(&T, &T) -> bool) -> bool {
    items.iter().enumerate().any(|(number, item)| items.iter().skip(number + 1).any(|other| same(item, other)))
}

/// Absolute: scheme and host.
fn is_https(url: &str) -> bool {
    Url::parse(url).is_ok_and(|url| url.scheme() == "https" && url.has_host())
}
