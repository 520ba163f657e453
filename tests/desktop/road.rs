//! From a practice certificate file to a proven access, in one sitting.

use inngang_tests::{BAKERY, Outcome};

use crate::browser::Browser;
use crate::screen;
use crate::steps::{LANGUAGE, PERSON_SCOPES};
use crate::window::{Home, Window};

#[tokio::test]
async fn the_whole_road() -> Outcome {
    let home = Home::new()?;
    let (window, browser) = (Window::open(&home).await?, Browser::open(&home).await?);
    window.start().await?;
    let file = window.issue().await?;

    window.go("certificate").await?;
    window.pick(&file.path).await?;
    window.unlock("ikke dette").await?;
    window.see("#problem[data-code='certificate.wrong_password']").await?;
    window.unlock(&file.password).await?;
    window.see("#verdict").await?;

    let key = window.make_key().await?;
    let registered = window.register_in_portal(&home, &browser, &key).await?;
    window.remember(&registered).await?;
    window.token_by_key().await?;
    let (portal, _) =
        browser.url().await?.rsplit_once("/clients/").map(|(portal, id)| (portal.to_owned(), id.to_owned())).ok_or("no portal")?;
    let keyless = browser.register_client(&portal, BAKERY, "maskinporten", crate::steps::MACHINE_SCOPES).await?;
    window.token_by_certificate(&keyless).await?;

    window.click("#copy-token").await?;
    window.see("#copy-said").await?;
    let token = screen::clipboard()?;
    assert_eq!(token.split('.').count(), 3, "a token was copied");
    let shown = window.run("return document.documentElement.outerHTML", &[]).await?;
    assert!(!shown.as_str().unwrap_or_default().contains(&token), "the page holds the token");

    let client = browser.register_client(&portal, BAKERY, "idporten", PERSON_SCOPES).await?;
    window.log_in(&home, &browser, &client).await?;
    for who in ["organisation", "person"] {
        window.climb(who).await?;
    }

    window.go("done").await?;
    window.see("#proved").await?;
    let saved = home.path("handover.json");
    window.click("#save-handover-json").await?;
    screen::save_file(LANGUAGE, "save_handover", &saved).await?;
    window.until("document.body.innerText.includes('handover.json')").await?;
    let sheet: serde_json::Value = serde_json::from_slice(&std::fs::read(&saved)?)?;
    assert!(sheet.to_string().contains(&registered.kid), "{sheet}");
    assert!(!sheet.to_string().contains(&token), "the sheet holds the token");

    let secrets = [file.password.as_str(), "ikke dette", token.as_str()];
    for line in window.command_lines()? {
        assert!(!secrets.iter().any(|secret| line.contains(secret)), "a secret on a command line");
    }
    window.quit().await
}
