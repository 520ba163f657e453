//! The files that the town hall issues, opened by OpenSSL.

use std::error::Error;
use std::ffi::OsString;
use std::os::unix::ffi::OsStringExt;
use std::process::Command;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use inngang_practice::{CertificateOrder, CertificateRole, Flavour, IssuedFile, Issuer, KeyKind, Options, Practice, Validity};
use rsa::RsaPrivateKey;
use rsa::pkcs8::{DecodePrivateKey, DecodePublicKey};
use x509_parser::pem::Pem;
use x509_parser::prelude::X509Certificate;

use crate::rig::{BAKERY, Outcome, Rig};

/// What is in a file.
pub(crate) struct Opened {
    pub(crate) key: RsaPrivateKey,
    /// Leaf first.
    pub(crate) certificates: Vec<Vec<u8>>,
}

/// As the tool does that is told of the file what it cannot see: OpenSSL 3.0 knows no PBMAC1, and takes Latin-1 as it is.
pub(crate) fn open(issued: &IssuedFile) -> Result<Opened, Box<dyn Error>> {
    let text = read(issued)?;
    let start = text.find("-----BEGIN PRIVATE KEY").ok_or("no key")?;
    let end = text.find("-----END PRIVATE KEY-----").ok_or("no key")? + "-----END PRIVATE KEY-----\n".len();
    let pems: Vec<Pem> = Pem::iter_from_buffer(text.as_bytes()).collect::<Result<_, _>>()?;
    let certificates = pems.into_iter().filter(|pem| pem.label == "CERTIFICATE").map(|pem| pem.contents).collect();
    Ok(Opened { key: RsaPrivateKey::from_pkcs8_pem(&text[start..end])?, certificates })
}

/// Keys, then certificates, in PEM.
pub(crate) fn read(issued: &IssuedFile) -> Result<String, Box<dyn Error>> {
    let mut openssl = Command::new("openssl");
    openssl.args(["pkcs12", "-legacy", "-nodes", "-passin", "env:PASSWORD", "-in"]).arg(&issued.path);
    if matches!(issued.flavour, Flavour::Pbmac1 | Flavour::NoMac) {
        openssl.arg("-nomacver");
    }
    let password = match issued.flavour {
        Flavour::Latin1 => issued.password.chars().map(|letter| u8::try_from(letter).unwrap_or_default()).collect(),
        _ => issued.password.clone().into_bytes(),
    };
    let output = openssl.env("PASSWORD", OsString::from_vec(password)).env("LC_ALL", "C.UTF-8").output()?;
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    // OpenSSL prints friendlyName in Latin-1.
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

#[tokio::test]
async fn every_flavour_holds_the_key_of_a_chain_to_a_root() -> Outcome {
    let rig = Rig::start().await?;
    let roots = rig.practice.certificate_roots();
    for (number, flavour) in Flavour::ALL.iter().enumerate() {
        let issuer = Issuer::ALL[number % 2];
        // Small keys: making large ones is slow.
        let order = CertificateOrder { flavour: *flavour, issuer, key: KeyKind::Rsa2048, ..CertificateOrder::ordinary(BAKERY) };
        let issued = rig.practice.issue(&order).await?;
        assert!(issued.path.starts_with(rig.folder.path().join("issued")) && issued.path.is_file());
        assert!(issued.file_name.is_ascii() && issued.file_name.ends_with(".p12"), "{}", issued.file_name);
        let Opened { key, certificates } = open(&issued)?;
        let [leaf, issuing, root] = certificates.as_slice() else { return Err("not three certificates".into()) };
        assert!(roots.contains(root));
        assert_eq!(&std::fs::read(&issued.public_path)?, leaf, "{}", issued.file_name);
        let public = rsa::RsaPublicKey::from_public_key_der(parse(leaf)?.public_key().raw)?;
        assert_eq!(public, key.to_public_key());
        verify_with_openssl(leaf, issuing, root)?;
    }
    Ok(())
}

#[tokio::test]
async fn damaged_files_are_set_aside_and_a_chain_is_made_anew() -> Outcome {
    let Rig { practice, folder, .. } = Rig::start().await?;
    let before = practice.certificate_roots();
    let order = CertificateOrder { issuer: Issuer::BuypassLike, ..CertificateOrder::ordinary(BAKERY) };
    practice.issue(&order).await?;
    drop(practice);
    let damaged = [("keys", "buypass-root.pem"), ("", "town.json")];
    // First with the certificates of the old key still remembered, then with nothing.
    for (place, name) in damaged {
        std::fs::write(folder.path().join(place).join(name), "rubbish")?;
        let practice = Practice::start(Options::new(folder.path())).await?;
        let Opened { certificates, .. } = open(&practice.issue(&order).await?)?;
        let [leaf, issuing, root] = certificates.as_slice() else { return Err("not three certificates".into()) };
        assert!(practice.certificate_roots().contains(root) && !before.contains(root), "{name}");
        verify_with_openssl(leaf, issuing, root)?;
        let names = std::fs::read_dir(folder.path().join(place))?.collect::<Result<Vec<_>, _>>()?;
        let aside = names.iter().find(|file| file.file_name().to_string_lossy().starts_with(&format!("{name}.damaged-")));
        assert_eq!(std::fs::read(aside.ok_or(name)?.path())?, b"rubbish");
    }
    Ok(())
}

#[tokio::test]
async fn two_programs_that_start_at_once_have_the_same_roots() -> Outcome {
    let Rig { practice, folder, .. } = Rig::start().await?;
    drop(practice);
    std::fs::remove_file(folder.path().join("town.json"))?;
    let start = || Practice::start(Options::new(folder.path()));
    let (one, other) = tokio::try_join!(start(), start())?;
    assert_eq!(one.certificate_roots(), other.certificate_roots());
    Ok(())
}

#[tokio::test]
async fn whoever_only_looks_learns_the_roots_and_leaves_nothing() -> Outcome {
    let Rig { practice, folder, .. } = Rig::start().await?;
    let sorted = |mut roots: Vec<Vec<u8>>| {
        roots.sort();
        roots
    };
    // A test twin's authorities are kept beside them, and are nobody's roots.
    practice.issue(&CertificateOrder { tree: inngang_practice::Tree::TestTwin, ..CertificateOrder::ordinary(BAKERY) }).await?;
    assert_eq!(sorted(inngang_practice::known_authorities(folder.path())), sorted(practice.certificate_roots()));
    let nowhere = folder.path().join("nowhere");
    assert!(inngang_practice::known_authorities(&nowhere).is_empty() && !nowhere.exists());
    std::fs::write(folder.path().join("town.json"), "rubbish")?;
    assert!(inngang_practice::known_authorities(folder.path()).is_empty());
    assert_eq!(std::fs::read(folder.path().join("town.json"))?, b"rubbish", "nothing is set aside");
    Ok(())
}

#[tokio::test]
async fn certificates_say_what_was_ordered() -> Outcome {
    let rig = Rig::start().await?;
    for (role, issuer, bits) in [
        (CertificateRole::Authentication, Issuer::BuypassLike, (true, false, true)),
        (CertificateRole::Signing, Issuer::BuypassLike, (false, true, false)),
        (CertificateRole::Encryption, Issuer::CommfidesLike, (false, false, true)),
    ] {
        let issued = rig.practice.issue(&CertificateOrder { role, issuer, ..CertificateOrder::ordinary(BAKERY) }).await?;
        let leaf = open(&issued)?.certificates.swap_remove(0);
        let certificate = parse(&leaf)?;
        let usage = certificate.key_usage()?.ok_or("no key usage")?;
        assert!(usage.critical);
        assert_eq!((usage.value.digital_signature(), usage.value.non_repudiation(), usage.value.key_encipherment()), bits);
        let subject = certificate.subject().to_string();
        assert!(subject.contains(&format!("NTRNO-{BAKERY}")), "{subject}");
        assert_eq!(subject.contains(&format!("serialNumber={BAKERY}")), issuer == Issuer::CommfidesLike, "{subject}");
        assert!(certificate.issuer().to_string().contains("Øvelse"), "{}", certificate.issuer());
    }
    Ok(())
}

#[tokio::test]
async fn validity_is_as_ordered() -> Outcome {
    let rig = Rig::start().await?;
    let now = time::OffsetDateTime::now_utc();
    let hours = async |validity| -> Result<_, Box<dyn Error>> {
        let order = CertificateOrder { validity, key: KeyKind::Rsa2048, ..CertificateOrder::ordinary(BAKERY) };
        let issued = rig.practice.issue(&order).await?;
        let leaf = open(&issued)?.certificates.swap_remove(0);
        let period = parse(&leaf)?.validity().clone();
        assert_eq!(period.not_after.to_datetime(), issued.not_after);
        Ok(((period.not_before.to_datetime() - now).whole_hours(), (period.not_after.to_datetime() - now).whole_hours()))
    };
    let days = |days: i64| days * 24 - 1..=days * 24 + 1;
    for (validity, begins, ends) in [
        (Validity::Valid, -1, 1095),
        (Validity::Expired, -1126, -30),
        (Validity::NotYetValid, 30, 1126),
        (Validity::EndsSoon, -1082, 14),
        (Validity::Revoked, -30, 1066),
    ] {
        let (begin, end) = hours(validity).await?;
        assert!(days(begins).contains(&begin) && days(ends).contains(&end), "{validity:?}: {begin} {end}");
    }
    Ok(())
}

#[tokio::test]
async fn the_page_issues_and_refuses() -> Outcome {
    let rig = Rig::start().await?;
    let post = |fields: &[(&str, &str)]| rig.http.post(format!("{}issue?lang=en", rig.practice.addresses().town_hall)).form(fields);
    let answer = rig.send(post(&[("organisation", BAKERY), ("flavour", "ber"), ("validity", "expired")])).await?;
    assert!(
        answer.status == 200 && answer.body.contains("id=\"saved-path\"") && answer.body.contains("id=\"password\""),
        "{}",
        answer.body
    );
    let files: Vec<_> = std::fs::read_dir(rig.folder.path().join("issued"))?.collect::<Result<_, _>>()?;
    assert!(files.iter().any(|file| file.file_name().to_string_lossy().ends_with("-ber-expired.p12")), "{files:?}");
    for fields in [&[("organisation", "314660102")], &[("organisation", "987654321")]] {
        assert!(rig.send(post(fields)).await?.body.contains("id=\"problem\""));
    }
    assert_eq!(rig.send(post(&[("organisation", BAKERY), ("flavour", "pdf")])).await?.status, 400);
    Ok(())
}

#[tokio::test]
async fn the_page_issues_a_set_and_revokes() -> Outcome {
    let rig = Rig::start().await?;
    let hall = &rig.practice.addresses().town_hall;
    let fields = [("organisation", BAKERY), ("key", "rsa2048"), ("profile", "seid1"), ("set", "yes")];
    let answer = rig.send(rig.http.post(format!("{hall}issue?lang=nn")).form(&fields)).await?;
    for expected in ["-auth-enc.p12", "-sign.p12", "-sign.cer", "id=\"saved-path-2\"", "Filene er laga"] {
        assert!(answer.status == 200 && answer.body.contains(expected), "{expected}: {}", answer.body);
    }
    let one = rig.practice.issued().into_iter().next().ok_or("nothing issued")?;
    let revoke = |serial: &str| rig.http.post(format!("{hall}revoke?lang=en")).form(&[("serial", serial)]);
    let answer = rig.send(revoke(&one.serial)).await?;
    assert!(answer.status == 200 && answer.body.contains("id=\"revoked\""), "{}", answer.body);
    assert!(rig.practice.issued().iter().any(|other| other.serial == one.serial && other.revoked_at.is_some()));
    let answer = rig.send(revoke("00")).await?;
    assert!(answer.status == 400 && answer.body.contains("id=\"problem\""), "{}", answer.body);
    Ok(())
}

pub(crate) fn parse(der: &[u8]) -> Result<X509Certificate<'_>, Box<dyn Error>> {
    Ok(x509_parser::parse_x509_certificate(der).map_err(|error| error.to_string())?.1)
}

pub(crate) fn verify_with_openssl(leaf: &[u8], issuing: &[u8], root: &[u8]) -> Outcome {
    let folder = tempfile::tempdir()?;
    for (name, der) in [("leaf.pem", leaf), ("issuing.pem", issuing), ("root.pem", root)] {
        let body = STANDARD.encode(der);
        std::fs::write(folder.path().join(name), format!("-----BEGIN CERTIFICATE-----\n{body}\n-----END CERTIFICATE-----\n"))?;
    }
    let mut openssl = Command::new("openssl");
    openssl.args(["verify", "-x509_strict", "-CAfile", "root.pem", "-untrusted", "issuing.pem", "leaf.pem"]).current_dir(folder.path());
    let output = openssl.output()?;
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    Ok(())
}
