//! Logins at the certified provider, by a person in a real Chromium.

mod after;
mod proofs;
mod refused;
mod strict;

use std::collections::BTreeSet;
use std::pin::pin;
use std::sync::Arc;

use base64::prelude::{BASE64_URL_SAFE_NO_PAD, Engine as _};
use inngang_engine::environment;
use inngang_engine::http::Http;
use inngang_engine::keys::{KeySize, SigningAlgorithm};
use inngang_engine::login::{
    Acr, AnswerPage, AnswerPages, Client, ClientAuthentication, Level, Login, LoginError, Order, Provider as Issuer, Redirect, RelyingParty,
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
use time::{Duration, OffsetDateTime};
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use tokio_util::sync::CancellationToken;
use url::Url;

/// What each client is registered for.
const SCOPES: [&str; 3] = ["openid", "profile", "altinn:instances.read"];
/// The key store's name of the key that is registered, and its name at the provider.
const KEY: &str = "registered";
const KID: &str = "inngang-1";
const DONE: &str = "Du er logget inn";
const FAILED: &str = "Innloggingen ble ikke fullført";

/// The provider with a client of each kind, a person's Chromium, and our side between them.
struct Rig {
    provider: Provider,
    party: RelyingParty,
    ports: Ports,
    chromium: Chromium,
    opened: UnboundedReceiver<Url>,
    /// Of the clients with a proof, which are of the web: no other port than this.
    fixed: Redirect,
    secret: Arc<Secret<String>>,
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
struct Person<'a> {
    chromium: &'a Chromium,
    /// Where the program sent the browser.
    sent_to: Url,
    gives_up: CancellationToken,
}

impl Rig {
    async fn start() -> Outcome<Self> {
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
    fn order(&self, authentication: ClientAuthentication) -> Outcome<Order> {
        let redirect = if matches!(authentication, ClientAuthentication::None) { Redirect::free_port() } else { self.fixed.clone() };
        let client = Client { id: authentication.as_str().parse()?, provider: Issuer::Idporten, authentication };
        let scopes = SCOPES.iter().map(|scope| scope.parse()).collect::<Result<_, _>>()?;
        let page = |title: &str| AnswerPage { title: title.to_owned(), body: "Gå tilbake til Inngang.".to_owned() };
        let order = Order::new(client, scopes, redirect, "nb", AnswerPages { done: page(DONE), failed: page(FAILED) });
        Ok(Order { acr: vec![Acr::Level(Level::High)], pushed: false, ..order })
    }

    fn native(&self) -> Outcome<Order> {
        self.order(ClientAuthentication::None)
    }

    /// Signed by the key of this name in the key store.
    fn signed(&self, key: &str) -> Outcome<Order> {
        let credential = Credential::RegisteredKey { key: key.to_owned(), kid: KID.parse()?, algorithm: SigningAlgorithm::Rs256 };
        self.order(ClientAuthentication::PrivateKeyJwt(credential))
    }

    /// A login in which the person does this where the browser was sent. Some end before that.
    async fn log_in(&mut self, order: &Order, act: impl AsyncFnOnce(&Person<'_>) -> Outcome) -> Outcome<Result<Login, LoginError>> {
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

    /// A login that goes well.
    async fn logged_in(&mut self, order: &Order) -> Outcome<Login> {
        Ok(self.log_in(order, async |person| person.logs_in("high").await).await??)
    }
}

impl Person<'_> {
    /// Fills in the form, until the browser is back at the program.
    async fn logs_in(&self, level: &str) -> Outcome {
        self.chromium.click(&format!("#person-{DIRECTOR}")).await?;
        self.chromium.click(&format!("#level-{level}")).await?;
        self.chromium.click("#submit").await?;
        self.is_back(DONE).await
    }

    /// Sees the program's own page under this heading.
    async fn is_back(&self, heading: &str) -> Outcome {
        self.chromium.until(&format!("document.querySelector('h1')?.textContent === '{heading}'")).await
    }

    /// The names of what stands in the address that the browser was sent to.
    fn sent_parameters(&self) -> BTreeSet<String> {
        self.sent_to.query_pairs().map(|(name, _)| name.into_owned()).collect()
    }
}

/// A client of each kind, under the kind's name. Those of the web may use what is registered and nothing else.
fn clients(fixed: &Redirect, secret: &str, key: &Value) -> [Value; 4] {
    let client = |kind: &str, application: &str, redirect: &str| {
        json!({
            "client_id": kind, "token_endpoint_auth_method": kind, "application_type": application, "redirect_uris": [redirect],
            "grant_types": ["authorization_code", "refresh_token"], "scope": SCOPES.join(" "),
        })
    };
    let with = |mut client: Value, member: &str, value: Value| {
        client[member] = value;
        client
    };
    let web = |kind| client(kind, "web", &fixed.registered());
    let native = client("none", "native", &Redirect::free_port().registered());
    [
        native,
        with(web("private_key_jwt"), "jwks", json!({ "keys": [key] })),
        with(web("client_secret_basic"), "client_secret", json!(secret)),
        with(web("client_secret_post"), "client_secret", json!(secret)),
    ]
}

/// A secret with all that Basic and forms must escape (RFC 6749 §2.3.1).
fn unguessable() -> Outcome<String> {
    let random = BASE64_URL_SAFE_NO_PAD.encode(KeyPair::generate()?.public_key_raw());
    Ok(format!("{random}: +%25&=/?~\"\\"))
}

#[tokio::test]
async fn a_person_logs_in_and_the_facts_are_theirs() -> Outcome {
    let mut rig = Rig::start().await?;
    let before = OffsetDateTime::now_utc();
    let login = rig.logged_in(&rig.native()?).await?;
    let facts = &login.facts;
    assert_eq!(facts.pid.as_ref().map(|pid| pid.reveal()), Some(DIRECTOR));
    assert_eq!((facts.acr.as_str(), facts.level, &facts.amr[..]), ("idporten-loa-high", Some(Level::High), &["TestID".to_owned()][..]));
    assert!((before - facts.auth_time).abs() < Duration::minutes(1), "{}", facts.auth_time);
    assert!(facts.subject.len() > 20 && facts.subject != DIRECTOR && facts.issuer == rig.provider.issuer, "{facts:?}");
    assert_eq!((facts.name.as_deref(), facts.locale.as_deref()), (Some("Åse Blåbær"), Some("nb")));
    assert_eq!(facts.scopes_granted.iter().map(String::as_str).collect::<BTreeSet<_>>(), SCOPES.into());
    assert!(facts.scopes_missing.is_empty() && login.refresh_token.is_some());
    Ok(())
}

#[tokio::test]
async fn a_pushed_request_leaves_nothing_in_the_browser_s_address() -> Outcome {
    let mut rig = Rig::start().await?;
    let order = Order { pushed: true, ..rig.native()? };
    let act = async |person: &Person<'_>| {
        assert_eq!(person.sent_parameters(), ["client_id", "request_uri"].map(str::to_owned).into());
        person.logs_in("high").await
    };
    let login = rig.log_in(&order, act).await??;
    assert_eq!(login.facts.level, Some(Level::High));
    Ok(())
}

/// The person is not asked again (idporten.md 11), and is another one to another client (9).
#[tokio::test]
async fn whoever_is_logged_in_is_not_asked_again() -> Outcome {
    let mut rig = Rig::start().await?;
    let first = rig.logged_in(&rig.native()?).await?;
    let second = rig.log_in(&rig.signed(KEY)?, async |person| person.is_back(DONE).await).await??;
    assert_eq!((first.facts.pid, first.facts.auth_time), (second.facts.pid, second.facts.auth_time));
    assert_ne!(first.facts.subject, second.facts.subject);
    Ok(())
}
