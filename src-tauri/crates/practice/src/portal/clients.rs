//! What a new client must have (idporten.md 2, 13.5, 13.6).

use std::collections::BTreeSet;

use super::refusal::Refusal;
use crate::form::Fields;
use crate::idporten::LoginSettings;
use crate::store::{Client, ClientKind};
use crate::world::World;

const LOOPBACK: &str = "http://127.0.0.1:0/callback";
/// A login client has these always.
const LOGIN_SCOPES: [&str; 2] = ["openid", "profile"];
const LONGEST_NAME: usize = 255;

impl ClientKind {
    /// The form's value.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Maskinporten => "maskinporten",
            Self::IdPorten => "idporten",
        }
    }

    fn named(name: &str) -> Option<Self> {
        [Self::Maskinporten, Self::IdPorten].into_iter().find(|kind| kind.name() == name)
    }
}

/// A client as the form describes it, with a new id.
pub(super) fn read(world: &World, fields: &Fields) -> Result<Client, Refusal> {
    let organisation = fields.first("organisation").and_then(|number| world.town.organisation(number));
    let organisation = organisation.filter(|organisation| organisation.can_act()).ok_or_else(|| Refusal::new("no_organisation"))?;
    let kind = fields.first("kind").and_then(ClientKind::named).ok_or_else(|| Refusal::new("client_kind"))?;
    let name = fields.first("name").unwrap_or_default().trim();
    if name.is_empty() || name.chars().count() > LONGEST_NAME {
        return Err(Refusal::new("client_name"));
    }
    Ok(Client {
        id: uuid::Uuid::new_v4().to_string(),
        name: name.to_owned(),
        description: fields.first("description").unwrap_or_default().trim().to_owned(),
        organisation: organisation.number.to_owned(),
        kind,
        scopes: scopes(world, kind, fields)?,
        redirect_uris: redirect_uris(kind, fields)?,
        login: LoginSettings::default(),
        keys: Vec::new(),
        created: world.clock.now(),
        active: true,
    })
}

/// The ticked scopes. One that is not in the form's list is refused.
pub(super) fn scopes(world: &World, kind: ClientKind, fields: &Fields) -> Result<BTreeSet<String>, Refusal> {
    let fixed = if kind == ClientKind::IdPorten { LOGIN_SCOPES.as_slice() } else { &[] };
    let mut scopes: BTreeSet<String> = fixed.iter().map(|&scope| scope.to_owned()).collect();
    for name in fields.all("scope") {
        if !world.town.scope(name).is_some_and(|scope| fits(kind, scope)) {
            return Err(Refusal::of("client_scope", name));
        }
        scopes.insert(name.to_owned());
    }
    if scopes.is_empty() {
        return Err(Refusal::new("client_no_scope"));
    }
    Ok(scopes)
}

pub(super) fn fits(kind: ClientKind, scope: &crate::Scope) -> bool {
    match kind {
        ClientKind::Maskinporten => scope.used_with.by_machine(),
        ClientKind::IdPorten => scope.used_with.by_person(),
    }
}

/// Native clients: plain http on a loopback address (idporten.md 3).
fn redirect_uris(kind: ClientKind, fields: &Fields) -> Result<Vec<String>, Refusal> {
    if kind == ClientKind::Maskinporten {
        return Ok(Vec::new());
    }
    let asked: Vec<String> = fields.all("redirect_uri").map(|uri| uri.trim().to_owned()).filter(|uri| !uri.is_empty()).collect();
    let loopback = |uri: &String| ["http://127.0.0.1:", "http://[::1]:", "http://localhost:"].iter().any(|start| uri.starts_with(start));
    match asked.iter().find(|uri| !loopback(uri) || url::Url::parse(uri).is_err()) {
        Some(wrong) => Err(Refusal::of("client_redirect", wrong)),
        None if asked.is_empty() => Ok(vec![LOOPBACK.to_owned()]),
        None => Ok(asked),
    }
}
