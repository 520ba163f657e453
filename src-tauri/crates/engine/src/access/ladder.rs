//! Journey 5 for one: climb from reaching Altinn to reading a resource, and stop where it breaks.

use std::collections::BTreeMap;
use std::future::ready;
use std::sync::Arc;
use std::time::Instant;

use futures_util::FutureExt as _;
use futures_util::future::BoxFuture;

use super::error::{SKIPPED_EARLIER, SKIPPED_NO_DATE, SKIPPED_NO_USER};
use super::{AccessError, Step, Subject};
use crate::altinn::{self, AltinnToken, Instances, Party, Provider, SystemUser};
use crate::clock_offset::is_off;
use crate::environment::Environment;
use crate::http::Http;
use crate::maskinporten::Token;
use crate::ports::Ports;
use crate::problem::{Explain, Fact, Problem};
use crate::register::RoleCode;
use crate::trail::Event;

/// How a rung went.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// It holds.
    Passed,
    /// It broke; the rest was not tried.
    Failed(Problem),
    /// It was not tried.
    Skipped {
        /// `access.skipped_…`; has texts like every problem.
        why: &'static str,
    },
}

/// One rung.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rung {
    /// Its name on the page, in the texts and for programs.
    pub name: &'static str,
    /// How it went.
    pub outcome: Outcome,
    /// What it proved.
    pub facts: BTreeMap<&'static str, Fact>,
    /// How long it took.
    pub milliseconds: u64,
}

/// What the climb showed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AccessReport {
    /// All rungs, in order.
    pub rungs: Vec<Rung>,
    /// Whom the person may act for, when that was reached.
    pub parties: Option<Vec<Party>>,
    /// What was in store, when that was reached.
    pub instances: Option<Instances>,
}

impl AccessReport {
    /// Whether the top was reached, and nothing broke on the way.
    #[must_use]
    pub fn passed(&self) -> bool {
        !self.rungs.is_empty() && !self.rungs.iter().any(|rung| matches!(rung.outcome, Outcome::Failed(_)))
    }
}

/// What a rung proved, or why there was nothing to prove.
pub(super) type Proof = Result<BTreeMap<&'static str, Fact>, Halt>;

pub(super) enum Halt {
    Skip(&'static str),
    Break(Box<Problem>),
}

impl<E: Explain> From<E> for Halt {
    fn from(error: E) -> Self {
        Self::Break(Box::new(error.explain()))
    }
}

pub(super) struct Climb<'a> {
    pub(super) subject: Subject<'a>,
    pub(super) environment: &'a Environment,
    pub(super) http: &'a Http,
    pub(super) ports: &'a Ports,
    pub(super) token: Option<AltinnToken>,
    pub(super) system_user: Option<SystemUser>,
    /// The system user's token of Maskinporten's.
    pub(super) acting: Option<Arc<Token>>,
    /// What the system user's owner is to its client, by the register; none where it was not asked or did not say.
    pub(super) registered: Option<Vec<RoleCode>>,
    /// A system of the vendor's, when it has one.
    pub(super) first_system: Option<String>,
    pub(super) report: AccessReport,
}

/// Climbs the subject's rungs, cheapest first. Stops at the first that breaks; the rest is skipped. `progress` hears each when it is over.
pub async fn ladder(
    subject: Subject<'_>,
    environment: &Environment,
    http: &Http,
    ports: &Ports,
    mut progress: impl FnMut(&Rung) + Send,
) -> AccessReport {
    let report = AccessReport::default();
    let mut climb = Climb {
        subject,
        environment,
        http,
        ports,
        token: None,
        system_user: None,
        acting: None,
        registered: None,
        first_system: None,
        report,
    };
    let mut broken = false;
    for &step in subject.steps() {
        let started = Instant::now();
        let proof = if broken { Err(Halt::Skip(SKIPPED_EARLIER.name)) } else { climb.take(step).await };
        let (outcome, facts) = match proof {
            Ok(facts) => (Outcome::Passed, facts),
            Err(Halt::Skip(why)) => (Outcome::Skipped { why }, BTreeMap::new()),
            Err(Halt::Break(problem)) => (Outcome::Failed(*problem), BTreeMap::new()),
        };
        broken |= matches!(outcome, Outcome::Failed(_));
        let rung =
            Rung { name: step.name(), outcome, facts, milliseconds: u64::try_from(started.elapsed().as_millis()).unwrap_or(u64::MAX) };
        climb.note(step, &rung);
        progress(&rung);
        climb.report.rungs.push(rung);
    }
    climb.report
}

impl Climb<'_> {
    /// One future for them all: each rung's own would be as large as the largest, and the compiler could not tell that they may wander.
    fn take<'s>(&'s mut self, step: Step) -> BoxFuture<'s, Proof> {
        match step {
            Step::Reach => self.reach().boxed(),
            Step::Clock => ready(self.clock()).boxed(),
            Step::Exchange => self.exchange().boxed(),
            Step::Parties => self.parties().boxed(),
            Step::Agents => self.agents().boxed(),
            Step::Customer => self.customer().boxed(),
            Step::SystemUser => self.system_user().boxed(),
            Step::Token => self.acting_token().boxed(),
            Step::Acting => self.acting_exchange().boxed(),
            Step::Reached => self.reached().boxed(),
            Step::Dialogs => self.dialogs().boxed(),
            Step::Systems => self.systems().boxed(),
            Step::Requests => self.requests().boxed(),
            Step::Write => self.write().boxed(),
            Step::Resource => self.resource().boxed(),
        }
    }

    async fn reach(&self) -> Proof {
        let issuer = altinn::published_issuer(self.environment, self.http, self.ports).await?;
        Ok(BTreeMap::from([("issuer", Fact::from(issuer))]))
    }

    /// Altinn reads a token's times with the same tolerance as Maskinporten (altinn.md 10.1, A3).
    fn clock(&self) -> Proof {
        match self.http.trail().clock_offset() {
            None => Err(Halt::Skip(SKIPPED_NO_DATE.name)),
            Some(seconds) if !is_off(seconds) => Ok(BTreeMap::from([("seconds", Fact::from(seconds))])),
            Some(seconds) => Err(AccessError::Clock { seconds }.into()),
        }
    }

    async fn exchange(&mut self) -> Proof {
        let (provider, token) = match self.subject {
            Subject::Organisation { token, .. } => (Provider::Maskinporten, token),
            Subject::Person { token, .. } => (Provider::IdPorten, token),
            Subject::SystemUser { .. } | Subject::Vendor { .. } => return Err(Halt::Skip(SKIPPED_NO_USER.name)),
        };
        let exchanged = altinn::exchange(provider, token, self.environment, self.http, self.ports).await?;
        let mut facts = BTreeMap::from([("expires_at", Fact::from(exchanged.expires_at))]);
        if let Subject::Organisation { organisation, .. } = self.subject {
            let theirs = exchanged.facts.organisation.clone().unwrap_or_default();
            if theirs != organisation.as_str() {
                return Err(AccessError::OtherOrganisation { ours: organisation.to_string(), theirs }.into());
            }
            facts.insert("organisation", theirs.into());
        }
        facts.extend(exchanged.facts.level.map(|level| ("level", Fact::from(level))));
        facts.insert("scopes", exchanged.facts.scopes.clone().into());
        self.token = Some(exchanged);
        Ok(facts)
    }

    /// A plain Maskinporten token has no user, so there is nobody to ask about (altinn.md 7.1).
    async fn parties(&mut self) -> Proof {
        let (Subject::Person { .. }, Some(token)) = (self.subject, &self.token) else {
            return Err(Halt::Skip(SKIPPED_NO_USER.name));
        };
        let parties = altinn::authorized_parties(token, self.environment, self.http, self.ports).await?;
        let count = parties.iter().flat_map(Party::tree).filter(|party| !party.only_hierarchy_element_with_no_access).count();
        if count == 0 {
            return Err(AccessError::NoParties.into());
        }
        self.report.parties = Some(parties);
        Ok(BTreeMap::from([("count", Fact::from(i64::try_from(count).unwrap_or(i64::MAX)))]))
    }

    async fn resource(&mut self) -> Proof {
        let Some(token) = &self.token else { return Err(Halt::Skip(SKIPPED_EARLIER.name)) };
        let instances = altinn::instances(token, self.environment, self.http, self.ports).await?;
        let count = i64::try_from(instances.items.len()).unwrap_or(i64::MAX);
        self.report.instances = Some(instances);
        Ok(BTreeMap::from([("count", Fact::from(count))]))
    }

    /// A rung that was skipped leaves no mark.
    fn note(&self, step: Step, rung: &Rung) {
        let code = match &rung.outcome {
            Outcome::Passed => None,
            Outcome::Failed(problem) => Some(problem.code),
            Outcome::Skipped { .. } => return,
        };
        self.http.trail().note(self.ports.clock.now(), Event::Step { name: step.in_trail(), code });
    }
}
