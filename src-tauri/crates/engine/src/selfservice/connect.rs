//! Connecting: a token for as much as is given, and the prefix under which the API answers.

use std::sync::RwLock;

use serde_json::Value;

use super::access::{MODIFY, READ, WRITE};
use super::call::{Call, Verb};
use super::{Access, SelfService, SelfServiceError};
use crate::environment::{Environment, EnvironmentError, Origin};
use crate::http::Http;
use crate::maskinporten::{MaskinportenError, Order, Token, Tokens};
use crate::names::Scope;
use crate::ports::Ports;
use crate::problem::{Explain as _, Fact, Problem};

/// Where the API has been seen, newest first (idporten.md 14.2). The prefix of the environment is tried before them.
const PREFIXES: [&str; 3] = ["/api/v1", "/external/api/v1", ""];
/// Refusals that are about a scope (maskinporten.md 10.2).
const SCOPE_REFUSALS: [&str; 3] = ["maskinporten.scope_not_registered", "maskinporten.scope_not_granted", "maskinporten.scope_refused"];

/// Fetches a token for reading, creating, changing as far as Maskinporten gives it, and finds the API by listing the clients.
/// Nothing is written.
///
/// # Errors
/// [`SelfServiceError`]; [`SelfServiceError::ScopeMissing`] when not even reading is given.
pub async fn connect(access: Access, environment: &Environment, http: &Http, ports: &Ports) -> Result<SelfService, SelfServiceError> {
    let base = environment.hosts.self_service_api.clone().ok_or(EnvironmentError::NoHost { field: "self_service_api" })?;
    let (environment, http, ports) = (environment.clone(), http.clone(), ports.clone());
    let tokens = Tokens::new(environment.clone(), http.clone(), ports.clone());
    let (order, scopes) = all_that_is_given(&access, &tokens).await?;
    let service = SelfService { order, base: RwLock::new(base), scopes, tokens, environment, http, ports };
    let found = find(&service).await;
    let base = service.http.trail().step(&service.ports, "selfservice.connect", found)?;
    Ok(SelfService { base: RwLock::new(base), ..service })
}

/// The order for all that the client may do, and what of it the token gives. Maskinporten refuses an order whole, so what it refuses
/// is left out of the next.
async fn all_that_is_given(access: &Access, tokens: &Tokens) -> Result<(Order, Vec<Scope>), SelfServiceError> {
    let obtain = async |scopes: &[Scope]| {
        let order = Order::new(access.client.clone(), scopes.to_vec(), access.credential.clone());
        let granted = granted(&*tokens.obtain(&order).await?, scopes);
        Ok::<_, MaskinportenError>((order, granted))
    };
    let missing = |scopes: &[&str]| SelfServiceError::ScopeMissing {
        client: access.client.clone(),
        scopes: scopes.iter().map(|scope| (*scope).to_owned()).collect(),
        said: None,
    };
    let mut wanted = parse(&[READ, WRITE, MODIFY]);
    while !wanted.is_empty() {
        match obtain(&wanted).await {
            Ok((_, granted)) if !granted.iter().any(|scope| scope.as_str() == READ) => return Err(missing(&[READ])),
            Ok(given) => return Ok(given),
            Err(error) => match refused(&error) {
                Some(refused) => wanted.retain(|scope| !refused.iter().any(|name| name == scope.as_str())),
                None => return Err(error.into()),
            },
        }
    }
    // It was not told which, so any of them may be the one.
    let mut best = obtain(&parse(&[READ])).await.map_err(|error| match refused(&error) {
        Some(_) => missing(&[READ, WRITE, MODIFY]),
        None => error.into(),
    })?;
    for more in [WRITE, MODIFY] {
        if let Ok(given) = obtain(&parse(&[READ, more])).await {
            best = given;
        }
    }
    Ok(best)
}

fn parse(scopes: &[&str]) -> Vec<Scope> {
    scopes.iter().filter_map(|scope| scope.parse().ok()).collect()
}

/// What the token says that it gives; an opaque one gives what was ordered.
fn granted(token: &Token, ordered: &[Scope]) -> Vec<Scope> {
    let said = &token.facts.scopes;
    ordered.iter().filter(|scope| said.is_empty() || said.iter().any(|name| name == scope.as_str())).cloned().collect()
}

/// The scopes that a refusal is about: those that it names, or all that were ordered.
fn refused(error: &MaskinportenError) -> Option<Vec<String>> {
    let Problem { code, mut facts, .. } = error.explain();
    match facts.remove("scopes") {
        Some(Fact::List(scopes)) if SCOPE_REFUSALS.contains(&code) => Some(scopes),
        _ => None,
    }
}

/// Lists the clients under one prefix after the other, until something answers as an API does.
pub(super) async fn find(service: &SelfService) -> Result<Origin, SelfServiceError> {
    let configured = service.environment.hosts.self_service_api.clone().ok_or(EnvironmentError::NoHost { field: "self_service_api" })?;
    let others = PREFIXES.into_iter().filter(|prefix| *prefix != configured.path()).map(|prefix| configured.under(prefix));
    let places: Vec<Origin> = std::iter::once(configured.clone()).chain(others).collect();
    let mut first = None;
    for base in places {
        match service.call_at(&base, Call::new(Verb::Get, "/clients", &["clients"])).await {
            Ok(response) if response.json::<Value>().is_ok_and(|body| body.is_array()) => return Ok(base),
            Ok(response) => drop(first.get_or_insert_with(|| response.said())),
            Err(error) => match error.elsewhere() {
                Some(said) => drop(first.get_or_insert_with(|| said.clone())),
                None => return Err(error),
            },
        }
    }
    Err(SelfServiceError::NoApi { host: configured.authority().to_owned(), said: first.unwrap_or_default().into() })
}
