//! Logins that come to nothing or to less: each is told by its own code, names where it stopped, and has a way on.

use std::net::TcpListener;
use std::path::Path;

use inngang_tests::Outcome;

use crate::browser::Browser;
use crate::logins::NAME;
use crate::process::free_port;
use crate::screen;
use crate::window::{Home, Window};

const WRITING: &str = "altinn:instances.write";

#[tokio::test]
async fn a_login_gives_less_than_was_asked_for() -> Outcome {
    let home = Home::new()?;
    let (window, browser) = (Window::open(&home).await?, Browser::open(&home).await?);
    window.start_with_login_client(&home, &browser).await?;

    // A scope is declined, and given when consent is asked for once more.
    browser.identify(&window.ask_for_login(&home).await?, "high").await?;
    browser.click("#scope-1").await?;
    browser.click("#consent").await?;
    browser.is_back().await?;
    let told = window.logged_in("warning").await?;
    assert!(told.contains("altinn:accessmanagement/authorizedparties") || told.contains("altinn:instances.read"), "which: {told}");
    window.click("#ask-consent").await?;
    browser.visit(&home.opened().await?).await?;
    browser.click("#consent").await?;
    browser.is_back().await?;
    window.logged_in("good").await?;

    // The service leaves one out by itself.
    window.switch_on("missing-scope").await?;
    window.go("login").await?;
    window.click("#login-again").await?;
    browser.visit(&window.ask_for_login(&home).await?).await?;
    browser.is_back().await?;
    window.logged_in("warning").await?;
    window.see("#ask-consent").await?;
    window.switch_all_off().await?;

    // A level below the one that was asked for is no login at all; where it stopped is told under troubleshooting too.
    window.switch_on("low-acr").await?;
    window.go("login").await?;
    window.click("#login-again").await?;
    window.click("#level-high").await?;
    browser.visit(&window.ask_for_login(&home).await?).await?;
    browser.is_back().await?;
    let told = window.problem("login.level_too_low").await?;
    assert!(told.len() > 80, "title, cause, remedy: {told}");
    window.stopped_at("id_token", "login.level_too_low").await?;
    window.go("diagnostics").await?;
    window.stopped_at("id_token", "login.level_too_low").await?;
    window.click("#look-up-id_token").await?;
    window.see("#page-dictionary").await?;
    window.quit().await
}

#[tokio::test]
async fn a_client_that_is_other_than_asked_for_is_told_of() -> Outcome {
    let home = Home::new()?;
    let (window, browser) = (Window::open(&home).await?, Browser::open(&home).await?);
    let client = window.start_with_login_client(&home, &browser).await?;
    let scopes = window.value("#scopes").await?;

    window.fill("#scopes", WRITING).await?;
    window.click("#primary").await?;
    let told = window.problem("login.scope_refused").await?;
    assert!(told.contains(WRITING), "which: {told}");
    window.stopped_at("pushed", "login.scope_refused").await?;
    window.fill("#scopes", &scopes).await?;

    window.fill("#client-id", "ukjent-klient").await?;
    window.click("#primary").await?;
    window.problem("login.client_refused").await?;
    window.stopped_at("pushed", "login.client_refused").await?;
    window.fill("#client-id", &client).await?;

    let stranger = "http://127.0.0.1:0/annet";
    window.come_back_to(stranger).await?;
    window.click("#primary").await?;
    let told = window.problem("login.redirect_refused").await?;
    assert!(told.contains(stranger), "which: {told}");

    let taken = TcpListener::bind(("127.0.0.1", free_port()?))?;
    let port = taken.local_addr()?.port().to_string();
    window.come_back_to(&format!("http://127.0.0.1:{port}/callback")).await?;
    window.click("#primary").await?;
    let told = window.problem("login.port_taken").await?;
    assert!(told.contains(&port), "which: {told}");
    assert!(!home.path("browser.seen").exists(), "no browser was opened for what was refused before");
    window.quit().await
}

#[tokio::test]
async fn what_is_seen_when_nothing_comes_back_is_explained() -> Outcome {
    let home = Home::new()?;
    let (window, browser) = (Window::open(&home).await?, Browser::open(&home).await?);
    let client = window.start_with_login_client(&home, &browser).await?;
    window.unfold("more").await?;
    window.click("#pushed").await?;
    window.fill("#client-id", "ukjent-klient").await?;

    let address = window.ask_for_login(&home).await?;
    assert!(address.contains("code_challenge=") && address.contains("ukjent-klient"), "nothing was sent beforehand: {address}");
    browser.visit(&address).await?;
    browser.see("#error").await?;
    window.unfold("login-trouble").await?;
    for seen in ["closed", "error_page", "unreachable", "elsewhere", "again"] {
        window.click(&format!("#seen-{seen}")).await?;
        let told = window.text(&format!("#seen[data-seen='{seen}']")).await?;
        assert!(told.len() > 60, "{seen}: {told}");
        let told = window.text("#login-trouble").await?;
        let compared = told.contains("ukjent-klient") && told.contains("http://127.0.0.1:0/callback");
        assert_eq!(compared, seen == "error_page", "the values to compare belong to the error page: {told}");
    }
    window.click("#seen-closed").await?;
    window.click("#open-again").await?;
    assert_eq!(home.opened().await?, address, "the same login once more");

    window.click("#login-cancel").await?;
    window.fill("#client-id", &client).await?;
    browser.identify(&window.ask_for_login(&home).await?, "high").await?;
    browser.click("#consent").await?;
    browser.is_back().await?;
    assert!(window.logged_in("good").await?.contains(NAME), "the same form, put right");
    window.quit().await
}

#[tokio::test]
async fn a_browser_that_does_not_open_is_another_s_turn() -> Outcome {
    let home = Home::new()?;
    let applications = home.path("share/applications");
    std::fs::create_dir_all(&applications)?;
    std::fs::write(applications.join("prove.desktop"), entry(&home.path("browser")))?;
    let share = home.path("share").display().to_string();
    let window = Window::open_among(&home, &[("BROWSER", "/bin/false"), ("XDG_DATA_HOME", &share)]).await?;
    let browser = Browser::open(&home).await?;
    window.start().await?;
    window.go("login").await?;
    window.fill("#client-id", "ukjent-klient").await?;
    window.unfold("more").await?;
    window.click("#pushed").await?;

    window.click("#primary").await?;
    let address = window.text("#login-link").await?;
    assert!(window.text("#waiting-for-browser").await?.contains("åpnet seg ikke"), "that it did not open");
    window.click("#copy-link").await?;
    assert_eq!(screen::copied("http").await?, address);
    window.click("#other-browsers [id='open-in-prove.desktop']").await?;
    assert_eq!(home.opened().await?, address, "the same login in the browser that was chosen");
    browser.visit(&address).await?;
    browser.see("#error").await?;
    window.click("#login-cancel").await?;
    window.quit().await
}

/// A browser as the desktop lists it. It is not the one that the desktop itself would open practice's addresses in.
fn entry(program: &Path) -> String {
    format!("[Desktop Entry]\nType=Application\nName=Prøvenettleser\nExec={} %u\nMimeType=x-scheme-handler/https;\n", program.display())
}
