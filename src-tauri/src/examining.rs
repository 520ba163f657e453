//! Looking into held files off the page's threads: what opens is kept open, the examination is held until it is used.

use std::sync::Arc;
use std::time::Duration;

use inngang_contract::{ExaminationProgress, ExaminationView, FileToExamine, Problem};
use inngang_engine::certificates::{self, Against, CertificateError, CertificateFile, Effort, Examination, OpenedFile};
use inngang_engine::problem::Explain as _;
use tauri::ipc::Channel;

use crate::active::Active;
use crate::app::App;
use crate::guard::blocking;

/// What is done sooner needs no bar.
const SILENCE: Duration = Duration::from_millis(150);

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

    /// DER of a certificate and those above it; empty when it is not among them.
    pub(crate) fn chain(&self, fingerprint: &str) -> Vec<Vec<u8>> {
        let chosen = self.examination.certificates().find(|certificate| certificate.facts.fingerprint == fingerprint);
        chosen.map(|certificate| certificate.chain.clone()).unwrap_or_default()
    }
}

/// Opens what is not open yet, and examines all of it together.
pub(crate) async fn examine(
    app: &App,
    active: &Arc<Active>,
    files: Vec<FileToExamine>,
    progress: Channel<ExaminationProgress>,
) -> Result<Held, Problem> {
    let cancelled = active.certificate_journey.start();
    let (mut ids, mut opened) = (Vec::new(), Vec::new());
    for file in files {
        let held = app.files.lend(&file.file).ok_or_else(Problem::file_gone)?;
        let file_opened = match held.opened {
            Some(file_opened) => file_opened,
            None => {
                let given = CertificateFile { name: held.name, bytes: held.bytes, password: file.password };
                let effort = Arc::new(Effort::default());
                let working = Arc::clone(&effort);
                let work = blocking(move || Ok(certificates::open(&given, &working)));
                tokio::select! {
                    () = cancelled.cancelled() => {
                        effort.cancel();
                        return Err(active.show(CertificateError::Cancelled));
                    }
                    () = tell(&effort, &progress) => return Err(Problem::bug()),
                    done = work => Arc::new(done?),
                }
            }
        };
        note(app, active, &file.file, &file_opened);
        ids.push(file.file);
        opened.push(file_opened);
    }
    let examination = certificates::examine(&opened, Against::Environment(&active.environment), active.ports.clock.now());
    Ok(Held { id: uuid::Uuid::new_v4().to_string(), files: ids, examination })
}

/// What opened stays open; what did not is remembered for the report.
fn note(app: &App, active: &Active, id: &str, opened: &Arc<OpenedFile>) {
    match &opened.outcome {
        Ok(_) => app.files.keep_opened(id, opened),
        Err(failure) => drop(active.show(failure.explain())),
    }
}

/// Tells how far the opening is, for as long as it takes.
async fn tell(effort: &Effort, progress: &Channel<ExaminationProgress>) {
    loop {
        tokio::time::sleep(SILENCE).await;
        let certificates::Progress { done, planned } = effort.progress();
        if progress.send(ExaminationProgress { done, planned }).is_err() {
            std::future::pending::<()>().await;
        }
    }
}
