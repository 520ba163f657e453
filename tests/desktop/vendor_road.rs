//! A vendor's road: a system is registered, a customer asked, who approves in the browser; a token; the ladder to the top.

use inngang_tests::{BAKERY, Outcome};

use crate::altinn_steps::{CLAIMS, TAX, VENDOR};
use crate::browser::Browser;
use crate::orders::unspaced;
use crate::window::{Home, Window};

#[tokio::test]
async fn a_system_is_registered_and_a_customer_s_system_user_proved() -> Outcome {
    let home = Home::new()?;
    let (window, browser) = (Window::open(&home).await?, Browser::open(&home).await?);
    window.start_as_vendor(VENDOR, "acts-customers", &home, &browser).await?;

    a_system_is_registered(&window).await?;

    window.go("system_user").await?;
    window.fill("#ask-party", BAKERY).await?;
    window.until("document.body.innerText.includes('BLÅBÆRSVINGEN BAKERI AS')").await?;
    let link = window.send_request().await?;
    assert_eq!(window.state_of("system_user").await?, "waiting");
    window.click("#open-link").await?;
    let opened = home.opened().await?;
    assert_eq!(opened, link, "the link that is shown is the one that is opened");
    browser.approve(&opened).await?;
    // Nobody presses anything: the program hears of it.
    window.see("#request-approved").await?;
    assert_eq!(window.state_of("system_user").await?, "done");

    window.click("#prove-do").await?;
    let proof = window.text("#proof[data-verdict='good']").await?;
    assert!(proof.len() > 40, "each rung is told: {proof}");
    window.is_seen("11-proved").await?;
    window.climb("system_user").await?;
    window.see("#access-verdict[data-verdict='good']").await?;
    window.is_seen("11-ladder").await?;
    let ladder = unspaced(&window.text("main").await?);
    assert!(ladder.contains(BAKERY), "who is reached: {ladder}");
    window.until("!document.querySelector('[data-outcome=pending]')").await?;
    window.climb("vendor").await?;
    window.see("#access-verdict[data-verdict='good']").await?;
    window.quit().await
}

/// Fills in the form with an id that cannot be, is told so beside it, and puts it right.
async fn a_system_is_registered(window: &Window) -> Outcome {
    window.go("systems").await?;
    window.see("#no-systems").await?;
    window.begin_system("kasse æ", "Kassesystem").await?;
    window.add_right("resources", "krav", CLAIMS).await?;
    window.add_right("packages", "skattegrunnlag", TAX).await?;
    window.click("#primary").await?;
    window.see("#wrong").await?;
    window.until("document.querySelector('#system-id').getAttribute('aria-invalid') === 'true'").await?;
    let beside = window.text("[data-field]:has(#system-id) [data-code], .ds-field:has(#system-id) [data-code]").await?;
    assert!(beside.len() > 40, "what is wrong with the id, and what to do: {beside}");
    assert_eq!(window.value("#system-name-nn").await?, "Kassesystem", "the rest of the form is as it was");
    window.fill("#system-id", "kasse").await?;
    window.register_system().await?;
    let facts = window.text("#system-facts").await?;
    for told in [&format!("{VENDOR}_kasse"), CLAIMS, "skattegrunnlag"] {
        assert!(facts.contains(told), "{told}: {facts}");
    }
    window.unfold("change-log").await?;
    window.see("#change-log [data-kind='create']").await
}
