//! Orders at Maskinporten as a person writes them in the window.

use std::time::Duration;

use inngang_tests::{BAKERY, Outcome};

use crate::browser::Browser;
use crate::screen;
use crate::steps::Registered;
use crate::webdriver::patiently;
use crate::window::{Home, Window};

/// Long enough for a token to come.
const A_WHILE: Duration = Duration::from_secs(5);

impl Window {
    /// Starts as the bakery, with a key that is registered on a client with these scopes.
    pub(crate) async fn start_with_client(&self, home: &Home, browser: &Browser, scopes: &[&str]) -> Outcome<Registered> {
        self.start().await?;
        self.register_client_of(BAKERY, home, browser, scopes).await
    }

    /// Makes a key, and registers it on a client of this organisation's with these scopes.
    pub(crate) async fn register_client_of(
        &self,
        organisation: &str,
        home: &Home,
        browser: &Browser,
        scopes: &[&str],
    ) -> Outcome<Registered> {
        let key = self.make_key().await?;
        self.click("#open-portal").await?;
        let client = browser.register_client(&home.opened().await?, organisation, "maskinporten", scopes).await?;
        let registered = Registered { client, kid: browser.add_key(&key).await? };
        self.remember(&registered).await?;
        Ok(registered)
    }

    /// Writes an order from the beginning: scopes, and by their names what few tokens need.
    pub(crate) async fn order(&self, scopes: &str, variant: &[(&str, &str)]) -> Outcome {
        // A page that is open already keeps what was written.
        self.go("diagnostics").await?;
        self.go("maskinporten").await?;
        self.until("document.querySelector('#scopes, #fetch-again')").await?;
        if self.run("return document.querySelector('#fetch-again') !== null", &[]).await? == true {
            self.click("#fetch-again").await?;
        }
        self.fill("#scopes", scopes).await?;
        // What was refused is there again.
        let left = "return [...document.querySelectorAll('#variant input')].filter((field) => field.value !== '').map((field) => field.id)";
        let left = self.run(left, &[]).await?;
        let left: Vec<&str> = left.as_array().into_iter().flatten().filter_map(|id| id.as_str()).collect();
        if !variant.is_empty() || !left.is_empty() {
            self.unfold("variant").await?;
        }
        for id in left {
            self.fill(&format!("#{id}"), "").await?;
        }
        self.vary(variant).await
    }

    /// Writes in the fields of the variant.
    pub(crate) async fn vary(&self, variant: &[(&str, &str)]) -> Outcome {
        for (name, text) in variant {
            self.fill(&format!("#variant-{name}"), text).await?;
        }
        Ok(())
    }

    /// Waits for this line of the dry run with this outcome, and gives its words.
    pub(crate) async fn checked(&self, code: &str, outcome: &str) -> Outcome<String> {
        self.text(&format!("#dry-run [data-code='maskinporten.{code}'][data-outcome='{outcome}']")).await
    }

    /// Waits until the dry run has lines, and none of them is red.
    pub(crate) async fn dry_run_is_green(&self) -> Outcome {
        self.until("document.querySelector('#dry-run [data-outcome=good]') && !document.querySelector('#dry-run [data-outcome=bad]')").await
    }

    /// Fetches what is ordered and waits for the token; gives what its card says, without the spaces in numbers.
    pub(crate) async fn fetch(&self) -> Outcome<String> {
        self.click("#primary").await?;
        self.fetched().await
    }

    /// The same where it is on its way already.
    pub(crate) async fn fetched(&self) -> Outcome<String> {
        Ok(unspaced(&self.text("#token-key").await?))
    }

    /// Presses a refusal's «try again» until there is a token: the page may draw itself anew under the pointer. Gives what its card says.
    pub(crate) async fn fetched_at_last(&self) -> Outcome<String> {
        patiently(|| async {
            if self.run("return document.querySelector('#action-try_again') !== null", &[]).await? == true {
                self.click("#action-try_again").await?;
            }
            self.see_at_last("#token-key", A_WHILE).await
        })
        .await?;
        self.fetched().await
    }

    /// Fetches what is ordered and waits for this refusal; gives its card's words, without the spaces in numbers.
    pub(crate) async fn refused(&self, code: &str) -> Outcome<String> {
        self.click("#primary").await?;
        let said = unspaced(&self.problem(code).await?);
        assert!(said.len() > 80, "{code} has title, cause and remedy: {said}");
        Ok(said)
    }

    /// Copies the token on the page by the page's button, and gives it as other programs see it.
    pub(crate) async fn copy_token(&self) -> Outcome<String> {
        self.click("#copy-token").await?;
        screen::copied("eyJ").await
    }

    /// Pastes what is on the clipboard into a field, with the keyboard.
    pub(crate) async fn paste_in(&self, field: &str) -> Outcome {
        screen::activate()?;
        self.click(field).await?;
        screen::press("ctrl+a")?;
        screen::press("ctrl+v")?;
        self.until(&format!("document.querySelector('{field}').value !== ''")).await
    }

    /// Everything that stands in the page, and in its fields.
    pub(crate) async fn whole_page(&self) -> Outcome<String> {
        let body = "return [document.documentElement.outerHTML, ...[...document.querySelectorAll('input, textarea')].map((it) => it.value)].join('\\n')";
        Ok(self.run(body, &[]).await?.as_str().unwrap_or_default().to_owned())
    }
}

/// Without the spaces that numbers are shown with.
pub(crate) fn unspaced(text: &str) -> String {
    text.replace(char::is_whitespace, "")
}
