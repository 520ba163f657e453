//! What a customer may answer a vendor: sent on, refused, asked anew; and the message that goes with the link.

use inngang_tests::person::DIRECTOR;
use inngang_tests::{BAKERY, Outcome};

use crate::altinn_steps::{TAX, VENDOR};
use crate::browser::Browser;
use crate::screen;
use crate::window::{Home, Window};

/// Employed at the bakery; may approve nothing.
const SEASONAL: &str = "23819021554";

#[tokio::test]
async fn a_request_is_sent_on_refused_deleted_and_asked_again() -> Outcome {
    let home = Home::new()?;
    let (window, browser) = (Window::open(&home).await?, Browser::open(&home).await?);
    window.start_as_vendor(VENDOR, "acts-customers", &home, &browser).await?;
    window.begin_system("lager", "Lagersystem").await?;
    window.add_right("packages", "skattegrunnlag", TAX).await?;
    window.register_system().await?;

    let link = window.ask_customer(BAKERY).await?;
    let messages = messages(&window).await?;
    for message in &messages {
        assert!(message.contains(&link) && message.contains("315") && message.contains("skattegrunnlag"), "{message}");
    }
    assert_ne!(messages[0], messages[1], "nynorsk is not bokmål");
    assert!(messages[2].contains("Altinn") && messages[2].contains("approve"), "English: {}", messages[2]);

    browser.decide(&link, SEASONAL, "escalate").await?;
    window.see("#request-escalated").await?;
    browser.visit(&link).await?;
    browser.click("#change-person").await?;
    browser.decide(&link, DIRECTOR, "reject").await?;
    window.see("#request-rejected").await?;

    window.click("#delete-request").await?;
    window.click("#delete-do").await?;
    window.see("#ask-party").await?;
    let anew = window.ask_customer(BAKERY).await?;
    assert_ne!(anew, link, "a request of its own");
    browser.approve(&anew).await?;
    window.see("#request-approved").await?;
    window.click("#requests-list").await?;
    window.see("[id^='listed-'][data-standing='approved']").await?;
    window.until("!document.querySelector('[data-standing=rejected]')").await?;
    window.quit().await
}

/// Copies the customer's message in each language, as other programs see it.
async fn messages(window: &Window) -> Outcome<Vec<String>> {
    window.unfold("customer-message").await?;
    let mut copied = Vec::new();
    for language in ["nb", "nn", "en"] {
        window.click(&format!("#message-{language}")).await?;
        window.until(&format!("document.querySelector('#message-{language}').ariaPressed !== 'false'")).await?;
        let shown = window.text("#message-text").await?;
        window.click("#copy-message").await?;
        let beginning = shown.lines().next().unwrap_or_default().to_owned();
        copied.push(screen::copied(&beginning).await?);
    }
    Ok(copied)
}
