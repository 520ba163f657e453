//! `/logout`: the client asks that the person be logged out (OpenID Connect RP-Initiated Logout 1.0).

use std::sync::Arc;

use axum::extract::{RawQuery, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use minijinja::context;

use crate::form::Fields;
use crate::idporten::answer::{redirect, with_query};
use crate::idporten::client_authentication::login_client;
use crate::idporten::parameters::Parameters;
use crate::idporten::refusal::Refusal;
use crate::idporten::request::is_printable;
use crate::idporten::tokens::pairwise;
use crate::idporten::{IdPorten, pages, sessions};
use crate::jose::{Algorithm, Jws};
use crate::keys::KeyName;
use crate::page::Language;
use crate::town::Person;

/// `GET /logout?…`
pub(super) async fn by_link(State(app): State<Arc<IdPorten>>, RawQuery(query): RawQuery, headers: HeaderMap) -> Response {
    log_out(&app, &Fields::parse(query.unwrap_or_default().as_bytes()), &headers).await
}

/// `POST /logout`
pub(super) async fn by_form(State(app): State<Arc<IdPorten>>, headers: HeaderMap, fields: Fields) -> Response {
    log_out(&app, &fields, &headers).await
}

async fn log_out(app: &IdPorten, fields: &Fields, headers: &HeaderMap) -> Response {
    let language = Language::choose(fields.first("ui_locales"), headers);
    let (hint, location) = match app.asked(fields).await {
        Ok(asked) => asked,
        Err(refusal) => return pages::refused(app.provider, language, &refusal),
    };
    let Some(cookie) = sessions::cookie(headers, app.provider) else {
        let more = context! { language_links => pages::NO_LINKS };
        return app.provider.show(&pages::NO_SESSION, language, StatusCode::BAD_REQUEST, more);
    };
    let ended = app.sessions.end(cookie, app.world.clock.now());
    app.grants.end_logins(|authorization| [hint, ended].into_iter().flatten().any(|person| person == authorization.person));
    let response = match location {
        Some(location) => redirect(&location),
        None => app.provider.show(&pages::LOGGED_OUT, language, StatusCode::OK, context! { language_links => pages::NO_LINKS }),
    };
    sessions::forget(response, app.provider)
}

/// Who was logged in at which client, as an ID token says it; an old one does as well.
struct Hint {
    client: String,
    person: &'static Person,
}

impl IdPorten {
    /// Whose tokens end, where the browser goes, if anywhere. Everything is checked before anything ends.
    async fn asked(&self, fields: &Fields) -> Result<(Option<&'static Person>, Option<String>), Refusal> {
        let parameters = Parameters::of(fields)?;
        let hint = match parameters.text("id_token_hint") {
            Some(token) => Some(self.hint(token).await?),
            None => None,
        };
        let named = parameters.text("client_id");
        let client = hint.as_ref().map(|hint| hint.client.as_str()).or(named);
        if named.is_some() && named != client {
            return Err(Refusal::invalid_request("The id_token_hint was issued to another client"));
        }
        let location = match client {
            Some(client) => self.location(client, &parameters)?,
            None => None,
        };
        Ok((hint.map(|hint| hint.person), location))
    }

    async fn hint(&self, token: &str) -> Result<Hint, Refusal> {
        let refused = || Refusal::invalid_request("The id_token_hint is not an ID token from here");
        let jws = Jws::parse(token).map_err(|_| refused())?;
        let own = self.key(self.provider.key()).await?;
        // One from while the keys were being changed does as well.
        let next = self.world.keys.made(KeyName::IdPortenNext);
        if !std::iter::once(&own).chain(&next).any(|key| jws.is_signed_by(&key.public(), Algorithm::Rs256)) {
            return Err(refused());
        }
        let (Some(client), Some(subject)) = (jws.text("aud"), jws.text("sub")) else { return Err(refused()) };
        let person = self.world.town.people().iter().find(|person| pairwise(client, person) == subject).ok_or_else(refused)?;
        Ok(Hint { client: client.to_owned(), person })
    }

    fn location(&self, client: &str, parameters: &Parameters) -> Result<Option<String>, Refusal> {
        let client = login_client(self, client).ok_or_else(|| Refusal::invalid_client("Unknown or inactive client"))?;
        let Some(location) = parameters.text("post_logout_redirect_uri") else { return Ok(None) };
        if !client.login.post_logout_redirect_uris.iter().any(|registered| registered == location) {
            return Err(Refusal::invalid_request(format!("The post_logout_redirect_uri {location} is not registered")));
        }
        match parameters.text("state") {
            Some(state) if !is_printable(state) => Err(Refusal::invalid_request("The state must be printable ASCII")),
            Some(state) => Ok(Some(with_query(location, &[("state", state.to_owned())]))),
            None => Ok(Some(location.to_owned())),
        }
    }
}
