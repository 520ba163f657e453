//! The person's own browser, in which they use the portal and log in.

use std::ops::Deref;

use inngang_tests::Outcome;
use inngang_tests::chromium::Chromium;
use inngang_tests::person::DIRECTOR;

use crate::window::Home;

/// Chromium while it runs.
pub(crate) struct Browser(Chromium);

impl Browser {
    /// Starts it, with nothing remembered.
    pub(crate) async fn open(home: &Home) -> Outcome<Self> {
        Chromium::open(&home.path("")).await.map(Self)
    }

    /// Registers a client with these scopes in the portal, and gives its id. `kind` is `maskinporten` or `idporten`.
    pub(crate) async fn register_client(&self, portal: &str, organisation: &str, kind: &str, scopes: &[&str]) -> Outcome<String> {
        self.begin_client(portal, organisation, kind).await?;
        self.fill(&format!("#{kind}-name"), "Inngang").await?;
        for scope in scopes {
            self.tick_scope(kind, scope).await?;
        }
        self.create_client(kind).await
    }

    /// Opens the portal's form for a new client of this kind.
    pub(crate) async fn begin_client(&self, portal: &str, organisation: &str, kind: &str) -> Outcome {
        self.open_portal(portal, organisation).await?;
        self.click("#add-client").await?;
        self.click(&format!("#choose-{kind}")).await
    }

    /// Chooses a scope in the form, unless it is chosen already.
    pub(crate) async fn tick_scope(&self, kind: &str, scope: &str) -> Outcome {
        let tick = format!("#new-{kind} input[value='{scope}']");
        self.see(&tick).await?;
        if self.run(&format!("return document.querySelector(\"{tick}\").checked"), &[]).await? != true {
            self.click(&tick).await?;
        }
        Ok(())
    }

    /// Sends the form, and gives the new client's id.
    pub(crate) async fn create_client(&self, kind: &str) -> Outcome<String> {
        self.click(&format!("#create-{kind}")).await?;
        self.text("#client-id").await
    }

    /// Asks for a client for the self-service API, and gives its id.
    pub(crate) async fn ask_for_administration(&self, portal: &str, organisation: &str) -> Outcome<String> {
        self.open_portal(portal, organisation).await?;
        self.click("#create-administration").await?;
        self.text("#client-id").await
    }

    /// The window may lead to the organisation's own page, or to the front page.
    async fn open_portal(&self, portal: &str, organisation: &str) -> Outcome {
        self.visit(portal).await?;
        if self.run("return document.querySelector('#add-client') === null", &[]).await? == true {
            self.click(&format!("#organisation-{organisation}")).await?;
        }
        Ok(())
    }

    /// Pastes a public key into the client's page, and gives the key id that the portal shows for it.
    pub(crate) async fn add_key(&self, key: &str) -> Outcome<String> {
        let before = self.kids().await?.len();
        self.click("#open-new-key").await?;
        self.fill("#key", key).await?;
        self.click("#add-key").await?;
        self.until(&format!("document.querySelectorAll('.kid').length > {before}")).await?;
        self.text("#newest-kid").await
    }

    /// The key ids that stand on the client.
    pub(crate) async fn kids(&self) -> Outcome<Vec<String>> {
        self.click("#tab-keys").await?;
        self.see("#keys").await?;
        let kids = self.run("return [...document.querySelectorAll('.kid')].map((kid) => kid.textContent)", &[]).await?;
        Ok(kids.as_array().into_iter().flatten().filter_map(|kid| kid.as_str()).map(str::to_owned).collect())
    }

    /// Takes a key away from the client.
    pub(crate) async fn delete_key(&self, kid: &str) -> Outcome {
        self.click("#tab-keys").await?;
        self.click(&format!("form:has(input[name='kid'][value='{kid}']) button")).await?;
        self.until(&format!("document.querySelector('#keys') && !document.querySelector('#keys').innerText.includes('{kid}')")).await
    }

    /// Logs the director in and agrees to everything, until the program has answered.
    pub(crate) async fn log_in(&self, address: &str) -> Outcome {
        self.visit(address).await?;
        // Whoever has logged in with this browser, or has consented before, is not asked again.
        if self.run("return document.querySelector('#log-in') !== null", &[]).await? == true {
            self.click(&format!("#person-{DIRECTOR}")).await?;
            self.click("#level-high").await?;
            self.click("#log-in").await?;
        }
        self.until("document.querySelector('#consent') || location.pathname === '/callback/done'").await?;
        if self.run("return document.querySelector('#consent') !== null", &[]).await? == true {
            self.click("#consent").await?;
        }
        // The address keeps nothing of the answer.
        self.until("location.href.endsWith('/callback/done')").await
    }
}

impl Deref for Browser {
    type Target = Chromium;

    fn deref(&self) -> &Chromium {
        &self.0
    }
}
