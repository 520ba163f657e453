//! The engine around a test: an environment of this Maskinporten alone, one key, a clock to turn.

use std::sync::Arc;

use base64::prelude::{BASE64_URL_SAFE_NO_PAD, Engine as _};
use inngang_engine::environment::{Environment, Hosts, Kind};
use inngang_engine::http::Http;
use inngang_engine::keys::SigningAlgorithm;
use inngang_engine::maskinporten::{Credential, Order, Tokens};
use inngang_engine::ports::{NoBrowser, OpenUrl, Ports};
use inngang_engine::trail::Trail;
use serde_json::{Map, Value};
use url::Url;

use crate::Outcome;
use crate::ports::{OneKey, Turned};
use crate::service::{Asked, Service};

pub(crate) struct Rig {
    pub(crate) service: Service,
    pub(crate) environment: Environment,
    pub(crate) http: Http,
    pub(crate) ports: Ports,
    turned: Arc<Turned>,
}

impl Rig {
    pub(crate) fn new(service: Service) -> Outcome<Self> {
        Self::with(service, &[])
    }

    /// With more hosts than Maskinporten's.
    pub(crate) fn with(service: Service, others: &[(&'static str, &str)]) -> Outcome<Self> {
        let issuer = format!("{}/", service.origin);
        let hosts = Hosts::named(Kind::Custom, others.iter().copied().chain([("maskinporten", issuer.as_str())]))?;
        let environment = Environment { kind: Kind::Custom, name: "tests".to_owned(), ..Environment::practice(hosts, Vec::new()) };
        let http = Http::new(&environment, Trail::default())?;
        let turned = Arc::<Turned>::default();
        let ports = Ports { keys: Arc::new(OneKey), browser: Arc::new(Nobody), clock: turned.clone() };
        Ok(Self { service, environment, http, ports, turned })
    }

    pub(crate) fn tokens(&self) -> Tokens {
        Tokens::new(self.environment.clone(), self.http.clone(), self.ports.clone())
    }

    /// Turns the computer's clock.
    pub(crate) fn turn(&self, seconds: i64) {
        self.turned.turn(seconds);
    }
}

/// For `a:one`, by the one key.
pub(crate) fn order() -> Outcome<Order> {
    let credential = Credential::RegisteredKey { key: "k".to_owned(), kid: "kid-1".parse()?, algorithm: SigningAlgorithm::Rs256 };
    Ok(Order::new("client-1".parse()?, vec!["a:one".parse()?], credential))
}

/// The grant that was posted.
pub(crate) fn grant(asked: &Asked) -> Outcome<String> {
    let mut fields = url::form_urlencoded::parse(asked.body.as_bytes());
    Ok(fields.find(|(name, _)| name == "assertion").ok_or("no assertion")?.1.into_owned())
}

/// What a grant claims.
pub(crate) fn claims(grant: &str) -> Outcome<Map<String, Value>> {
    part(grant, 1)
}

/// The header, or the claims.
pub(crate) fn part(grant: &str, at: usize) -> Outcome<Map<String, Value>> {
    let part = grant.split('.').nth(at).ok_or("too few parts")?;
    Ok(serde_json::from_slice(&BASE64_URL_SAFE_NO_PAD.decode(part)?)?)
}

pub(crate) struct Nobody;

impl OpenUrl for Nobody {
    fn open(&self, _: &Url) -> Result<(), NoBrowser> {
        Err(NoBrowser)
    }
}
