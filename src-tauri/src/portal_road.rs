//! What a person needs in hand before the portal: its form, filled in.

use inngang_contract::{ClientKind, LoginView, PortalRoadView, Problem, RoadView, StepName, TokenView};
use inngang_engine::login::Redirect;
use inngang_engine::names::Scope;
use inngang_engine::selfservice::{PortalClient, portal_road};

use crate::active::Active;
use crate::app::App;
use crate::setup;

/// What most ask for first, until a token or a login says otherwise: one's own instances, messages and files in Altinn.
const USUAL: [&str; 3] = ["altinn:instances.read", "altinn:correspondence.read", "altinn:broker.read"];
/// What a system's vendor needs, to register it, to ask customers for system users, and to prove whom those reach.
const VENDOR: [&str; 4] = [
    "altinn:authentication/systemregister.write",
    "altinn:authentication/systemuser.request.write",
    "altinn:authentication/systemuser.request.read",
    "altinn:accessmanagement/authorizedparties",
];
const USUAL_LOGIN: [&str; 2] = ["altinn:accessmanagement/authorizedparties", "altinn:instances.read"];

/// The form for a client of this kind, with the wizard's key and the scopes that were asked for last.
pub(crate) fn view(app: &App, active: &Active, kind: ClientKind) -> Result<PortalRoadView, Problem> {
    let key = match kind {
        ClientKind::Maskinporten => setup::key(&app.database, active)?,
        // Nothing is pasted for a login.
        ClientKind::ApiKlient | ClientKind::Ansattporten => None,
    };
    // The vault's own word for it: a row can come from a copy, and what is registered can sign as the business.
    let public = key.as_ref().map(|row| active.ports.keys.public(&row.id)).transpose().map_err(|failure| active.show(failure))?;
    let client = PortalClient {
        kind: kind.into(),
        organisation: &active.row.organisation,
        organisation_name: active.called(),
        scopes: &scopes(app, active, kind)?,
        key: public.as_ref().zip(key.as_ref().map(|row| &row.kid)),
        redirect_uris: &redirect_uris(),
        client_uri: None,
    };
    Ok(PortalRoadView::new(kind, portal_road(&client, &active.environment)?))
}

/// Registered when the provider does not take a free port (idporten.md 3).
const FIXED_PORT: u16 = 38431;

/// Every form of address at this computer that a login may come back to.
pub(crate) fn redirect_uris() -> Vec<String> {
    [Redirect::free_port(), Redirect::fixed_port(FIXED_PORT), Redirect::localhost(FIXED_PORT)]
        .map(|redirect| redirect.registered())
        .to_vec()
}

fn scopes(app: &App, active: &Active, kind: ClientKind) -> Result<Vec<Scope>, Problem> {
    let (asked, usual): (Option<Vec<String>>, &[&str]) = match kind {
        ClientKind::Maskinporten => {
            let asked = setup::document::<TokenView>(&app.database, active, setup::MASKINPORTEN)?.map(|token| token.scopes);
            let road = setup::document::<RoadView>(&app.database, active, setup::ROAD)?;
            if road.is_some_and(|road| road.steps.contains(&StepName::SystemUser)) {
                // A token is asked for with one of them at a time, and all of them are used.
                let others = asked.into_iter().flatten().filter(|scope| !VENDOR.contains(&scope.as_str()));
                (Some(VENDOR.iter().map(|scope| (*scope).to_owned()).chain(others).collect()), &[])
            } else {
                (asked, &USUAL)
            }
        }
        ClientKind::ApiKlient => {
            (setup::document::<LoginView>(&app.database, active, setup::LOGIN)?.map(|login| login.scopes), &USUAL_LOGIN)
        }
        // Whom the person represents is no scope.
        ClientKind::Ansattporten => (None, &[]),
    };
    let scopes = asked.filter(|scopes| !scopes.is_empty()).unwrap_or_else(|| usual.iter().map(|scope| (*scope).to_owned()).collect());
    Ok(scopes.iter().filter_map(|scope| scope.parse().ok()).collect())
}
