//! MP-303: each of its causes on a card of its own, until the right owner and reference give a token.

use inngang_tests::{BAKERY, Outcome};

use crate::browser::Browser;
use crate::orders::unspaced;
use crate::window::{Home, Window};

const SCOPE: &str = "altinn:instances.read";
/// With it the program may look the cause up in Altinn.
const REGISTER: &str = "altinn:authentication/systemregister.write";
const ACCOUNTANT: &str = "311223305";
const REFERENCE: &str = "Kunde-42";

#[tokio::test]
async fn each_cause_of_mp_303_is_told_apart() -> Outcome {
    let home = Home::new()?;
    let (window, browser) = (Window::open(&home).await?, Browser::open(&home).await?);
    let client = window.start_with_client(&home, &browser, &[SCOPE, REGISTER]).await?.client;
    let mut titles = Vec::new();

    titles.push(refused(&window, &[("owner", ACCOUNTANT)], "no_system", &client).await?);
    window.set_up_system("Lager", Some("0a1b2c3d-0000-4000-8000-000000000001")).await?;
    titles.push(refused(&window, &[("owner", ACCOUNTANT)], "client", &client).await?);
    let till = window.set_up_system("Kasse", None).await?;
    window.ask_for_system_user(&till, ACCOUNTANT, REFERENCE).await?;
    let right = [("owner", ACCOUNTANT), ("external-ref", REFERENCE)];
    titles.push(refused(&window, &right, "waiting", ACCOUNTANT).await?);

    window.approve_system_user().await?;
    // The customer's number instead of the accountant's.
    titles.push(refused(&window, &[("owner", BAKERY)], "owner", ACCOUNTANT).await?);
    titles.push(refused(&window, &[("owner", ACCOUNTANT)], "reference", REFERENCE).await?);
    // All fits, and Maskinporten has not heard of it.
    window.switch_on("no-system-user").await?;
    titles.push(refused(&window, &right, "fits", ACCOUNTANT).await?);
    titles.sort();
    titles.dedup();
    assert_eq!(titles.len(), 6, "each has a title of its own: {titles:?}");

    window.checked("check_system_user_owner", "note").await?;
    window.click("#action-try_again").await?;
    window.see("#waiting-for-key").await?;
    window.switch_all_off().await?;
    let token = window.fetched().await?;
    assert!(token.contains(ACCOUNTANT), "whose system user it is: {token}");
    window.click("#read-token").await?;
    let who = unspaced(&window.text("#who [data-role='system_user_owner']").await?);
    assert!(who.contains(ACCOUNTANT), "who owns it: {who}");
    window.quit().await
}

/// Orders as this system user, and is told this cause with what matters in it; gives the title.
async fn refused(window: &Window, variant: &[(&str, &str)], cause: &str, told: &str) -> Outcome<String> {
    window.order(SCOPE, variant).await?;
    let said = window.refused(&format!("maskinporten.system_user_{cause}")).await?;
    assert!(said.contains(told), "{cause} tells {told}: {said}");
    window.text("#problem h2").await
}
