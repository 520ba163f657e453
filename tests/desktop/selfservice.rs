//! The road through the self-service API: connected, clients made, keys merged, refusals in words.

use inngang_tests::{BAKERY, Outcome};

use crate::browser::Browser;
use crate::keys_of_others::public_pem;
use crate::screen;
use crate::steps::MACHINE_SCOPES;
use crate::window::{Home, Window};

/// A client holds so many keys at most (idporten.md 14.5).
const MOST: usize = 5;

impl Window {
    /// Takes the bakery's certificate into use, and connects with an administration client that the portal gives. Gives the portal.
    pub(crate) async fn connect(&self, home: &Home, browser: &Browser) -> Outcome<String> {
        let file = self.issue().await?;
        self.import(&file).await?;
        self.go("practice").await?;
        self.click("#open-portal").await?;
        let portal = home.opened().await?;
        let administration = browser.ask_for_administration(&portal, BAKERY).await?;
        self.go("clients").await?;
        self.see("#page-connect").await?;
        self.click("#copy-dcr-2").await?;
        screen::copied("idporten:dcr.write").await?;
        self.fill("#administration", &administration).await?;
        self.click("#connect-with-certificate").await?;
        self.click("#primary").await?;
        self.see("#connection").await?;
        assert!(self.text("#connection").await?.contains(&administration), "as whom we ask");
        Ok(portal)
    }

    /// Opens one of the clients that are listed.
    pub(crate) async fn open_client(&self, client: &str) -> Outcome {
        self.click("#rail-clients").await?;
        self.see("#connection, #page-client").await?;
        if self.run("return document.querySelector('#page-client') !== null", &[]).await? == true {
            self.click("#back").await?;
        }
        self.click(&format!("#open-client-{client}")).await?;
        self.see("#page-client").await
    }

    /// Makes a client for Maskinporten, and gives its id.
    async fn create_client(&self, name: &str) -> Outcome<String> {
        self.click("#primary").await?;
        self.see("#page-create-client").await?;
        self.click("#kind-maskinporten").await?;
        self.fill("#client-name", name).await?;
        self.fill("#client-description", "Til bestilling av mel").await?;
        self.fill("#client-scopes", &MACHINE_SCOPES.join(" ")).await?;
        self.click("#primary").await?;
        self.see("#page-client").await?;
        let facts = self.text("#client-facts").await?;
        assert!(MACHINE_SCOPES.iter().all(|scope| facts.contains(scope)), "{facts}");
        self.text("#client-facts dd code").await
    }

    /// How many keys stand on the client that is shown.
    async fn keys_shown(&self) -> Outcome<usize> {
        let shown = self.run("return document.querySelectorAll('[data-kid]').length", &[]).await?;
        Ok(usize::try_from(shown.as_u64().unwrap_or_default())?)
    }
}

#[tokio::test]
async fn the_road_through_the_api() -> Outcome {
    let home = Home::new()?;
    let (window, browser) = (Window::open(&home).await?, Browser::open(&home).await?);
    window.start().await?;
    let portal = window.connect(&home, &browser).await?;
    for _ in 0..2 {
        window.make_another_key().await?;
    }

    window.go("clients").await?;
    let client = window.create_client("Melbestilling").await?;
    window.click("#add-key-do").await?;
    window.see("[data-kid]").await?;
    let page = format!("{}/clients/{client}", origin(&portal)?);
    browser.visit(&page).await?;
    let ours = browser.kids().await?;
    assert_eq!(ours.len(), 1, "the portal has our key: {ours:?}");

    // Somebody else fills the client while our page shows one key.
    for _ in 1..MOST {
        browser.visit(&page).await?;
        browser.add_key(&public_pem(&home)?).await?;
    }
    window.click("#add-key-do").await?;
    let said = window.problem("selfservice.too_many_keys").await?;
    assert!(said.contains(&client) && said.contains('5'), "{said}");
    window.open_client(&client).await?;
    window.until("document.querySelectorAll('[data-kid]').length === 5").await?;
    assert!(browser.kids().await?.contains(&ours[0]), "nothing was lost");
    window.quit().await
}

#[tokio::test]
async fn another_writer_is_told_of() -> Outcome {
    let home = Home::new()?;
    let (window, browser) = (Window::open(&home).await?, Browser::open(&home).await?);
    window.start().await?;
    let portal = window.connect(&home, &browser).await?;
    window.make_key().await?;
    window.go("clients").await?;
    let client = window.create_client("Melbestilling").await?;

    window.go("practice").await?;
    window.click("#concern-self_service > summary, #concern-self_service > u-summary").await?;
    window.click("#fault-second-writer").await?;
    window.see("#fault-second-writer:checked").await?;
    window.open_client(&client).await?;
    window.click("#add-key-do").await?;
    let said = window.problem("selfservice.changed_meanwhile").await?;
    assert!(said.contains(&client), "{said}");
    browser.visit(&format!("{}/clients/{client}", origin(&portal)?)).await?;
    let there = browser.kids().await?;
    assert!(there.iter().any(|kid| kid.starts_with("other-writer-")), "the other's key stays: {there:?}");

    window.switch_all_off().await?;
    window.open_client(&client).await?;
    let before = window.keys_shown().await?;
    window.click("#add-key-do").await?;
    window.until(&format!("document.querySelectorAll('[data-kid]').length > {before}")).await?;
    window.quit().await
}

/// Scheme, host and port of an address.
pub(crate) fn origin(address: &str) -> Outcome<String> {
    Ok(url::Url::parse(address)?.origin().ascii_serialization())
}
