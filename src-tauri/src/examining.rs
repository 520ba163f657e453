//! Looking into held files off the page's threads: what opens is kept open, the examination is held until it is used.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use inngang_contract::{ExaminationProgress, ExaminationView, FileToExamine, Problem};
use inngang_engine::certificates::{
    self, Against, CertificateError, CertificateFile, Effort, Examination, ImportedCertificate, OpenedFile,
};
use inngang_engine::environment::Kind;
use inngang_engine::problem::Explain as _;
use tauri::ipc::Channel;
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

use crate::active::Active;
use crate::app::App;
use crate::guard::blocking;

/// What is done sooner needs no bar.
const SILENCE: Duration = Duration::from_millis(150);

/// Faster than this nobody reads a bar.
const INTERVAL: Duration = Duration::from_millis(100);

/// An examination, and the held files that it is about.
pub(crate) struct Held {
    pub(crate) id: String,
    pub(crate) files: Vec<String>,
    pub(crate) examination: Examination,
}

impl Held {
    pub(crate) fn view(&self) -> ExaminationView {
        ExaminationView::new(&self.id, &self.files, &self.examination)
    }

    /// Puts the key of the chosen certificate into the vault. One of another organisation stays out, as one of another environment does;
    /// which certificates a custom environment takes is its own affair (design.md 3).
    pub(crate) fn import(&self, fingerprint: &str, active: &Active) -> Result<ImportedCertificate, CertificateError> {
        let chosen = self.examination.certificates().find(|certificate| certificate.facts.fingerprint == fingerprint);
        if let Some(chosen) = chosen.filter(|_| active.environment.kind != Kind::Custom) {
            chosen.facts.belongs_to_organisation(&active.row.organisation)?;
        }
        let now = active.http.trail().now(&active.ports);
        certificates::import(&self.examination, fingerprint, &active.environment, now, &active.ports)
    }

    /// DER of a certificate, and what to call it: its organisation's number, or the beginning of its fingerprint where it has none.
    pub(crate) fn public(&self, fingerprint: &str) -> Option<(Vec<u8>, String)> {
        let chosen = self.examination.certificates().find(|certificate| certificate.facts.fingerprint == fingerprint)?;
        let number = chosen.facts.organisation_digits.clone();
        Some((chosen.der.clone(), number.unwrap_or_else(|| fingerprint.chars().take(16).collect())))
    }
}

/// Opens what is not open yet, examines all of it together, and holds what came of it. A later start ends an earlier one, and so do new
/// files: what ends after that is wiped.
pub(crate) async fn examine(
    app: &App,
    active: &Arc<Active>,
    files: Vec<FileToExamine>,
    progress: Channel<ExaminationProgress>,
) -> Result<ExaminationView, Problem> {
    let cancelled = active.certificate_journey.start();
    let stopped = cancelled.clone();
    let efforts: Vec<Arc<Effort>> = files.iter().map(|_| Arc::default()).collect();
    let examined = tokio::select! {
        biased;
        () = cancelled.cancelled() => None,
        never = tell(&efforts, &progress) => match never {},
        held = open(app, active, files, &efforts, stopped) => Some(held?),
    };
    let view = examined.and_then(|held| {
        let view = held.view();
        active.hold_examination(held, &cancelled).then_some(view)
    });
    view.ok_or_else(|| {
        efforts.iter().for_each(|effort| effort.cancel());
        active.show(CertificateError::Cancelled)
    })
}

async fn open(
    app: &App,
    active: &Arc<Active>,
    files: Vec<FileToExamine>,
    efforts: &[Arc<Effort>],
    stopped: CancellationToken,
) -> Result<Held, Problem> {
    let (mut ids, mut opened) = (Vec::new(), Vec::new());
    for (file, effort) in files.into_iter().zip(efforts) {
        let held = app.files.lend(&file.file).ok_or_else(Problem::file_gone)?;
        let file_opened = match held.opened {
            Some(file_opened) => file_opened,
            None => {
                let given = CertificateFile { name: held.name, bytes: held.bytes, password: file.password };
                let effort = Arc::clone(effort);
                Arc::new(blocking(move || Ok(certificates::open(&given, &effort))).await?)
            }
        };
        note(app, active, &file.file, &file_opened);
        ids.push(file.file);
        opened.push(file_opened);
    }
    let judging = Arc::clone(active);
    let examination = blocking(move || {
        let (against, now) = (Against::Environment(&judging.environment), judging.http.trail().now(&judging.ports));
        certificates::examine_unless(&|| stopped.is_cancelled(), &opened, against, now).map_err(|failure| judging.show(failure))
    })
    .await?;
    Ok(Held { id: uuid::Uuid::new_v4().to_string(), files: ids, examination })
}

/// What opened stays open; what did not is remembered for the report.
fn note(app: &App, active: &Active, id: &str, opened: &Arc<OpenedFile>) {
    match &opened.outcome {
        Ok(_) => app.files.keep_opened(id, opened),
        Err(failure) => drop(active.show(failure.explain())),
    }
}

/// Asks the issuers, each on its own, and judges again with what they answer. Nobody waits for the examination meanwhile; when it is
/// another one afterwards, the answers are of no use.
pub(crate) async fn check(active: &Arc<Active>, id: &str) -> Result<ExaminationView, Problem> {
    let questions = active.with_examination(id, |held| Ok(held.examination.questions()))?;
    let mut asking = JoinSet::new();
    for question in questions {
        let (answers, environment) = (Arc::clone(&active.answers), active.environment.clone());
        let (http, ports) = (active.http.clone(), active.ports.clone());
        asking.spawn(async move { certificates::ask(&question, &answers, &environment, &http, &ports).await });
    }
    let answers = asking.join_all().await;
    active.note_revocations(&answers);
    let (judging, id) = (Arc::clone(active), id.to_owned());
    blocking(move || {
        judging.with_examination(&id, |held| {
            held.examination.take(answers, judging.http.trail().now(&judging.ports));
            Ok(held.view())
        })
    })
    .await
}

/// Tells how far the opening of all files is, for as long as it takes.
async fn tell(efforts: &[Arc<Effort>], progress: &Channel<ExaminationProgress>) -> Infallible {
    tokio::time::sleep(SILENCE).await;
    loop {
        let all = efforts.iter().map(|effort| effort.progress());
        let (done, planned) = all.fold((0, 0), |(done, planned), one| (done + one.done, planned + one.planned));
        if progress.send(ExaminationProgress { done, planned }).is_err() {
            std::future::pending::<()>().await;
        }
        tokio::time::sleep(INTERVAL).await;
    }
}
