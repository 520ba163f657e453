//! The pages of a key's life as they are seen: keys, clients, renewal, calendar, vault, another year.

use inngang_tests::Outcome;

use crate::browser::Browser;
use crate::pages::{look, photograph};
use crate::window::{Home, Window};

#[tokio::test]
async fn every_page_of_a_key_is_accessible() -> Outcome {
    let home = Home::new()?;
    let (window, browser) = (Window::open(&home).await?, Browser::open(&home).await?);
    window.start().await?;
    look(&window, "5-no-keys", &["keys", "calendar", "clients", "settings"]).await?;

    let registered = window.proved_key(&home, &browser).await?;
    window.connect(&home, &browser).await?;
    look(
        &window,
        "6-keys",
        &[
            "keys",
            "keys [id^='open-key-']",
            "keys [id^='open-key-'] [id^='renew-']",
            "keys #primary #import-key",
            "clients",
            "clients [id^='open-client-']",
            "clients #primary",
            "calendar #calendar-month #month-to",
        ],
    )
    .await?;

    window.open_renewal(&registered.client).await?;
    window.begin_renewal("portal").await?;
    window.advance_to("made").await?;
    window.travel_a_year().await?;
    look(&window, "7-later", &["keys", "keys [id^='open-key-'] [id^='renew-']", "calendar", "practice", "diagnostics"]).await?;
    window.quit().await
}

#[tokio::test]
async fn a_locked_vault_is_accessible() -> Outcome {
    let home = Home::new()?;
    let window = Window::open_without_keychain(&home).await?;
    window.start().await?;
    window.choose_vault_password("Rips og solbær 11").await?;
    look(&window, "8-password", &["settings #vault-change"]).await?;
    window.go("diagnostics").await?;
    window.lock_vault().await?;
    for (language, theme) in [("nb", "light"), ("en", "dark")] {
        window.go("settings").await?;
        window.click(&format!("#language-{language}")).await?;
        window.click(&format!("#theme-{theme}")).await?;
        window.click("#rail-key").await?;
        window.see("#step-vault").await?;
        window.is_accessible(&format!("a locked vault {language} {theme}")).await?;
        photograph(&window, &format!("8-locked-{theme}")).await?;
    }
    window.quit().await
}
