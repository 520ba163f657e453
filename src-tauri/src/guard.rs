//! Catches a panic in a command. Without it the page would wait for an answer for ever.

use std::future::Future;

use inngang_contract::Problem;

/// Runs a command's work; a panic in it answers `app.bug`.
pub(crate) async fn guarded<T: Send + 'static>(work: impl Future<Output = Result<T, Problem>> + Send + 'static) -> Result<T, Problem> {
    match tauri::async_runtime::spawn(work).await {
        Ok(answer) => answer,
        Err(failure) => {
            tracing::error!(panicked = is_panic(&failure), "a command failed by a bug");
            Err(Problem::bug())
        }
    }
}

/// Runs work that blocks, such as making a key or deriving one from a password, off the threads that serve the page.
pub(crate) async fn blocking<T: Send + 'static>(work: impl FnOnce() -> Result<T, Problem> + Send + 'static) -> Result<T, Problem> {
    tauri::async_runtime::spawn_blocking(work).await.unwrap_or_else(|failure| {
        tracing::error!(panicked = is_panic(&failure), "work off the page's threads failed by a bug");
        Err(Problem::bug())
    })
}

/// The panic's own words stay out of the log: they may quote what was being worked on.
const fn is_panic(failure: &tauri::Error) -> bool {
    matches!(failure, tauri::Error::JoinError(_))
}
