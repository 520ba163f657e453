//! The wizard with the keyboard alone, up to a token.

use inngang_tests::{BAKERY, Outcome};

use crate::browser::Browser;
use crate::screen;
use crate::steps::{LANGUAGE, MACHINE_SCOPES};
use crate::webdriver::patiently;
use crate::window::{Home, Window};

/// More stops than any page has.
const STOPS: usize = 120;

impl Window {
    async fn focused(&self, what: &str) -> Outcome<String> {
        let value = self.run(&format!("return document.activeElement.{what} ?? ''"), &[]).await?;
        Ok(value.as_str().unwrap_or_default().to_owned())
    }

    /// Presses a key until an attribute of what has the focus is this.
    async fn press_until(&self, key: &str, what: &str, wanted: &str) -> Outcome {
        for _ in 0..STOPS {
            if self.focused(what).await? == wanted {
                return Ok(());
            }
            screen::press(key)?;
        }
        Err(format!("{key} never leads to {wanted}").into())
    }

    /// Tabs to what has this id, and presses it.
    async fn operate(&self, id: &str) -> Outcome {
        self.see(&format!("#{id}")).await?;
        self.until(&format!("!document.querySelector('#{id}').disabled")).await?;
        self.press_until("Tab", "id", id).await?;
        screen::press("Return")
    }

    /// Tabs to the group of radio buttons, and goes to this one with the arrows.
    async fn answer(&self, name: &str, id: &str) -> Outcome {
        self.see(&format!("#{id}")).await?;
        self.press_until("Tab", "name", name).await?;
        screen::press("space")?;
        self.press_until("Down", "id", id).await
    }

    /// Tabs to a field and writes in it, in place of what it holds.
    async fn type_in(&self, id: &str, text: &str) -> Outcome {
        self.see(&format!("#{id}")).await?;
        self.press_until("Tab", "id", id).await?;
        screen::press("ctrl+a")?;
        screen::write(text)?;
        // Keys arrive later than the words of the driver.
        patiently(|| async { if self.focused("value").await? == text { Ok(()) } else { Err(format!("{id} does not hold {text}").into()) } })
            .await
    }

    /// Tabs to a list and goes to this choice with the arrows.
    async fn select(&self, id: &str, value: &str) -> Outcome {
        self.see(&format!("#{id} option[value='{value}']")).await?;
        self.press_until("Tab", "id", id).await?;
        self.press_until("Down", "value", value).await
    }
}

#[tokio::test]
async fn the_wizard_needs_no_mouse() -> Outcome {
    let home = Home::new()?;
    let (window, browser) = (Window::open(&home).await?, Browser::open(&home).await?);
    screen::activate()?;
    window.select("organisation", BAKERY).await?;
    window.operate("primary").await?;
    for (name, id) in [("talks", "talks-own_system"), ("acts", "acts-ourselves"), ("certificate", "certificate-required")] {
        window.answer(name, id).await?;
    }
    window.operate("primary").await?;
    window.see("#recommendation").await?;

    window.operate("rail-practice").await?;
    window.select("order-organisation", BAKERY).await?;
    window.operate("issue").await?;
    let (path, password) = (window.text("#issued-path").await?, window.text("#issued-password").await?);

    window.operate("rail-certificate").await?;
    window.see("#step-certificate").await?;
    window.operate("pick-file").await?;
    screen::choose_file(LANGUAGE, path.as_ref()).await?;
    window.type_in("password", &password).await?;
    screen::press("Return")?;
    window.see("#verdict").await?;
    window.operate("primary").await?;

    window.see("#step-key").await?;
    window.operate("primary").await?;
    window.operate("copy-jwk").await?;
    let key = screen::copied("{").await?;
    window.operate("open-portal").await?;
    // The portal is another program; how it is used is not asked here.
    let client = browser.register_client(&home.opened().await?, BAKERY, "maskinporten", MACHINE_SCOPES).await?;
    let kid = browser.add_key(&key).await?;
    window.type_in("client-id", &client).await?;
    window.type_in("kid", &kid).await?;
    screen::press("Return")?;
    window.see("#key-summary").await?;
    window.operate("primary").await?;

    window.see("#step-maskinporten").await?;
    window.type_in("scopes", &MACHINE_SCOPES.join(" ")).await?;
    screen::press("Return")?;
    window.see("#token-key").await?;
    window.quit().await
}
