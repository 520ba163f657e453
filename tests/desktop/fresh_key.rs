//! A key that Maskinporten does not know yet: it is waited for, and the wait can be ended.

use inngang_tests::Outcome;

use crate::browser::Browser;
use crate::steps::MACHINE_SCOPES;
use crate::window::{Home, Window};

#[tokio::test]
async fn a_key_that_was_just_uploaded_is_waited_for() -> Outcome {
    let home = Home::new()?;
    let (window, browser) = (Window::open(&home).await?, Browser::open(&home).await?);
    window.start_with_client(&home, &browser, MACHINE_SCOPES).await?;
    // Twice, counted from here.
    window.switch_on("key-just-uploaded").await?;
    window.order(MACHINE_SCOPES[0], &[]).await?;
    window.checked("check_key_new", "note").await?;
    window.click("#primary").await?;
    let told = window.text("#waiting-for-key").await?;
    assert!(told.len() > 80, "what is waited for, and why: {told}");
    window.click("#cancel").await?;
    window.until("!document.querySelector('#waiting-for-key') && !document.querySelector('#problem')").await?;
    window.see("#scopes").await?;

    window.click("#primary").await?;
    window.see("#waiting-for-key").await?;
    window.see("#token-key").await?;
    window.until("!document.querySelector('#waiting-for-key') && !document.querySelector('#problem')").await?;
    window.unfold("happened").await?;
    assert!(window.text("#happened").await?.contains("maskinporten.token"), "the way there");
    window.quit().await
}
