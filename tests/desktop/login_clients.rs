//! Clients that prove themselves, tokens that are bound to a key, people who act for an organisation.

use inngang_tests::person::DIRECTOR;
use inngang_tests::{BAKERY, Outcome};

use crate::browser::Browser;
use crate::logins::{NAME, Unusual};
use crate::orders::unspaced;
use crate::process::free_port;
use crate::road::nothing_leaks;
use crate::window::{Home, Window};

/// Altinn's resource that the director has been given by the bakery.
const RESOURCE: &str = "app_ttd_demo";

#[tokio::test]
async fn a_client_proves_itself_by_the_key_of_the_wizard() -> Outcome {
    let home = Home::new()?;
    let (window, browser) = (Window::open(&home).await?, Browser::open(&home).await?);
    window.start().await?;
    let key = window.make_key().await?;
    let portal = window.portal_for_logins(&home).await?;
    let redirect = format!("http://127.0.0.1:{}/callback", free_port()?);
    let unusual = Unusual { kind: "idporten", application: "web", method: "private_key_jwt", redirect: &redirect };
    let client = browser.register_unusual(&portal, &unusual).await?;
    browser.add_key(&key).await?;

    window.fill("#client-id", &client).await?;
    window.come_back_to(&redirect).await?;
    window.unfolded("authentication").await?;
    window.click("#authentication-key").await?;
    browser.identify(&window.ask_for_login(&home).await?, "high").await?;
    browser.click("#consent").await?;
    browser.until("location.pathname === '/callback/done'").await?;
    assert!(window.logged_in("good").await?.contains(NAME));
    window.click("#login-refresh").await?;
    window.unfold("login-road").await?;
    window.see("#stage-refresh[data-state='done']").await?;

    // Tokens of the same client, bound to a key of their own.
    window.click("#login-again").await?;
    window.unfolded("more").await?;
    window.click("#dpop").await?;
    browser.visit(&window.ask_for_login(&home).await?).await?;
    browser.is_back().await?;
    assert!(window.logged_in("good").await?.contains("DPoP"), "that Altinn takes no such token");
    window.click("#user-info").await?;
    assert!(window.text("#user-info-told").await?.contains(NAME), "with a proof for each request");
    nothing_leaks(window, &home, &[DIRECTOR, "PRIVATE KEY", "eyJ"]).await
}

#[tokio::test]
async fn a_secret_is_typed_once() -> Outcome {
    let home = Home::new()?;
    let (window, browser) = (Window::open(&home).await?, Browser::open(&home).await?);
    window.start().await?;
    let portal = window.portal_for_logins(&home).await?;
    let redirect = format!("http://127.0.0.1:{}/callback", free_port()?);
    let unusual = Unusual { kind: "idporten", application: "web", method: "client_secret_basic", redirect: &redirect };
    let client = browser.register_unusual(&portal, &unusual).await?;
    browser.click("#tab-keys").await?;
    browser.click("#make-secret").await?;
    let secret = browser.text("#secret").await?;

    window.fill("#client-id", &client).await?;
    window.come_back_to(&redirect).await?;
    window.unfolded("authentication").await?;
    window.click("#authentication-client_secret_basic").await?;
    window.fill("#client-secret", "ikke-denne-4418").await?;
    window.click("#primary").await?;
    window.problem("login.secret_refused").await?;
    window.unfolded("authentication").await?;
    window.fill("#client-secret", &secret).await?;
    browser.identify(&window.ask_for_login(&home).await?, "high").await?;
    browser.click("#consent").await?;
    browser.is_back().await?;
    window.logged_in("good").await?;
    assert!(!window.whole_page().await?.contains(&secret), "the page holds the secret");

    // Another time, and after another start, it need not be typed.
    window.click("#login-again").await?;
    browser.visit(&window.ask_for_login(&home).await?).await?;
    browser.is_back().await?;
    window.logged_in("good").await?;
    window.quit().await?;
    let window = Window::open(&home).await?;
    window.go("login").await?;
    window.see("#login-gone").await?;
    let address = window.ask_for_login(&home).await?;
    // Practice has been started anew, and knows this browser no more.
    browser.log_in(&address).await?;
    window.logged_in("good").await?;
    nothing_leaks(window, &home, &[&secret, "ikke-denne-4418", DIRECTOR]).await
}

#[tokio::test]
async fn a_person_acts_for_an_organisation() -> Outcome {
    let home = Home::new()?;
    let (window, browser) = (Window::open(&home).await?, Browser::open(&home).await?);
    window.start().await?;
    window.go("login").await?;
    window.click("#provider-ansattporten").await?;
    window.click("#open-road").await?;
    window.click("#open-portal").await?;
    let client = browser.register_client(&home.opened().await?, BAKERY, "ansattporten", &[]).await?;
    window.fill("#client-id", &client).await?;
    window.click("#primary").await?;

    window.click("#represent-resource").await?;
    window.click("#primary").await?;
    window.until("document.querySelector('#represent-code').getAttribute('aria-invalid') === 'true'").await?;
    window.fill("#represent-code", RESOURCE).await?;
    browser.identify(&window.ask_for_login(&home).await?, "high").await?;
    browser.click(&format!("#organisation-{BAKERY}")).await?;
    browser.click("#choose").await?;
    browser.is_back().await?;
    let told = unspaced(&window.logged_in("good").await?);
    assert!(told.contains(BAKERY) && told.contains("BLÅBÆRSVINGENBAKERIAS"), "whom the person acts for: {told}");
    assert!(told.contains("Ansattporten"), "who says so: {told}");
    window.until("!document.querySelector('#user-info')").await?;
    window.quit().await
}
