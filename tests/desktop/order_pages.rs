//! The pages around a token as they are seen: order, refusal, token, its reading, the dictionary, the town that it depends on.

use inngang_tests::Outcome;

use crate::browser::Browser;
use crate::pages::look;
use crate::steps::MACHINE_SCOPES;
use crate::window::{Home, Window};

const ACCOUNTANT: &str = "311223305";

#[tokio::test]
async fn every_page_of_an_order_is_accessible() -> Outcome {
    let home = Home::new()?;
    let (window, browser) = (Window::open(&home).await?, Browser::open(&home).await?);
    window.start_with_client(&home, &browser, MACHINE_SCOPES).await?;
    let system = window.set_up_system("Kasse", None).await?;
    window.ask_for_system_user(&system, ACCOUNTANT, "Kunde-42").await?;
    let list = "maskinporten #scope-list>:first-child";
    look(
        &window,
        "9-order",
        &[
            &format!("{list} [data-scope]>button:not(:disabled) #variant>:first-child [data-code='maskinporten.check_client']"),
            &format!("{list} [data-scope]:nth-child(n+2)>button:not(:disabled) #primary #problem #happened>:first-child"),
            "practice #systems>:first-child #delegations>:first-child",
            "diagnostics #open-dictionary #noun-maskinporten>:first-child [data-code='maskinporten.clock']>:first-child",
        ],
    )
    .await?;

    window.order(MACHINE_SCOPES[0], &[]).await?;
    window.fetch().await?;
    look(
        &window,
        "9-token",
        &[
            "maskinporten #token-key>*>details>:first-child #recipes>:first-child #recipe-tab-curl",
            "maskinporten #read-token #check-signature #signature-verdict",
        ],
    )
    .await?;
    window.quit().await
}
