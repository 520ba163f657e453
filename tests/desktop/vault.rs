//! The vault under a password, without a keychain, moved to one, and on another computer.

use std::fs;
use std::process::Command;

use inngang_tests::Outcome;

use crate::window::{Home, Window};

const FIRST: &str = "Rips og solbær 11";
const SECOND: &str = "Stikkelsbær 4471!";
const WRONG: &str = "ikke dette 4418";

impl Window {
    /// Chooses the vault's first password, where it is asked for.
    pub(crate) async fn choose_vault_password(&self, password: &str) -> Outcome {
        self.click("#rail-key").await?;
        self.see("#step-vault").await?;
        self.fill("#password", password).await?;
        self.fill("#password-again", password).await?;
        self.click("#primary").await?;
        // Where the person wanted to be.
        self.see("#step-key").await
    }

    /// Unlocks the vault on its page.
    async fn unlock_vault(&self, password: &str) -> Outcome {
        self.see("#step-vault").await?;
        self.fill("#password", password).await?;
        self.click("#primary").await
    }

    /// Locks it in the settings.
    pub(crate) async fn lock_vault(&self) -> Outcome {
        self.go("settings").await?;
        self.click("#vault-lock").await?;
        self.see("#vault-unlock").await
    }
}

#[tokio::test]
async fn a_vault_under_a_password_moves_to_the_keychain() -> Outcome {
    let home = Home::new()?;
    let window = Window::open_without_keychain(&home).await?;
    window.start().await?;
    window.choose_vault_password(FIRST).await?;
    window.make_key().await?;

    window.lock_vault().await?;
    window.click("#rail-key").await?;
    window.unlock_vault(WRONG).await?;
    window.problem("key.vault_wrong_password").await?;
    window.unlock_vault(FIRST).await?;
    window.see("#step-key").await?;
    window.see("#copy-jwk").await?;

    window.go("settings").await?;
    window.click("#vault-change").await?;
    change(&window, WRONG, SECOND).await?;
    window.problem("key.vault_wrong_password").await?;
    change(&window, FIRST, SECOND).await?;
    window.see("#vault-told").await?;
    window.lock_vault().await?;
    window.click("#vault-unlock").await?;
    window.unlock_vault(FIRST).await?;
    window.problem("key.vault_wrong_password").await?;
    window.unlock_vault(SECOND).await?;
    window.see("#page-settings").await?;
    window.see("#vault-lock").await?;
    window.quit().await?;

    move_to_keychain(&home).await?;
    for (place, bytes) in home.kept()? {
        for secret in [FIRST, SECOND, WRONG] {
            assert!(!bytes.windows(secret.len()).any(|part| part == secret.as_bytes()), "{} holds a password", place.display());
        }
    }
    Ok(())
}

/// In a session that has one; the next start asks for no password.
async fn move_to_keychain(home: &Home) -> Outcome {
    let window = Window::open(home).await?;
    window.go("settings").await?;
    window.click("#vault-unlock").await?;
    window.unlock_vault(SECOND).await?;
    window.see("#page-settings").await?;
    window.click("#vault-move").await?;
    window.fill("#current", SECOND).await?;
    window.click("#vault-save").await?;
    window.see("#vault-told").await?;
    window.quit().await?;

    let window = Window::open(home).await?;
    window.go("key").await?;
    window.see("#copy-jwk").await?;
    window.quit().await
}

async fn change(window: &Window, current: &str, new: &str) -> Outcome {
    window.fill("#current", current).await?;
    window.fill("#password", new).await?;
    window.fill("#password-again", new).await?;
    window.click("#vault-save").await
}

#[tokio::test]
async fn a_folder_from_another_computer_is_explained() -> Outcome {
    let old = Home::new()?;
    let window = Window::open(&old).await?;
    window.start().await?;
    window.make_key().await?;
    window.quit().await?;

    let new = Home::new()?;
    copy(&old, &new)?;
    let marks = new.kept()?.into_keys().filter(|path| path.ends_with("vault.machine"));
    assert_eq!(marks.map(|path| fs::write(path, "0123456789abcdef0123456789abcdef")).filter(Result::is_ok).count(), 1, "whose it is");
    // The old computer's keychain stayed there.
    let window = Window::open_without_keychain(&new).await?;
    window.click("#rail-key").await?;
    window.see("#step-vault").await?;
    let told = window.text("main").await?;
    assert!(told.to_lowercase().contains("maskin"), "what has happened: {told}");
    window.click("#start-over").await?;
    window.click("#start-over-confirm").await?;
    window.see("#password-again").await?;
    let aside = new.kept()?.into_keys().filter(|path| path.to_string_lossy().contains("vault.age")).count();
    assert!(aside > 0, "the vault that nothing opens is kept");
    window.quit().await
}

fn copy(from: &Home, to: &Home) -> Outcome {
    let copied = Command::new("cp").arg("-a").arg(from.data()).arg(to.data()).status()?;
    if copied.success() { Ok(()) } else { Err("cp".into()) }
}
