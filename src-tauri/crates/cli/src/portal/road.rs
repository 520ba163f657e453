//! The road that a person goes in the portal: where it is, and what to paste.

use inngang_engine::environment::Kind;
use inngang_engine::login::Redirect;
use inngang_engine::names::KeyId;
use inngang_engine::selfservice::{PortalClient, PortalField, PortalKind, PortalRoad, portal_road};
use inngang_platform::database::KeyRow;
use serde_json::json;
use url::Url;

use crate::failure::Failed;
use crate::key::Keys;
use crate::profile::Here;
use crate::words::Words;
use crate::{Ending, json, print};

/// Where a login at this computer comes back to: any free port (idporten.md 13.6).
pub(super) fn redirects() -> Vec<String> {
    vec![Redirect::free_port().registered()]
}

pub(super) fn tell(here: &Here<'_>, kind: &str, scopes: &[String], key: Option<&str>, json: bool, words: &Words) -> Result<Ending, Failed> {
    let keys = Keys::read(here.database(), here.id())?;
    let kind = match kind {
        "api_klient" => PortalKind::Login,
        "ansattporten" => PortalKind::Ansattporten,
        _ => PortalKind::Maskinporten,
    };
    let key = chosen(&keys, key, words)?.filter(|_| kind == PortalKind::Maskinporten);
    // The vault's own word for it: a row can come from a copy, and what is registered can sign as the business.
    let public = key.map(|(row, _)| here.ports.keys.public(&row.id)).transpose()?;
    let road = portal_road(
        &PortalClient {
            kind,
            organisation: &here.stored.row.organisation,
            organisation_name: &here.organisation,
            scopes: &super::scopes(scopes, words)?,
            key: public.as_ref().zip(key.map(|(_, kid)| kid)),
            redirect_uris: &redirects(),
            client_uri: None,
        },
        &here.environment,
    )?;
    let practice = here.environment.kind == Kind::Practice;
    Ok(print(&if json { as_json(&road) } else { in_words(&road, practice, words) })?)
}

/// The one that is named, else the newest.
fn chosen<'a>(keys: &'a Keys, key: Option<&str>, words: &Words) -> Result<Option<(&'a KeyRow, &'a KeyId)>, Failed> {
    let row = key.map(|key| keys.find(key, words)).transpose()?;
    Ok(row.or_else(|| keys.keys.last()).map(|row| (row, keys.kid(row))))
}

fn as_json(road: &PortalRoad) -> String {
    let field = |field: &PortalField| json!({ "name": field.name, "label": field.label, "value": field.value });
    json::line(&json!({
        "address": road.address.as_ref().map(Url::as_str),
        "terms": road.terms.as_ref().map(Url::as_str),
        "right": road.right,
        "fields": road.fields.iter().map(field).collect::<Vec<_>>(),
        "pem": road.pem,
    }))
}

fn in_words(road: &PortalRoad, practice: bool, words: &Words) -> String {
    let said = |key: &str, value: &str| words.get(&format!("cli:portal.{key}"), &[("value", value)]) + "\n";
    let mut text = String::new();
    match practice {
        // The town closes when this program ends.
        true => text.push_str(&said("in_practice", "")),
        false => {
            for (key, value) in [("address", &road.address), ("terms", &road.terms)] {
                text.extend(value.as_ref().map(|url| said(key, url.as_str())));
            }
        }
    }
    text.extend(road.right.map(|right| said("right", right)));
    text.push('\n');
    for PortalField { name, label, value } in &road.fields {
        let shown = match (value.as_str(), *name) {
            // A client without scopes gets no token.
            ("", "scopes") => words.get("cli:portal.leave_scopes", &[]),
            ("", _) => words.get("cli:portal.leave", &[]),
            _ => value.replace('\n', "\n  "),
        };
        text.push_str(&format!("{label}:\n  {shown}\n"));
    }
    text.extend(road.pem.as_ref().map(|pem| format!("\n{}\n{pem}", words.get("cli:portal.pem", &[]))));
    text
}
