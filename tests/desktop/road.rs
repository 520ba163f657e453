//! From a practice certificate file to a proven access, in one sitting.

use inngang_tests::person::DIRECTOR;
use inngang_tests::{BAKERY, Outcome};
use serde_json::Value;

use crate::browser::Browser;
use crate::screen;
use crate::steps::{LANGUAGE, MACHINE_SCOPES, PERSON_SCOPES};
use crate::window::{Home, Window};

/// Planted, to be found nowhere afterwards.
const WRONG_PASSWORD: &str = "ikke-dette-4418";

#[tokio::test]
async fn the_whole_road() -> Outcome {
    let home = Home::new()?;
    let (window, browser) = (Window::open(&home).await?, Browser::open(&home).await?);
    window.start().await?;
    assert!(window.text("#environment-band").await?.contains("BLÅBÆRSVINGEN BAKERI AS"), "whom it is about");
    let file = window.issue().await?;

    window.go("certificate").await?;
    window.pick(&file.path).await?;
    window.unlock(WRONG_PASSWORD).await?;
    window.see("#problem[data-code='certificate.wrong_password']").await?;
    window.unlock(&file.password).await?;
    window.use_it().await?;

    let key = window.make_key().await?;
    let registered = window.register_in_portal(&home, &browser, &key).await?;
    window.remember(&registered).await?;
    window.token_by_key().await?;
    let client = browser.url().await?;
    let (portal, _) = client.split_once("/clients/").ok_or("not a client's page")?;
    let keyless = browser.register_client(portal, BAKERY, "maskinporten", MACHINE_SCOPES).await?;
    window.token_by_certificate(&keyless).await?;

    window.click("#copy-token").await?;
    let token = screen::copied("eyJ").await?;
    assert_eq!(token.split('.').count(), 3, "a token was copied");
    let shown = window.run("return document.documentElement.outerHTML", &[]).await?;
    assert!(!shown.as_str().unwrap_or_default().contains(&token), "the page holds the token");

    let client = browser.register_client(portal, BAKERY, "idporten", PERSON_SCOPES).await?;
    window.log_in(&home, &browser, &client).await?;
    for who in ["organisation", "person"] {
        window.climb(who).await?;
    }

    let sheet = hand_over(&window, &home).await?;
    assert!(sheet.contains(&registered.kid), "{sheet}");
    assert!(!sheet.contains(&token), "the sheet holds the token");
    nothing_leaks(window, &home, &[&file.password, WRONG_PASSWORD, &token, DIRECTOR, "PRIVATE KEY"]).await
}

/// Saves the hand-over sheet for programs in the real dialog, and reads it as one.
async fn hand_over(window: &Window, home: &Home) -> Outcome<String> {
    window.go("done").await?;
    window.see("#proved").await?;
    let saved = home.path("handover.json");
    window.click("#save-handover-json").await?;
    screen::save_file(LANGUAGE, "save_handover", &saved).await?;
    window.until("document.body.innerText.includes('handover.json')").await?;
    let sheet: Value = serde_json::from_slice(&std::fs::read(&saved)?)?;
    Ok(sheet.to_string())
}

/// Looks for secrets in the report, on command lines, and in everything that the program keeps.
pub(crate) async fn nothing_leaks(window: Window, home: &Home, secrets: &[&str]) -> Outcome {
    window.go("diagnostics").await?;
    window.click("#open-report").await?;
    let report = window.text("#report").await?;
    let lines = window.command_lines()?;
    assert!(lines.len() >= 3, "the program and its children: {lines:?}");
    window.quit().await?;
    let mut told = home.kept()?;
    assert!(told.keys().any(|path| path.ends_with("inngang.db")), "the program keeps its things elsewhere");
    told.extend([("the report".into(), report.into_bytes()), ("a command line".into(), lines.join("\n").into_bytes())]);
    let holds = |bytes: &[u8], text: &str| bytes.windows(text.len()).any(|part| part == text.as_bytes());
    assert!(told.values().any(|bytes| holds(bytes, BAKERY)), "what is no secret would be found");
    for (place, bytes) in told {
        let leaked = secrets.iter().position(|secret| holds(&bytes, secret));
        assert_eq!(leaked, None, "{} holds a secret, by its place in the list", place.display());
    }
    Ok(())
}
