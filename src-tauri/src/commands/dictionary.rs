//! The error dictionary, which needs neither profile nor network.

use inngang_contract::{DictionaryView, LookUp, Problem, RecognitionView};
use inngang_engine::dictionary;

use crate::guard::guarded;

#[tauri::command]
pub(crate) async fn dictionary_open() -> Result<DictionaryView, Problem> {
    guarded(async { Ok(DictionaryView::whole()) }).await
}

#[tauri::command]
pub(crate) async fn dictionary_recognise(input: LookUp) -> Result<RecognitionView, Problem> {
    // EXPOSE: what was pasted is compared with what is known and forgotten.
    guarded(async move { Ok(dictionary::recognise(input.text.expose()).into()) }).await
}
