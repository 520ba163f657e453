//! The certificate doctor before what practice's town hall issues: what each order is called, and what the issuer says of it.

use std::sync::Arc;

use inngang_engine::certificates::revocation::{Answers, Revocation, Source, Why};
use inngang_engine::certificates::{self, Against, ChainState, Effort, Examination, ExaminedCertificate, PasswordForm, Usable, Verdict};
use inngang_engine::environment::Environment;
use inngang_practice::{CertificateOrder, CertificateRole, Contents, Fault, Flavour, IssuedFile, Issuer, KeyKind, Profile, Tree, Validity};
use inngang_tests::person::NoBrowserHere;
use inngang_tests::town::{Town, certificate_file};
use inngang_tests::{BAKERY, Outcome, town};
use time::OffsetDateTime;

fn examined(files: &[IssuedFile], environment: &Environment) -> Outcome<Examination> {
    let mut opened = Vec::new();
    for file in files {
        opened.push(Arc::new(certificates::open(&certificate_file(file, Some(&file.password))?, &Effort::default())));
    }
    Ok(certificates::examine(&opened, Against::Environment(environment), OffsetDateTime::now_utc()))
}

async fn asked(examination: &mut Examination, town: &Town, environment: &Environment) -> usize {
    let (answers, ports) = (Answers::default(), town.ports(Arc::new(NoBrowserHere)));
    let questions = examination.questions();
    let mut answered = Vec::new();
    for question in &questions {
        answered.push(certificates::ask(question, &answers, environment, &town.http, &ports).await);
    }
    examination.take(answered, ports.clock.now());
    questions.len()
}

fn best(examination: &Examination) -> Outcome<&ExaminedCertificate> {
    Ok(examination.candidates().into_iter().next().ok_or("no candidate")?)
}

#[tokio::test]
async fn every_order_has_its_sentence() -> Outcome {
    let town = town::start().await?;
    let ordinary = || CertificateOrder::ordinary(BAKERY);
    for &issuer in Issuer::ALL {
        for (order, verdict, state) in [
            (ordinary(), Verdict::Ready, ChainState::Anchored),
            (CertificateOrder { role: CertificateRole::Signing, ..ordinary() }, Verdict::ReadySigning, ChainState::Anchored),
            (CertificateOrder { role: CertificateRole::Encryption, ..ordinary() }, Verdict::Encryption, ChainState::Anchored),
            (CertificateOrder { validity: Validity::Expired, ..ordinary() }, Verdict::Expired, ChainState::Anchored),
            (CertificateOrder { validity: Validity::NotYetValid, ..ordinary() }, Verdict::NotYetValid, ChainState::Anchored),
            (CertificateOrder { validity: Validity::EndsSoon, ..ordinary() }, Verdict::ExpiresSoon, ChainState::Anchored),
            (CertificateOrder { profile: Profile::Psd2, ..ordinary() }, Verdict::Ready, ChainState::Anchored),
            (CertificateOrder { profile: Profile::Personal, ..ordinary() }, Verdict::Personal, ChainState::Person),
            (CertificateOrder { key: KeyKind::EcP256, ..ordinary() }, Verdict::EcKey, ChainState::Anchored),
            (CertificateOrder { tree: Tree::TestTwin, ..ordinary() }, Verdict::Untrusted, ChainState::Untrusted),
            (CertificateOrder { contents: Contents::AllRoles, ..ordinary() }, Verdict::Ready, ChainState::Anchored),
            (CertificateOrder { contents: Contents::ReversedWithStrangers, ..ordinary() }, Verdict::Ready, ChainState::Anchored),
        ] {
            let order = CertificateOrder { issuer, ..order };
            let examination = examined(&[town.practice.issue(&order).await?], &town.environment)?;
            let certificate = best(&examination)?;
            assert_eq!((certificate.verdict, certificate.chain_state), (verdict, state), "{order:?}: {:?}", certificate.findings);
        }
    }
    let set = town.practice.issue_set(&CertificateOrder { issuer: Issuer::CommfidesLike, ..ordinary() }).await?;
    let recommendation = examined(&set, &town.environment)?.recommendation().ok_or("none recommended")?;
    assert_eq!((set.len(), recommendation.why.as_str()), (3, "authentication_preferred"));
    Ok(())
}

/// certificates.md 8.2: whichever program wrote the file, the same key and certificates come out.
#[tokio::test]
async fn every_encoding_opens() -> Outcome {
    let town = town::start().await?;
    for &flavour in Flavour::ALL {
        let order = CertificateOrder { flavour, key: KeyKind::Rsa2048, ..CertificateOrder::ordinary(BAKERY) };
        let examination = examined(&[town.practice.issue(&order).await?], &town.environment)?;
        let file = examination.files.first().and_then(|file| file.opened.outcome.as_ref().ok()).ok_or_else(|| format!("{flavour:?}"))?;
        let encoding = file.encoding().ok_or("no encoding")?;
        let form = match flavour {
            Flavour::Latin1 => PasswordForm::Latin1,
            Flavour::NullPassword => PasswordForm::Null,
            _ => PasswordForm::AsTyped,
        };
        assert_eq!((encoding.mac.is_none(), encoding.password), (flavour == Flavour::NoMac, form), "{flavour:?}");
        let best = best(&examination)?;
        assert_eq!((best.verdict, best.has_key, best.chain.len()), (Verdict::Ready, true, 2), "{flavour:?}: {:?}", best.findings);
    }
    Ok(())
}

/// certificates.md 16 no 44
#[tokio::test]
async fn the_issuer_says_what_holds() -> Outcome {
    let town = town::start().await?;
    for &issuer in Issuer::ALL {
        for (validity, verdict) in [(Validity::Valid, Verdict::Ready), (Validity::Revoked, Verdict::Revoked)] {
            let order = CertificateOrder { issuer, validity, ..CertificateOrder::ordinary(BAKERY) };
            let mut examination = examined(&[town.practice.issue(&order).await?], &town.environment)?;
            assert_eq!(best(&examination)?.verdict, Verdict::Ready, "nobody was asked yet");
            assert_eq!(asked(&mut examination, &town, &town.environment).await, 1);
            let certificate = best(&examination)?;
            let is_revoked = matches!(certificate.revocation, Revocation::Revoked { .. });
            assert_eq!((certificate.verdict, is_revoked), (verdict, verdict == Verdict::Revoked), "{:?}", certificate.revocation);
            assert!(is_revoked || matches!(certificate.revocation, Revocation::Good { .. }), "{:?}", certificate.revocation);
            if is_revoked {
                let ports = town.ports(Arc::new(NoBrowserHere));
                let now = ports.clock.now();
                let refused = certificates::import(&examination, &certificate.facts.fingerprint, &town.environment, now, &ports);
                assert!(refused.is_err() && ports.keys.list()?.is_empty() && certificate.usable == Usable::Nothing);
            }
        }
    }
    Ok(())
}

/// certificates.md 16 no 37: the issuing authority's key is known, as the real ones' are; its certificate comes from its own address.
#[tokio::test]
async fn a_missing_issuer_is_fetched_and_recognised() -> Outcome {
    let town = town::start().await?;
    for &issuer in Issuer::ALL {
        let order = CertificateOrder { issuer, ..CertificateOrder::ordinary(BAKERY) };
        let whole = examined(&[town.practice.issue(&order).await?], &town.environment)?;
        let issuing = best(&whole)?.chain.get(1).ok_or("no issuer")?.clone();
        let alone = [town.practice.issue(&CertificateOrder { contents: Contents::LeafAlone, ..order }).await?];
        let environment = &town.environment;
        let mut examination = examined(&alone, environment)?;
        assert_eq!((best(&examination)?.chain.len(), best(&examination)?.verdict), (1, Verdict::Ready));
        asked(&mut examination, &town, environment).await;
        let certificate = best(&examination)?;
        assert_eq!(certificate.chain, [certificate.der.clone(), issuing]);
        assert!(matches!(certificate.revocation, Revocation::Good { .. }), "{:?}", certificate.revocation);
    }
    Ok(())
}

/// certificates.md 16 no 44: whatever goes wrong with asking blocks nobody, and only the issuer's own signed word revokes.
#[tokio::test]
async fn asking_can_go_wrong_in_every_way() -> Outcome {
    let town = town::start().await?;
    let file = [town.practice.issue(&CertificateOrder::ordinary(BAKERY)).await?];
    for (fault, expected) in [
        (Fault::StatusSilent, Err(Why::Unreachable)),
        (Fault::StatusDown, Err(Why::Unreachable)),
        (Fault::OcspDown, Ok(Source::Crl)),
        (Fault::StaleStatus, Err(Why::Stale)),
        (Fault::ForgedStatus, Err(Why::BadSignature)),
        (Fault::OcspUnknown, Ok(Source::Crl)),
    ] {
        town.practice.faults().set(fault, true);
        let mut examination = examined(&file, &town.environment)?;
        asked(&mut examination, &town, &town.environment).await;
        let certificate = best(&examination)?;
        let said = match &certificate.revocation {
            Revocation::Good { by, .. } => Ok(*by),
            Revocation::Unknown { why } => Err(*why),
            other => return Err(format!("{fault:?}: {other:?}").into()),
        };
        assert_eq!((said, certificate.usable), (expected, Usable::EnterpriseCertificate), "{fault:?}");
        town.practice.faults().clear();
    }
    town.practice.faults().set(Fault::CertificateRevokedNow, true);
    let mut examination = examined(&file, &town.environment)?;
    asked(&mut examination, &town, &town.environment).await;
    assert_eq!(best(&examination)?.verdict, Verdict::Revoked);
    Ok(())
}

/// certificates.md 16 no 53: with every service gone a file still opens, is judged and used; only its issuer cannot be asked.
#[tokio::test]
async fn all_but_revocation_works_offline() -> Outcome {
    let town = town::start().await?;
    let ports = town.ports(Arc::new(NoBrowserHere));
    let issued = town.practice.issue(&CertificateOrder::ordinary(BAKERY)).await?;
    let given = certificate_file(&issued, Some(&issued.password))?;
    let (environment, http) = (town.environment.clone(), town.http.clone());
    let status = town.practice.addresses().certificate_status.clone();
    let web = town.web.clone();
    drop(town);
    while web.get(&status).send().await.is_ok() {
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
    let opened = Arc::new(certificates::open(&given, &Effort::default()));
    let mut examination = certificates::examine(&[opened], Against::Environment(&environment), OffsetDateTime::now_utc());
    for question in examination.questions() {
        let answer = certificates::ask(&question, &Answers::default(), &environment, &http, &ports).await;
        examination.take([answer], OffsetDateTime::now_utc());
    }
    let certificate = best(&examination)?;
    assert_eq!(certificate.revocation, Revocation::Unknown { why: Why::Unreachable });
    certificates::import(&examination, &certificate.facts.fingerprint, &environment, ports.clock.now(), &ports)?;
    assert_eq!(ports.keys.list()?.len(), 1);
    Ok(())
}
