//! What the portal's forms say of a client, read and shown (idporten.md 13.5, 13.6).

use std::collections::BTreeSet;

use minijinja::{Value, context};

use super::visit::Visit;
use crate::Scope;
use crate::form::Fields;
use crate::registration::{
    ApplicationType, Authentication, ClientKind, Draft, LOGIN_SCOPES, Lifetimes, LoginSettings, Refusal, fits, usual_grants,
};

const LOOPBACK: &str = "http://127.0.0.1:0/callback";

/// A new client before anything is filled in: as usual for a desktop program.
pub(super) fn blank(kind: ClientKind) -> Draft {
    let mut login = LoginSettings::default();
    if !kind.logs_in() {
        (login.application_type, login.authentication) = (ApplicationType::Web, Authentication::PrivateKeyJwt);
    }
    Draft {
        name: String::new(),
        description: String::new(),
        kind,
        scopes: BTreeSet::new(),
        grant_types: usual_grants(kind).iter().map(|&grant| grant.to_owned()).collect(),
        redirect_uris: if kind.logs_in() { vec![LOOPBACK.to_owned()] } else { Vec::new() },
        login,
        lifetimes: Lifetimes::default(),
    }
}

/// Puts into the draft what the fields hold of everything but the scopes. What they do not name stays.
pub(super) fn fill_in(draft: &mut Draft, fields: &Fields) -> Result<(), Refusal> {
    draft.name = fields.first("name").unwrap_or_default().to_owned();
    draft.description = fields.first("description").unwrap_or_default().to_owned();
    seconds(fields, "access_token_lifetime", &mut draft.lifetimes.access)?;
    seconds(fields, "refresh_token_lifetime", &mut draft.lifetimes.refresh)?;
    seconds(fields, "authorization_lifetime", &mut draft.lifetimes.authorization)?;
    if !draft.kind.logs_in() {
        return Ok(());
    }
    if fields.first("redirect_uri").is_some() {
        draft.redirect_uris = lines(fields, "redirect_uri");
    }
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

/// The ticked scopes, with those that a login client always has.
pub(super) fn scopes(kind: ClientKind, fields: &Fields) -> BTreeSet<String> {
    let fixed = if kind.logs_in() { LOGIN_SCOPES.as_slice() } else { &[] };
    fixed.iter().copied().chain(fields.all("scope")).map(str::to_owned).collect()
}

/// Whether the form has the scope without asking.
pub(super) fn is_fixed(kind: ClientKind, scope: &str) -> bool {
    kind.logs_in() && LOGIN_SCOPES.contains(&scope)
}

/// The scopes to tick, with who may use them. What the service desk gives is there for those who have it.
pub(super) fn offered(visit: &Visit, organisation: &str, draft: &Draft) -> Vec<Value> {
    let granted = |scope: &Scope| visit.world.is_granted(organisation, scope.name);
    let fitting = visit.world.town.scopes().iter().filter(|scope| fits(draft.kind, scope) && !is_fixed(draft.kind, scope.name));
    let offered = fitting.filter(|scope| !scope.is_on_request() || granted(scope));
    let show = |scope: &Scope| context! { name => scope.name, ticked => draft.scopes.contains(scope.name), granted => granted(scope) };
    offered.map(show).collect()
}

/// The draft as the form's values.
pub(super) fn shown(draft: &Draft) -> Value {
    let login = &draft.login;
    context! {
        kind => draft.kind.name(),
        logs_in => draft.kind.logs_in(),
        name => draft.name,
        description => draft.description,
        application_type => login.application_type.name(),
        application_types => ApplicationType::ALL.map(ApplicationType::name),
        method => login.authentication.name(),
        methods => Authentication::ALL.map(Authentication::name),
        grant_types => draft.grant_types,
        usual_grants => usual_grants(draft.kind),
        redirect_uris => draft.redirect_uris.join("\n"),
        post_logout_redirect_uris => login.post_logout_redirect_uris.join("\n"),
        frontchannel_logout_uri => login.frontchannel_logout_uri,
        frontchannel_logout_session_required => login.frontchannel_logout_session_required,
        backchannel_logout_uri => login.backchannel_logout_uri,
        client_uri => login.client_uri,
        lifetimes => context! { access => draft.lifetimes.access, refresh => draft.lifetimes.refresh, authorization => draft.lifetimes.authorization },
        reuse_refresh => login.reuse_refresh,
        pkce => login.pkce,
        sso_disabled => login.sso_disabled,
    }
}

/// One address a line, or a field of the same name for each.
fn lines(fields: &Fields, field: &str) -> Vec<String> {
    fields.all(field).flat_map(str::lines).map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect()
}

fn seconds(fields: &Fields, field: &str, value: &mut u32) -> Result<(), Refusal> {
    if let Some(text) = fields.first(field).map(str::trim).filter(|text| !text.is_empty()) {
        *value = text.parse().map_err(|_| Refusal::new("client_lifetimes"))?;
    }
    Ok(())
}
