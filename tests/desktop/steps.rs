//! The wizard's steps as a person takes them, each until its result stands on the page.

use std::path::{Path, PathBuf};

use inngang_tests::{BAKERY, Outcome};

use crate::browser::Browser;
use crate::screen;
use crate::window::{Home, Window};

/// The program's language in the tests that do not change it.
pub(crate) const LANGUAGE: &str = "nb";

/// What the machine asks for.
pub(crate) const MACHINE_SCOPES: &[&str] = &["altinn:instances.read", "altinn:accessmanagement/authorizedparties"];

/// What the person gives the program.
pub(crate) const PERSON_SCOPES: &[&str] = &["altinn:accessmanagement/authorizedparties", "altinn:instances.read"];

/// Password of the certificate files that the tests make themselves.
pub(crate) const PASSWORD: &str = "Blåbær-7731";

/// A file from the town hall.
pub(crate) struct Issued {
    pub(crate) path: PathBuf,
    pub(crate) password: String,
}

/// A client in the portal, with the key that it knows.
pub(crate) struct Registered {
    pub(crate) client: String,
    pub(crate) kid: String,
}

/// The primary button waits for nothing: not for the certificate's issuer, for one.
pub(crate) const READY: &str = "document.querySelector('#primary:not(:disabled):not([aria-busy=true])')";

impl Window {
    /// Goes to a page by the rail.
    pub(crate) async fn go(&self, place: &str) -> Outcome {
        self.click(&format!("#rail-{place}")).await?;
        match place {
            // It is read first whether there is a connection.
            "clients" => self.see("#connection, #page-connect").await,
            _ => self.see(&format!("#step-{place}, #page-{place}")).await,
        }
    }

    /// Answers the questions: a system of its own, for itself, and somebody requires a certificate.
    pub(crate) async fn answer_questions(&self) -> Outcome {
        self.answer_all(&["talks-own_system", "acts-ourselves", "services-maskinporten", "certificate-required"]).await
    }

    /// Answers the questions in this way.
    pub(crate) async fn answer_all(&self, answers: &[&str]) -> Outcome {
        for answer in answers {
            self.click(&format!("#{answer}")).await?;
        }
        self.click("#primary").await?;
        self.see("#recommendation").await
    }

    /// Becomes the bakery in practice.
    pub(crate) async fn choose_bakery(&self) -> Outcome {
        self.choose(BAKERY).await
    }

    /// Becomes this organisation of practice.
    pub(crate) async fn choose(&self, organisation: &str) -> Outcome {
        self.click(&format!("#organisation option[value='{organisation}']")).await?;
        self.click("#primary").await?;
        self.see("#talks-own_system").await
    }

    /// The first step.
    pub(crate) async fn start(&self) -> Outcome {
        self.choose_bakery().await?;
        self.answer_questions().await
    }

    /// Has the town hall issue a certificate file.
    pub(crate) async fn issue(&self) -> Outcome<Issued> {
        self.go("practice").await?;
        self.click(&format!("#order-organisation option[value='{BAKERY}']")).await?;
        self.click("#issue").await?;
        Ok(Issued { path: self.text("#issued-path").await?.into(), password: self.text("#issued-password").await? })
    }

    /// Chooses a file in the real dialog.
    pub(crate) async fn pick(&self, path: &Path) -> Outcome {
        self.click("#pick-file").await?;
        screen::choose_file(LANGUAGE, path).await
    }

    /// Opens the picked file with a password.
    pub(crate) async fn unlock(&self, password: &str) -> Outcome {
        self.fill("#password", password).await?;
        self.click("#primary").await
    }

    /// Has a file examined that needs this password.
    pub(crate) async fn examine(&self, file: &Issued) -> Outcome {
        self.go("certificate").await?;
        self.pick(&file.path).await?;
        self.unlock(&file.password).await?;
        self.see("#verdict").await
    }

    /// Uses the certificate that has been examined: only now is it stored.
    pub(crate) async fn use_it(&self) -> Outcome {
        self.see("#verdict").await?;
        self.until(READY).await?;
        self.click("#primary").await?;
        self.see("#forget").await
    }

    /// Imports a file that needs this password.
    pub(crate) async fn import(&self, file: &Issued) -> Outcome {
        self.examine(file).await?;
        self.use_it().await
    }

    /// Makes a key, and gives its public half as the copy button does.
    pub(crate) async fn make_key(&self) -> Outcome<String> {
        self.go("key").await?;
        self.click("#primary").await?;
        self.click("#copy-jwk").await?;
        screen::copied("{").await
    }

    /// Makes a key beside those that there are.
    pub(crate) async fn make_another_key(&self) -> Outcome {
        self.go("keys").await?;
        self.click("#primary").await?;
        self.see("#import-key").await?;
        self.click("#primary").await?;
        self.see("#copy-jwk").await
    }

    /// Opens the portal from the window, and registers the key there.
    pub(crate) async fn register_in_portal(&self, home: &Home, browser: &Browser, key: &str) -> Outcome<Registered> {
        self.click("#open-portal").await?;
        let portal = home.opened().await?;
        let client = browser.register_client(&portal, BAKERY, "maskinporten", MACHINE_SCOPES).await?;
        let kid = browser.add_key(key).await?;
        Ok(Registered { client, kid })
    }

    /// A key that is registered in the portal and proved by a token.
    pub(crate) async fn proved_key(&self, home: &Home, browser: &Browser) -> Outcome<Registered> {
        let key = self.make_key().await?;
        let registered = self.register_in_portal(home, browser, &key).await?;
        self.remember(&registered).await?;
        self.prove(&MACHINE_SCOPES.join(" ")).await?;
        Ok(registered)
    }

    /// Has the registered key proved by a token on its own page.
    pub(crate) async fn prove(&self, scopes: &str) -> Outcome {
        self.fill("#scopes", scopes).await?;
        self.click("#primary").await?;
        self.see("#key-summary[data-verdict='good']").await
    }

    /// Opens the page of the only key, or of the newest.
    pub(crate) async fn open_key(&self) -> Outcome {
        self.go("keys").await?;
        self.click("[id^='open-key-']").await?;
        self.see("#page-key").await
    }

    /// Unfolds what lies under this id.
    pub(crate) async fn unfold(&self, id: &str) -> Outcome {
        self.click(&format!("#{id} summary, #{id} u-summary")).await
    }

    /// Waits for a problem of this code, and gives all that its card says.
    pub(crate) async fn problem(&self, code: &str) -> Outcome<String> {
        self.text(&format!("#problem[data-code='{code}']")).await
    }

    /// Tells the program which client and key id the portal gave.
    pub(crate) async fn remember(&self, registered: &Registered) -> Outcome {
        self.fill("#client-id", &registered.client).await?;
        self.fill("#kid", &registered.kid).await?;
        self.click("#primary").await?;
        self.see("#key-summary").await
    }

    /// Fetches a token with the registered key.
    pub(crate) async fn token_by_key(&self) -> Outcome {
        self.go("maskinporten").await?;
        self.fill("#scopes", &MACHINE_SCOPES.join(" ")).await?;
        self.click("#primary").await?;
        self.see("#token-key").await
    }

    /// Fetches a token with the certificate, for a client that has no key.
    pub(crate) async fn token_by_certificate(&self, client: &str) -> Outcome {
        self.click("#fetch-again").await?;
        self.fill("#client-id", client).await?;
        self.click("#sign-with-certificate").await?;
        self.click("#primary").await?;
        self.see("#token-certificate").await
    }

    /// Logs in as the client of this id, with the person in the browser.
    pub(crate) async fn log_in(&self, home: &Home, browser: &Browser, client: &str) -> Outcome {
        self.go("login").await?;
        self.fill("#client-id", client).await?;
        self.click("#primary").await?;
        browser.log_in(&home.opened().await?).await?;
        self.see("#logged-in").await
    }

    /// Climbs the ladder for `organisation` or `person`, to the top.
    pub(crate) async fn climb(&self, who: &str) -> Outcome {
        self.go("access").await?;
        self.click(&format!("#test-{who}")).await?;
        self.click("#primary").await?;
        self.see("#access-verdict").await?;
        self.until("!document.querySelector('[data-outcome=failed]')").await
    }

    /// What the rail says of a step.
    pub(crate) async fn state_of(&self, step: &str) -> Outcome<String> {
        let state = self.run(&format!("return document.querySelector('#rail-{step}').dataset.state"), &[]).await?;
        Ok(state.as_str().unwrap_or_default().to_owned())
    }
}
