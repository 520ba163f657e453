//! Native dialogs: choosing a file, saving one, and the one message before there is a window.

use std::io::Write as _;
use std::path::{Path, PathBuf};

use inngang_contract::{Language, Problem, SavedFileAnswer};
use inngang_platform::files::write_whole;
use inngang_platform::texts::Texts;
use rfd::{AsyncFileDialog, MessageDialog, MessageLevel};

/// What is saved, and how its dialog is worded: `native:dialog.<name>`.
pub(crate) struct Saving<'a> {
    pub(crate) dialog: &'a str,
    pub(crate) file_name: &'a str,
    pub(crate) bytes: &'a [u8],
}

/// Asks for certificate files. None when the person closed the dialog.
pub(crate) async fn choose_certificates(language: Language) -> Option<Vec<PathBuf>> {
    let texts = Texts::new(language.as_str());
    let dialog = AsyncFileDialog::new().set_title(texts.get("native:dialog.choose_certificate", &[]));
    let files = dialog.pick_files().await?;
    Some(files.iter().map(|file| file.path().to_owned()).collect())
}

/// Asks for one file, under `native:dialog.<name>`. None when the person closed the dialog.
pub(crate) async fn choose(language: Language, dialog: &str) -> Option<PathBuf> {
    let title = Texts::new(language.as_str()).get(&format!("native:dialog.{dialog}"), &[]);
    let file = AsyncFileDialog::new().set_title(title).pick_file().await?;
    Some(file.path().to_owned())
}

/// Asks where to save, and saves. None when the person closed the dialog.
pub(crate) async fn save(language: Language, saving: Saving<'_>) -> Result<SavedFileAnswer, Problem> {
    match place(language, &saving).await {
        Some(path) => write(&path, saving.bytes),
        None => Ok(SavedFileAnswer { saved: None }),
    }
}

/// Asks where to save. None when the person closed the dialog.
pub(crate) async fn place(language: Language, saving: &Saving<'_>) -> Option<PathBuf> {
    let texts = Texts::new(language.as_str());
    let title = texts.get(&format!("native:dialog.{}", saving.dialog), &[]);
    let file = AsyncFileDialog::new().set_title(title).set_file_name(saving.file_name).save_file().await?;
    Some(file.path().to_owned())
}

/// Saves where the person said.
pub(crate) fn write(path: &Path, bytes: &[u8]) -> Result<SavedFileAnswer, Problem> {
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    match write_whole(path, bytes) {
        Ok(()) => Ok(SavedFileAnswer { saved: Some(name) }),
        Err(failure) => {
            tracing::warn!(%failure, "a file was not saved");
            Err(Problem::not_saved(&name))
        }
    }
}

/// Says why the program cannot start, in the system's language.
pub(crate) fn cannot_start(problem: &Problem) {
    let texts = Texts::new(inngang_platform::folders::language());
    let part = |part: &str| {
        let facts: Vec<(&str, String)> = problem.facts.iter().map(|(name, fact)| (name.as_str(), fact.to_string())).collect();
        let facts: Vec<(&str, &str)> = facts.iter().map(|(name, text)| (*name, text.as_str())).collect();
        texts.get(&format!("problems:{}.{part}", problem.code), &facts)
    };
    let words = format!("{}\n\n{}", part("cause"), part("remedy"));
    MessageDialog::new().set_level(MessageLevel::Error).set_title(part("title")).set_description(words).show();
}

/// Says that there is nothing to open a window on, where somebody who started the program without one can read it.
pub(crate) fn no_display() {
    let words = Texts::new(inngang_platform::folders::language()).get("native:no_display", &[]);
    // Nobody is left to tell when even this cannot be written.
    let _ = writeln!(std::io::stderr(), "{words}");
}
