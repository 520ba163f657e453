//! The whole wizard with the keyboard alone.

use inngang_tests::{BAKERY, Outcome};

use crate::browser::Browser;
use crate::screen;
use crate::steps::{Issued, LANGUAGE, MACHINE_SCOPES, PERSON_SCOPES, READY, Registered};
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

    /// Tabs to the group of this radio button, and goes to it with the arrows.
    async fn answer(&self, id: &str) -> Outcome {
        self.see(&format!("#{id}")).await?;
        let group = self.run(&format!("return document.querySelector('#{id}').name"), &[]).await?;
        self.press_until("Tab", "name", group.as_str().ok_or("a radio button of no group")?).await?;
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
    screen::use_norwegian_keys()?;
    let home = Home::new()?;
    let (window, browser) = (Window::open(&home).await?, Browser::open(&home).await?);
    screen::activate()?;
    start(&window).await?;
    certificate(&window).await?;
    let registered = key(&window, &home, &browser).await?;
    token(&window).await?;
    login(&window, &home, &browser).await?;
    access(&window).await?;
    hand_over(&window, &home, &registered).await?;
    window.quit().await
}

async fn start(window: &Window) -> Outcome {
    window.select("organisation", BAKERY).await?;
    window.operate("primary").await?;
    for answer in ["talks-own_system", "acts-ourselves", "services-maskinporten", "certificate-required"] {
        window.answer(answer).await?;
    }
    window.operate("primary").await?;
    window.see("#recommendation").await
}

async fn certificate(window: &Window) -> Outcome {
    let file = issue(window).await?;
    window.operate("rail-certificate").await?;
    window.see("#step-certificate").await?;
    window.operate("pick-file").await?;
    screen::choose_file(LANGUAGE, &file.path).await?;
    window.type_in("password", &file.password).await?;
    screen::press("Return")?;
    window.see("#verdict").await?;
    window.until(READY).await?;
    window.operate("primary").await?;
    window.see("#forget").await?;
    window.operate("primary").await
}

async fn issue(window: &Window) -> Outcome<Issued> {
    window.operate("rail-practice").await?;
    window.select("order-organisation", BAKERY).await?;
    window.operate("issue").await?;
    Ok(Issued { path: window.text("#issued-path").await?.into(), password: window.text("#issued-password").await? })
}

async fn key(window: &Window, home: &Home, browser: &Browser) -> Outcome<Registered> {
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
    window.operate("go-on").await?;
    Ok(Registered { client, kid })
}

async fn token(window: &Window) -> Outcome {
    window.see("#step-maskinporten").await?;
    window.type_in("scopes", &MACHINE_SCOPES.join(" ")).await?;
    screen::press("Return")?;
    window.see("#token-key").await
}

async fn login(window: &Window, home: &Home, browser: &Browser) -> Outcome {
    window.operate("rail-login").await?;
    window.see("#step-login").await?;
    window.operate("open-road").await?;
    window.operate("open-portal").await?;
    let client = browser.register_client(&home.opened().await?, BAKERY, "idporten", PERSON_SCOPES).await?;
    window.operate("back").await?;
    window.type_in("client-id", &client).await?;
    screen::press("Return")?;
    browser.log_in(&home.opened().await?).await?;
    window.see("#logged-in").await?;
    window.operate("primary").await
}

async fn access(window: &Window) -> Outcome {
    window.see("#step-access").await?;
    window.answer("test-person").await?;
    window.operate("primary").await?;
    window.see("#access-verdict[data-verdict='good']").await?;
    window.operate("primary").await
}

async fn hand_over(window: &Window, home: &Home, registered: &Registered) -> Outcome {
    window.see("#proved[data-verdict='good']").await?;
    let saved = home.path("handover.html");
    window.operate("primary").await?;
    screen::save_file(LANGUAGE, "save_handover", &saved).await?;
    window.until("document.body.innerText.includes('handover.html')").await?;
    let sheet = std::fs::read_to_string(&saved)?;
    assert!(sheet.contains(&registered.client) && sheet.contains(&registered.kid), "{sheet}");
    Ok(())
}
