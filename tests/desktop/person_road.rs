//! A person's road: a login, whom one may act for, what has come to them; an organisation looked up.

use inngang_tests::{BAKERY, Outcome};

use crate::altinn_steps::ACCOUNTANT;
use crate::browser::Browser;
use crate::logins::NAME;
use crate::orders::unspaced;
use crate::steps::PERSON_SCOPES;
use crate::window::{Home, Window};

const SUBUNIT: &str = "313770206";

#[tokio::test]
async fn a_person_sees_whom_to_act_for_and_looks_an_organisation_up() -> Outcome {
    let home = Home::new()?;
    let (window, browser) = (Window::open(&home).await?, Browser::open(&home).await?);
    window.choose(BAKERY).await?;
    window.answer_all(&["talks-person", "acts-ourselves", "certificate-not_required"]).await?;
    let scopes = [PERSON_SCOPES, &["digdir:dialogporten"]].concat();
    let client = browser.register_client(&window.portal_for_logins(&home).await?, BAKERY, "idporten", &scopes).await?;

    window.go("parties").await?;
    window.click("#log-in-parties").await?;
    window.fill("#client-id", &client).await?;
    browser.identify(&window.ask_for_login(&home).await?, "high").await?;
    browser.click("#consent").await?;
    browser.is_back().await?;
    window.logged_in("good").await?;

    window.go("parties").await?;
    window.click("#list-parties").await?;
    window.see("#party-tree [role='treeitem'][aria-level='1']").await?;
    window.fill("#seek-party", "torget").await?;
    let subunit = "#party-tree [role='treeitem'][aria-level='2']";
    window.until("document.querySelectorAll('#party-tree [role=treeitem]').length === 2").await?;
    window.click(subunit).await?;
    let told = unspaced(&window.text("#party").await?);
    assert!(told.contains(SUBUNIT), "the bakery's subunit: {told}");
    window.unfold("party-packages").await?;
    window.see("#party-packages li code").await?;

    window.click("#tab-dialogs").await?;
    window.click("#log-in-dialogs").await?;
    browser.visit(&window.ask_for_login(&home).await?).await?;
    browser.click("#consent").await?;
    browser.is_back().await?;
    window.logged_in("good").await?;
    window.go("parties").await?;
    window.click("#tab-dialogs").await?;
    window.click("#list-dialogs").await?;
    window.see("[data-dialog]").await?;

    looks_up(&window).await?;
    window.quit().await
}

/// Who can approve for the bakery, and whose accountant another is.
async fn looks_up(window: &Window) -> Outcome {
    window.click("#tab-lookup").await?;
    window.click("#look-up-unit").await?;
    window.see("#unit[data-verdict='good']").await?;
    let approvers = window.text("#approvers").await?;
    assert!(approvers.contains(&NAME.to_uppercase()) || approvers.contains(NAME), "who can approve for the bakery: {approvers}");
    window.fill("#look-up-number", ACCOUNTANT).await?;
    window.click("#look-up-unit").await?;
    window.until("document.querySelector('#unit').innerText.includes('DØRÅSEN')").await?;
    window.click("#look-up-clients").await?;
    let clients = unspaced(&window.text("#registered-clients").await?);
    assert!(clients.contains(BAKERY), "whose accountant it is: {clients}");
    Ok(())
}
