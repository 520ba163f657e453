//! Importing what practice's town hall issues: every way of writing a file, everything that can be wrong with a certificate.

use std::sync::Arc;

use inngang_engine::certificates::{self, Belonging, Effort, Generation, ImportedCertificate, IssuerFamily, Severity, Usable};
use inngang_engine::environment::Environment;
use inngang_engine::problem::{Action, Explain as _, Fact};
use inngang_practice::{CertificateOrder, CertificateRole, Flavour, Issuer, Validity};
use inngang_tests::others::program::done;
use inngang_tests::person::NoBrowserHere;
use inngang_tests::town::certificate_file;
use inngang_tests::{BAKERY, Outcome, town};

const CAMPING: &str = "310000000";

/// What is not as it should be, heaviest first; that the issuer was not asked is so for all.
fn flaws(imported: &ImportedCertificate) -> Vec<(&'static str, Severity)> {
    let flaws = imported.findings.iter().filter(|finding| finding.severity != Severity::Good);
    let flaws = flaws.filter(|finding| finding.code != "certificate.revocation_not_checked");
    flaws.map(|finding| (finding.code, finding.severity)).collect()
}

#[tokio::test]
async fn every_flavour_of_either_issuer_opens() -> Outcome {
    let town = town::start().await?;
    let ports = town.ports(Arc::new(NoBrowserHere));
    for flavour in [Flavour::Modern, Flavour::Windows, Flavour::Legacy, Flavour::Ber] {
        for &issuer in Issuer::ALL {
            let file = town.practice.issue(&CertificateOrder { flavour, issuer, ..CertificateOrder::ordinary(BAKERY) }).await?;
            let imported = town.import(&file, Some(&file.password), &ports)??;
            let (facts, what) = (&imported.facts, file.file_name);
            assert_eq!((flaws(&imported), imported.findings.len()), (Vec::new(), 4), "{what}");
            assert_eq!((imported.usable, imported.chain.len(), imported.others), (Usable::EnterpriseCertificate, 2, 0), "{what}");
            assert_eq!(facts.organisation.as_ref().map(|number| number.as_str()), Some(BAKERY), "{what}");
            assert_eq!(facts.subject_name, "BLÅBÆRSVINGEN BAKERI AS", "{what}");
            assert_eq!((facts.issuer_family, facts.generation), (IssuerFamily::Practice, Generation::Seid2), "{what}");
            assert_eq!((facts.belongs_to, facts.proved, facts.key.bits), (Belonging::Practice, true, 3072), "{what}");
            assert_eq!((facts.serial.to_uppercase(), facts.not_after), (file.serial, file.not_after), "{what}");
            assert_eq!(ports.keys.public(&imported.key.id)?.thumbprint, facts.key.thumbprint.clone().unwrap_or_default(), "{what}");
            let written = match flavour {
                Flavour::Modern => (false, "AES-256"),
                Flavour::Windows => (false, "3DES"),
                Flavour::Legacy => (false, "RC2-40"),
                _ => (true, "3DES"),
            };
            let encoding = imported.encoding.as_ref().ok_or("no encoding")?;
            assert!(encoding.ber == written.0 && encoding.algorithms.iter().any(|name| name.contains(written.1)), "{what}: {encoding:?}");
            assert!(encoding.mac.is_some(), "{what}");
        }
    }
    assert_eq!(ports.keys.list()?.len(), 8);
    Ok(())
}

#[tokio::test]
async fn what_is_wrong_with_a_certificate_is_found() -> Outcome {
    use CertificateRole::{Authentication, Signing};
    let town = town::start().await?;
    let ports = town.ports(Arc::new(NoBrowserHere));
    for (role, validity, code, severity, usable) in [
        (Authentication, Validity::Expired, "certificate.expired", Severity::Blocking, Usable::RegisteredKey),
        (Authentication, Validity::NotYetValid, "certificate.not_yet_valid", Severity::Blocking, Usable::RegisteredKey),
        (Authentication, Validity::EndsSoon, "certificate.expires_soon", Severity::Warning, Usable::EnterpriseCertificate),
        (Signing, Validity::Valid, "certificate.signing_only", Severity::Note, Usable::EnterpriseCertificate),
    ] {
        let file = town.practice.issue(&CertificateOrder { role, validity, ..CertificateOrder::ordinary(BAKERY) }).await?;
        let imported = town.import(&file, Some(&file.password), &ports)??;
        assert_eq!((flaws(&imported), imported.usable), (vec![(code, severity)], usable), "{}", file.file_name);
        let finding = imported.findings.first().ok_or("no finding")?;
        assert_eq!(finding.code, code, "the heaviest stands first");
        if validity == Validity::EndsSoon {
            assert_eq!(finding.facts.get("days"), Some(&Fact::Number(13)), "{finding:?}");
        }
    }
    let before = ports.keys.list()?;
    let file = town.practice.issue(&CertificateOrder { role: CertificateRole::Encryption, ..CertificateOrder::ordinary(BAKERY) }).await?;
    let refused = town.import(&file, Some(&file.password), &ports)?.err().ok_or("imported")?.explain();
    assert_eq!((refused.code, ports.keys.list()?), ("certificate.encryption_only", before));
    Ok(())
}

#[tokio::test]
async fn a_wrong_password_can_be_followed_by_the_right_one() -> Outcome {
    let town = town::start().await?;
    let ports = town.ports(Arc::new(NoBrowserHere));
    for flavour in [Flavour::Modern, Flavour::Ber] {
        let file = town.practice.issue(&CertificateOrder { flavour, ..CertificateOrder::ordinary(BAKERY) }).await?;
        let before = ports.keys.list()?;
        let almost = format!("{} ", file.password);
        for (password, code, actions) in [
            (None, "certificate.password_needed", &[Action::EnterPassword][..]),
            (Some(""), "certificate.wrong_password", &[Action::EnterPassword, Action::PickFile]),
            (Some("brygge-42-ørn"), "certificate.wrong_password", &[Action::EnterPassword, Action::PickFile]),
            (Some(&almost), "certificate.wrong_password_spaces", &[Action::EnterPassword, Action::PickFile]),
        ] {
            let problem = town.import(&file, password, &ports)?.err().ok_or("it opened")?.explain();
            assert_eq!((problem.code, &problem.actions[..]), (code, actions));
        }
        assert_eq!(ports.keys.list()?, before, "nothing is stored by a try that failed");
        let first = town.import(&file, Some(&file.password), &ports)??;
        let again = town.import(&file, Some(&file.password), &ports)??;
        assert_eq!((first.key, ports.keys.list()?.len()), (again.key, before.len() + 1), "the same file twice is one key");
    }
    Ok(())
}

#[tokio::test]
async fn a_certificate_stays_with_its_organisation_and_its_environment() -> Outcome {
    let town = town::start().await?;
    let ports = town.ports(Arc::new(NoBrowserHere));
    for &issuer in Issuer::ALL {
        let file = town.practice.issue(&CertificateOrder { issuer, ..CertificateOrder::ordinary(CAMPING) }).await?;
        let imported = town.import(&file, Some(&file.password), &ports)??;
        imported.facts.belongs_to_organisation(&CAMPING.parse()?)?;
        let problem = imported.facts.belongs_to_organisation(&BAKERY.parse()?).err().ok_or("the bakery's")?.explain();
        let numbers = (problem.facts.get("theirs"), problem.facts.get("ours"));
        assert_eq!((problem.code, numbers), ("certificate.other_organisation", (Some(&CAMPING.into()), Some(&BAKERY.into()))));
        for environment in [Environment::test(), Environment::production()] {
            let file = certificate_file(&file, Some(&file.password))?;
            let elsewhere = certificates::import_recommended(&file, &Effort::default(), &environment, &ports)?;
            assert!(flaws(&elsewhere).contains(&("certificate.untrusted_issuer", Severity::Blocking)), "{:?}", elsewhere.findings);
            assert_eq!((elsewhere.usable, elsewhere.facts.proved), (Usable::RegisteredKey, false));
            assert_ne!(elsewhere.facts.belongs_to, Belonging::Production, "production is never concluded from a name");
        }
    }
    Ok(())
}

/// What the old portal wanted for an enterprise user, read by OpenSSL: the leaf, and nothing else of the .p12.
#[tokio::test]
async fn a_cer_holds_the_leaf_alone() -> Outcome {
    let town = town::start().await?;
    let ports = town.ports(Arc::new(NoBrowserHere));
    let file = town.practice.issue(&CertificateOrder::ordinary(BAKERY)).await?;
    let imported = town.import(&file, Some(&file.password), &ports)??;
    let leaf = imported.chain.first().ok_or("no leaf")?;
    let (cer, pem) = (certificates::export_der(leaf), certificates::export_pem(leaf));
    let again = done("openssl", &["x509", "-inform", "DER", "-outform", "DER"], &cer)?;
    assert_eq!(again, cer, "one certificate, byte for byte, with nothing after it");
    assert_eq!(done("openssl", &["x509", "-outform", "DER"], pem.as_bytes())?, cer);
    assert_eq!((pem.matches("-----BEGIN ").count(), pem.contains("PRIVATE")), (1, false));
    assert!(imported.chain.len() > 1 && imported.chain[1..].iter().all(|issuer| !cer.ends_with(issuer)), "without its issuer");
    Ok(())
}
