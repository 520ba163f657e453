//! The engine around a check: environment, client, clock, kept answers.

use std::sync::{Arc, Mutex, PoisonError};

use inngang_engine::certificates::revocation::{Answers, Revocation, check, fetch_issuer};
use inngang_engine::environment::{Environment, Hosts, Kind};
use inngang_engine::http::Http;
use inngang_engine::keys::{KeyError, KeyFacts, KeySize, NewKey, SigningAlgorithm};
use inngang_engine::ports::{Clock, KeyStore, NoBrowser, OpenUrl, Ports};
use inngang_engine::secret::Secret;
use inngang_engine::trail::Trail;
use time::{Duration, OffsetDateTime};
use url::Url;

use crate::server::Server;
use crate::town::{Failure, Town};

pub(crate) struct Rig {
    pub(crate) http: Http,
    environment: Environment,
    answers: Answers,
    clock: Arc<Hands>,
}

impl Rig {
    /// In practice, where `server` stands in for every host that certificates name.
    pub(crate) fn before(server: &Server) -> Result<Self, Failure> {
        let hosts = Hosts::named(Kind::Practice, [("certificate_status", server.address.as_str())])?;
        Self::within(Environment::practice(hosts, Vec::new()))
    }

    pub(crate) fn within(environment: Environment) -> Result<Self, Failure> {
        let http = Http::new(&environment, Trail::default())?;
        let clock = Arc::new(Hands(Mutex::new(OffsetDateTime::now_utc())));
        Ok(Self { http, environment, answers: Answers::default(), clock })
    }

    /// The same client, before any answer.
    pub(crate) fn afresh(self) -> Self {
        Self { answers: Answers::default(), ..self }
    }

    /// Sets the computer's clock.
    pub(crate) fn turn(&self, by: Duration) {
        *self.clock.0.lock().unwrap_or_else(PoisonError::into_inner) += by;
    }

    pub(crate) async fn check(&self, name: &str) -> Result<Revocation, Failure> {
        let town = Town::shared()?;
        let certificate = town.der(name)?;
        Ok(sendable(check(&town.subject(&certificate), &self.answers, &self.environment, &self.http, &self.ports())).await)
    }

    /// Nobody is asked with an issuer who did not sign.
    pub(crate) async fn check_forged(&self, name: &str) -> Result<Revocation, Failure> {
        let town = Town::shared()?;
        let certificate = town.der(name)?;
        let other = town.run(&["rsa", "-in", "impostor.key", "-pubout", "-outform", "DER"])?;
        let mut subject = town.subject(&certificate);
        subject.issuer_spki = &other;
        Ok(check(&subject, &self.answers, &self.environment, &self.http, &self.ports()).await)
    }

    pub(crate) async fn issuer(&self, name: &str, pinned: &(dyn Fn(&[u8; 32]) -> bool + Sync)) -> Result<Option<Vec<u8>>, Failure> {
        let certificate = Town::shared()?.der(name)?;
        Ok(sendable(fetch_issuer(&certificate, pinned, &self.environment, &self.http, &self.ports())).await)
    }

    fn ports(&self) -> Ports {
        Ports { keys: Arc::new(Nobody), browser: Arc::new(Nobody), clock: self.clock.clone() }
    }
}

/// The shell awaits these on any thread.
fn sendable<F: Future + Send>(future: F) -> F {
    future
}

struct Hands(Mutex<OffsetDateTime>);

impl Clock for Hands {
    fn now(&self) -> OffsetDateTime {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// No browser, and no keys: revocation is everybody's to ask about.
struct Nobody;

impl OpenUrl for Nobody {
    fn open(&self, _: &Url) -> Result<(), NoBrowser> {
        Err(NoBrowser)
    }
}

impl KeyStore for Nobody {
    fn generate(&self, _: &str, _: KeySize) -> Result<NewKey, KeyError> {
        Err(KeyError::NotFound)
    }

    fn import(&self, _: &str, _: Secret<Vec<u8>>) -> Result<NewKey, KeyError> {
        Err(KeyError::NotFound)
    }

    fn sign(&self, _: &str, _: SigningAlgorithm, _: &[u8]) -> Result<Vec<u8>, KeyError> {
        Err(KeyError::NotFound)
    }

    fn public(&self, _: &str) -> Result<KeyFacts, KeyError> {
        Err(KeyError::NotFound)
    }

    fn list(&self) -> Result<Vec<String>, KeyError> {
        Ok(Vec::new())
    }

    fn forget(&self, _: &str) -> Result<(), KeyError> {
        Err(KeyError::NotFound)
    }
}
