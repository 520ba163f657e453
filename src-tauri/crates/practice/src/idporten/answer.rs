//! The authorization response on its way back to the client: idporten.md 5, RFC 9207, JARM.

use axum::http::StatusCode;
use axum::http::header::{CACHE_CONTROL, LOCATION};
use axum::response::{IntoResponse, Response};
use minijinja::context;
use serde_json::{Map, Value, json};

use crate::Fault;
use crate::idporten::refusal::Refusal;
use crate::idporten::request::{ResponseMode, ReturnAddress};
use crate::idporten::shelf::unguessable;
use crate::idporten::{IdPorten, pages};
use crate::page::Language;

/// How long a signed response may be used.
const JARM_LIFETIME: i64 = 600;

impl IdPorten {
    /// Sends the browser back with a refusal.
    pub(super) async fn refuse(&self, to: &ReturnAddress, refusal: &Refusal, language: Language) -> Response {
        self.answer(to, vec![("error", refusal.error.to_owned()), ("error_description", refusal.description.clone())], language).await
    }

    /// Sends the browser back with these parameters, the issuer, the state.
    pub(super) async fn answer(&self, to: &ReturnAddress, mut parameters: Vec<(&'static str, String)>, language: Language) -> Response {
        parameters.extend(self.binding(to));
        if parameters.first().is_some_and(|(name, _)| *name == "code") && self.world.faults.is_on(Fault::DoubleCode) {
            parameters.push(("code", unguessable()));
        }
        if matches!(to.mode, ResponseMode::QueryJwt | ResponseMode::FormPostJwt) {
            match self.jarm(to, parameters).await {
                Ok(response) => parameters = vec![("response", response)],
                Err(refusal) => return refusal.into_response(),
            }
        }
        match to.mode {
            ResponseMode::Query | ResponseMode::QueryJwt => redirect(&with_query(&to.redirect_uri, &parameters)),
            ResponseMode::FormPost | ResponseMode::FormPostJwt => {
                self.provider.show(&pages::FORM_POST, language, StatusCode::OK, context! { action => to.redirect_uri, parameters })
            }
        }
    }

    /// What ties the answer to the provider and to the client's own request.
    fn binding(&self, to: &ReturnAddress) -> impl Iterator<Item = (&'static str, String)> {
        let on = |fault| self.world.faults.is_on(fault);
        let issuer = if on(Fault::WrongIss) { &self.world.addresses.maskinporten } else { self.issuer() };
        let issuer = (!on(Fault::MissingIss)).then(|| ("iss", issuer.to_owned()));
        let state = to.state.as_ref().filter(|_| !on(Fault::MissingState));
        let state = state.map(|state| if on(Fault::BrokenState) { state.chars().rev().chain(['x']).collect() } else { state.clone() });
        issuer.into_iter().chain(state.map(|state| ("state", state)))
    }

    async fn jarm(&self, to: &ReturnAddress, parameters: Vec<(&'static str, String)>) -> Result<String, Refusal> {
        let mut claims: Map<String, Value> = parameters.into_iter().map(|(name, value)| (name.to_owned(), value.into())).collect();
        claims.insert("aud".to_owned(), to.client.clone().into());
        claims.insert("exp".to_owned(), (self.world.clock.now() + JARM_LIFETIME).into());
        let key = self.key(self.provider.key()).await?;
        key.sign(&json!({}), &claims.into()).map_err(|error| Refusal::new("server_error", error))
    }
}

/// 302, as the real service does even after a posted form.
pub(super) fn redirect(location: &str) -> Response {
    (StatusCode::FOUND, [(LOCATION, location), (CACHE_CONTROL, "no-store")]).into_response()
}

/// The registered bytes stay as they are.
pub(super) fn with_query(uri: &str, parameters: &[(&'static str, String)]) -> String {
    let query = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(parameters).finish();
    let separator = if uri.contains('?') { '&' } else { '?' };
    format!("{uri}{separator}{query}")
}
