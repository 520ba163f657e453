//! A run with every kind of secret in it, after which none of them stands anywhere but sealed.

use std::fs::File;
use std::path::Path;
use std::sync::Arc;

use inngang_engine::access::{Subject, ladder};
use inngang_engine::altinn::{self, Provider};
use inngang_engine::certificates::{self, Against, Effort, ImportedCertificate};
use inngang_engine::diagnostics::{ReportSubject, ReportedKey, report};
use inngang_engine::environment::from_toml;
use inngang_engine::http::Http;
use inngang_engine::keys::{KeySize, SigningAlgorithm};
use inngang_engine::login::Redirect;
use inngang_engine::maskinporten::{Credential, Order, obtain};
use inngang_engine::ports::{KeyStore as _, Ports};
use inngang_engine::problem::{Explain as _, Problem};
use inngang_engine::secret::Secret;
use inngang_platform::database::{CertificateRow, Database, KeyRow, ProfileRow, RegistrationRow, StepRow};
use inngang_platform::folders::Folders;
use inngang_platform::vault::{MemoryKeychain, NoKeychain, Vault};
use inngang_practice::{CertificateOrder, Fault};
use inngang_tests::person::{DIRECTOR, Person, ScriptedBrowser};
use inngang_tests::search::{Planted, files};
use inngang_tests::tls::{Answer, TlsServer};
use inngang_tests::town::certificate_file;
use inngang_tests::witness::WitnessKeys;
use inngang_tests::{BAKERY, Outcome};
use serde_json::json;
use url::Url;

use crate::{login, maskinporten};

const PROFILE: &str = "5b1c7a0e-practice";
const CLIENT_SECRET: &str = "planted-klienthemmelighet-ÆØÅ-7Fq2";
const VAULT_PASSWORD: &str = "planted-hvelvpassord-ÆØÅ-9Kx4";
const WRONG_PASSWORD: &str = "planted-feil-passord-3Zt8";

/// A run of the whole road in a profile of its own.
struct Run {
    rig: login::Rig,
    vault: Arc<Vault>,
    keys: Arc<WitnessKeys>,
    browser: Arc<ScriptedBrowser>,
    ports: Ports,
    planted: Planted,
    problems: Vec<Problem>,
}

impl Run {
    async fn start(folders: &Folders) -> Outcome<Self> {
        let rig = login::Rig::start(Redirect::free_port()).await?;
        let vault = Arc::new(Vault::open(&folders.profile(PROFILE), Arc::new(MemoryKeychain::default())));
        let (keys, browser) = (WitnessKeys::before(vault.clone()), ScriptedBrowser::of(Person::director()));
        let ports = Ports { keys: keys.clone(), ..rig.ports(browser.clone()) };
        let mut planted = Planted::default();
        planted.text("national id", DIRECTOR);
        Ok(Self { rig, vault, keys, browser, ports, planted, problems: Vec::new() })
    }

    /// A wrong password, then the right one.
    async fn import(&mut self) -> Outcome<ImportedCertificate> {
        let file = self.rig.town.practice.issue(&CertificateOrder::ordinary(BAKERY)).await?;
        let wrong = self.rig.town.import(&file, Some(WRONG_PASSWORD), &self.ports)?;
        self.problems.push(wrong.err().ok_or("it opened")?.explain());
        self.planted.text("wrong password", WRONG_PASSWORD);
        self.planted.text("password of the file", &file.password);
        let given = certificate_file(&file, Some(&file.password))?;
        let opened = [Arc::new(certificates::open(&given, &Effort::default()))];
        let examination = certificates::examine(&opened, Against::Environment(&self.rig.town.environment), self.ports.clock.now());
        assert!(examination.recommended().is_some(), "{examination:?}");
        // Whoever writes all of it to a log writes nothing secret.
        tracing::info!(?given, ?opened, ?examination, "examined");
        Ok(self.rig.town.import(&file, Some(&file.password), &self.ports)??)
    }

    /// Tokens for the organisation, each exchanged, and a climb; then refusals.
    async fn machine(&mut self, order: &Order) -> Outcome {
        let (environment, http) = (&self.rig.town.environment, &self.rig.town.http);
        let token = obtain(order, environment, http, &self.ports).await?.secret;
        let exchanged = altinn::exchange(Provider::Maskinporten, &token, environment, http, &self.ports).await?;
        let organisation = BAKERY.parse()?;
        let subject = Subject::Organisation { token: &token, organisation: &organisation };
        assert!(ladder(subject, environment, http, &self.ports, |_| ()).await.passed());
        self.planted.token("token of Maskinporten's", token.expose());
        self.planted.token("organisation's token of Altinn's", exchanged.secret.expose());
        for fault in [Fault::ReplayedJti, Fault::DroppedConnection, Fault::HtmlInsteadOfJson] {
            self.rig.town.practice.faults().set(fault, true);
            let refused = obtain(order, environment, http, &self.ports).await;
            self.problems.push(refused.err().ok_or("a token came")?.explain());
            self.rig.town.practice.faults().clear();
        }
        Ok(())
    }

    /// A Maskinporten that says everything back that it was told, and more.
    async fn indiscreet(&mut self, order: &Order) -> Outcome {
        let server = TlsServer::start("127.0.0.1", |asked| match asked.path.as_str() {
            "/token" => {
                let description = format!("{DIRECTOR} sent {}", asked.body);
                Answer::new(400, "application/json", json!({ "error": "x", "error_description": description }).to_string())
            }
            _ => Answer::json(&json!({ "issuer": format!("{}/", asked.origin), "token_endpoint": format!("{}/token", asked.origin) })),
        })
        .await?;
        let text = format!("name = \"x\"\ntls_ca = \"ca.pem\"\n[hosts]\nmaskinporten = \"{}/\"\n", server.origin);
        let environment = from_toml(&text, |_| Some(server.authority.clone().into_bytes()))?;
        let http = Http::new(&environment, self.rig.town.http.trail().clone())?;
        let problem = obtain(order, &environment, &http, &self.ports).await.err().ok_or("a token came")?.explain();
        let said = problem.said.clone().and_then(|said| said.description).unwrap_or_default();
        // It said both; what comes through is that it did.
        assert!(said.contains("[national id] sent") && said.contains("assertion=[removed]"), "the service is not indiscreet: {said}");
        self.problems.push(problem);
        Ok(())
    }

    /// A login, its token exchanged, and a climb.
    async fn person(&mut self) -> Outcome {
        let (environment, http) = (&self.rig.town.environment, &self.rig.town.http);
        let login = self.rig.log_in_with(&self.ports).await?;
        let exchanged = altinn::exchange(Provider::IdPorten, &login.access_token, environment, http, &self.ports).await?;
        ladder(Subject::Person { token: &login.access_token, firm: None }, environment, http, &self.ports, |_| ()).await;
        let seen = self.browser.seen().await?;
        assert_eq!(seen.url.query(), None, "what the browser came with stays in its address");
        let code = seen.passed.iter().flat_map(Url::query_pairs).find(|(name, _)| name == "code").ok_or("no code")?.1.into_owned();
        let refresh = login.refresh_token.as_ref().ok_or("no refresh token")?;
        self.vault.keep_secret("refresh", refresh)?;
        self.planted.text("code", &code);
        self.planted.text("refresh token", refresh.expose());
        self.planted.text("access token of ID-porten's", login.access_token.expose());
        self.planted.token("ID token", login.id_token.expose());
        self.planted.token("person's token of Altinn's", exchanged.secret.expose());
        Ok(())
    }

    /// A vault without keychain beside the other, and a secret that is no key in each.
    fn passworded(&mut self, folders: &Folders) -> Outcome {
        let other = Arc::new(Vault::open(&folders.profile("without-keychain"), Arc::new(NoKeychain)));
        other.create_password(&Secret::new(VAULT_PASSWORD.to_owned()))?;
        let keys = WitnessKeys::before(other.clone());
        keys.generate("other", KeySize::Rsa2048)?;
        for vault in [&self.vault, &other] {
            vault.keep_secret("client secret", &Secret::new(CLIENT_SECRET.to_owned()))?;
        }
        self.planted.text("password of the vault", VAULT_PASSWORD);
        self.planted.text("client secret", CLIENT_SECRET);
        keys.private().iter().for_each(|key| self.planted.key("private key under a password", key));
        Ok(())
    }

    /// What the shell keeps of it in the database.
    fn keep(&self, folders: &Folders, order: &Order, imported: &ImportedCertificate) -> Outcome<Database> {
        let (database, now) = (Database::open(&folders.database())?, self.ports.clock.now());
        let (environment, name) = ("practice".to_owned(), "BLÅBÆRSVINGEN BAKERI AS".to_owned());
        let profile =
            ProfileRow { id: PROFILE.to_owned(), environment, organisation: BAKERY.parse()?, organisation_name: name, created_at: now };
        database.keep_profile(&profile)?;
        let fingerprint = imported.facts.fingerprint.clone();
        for id in self.ports.keys.list()? {
            let facts = self.ports.keys.public(&id)?;
            let certificate = (id == imported.key.id).then(|| fingerprint.clone());
            let kid: inngang_engine::names::KeyId = id.parse()?;
            let client = order.client.clone();
            let stands = RegistrationRow { key: id.clone(), client, kid: kid.clone(), registered_at: now, retired_at: None };
            database.keep_registration(PROFILE, &stands)?;
            database.keep_key(PROFILE, &KeyRow { id, name: String::new(), kid, facts, created_at: now, certificate })?;
        }
        let key_id = imported.key.id.clone();
        database.keep_certificate(PROFILE, &CertificateRow { id: fingerprint, key_id, chain: imported.chain.clone(), imported_at: now })?;
        let trail = format!("{:?}", self.rig.town.http.trail().entries());
        database.keep_step(
            PROFILE,
            &StepRow { step: "maskinporten".to_owned(), document: json!({ "trail": trail }).to_string(), done_at: now },
        )?;
        Ok(database)
    }

    fn report(&self, order: &Order, imported: &ImportedCertificate) -> Outcome<String> {
        let facts = &imported.key.facts;
        let key = ReportedKey { kid: imported.key.id.clone(), bits: Some(facts.bits), thumbprint: Some(facts.thumbprint.clone()) };
        let report = report(&ReportSubject {
            made_at: self.ports.clock.now(),
            environment: &self.rig.town.environment,
            organisation: Some(&BAKERY.parse()?),
            clients: vec![order.client.clone(), self.rig.order.client.id.clone()],
            scopes: order.scopes.clone(),
            keys: vec![key],
            certificate: Some((&imported.facts).into()),
            trail: self.rig.town.http.trail(),
            problems: &self.problems,
        });
        Ok(format!("{report} {report:#}"))
    }
}

/// certificates.md 16 no 52: neither password nor key in any log, report, database or file, the sealed vault's own included.
#[tokio::test]
async fn nothing_secret_is_left_lying_about() -> Outcome {
    let home = tempfile::tempdir()?;
    let folders = Folders::at(home.path())?;
    let log = Arc::new(File::create(folders.logs().join("inngang.log"))?);
    // More than the program writes: everything of ours.
    let filter = "info,inngang_engine=trace,inngang_platform=trace,inngang_practice=trace";
    let logging = tracing::subscriber::set_default(tracing_subscriber::fmt().with_writer(log).with_env_filter(filter).finish());
    // Others may have come by the same lines when nobody listened.
    tracing::callsite::rebuild_interest_cache();
    let mut run = Run::start(&folders).await?;
    let imported = run.import().await?;
    let by_key = maskinporten::order_by_key(&run.rig.town, &run.ports).await?;
    let client = inngang_tests::portal::create_client(&run.rig.town, BAKERY, "maskinporten", &maskinporten::SCOPES, &[]).await?;
    let credential =
        Credential::Certificate { key: imported.key.id.clone(), chain: imported.chain.clone(), algorithm: SigningAlgorithm::Rs256 };
    for order in [&by_key, &maskinporten::order(&client, credential)?] {
        run.machine(order).await?;
        run.indiscreet(order).await?;
    }
    run.person().await?;
    run.passworded(&folders)?;
    run.ports.keys.sign(&imported.key.id, SigningAlgorithm::Rs512, b"once more")?;
    run.keys.private().iter().for_each(|key| run.planted.key("private key", key));
    assert_eq!((run.keys.private().len(), run.keys.signed().len()), (2, 11));
    run.keys.signed().iter().take(10).for_each(|grant| run.planted.token("grant", grant));
    let database = run.keep(&folders, &by_key, &imported)?;
    let (trail, report) = (format!("{:#?}", run.rig.town.http.trail().entries()), run.report(&by_key, &imported)?);
    drop(logging);
    assert_eq!(run.planted.found_under(home.path())?, []);
    assert_eq!(run.planted.found_in(trail.as_bytes()), Vec::<&str>::new(), "{trail}");
    assert_eq!(run.planted.found_in(report.as_bytes()), Vec::<&str>::new(), "{report}");
    drop(database);
    assert_eq!(run.planted.found_under(home.path())?, []);
    assert!(!report.contains("eyJ"), "a grant that was cut short is a grant: {report}");
    assert!(trail.contains("maskinporten.token") && report.contains("[national id] sent"), "{trail} {report}");
    the_search_would_have_found_them(&run.planted, &folders, home.path())
}

/// The files are those that were meant, and each secret is found in each of its forms once it does stand somewhere.
fn the_search_would_have_found_them(planted: &Planted, folders: &Folders, home: &Path) -> Outcome {
    let searched = files(home)?;
    let vault = folders.profile(PROFILE).join("vault.age");
    let identity = folders.profile("without-keychain").join("vault.identity.age");
    for file in [&vault, &identity, &folders.database(), &folders.logs().join("inngang.log")] {
        assert!(searched.contains(file) && std::fs::metadata(file)?.len() > 100, "{}", file.display());
    }
    let log = std::fs::read_to_string(folders.logs().join("inngang.log"))?;
    assert!(log.contains("exchange") && log.contains("examined"));
    for (name, form) in planted.forms() {
        assert!(planted.found_in(&[b"{\"x\":\"", &form[..], b"\"}"].concat()).contains(&name), "{name}: {form:?}");
    }
    let (name, form) = planted.forms().last().ok_or("nothing was planted")?;
    let leak = folders.profile(PROFILE).join("leak");
    std::fs::write(&leak, form)?;
    assert!(planted.found_under(home)?.contains(&(leak, name.to_owned())));
    Ok(())
}
