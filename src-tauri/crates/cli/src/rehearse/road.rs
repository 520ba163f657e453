//! The road in its order: what each step takes from the earlier ones.

use inngang_engine::environment::Environment;
use inngang_engine::http::{Http, HttpFailure};
use inngang_engine::ports::Ports;
use inngang_engine::secret::Secret;
use inngang_engine::trail::Trail;
use inngang_practice::Practice;

use super::Order;
use super::step::{Facts, Halt, Proof, Step};
use super::told::Teller;
use crate::ground::{self, Ground};
use crate::words::Words;

/// What every step may use.
pub(super) struct Road<'a> {
    pub(super) order: &'a Order,
    pub(super) environment: &'a Environment,
    /// Practice, when that is where we are.
    pub(super) town: Option<&'a Practice>,
    pub(super) http: Http,
    pub(super) ports: Ports,
    pub(super) words: &'a Words,
}

impl<'a> Road<'a> {
    pub(super) fn new(order: &'a Order, ground: &'a Ground, words: &'a Words) -> Result<Self, HttpFailure> {
        let Ground { environment, town } = ground;
        let http = Http::new(environment, Trail::default())?;
        Ok(Self { order, environment, town: town.as_ref(), http, ports: ground::ports(), words })
    }

    /// Plays every step that can be played.
    pub(super) async fn play(&self, password: Option<Secret<String>>, teller: &mut Teller<'_>) {
        let certificate = teller.step(Step::Certificate, self.certificate(password)).await;
        let organisation = self.organisation(certificate.as_ref());
        let key = teller.step(Step::Key, self.key(organisation.as_ref(), certificate.as_ref())).await;
        let clients = teller.step(Step::Portal, self.register(organisation.as_ref(), key.as_ref())).await;
        let by_certificate = self.token_by_certificate(clients.as_ref(), certificate.as_ref());
        let by_certificate = teller.step(Step::TokenByCertificate, by_certificate).await;
        let by_key = teller.step(Step::TokenByKey, self.token_by_key(clients.as_ref(), key.as_ref())).await;
        let login = teller.step(Step::Login, self.log_in(clients.as_ref(), organisation.as_ref())).await;
        let token = by_key.or(by_certificate);
        teller.step(Step::AccessOrganisation, self.access_of_organisation(token.as_ref(), organisation.as_ref())).await;
        teller.step(Step::AccessPerson, self.access_of_person(login.as_ref())).await;
        let all_passed = teller.all_passed();
        teller.step(Step::Done, async move { done(all_passed) }).await;
    }
}

fn done(all_passed: bool) -> Proof<()> {
    if all_passed { Ok(((), Facts::new())) } else { Err(Halt::skipped("rehearse.not_proved")) }
}
