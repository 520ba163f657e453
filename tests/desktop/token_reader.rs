//! Tokens read in the window: from memory, from the clipboard, genuine, broken, cut off.

use arboard::Clipboard;
use inngang_tests::Outcome;
use inngang_tests::person::DIRECTOR;

use crate::browser::Browser;
use crate::orders::unspaced;
use crate::road::nothing_leaks;
use crate::steps::MACHINE_SCOPES;
use crate::window::{Home, Window};

impl Window {
    /// Has the token on the clipboard read.
    async fn read_pasted(&self) -> Outcome {
        self.paste_in("#pasted-token").await?;
        self.click("#read").await
    }

    /// Asks whether the token that is shown is genuine, and waits for this verdict.
    async fn signature(&self, code: &str) -> Outcome {
        self.click("#check-signature").await?;
        self.see(&format!("[data-signature='token.{code}'] #signature-verdict")).await
    }
}

#[tokio::test]
async fn tokens_are_read_from_memory_and_clipboard() -> Outcome {
    let home = Home::new()?;
    let (window, browser) = (Window::open(&home).await?, Browser::open(&home).await?);
    let registered = window.start_with_client(&home, &browser, MACHINE_SCOPES).await?;
    window.order(MACHINE_SCOPES[0], &[("person", DIRECTOR)]).await?;
    window.fetch().await?;
    let token = window.copy_token().await?;

    window.click("#read-token").await?;
    window.see("#token-reading[data-kind='maskinporten']").await?;
    let who = unspaced(&window.text("#who [data-role='consumer']").await?);
    assert!(who.contains("315000106"), "who is who: {who}");
    assert!(window.text("#claims").await?.contains(&registered.client), "claim by claim");

    window.go("diagnostics").await?;
    window.click("#open-token-reader").await?;
    window.see("#page-token-reader").await?;
    window.until("!document.querySelector('#token-reading')").await?;
    window.read_pasted().await?;
    window.see("#token-reading[data-kind='maskinporten']").await?;
    window.signature("signature_verified").await?;
    let (rest, signature) = token.rsplit_once('.').ok_or("a token in three parts")?;
    let page = window.whole_page().await?;
    for part in [&token, rest, signature, DIRECTOR] {
        assert!(!page.contains(part), "the page holds what was pasted, or the person's number");
    }

    let mut clipboard = Clipboard::new()?;
    let other = if signature.starts_with('A') { 'B' } else { 'A' };
    clipboard.set_text(format!("{rest}.{other}{}", &signature[1..]))?;
    window.read_pasted().await?;
    window.signature("signature_broken").await?;
    clipboard.set_text(rest.to_owned())?;
    window.read_pasted().await?;
    window.problem("token.cut_off").await?;
    window.until("document.querySelector('#pasted-token').value === ''").await?;
    nothing_leaks(window, &home, &[&token, rest, signature, DIRECTOR, "PRIVATE KEY"]).await
}
