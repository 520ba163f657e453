//! What can be seen to be wrong with a system before anything is sent: what the register checks, and where it is lenient some more.

use std::collections::{BTreeMap, HashSet};

use url::Url;

use super::draft::{Draft, LANGUAGES, PACKAGE};
use super::error::{
    CLIENT_FORM, ID_LONG, ID_MISSING, ID_SIGNS, NO_CLIENT, NO_RIGHTS, PACKAGE_FORM, RESOURCE_SIGNS, TEXT_MISSING, URL_TWICE,
};
use super::finding::{Field, Finding};
use crate::altinn::FieldRefusal;
use crate::names::{ClientId, OrgNumber, turns_reading};

/// It becomes a part of an address (altinn.md 4.2).
const LONGEST_ID: usize = 255;

impl Draft {
    /// What is wrong with it, for a vendor. A system that is there already keeps its id, whatever that looks like.
    #[must_use]
    pub fn check(&self, vendor: &OrgNumber, is_new: bool) -> Vec<Finding> {
        let mut findings = if is_new { id(&self.id, vendor) } else { Vec::new() };
        findings.extend([languages(Field::Name, &self.name), languages(Field::Description, &self.description)].into_iter().flatten());
        findings.extend(clients(&self.clients));
        findings.extend(redirect_urls(&self.redirect_urls));
        findings.extend(resources(&self.resources));
        findings.extend(packages(&self.packages));
        if self.resources.is_empty() && self.packages.is_empty() {
            findings.push(Finding::note(Field::Resources, NO_RIGHTS.problem()));
        }
        findings
    }
}

/// The register's own refusal (altinn.md 4.4), seen beforehand.
pub(super) fn foreseen(field: Field, code: &'static str, values: Vec<String>) -> Finding {
    Finding { field, ..Finding::of(&FieldRefusal::foreseen(code, values)) }
}

fn id(id: &str, vendor: &OrgNumber) -> Vec<Finding> {
    let wrong = |problem| Finding::wrong(Field::Id, problem);
    let refused = |code| foreseen(Field::Id, code, vec![format!("{vendor}_")]);
    let name = id.strip_prefix(vendor.as_str()).and_then(|rest| rest.strip_prefix('_'));
    let is_plain = |sign: char| sign.is_ascii_alphanumeric() || matches!(sign, '-' | '_');
    let mut findings = Vec::new();
    match name {
        _ if id.is_empty() => findings.push(wrong(ID_MISSING.problem().with("prefix", format!("{vendor}_")))),
        Some("") => findings.push(wrong(ID_MISSING.problem().with("prefix", format!("{vendor}_")))),
        Some(_) => {}
        None => findings.push(refused("AUTH.VLD-00001")),
    }
    if id.contains(char::is_whitespace) {
        findings.push(refused("AUTH.VLD-00013"));
    } else if !id.chars().all(is_plain) {
        findings.push(wrong(ID_SIGNS.problem()));
    }
    if id.chars().count() > LONGEST_ID {
        findings.push(wrong(ID_LONG.problem().with("most", i64::try_from(LONGEST_ID).unwrap_or(i64::MAX))));
    }
    findings
}

/// All three: customers read their own, and the name in bokmål becomes the system user's.
fn languages(field: Field, texts: &BTreeMap<String, String>) -> Option<Finding> {
    let missing = LANGUAGES.iter().filter(|language| texts.get(**language).is_none_or(|text| text.trim().is_empty()));
    let missing: Vec<String> = missing.map(|language| (*language).to_owned()).collect();
    (!missing.is_empty()).then(|| Finding::wrong(field, TEXT_MISSING.problem().with("languages", missing)))
}

fn clients(clients: &[String]) -> Vec<Finding> {
    let odd: Vec<String> = clients.iter().filter(|client| client.parse::<ClientId>().is_err()).cloned().collect();
    let mut findings = Vec::new();
    if clients.is_empty() {
        findings.push(Finding::note(Field::Clients, NO_CLIENT.problem()));
    }
    if !odd.is_empty() {
        findings.push(Finding::wrong(Field::Clients, CLIENT_FORM.problem().with("named", odd)));
    }
    findings.extend(twice(clients).map(|twice| foreseen(Field::Clients, "AUTH.VLD-00011", twice)));
    findings
}

fn redirect_urls(urls: &[String]) -> Vec<Finding> {
    let is_https = |text: &&String| Url::parse(text).is_ok_and(|url| url.scheme() == "https" && url.has_host());
    let odd: Vec<String> = urls.iter().filter(|url| !is_https(url) || url.contains(char::is_whitespace)).cloned().collect();
    let mut findings = Vec::new();
    if !odd.is_empty() {
        findings.push(foreseen(Field::RedirectUrls, "AUTH.VLD-00005", odd));
    }
    findings.extend(twice(urls).map(|twice| Finding::wrong(Field::RedirectUrls, URL_TWICE.problem().with("named", twice))));
    findings
}

fn resources(resources: &[String]) -> Vec<Finding> {
    let is_odd = |sign: char| sign.is_whitespace() || sign.is_control() || turns_reading(sign) || matches!(sign, '/' | '?' | '#');
    let (urns, ids): (Vec<String>, Vec<String>) = resources.iter().cloned().partition(|id| id.starts_with("urn:"));
    let odd: Vec<String> = ids.into_iter().filter(|id| id.is_empty() || id.contains(is_odd)).collect();
    let mut findings = Vec::new();
    if !urns.is_empty() {
        // A URN of something else than a resource: the draft has taken those of resources off.
        findings.push(foreseen(Field::Resources, "AUTH.VLD-00009", urns));
    }
    if !odd.is_empty() {
        findings.push(Finding::wrong(Field::Resources, RESOURCE_SIGNS.problem().with("named", odd)));
    }
    findings.extend(twice(resources).map(|twice| foreseen(Field::Resources, "AUTH.VLD-00006", twice)));
    findings
}

fn packages(packages: &[String]) -> Vec<Finding> {
    let odd: Vec<String> = packages.iter().filter(|urn| !is_package(urn)).cloned().collect();
    let mut findings = Vec::new();
    if !odd.is_empty() {
        findings.push(Finding::wrong(Field::Packages, PACKAGE_FORM.problem().with("named", odd)));
    }
    findings.extend(twice(packages).map(|twice| foreseen(Field::Packages, "AUTH.VLD-00007", twice)));
    findings
}

/// `urn:altinn:accesspackage:` and a name.
#[must_use]
pub fn is_package(urn: &str) -> bool {
    let is_plain = |sign: char| sign.is_ascii_alphanumeric() || matches!(sign, '-' | '_');
    urn.strip_prefix(PACKAGE).is_some_and(|name| !name.is_empty() && name.chars().all(is_plain))
}

/// Those that stand there more than once, whatever the case of their letters.
fn twice(names: &[String]) -> Option<Vec<String>> {
    let (mut seen, mut told) = (HashSet::new(), HashSet::new());
    let again = names.iter().filter(|name| !seen.insert(name.to_lowercase()) && told.insert(name.to_lowercase()));
    let again: Vec<String> = again.cloned().collect();
    (!again.is_empty()).then_some(again)
}
