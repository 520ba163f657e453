//! Altinn's pages as a person uses them: systems, requests with their answers, clients.

use arboard::Clipboard;
use inngang_tests::Outcome;
use inngang_tests::person::DIRECTOR;

use crate::browser::Browser;
use crate::pages::photograph;
use crate::window::{Home, Window};

/// PORTVIK PROGRAMVARE AS, which makes systems for others.
pub(crate) const VENDOR: &str = "312345609";
/// DØRÅSEN REGNSKAP AS.
pub(crate) const ACCOUNTANT: &str = "311223305";
/// Accountant's managing director, who looks after its clients too.
pub(crate) const ADMINISTRATOR: &str = "27918021359";

/// What whoever makes a system needs, and what its system users are proved with.
pub(crate) const VENDOR_SCOPES: &[&str] = &[
    "altinn:authentication/systemregister.write",
    "altinn:authentication/systemuser.request.read",
    "altinn:authentication/systemuser.request.write",
    "altinn:accessmanagement/authorizedparties",
    "digdir:dialogporten",
];

/// A service that a system asks for.
pub(crate) const CLAIMS: &str = "ske-krav-og-betalinger";
/// A package of what an organisation may give.
pub(crate) const TAX: &str = "urn:altinn:accesspackage:skattegrunnlag";
/// A package that comes with being somebody's accountant.
pub(crate) const SIGNING: &str = "urn:altinn:accesspackage:regnskapsforer-med-signeringsrettighet";

impl Window {
    /// Becomes this organisation, with a road by these answers and a client that may do a vendor's work.
    pub(crate) async fn start_as_vendor(&self, organisation: &str, acts: &str, home: &Home, browser: &Browser) -> Outcome {
        self.choose(organisation).await?;
        let services: &[&str] = if acts == "acts-ourselves" { &["services-system_user"] } else { &[] };
        self.answer_all(&[&["talks-own_system", acts], services, &["certificate-not_required"]].concat()).await?;
        self.register_client_of(organisation, home, browser, VENDOR_SCOPES).await?;
        self.prove(&VENDOR_SCOPES.join(" ")).await
    }

    /// Opens the form for a new system, and fills in its id, its name, the profile's own client.
    pub(crate) async fn begin_system(&self, id: &str, name: &str) -> Outcome {
        self.go("systems").await?;
        self.click("#primary").await?;
        self.fill("#system-id", id).await?;
        for language in ["nb", "nn", "en"] {
            self.fill(&format!("#system-name-{language}"), name).await?;
            self.fill(&format!("#system-description-{language}"), name).await?;
        }
        self.click("#use-own-client").await
    }

    /// Finds a right by these words, and adds it. `kind` is `resources` or `packages`.
    pub(crate) async fn add_right(&self, kind: &str, words: &str, id: &str) -> Outcome {
        self.unfolded(&format!("find-{kind}")).await?;
        self.fill(&format!("#{kind}-words"), words).await?;
        self.click(&format!("#{kind} [data-found='{id}'] button")).await?;
        self.see(&format!("#chosen-{kind} [data-right='{id}'] [data-fitness]")).await
    }

    /// Sends the form for a new system that is as it should be.
    pub(crate) async fn register_system(&self) -> Outcome {
        self.click("#primary").await?;
        self.see("#saved").await
    }

    /// Looks at the page as it stands, with axe, and keeps pictures of it.
    pub(crate) async fn is_seen(&self, name: &str) -> Outcome {
        self.is_accessible(name).await?;
        photograph(self, name).await
    }

    /// Pastes a text of several lines into a field, as it was copied elsewhere.
    pub(crate) async fn paste(&self, field: &str, text: &str) -> Outcome {
        let mut clipboard = Clipboard::new()?;
        clipboard.set_text(text)?;
        self.paste_in(field).await
    }

    /// Sends the request in the form of step 6, and gives the link that the customer is to have.
    pub(crate) async fn send_request(&self) -> Outcome<String> {
        self.click("#primary").await?;
        self.see("#request-waiting").await?;
        self.text("#request-link").await
    }

    /// Asks an organisation for a system user with all that the only system has.
    pub(crate) async fn ask_customer(&self, organisation: &str) -> Outcome<String> {
        self.go("system_user").await?;
        self.fill("#ask-party", organisation).await?;
        self.send_request().await
    }
}

impl Browser {
    /// Opens an approval link as this person.
    pub(crate) async fn open_request(&self, link: &str, person: &str) -> Outcome {
        self.visit(link).await?;
        self.click(&format!("#person-{person}")).await?;
        self.click("#level-high").await?;
        self.click("#log-in").await?;
        self.see("#lead").await
    }

    /// Opens an approval link as this person, and presses `approve`, `reject` or `escalate`.
    pub(crate) async fn decide(&self, link: &str, person: &str, verb: &str) -> Outcome {
        self.open_request(link, person).await?;
        self.click(&format!("#{verb}")).await?;
        self.see("#done").await
    }

    /// The bakery's director approves.
    pub(crate) async fn approve(&self, link: &str) -> Outcome {
        self.decide(link, DIRECTOR, "approve").await
    }

    /// Registers a client for logins with these scopes, beside the client whose page is shown.
    pub(crate) async fn register_login_client(&self, organisation: &str, scopes: &[&str]) -> Outcome<String> {
        let here = self.url().await?;
        let (portal, _) = here.split_once("/clients/").ok_or("not a client's page")?;
        self.register_client(portal, organisation, "idporten", scopes).await
    }
}
