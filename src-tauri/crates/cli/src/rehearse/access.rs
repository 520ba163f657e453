//! The steps that climb Altinn's ladder: as the organisation, then as the person.

use inngang_engine::access::{self, AccessReport, Outcome, Subject};
use inngang_engine::altinn::Party;
use inngang_engine::login::Login;
use inngang_engine::maskinporten::Token;
use inngang_engine::names::OrgNumber;
use inngang_engine::problem::Fact;

use super::road::Road;
use super::step::{Facts, Halt, Proof, Step, needs};

impl Road<'_> {
    pub(super) async fn access_of_organisation(&self, token: Option<&Token>, organisation: Option<&OrgNumber>) -> Proof<()> {
        let (token, organisation) = (needs(Step::TokenByKey, token)?, needs(Step::Certificate, organisation)?);
        self.climb(Subject::Organisation { token: &token.secret, organisation }).await
    }

    pub(super) async fn access_of_person(&self, login: Option<&Login>) -> Proof<()> {
        self.climb(Subject::person(needs(Step::Login, login)?)?).await
    }

    async fn climb(&self, subject: Subject<'_>) -> Proof<()> {
        let report = access::ladder(subject, self.environment, &self.http, &self.ports, |_| ()).await;
        let broken = report.rungs.iter().find_map(|rung| match &rung.outcome {
            Outcome::Failed(problem) => Some(problem.clone()),
            Outcome::Passed | Outcome::Skipped { .. } => None,
        });
        match broken {
            Some(problem) => Err(Halt::failed(problem)),
            None => Ok(((), facts_of(&report))),
        }
    }
}

fn facts_of(report: &AccessReport) -> Facts {
    let count = |count: usize| Fact::from(i64::try_from(count).unwrap_or(i64::MAX));
    let passed = report.rungs.iter().filter(|rung| rung.outcome == Outcome::Passed).map(|rung| rung.name.to_owned());
    let mut facts = Facts::from([("rungs", Fact::from(passed.collect::<Vec<_>>()))]);
    facts.extend(report.instances.as_ref().map(|instances| ("count", count(instances.items.len()))));
    facts.extend(report.parties.as_ref().map(|parties| ("parties", count(parties.iter().flat_map(Party::tree).count()))));
    facts
}
