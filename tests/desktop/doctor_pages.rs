//! The certificate doctor's pages as they are seen, by axe in every language and theme.

use inngang_tests::Outcome;

use crate::doctor::{begin, folder_of};
use crate::pages::{LANGUAGES, THEMES};
use crate::screen;
use crate::window::{Home, Window, pictures};

/// Looks at the page that is shown in both themes. Going to the settings would forget what was examined.
async fn look(window: &Window, stage: &str, language: &str) -> Outcome {
    for theme in THEMES {
        window.run(&format!("document.documentElement.dataset.colorScheme = '{theme}'"), &[]).await?;
        window.painted().await?;
        window.is_accessible(&format!("{stage} {language} {theme}")).await?;
        window.picture(&pictures()?.join(format!("doctor-{stage}-{language}-{theme}.png"))).await?;
    }
    Ok(())
}

#[tokio::test]
async fn the_doctors_pages_are_accessible() -> Outcome {
    let home = Home::new()?;
    let (window, hall) = begin(&home).await?;
    let set = hall.issue_set().await?;
    let revoked = hall.issue(&[("validity", "revoked")]).await?;
    let folder = folder_of(&home, "set", &set)?;
    screen::resize(1600, 960)?;
    for language in LANGUAGES {
        window.go("settings").await?;
        window.click(&format!("#language-{language}")).await?;
        window.until(&format!("document.documentElement.lang === '{language}'")).await?;
        window.go("certificate").await?;
        window.click("#pick-file").await?;
        screen::choose_all_files(language, &folder).await?;
        window.unlock("ikke dette").await?;
        window.see("#problem").await?;
        look(&window, "refused", language).await?;
        window.unlock(&set[0].password).await?;
        window.see("#verdict").await?;
        window.answer_of_issuer().await?;
        look(&window, "several", language).await?;
        window.click("#verdict summary, #verdict u-summary").await?;
        window.see("#chain").await?;
        look(&window, "details", language).await?;

        window.begin_anew().await?;
        window.click("#pick-file").await?;
        screen::choose_file(language, &revoked.path).await?;
        window.unlock(&revoked.password).await?;
        window.see("#instead[data-code='certificate.revoked']").await?;
        look(&window, "withdrawn", language).await?;
    }
    window.quit().await
}
