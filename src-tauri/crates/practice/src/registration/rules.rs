//! What a client must be: idporten.md 2.1, 2.2, 3, 14.4.

use url::Url;

use super::{ApplicationType, Authentication, ClientKind, Draft, JWT_BEARER, Refusal, redirect_uris};
use crate::{Scope, Town};

/// A login client of type `idporten` or `ansattporten` has these and no others.
pub(crate) const LOGIN_SCOPES: [&str; 2] = ["openid", "profile"];
const LONGEST_NAME: usize = 255;

/// Whether a client of this kind may have the scope.
pub(crate) fn fits(kind: ClientKind, scope: &Scope) -> bool {
    match kind {
        ClientKind::Maskinporten => scope.used_with.by_machine(),
        ClientKind::IdPorten => scope.used_with.by_person(),
        ClientKind::Login | ClientKind::Ansattporten => LOGIN_SCOPES.contains(&scope.name),
    }
}

/// The grant types that a client of this kind may have, the first of which it must.
pub(crate) const fn usual_grants(kind: ClientKind) -> &'static [&'static str] {
    match kind {
        ClientKind::Maskinporten => &[JWT_BEARER],
        ClientKind::IdPorten | ClientKind::Login | ClientKind::Ansattporten => &["authorization_code", "refresh_token"],
    }
}

/// The draft with what always follows, or why it cannot be.
pub(super) fn judge(mut draft: Draft) -> Result<Draft, Refusal> {
    draft.name = draft.name.trim().to_owned();
    draft.description = draft.description.trim().to_owned();
    if draft.name.is_empty() || draft.name.chars().count() > LONGEST_NAME {
        return Err(Refusal::new("client_name"));
    }
    if draft.kind.logs_in() {
        draft.scopes.insert("openid".to_owned());
    }
    check_combination(&draft)?;
    check_scopes(&draft)?;
    check_addresses(&draft)?;
    let lifetimes = draft.lifetimes;
    if lifetimes.access == 0 || lifetimes.refresh == 0 || lifetimes.refresh > lifetimes.authorization {
        return Err(Refusal::new("client_lifetimes"));
    }
    draft.login.refresh = draft.grant_types.contains("refresh_token");
    Ok(draft)
}

/// The table of idporten.md 2.2.
fn check_combination(draft: &Draft) -> Result<(), Refusal> {
    let (application, method) = (draft.login.application_type, draft.login.authentication);
    let methods: &[Authentication] = match (draft.kind, application) {
        (ClientKind::Maskinporten, ApplicationType::Web) => &[Authentication::PrivateKeyJwt],
        (ClientKind::Maskinporten, _) => &[],
        (_, ApplicationType::Web) => &[Authentication::ClientSecretBasic, Authentication::ClientSecretPost, Authentication::PrivateKeyJwt],
        (_, ApplicationType::Browser | ApplicationType::Native) => &[Authentication::None],
    };
    if !methods.contains(&method) {
        let what = format!("{} + {} + {}", draft.kind.integration_type(), application.name(), method.name());
        return Err(Refusal::of("client_combination", what));
    }
    let allowed = usual_grants(draft.kind);
    let needed = allowed.first().copied().unwrap_or_default();
    let stranger = draft.grant_types.iter().find(|grant| !allowed.contains(&grant.as_str()));
    match stranger {
        Some(grant) => Err(Refusal::of("client_grant", grant)),
        None if draft.grant_types.contains(needed) => Ok(()),
        None => Err(Refusal::of("client_grant_missing", needed)),
    }
}

/// One that its owner has not granted may be registered: the token endpoint refuses it then.
fn check_scopes(draft: &Draft) -> Result<(), Refusal> {
    let known = |name: &String| Town.scope(name).is_some_and(|scope| fits(draft.kind, scope));
    match draft.scopes.iter().find(|name| !known(name)) {
        Some(name) => Err(Refusal::of("client_scope", name)),
        None if draft.scopes.is_empty() => Err(Refusal::new("client_no_scope")),
        None => Ok(()),
    }
}

fn check_addresses(draft: &Draft) -> Result<(), Refusal> {
    let login = &draft.login;
    let addresses = draft.redirect_uris.iter().map(|uri| redirect_uris::check(uri)).collect::<Result<Vec<_>, _>>()?;
    let logout = [&login.frontchannel_logout_uri, &login.backchannel_logout_uri];
    if !draft.kind.logs_in() {
        let any = !addresses.is_empty() || !login.post_logout_redirect_uris.is_empty() || logout.into_iter().flatten().next().is_some();
        return if any { Err(Refusal::new("client_machine_redirect")) } else { Ok(()) };
    }
    if addresses.is_empty() {
        return Err(Refusal::new("client_no_redirect"));
    }
    login.post_logout_redirect_uris.iter().chain(&login.client_uri).try_for_each(|uri| redirect_uris::check(uri).map(drop))?;
    for uri in logout.into_iter().flatten() {
        let host = |url: &Url| url.host_str().map(str::to_owned);
        let own = host(&redirect_uris::check(uri)?);
        if !addresses.iter().any(|address| host(address) == own) {
            return Err(Refusal::of("client_logout_domain", uri));
        }
    }
    Ok(())
}
