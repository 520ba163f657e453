//! The road through the portal in a real browser: each value copied from the window, both ids copied back, proved by a token.

use std::time::Duration;

use inngang_tests::{BAKERY, Outcome};

use crate::browser::Browser;
use crate::screen;
use crate::window::{Home, Window};

/// As long as the portal's changes take to spread, and then some.
const SPREADING: Duration = Duration::from_secs(75);

impl Window {
    /// Copies what the window says to enter in the portal's field of this name, value by value.
    async fn copy_field(&self, name: &str) -> Outcome<Vec<String>> {
        let buttons = format!("button[id^='copy-field-{name}']");
        self.see(&buttons).await?;
        let ids = self.run(&format!("return [...document.querySelectorAll(\"{buttons}\")].map((it) => it.id)"), &[]).await?;
        let mut values = Vec::new();
        for id in ids.as_array().into_iter().flatten().filter_map(|id| id.as_str()) {
            let shown = self.text(&format!("dd:has(#{id}) code")).await?;
            self.click(&format!("#{id}")).await?;
            values.push(screen::copied(&shown).await?);
            assert_eq!(values.last(), Some(&shown), "the clipboard holds what the field shows");
        }
        Ok(values)
    }

    /// Registers a client in the portal with nothing but what the window says, and gives its id
    /// and scopes.
    async fn client_by_the_book(&self, home: &Home, browser: &Browser) -> Outcome<(String, String)> {
        self.click("#open-portal").await?;
        browser.begin_client(&home.opened().await?, BAKERY, "maskinporten").await?;
        for name in ["name", "description", "access_token_lifetime"] {
            let [value] = &self.copy_field(name).await?[..] else { return Err(format!("{name} has not one value").into()) };
            browser.fill(&format!("#maskinporten-{name}"), value).await?;
        }
        let scopes = self.copy_field("scopes").await?;
        for scope in &scopes {
            browser.tick_scope("maskinporten", scope).await?;
        }
        Ok((browser.create_client("maskinporten").await?, scopes.join(" ")))
    }
}

#[tokio::test]
async fn a_key_goes_to_the_portal_as_jwk() -> Outcome {
    let home = Home::new()?;
    let (window, browser) = (Window::open(&home).await?, Browser::open(&home).await?);
    window.start().await?;
    window.go("practice").await?;
    window.click("#propagation-30").await?;
    window.until("document.querySelector('#propagation-30').checked").await?;
    let key = window.make_key().await?;

    let (client, scopes) = window.client_by_the_book(&home, &browser).await?;
    assert_eq!(browser.add_key(&key).await?, window.value("#kid").await?, "the portal keeps the name that a JWK has");
    window.fill("#client-id", &client).await?;
    window.click("#primary").await?;
    window.see("#key-summary[data-verdict='note']").await?;

    window.fill("#scopes", &scopes).await?;
    window.click("#primary").await?;
    window.see("#waiting-for-key").await?;
    window.see_at_last("#key-summary[data-verdict='good']", SPREADING).await?;
    assert_eq!(window.state_of("maskinporten").await?, "done", "one token is the proof");
    window.quit().await
}

#[tokio::test]
async fn a_key_goes_to_the_portal_as_pem() -> Outcome {
    let home = Home::new()?;
    let (window, browser) = (Window::open(&home).await?, Browser::open(&home).await?);
    window.start().await?;
    window.make_key().await?;
    let ours = window.value("#kid").await?;

    let (client, scopes) = window.client_by_the_book(&home, &browser).await?;
    window.click("#tab-pem").await?;
    window.click("#copy-pem").await?;
    let theirs = browser.add_key(&screen::copied("-----BEGIN PUBLIC KEY-----").await?).await?;
    assert_ne!(theirs, ours, "the portal makes a name of its own");
    assert_eq!(window.value("#kid").await?, "", "ours would be wrong");
    window.fill("#client-id", &client).await?;
    window.click("#primary").await?;
    window.until("document.querySelector('#kid').getAttribute('aria-invalid') === 'true'").await?;
    window.fill("#kid", &theirs).await?;
    window.click("#primary").await?;
    assert!(window.text("#key-summary").await?.contains(&theirs), "which key the client has");
    window.prove(&scopes).await?;
    window.quit().await
}
