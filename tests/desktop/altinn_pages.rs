//! Altinn's pages as they are seen: systems, a request before and after it is sent, parties, the register, what was before.

use inngang_tests::{BAKERY, Outcome};

use crate::altinn_steps::{CLAIMS, TAX, VENDOR};
use crate::browser::Browser;
use crate::pages::look;
use crate::steps::PERSON_SCOPES;
use crate::window::{Home, Window};

#[tokio::test]
async fn every_page_of_a_vendor_is_accessible() -> Outcome {
    let home = Home::new()?;
    let (window, browser) = (Window::open(&home).await?, Browser::open(&home).await?);
    window.start_as_vendor(VENDOR, "acts-customers", &home, &browser).await?;
    window.begin_system("kasse", "Kassesystem for butikker og bakerier").await?;
    window.add_right("resources", "krav", CLAIMS).await?;
    window.add_right("packages", "skattegrunnlag", TAX).await?;
    window.register_system().await?;
    let form = "systems #primary #find-resources>:first-child #primary #wrong";
    let system = "systems [id^='open-system-'] #change-log>:first-child #delete-system>:first-child";
    look(&window, "11-system", &["systems", form, system, "system_user #ask-more>:first-child"]).await?;

    window.ask_customer(BAKERY).await?;
    look(&window, "11-request", &["system_user #customer-message>:first-child #message-en", "system_user #requests-list"]).await?;
    window.quit().await
}

#[tokio::test]
async fn every_page_of_parties_and_of_what_was_before_is_accessible() -> Outcome {
    let home = Home::new()?;
    let (window, browser) = (Window::open(&home).await?, Browser::open(&home).await?);
    window.choose(BAKERY).await?;
    window.answer_all(&["talks-person", "acts-ourselves", "certificate-not_required"]).await?;
    let client = browser.register_client(&window.portal_for_logins(&home).await?, BAKERY, "idporten", PERSON_SCOPES).await?;
    window.log_in(&home, &browser, &client).await?;
    look(
        &window,
        "11-parties",
        &[
            "parties #list-parties [aria-level='2'] #party-packages>:first-child",
            "parties #tab-clients #login-needed-clients",
            "parties #tab-dialogs #dialogs-acting-system_user #dialogs-acting-owner",
            "parties #tab-lookup #look-up-unit #approvers",
            "diagnostics #open-legacy #legacy-replaced>:first-child #legacy-town>:first-child #legacy-call #legacy-listing",
        ],
    )
    .await?;
    window.quit().await
}
