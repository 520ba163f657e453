//! The road with the program ended after each step: what was done is done, and practice still knows its clients.

use inngang_tests::{BAKERY, Outcome};

use crate::browser::Browser;
use crate::screen;
use crate::steps::PERSON_SCOPES;
use crate::window::{Home, Window};

/// How the program ends.
enum End {
    /// The person closes the window.
    Quit,
    /// The power goes.
    Killed,
}

/// Ends the program, starts it again, and looks whether these steps are done and this one is where the person goes on.
async fn again(window: Window, home: &Home, end: End, done: &[&str], now: &str) -> Outcome<Window> {
    match end {
        End::Quit => window.quit().await?,
        End::Killed => window.kill().await?,
    }
    let window = Window::open(home).await?;
    for step in done {
        assert_eq!(window.state_of(step).await?, "done", "{step}");
    }
    window.see(&format!("#step-{now}")).await?;
    Ok(window)
}

#[tokio::test]
async fn what_is_done_stays_done() -> Outcome {
    let home = Home::new()?;
    let (window, browser) = (Window::open(&home).await?, Browser::open(&home).await?);
    window.start().await?;

    let window = again(window, &home, End::Quit, &["start"], "certificate").await?;
    let file = window.issue().await?;
    window.import(&file).await?;

    let window = again(window, &home, End::Killed, &["start", "certificate"], "key").await?;
    let made = window.make_key().await?;

    let window = again(window, &home, End::Quit, &["certificate"], "key").await?;
    window.click("#copy-jwk").await?;
    assert_eq!(screen::copied("{").await?, made, "the same key as before");
    let registered = window.register_in_portal(&home, &browser, &made).await?;
    window.remember(&registered).await?;

    let window = again(window, &home, End::Killed, &["certificate", "key"], "maskinporten").await?;
    window.token_by_key().await?;

    let window = again(window, &home, End::Quit, &["certificate", "key", "maskinporten"], "access").await?;
    // The addresses of practice are new, its clients are not.
    window.go("login").await?;
    window.click("#open-road").await?;
    window.click("#open-portal").await?;
    let client = browser.register_client(&home.opened().await?, BAKERY, "idporten", PERSON_SCOPES).await?;
    window.click("#back").await?;
    window.log_in(&home, &browser, &client).await?;

    let window = again(window, &home, End::Killed, &["maskinporten", "login"], "access").await?;
    window.token_by_key().await?;
    window.climb("organisation").await?;

    let window = again(window, &home, End::Quit, &["start", "certificate", "key", "maskinporten", "login", "access"], "done").await?;
    window.see("#proved").await?;
    window.quit().await
}
