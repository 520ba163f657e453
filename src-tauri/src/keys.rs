//! The profile's keys: made or taken in, shown, saved in public, forgotten.

use std::path::Path;
use std::sync::Arc;

use inngang_contract::{BackUpKey, CreateKey, ImportKey, KeyEventView, KeyForm, KeyView, KeysView, Problem, SavedFileAnswer, moment};
use inngang_engine::certificates::Effort;
use inngang_engine::keys::{self, ImportError, KeyError, KeySource};
use inngang_engine::secret::Secret;
use inngang_platform::database::KeyRow;
use inngang_platform::vault::{KeptIn, Proof};

use crate::active::Active;
use crate::app::App;
use crate::guard::blocking;
use crate::{dialogs, setup, typed};

/// As long as a name of a key gets.
const LONGEST_NAME: usize = 60;

/// Makes a key off the page's threads, for the wizard to work with. One that is ready after the person cancelled is forgotten again.
pub(crate) async fn create(app: &App, active: &Arc<Active>, input: CreateKey) -> Result<KeyView, Problem> {
    let cancelled = active.key_journey.start();
    let order = keys::CreateKey { organisation: active.row.organisation.clone(), size: input.bits.into() };
    let ports = active.ports.clone();
    let mut making = tauri::async_runtime::spawn_blocking(move || keys::create(&order, &ports));
    let made = tokio::select! {
        made = &mut making => made.unwrap_or(Err(KeyError::Malformed)),
        () = cancelled.cancelled() => {
            let active = Arc::clone(active);
            tauri::async_runtime::spawn(async move {
                if let Ok(Ok(made)) = making.await {
                    forget_unwanted(&active, &made.id);
                }
            });
            Err(KeyError::Cancelled)
        }
    };
    let keys::CreatedKey { id, kid, facts, created_at } = made.map_err(|failure| active.show(failure))?;
    keep(app, active, KeyRow { id, name: String::new(), kid, facts, created_at, certificate: None }, "made")
}

/// Takes in a key that was made elsewhere, for the wizard to work with. The file or the text that it came from is wiped.
pub(crate) async fn import(app: &App, active: &Arc<Active>, input: ImportKey) -> Result<KeyView, Problem> {
    let bytes = match (&input.file, &input.text) {
        (Some(file), _) => app.files.lend(file).ok_or_else(Problem::file_gone)?.bytes,
        // EXPOSE: from one secret into another.
        (None, Some(text)) => Arc::new(Secret::new(text.expose().clone().into_bytes())),
        (None, None) => return Err(Problem::file_gone()),
    };
    let cancelled = active.key_journey.start();
    // One at a time, with its clean-up: what a cancelled one has stored and forgets again may be the key that the next one takes in.
    let turn = tokio::select! {
        turn = Arc::clone(&active.importing).lock_owned() => turn,
        () = cancelled.cancelled() => return Err(active.show(ImportError::Cancelled)),
    };
    let effort = Arc::new(Effort::default());
    let (source, working) = (KeySource { bytes, password: input.password }, Arc::clone(&effort));
    let (organisation, ports) = (active.row.organisation.clone(), active.ports.clone());
    let mut importing = tauri::async_runtime::spawn_blocking(move || keys::import(&source, &organisation, &working, &ports));
    let imported = tokio::select! {
        imported = &mut importing => imported.unwrap_or(Err(ImportError::Key(KeyError::Malformed))),
        () = cancelled.cancelled() => {
            effort.cancel();
            let active = Arc::clone(active);
            tauri::async_runtime::spawn(async move {
                if let Ok(Ok(imported)) = importing.await && !imported.known {
                    forget_unwanted(&active, &imported.id);
                }
                drop(turn);
            });
            Err(ImportError::Cancelled)
        }
    };
    let keys::ImportedKey { id, kid, facts, imported_at, .. } = imported.map_err(|failure| active.show(failure))?;
    let view = keep(app, active, KeyRow { id, name: String::new(), kid, facts, created_at: imported_at, certificate: None }, "imported")?;
    app.files.clear();
    Ok(view)
}

fn forget_unwanted(active: &Active, id: &str) {
    if let Err(failure) = active.ports.keys.forget(id) {
        tracing::warn!(%failure, "a cancelled key stays in the vault");
    }
}

/// Writes a new key's row; when that fails the vault has it still, and the next start adopts it.
fn keep(app: &App, active: &Active, row: KeyRow, what: &str) -> Result<KeyView, Problem> {
    app.database.add_key(&active.row.id, &row, what)?;
    choose(app, active, &row.id)
}

/// The wizard works with this key from now on.
pub(crate) fn choose(app: &App, active: &Active, id: &str) -> Result<KeyView, Problem> {
    let row = named(app, active, id)?;
    setup::keep(&app.database, active, setup::KEY, &row.id)?;
    setup::key_view(&app.database, active, &row)
}

/// The key that the wizard works with.
pub(crate) fn current(app: &App, active: &Active) -> Result<KeyRow, Problem> {
    setup::key(&app.database, active)?.ok_or_else(|| Problem::step_missing(setup::KEY))
}

/// A key of the profile.
pub(crate) fn named(app: &App, active: &Active, id: &str) -> Result<KeyRow, Problem> {
    let row = app.database.keys(&active.row.id)?.into_iter().find(|row| row.id == id);
    row.ok_or_else(|| active.show(KeyError::NotFound))
}

/// All keys, and what was done with them.
pub(crate) fn list(app: &App, active: &Active) -> Result<KeysView, Problem> {
    let (database, profile) = (&app.database, &active.row.id);
    let views = database.keys(profile)?.iter().map(|row| setup::key_view(database, active, row)).collect::<Result<_, _>>()?;
    let history = database.key_history(profile)?.into_iter();
    Ok(KeysView {
        keys: views,
        chosen: setup::key(database, active)?.map(|row| row.id),
        history: history.map(|event| KeyEventView { name: event.name, what: event.what, at: moment(event.at) }).collect(),
    })
}

/// Gives a key a name.
pub(crate) fn rename(app: &App, active: &Active, id: &str, name: &str) -> Result<(), Problem> {
    let name: String = name.trim().chars().filter(|sign| !sign.is_control()).take(LONGEST_NAME).collect();
    Ok(app.database.rename_key(&active.row.id, &named(app, active, id)?.id, name.trim_end(), active.ports.clock.now())?)
}

/// Forgets a key whose name was typed, unless a renewal needs it.
pub(crate) fn forget(app: &App, active: &Active, id: &str, typed: &str) -> Result<(), Problem> {
    let row = named(app, active, id)?;
    typed::confirmed(typed, row.called(&app.database.registrations(&active.row.id)?))?;
    if let Some(client) = app.database.renewal_that_needs(&active.row.id, id)? {
        return Err(Problem::key_in_renewal(client.as_str()));
    }
    // The key of a certificate that is still here goes with the certificate.
    if !setup::is_of_a_certificate(&app.database, active, id)? {
        setup::drop_key(&app.database, active, id)?;
    }
    if setup::key(&app.database, active)?.is_none_or(|chosen| chosen.id == id) {
        setup::forget(&app.database, active, &[setup::KEY])?;
    }
    Ok(())
}

/// The public half as a file, and what to call it.
pub(crate) fn public(app: &App, active: &Active, id: &str, form: KeyForm) -> Result<(Vec<u8>, String), Problem> {
    let row = named(app, active, id)?;
    let view = setup::key_view(&app.database, active, &row)?;
    let (bytes, ending) = match form {
        KeyForm::Jwk | KeyForm::Jwks => {
            let text = if form == KeyForm::Jwk { view.jwk } else { view.jwks };
            keys::refuse_private_text(&text).map_err(|failure| active.show(failure))?;
            (text.into_bytes(), if form == KeyForm::Jwk { "jwk.json" } else { "jwks.json" })
        }
        KeyForm::Pem => (view.pem.into_bytes(), "pem"),
        KeyForm::Cer => {
            let row = app.database.certificates(&active.row.id)?.into_iter().find(|row| row.key_id == id);
            let leaf = row.and_then(|row| row.chain.into_iter().next());
            (leaf.ok_or_else(|| Problem::step_missing(setup::CERTIFICATE))?, "cer")
        }
    };
    Ok((bytes, format!("{}.{ending}", view.kid)))
}

/// The private key, encrypted, for a file; and what to call it. The person has typed the key's name and proves once more who they are.
pub(crate) async fn back_up(app: &App, active: &Arc<Active>, input: BackUpKey) -> Result<(Vec<u8>, String), Problem> {
    let row = named(app, active, &input.key)?;
    typed::confirmed(&input.typed, row.called(&app.database.registrations(&active.row.id)?))?;
    let backing = Arc::clone(active);
    let sealed = blocking(move || {
        let proof = match (backing.vault.kept_in(), &input.vault_password) {
            (KeptIn::Keychain, _) => Ok(Proof::Keychain),
            (KeptIn::Password, Some(password)) => Ok(Proof::Password(password)),
            (KeptIn::Password, None) => Err(KeyError::WrongPassword),
        };
        let sealed = proof.and_then(|proof| backing.vault.back_up(&input.key, proof, &input.password));
        sealed.map_err(|failure| backing.show(failure))
    });
    Ok((sealed.await?, format!("{}.pem", row.kid)))
}

/// Saves a backup. It is noted first: a copy that nobody has noted is worse than a note of one that failed.
pub(crate) fn save_backup(app: &App, active: &Active, key: &str, path: &Path, bytes: &[u8]) -> Result<SavedFileAnswer, Problem> {
    app.database.note_key(&active.row.id, key, "backed_up", active.ports.clock.now())?;
    tracing::info!("a private key is backed up");
    dialogs::write(path, bytes)
}
