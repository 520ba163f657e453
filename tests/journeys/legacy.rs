//! Altinn 2 as practice plays it, each way in.

use std::sync::Arc;
use std::time::Duration;

use inngang_engine::access::{Outcome as Rung, Rung as Climbed};
use inngang_engine::legacy::{
    self, Call, CertificateUse, Identity, LegacyError, LogIn, LoginKind, OldAltinn, OldSession, Page, Read, Resource, Who,
};
use inngang_engine::login::Redirect;
use inngang_engine::ports::Ports;
use inngang_engine::problem::{Explain as _, Problem};
use inngang_engine::secret::Secret;
use inngang_practice::{CertificateOrder, Fault};
use inngang_tests::person::{NoBrowserHere, Person};
use inngang_tests::town::Town;
use inngang_tests::{BAKERY, Outcome, town};

use crate::{login, maskinporten};

/// A town's old Altinn, and the bakery's certificate.
pub(crate) struct Rig {
    pub(crate) town: Town,
    pub(crate) ports: Ports,
    host: OldAltinn,
    pub(crate) chain: Vec<Vec<u8>>,
    pub(crate) key: String,
}

impl Rig {
    pub(crate) async fn start() -> Outcome<Self> {
        let (town, ports) = (town::start().await?, town::ports(Arc::new(NoBrowserHere)));
        let file = town.practice.issue(&CertificateOrder::ordinary(BAKERY)).await?;
        let imported = town.import(&file, Some(&file.password), &ports)??;
        let host = OldAltinn::new(&town.environment, town.http.trail().clone())?;
        Ok(Self { town, ports, host, chain: imported.chain, key: imported.key.id })
    }

    /// The key that opens messages too, or the one that does not.
    pub(crate) fn api_key(&self, opens_messages: bool) -> Option<Secret<String>> {
        let keys = self.town.practice.town().legacy_keys();
        keys.iter().find(|key| key.opens_messages == opens_messages).map(|key| Secret::new(key.key.to_owned()))
    }

    fn password(&self, user: &str) -> Secret<String> {
        let users = self.town.practice.town().legacy_users();
        Secret::new(users.iter().find(|one| one.name == user).map(|one| one.password.to_owned()).unwrap_or_default())
    }

    fn identity(&self) -> Result<Identity, LegacyError> {
        Identity::new(self.chain.clone(), &self.key, &self.town.environment, &self.ports)
    }

    async fn enter(&self, order: LogIn) -> Result<OldSession, LegacyError> {
        legacy::log_in(order, self.api_key(true), &self.host, &self.ports).await
    }

    async fn as_person(&self) -> Result<OldSession, LegacyError> {
        self.enter(LogIn::Password { user: "aase".to_owned(), password: self.password("aase") }).await
    }

    async fn as_enterprise_user(&self, user: &str) -> Result<OldSession, LegacyError> {
        self.enter(LogIn::EnterpriseUser { user: user.to_owned(), password: self.password(user), identity: self.identity()? }).await
    }

    async fn read(&self, call: &Call, session: Option<&OldSession>) -> Result<Read, LegacyError> {
        legacy::call(call, session, &self.host, &self.ports).await
    }

    async fn refused(&self, name: &str, session: Option<&OldSession>) -> Outcome<Problem> {
        Ok(self.read(&asked(name)?, session).await.err().ok_or("it was read")?.explain())
    }

    async fn climb(&self, session: Result<&OldSession, LegacyError>) -> Vec<Climbed> {
        legacy::check(session, None, &self.host, &self.ports, |_| ()).await
    }
}

pub(crate) fn asked(name: &str) -> Outcome<Call> {
    Ok(Call::new(Resource::named(name).ok_or("no such resource")?))
}

pub(crate) fn signs(rungs: &[Climbed]) -> String {
    let sign = |rung: &Climbed| match rung.outcome {
        Rung::Passed => '+',
        Rung::Skipped { .. } => '-',
        Rung::Failed(_) => '!',
    };
    rungs.iter().map(sign).collect()
}

pub(crate) fn broken(rungs: &[Climbed]) -> Option<&'static str> {
    rungs.iter().find_map(|rung| if let Rung::Failed(problem) = &rung.outcome { Some(problem.code) } else { None })
}

fn phrase(problem: &Problem) -> Option<&str> {
    problem.said.as_ref().and_then(|said| said.error.as_deref())
}

#[tokio::test]
async fn a_person_logs_in_by_password_and_reads() -> Outcome {
    let rig = Rig::start().await?;
    let session = rig.as_person().await?;
    assert_eq!(session.kind, LoginKind::Password);
    let messages = rig.read(&Call { page: Page { top: Some(2), ..Page::default() }, ..asked("messages")? }, Some(&session)).await?;
    assert!((1..=2).contains(&messages.listing.rows.len()) && messages.listing.columns[0] == "MessageId", "{messages:?}");
    assert_eq!((messages.certificate, messages.reason.as_str()), (CertificateUse::None, "OK"));
    let link = messages.listing.rows[0].link.clone().ok_or("no link")?;
    // The same link at another host leads to ours all the same: no cookie goes elsewhere.
    let elsewhere = link.replace(&rig.town.practice.addresses().altinn_legacy, "https://elsewhere.example");
    assert!(elsewhere.starts_with("https://elsewhere.example/api/"), "{elsewhere}");
    for link in [&link, &elsewhere] {
        let one = rig.read(&Call { link: Some(link.clone()), ..asked("message")? }, Some(&session)).await?;
        assert_eq!(one.listing.rows[0].cells[0], messages.listing.rows[0].cells[0]);
        let message = one.message.ok_or("no message")?;
        assert_eq!((message.subject.as_str(), message.sender.as_str()), ("Melding om registrering", "Brønnøysundregistrene"));
        assert_eq!(message.text, ["Kjære mottaker.", "Dette er en øvelse. Les vedlegget."]);
        assert_eq!(message.attachments.iter().map(|file| file.size).collect::<Vec<_>>(), [Some(16_027)]);
        // However often it is opened, by its link too, it stays unread, unless one asks otherwise.
        assert_eq!(message.status, "Ulest");
    }
    let read = rig.read(&Call { link: Some(link), keep_unread: false, ..asked("message")? }, Some(&session)).await?;
    assert_eq!(read.message.map(|message| message.status).as_deref(), Some("Lest"));
    for name in ["messagebox", "profile", "reportees", "roles", "rights", "roledefinitions", "metadata_roledefinitions"] {
        let read = rig.read(&asked(name)?, Some(&session)).await?;
        assert!(!read.listing.rows.is_empty() && !read.listing.columns.is_empty(), "{name}");
    }
    let bakery = Call { who: Who::Organisation(BAKERY.parse()?), ..asked("profile")? };
    assert_eq!(rig.read(&bakery, Some(&session)).await?.listing.rows.len(), 1);
    assert_eq!((signs(&rig.climb(Ok(&session)).await).as_str(), rig.town.last_step()), ("+++++", Some(("legacy.call", None))));
    Ok(())
}

#[tokio::test]
async fn an_enterprise_user_logs_in_with_its_certificate() -> Outcome {
    let rig = Rig::start().await?;
    let session = rig.as_enterprise_user("bakeriet").await?;
    let reportees = rig.read(&asked("reportees")?, Some(&session)).await?;
    assert!(reportees.listing.rows.iter().flat_map(|row| &row.cells).flatten().any(|cell| cell == BAKERY), "{reportees:?}");
    // After the login its cookie is enough, and no certificate goes along.
    assert_eq!(reportees.certificate, CertificateUse::None);
    assert_eq!(signs(&legacy::check(Ok(&session), Some(&BAKERY.parse()?), &rig.host, &rig.ports, |_| ()).await), "+++++");
    let without = rig.enter(LogIn::Password { user: "bakeriet".to_owned(), password: rig.password("bakeriet") }).await;
    assert_eq!(without.err().map(|error| error.explain().code), Some("legacy.login_refused"));
    let locked = rig.as_enterprise_user("bakeriet-laast").await;
    assert_eq!(locked.err().map(|error| error.explain().code), Some("legacy.login_refused"));
    let new = rig.as_enterprise_user("bakeriet-ny").await?;
    let rungs = rig.climb(Ok(&new)).await;
    assert_eq!(broken(&rungs), Some("legacy.no_roles"), "{rungs:?}");
    Ok(())
}

#[tokio::test]
async fn three_wrong_passwords_lock_for_an_hour() -> Outcome {
    let rig = Rig::start().await?;
    for _ in 0..3 {
        let wrong = rig.enter(LogIn::Password { user: "aase".to_owned(), password: Secret::new("feil".to_owned()) }).await;
        assert_eq!(wrong.err().map(|error| error.explain().code), Some("legacy.login_refused"));
    }
    let locked = rig.as_person().await;
    let problem = locked.err().ok_or("it was let in")?.explain();
    assert_eq!((problem.code, problem.said.and_then(|said| said.status)), ("legacy.login_refused", Some(401)));
    rig.town.practice.clock().advance(Duration::from_mins(61));
    assert_eq!(rig.as_person().await?.kind, LoginKind::Password);
    rig.town.practice.faults().set(Fault::LegacyLogin403, true);
    let wrong = rig.enter(LogIn::Password { user: "aase".to_owned(), password: Secret::new("feil".to_owned()) }).await;
    let problem = wrong.err().ok_or("it was let in")?.explain();
    assert_eq!((problem.code, problem.said.and_then(|said| said.status)), ("legacy.login_refused", Some(403)));
    Ok(())
}

#[tokio::test]
async fn an_organisation_is_known_by_its_certificate_alone() -> Outcome {
    let rig = Rig::start().await?;
    let session = rig.enter(LogIn::Certificate(rig.identity()?)).await?;
    let organizations = rig.read(&asked("organizations")?, Some(&session)).await?;
    assert_eq!(organizations.certificate, CertificateUse::Sent);
    assert!(organizations.listing.rows.iter().flat_map(|row| &row.cells).flatten().any(|cell| cell == BAKERY), "{organizations:?}");
    // Known as an organisation, and by no name: a user is needed.
    for name in ["messages", "profile", "reportees", "roles"] {
        assert_eq!(rig.refused(name, Some(&session)).await?.code, "legacy.user_needed", "{name}");
    }
    let users = rig.read(&asked("enterpriseusers")?, Some(&session)).await?;
    assert_eq!((users.certificate, users.listing.columns[0].as_str()), (CertificateUse::Sent, "UserName"));
    assert_eq!(signs(&rig.climb(Ok(&session)).await), "+++");
    Ok(())
}

#[tokio::test]
async fn an_organisation_is_known_by_its_token() -> Outcome {
    let inner = maskinporten::Rig::start().await?;
    let token = inner.obtain(&inner.order).await?;
    let host = OldAltinn::new(&inner.town.environment, inner.town.http.trail().clone())?;
    let key = inner.town.practice.town().legacy_keys()[0].key.to_owned();
    let order = LogIn::Maskinporten(Secret::new(token.secret.expose().clone()));
    let session = legacy::log_in(order, Some(Secret::new(key)), &host, &inner.ports).await?;
    assert_eq!(signs(&legacy::check(Ok(&session), None, &host, &inner.ports, |_| ()).await), "+++");
    let users = legacy::call(&asked("enterpriseusers")?, Some(&session), &host, &inner.ports).await;
    assert_eq!(users.err().map(|error| error.explain().code), Some("legacy.forbidden"));
    let messages = legacy::call(&asked("messages")?, Some(&session), &host, &inner.ports).await;
    assert_eq!(messages.err().map(|error| error.explain().code), Some("legacy.user_needed"));
    Ok(())
}

#[tokio::test]
async fn a_person_is_known_by_a_token_of_id_portens() -> Outcome {
    let inner = login::Rig::with_scopes(Redirect::free_port(), &["altinn:instances.meta"]).await?;
    let login = inner.log_in(Person::director()).await?;
    let ports = inner.ports(Arc::new(NoBrowserHere));
    let host = OldAltinn::new(&inner.town.environment, inner.town.http.trail().clone())?;
    let key = Secret::new(inner.town.practice.town().legacy_keys()[0].key.to_owned());
    let order = LogIn::IdPorten(Secret::new(login.access_token.expose().clone()));
    let session = legacy::log_in(order, Some(key), &host, &ports).await?;
    let messages = legacy::call(&asked("messages")?, Some(&session), &host, &ports).await?;
    assert!(!messages.listing.rows.is_empty());
    // Its scope opens the messages alone.
    let profile = legacy::call(&asked("profile")?, Some(&session), &host, &ports).await;
    assert_eq!(profile.err().map(|error| error.explain().code), Some("legacy.forbidden"));
    Ok(())
}

#[tokio::test]
async fn refusals_in_the_reason_phrase_are_read() -> Outcome {
    let rig = Rig::start().await?;
    let person = LogIn::Password { user: "aase".to_owned(), password: rig.password("aase") };
    let without_key = legacy::log_in(person, None, &rig.host, &rig.ports).await?;
    let problem = rig.refused("profile", Some(&without_key)).await?;
    assert_eq!((problem.code, phrase(&problem)), ("legacy.api_key_missing", Some("Required header 'ApiKey' is missing.")));
    let person = LogIn::Password { user: "aase".to_owned(), password: rig.password("aase") };
    let narrow = legacy::log_in(person, rig.api_key(false), &rig.host, &rig.ports).await?;
    let problem = rig.refused("messages", Some(&narrow)).await?;
    assert_eq!((problem.code, phrase(&problem)), ("legacy.api_key_not_opened", Some("The API key is not authorized for this operation")));
    let session = rig.as_person().await?;
    let problem = rig.refused("organizations", Some(&session)).await?;
    let expected = "Authorization failed: There is no authenticated organization number set on this request.";
    assert_eq!((problem.code, phrase(&problem)), ("legacy.no_organisation", Some(expected)));
    let problem = rig.read(&Call { id: Some("none".to_owned()), ..asked("message")? }, Some(&session)).await.err().ok_or("read")?;
    assert_eq!(problem.explain().code, "legacy.not_found");
    rig.town.practice.clock().advance(Duration::from_mins(31));
    for (page, status) in [(false, 302), (true, 200)] {
        rig.town.practice.faults().set(Fault::LegacyLoginPage, page);
        let problem = rig.refused("profile", Some(&session)).await?;
        assert_eq!((problem.code, problem.said.and_then(|said| said.status)), ("legacy.not_signed_in", Some(status)));
    }
    Ok(())
}

#[tokio::test]
async fn in_practice_a_closed_host_is_explained_as_what_it_is() -> Outcome {
    let rig = Rig::start().await?;
    for (fault, code) in
        [(Fault::LegacyGone, "legacy.gone"), (Fault::LegacyHtml, "legacy.not_signed_in"), (Fault::LegacyRefused, "network.unreachable")]
    {
        rig.town.practice.faults().set(fault, true);
        let found = rig.refused("metadata", None).await?.code;
        assert!(found == code || fault == Fault::LegacyRefused && found == "network.dropped", "{found}");
        rig.town.practice.faults().set(fault, false);
    }
    Ok(())
}

#[tokio::test]
async fn no_secret_is_in_the_trail_or_in_what_is_printed() -> Outcome {
    let rig = Rig::start().await?;
    let session = rig.as_person().await?;
    let _read = rig.read(&asked("messages")?, Some(&session)).await?;
    let printed = format!("{session:?} {:?} {:?}", rig.host, rig.town.http.trail());
    let key = rig.api_key(true).map(|key| key.expose().clone()).unwrap_or_default();
    for secret in [rig.password("aase").expose(), &key, ".ASPXAUTH="] {
        assert!(!printed.contains(secret), "{secret}");
    }
    assert!(printed.contains("/api/{who}/messages") && printed.contains("authenticatewithpassword"));
    Ok(())
}
