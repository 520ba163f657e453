//! Our side of OpenID Connect: what is known of the providers, kept for a day, with what is done by it.

use std::sync::Arc;

use time::Duration;
use tokio::sync::Mutex;

use super::back_channel::BackChannel;
use super::dpop::Binding;
use super::metadata::Metadata;
use super::refusal::Asked;
use super::{Client, LoginError, Provider, token};
use crate::environment::Environment;
use crate::http::Http;
use crate::jose::Keys;
use crate::ports::Ports;
use crate::reading::{Deadline, Reading};
use crate::secret::Secret;
use crate::trail::Event;

/// How long metadata and keys are believed (idporten.md 1).
const LASTS: Duration = Duration::DAY;

/// The relying party of one profile. Clones share what they know.
#[derive(Clone)]
pub struct RelyingParty {
    pub(super) environment: Environment,
    pub(super) http: Http,
    pub(super) ports: Ports,
    known: Arc<[Known; 2]>,
}

/// What is known of one provider. Whoever waits for it to be read waits for the same reading.
#[derive(Default)]
struct Known {
    metadata: Mutex<Option<Read>>,
    keys: Mutex<Option<(Keys, Deadline)>>,
}

/// Metadata that was read.
struct Read {
    metadata: Arc<Metadata>,
    until: Deadline,
    /// Whether the provider told the time with it. Who does not is not asked for it again.
    tells_time: bool,
}

impl RelyingParty {
    /// Knows nothing yet.
    #[must_use]
    pub fn new(environment: Environment, http: Http, ports: Ports) -> Self {
        Self { environment, http, ports, known: Arc::default() }
    }

    /// Forgets what was read of the providers.
    pub async fn forget(&self) {
        for known in &*self.known {
            *known.metadata.lock().await = None;
            *known.keys.lock().await = None;
        }
    }

    fn known(&self, provider: Provider) -> &Known {
        let [idporten, ansattporten] = &*self.known;
        match provider {
            Provider::Idporten => idporten,
            Provider::Ansattporten => ansattporten,
        }
    }

    /// The provider's metadata, read anew after a day, and when the measure of its clock has been lost: an assertion is dated by it.
    pub(super) async fn metadata(&self, provider: Provider) -> Result<Arc<Metadata>, LoginError> {
        let mut kept = self.known(provider).metadata.lock().await;
        if let Some(Read { metadata, until, tells_time }) = &*kept
            && !until.is_over(self.now())
            && (self.is_measured(metadata) || !tells_time)
        {
            return Ok(metadata.clone());
        }
        let metadata = Arc::new(Metadata::fetch(provider, &self.environment, &self.http, &self.ports).await?);
        let (until, tells_time) = (Deadline::after(LASTS, self.now()), self.is_measured(&metadata));
        *kept = Some(Read { metadata: metadata.clone(), until, tells_time });
        Ok(metadata)
    }

    /// Whether the provider itself has told what time it is: another service's clock may be another.
    fn is_measured(&self, metadata: &Metadata) -> bool {
        self.http.trail().clock_at(metadata.token.authority()).is_some()
    }

    /// `binding` is the key that the tokens are bound to, or are to be.
    pub(super) const fn channel<'a>(&'a self, client: &'a Client, metadata: &'a Metadata, binding: Option<&'a Binding>) -> BackChannel<'a> {
        BackChannel { party: self, client, metadata, binding }
    }

    /// What `read` makes of the provider's keys: those that are kept, and when it finds them wanting, once more with those that are
    /// published now (OpenID Connect Core 1.0 §10.1.1). A login fetches them once at most, so made-up
    /// key ids cost the provider no more than that.
    pub(super) async fn with_keys<T, E: Into<LoginError>>(
        &self,
        provider: Provider,
        metadata: &Metadata,
        read: impl Fn(&Keys) -> Result<T, E>,
        is_wanting: impl Fn(&E) -> bool,
    ) -> Result<T, LoginError> {
        let mut kept = self.known(provider).keys.lock().await;
        if let Some((keys, until)) = &*kept
            && !until.is_over(self.now())
        {
            match read(keys) {
                Err(error) if is_wanting(&error) => {}
                outcome => return outcome.map_err(Into::into),
            }
        }
        let keys = Keys::fetch(&self.http, &self.ports, &metadata.jwks).await?;
        let outcome = read(&keys);
        *kept = Some((keys, Deadline::after(LASTS, self.now())));
        outcome.map_err(Into::into)
    }

    /// This moment, by both of our clocks.
    pub(super) fn now(&self) -> Reading {
        Reading::of(&*self.ports.clock)
    }

    /// A step that cannot fail.
    pub(super) fn noted(&self, name: &'static str) {
        self.http.trail().note(self.ports.clock.now(), Event::Step { name, code: None });
    }

    pub(super) fn note<T>(&self, name: &'static str, outcome: Result<T, LoginError>) -> Result<T, LoginError> {
        self.http.trail().step(&self.ports, name, outcome)
    }

    /// Makes a token useless; with it goes everything of the same grant (RFC 7009, idporten.md 10).
    ///
    /// # Errors
    /// [`LoginError`] when the provider did not take it back.
    pub(super) async fn revoke(&self, client: &Client, token: &Secret<String>, hint: &str) -> Result<(), LoginError> {
        let metadata = self.metadata(client.provider).await?;
        let Some(endpoint) = &metadata.revocation else { return Ok(()) };
        // EXPOSE: the token goes to the issuer that made it, to be made useless.
        let fields = [("token", token.expose().as_str()), ("token_type_hint", hint)];
        let response = self.channel(client, &metadata, None).post(endpoint, "/token/revoke", &fields).await?;
        if response.is_success() { Ok(()) } else { Err(token::refusal(&response, &Asked::default())) }
    }
}
