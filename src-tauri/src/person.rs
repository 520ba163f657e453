//! The person who is logged in, as Altinn meets them.

use std::sync::Arc;

use inngang_contract::{ActingAs, Problem};
use inngang_engine::access::Subject;
use inngang_engine::altinn::{self, AltinnToken, Person, Provider};
use inngang_engine::login::Login;
use inngang_engine::maskinporten::{Token, TypedVariant, Variant};
use inngang_engine::problem::Explain;
use inngang_engine::vendor::system_user_token::{ActAs, obtain};

use crate::active::Active;
use crate::app::App;
use crate::vendor;

/// A login that still holds and that Altinn has use for.
pub(crate) async fn login(active: &Active) -> Result<Arc<Login>, Problem> {
    let login = active.session.fresh(&active.party).await.map_err(|failure| active.show(failure))?;
    Subject::person(&login).map_err(|failure| active.show(failure))?;
    Ok(login)
}

/// Does something as the person, on the platform.
pub(crate) async fn as_person<T, E: Explain>(active: &Active, act: impl AsyncFnOnce(&Person<'_>) -> Result<T, E>) -> Result<T, Problem> {
    let (login, platform) = (login(active).await?, vendor::platform(active));
    act(&Person::new(&platform, &login.access_token)).await.map_err(|failure| active.show(failure))
}

/// A token of Maskinporten's that acts as a system user, by the wizard's client.
pub(crate) async fn system_user(owner: &str, external_ref: &str, scope: &str, app: &App, active: &Active) -> Result<Arc<Token>, Problem> {
    if owner.trim().is_empty() {
        return Err(Problem::bad_organisation());
    }
    let typed = TypedVariant { resources: "", person: None, consumer: "", owner, external_ref };
    let variant = Variant::try_from(typed).map_err(|failure| active.show(failure))?;
    let system_user = variant.system_user.ok_or_else(Problem::bad_organisation)?;
    let scopes = scope.parse().into_iter().collect();
    let act_as = ActAs { system: String::new(), owner: system_user.owner, external_ref: system_user.external_ref, scopes };
    obtain(&act_as, &vendor::vendor(app, active)?).await.map_err(|failure| active.show(failure))
}

/// Altinn's token for whoever asks for parties.
pub(crate) async fn exchanged(acting_as: &ActingAs, app: &App, active: &Active) -> Result<Arc<AltinnToken>, Problem> {
    match acting_as {
        ActingAs::Person => {
            as_person(active, async |person: &Person<'_>| {
                person.has_one_of(altinn::PARTY_SCOPES)?;
                person.token().await
            })
            .await
        }
        ActingAs::SystemUser { owner, external_ref } => {
            let scope = altinn::PARTY_SCOPES.first().copied().unwrap_or_default();
            let token = system_user(owner, external_ref, scope, app, active).await?;
            let exchanged = altinn::exchange(Provider::Maskinporten, &token.secret, &active.environment, &active.http, &active.ports);
            exchanged.await.map(Arc::new).map_err(|failure| active.show(failure))
        }
    }
}
