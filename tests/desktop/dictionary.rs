//! The error dictionary: opened from a refusal, asked with what a service answered, in three languages.

use arboard::Clipboard;
use inngang_tests::Outcome;

use crate::browser::Browser;
use crate::pages::LANGUAGES;
use crate::screen;
use crate::steps::MACHINE_SCOPES;
use crate::window::{Home, Window};

/// As a colleague sends it: the whole answer, cut out of a log.
const ANSWER: &str = r#"{"error":"invalid_grant","error_description":"The key has expired (trace_id: 4bf92f3577b34da6a3ce929d0e0e4736)","error_uri":"https://test.maskinporten.no/errors/MP-121"}"#;
const TRACE: &str = "4bf92f3577b34da6a3ce929d0e0e4736";

impl Window {
    /// Waits until this entry is open, and gives its words.
    async fn entry(&self, code: &str) -> Outcome<String> {
        self.text(&format!("#dictionary-entries [data-code='{code}'] dl")).await?;
        self.text(&format!("#dictionary-entries [data-code='{code}']")).await
    }
}

#[tokio::test]
async fn a_refusal_is_looked_up() -> Outcome {
    let home = Home::new()?;
    let (window, browser) = (Window::open(&home).await?, Browser::open(&home).await?);
    window.start_with_client(&home, &browser, MACHINE_SCOPES).await?;
    window.order("altinn:serviceowner", &[]).await?;
    window.refused("maskinporten.scope_not_registered").await?;
    window.click("#look-up-problem").await?;
    assert_eq!(window.value("#dictionary-query").await?, "maskinporten.scope_not_registered");
    let entry = window.entry("maskinporten.scope_not_registered").await?;
    assert!(entry.contains("MP-200"), "what the service calls it: {entry}");

    let mut clipboard = Clipboard::new()?;
    clipboard.set_text(ANSWER)?;
    window.paste_in("#dictionary-query").await?;
    window.click("#copy-trace-id").await?;
    assert_eq!(screen::copied("4bf9").await?, TRACE);
    window.entry("maskinporten.key_expired").await?;

    let mut titles = Vec::new();
    for language in LANGUAGES {
        window.go("settings").await?;
        window.click(&format!("#language-{language}")).await?;
        window.until(&format!("document.documentElement.lang === '{language}'")).await?;
        window.go("diagnostics").await?;
        window.click("#open-dictionary").await?;
        window.fill("#dictionary-query", "MP-303").await?;
        let entry = window.entry("maskinporten.system_user").await?;
        assert!(!entry.contains("{{"), "a value that nobody fills in: {entry}");
        titles.push(entry);
    }
    titles.dedup();
    assert_eq!(titles.len(), LANGUAGES.len(), "each language has its own words");
    window.quit().await
}
