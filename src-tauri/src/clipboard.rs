//! The clipboard, for a token or a client secret: put there by Rust, taken away again.

use std::time::Duration;

use arboard::Clipboard;
use inngang_contract::{CopiedView, Problem};
use inngang_engine::secret::Secret;

/// How long a copy stays.
const KEPT_FOR: Duration = Duration::from_secs(45);

/// Copies a secret, and clears the clipboard after [`KEPT_FOR`] unless something else was copied meanwhile.
pub(crate) fn copy(secret: &Secret<String>) -> Result<CopiedView, Problem> {
    // EXPOSE: the person asked for it on the clipboard; the copy that decides whether to clear is a secret again.
    let text = Secret::new(secret.expose().clone());
    let (copied, answer) = std::sync::mpsc::channel();
    // The thread lives as long as the copy: on X11 a selection is served by its owner.
    std::thread::spawn(move || {
        let put = Clipboard::new().and_then(|mut clipboard| {
            // EXPOSE: as above.
            clipboard.set_text(text.expose().as_str())?;
            Ok(clipboard)
        });
        let done = put.is_ok();
        if copied.send(done).is_err() || !done {
            return;
        }
        std::thread::sleep(KEPT_FOR);
        if let Ok(mut clipboard) = put
            // EXPOSE: compared with what is on the clipboard now.
            && clipboard.get_text().is_ok_and(|now| now == *text.expose())
            && let Err(failure) = clipboard.clear()
        {
            tracing::warn!(%failure, "the clipboard could not be cleared");
        }
    });
    match answer.recv() {
        Ok(true) => Ok(CopiedView { cleared_after_seconds: u32::try_from(KEPT_FOR.as_secs()).unwrap_or(u32::MAX) }),
        _ => Err(Problem::not_saved("clipboard")),
    }
}
