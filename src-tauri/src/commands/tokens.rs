//! Tokens that somebody wants to understand, or to have.

use std::sync::Arc;

use inngang_contract::{CheckTokenSignature, CopiedView, CopyToken, Problem, ReadToken, TokenReadingView, TokenSignatureView};

use super::Shared;
use crate::guard::guarded;
use crate::{clipboard, token_reading, tokens};

#[tauri::command]
pub(crate) async fn token_copy(input: CopyToken, app: Shared<'_>) -> Result<CopiedView, Problem> {
    let app = Arc::clone(&app);
    guarded(async move {
        let active = app.active().await?;
        clipboard::copy(&tokens::held(&input.token, &active).await?.secret)
    })
    .await
}

#[tauri::command]
pub(crate) async fn token_read(input: ReadToken, app: Shared<'_>) -> Result<TokenReadingView, Problem> {
    let app = Arc::clone(&app);
    guarded(async move { token_reading::read(input, &*app.active().await?).await }).await
}

#[tauri::command]
pub(crate) async fn token_signature(input: CheckTokenSignature, app: Shared<'_>) -> Result<TokenSignatureView, Problem> {
    let app = Arc::clone(&app);
    guarded(async move { token_reading::signature(&input.reading, &*app.active().await?).await }).await
}
