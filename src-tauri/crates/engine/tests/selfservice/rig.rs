//! The engine around a test: an environment of the tests' Digdir, keys in memory, a clock to turn.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use inngang_engine::environment::{Environment, Hosts, Kind};
use inngang_engine::http::Http;
use inngang_engine::keys::{KeyError, KeyFacts, KeySize, NewKey, PrivateKey, SigningAlgorithm};
use inngang_engine::maskinporten::Credential;
use inngang_engine::ports::{Clock, KeyStore, NoBrowser, OpenUrl, Ports};
use inngang_engine::secret::Secret;
use inngang_engine::selfservice::{Access, Registration, SelfService, SelfServiceError, connect};
use inngang_engine::trail::Trail;
use time::{Duration, OffsetDateTime};
use url::Url;

use crate::Outcome;
use crate::digdir::Digdir;

pub(crate) struct Rig {
    pub(crate) digdir: Digdir,
    pub(crate) environment: Environment,
    pub(crate) http: Http,
    pub(crate) ports: Ports,
    clock: Arc<Hands>,
}

impl Rig {
    pub(crate) async fn start() -> Outcome<Self> {
        let digdir = Digdir::start().await?;
        let address = digdir.state().address.clone();
        let environment = environment(&address, "/api/v1")?;
        let http = Http::new(&environment, Trail::default())?;
        let clock = Arc::new(Hands(Mutex::new(OffsetDateTime::now_utc())));
        let ports = Ports { keys: Arc::new(Memory::default()), browser: Arc::new(Nobody), clock: clock.clone() };
        ports.keys.generate("administration", KeySize::Rsa2048)?;
        Ok(Self { digdir, environment, http, ports, clock })
    }

    /// Connects as the administration client, where the API is at this prefix as far as the environment knows.
    pub(crate) async fn connect_at(&self, prefix: &str) -> Outcome<Result<SelfService, SelfServiceError>> {
        let credential =
            Credential::RegisteredKey { key: "administration".to_owned(), kid: "adm-1".parse()?, algorithm: SigningAlgorithm::Rs256 };
        let access = Access { client: "administration".parse()?, credential };
        let address = self.digdir.state().address.clone();
        Ok(connect(access, &environment(&address, prefix)?, &self.http, &self.ports).await)
    }

    pub(crate) async fn connect(&self) -> Outcome<SelfService> {
        Ok(self.connect_at("/api/v1").await??)
    }

    /// Turns the computer's clock.
    pub(crate) fn turn(&self, by: Duration) {
        *self.clock.0.lock().unwrap_or_else(PoisonError::into_inner) += by;
    }
}

fn environment(address: &str, prefix: &str) -> Outcome<Environment> {
    let (issuer, api) = (format!("{address}/"), format!("{address}{prefix}"));
    let hosts = Hosts::named(Kind::Custom, [("maskinporten", issuer.as_str()), ("self_service_api", api.as_str())])?;
    Ok(Environment { kind: Kind::Custom, name: "tests".to_owned(), ..Environment::practice(hosts, Vec::new()) })
}

/// A public key for `c-1`; `seed` makes it another one.
pub(crate) fn registration(kid: &str, seed: u8) -> Outcome<Registration> {
    // SubjectPublicKeyInfo of rsaEncryption up to the modulus of 256 octets (RFC 8017 §A.1.1).
    let mut spki = vec![0x30, 0x82, 0x01, 0x22, 0x30, 0x0d, 0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x01, 0x05, 0x00];
    spki.extend([0x03, 0x82, 0x01, 0x0f, 0x00, 0x30, 0x82, 0x01, 0x0a, 0x02, 0x82, 0x01, 0x01, 0x00]);
    spki.extend([0xc0 | seed; 256]);
    spki.extend([0x02, 0x03, 0x01, 0x00, 0x01]);
    let key = KeyFacts::from_spki(&spki)?;
    Ok(Registration { client: "c-1".parse()?, key, kid: kid.parse()?, algorithm: SigningAlgorithm::Rs256 })
}

struct Hands(Mutex<OffsetDateTime>);

impl Clock for Hands {
    fn now(&self) -> OffsetDateTime {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

struct Nobody;

impl OpenUrl for Nobody {
    fn open(&self, _: &Url) -> Result<(), NoBrowser> {
        Err(NoBrowser)
    }
}

/// Keys in memory. One pair is made for all of them, since making one is slow: what differs between them here is the name.
#[derive(Default)]
struct Memory(Mutex<BTreeMap<String, NewKey>>);

impl Memory {
    fn pair() -> Result<&'static PrivateKey, KeyError> {
        static PAIR: OnceLock<Result<PrivateKey, KeyError>> = OnceLock::new();
        PAIR.get_or_init(|| PrivateKey::make(KeySize::Rsa2048)).as_ref().map_err(|_| KeyError::Malformed)
    }
}

impl KeyStore for Memory {
    fn generate(&self, id: &str, _: KeySize) -> Result<NewKey, KeyError> {
        let made = NewKey { id: id.to_owned(), facts: Self::pair()?.facts()? };
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(id.to_owned(), made.clone());
        Ok(made)
    }

    fn import(&self, _: &str, _: Secret<Vec<u8>>) -> Result<NewKey, KeyError> {
        Err(KeyError::Malformed)
    }

    fn sign(&self, id: &str, algorithm: SigningAlgorithm, message: &[u8]) -> Result<Vec<u8>, KeyError> {
        self.public(id)?;
        Self::pair()?.sign(algorithm, message)
    }

    fn public(&self, id: &str) -> Result<KeyFacts, KeyError> {
        let keys = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        keys.get(id).map(|key| key.facts.clone()).ok_or(KeyError::NotFound)
    }

    fn list(&self) -> Result<Vec<String>, KeyError> {
        Ok(self.0.lock().unwrap_or_else(PoisonError::into_inner).keys().cloned().collect())
    }

    fn forget(&self, id: &str) -> Result<(), KeyError> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).remove(id).map(|_| ()).ok_or(KeyError::NotFound)
    }
}
