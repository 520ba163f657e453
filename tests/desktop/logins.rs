//! Logins as a person asks for them in the window, as they go on in the browser, and as they end.

use inngang_tests::person::DIRECTOR;
use inngang_tests::{BAKERY, Outcome};

use crate::browser::Browser;
use crate::steps::PERSON_SCOPES;
use crate::window::{Home, Window};

/// The director's name.
pub(crate) const NAME: &str = "Åse Blåbær";

/// A client for logins that is other than usual: application type, how it proves itself, the one address it comes back to.
pub(crate) struct Unusual<'a> {
    pub(crate) kind: &'a str,
    pub(crate) application: &'a str,
    pub(crate) method: &'a str,
    pub(crate) redirect: &'a str,
}

impl Window {
    /// Opens the portal from the login's step and goes back to its form.
    pub(crate) async fn portal_for_logins(&self, home: &Home) -> Outcome<String> {
        self.go("login").await?;
        self.click("#open-road").await?;
        self.click("#open-portal").await?;
        let portal = home.opened().await?;
        self.click("#back").await?;
        self.see("#client-id").await?;
        Ok(portal)
    }

    /// Starts as the bakery, with a usual client for logins in the form. Gives its id.
    pub(crate) async fn start_with_login_client(&self, home: &Home, browser: &Browser) -> Outcome<String> {
        self.start().await?;
        let client = browser.register_client(&self.portal_for_logins(home).await?, BAKERY, "idporten", PERSON_SCOPES).await?;
        self.fill("#client-id", &client).await?;
        Ok(client)
    }

    /// Asks for the login, and gives the address that the browser was sent to.
    pub(crate) async fn ask_for_login(&self, home: &Home) -> Outcome<String> {
        self.click("#primary").await?;
        self.see("#login-link").await?;
        home.opened().await
    }

    /// Waits for a login with this verdict, and gives what its card says.
    pub(crate) async fn logged_in(&self, verdict: &str) -> Outcome<String> {
        self.text(&format!("#logged-in[data-verdict='{verdict}']")).await
    }

    /// Whether the road stops at this stage with this code, and has words for it.
    pub(crate) async fn stopped_at(&self, stage: &str, code: &str) -> Outcome {
        self.see("#login-road[data-state='failed']").await?;
        let said = self.text(&format!("#stage-{stage}[data-state='failed']")).await?;
        assert!(said.contains(code) && said.len() > code.len() + 20, "{stage}: {said}");
        Ok(())
    }

    /// Comes back to this address, which is none of those that are listed.
    pub(crate) async fn come_back_to(&self, redirect: &str) -> Outcome {
        self.unfolded("redirect").await?;
        self.click("#redirect-other").await?;
        self.fill("#redirect-own", redirect).await
    }
}

impl Browser {
    /// Opens a login, and says who one is, at this level.
    pub(crate) async fn identify(&self, address: &str, level: &str) -> Outcome {
        self.identify_as(DIRECTOR, address, level).await
    }

    /// The same as this person.
    pub(crate) async fn identify_as(&self, person: &str, address: &str, level: &str) -> Outcome {
        self.visit(address).await?;
        self.click(&format!("#person-{person}")).await?;
        self.click(&format!("#level-{level}")).await?;
        self.click("#log-in").await
    }

    /// The program has its answer, of which nothing stays in the address.
    pub(crate) async fn is_back(&self) -> Outcome {
        self.until("location.pathname === '/callback/done'").await?;
        let address = self.url().await?;
        assert!(!address.contains(['?', '#']), "something stays in the address: {address}");
        Ok(())
    }

    /// Registers a client for logins that is other than usual, and gives its id.
    pub(crate) async fn register_unusual(&self, portal: &str, client: &Unusual<'_>) -> Outcome<String> {
        let Unusual { kind, application, method, redirect } = client;
        self.begin_client(portal, BAKERY, kind).await?;
        self.fill(&format!("#{kind}-name"), "Inngang").await?;
        for scope in PERSON_SCOPES.iter().filter(|_| *kind == "idporten") {
            self.tick_scope(kind, scope).await?;
        }
        self.click(&format!("#{kind}-application_type option[value='{application}']")).await?;
        self.click(&format!("#{kind}-token_endpoint_auth_method option[value='{method}']")).await?;
        self.fill(&format!("#{kind}-redirect_uri"), redirect).await?;
        self.create_client(kind).await
    }
}
