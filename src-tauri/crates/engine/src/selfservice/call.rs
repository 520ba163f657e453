//! A connection to the API: where it answers, as whom we ask, with a token that still holds.

use std::sync::{PoisonError, RwLock};

use serde_json::Value;
use url::Url;

use super::access::{MODIFY, WRITE};
use super::{Rights, SelfServiceError, connect, refusal};
use crate::environment::{Environment, Origin};
use crate::http::{Http, HttpFailure, Request, Response};
use crate::maskinporten::{Order, Tokens};
use crate::names::{ClientId, Scope};
use crate::ports::Ports;
use crate::secret::Secret;

/// A connection to the self-service API, which [`super::connect`] makes.
pub struct SelfService {
    /// What its token is ordered by.
    pub(super) order: Order,
    /// Where it was found; it may move.
    pub(super) base: RwLock<Origin>,
    /// What the token may do, of what was ordered.
    pub(super) scopes: Vec<Scope>,
    pub(super) tokens: Tokens,
    pub(super) environment: Environment,
    pub(super) http: Http,
    pub(super) ports: Ports,
}

/// What a call does, which decides the scope that it needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Verb<'a> {
    Get,
    Create(&'a Value),
    Post(Option<&'a Value>),
    Put(&'a Value),
    Delete,
}

/// One call: `{base}/{path…}?{query}`.
#[derive(Debug, Clone, Copy)]
pub(super) struct Call<'a> {
    pub(super) verb: Verb<'a>,
    /// Path without values, for the trail.
    pub(super) template: &'static str,
    pub(super) path: &'a [&'a str],
    pub(super) query: Option<(&'static str, &'static str)>,
    /// Only if what is there still has this entity tag.
    pub(super) if_match: Option<&'a str>,
}

impl<'a> Call<'a> {
    pub(super) const fn new(verb: Verb<'a>, template: &'static str, path: &'a [&'a str]) -> Self {
        Self { verb, template, path, query: None, if_match: None }
    }
}

impl SelfService {
    /// The address that was found, with its prefix.
    #[must_use]
    pub fn base(&self) -> Origin {
        self.base.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The administration client.
    #[must_use]
    pub const fn client(&self) -> &ClientId {
        &self.order.client
    }

    /// What the token may do.
    #[must_use]
    pub fn rights(&self) -> Rights {
        Rights::of(&self.scopes)
    }

    /// Calls where the API was found. When it answers there no more it is found anew, and what only reads is read again.
    pub(super) async fn call(&self, call: Call<'_>) -> Result<Response, SelfServiceError> {
        let base = self.base();
        let outcome = self.call_at(&base, call).await;
        let moved = call.verb == Verb::Get && outcome.as_ref().is_err_and(|error| error.elsewhere().is_some());
        if !moved {
            return outcome;
        }
        let Some(found) = connect::find(self).await.ok().filter(|found| *found != base) else { return outcome };
        self.base.write().unwrap_or_else(PoisonError::into_inner).clone_from(&found);
        self.call_at(&found, call).await
    }

    /// Calls, once more with a new token after a 401, and reads a refusal.
    pub(super) async fn call_at(&self, base: &Origin, call: Call<'_>) -> Result<Response, SelfServiceError> {
        self.may(call.verb)?;
        let token = self.tokens.obtain(&self.order).await?;
        let mut response = self.send(base, &call, &token.secret).await?;
        if response.status == 401 {
            let another = self.tokens.obtain_anew(&self.order).await?;
            response = self.send(base, &call, &another.secret).await?;
        }
        if response.is_success() { Ok(response) } else { Err(refusal::read(&response, &call, self)) }
    }

    /// [`Self::call`] as a named step of the trail.
    pub(super) async fn step(&self, name: &'static str, call: Call<'_>) -> Result<Response, SelfServiceError> {
        self.http.trail().step(&self.ports, name, self.call(call).await)
    }

    /// What cannot succeed is not sent.
    pub(super) fn may(&self, verb: Verb<'_>) -> Result<(), SelfServiceError> {
        let rights = self.rights();
        let (may, would_do): (bool, &[&str]) = match verb {
            Verb::Get => (true, &[]),
            Verb::Create(_) => (rights.create, &[WRITE]),
            Verb::Post(_) | Verb::Put(_) | Verb::Delete => (rights.change, &[MODIFY, WRITE]),
        };
        let scopes = || would_do.iter().map(|scope| (*scope).to_owned()).collect();
        let missing = || SelfServiceError::ScopeMissing { client: self.order.client.clone(), scopes: scopes(), said: None };
        if may { Ok(()) } else { Err(missing()) }
    }

    async fn send(&self, base: &Origin, call: &Call<'_>, token: &Secret<String>) -> Result<Response, HttpFailure> {
        let url = address(base, call);
        let request = match call.verb {
            Verb::Get => Request::get(&url, call.template).of_a_list(),
            Verb::Create(body) | Verb::Post(Some(body)) => Request::post(&url, call.template).json(body),
            Verb::Post(None) => Request::post(&url, call.template),
            Verb::Put(body) => Request::put(&url, call.template).json(body),
            Verb::Delete => Request::delete(&url, call.template),
        };
        self.http.send(request.bearer(token).if_match(call.if_match), &self.ports).await
    }
}

/// A part is one segment, whatever signs are in it. One that would climb (`..`) is sent as what it is not, and is not found.
pub(super) fn address(base: &Origin, call: &Call<'_>) -> Url {
    let mut url = base.join("");
    if let Ok(mut segments) = url.path_segments_mut() {
        segments.pop_if_empty().extend(call.path.iter().map(|part| if matches!(*part, "." | "..") { "-" } else { part }));
    }
    if let Some((name, value)) = call.query {
        url.query_pairs_mut().append_pair(name, value);
    }
    url
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::environment::{EnvironmentError, Kind};

    #[test]
    fn a_client_id_is_one_segment() -> Result<(), EnvironmentError> {
        let check = |base: &str, path: &[&str], expected: &str| -> Result<(), EnvironmentError> {
            let base = Origin::parse("self_service_api", base, Kind::Practice)?;
            assert_eq!(address(&base, &Call::new(Verb::Get, "", path)).path(), expected);
            Ok(())
        };
        check("http://127.0.0.1:1/api/v1", &["clients"], "/api/v1/clients")?;
        check("http://127.0.0.1:1/api/v1/", &["clients", "a/b?c#d%2f", "jwks"], "/api/v1/clients/a%2Fb%3Fc%23d%252f/jwks")?;
        check("http://127.0.0.1:1", &["clients", "..", "jwks"], "/clients/-/jwks")
    }
}
