//! The road through the portal in a real browser: each value copied from the window, both ids copied back, proved by a token.

use std::time::Duration;

use inngang_tests::{BAKERY, Outcome};

use crate::browser::Browser;
use crate::screen;
use crate::window::{Home, Window};

/// As long as the portal's changes take to spread, and then some.
const SPREADING: Duration = Duration::from_secs(75);

/// Scopes that the form for logins has from the beginning.
const ALWAYS: &[&str] = &["openid", "profile"];

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

    /// Fills in the portal's form for a new client with nothing but what the window says, and gives the scopes.
    async fn fill_in_by_the_book(&self, home: &Home, browser: &Browser, kind: &str) -> Outcome<Vec<String>> {
        self.click("#open-portal").await?;
        browser.begin_client(&home.opened().await?, BAKERY, kind).await?;
        for name in ["name", "description"] {
            let [value] = &self.copy_field(name).await?[..] else { return Err(format!("{name} has not one value").into()) };
            browser.fill(&format!("#{kind}-{name}"), value).await?;
        }
        let scopes = self.copy_field("scopes").await?;
        for scope in scopes.iter().filter(|scope| !ALWAYS.contains(&scope.as_str())) {
            browser.tick_scope(kind, scope).await?;
        }
        Ok(scopes)
    }

    /// Registers a client for Maskinporten in this way, and gives its id and scopes.
    async fn client_by_the_book(&self, home: &Home, browser: &Browser) -> Outcome<(String, String)> {
        let scopes = self.fill_in_by_the_book(home, browser, "maskinporten").await?;
        browser.fill("#maskinporten-access_token_lifetime", &self.copy_field("access_token_lifetime").await?.concat()).await?;
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

#[tokio::test]
async fn a_client_for_logins_goes_to_the_portal() -> Outcome {
    let home = Home::new()?;
    let (window, browser) = (Window::open(&home).await?, Browser::open(&home).await?);
    window.start().await?;
    window.go("login").await?;
    window.click("#open-road").await?;
    window.fill_in_by_the_book(&home, &browser, "idporten").await?;
    for (field, list) in [("application_type", "application_type"), ("authentication", "token_endpoint_auth_method")] {
        let value = window.copy_field(field).await?.concat();
        browser.click(&format!("#idporten-{list} option[value='{value}']")).await?;
    }
    browser.fill("#idporten-redirect_uri", &window.copy_field("redirect_uris").await?.join("\n")).await?;
    let client = browser.create_client("idporten").await?;
    window.fill("#client-id", &client).await?;
    window.click("#primary").await?;

    window.see("#level-high").await?;
    assert_eq!(window.value("#client-id").await?, client, "the id came back to the step");
    window.click("#primary").await?;
    browser.log_in(&home.opened().await?).await?;
    window.see("#logged-in").await?;
    window.quit().await
}
