//! A login from the browser that the program opens to the logout, and each way to end one before.

use inngang_tests::Outcome;
use inngang_tests::person::DIRECTOR;

use crate::browser::Browser;
use crate::logins::NAME;
use crate::orders::unspaced;
use crate::road::nothing_leaks;
use crate::window::{Home, Window};

#[tokio::test]
async fn a_person_logs_in_looks_around_and_logs_out() -> Outcome {
    let home = Home::new()?;
    let (window, browser) = (Window::open(&home).await?, Browser::open(&home).await?);
    window.start_with_login_client(&home, &browser).await?;

    let address = window.ask_for_login(&home).await?;
    assert!(address.contains("request_uri=") && !address.contains("code_challenge"), "sent beforehand: {address}");
    assert_eq!(window.text("#login-link").await?, address, "the link is the address that was opened");
    browser.identify(&address, "high").await?;
    browser.click("#consent").await?;
    browser.is_back().await?;
    let told = window.logged_in("good").await?;
    assert!(told.contains(NAME) && told.contains("altinn:instances.read"), "{told}");

    window.click("#user-info").await?;
    assert!(window.text("#user-info-told").await?.contains(NAME), "whom userinfo tells of");
    shown_and_hidden(&window).await?;
    window.unfold("login-road").await?;
    window.click("#login-refresh").await?;
    window.see("#stage-refresh[data-state='done']").await?;
    window.see("#stage-userinfo[data-state='done']").await?;

    window.click("#login-end").await?;
    let leaving = home.opened().await?;
    browser.visit(&leaving).await?;
    browser.see("#logged-out").await?;
    let ended = browser.url().await?;
    assert!(!ended.contains(['?', '#']), "the logout is posted: {ended}");
    window.see("#logged-out[data-verdict='good']").await?;
    window.until("!document.querySelector('#logged-in')").await?;

    browser.visit(&window.ask_for_login(&home).await?).await?;
    browser.see("#log-in").await?;
    window.click("#login-cancel").await?;
    window.see("#client-id").await?;
    nothing_leaks(window, &home, &[DIRECTOR, "id_token_hint", "request_uri=", "eyJ"]).await
}

/// One's own number is seen for as long as one wants, and stands nowhere else in the page.
async fn shown_and_hidden(window: &Window) -> Outcome {
    assert!(!unspaced(&window.whole_page().await?).contains(DIRECTOR), "shown before anybody asked");
    window.click("#reveal").await?;
    assert_eq!(unspaced(&window.text("#own-number").await?), DIRECTOR);
    window.click("#reveal").await?;
    window.until("!document.querySelector('#own-number')").await?;
    assert!(!unspaced(&window.whole_page().await?).contains(DIRECTOR), "shown after it was hidden");
    Ok(())
}

#[tokio::test]
async fn a_login_is_cancelled_there_here_and_by_another() -> Outcome {
    let home = Home::new()?;
    let (window, browser) = (Window::open(&home).await?, Browser::open(&home).await?);
    let client = window.start_with_login_client(&home, &browser).await?;

    browser.visit(&window.ask_for_login(&home).await?).await?;
    browser.click("#cancel").await?;
    browser.is_back().await?;
    window.problem("login.cancelled_by_person").await?;
    window.stopped_at("person", "login.cancelled_by_person").await?;
    assert_eq!(window.value("#client-id").await?, client, "the form is as it was");

    // Here: the form is back without a word of blame, and the browser that goes on meets nobody.
    window.click("#action-log_in_again").await?;
    let given_up = home.opened().await?;
    window.click("#login-cancel").await?;
    window.see("#client-id").await?;
    window.until("!document.querySelector('#problem')").await?;
    browser.identify(&given_up, "high").await?;
    browser.click("#consent").await?;
    nobody_answers(&browser).await?;
    window.until("!document.querySelector('#logged-in')").await?;

    // Another: whoever leaves the step while it waits, and asks anew, is served by the newest. A pushed request
    // could be used once, and Chromium tries again by itself.
    window.unfold("more").await?;
    window.click("#pushed").await?;
    let first = window.ask_for_login(&home).await?;
    window.go("start").await?;
    window.go("login").await?;
    let second = window.ask_for_login(&home).await?;
    assert!(browser.visit(&first).await.is_err(), "the browser says so at once");
    nobody_answers(&browser).await?;
    browser.visit(&second).await?;
    browser.is_back().await?;
    let told = window.logged_in("good").await?;
    assert!(told.contains(NAME), "{told}");
    window.quit().await
}

/// The browser was sent to a port that nobody listens on any more.
async fn nobody_answers(browser: &Browser) -> Outcome {
    browser.until("document.querySelector('#main-frame-error')").await
}

#[tokio::test]
async fn a_session_ends() -> Outcome {
    let home = Home::new()?;
    let (window, browser) = (Window::open(&home).await?, Browser::open(&home).await?);
    window.start_with_login_client(&home, &browser).await?;
    browser.log_in(&window.ask_for_login(&home).await?).await?;
    window.logged_in("good").await?;

    // A refresh that is refused ends it, and the card's button begins another.
    window.switch_on("refresh-refused").await?;
    window.go("login").await?;
    window.click("#login-refresh").await?;
    window.problem("login.refresh_refused").await?;
    window.stopped_at("refresh", "login.refresh_refused").await?;
    window.see("#login-gone").await?;
    window.until("!document.querySelector('#logged-in')").await?;
    window.switch_all_off().await?;
    window.click("#action-log_in_again").await?;
    browser.visit(&home.opened().await?).await?;
    browser.is_back().await?;
    window.logged_in("good").await?;

    // So does time, which practice's clock passes for both sides, and a vault that is locked.
    window.go("practice").await?;
    window.fill("#travel-days", "1").await?;
    window.click("#travel-go").await?;
    window.see("#practice-clock[data-days='1']").await?;
    gone(&window).await?;
    window.go("practice").await?;
    window.click("#travel-back").await?;
    window.go("login").await?;
    browser.log_in(&window.ask_for_login(&home).await?).await?;
    window.logged_in("good").await?;
    window.lock_vault().await?;
    window.unlock_by_keychain().await?;
    gone(&window).await?;

    // And the end of the program.
    browser.log_in(&window.ask_for_login(&home).await?).await?;
    window.logged_in("good").await?;
    window.quit().await?;
    let window = Window::open(&home).await?;
    gone(&window).await?;
    assert!(window.text("#login-gone").await?.contains(NAME), "who it was");
    window.quit().await
}

impl Window {
    /// Has the keychain open the vault, which was locked.
    async fn unlock_by_keychain(&self) -> Outcome {
        self.click("#rail-login").await?;
        self.see("#step-vault").await?;
        self.click("#primary").await?;
        self.see("#step-login").await
    }
}

/// Nobody is logged in any more, and the step says so.
async fn gone(window: &Window) -> Outcome {
    window.go("login").await?;
    window.see("#login-gone").await?;
    window.until("!document.querySelector('#logged-in') && document.querySelector('#client-id')").await
}
