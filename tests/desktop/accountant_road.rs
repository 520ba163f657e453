//! An accountant's road: a system user for clients, approved by its own administrator, given clients, proved for one of them.

use inngang_tests::{BAKERY, Outcome};

use crate::altinn_steps::{ACCOUNTANT, ADMINISTRATOR, SIGNING};
use crate::browser::Browser;
use crate::orders::unspaced;
use crate::steps::PERSON_SCOPES;
use crate::window::{Home, Window};

const CLIENTS: &[&str] = &["altinn:clientdelegations.read", "altinn:clientdelegations.write"];
const CAMPING: &str = "310000000";
/// As accountants paste their lists: with names, a number twice, one that is none.
const LIST: &str = "315000106\tBlåbærsvingen Bakeri AS\n310 000 000 Fjordgløtt Camping AS\n315000106\nikke et nummer";

#[tokio::test]
async fn an_agent_is_approved_given_clients_and_proved_for_one() -> Outcome {
    let home = Home::new()?;
    let (window, browser) = (Window::open(&home).await?, Browser::open(&home).await?);
    window.start_as_vendor(ACCOUNTANT, "acts-clients", &home, &browser).await?;
    let client = browser.register_login_client(ACCOUNTANT, &[PERSON_SCOPES, CLIENTS].concat()).await?;
    window.begin_system("arsoppgjor", "Årsoppgjør").await?;
    window.add_right("packages", "signeringsrettighet", SIGNING).await?;
    window.register_system().await?;

    window.go("system_user").await?;
    window.see("#ask-fixed").await?;
    let link = window.send_request().await?;
    browser.decide(&link, ADMINISTRATOR, "approve").await?;
    window.see("#request-approved").await?;
    window.click("#prove-do").await?;
    window.see("#proof[data-verdict='good']").await?;

    logs_in_for_clients(&window, &home, &browser, &client).await?;
    window.go("parties").await?;
    window.click("#tab-clients").await?;
    window.click("#list-agents").await?;
    window.see("#clients-current[data-count='0']").await?;
    window.paste("#client-numbers", LIST).await?;
    planned(&window, 2).await?;
    window.see("#plan-others [data-rejected='4']").await?;
    window.until("document.querySelectorAll('#plan-others li').length === 2").await?;
    window.is_seen("11-plan").await?;
    carried_out(&window, 2).await?;

    window.click("#wish-remove").await?;
    window.fill("#client-numbers", CAMPING).await?;
    planned(&window, 1).await?;
    carried_out(&window, 1).await?;
    window.is_seen("11-clients").await?;
    window.unfold("clients-current").await?;
    let left = unspaced(&window.text("#list-current").await?);
    assert!(left.contains(BAKERY) && !left.contains(CAMPING), "{left}");

    proved_for_one(&window).await?;
    window.quit().await
}

/// Is sent to log in with what the page needs, and does.
async fn logs_in_for_clients(window: &Window, home: &Home, browser: &Browser, client: &str) -> Outcome {
    window.go("parties").await?;
    window.click("#tab-clients").await?;
    window.click("#log-in-clients").await?;
    window.fill("#client-id", client).await?;
    let scopes = window.value("#scopes").await?;
    assert!(CLIENTS.iter().all(|scope| scopes.contains(scope)), "what the page needs is asked for: {scopes}");
    browser.identify_as(ADMINISTRATOR, &window.ask_for_login(home).await?, "high").await?;
    browser.click("#consent").await?;
    browser.is_back().await?;
    window.logged_in("good").await.map(drop)
}

/// Plans what is in the form, which changes so many clients; nothing is changed yet.
async fn planned(window: &Window, changes: usize) -> Outcome {
    let before = window.run("return document.querySelector('#clients-current').dataset.count", &[]).await?;
    window.click("#plan-clients").await?;
    window.see(&format!("#client-plan[data-changes='{changes}']")).await?;
    let after = window.run("return document.querySelector('#clients-current').dataset.count", &[]).await?;
    assert_eq!(before, after, "a dry run changes nothing");
    Ok(())
}

/// Carries the plan out; each of so many clients is told.
async fn carried_out(window: &Window, changes: usize) -> Outcome {
    window.fill("#client-pace", "600").await?;
    window.click("#apply-clients").await?;
    window.see("#run-ended[data-verdict='good']").await?;
    window.until(&format!("document.querySelectorAll('#run-list [data-end=done]').length === {changes}")).await
}

/// Climbs as the system user, to one of its clients with a package.
async fn proved_for_one(window: &Window) -> Outcome {
    window.go("access").await?;
    window.click("#test-system_user").await?;
    window.unfolded("goal").await?;
    window.fill("#goal-party", BAKERY).await?;
    window.fill("#goal-package", SIGNING).await?;
    window.click("#primary").await?;
    window.see("#access-verdict[data-verdict='good']").await?;
    window.until("!document.querySelector('[data-outcome=failed], [data-outcome=pending]')").await?;
    let reached = window.text("#rung-reached").await?;
    assert!(reached.contains("BLÅBÆRSVINGEN"), "whom it reached: {reached}");
    Ok(())
}
