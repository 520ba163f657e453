//! A clock that is wrong: the token comes all the same, and whoever looks is told how to set it.

use inngang_tests::Outcome;

use crate::browser::Browser;
use crate::steps::MACHINE_SCOPES;
use crate::window::{Home, Window};

#[tokio::test]
async fn a_wrong_clock_is_told_and_mended() -> Outcome {
    let home = Home::new()?;
    let (window, browser) = (Window::open(&home).await?, Browser::open(&home).await?);
    window.start_with_client(&home, &browser, MACHINE_SCOPES).await?;
    window.switch_on("clock-5-minutes").await?;
    window.order(MACHINE_SCOPES[0], &[]).await?;
    window.fetch().await?;
    told_of(&window).await?;

    window.click("#fetch-again").await?;
    let foretold = window.checked("check_clock_off", "note").await?;
    assert!(foretold.contains("300") || foretold.contains("299"), "by how much: {foretold}");
    window.dry_run_is_green().await?;
    window.go("diagnostics").await?;
    told_of(&window).await?;

    // Set right again: the grant is still dated by what was measured before, and the refusal measures anew.
    window.switch_all_off().await?;
    window.order(MACHINE_SCOPES[0], &[]).await?;
    window.refused("maskinporten.issued_later").await?;
    window.fetched_at_last().await?;
    window.until("document.querySelector('#clock') === null").await?;
    window.go("diagnostics").await?;
    window.see("#clock[data-clock='good']").await?;
    window.quit().await
}

/// How far it is off, and what to do about it on this system.
async fn told_of(window: &Window) -> Outcome {
    let told = window.text("#clock[data-clock='behind']").await?;
    assert!(told.contains("300 sekunder") || told.contains("299 sekunder"), "by how much: {told}");
    assert!(told.contains("timedatectl set-ntp true"), "what to do: {told}");
    window.see("#clock [data-system='linux'] li").await
}
