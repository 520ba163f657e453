//! What the portal's forms say of a client (idporten.md 13.5, 13.6).

use std::collections::BTreeSet;

use crate::Organisation;
use crate::form::Fields;
use crate::registration::{ApplicationType, Authentication, ClientKind, Draft, LOGIN_SCOPES, Lifetimes, LoginSettings, Refusal};
use crate::world::World;

const LOOPBACK: &str = "http://127.0.0.1:0/callback";

/// The organisation that the form is filled in for.
pub(super) fn organisation(world: &World, fields: &Fields) -> Result<&'static Organisation, Refusal> {
    let organisation = fields.first("organisation").and_then(|number| world.town.organisation(number));
    organisation.filter(|organisation| organisation.can_act()).ok_or_else(|| Refusal::new("no_organisation"))
}

/// A new client. What is left out of the form is as usual for a desktop program.
pub(super) fn read(fields: &Fields) -> Result<Draft, Refusal> {
    let kind = fields.first("kind").and_then(ClientKind::named).ok_or_else(|| Refusal::new("client_kind"))?;
    let mut draft = Draft {
        name: String::new(),
        description: String::new(),
        kind,
        scopes: scopes(kind, fields),
        grant_types: Draft::usual_grants(kind),
        redirect_uris: Vec::new(),
        login: LoginSettings::default(),
        lifetimes: Lifetimes::default(),
    };
    if !kind.logs_in() {
        (draft.login.application_type, draft.login.authentication) = (ApplicationType::Web, Authentication::PrivateKeyJwt);
    }
    fill_in(&mut draft, fields)?;
    if kind.logs_in() && draft.redirect_uris.is_empty() && draft.login.application_type == ApplicationType::Native {
        draft.redirect_uris.push(LOOPBACK.to_owned());
    }
    Ok(draft)
}

/// The ticked scopes, with those that a login client always has.
pub(super) fn scopes(kind: ClientKind, fields: &Fields) -> BTreeSet<String> {
    let fixed = if kind.logs_in() { LOGIN_SCOPES.as_slice() } else { &[] };
    fixed.iter().copied().chain(fields.all("scope")).map(str::to_owned).collect()
}

/// Puts into the draft what the tab Generelt holds.
pub(super) fn fill_in(draft: &mut Draft, fields: &Fields) -> Result<(), Refusal> {
    draft.name = fields.first("name").unwrap_or_default().to_owned();
    draft.description = fields.first("description").unwrap_or_default().to_owned();
    draft.lifetimes = Lifetimes {
        access: seconds(fields, "access_token_lifetime", draft.lifetimes.access)?,
        refresh: seconds(fields, "refresh_token_lifetime", draft.lifetimes.refresh)?,
        authorization: seconds(fields, "authorization_lifetime", draft.lifetimes.authorization)?,
    };
    if !draft.kind.logs_in() {
        return Ok(());
    }
    draft.redirect_uris = lines(fields, "redirect_uri");
    if fields.first("grant_types_shown").is_some() {
        draft.grant_types = fields.all("grant_type").map(str::to_owned).collect();
    }
    let login = &mut draft.login;
    if let Some(name) = fields.first("application_type") {
        login.application_type = ApplicationType::named(name).ok_or_else(|| Refusal::of("client_value", "application_type"))?;
    }
    if let Some(name) = fields.first("token_endpoint_auth_method") {
        login.authentication = Authentication::named(name).ok_or_else(|| Refusal::of("client_value", "token_endpoint_auth_method"))?;
    }
    let one = |field| lines(fields, field).into_iter().next();
    login.post_logout_redirect_uris = lines(fields, "post_logout_redirect_uri");
    login.frontchannel_logout_uri = one("frontchannel_logout_uri");
    login.frontchannel_logout_session_required = fields.first("frontchannel_logout_session_required").is_some();
    login.backchannel_logout_uri = one("backchannel_logout_uri");
    login.client_uri = one("client_uri");
    login.reuse_refresh = fields.first("refresh_token_usage") == Some("REUSE");
    login.pkce = fields.first("code_challenge_method") != Some("none");
    login.sso_disabled = fields.first("sso_disabled").is_some();
    Ok(())
}

/// One address a line, or a field of the same name for each.
fn lines(fields: &Fields, field: &str) -> Vec<String> {
    fields.all(field).flat_map(str::lines).map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect()
}

fn seconds(fields: &Fields, field: &str, usual: u32) -> Result<u32, Refusal> {
    match fields.first(field).map(str::trim).filter(|text| !text.is_empty()) {
        Some(text) => text.parse().map_err(|_| Refusal::new("client_lifetimes")),
        None => Ok(usual),
    }
}
