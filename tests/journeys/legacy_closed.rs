//! Altinn 2 where it has closed, and answers that are not what its documents describe.

use std::sync::Arc;

use inngang_engine::altinn::{self, Platform};
use inngang_engine::certificates::{Effort, import_recommended};
use inngang_engine::environment::{Environment, Hosts, Kind, from_toml};
use inngang_engine::keys::KeySize;
use inngang_engine::legacy::{self, Identity, LegacyError, LogIn, OldAltinn};
use inngang_engine::problem::{Explain as _, Fact, Problem};
use inngang_engine::secret::Secret;
use inngang_engine::trail::{Event, Trail};
use inngang_practice::{CertificateOrder, Tree};
use inngang_tests::person::NoBrowserHere;
use inngang_tests::process::free_port;
use inngang_tests::tls::{Answer, TlsServer};
use inngang_tests::{BAKERY, Outcome, town};

use crate::legacy::{Rig, asked, broken, signs};
use crate::maskinporten;

/// The rest of what a host may say, by one that says what it is asked for.
#[tokio::test]
async fn newer_refusals_and_strange_answers_are_read() -> Outcome {
    let ports = town::ports(Arc::new(NoBrowserHere));
    let check = async |answer: fn() -> Answer, code: &str, words: Option<&str>| {
        let server = TlsServer::start("127.0.0.1", move |_| answer()).await?;
        let host = OldAltinn::new(&environment(Kind::Practice, &server)?, Trail::default())?;
        let problem = legacy::call(&asked("messages")?, None, &host, &ports).await.err().ok_or("it was read")?.explain();
        let said = problem.said.unwrap_or_default();
        assert_eq!((problem.code, words.is_none_or(|words| said.description.as_deref() == Some(words))), (code, true), "{said:?}");
        Outcome::Ok(())
    };
    let coded = || Answer::new(400, "application/json", r#"{"ErrorCode":52,"ErrorMessage":"Ukjent filter"}"#);
    check(coded, "legacy.refused", Some("52 Ukjent filter")).await?;
    check(|| Answer::new(500, "text/html", "<html>"), "network.server_error", None).await?;
    check(|| Answer::new(200, "application/hal+json", "{"), "network.not_json", None).await?;
    check(|| Answer::new(401, "text/plain", ""), "legacy.unauthenticated", None).await?;
    check(|| Answer::new(200, "application/hal+json", " ".repeat((1 << 20) + 1)), "network.too_large", None).await?;
    let server = TlsServer::start("127.0.0.1", |_| Answer::new(200, "text/plain", "").with("set-cookie", "aspxauth=1")).await?;
    let host = OldAltinn::new(&environment(Kind::Practice, &server)?, Trail::default())?;
    let order = LogIn::Password { user: "a".to_owned(), password: Secret::new("b".to_owned()) };
    let refused = legacy::log_in(order, None, &host, &ports).await.err().ok_or("it was let in")?;
    assert_eq!(refused.explain().code, "legacy.no_cookie");
    Ok(())
}

fn environment(kind: Kind, server: &TlsServer) -> Outcome<Environment> {
    let text = format!("name = \"x\"\ntls_ca = \"ca.pem\"\n[hosts]\naltinn_legacy = \"{}\"\n", server.origin);
    let authority = server.authority.clone().into_bytes();
    Ok(Environment { kind, ..from_toml(&text, |_| Some(authority))? })
}

fn is_closed(problem: &Problem, part: &str) -> bool {
    let part = Some(&Fact::from(part));
    problem.code == "legacy.closed" && problem.facts.get("old_part") == part && problem.facts.get("successor") == part
}

#[tokio::test]
async fn where_altinn_2_was_a_service_every_failure_says_that_it_has_closed() -> Outcome {
    let ports = town::ports(Arc::new(NoBrowserHere));
    let answers: [fn() -> Answer; 7] = [
        || Answer::new(200, "text/html", "<html>Altinn har flyttet</html>"),
        || Answer::new(302, "text/html", "").with("location", "https://af.altinn.no/"),
        || Answer::new(404, "application/json", "{}"),
        || Answer::new(410, "text/plain", ""),
        || Answer::new(403, "text/plain", ""),
        || Answer::new(503, "text/plain", ""),
        || Answer::new(200, "application/json", "nothing"),
    ];
    for kind in [Kind::Test, Kind::Production] {
        for answer in answers {
            let server = TlsServer::start("127.0.0.1", move |_| answer()).await?;
            let host = OldAltinn::new(&environment(kind, &server)?, Trail::default())?;
            for (name, part) in [("messages", "messages"), ("reportees", "parties"), ("organizations", "parties"), ("metadata", "metadata")]
            {
                let problem = legacy::call(&asked(name)?, None, &host, &ports).await.err().ok_or("it was read")?.explain();
                assert!(is_closed(&problem, part), "{problem:?}");
            }
            let order = LogIn::Password { user: "a".to_owned(), password: Secret::new("b".to_owned()) };
            let problem = legacy::log_in(order, None, &host, &ports).await.err().ok_or("it was let in")?.explain();
            assert!(is_closed(&problem, "password_login"), "{problem:?}");
            // Who answers there now is asked for nothing that a secret goes with.
            assert!(server.asked().iter().all(|path| !path.contains("authenticatewithpassword")));
        }
        // Nobody listens; and somebody does whom nobody vouches for.
        let server = TlsServer::start("127.0.0.1", |_| Answer::new(200, "text/plain", "")).await?;
        let untrusted = Environment { tls_ca: None, ..environment(kind, &server)? };
        let origin = format!("https://127.0.0.1:{}", free_port()?);
        let away = Environment { hosts: Hosts::named(kind, [("altinn_legacy", origin.as_str())])?, ..untrusted.clone() };
        for environment in [untrusted, away] {
            let host = OldAltinn::new(&environment, Trail::default())?;
            let rungs = legacy::check(Err(LegacyError::nobody()), None, &host, &ports, |_| ()).await;
            assert_eq!((signs(&rungs).as_str(), broken(&rungs)), ("!----", Some("legacy.closed")));
        }
    }
    Ok(())
}

#[tokio::test]
async fn a_certificate_that_cannot_be_used_is_refused_before_the_network() -> Outcome {
    let rig = Rig::start().await?;
    for environment in [Environment::test(), Environment::production()] {
        let elsewhere = Identity::new(rig.chain.clone(), &rig.key, &environment, &rig.ports).err().ok_or("it was taken")?;
        assert_eq!(elsewhere.explain().code, "certificate.untrusted_issuer");
    }
    // A `.cer` is the certificate alone: its key is in no store.
    let stranger = town::ports(Arc::new(NoBrowserHere));
    let public = Identity::new(rig.chain.clone(), &rig.key, &rig.town.environment, &stranger).err().ok_or("it was taken")?;
    assert_eq!(public.explain().code, "certificate.no_key");
    let other = rig.ports.keys.generate("other", KeySize::Rsa2048)?;
    let others = Identity::new(rig.chain.clone(), &other.id, &rig.town.environment, &rig.ports).err().ok_or("it was taken")?;
    assert_eq!(others.explain().code, "key.other_certificate");
    assert!(!rig.town.http.trail().entries().iter().any(|entry| matches!(entry.event, Event::Exchange { .. })));
    Ok(())
}

/// Where nothing is refused here, as in an environment of one's own, the host's alert is read.
#[tokio::test]
async fn a_certificate_of_another_tree_is_refused_by_the_host_in_words() -> Outcome {
    let rig = Rig::start().await?;
    let own = Environment { kind: Kind::Custom, ..rig.town.environment.clone() };
    let order = CertificateOrder { tree: Tree::TestTwin, ..CertificateOrder::ordinary(BAKERY) };
    let file = rig.town.practice.issue(&order).await?;
    let file = town::certificate_file(&file, Some(&file.password))?;
    let effort = Effort::default();
    let imported = import_recommended(&file, &effort, &own, &rig.ports)?;
    let identity = Identity::new(imported.chain, &imported.key.id, &own, &rig.ports)?;
    let host = OldAltinn::new(&own, rig.town.http.trail().clone())?;
    let session = legacy::log_in(LogIn::Certificate(identity), rig.api_key(true), &host, &rig.ports).await?;
    let refused = legacy::call(&asked("organizations")?, Some(&session), &host, &rig.ports).await.err().ok_or("it was read")?;
    assert_eq!(refused.explain().code, "legacy.certificate_refused", "{refused:?}");
    Ok(())
}

/// How often anybody was asked for anything.
fn exchanges(rig: &maskinporten::Rig) -> usize {
    rig.town.http.trail().entries().iter().filter(|entry| matches!(entry.event, Event::Exchange { .. })).count()
}

/// An enterprise user beside an organisation's token: the header goes on this way alone, and Altinn says that it is gone.
#[tokio::test]
async fn an_enterprise_user_beside_a_token_is_gone() -> Outcome {
    let rig = maskinporten::Rig::start().await?;
    let token = rig.obtain(&rig.order).await?;
    let platform = Platform::new(rig.town.environment.clone(), rig.town.http.clone(), rig.ports.clone());
    let password = Secret::new("surdeig2026".to_owned());
    let gone = altinn::exchange_as_enterprise_user(&token.secret, "bakeriet", &password, &platform).await.err().ok_or("exchanged")?;
    let problem = gone.explain();
    assert_eq!((problem.code, problem.said.and_then(|said| said.status)), ("altinn.enterprise_user_gone", Some(410)));
    assert!(platform.exchange(altinn::Provider::Maskinporten, &token.secret).await.is_ok());
    assert!(!format!("{:?}", rig.town.http.trail()).contains("surdeig2026"));
    // Where the answer is known, nobody is given the password; the town counts who asks.
    for kind in [Kind::Test, Kind::Production] {
        let before = exchanges(&rig);
        let elsewhere = Platform::new(Environment { kind, ..rig.town.environment.clone() }, rig.town.http.clone(), rig.ports.clone());
        let gone = altinn::exchange_as_enterprise_user(&token.secret, "bakeriet", &password, &elsewhere).await.err().ok_or("exchanged")?;
        assert_eq!((gone.explain().code, exchanges(&rig)), ("altinn.enterprise_user_gone", before));
    }
    Ok(())
}
