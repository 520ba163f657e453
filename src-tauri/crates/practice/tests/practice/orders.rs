//! What can be ordered beside the ordinary: profiles, trees, keys, contents, sets.

use std::error::Error;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use inngang_practice::{CertificateOrder, CertificateRole, Contents, Flavour, IssuedFile, Issuer, KeyKind, Profile, Tree};
use serde_json::json;
use x509_parser::extensions::ParsedExtension;
use x509_parser::pem::Pem;
use x509_parser::prelude::X509Certificate;

use crate::rig::{BAKERY, Outcome, Rig, expect};
use crate::town_hall::{Opened, open, parse, read, verify_with_openssl};

/// With a small key: making large ones is slow.
fn order(issuer: Issuer, profile: Profile) -> CertificateOrder {
    CertificateOrder { issuer, profile, key: KeyKind::Rsa2048, ..CertificateOrder::ordinary(BAKERY) }
}

/// The attributes by name or number, in the order of the encoding.
fn subject(certificate: &X509Certificate<'_>) -> Vec<(String, String)> {
    let attributes = certificate.subject().iter_attributes();
    attributes.map(|one| (one.attr_type().to_id_string(), one.as_str().unwrap_or_default().to_owned())).collect()
}

fn policies(certificate: &X509Certificate<'_>) -> Vec<String> {
    let all = certificate.extensions().iter().filter_map(|extension| match extension.parsed_extension() {
        ParsedExtension::CertificatePolicies(policies) => Some(policies.iter().map(|policy| policy.policy_id.to_id_string())),
        _ => None,
    });
    all.flatten().collect()
}

fn statements(certificate: &X509Certificate<'_>) -> Vec<u8> {
    let found = certificate.extensions().iter().find(|extension| extension.oid.to_id_string() == "1.3.6.1.5.5.7.1.3");
    found.map(|extension| extension.value.to_vec()).unwrap_or_default()
}

#[tokio::test]
async fn subjects_are_those_of_each_profile() -> Outcome {
    let rig = Rig::start().await?;
    const ORGANISATION: &str = "2.5.4.10";
    const IDENTIFIER: &str = "2.5.4.97";
    const SERIAL: &str = "2.5.4.5";
    let numbered = format!("BLÅBÆRSVINGEN BAKERI AS - {BAKERY}");
    let ntr = format!("NTRNO-{BAKERY}");
    let psd = format!("PSDNO-FSA-{BAKERY}");
    let name = "BLÅBÆRSVINGEN BAKERI AS";
    for (issuer, profile, expected) in [
        (Issuer::BuypassLike, Profile::Seid2, [Some(name), Some(ntr.as_str()), None]),
        (Issuer::CommfidesLike, Profile::Seid2, [Some(name), Some(&ntr), Some(BAKERY)]),
        (Issuer::BuypassLike, Profile::Seid1, [Some(name), None, Some(BAKERY)]),
        (Issuer::CommfidesLike, Profile::Seid1, [Some(&numbered), None, Some(BAKERY)]),
        (Issuer::CommfidesLike, Profile::Transition, [Some(&numbered), Some(&ntr), Some(BAKERY)]),
        (Issuer::BuypassLike, Profile::Psd2, [Some(name), Some(&psd), None]),
    ] {
        let Opened { certificates, .. } = open(&rig.practice.issue(&order(issuer, profile)).await?)?;
        let [leaf, issuing, root] = certificates.as_slice() else { return Err("not three certificates".into()) };
        verify_with_openssl(leaf, issuing, root)?;
        let subject = subject(&parse(leaf)?);
        let value = |oid: &str| subject.iter().find(|(kind, _)| kind == oid).map(|(_, value)| value.as_str());
        assert_eq!([ORGANISATION, IDENTIFIER, SERIAL].map(value), expected, "{issuer:?} {profile:?}: {subject:?}");
        if (issuer, profile) == (Issuer::CommfidesLike, Profile::Seid2) {
            let order: Vec<_> = subject.iter().map(|(kind, _)| kind.as_str()).collect();
            assert_eq!(order, ["2.5.4.6", "2.5.4.7", ORGANISATION, IDENTIFIER, "2.5.4.11", SERIAL, "2.5.4.3"]);
            assert!(value("2.5.4.7").is_some_and(|text| text.contains(',')));
            assert!(value("2.5.4.11").is_some_and(|text| text.chars().count() > 64));
        }
    }
    Ok(())
}

#[tokio::test]
async fn maskinporten_judges_each_profile() -> Outcome {
    let rig = Rig::start().await?;
    let encryption = CertificateOrder { role: CertificateRole::Encryption, ..order(Issuer::CommfidesLike, Profile::Seid2) };
    for (order, expected) in [
        (order(Issuer::BuypassLike, Profile::Seid1), None),
        (order(Issuer::CommfidesLike, Profile::Seid1), None),
        (order(Issuer::CommfidesLike, Profile::Transition), None),
        (order(Issuer::BuypassLike, Profile::Psd2), None),
        // The usages are not looked at (certificates.md 11).
        (encryption, None),
        (order(Issuer::BuypassLike, Profile::Personal), Some("MP-120")),
        (order(Issuer::CommfidesLike, Profile::Personal), Some("MP-120")),
        (CertificateOrder { tree: Tree::TestTwin, ..order(Issuer::BuypassLike, Profile::Seid2) }, Some("MP-120")),
        (CertificateOrder { validity: inngang_practice::Validity::Revoked, ..order(Issuer::BuypassLike, Profile::Seid2) }, Some("MP-120")),
    ] {
        let answer = by_certificate(&rig, &rig.practice.issue(&order).await?).await?;
        match expected {
            None => assert_eq!(answer.status, 200, "{order:?}: {}", answer.body),
            Some(code) => expect(&answer, code)?,
        }
    }
    Ok(())
}

pub(crate) async fn by_certificate(rig: &Rig, issued: &IssuedFile) -> Result<crate::rig::Answer, Box<dyn Error>> {
    let Opened { key, certificates } = open(issued)?;
    let mut grant = rig.grant();
    grant.header = json!({ "alg": "RS256", "x5c": certificates.iter().map(|der| STANDARD.encode(der)).collect::<Vec<_>>() });
    rig.token(&grant.signed_by(&key)?).await
}

#[tokio::test]
async fn policies_and_statements_are_those_of_each_role() -> Outcome {
    use CertificateRole::{Authentication, Encryption, Signing};
    let rig = Rig::start().await?;
    // PrintableString `NOK`, then the empty one, each before 1 and 4.
    let (limit, malformed) = ([0x13, 3, b'N', b'O', b'K', 2, 1, 1, 2, 1, 4], [0x13, 0, 2, 1, 1, 2, 1, 4]);
    let has = |bytes: &[u8], wanted: &[u8]| bytes.windows(wanted.len()).any(|window| window == wanted);
    for (issuer, role, policy, currency) in [
        (Issuer::BuypassLike, Authentication, "2.16.578.1.26.1.3.2", [false, false]),
        (Issuer::CommfidesLike, Authentication, "2.16.578.1.29.913.210.1.2", [true, false]),
        (Issuer::CommfidesLike, Signing, "2.16.578.1.29.913.200.1.2", [false, true]),
        (Issuer::CommfidesLike, Encryption, "2.16.578.1.29.913.220.1.2", [false, false]),
    ] {
        let issued = rig.practice.issue(&CertificateOrder { role, ..order(issuer, Profile::Seid2) }).await?;
        let leaf = std::fs::read(&issued.public_path)?;
        let certificate = parse(&leaf)?;
        assert_eq!(policies(&certificate).first().map(String::as_str), Some(policy));
        let statements = statements(&certificate);
        assert_eq!([has(&statements, &limit), has(&statements, &malformed)], currency, "{issuer:?} {role:?}");
        assert_eq!(statements.is_empty(), role == Encryption, "{issuer:?} {role:?}");
    }
    Ok(())
}

#[tokio::test]
async fn a_test_twin_is_under_roots_of_its_own() -> Outcome {
    let rig = Rig::start().await?;
    for issuer in Issuer::ALL {
        let order = CertificateOrder { tree: Tree::TestTwin, ..order(*issuer, Profile::Seid2) };
        let Opened { certificates, .. } = open(&rig.practice.issue(&order).await?)?;
        let [leaf, issuing, root] = certificates.as_slice() else { return Err("not three certificates".into()) };
        assert!(!rig.practice.certificate_roots().contains(root));
        verify_with_openssl(leaf, issuing, root)?;
        let name = parse(leaf)?.issuer().to_string();
        assert!(name.to_lowercase().contains("test"), "{name}");
    }
    Ok(())
}

#[tokio::test]
async fn a_person_has_no_organisation() -> Outcome {
    let rig = Rig::start().await?;
    for (issuer, start) in [(Issuer::BuypassLike, "UN:NO-9578-4050-"), (Issuer::CommfidesLike, "9578-4510-")] {
        let issued = rig.practice.issue(&order(issuer, Profile::Personal)).await?;
        let Opened { certificates, .. } = open(&issued)?;
        let [leaf, issuing, root] = certificates.as_slice() else { return Err("not three certificates".into()) };
        verify_with_openssl(leaf, issuing, root)?;
        assert!(rig.practice.certificate_roots().contains(root), "under the same root as enterprises");
        let subject = subject(&parse(leaf)?);
        assert!(subject.iter().any(|(kind, value)| kind == "2.5.4.5" && value.starts_with(start)), "{subject:?}");
        assert!(subject.iter().all(|(kind, value)| kind != "2.5.4.10" && !value.contains(BAKERY)), "{subject:?}");
    }
    Ok(())
}

#[tokio::test]
async fn keys_are_of_the_ordered_kind() -> Outcome {
    let rig = Rig::start().await?;
    for (key, profile, words) in [
        (KeyKind::EcP256, Profile::Seid2, "256 bit"),
        (KeyKind::Usual, Profile::Seid1, "2048 bit"),
        (KeyKind::Usual, Profile::Seid2, "3072 bit"),
    ] {
        let issued = rig.practice.issue(&CertificateOrder { key, ..order(Issuer::BuypassLike, profile) }).await?;
        let mut openssl = std::process::Command::new("openssl");
        let output = openssl.args(["x509", "-inform", "DER", "-noout", "-text", "-in"]).arg(&issued.public_path).output()?;
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        assert!(text.contains(words), "{key:?}: {text}");
        assert!(read(&issued)?.contains("BEGIN PRIVATE KEY"), "{key:?}");
    }
    Ok(())
}

#[tokio::test]
async fn contents_are_as_ordered() -> Outcome {
    let rig = Rig::start().await?;
    for (contents, keys, certificates) in
        [(Contents::WholeChain, 1, 3), (Contents::LeafAlone, 1, 1), (Contents::ReversedWithStrangers, 1, 5), (Contents::AllRoles, 3, 5)]
    {
        let order = CertificateOrder { contents, flavour: Flavour::WindowsAes, ..order(Issuer::CommfidesLike, Profile::Seid2) };
        let issued = rig.practice.issue(&order).await?;
        let pems: Vec<Pem> = Pem::iter_from_buffer(read(&issued)?.as_bytes()).collect::<Result<_, _>>()?;
        let count = |label: &str| pems.iter().filter(|pem| pem.label == label).count();
        assert_eq!((count("PRIVATE KEY"), count("CERTIFICATE")), (keys, certificates), "{contents:?}");
        let found: Vec<_> = pems.iter().filter(|pem| pem.label == "CERTIFICATE").map(|pem| &pem.contents).collect();
        let leaf = std::fs::read(&issued.public_path)?;
        if contents == Contents::ReversedWithStrangers {
            assert_eq!(found.last(), Some(&&leaf), "the leaf stands last");
        }
        assert!(found.contains(&&leaf), "{contents:?}");
    }
    Ok(())
}

#[tokio::test]
async fn a_set_is_what_the_issuer_sends() -> Outcome {
    let rig = Rig::start().await?;
    for (issuer, ends) in
        [(Issuer::BuypassLike, vec!["-auth-enc.p12", "-sign.p12"]), (Issuer::CommfidesLike, vec!["-auth.p12", "-enc.p12", "-sign.p12"])]
    {
        let files = rig.practice.issue_set(&order(issuer, Profile::Seid2)).await?;
        assert_eq!(files.len(), ends.len());
        for (file, end) in files.iter().zip(ends) {
            assert!(file.file_name.ends_with(end), "{}", file.file_name);
            assert_eq!(file.password, files[0].password);
            let usage = *parse(&std::fs::read(&file.public_path)?)?.key_usage()?.ok_or("no usage")?.value;
            let expected = match file.role {
                CertificateRole::Authentication => (true, false),
                CertificateRole::Signing => (false, true),
                CertificateRole::Encryption => (false, false),
            };
            assert_eq!((usage.digital_signature(), usage.non_repudiation()), expected, "{}", file.file_name);
            open(file)?;
        }
    }
    Ok(())
}
