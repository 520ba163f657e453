//! Which scopes there are, and whose: the public list, or the copy of a part of it that comes along (maskinporten.md 13).

mod offline;
mod public_list;
mod search;

use time::OffsetDateTime;

pub(crate) use self::public_list::named;
use crate::environment::Environment;
use crate::http::Http;
use crate::names::Scope;
use crate::ports::Ports;

/// The scopes that are known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScopeList {
    /// Who says so.
    pub from: ListSource,
    /// As of when.
    pub as_of: OffsetDateTime,
    /// Each of them, by name.
    pub scopes: Vec<PublicScope>,
}

/// Where a list of scopes is from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ListSource {
    /// Digdir: all scopes that are listed openly.
    Service,
    /// The copy that comes along: those that our documents name, which is a part of them.
    Copy,
}

/// A scope that is listed openly.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicScope {
    /// The scope.
    pub scope: Scope,
    /// What its owner says that it is for; empty when nothing is said.
    pub description: String,
    /// Nine digits of whose scope it is.
    pub owner: Option<String>,
    /// The owner's name.
    pub owner_name: Option<String>,
    /// Whether everybody may use it without being given it, where that is told.
    pub for_all: Option<bool>,
    /// Where an organisation delegates it to a supplier (`delegation_source`); none for one that cannot be delegated.
    pub delegation_source: Option<String>,
    /// Integration types that may use it; none means any.
    pub integrations: Vec<String>,
}

impl PublicScope {
    /// Whether its owner gives it to logins alone.
    #[must_use]
    pub fn is_for_people(&self) -> bool {
        !self.integrations.is_empty() && !self.integrations.iter().any(|integration| integration == "maskinporten")
    }
}

/// The public list of the environment, which needs no token; the copy where it cannot be read.
pub async fn list(environment: &Environment, http: &Http, ports: &Ports) -> ScopeList {
    let read = http.trail().step(ports, "maskinporten.scopes", public_list::read(environment, http, ports).await);
    match read {
        Ok(scopes) => ScopeList { from: ListSource::Service, as_of: http.trail().services_time(ports), scopes },
        Err(_) => ScopeList::copy().clone(),
    }
}

impl ScopeList {
    /// What is listed under this name.
    #[must_use]
    pub fn find(&self, scope: &str) -> Option<&PublicScope> {
        self.scopes.iter().find(|listed| listed.scope.as_str() == scope)
    }

    /// Whether the list tells which scopes can be delegated: then one without a source cannot.
    #[must_use]
    pub fn tells_delegation(&self) -> bool {
        self.from == ListSource::Service && self.scopes.iter().any(|listed| listed.delegation_source.is_some())
    }
}
