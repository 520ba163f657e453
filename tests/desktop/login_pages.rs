//! The login's step in each of its states as it is seen: form, waiting, refusal, login, what remains of one.

use inngang_tests::{BAKERY, Outcome};

use crate::browser::Browser;
use crate::pages::{LOOKS, look_in, photograph};
use crate::window::{Home, Window};

/// Pictures are taken in all three languages.
async fn look(window: &Window, stage: &str, places: &[&str]) -> Outcome {
    look_in(window, stage, places, &LOOKS.map(|(language, _)| language)).await
}

#[tokio::test]
async fn every_page_of_a_login_s_form_is_accessible() -> Outcome {
    let home = Home::new()?;
    let (window, browser) = (Window::open(&home).await?, Browser::open(&home).await?);
    window.start_with_login_client(&home, &browser).await?;
    let all = "login #provider-idporten #authentication>:first-child #authentication-client_secret_basic \
               #redirect>:first-child #redirect-other #more>:first-child";
    let missing = "login #provider-ansattporten #represent-resource #primary #client-id[aria-invalid=true]";
    // What is chosen is kept, and its fold open.
    let road = "login #authentication-none #redirect-free_port #open-road";
    look(&window, "10-form", &[all, missing, road]).await?;
    window.quit().await
}

#[tokio::test]
async fn every_page_of_waiting_for_a_login_is_accessible() -> Outcome {
    let home = Home::new()?;
    let (window, browser) = (Window::open(&home).await?, Browser::open(&home).await?);
    window.start_with_login_client(&home, &browser).await?;
    let trouble = "login #primary #login-trouble>:first-child #seen-error_page #other-browsers>:first-child";
    look(&window, "10-waiting", &[trouble]).await?;
    window.click("#login-cancel").await?;
    window.fill("#client-id", "ukjent-klient").await?;
    look(&window, "10-refused", &["login #primary #problem", "diagnostics #stage-pushed"]).await?;
    window.quit().await
}

#[tokio::test]
async fn every_page_of_a_login_is_accessible() -> Outcome {
    let home = Home::new()?;
    let (window, browser) = (Window::open(&home).await?, Browser::open(&home).await?);
    window.start_with_login_client(&home, &browser).await?;
    browser.identify(&window.ask_for_login(&home).await?, "high").await?;
    browser.click("#scope-1").await?;
    browser.click("#consent").await?;
    browser.is_back().await?;
    window.logged_in("warning").await?;
    look(&window, "10-missing", &["login"]).await?;

    window.click("#ask-consent").await?;
    browser.visit(&home.opened().await?).await?;
    browser.click("#consent").await?;
    browser.is_back().await?;
    window.logged_in("good").await?;
    look(
        &window,
        "10-login",
        &["login #user-info #user-info-told #reveal #own-number #login-end-more>:first-child #login-road>:first-child"],
    )
    .await?;

    window.go("login").await?;
    window.click("#login-end").await?;
    browser.visit(&home.opened().await?).await?;
    window.see("#logged-out").await?;
    window.is_accessible("logged out").await?;
    photograph(&window, "10-out").await?;
    window.quit().await
}

#[tokio::test]
async fn every_page_of_a_person_who_acts_for_others_is_accessible() -> Outcome {
    let home = Home::new()?;
    let (window, browser) = (Window::open(&home).await?, Browser::open(&home).await?);
    window.start().await?;
    window.go("login").await?;
    window.click("#provider-ansattporten").await?;
    let portal = window.portal_for_logins(&home).await?;
    let kind = "ansattporten";
    let client = browser.register_client(&portal, BAKERY, kind, &[]).await?;
    window.fill("#client-id", &client).await?;
    window.click("#represent-service").await?;
    window.fill("#represent-code", "2480:40").await?;
    browser.identify(&window.ask_for_login(&home).await?, "high").await?;
    browser.click(&format!("#organisation-{BAKERY}")).await?;
    browser.click("#choose").await?;
    browser.is_back().await?;
    window.logged_in("good").await?;
    look(&window, "10-acting", &["login #logged-in>div>details>:first-child"]).await?;
    window.switch_on("refresh-refused").await?;
    window.go("login").await?;
    window.click("#login-refresh").await?;
    window.see("#login-gone").await?;
    window.is_accessible("a session that is over").await?;
    photograph(&window, "10-over").await?;
    look(&window, "10-gone", &["login"]).await?;
    window.quit().await
}
