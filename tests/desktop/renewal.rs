//! A key renewed with overlap, by the API and by the portal: undone, broken off, gone on with, never without a key that works.

use inngang_tests::Outcome;

use crate::browser::Browser;
use crate::screen;
use crate::selfservice::origin;
use crate::steps::MACHINE_SCOPES;
use crate::window::{Home, Window};

impl Window {
    /// Opens the renewal of a client from the key that it signs with.
    pub(crate) async fn open_renewal(&self, client: &str) -> Outcome {
        self.go("keys").await?;
        self.click("[data-key]:has([data-color='success']) [id^='open-key-']").await?;
        self.click(&format!("#renew-{client}")).await?;
        self.see("#page-renewal").await
    }

    /// Begins it by this road.
    pub(crate) async fn begin_renewal(&self, road: &str) -> Outcome {
        self.click(&format!("#road-{road}")).await?;
        self.fill("#scopes", &MACHINE_SCOPES.join(" ")).await?;
        self.click("#primary").await?;
        self.see("#stage-made[data-state='now']").await
    }

    /// Takes the next step, which comes to this stage.
    pub(crate) async fn advance_to(&self, stage: &str) -> Outcome {
        self.click("#primary").await?;
        self.see(&format!("#stage-{stage}[data-state='done']")).await
    }

    /// Puts the new key into the portal, as the page says, and gives its name.
    pub(crate) async fn add_in_portal(&self, home: &Home, browser: &Browser, client: &str) -> Outcome<String> {
        self.open_in_portal(home, browser, client).await?;
        self.click("#copy-jwk").await?;
        let kid = browser.add_key(&screen::copied("{").await?).await?;
        assert_eq!(self.value("#kid").await?, kid, "a JWK keeps its name");
        self.advance_to("added").await?;
        Ok(kid)
    }

    /// Takes the old key out of the portal, as the page says, and gives what is left.
    pub(crate) async fn retire_in_portal(&self, home: &Home, browser: &Browser, client: &str) -> Outcome<Vec<String>> {
        self.open_in_portal(home, browser, client).await?;
        let old = self.text("#value-old-kid").await?;
        self.click("#copy-old-kid").await?;
        browser.delete_key(&screen::copied(&old).await?).await?;
        self.click("#primary").await?;
        self.see("#renewed").await?;
        browser.kids().await
    }

    async fn open_in_portal(&self, home: &Home, browser: &Browser, client: &str) -> Outcome {
        self.click("#open-portal").await?;
        browser.visit(&format!("{}/clients/{client}", origin(&home.opened().await?)?)).await
    }

    /// Asks for a token with whatever key the client signs with now.
    pub(crate) async fn ask_anew(&self) -> Outcome {
        self.go("maskinporten").await?;
        self.see("#fetch-again, #scopes").await?;
        // After a restart there is no token to put away.
        if self.run("return document.querySelector('#fetch-again') !== null", &[]).await? == true {
            self.click("#fetch-again").await?;
        }
        self.fill("#scopes", &MACHINE_SCOPES.join(" ")).await?;
        self.click("#primary").await
    }

    /// The same, until there is one.
    pub(crate) async fn fetch_anew(&self) -> Outcome {
        self.ask_anew().await?;
        self.see("#token-key").await
    }
}

#[tokio::test]
async fn renewed_by_the_api() -> Outcome {
    let home = Home::new()?;
    let (window, browser) = (Window::open(&home).await?, Browser::open(&home).await?);
    window.start().await?;
    let registered = window.proved_key(&home, &browser).await?;
    let client = registered.client.as_str();
    let page = format!("{}/clients/{client}", origin(&browser.url().await?)?);
    window.connect(&home, &browser).await?;
    browser.visit(&page).await?;

    window.open_renewal(client).await?;
    window.begin_renewal("api").await?;
    window.advance_to("made").await?;
    window.advance_to("added").await?;
    assert_eq!(browser.kids().await?.len(), 2, "old and new stand side by side");
    window.click("#undo").await?;
    window.click("#undo-confirm").await?;
    window.see("#stage-added[data-state='now']").await?;
    assert_eq!(browser.kids().await?, std::slice::from_ref(&registered.kid), "undone there too");
    window.advance_to("added").await?;
    window.kill().await?;

    let window = Window::open(&home).await?;
    window.fetch_anew().await?;
    window.open_renewal(client).await?;
    window.see("#stage-proved[data-state='now']").await?;
    window.advance_to("proved").await?;
    window.advance_to("switched").await?;
    window.fetch_anew().await?;
    window.open_renewal(client).await?;
    window.click("#primary").await?;
    let renewed = window.text("#renewed").await?;
    assert!(renewed.contains(&registered.kid), "which key is gone: {renewed}");
    window.fetch_anew().await?;

    window.go("practice").await?;
    window.click("#open-portal").await?;
    browser.visit(&format!("{}/clients/{client}", origin(&home.opened().await?)?)).await?;
    let left = browser.kids().await?;
    assert!(left.len() == 1 && renewed.contains(&left[0]) && left[0] != registered.kid, "{left:?}");
    window.quit().await
}

#[tokio::test]
async fn renewed_in_the_portal() -> Outcome {
    let home = Home::new()?;
    let (window, browser) = (Window::open(&home).await?, Browser::open(&home).await?);
    window.start().await?;
    let registered = window.proved_key(&home, &browser).await?;
    let client = registered.client.as_str();

    window.open_renewal(client).await?;
    window.begin_renewal("portal").await?;
    window.advance_to("made").await?;
    let new = window.add_in_portal(&home, &browser, client).await?;
    window.advance_to("proved").await?;
    window.advance_to("switched").await?;
    assert_eq!(window.retire_in_portal(&home, &browser, client).await?, [new], "the new key alone");
    window.fetch_anew().await?;
    window.quit().await
}
