//! What each login needs: the provider with its clients, a person in front of Chromium, our side.

use std::collections::BTreeSet;
use std::pin::pin;
use std::sync::Arc;

use base64::prelude::{BASE64_URL_SAFE_NO_PAD, Engine as _};
use inngang_engine::environment;
use inngang_engine::http::Http;
use inngang_engine::keys::{KeySize, SigningAlgorithm};
use inngang_engine::login::{
    Acr, AnswerPage, AnswerPages, Client, ClientAuthentication, Leaving, LeavingPages, Level, LoggedOut, Login, LoginError, Order,
    Provider as Issuer, Redirect, RelyingParty,
};
use inngang_engine::maskinporten::Credential;
use inngang_engine::ports::{NoBrowser, OpenUrl, Ports};
use inngang_engine::secret::Secret;
use inngang_engine::trail::Trail;
use inngang_tests::chromium::Chromium;
use inngang_tests::person::DIRECTOR;
use inngang_tests::process::free_port;
use inngang_tests::provider::Provider;
use inngang_tests::{Outcome, town};
use rcgen::KeyPair;
use serde_json::{Value, json};
use tempfile::TempDir;
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use tokio_util::sync::CancellationToken;
use url::Url;

/// What each client is registered for.
pub(super) const SCOPES: [&str; 3] = ["openid", "profile", "altinn:instances.read"];
/// The key store's name of the key that is registered, and its name at the provider.
pub(super) const KEY: &str = "registered";
pub(super) const KID: &str = "inngang-1";
/// Where logging out may lead to.
pub(super) const BACK: &str = "http://127.0.0.1:0/utlogget";
pub(super) const DONE: &str = "Du er logget inn";
pub(super) const GONE: &str = "Du er logget ut";
pub(super) const FAILED: &str = "Innloggingen ble ikke fullført";

/// The provider with a client of each kind, a person's Chromium, and our side between them.
pub(super) struct Rig {
    pub(super) provider: Provider,
    pub(super) party: RelyingParty,
    pub(super) ports: Ports,
    pub(super) chromium: Chromium,
    opened: UnboundedReceiver<Url>,
    /// Of the clients with a proof, which are of the web: no other port than this.
    pub(super) fixed: Redirect,
    pub(super) secret: Arc<Secret<String>>,
    _folder: TempDir,
}

/// Hands the address on to whoever drives Chromium.
struct Handed(UnboundedSender<Url>);

impl OpenUrl for Handed {
    fn open(&self, url: &Url) -> Result<(), NoBrowser> {
        self.0.send(url.clone()).map_err(|_| NoBrowser)
    }
}

/// Who sits in front of Chromium, and can also give up in the program.
pub(super) struct Person<'a> {
    pub(super) chromium: &'a Chromium,
    /// Where the program sent the browser.
    pub(super) sent_to: Url,
    pub(super) gives_up: CancellationToken,
}

impl Rig {
    pub(super) async fn start() -> Outcome<Self> {
        let (hand, opened) = unbounded_channel();
        let ports = town::ports(Arc::new(Handed(hand)));
        let key = ports.keys.generate(KEY, KeySize::Rsa2048)?.facts.jwk(&KID.parse()?, SigningAlgorithm::Rs256);
        let secret = unguessable()?;
        let fixed = Redirect::fixed_port(free_port()?);
        let provider = Provider::start(&clients(&fixed, &secret, &key)).await?;
        let folder = tempfile::tempdir()?;
        let chromium = Chromium::open(folder.path()).await?;
        let file = format!("name = \"Sertifisert\"\n[hosts]\nidporten = \"{}\"", provider.issuer);
        let environment = environment::from_toml(&file, |_| None)?;
        let http = Http::new(&environment, Trail::default())?;
        let party = RelyingParty::new(environment, http, ports.clone());
        Ok(Self { provider, party, ports, chromium, opened, fixed, secret: Arc::new(Secret::new(secret)), _folder: folder })
    }

    /// Of the client that is registered so, at the high level; nothing is pushed.
    pub(super) fn order(&self, authentication: ClientAuthentication) -> Outcome<Order> {
        let redirect = if matches!(authentication, ClientAuthentication::None) { Redirect::free_port() } else { self.fixed.clone() };
        let client = Client { id: authentication.as_str().parse()?, provider: Issuer::Idporten, authentication };
        let scopes = SCOPES.iter().map(|scope| scope.parse()).collect::<Result<_, _>>()?;
        let page = |title: &str| AnswerPage { title: title.to_owned(), body: "Gå tilbake til Inngang.".to_owned() };
        let order = Order::new(client, scopes, redirect, "nb", AnswerPages { done: page(DONE), failed: page(FAILED) });
        Ok(Order { acr: vec![Acr::Level(Level::High)], pushed: false, ..order })
    }

    pub(super) fn native(&self) -> Outcome<Order> {
        self.order(ClientAuthentication::None)
    }

    /// Signed by the key of this name in the key store.
    pub(super) fn signed(&self, key: &str) -> Outcome<Order> {
        let credential = Credential::RegisteredKey { key: key.to_owned(), kid: KID.parse()?, algorithm: SigningAlgorithm::Rs256 };
        self.order(ClientAuthentication::PrivateKeyJwt(credential))
    }

    /// A login in which the person does this where the browser was sent. Some end before that.
    pub(super) async fn log_in(
        &mut self,
        order: &Order,
        act: impl AsyncFnOnce(&Person<'_>) -> Outcome,
    ) -> Outcome<Result<Login, LoginError>> {
        let gives_up = CancellationToken::new();
        let mut login = pin!(self.party.log_in(order, gives_up.clone(), |_| ()));
        let sent_to = tokio::select! {
            early = &mut login => return Ok(early),
            url = self.opened.recv() => url.ok_or("nobody opens addresses")?,
        };
        let person = Person { chromium: &self.chromium, sent_to, gives_up };
        let acting = async {
            let acted = async { person.chromium.visit(person.sent_to.as_str()).await.and(act(&person).await) }.await;
            // A person who is lost gives up.
            acted.inspect_err(|_| person.gives_up.cancel())
        };
        let (login, acted) = tokio::join!(login, acting);
        acted.map(|()| login)
    }

    /// A logout in which the person agrees to it at the provider.
    pub(super) async fn log_out(&mut self, login: &Login, returns_to: Option<Redirect>) -> Outcome<LoggedOut> {
        let page = |title: &str| AnswerPage { title: title.to_owned(), body: "Du logges ut av nettleseren.".to_owned() };
        let pages = LeavingPages { going: page("Logger ut"), go_on: "Logg ut".to_owned(), gone: page(GONE) };
        let leaving = Leaving { language: "nb", pages, returns_to };
        let person = async {
            let sent_to = self.opened.recv().await.ok_or("nobody opens addresses")?;
            self.chromium.visit(sent_to.as_str()).await?;
            self.chromium.see("#log-out").await?;
            // Posted: an ID token in an address would stay in the browser's history.
            assert_eq!(self.chromium.url().await?, format!("{}/logout", self.provider.issuer));
            self.chromium.click("#log-out").await
        };
        let (left, acted) = tokio::join!(self.party.log_out(login, &leaving), person);
        acted.map(|()| left)
    }

    /// A login that goes well.
    pub(super) async fn logged_in(&mut self, order: &Order) -> Outcome<Login> {
        Ok(self.log_in(order, async |person| person.logs_in("high").await).await??)
    }
}

impl Person<'_> {
    /// Fills in the form, until the browser is back at the program.
    pub(super) async fn logs_in(&self, level: &str) -> Outcome {
        self.chromium.click(&format!("#person-{DIRECTOR}")).await?;
        self.chromium.click(&format!("#level-{level}")).await?;
        self.chromium.click("#submit").await?;
        self.is_back(DONE).await
    }

    /// Sees the program's own page under this heading.
    pub(super) async fn is_back(&self, heading: &str) -> Outcome {
        self.chromium.until(&format!("document.querySelector('h1')?.textContent === '{heading}'")).await
    }

    /// The names of what stands in the address that the browser was sent to.
    pub(super) fn sent_parameters(&self) -> BTreeSet<String> {
        self.sent_to.query_pairs().map(|(name, _)| name.into_owned()).collect()
    }
}

/// A client of each kind, under the kind's name. Those of the web may use what is registered and nothing else; the native one has two
/// more with other names of this computer, since a pairwise `sub` wants one host a client.
pub(super) fn clients(fixed: &Redirect, secret: &str, key: &Value) -> Vec<Value> {
    let client = |id: &str, kind: &str, application: &str, redirect: &Redirect| {
        json!({
            "client_id": id, "token_endpoint_auth_method": kind, "application_type": application, "redirect_uris": [redirect.registered()],
            "grant_types": ["authorization_code", "refresh_token"], "scope": SCOPES.join(" "), "post_logout_redirect_uris": [BACK],
        })
    };
    let native = |id, redirect: &Redirect| client(id, "none", "native", redirect);
    let web = |kind, member: &str, value: Value| {
        let mut client = client(kind, kind, "web", fixed);
        client[member] = value;
        client
    };
    vec![
        native("none", &Redirect::free_port()),
        native("v6", &Redirect::free_port_v6()),
        native("localhost", &Redirect::localhost(fixed.port())),
        web("private_key_jwt", "jwks", json!({ "keys": [key] })),
        web("client_secret_basic", "client_secret", json!(secret)),
        web("client_secret_post", "client_secret", json!(secret)),
    ]
}

/// A secret with all that Basic and forms must escape (RFC 6749 §2.3.1).
fn unguessable() -> Outcome<String> {
    let random = BASE64_URL_SAFE_NO_PAD.encode(KeyPair::generate()?.public_key_raw());
    Ok(format!("{random}: +%25&=/?~\"\\"))
}
