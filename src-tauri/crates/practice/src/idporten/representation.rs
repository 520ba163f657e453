//! Whom a person acts for at Ansattporten, with how the tokens say it (idporten.md 17).

use serde_json::{Map, Value, json};

use super::details::{Details, Form, Source};
use super::grants::Authorization;
use super::levels::Level;
use crate::altinn::{Access, accesses, subunits};
use crate::town::{Organisation, Person, Standing, Town};

const AUTHORITY: &str = "iso6523-actorid-upis";
/// Documented for the service that gives out key roles (idporten.md 17).
const RIGHTS: [&str; 3] = ["Read", "ArchiveDelete", "ArchiveRead"];
/// The service that gives out key roles, then the resources that the town's Altinn opens.
const RESOURCE_NAMES: [(&str, &str); 4] = [
    ("2480:40", "Produkter og tjenester fra Brønnøysundregistrene"),
    ("app_ttd_demo", "Prøveskjema"),
    ("ske-krav-og-betalinger", "Krav og betalinger"),
    ("altinn_client_administration", "Klientadministrasjon"),
];

/// What the person may choose among, each organisation once.
pub(super) fn choices(details: &Details, person: &Person, level: Level) -> Vec<&'static Organisation> {
    let mut choices: Vec<&'static Organisation> = Vec::new();
    let found = match details.source {
        // Only the employer's account says who the employer is.
        Source::Employer if level == Level::WorkAccount => employer(person).into_iter().collect(),
        Source::Employer => Vec::new(),
        // Altinn knows people by their national id, once they have been there.
        _ if level == Level::WorkAccount || !person.known_in_altinn => Vec::new(),
        _ => details.resources.iter().flat_map(|resource| who_gave(person, resource)).collect(),
    };
    for organisation in found.into_iter().filter(|organisation| is_wanted(details, organisation)) {
        if !choices.contains(&organisation) {
            choices.push(organisation);
        }
    }
    choices
}

/// Where the person has a work account.
pub(super) fn employer(person: &Person) -> Option<&'static Organisation> {
    Town.positions(person.national_id).next().and_then(|position| Town.organisation(position.organisation))
}

fn is_wanted(details: &Details, organisation: &Organisation) -> bool {
    let is_subunit = organisation.parent.is_some();
    let fits = details.form.is_none_or(|form| is_subunit == (form == Form::Business));
    fits && (details.deleted || organisation.standing != Standing::Deleted)
}

/// The organisations that have given the person the resource. Services, with resources that the town does not know, are for those who
/// manage the organisation.
fn who_gave(person: &Person, resource: &str) -> Vec<&'static Organisation> {
    let id = resource_id(resource);
    let is_known = !id.contains(':') && RESOURCE_NAMES.iter().any(|(known, _)| *known == id);
    let is_open = |access: &Access| if is_known { access.resources().contains(&id) } else { access.is_key_role() };
    let with_subunits = |access: Access| std::iter::once(access.organisation).chain(subunits(access.organisation));
    accesses(person, 0).into_iter().filter(is_open).flat_map(with_subunits).collect()
}

/// What the tokens say, each resource with those of the chosen that have given it; nothing when nobody has been chosen.
pub(super) fn granted(details: &Details, person: &Person, chosen: &[&'static Organisation]) -> Option<Value> {
    let objects: Vec<Value> = match details.source {
        Source::Employer => {
            chosen.iter().map(|organisation| json!({ "type": details.source.name(), "orgno": upper(organisation) })).collect()
        }
        source => details
            .resources
            .iter()
            .filter_map(|resource| {
                let there = who_gave(person, resource);
                let chosen: Vec<_> = chosen.iter().copied().filter(|organisation| there.contains(organisation)).collect();
                (!chosen.is_empty()).then(|| object(source, resource, &chosen))
            })
            .collect(),
    };
    (!objects.is_empty()).then_some(Value::Array(objects))
}

fn object(source: Source, resource: &str, chosen: &[&'static Organisation]) -> Value {
    let id = resource_id(resource);
    let name = RESOURCE_NAMES.iter().find(|(known, _)| *known == id).map_or(id, |(_, name)| name);
    let mut object = json!({ "type": source.name(), "resource": resource, "resource_name": name });
    match source {
        Source::Service => object["reportees"] = chosen.iter().map(|organisation| reportee(organisation)).collect(),
        _ => object["authorized_parties"] = chosen.iter().map(|organisation| party(organisation, id)).collect(),
    }
    object
}

fn reportee(organisation: &Organisation) -> Value {
    let mut reportee = upper(organisation);
    (reportee["Name"], reportee["Rights"]) = (organisation.name.into(), RIGHTS.as_slice().into());
    reportee
}

fn party(organisation: &Organisation, id: &str) -> Value {
    json!({
        "orgno": { "authority": AUTHORITY, "ID": identifier(organisation) },
        "resource": id,
        "name": organisation.name,
        "unit_type": organisation.form,
    })
}

/// As the two older types write it: `Authority` with a capital letter.
fn upper(organisation: &Organisation) -> Value {
    json!({ "Authority": AUTHORITY, "ID": identifier(organisation) })
}

fn identifier(organisation: &Organisation) -> String {
    format!("0192:{}", organisation.number)
}

fn resource_id(urn: &str) -> &str {
    urn.strip_prefix("urn:altinn:resource:").unwrap_or(urn)
}

/// What every token says differently because of how the person came in, and for whom.
pub(super) fn tell(claims: &mut Map<String, Value>, authorization: &Authorization) {
    if authorization.level == Level::WorkAccount {
        claims.remove("pid");
    }
    if let Some(details) = &authorization.details {
        claims.insert("authorization_details".to_owned(), details.clone());
    }
}

/// What Ansattporten's ID token says beyond that.
pub(super) fn introduce(claims: &mut Map<String, Value>, authorization: &Authorization) {
    claims.insert("name".to_owned(), authorization.person.name.into());
    if authorization.level == Level::WorkAccount {
        claims.insert("amr".to_owned(), json!(["entraid_pwd", "entraid-mfa"]));
    }
}
