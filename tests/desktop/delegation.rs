//! On behalf of another: own number, nothing delegated, delegated.

use inngang_tests::{BAKERY, Outcome};

use crate::browser::Browser;
use crate::window::{Home, Window};

const SCOPE: &str = "nav:aareg/v1/arbeidsforhold";
const CAMPING: &str = "310000000";

#[tokio::test]
async fn a_scope_is_used_once_it_is_delegated() -> Outcome {
    let home = Home::new()?;
    let (window, browser) = (Window::open(&home).await?, Browser::open(&home).await?);
    window.start_with_client(&home, &browser, &[SCOPE]).await?;

    window.order(SCOPE, &[("consumer", BAKERY)]).await?;
    let foretold = window.checked("check_own_consumer", "bad").await?;
    assert!(foretold.contains("maskinporten.own_consumer"), "what the server will say: {foretold}");
    window.refused("maskinporten.own_consumer").await?;

    window.vary(&[("consumer", CAMPING)]).await?;
    window.checked("check_consumer", "note").await?;
    let told = window.refused("maskinporten.not_delegated").await?;
    assert!(told.contains(SCOPE), "which one: {told}");

    window.delegate(CAMPING, BAKERY, SCOPE).await?;
    window.order(SCOPE, &[("consumer", CAMPING)]).await?;
    let token = window.fetch().await?;
    assert!(token.contains(CAMPING) && token.contains(BAKERY), "consumer and supplier: {token}");
    window.quit().await
}
