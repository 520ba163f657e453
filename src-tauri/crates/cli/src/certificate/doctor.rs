//! Which environment the files are examined for, and the issuers being asked.

use std::sync::Arc;

use inngang_engine::certificates::revocation::Answers;
use inngang_engine::certificates::{self, Against, Belonging, Examination, OpenedFile, Question};
use inngang_engine::environment::Environment;
use inngang_engine::http::Http;
use inngang_engine::trail::Trail;
use inngang_platform::folders;
use tokio::runtime::Builder;
use tokio::task::JoinSet;

use super::Order;
use super::given::Given;
use crate::Stop;
use crate::ground::{self, Ground};
use crate::words::Words;

/// Examines the files together, and asks the issuers unless nobody shall be asked.
pub(super) fn examine(order: &Order, files: &[Given], words: &Words) -> Result<Examination, Stop> {
    let opened: Vec<Arc<OpenedFile>> = files.iter().filter_map(|file| file.opened.as_ref().ok().cloned()).collect();
    let runtime = Builder::new_multi_thread().enable_all().build().map_err(|_| ground::no_practice(words))?;
    let examination = runtime.block_on(async {
        let described = order.environment.as_ref().map(|file| Ground::described(file, words)).transpose()?;
        let town = if described.is_some() { None } else { local_town(words).await };
        let place = Place { described, town, production: Environment::production() };
        let mut examination = certificates::examine(&opened, place.against(), ground::ports().clock.now());
        if !order.offline {
            ask(&mut examination, &place).await;
        }
        Ok(examination)
    });
    // The town may be busy making keys, which nobody waits for here.
    runtime.shutdown_background();
    examination
}

/// The practice town of this computer, when there is one that can be entered. A certificate of its town hall is known by it alone.
async fn local_town(words: &Words) -> Option<Ground> {
    Ground::practice(&folders::practice()?, words).await.ok()
}

/// What certificates are examined for: the environment of a file, else the one that each belongs to.
struct Place {
    described: Option<Ground>,
    town: Option<Ground>,
    production: Environment,
}

impl Place {
    fn against(&self) -> Against<'_> {
        match (&self.described, &self.town) {
            (Some(ground), _) => Against::Environment(&ground.environment),
            (None, town) => Against::ItsOwn { practice_roots: town.as_ref().map_or(&[], |town| &town.environment.certificate_roots) },
        }
    }

    /// Where the issuer is asked about a certificate: practice's answers in the town, any other where the certificate says.
    fn of(&self, question: &Question, examination: &Examination) -> &Environment {
        let asked = examination.certificates().find(|certificate| certificate.facts.fingerprint == question.fingerprint);
        let is_practice = asked.is_some_and(|certificate| certificate.facts.belongs_to == Belonging::Practice);
        let ground = self.described.as_ref().or_else(|| self.town.as_ref().filter(|_| is_practice));
        ground.map_or(&self.production, |ground| &ground.environment)
    }
}

/// Asks all issuers at once, so that the slowest alone is waited for: ten seconds at most.
async fn ask(examination: &mut Examination, place: &Place) {
    let (answers, mut asking) = (Arc::new(Answers::default()), JoinSet::new());
    for question in examination.questions() {
        let environment = place.of(&question, examination).clone();
        let (answers, ports) = (Arc::clone(&answers), ground::ports());
        let Ok(http) = Http::new(&environment, Trail::default()) else { continue };
        asking.spawn(async move { certificates::ask(&question, &answers, &environment, &http, &ports).await });
    }
    while let Some(answer) = asking.join_next().await {
        if let Ok(answer) = answer {
            examination.take(answer);
        }
    }
}
