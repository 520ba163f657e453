//! A key from elsewhere by the real dialogs: taken in, backed up, forgotten.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;

use inngang_tests::Outcome;

use crate::keys_of_others::{private_file, public_half};
use crate::screen;
use crate::steps::{LANGUAGE, PASSWORD};
use crate::window::{Home, Window};

/// Planted, to be found nowhere afterwards.
const COPY_PASSWORD: &str = "Tyttebær i skogen 92";

#[tokio::test]
async fn a_key_of_openssl_comes_and_goes() -> Outcome {
    screen::use_norwegian_keys()?;
    let home = Home::new()?;
    let window = Window::open(&home).await?;
    window.start().await?;
    let (file, public) = private_file(&home, PASSWORD)?;

    take_in(&window, &file, &public).await?;
    window.open_key().await?;
    let kid = window.text("#page-key ~ * dd code, main dd code").await?;
    window.fill("#key-name", "Bakeriets gamle").await?;
    window.click("#rename").await?;
    window.until("document.querySelector('#page-key').innerText.includes('Bakeriets gamle')").await?;
    window.unfold("back-up").await?;
    let saved = home.path("sikkerhetskopi.pem");
    back_up(&window, "Feil navn").await?;
    window.until("document.querySelector('#copy-typed').getAttribute('aria-invalid') === 'true'").await?;
    back_up(&window, "Bakeriets gamle").await?;
    screen::save_file(LANGUAGE, "back_up_key", &saved).await?;
    window.see("#backed-up").await?;
    assert_eq!(public_half(&saved, COPY_PASSWORD)?, public, "openssl reads the copy");
    assert!(fs::read_to_string(&saved)?.starts_with("-----BEGIN ENCRYPTED PRIVATE KEY-----"), "never plain");
    assert_eq!(fs::metadata(&saved)?.permissions().mode() & 0o777, 0o600, "for its owner alone");
    window.click("#back").await?;
    window.unfold("key-history").await?;
    assert!(window.text("#key-history").await?.contains("Bakeriets gamle"), "what was done is written down");

    window.open_key().await?;
    window.unfold("forget").await?;
    window.fill("#forget-typed", &kid).await?;
    window.click("#forget-confirm").await?;
    window.until("document.querySelector('#forget-typed').getAttribute('aria-invalid') === 'true'").await?;
    window.fill("#forget-typed", "Bakeriets gamle").await?;
    window.click("#forget-confirm").await?;
    window.see("#no-keys").await?;
    window.go("key").await?;
    window.see("#import-key").await?;
    window.quit().await?;
    for (place, bytes) in home.kept()? {
        for secret in [COPY_PASSWORD, PASSWORD, "PRIVATE KEY"] {
            assert!(!bytes.windows(secret.len()).any(|part| part == secret.as_bytes()), "{} holds a secret", place.display());
        }
    }
    Ok(())
}

/// Takes a file in, at the second password, and compares its public half.
async fn take_in(window: &Window, file: &Path, public: &str) -> Outcome {
    window.go("key").await?;
    window.click("#import-key").await?;
    window.click("#pick-key").await?;
    screen::choose_file_in(LANGUAGE, "choose_key", file).await?;
    window.see("#picked-key").await?;
    window.click("#primary").await?;
    window.fill("#password", "ikke dette 4418").await?;
    window.click("#primary").await?;
    window.until("document.querySelector('#password').getAttribute('aria-invalid') === 'true'").await?;
    window.fill("#password", PASSWORD).await?;
    window.click("#primary").await?;
    window.click("#already-no").await?;
    window.click("#tab-pem").await?;
    window.click("#copy-pem").await?;
    assert_eq!(screen::copied("-----BEGIN PUBLIC KEY-----").await?.trim(), public.trim(), "the very key of the file");
    Ok(())
}

async fn back_up(window: &Window, name: &str) -> Outcome {
    window.fill("#copy-password", COPY_PASSWORD).await?;
    window.fill("#copy-again", COPY_PASSWORD).await?;
    window.fill("#copy-typed", name).await?;
    window.click("#back-up-key").await
}
