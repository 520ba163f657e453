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
    let described = order.environment.as_ref().map(|file| Ground::described(file, words)).transpose()?;
    // A certificate of this computer's practice town is known by the town's authorities alone.
    let practice_roots = folders::practice().map(|folder| inngang_practice::known_authorities(&folder)).unwrap_or_default();
    let against = match &described {
        Some(ground) => Against::Environment(&ground.environment),
        None => Against::ItsOwn { practice_roots: &practice_roots },
    };
    let mut examination = certificates::examine(&opened, against, ground::ports().clock.now());
    let questions = if order.offline { Vec::new() } else { examination.questions() };
    if !questions.is_empty() {
        let runtime = Builder::new_multi_thread().enable_all().build().map_err(|_| ground::no_practice(words))?;
        runtime.block_on(ask_all(&mut examination, questions, described, words));
        // The town may be busy making keys, which nobody waits for here.
        runtime.shutdown_background();
    }
    Ok(examination)
}

/// Asks about all certificates: in the environment of a file, else practice's in the town, any other where the certificate says.
async fn ask_all(examination: &mut Examination, questions: Vec<Question>, described: Option<Ground>, words: &Words) {
    if let Some(ground) = described {
        return ask(examination, &[(questions, ground)]).await;
    }
    let is_practice = |question: &Question| {
        let asked = examination.certificates().find(|certificate| certificate.facts.fingerprint == question.fingerprint);
        asked.is_some_and(|certificate| certificate.facts.belongs_to == Belonging::Practice)
    };
    let (of_practice, others): (Vec<Question>, Vec<Question>) = questions.into_iter().partition(is_practice);
    let mut asked = vec![(others, Ground { environment: Environment::production(), town: None })];
    // The town is started for those whom it must answer.
    if let (false, Some(folder)) = (of_practice.is_empty(), folders::practice())
        && let Ok(town) = Ground::practice(&folder, words).await
    {
        asked.push((of_practice, town));
    }
    ask(examination, &asked).await;
}

/// Asks all issuers at once, so that the slowest alone is waited for: ten seconds at most.
async fn ask(examination: &mut Examination, asked: &[(Vec<Question>, Ground)]) {
    let (answers, mut asking) = (Arc::new(Answers::default()), JoinSet::new());
    for (questions, Ground { environment, .. }) in asked.iter().filter(|(questions, _)| !questions.is_empty()) {
        let Ok(http) = Http::new(environment, Trail::default()) else { continue };
        for question in questions {
            let (question, answers, ports) = (question.clone(), Arc::clone(&answers), ground::ports());
            let (environment, http) = (environment.clone(), http.clone());
            asking.spawn(async move { certificates::ask(&question, &answers, &environment, &http, &ports).await });
        }
    }
    let mut answered = Vec::new();
    while let Some(answer) = asking.join_next().await {
        answered.extend(answer.ok());
    }
    examination.take(answered, ground::ports().clock.now());
}
