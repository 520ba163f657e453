//! Files as the issuers and tools write them, opened, read and judged.

use inngang_engine::certificates::{
    self, Belonging, CertificateError, Effort, FileKind, Generation, ImportedCertificate, IssuerFamily, Role, Severity, Usable,
};
use inngang_engine::environment::Environment;
use inngang_engine::problem::Explain;

use crate::openssl::{AUTHENTICATION, COMMFIDES_LIKE, ENCRYPTION, Failure, SIGNING, World};
use crate::ports::{after_days, ports};
use crate::{AES, WINDOWS, import, open, practice, refusal};

fn codes(imported: &ImportedCertificate, severity: Severity) -> Vec<&'static str> {
    imported.findings.iter().filter(|finding| finding.severity == severity).map(|finding| finding.code).collect()
}

/// certificates.md 16 no 1, 2, 3, 7, 10, 13
#[test]
fn every_scheme_that_openssl_writes() -> Result<(), Failure> {
    let world = World::shared()?;
    let cases: [(&[&str], &[&str]); 9] = [
        (&[], &["AES-256 PBKDF2-SHA-256", "AES-256 PBKDF2-SHA-256"]),
        (&["-legacy"], &["RC2-40", "3DES"]),
        (&WINDOWS, &["3DES", "3DES"]),
        (
            &["-keypbe", "AES-128-CBC", "-certpbe", "AES-192-CBC", "-macalg", "SHA512"],
            &["AES-192 PBKDF2-SHA-256", "AES-128 PBKDF2-SHA-256"],
        ),
        (&["-keypbe", "NONE", "-certpbe", "NONE"], &[]),
        (&["-keypbe", "PBE-SHA1-3DES", "-certpbe", "NONE", "-macalg", "SHA384"], &["3DES"]),
        (&["-macalg", "SHA224", "-iter", "51200", "-maciter"], &["AES-256 PBKDF2-SHA-256", "AES-256 PBKDF2-SHA-256"]),
        (&["-iter", "1", "-nomaciter"], &["AES-256 PBKDF2-SHA-256", "AES-256 PBKDF2-SHA-256"]),
        (&["-iter", "600000"], &["AES-256 PBKDF2-SHA-256", "AES-256 PBKDF2-SHA-256"]),
    ];
    for (options, algorithms) in cases {
        let file = world.pkcs12(&AUTHENTICATION, "blåbærsyltetøy 1", options)?;
        let imported = open(&file, Some("blåbærsyltetøy 1")).map_err(|failure| format!("{options:?}: {failure}"))?;
        let encoding = imported.encoding.ok_or("no encoding")?;
        assert_eq!(encoding.algorithms, algorithms, "{options:?}");
        assert_eq!(imported.usable, Usable::EnterpriseCertificate, "{options:?}");
        assert_eq!(imported.chain.len(), 2, "{options:?}");
        assert!(matches!(refusal(&file, Some("blabarsyltetoy 1"))?, CertificateError::WrongPassword), "{options:?}");
        assert!(matches!(refusal(&file, None)?, CertificateError::PasswordNeeded), "{options:?}");
    }
    Ok(())
}

/// certificates.md 16 no 42, 51
#[test]
fn what_a_certificate_says() -> Result<(), Failure> {
    let world = World::shared()?;
    let imported = open(&world.pkcs12(&AUTHENTICATION, "x", &AES)?, Some("x"))?;
    let facts = &imported.facts;
    assert_eq!(facts.subject_name, "Blåbær API");
    assert_eq!(facts.organisation_name.as_deref(), Some("BLÅBÆR, SAFT OG SYLTETØY AS"));
    assert_eq!(facts.organisation.as_ref().map(|number| number.as_str()), Some("123456785"));
    assert_eq!((facts.issuer_name.as_str(), facts.issuer_family), ("Practice CA G2 ST Business", IssuerFamily::Practice));
    assert_eq!((facts.role, facts.generation), (Role::Authentication, Generation::Seid2));
    assert_eq!((facts.belongs_to, facts.proved, facts.key.bits), (Belonging::Practice, true, 2048));
    assert_eq!(facts.key.thumbprint.as_ref(), Some(&imported.key.facts.thumbprint));
    assert_eq!(Some(&imported.key.id), facts.key.thumbprint.as_ref());
    let fingerprint = world.run(&["x509", "-in", "auth.pem", "-noout", "-fingerprint", "-sha256"])?;
    let fingerprint = String::from_utf8(fingerprint)?.rsplit('=').next().unwrap_or_default().trim().replace(':', "").to_lowercase();
    assert_eq!(facts.fingerprint, fingerprint);
    let serial = String::from_utf8(world.run(&["x509", "-in", "auth.pem", "-noout", "-serial"])?)?.to_lowercase();
    assert!(serial.trim().ends_with(&facts.serial), "{serial} {}", facts.serial);
    assert_eq!(inngang_engine::certificates::export_pem(&imported.chain[0]), String::from_utf8(world.read("auth.pem")?)?);
    assert!(codes(&imported, Severity::Blocking).is_empty() && codes(&imported, Severity::Warning).is_empty());

    let commfides = open(&world.pkcs12(&COMMFIDES_LIKE, "x", &AES)?, Some("x"))?;
    assert_eq!(commfides.facts.sub_unit.as_deref(), Some("987654325"));
    assert_eq!(commfides.facts.organisation_digits.as_deref(), Some("123456785"));
    assert_eq!(codes(&commfides, Severity::Note), ["certificate.sub_unit", "certificate.revocation_not_checked"]);
    let other = "983163327".parse()?;
    assert!(matches!(commfides.facts.belongs_to_organisation(&other), Err(CertificateError::OtherOrganisation { .. })));
    assert!(commfides.facts.belongs_to_organisation(&"123456785".parse()?).is_ok());
    Ok(())
}

/// certificates.md 16 no 43
#[test]
fn roles_and_dates() -> Result<(), Failure> {
    let world = World::shared()?;
    let signing = open(&world.pkcs12(&SIGNING, "x", &AES)?, Some("x"))?;
    assert_eq!(
        (signing.usable, codes(&signing, Severity::Note)),
        (Usable::EnterpriseCertificate, vec!["certificate.signing_only", "certificate.revocation_not_checked"])
    );
    let encryption = refusal(&world.pkcs12(&ENCRYPTION, "x", &AES)?, Some("x"))?;
    assert_eq!(encryption.explain().code, "certificate.encryption_only");

    let file = world.pkcs12(&AUTHENTICATION, "x", &AES)?;
    for (days, severity, code, usable) in [
        (-2, Severity::Blocking, "certificate.not_yet_valid", Usable::RegisteredKey),
        (1000, Severity::Good, "certificate.in_date", Usable::EnterpriseCertificate),
        (1050, Severity::Warning, "certificate.expires_soon", Usable::EnterpriseCertificate),
        (1097, Severity::Blocking, "certificate.expired", Usable::RegisteredKey),
    ] {
        let imported = import(&file, Some("x"), &practice(world)?, &ports(days))?;
        assert!(codes(&imported, severity).contains(&code), "{days}: {:?}", imported.findings);
        assert_eq!(imported.usable, usable, "{days}");
    }
    assert!(after_days(1) > after_days(0));
    Ok(())
}

#[test]
fn an_unknown_issuer_leaves_a_plain_key() -> Result<(), Failure> {
    let world = World::shared()?;
    let file = world.pkcs12(&AUTHENTICATION, "x", &AES)?;
    let imported = import(&file, Some("x"), &Environment::test(), &ports(0))?;
    assert_eq!((imported.usable, codes(&imported, Severity::Blocking)), (Usable::RegisteredKey, vec!["certificate.untrusted_issuer"]));
    assert_eq!((imported.facts.belongs_to, imported.facts.proved), (Belonging::Unknown, false));

    world.run(&[
        "req",
        "-x509",
        "-newkey",
        "rsa:2048",
        "-nodes",
        "-keyout",
        "self.key",
        "-out",
        "self.pem",
        "-days",
        "30",
        "-subj",
        "/O=Selv AS/CN=Selv",
    ])?;
    let own = open(&world.export(&["-inkey", "self.key", "-in", "self.pem"], "x", &AES)?, Some("x"))?;
    assert_eq!(own.usable, Usable::RegisteredKey);
    assert!(codes(&own, Severity::Blocking).contains(&"certificate.self_signed"));
    Ok(())
}

/// certificates.md 16 no 40
#[test]
fn a_real_authority_s_name_is_no_proof() -> Result<(), Failure> {
    let world = World::shared()?;
    let subject = "/C=NO/organizationIdentifier=NTRNO-983163327/O=Buypass AS/CN=Buypass Class 3 CA G2 ST Business";
    world.run(&[
        "req",
        "-x509",
        "-newkey",
        "rsa:2048",
        "-nodes",
        "-keyout",
        "false.key",
        "-out",
        "false.pem",
        "-days",
        "30",
        "-subj",
        subject,
    ])?;
    world.run(&[
        "x509",
        "-req",
        "-in",
        "auth.csr",
        "-CA",
        "false.pem",
        "-CAkey",
        "false.key",
        "-days",
        "30",
        "-extfile",
        "auth.ext",
        "-out",
        "false-leaf.pem",
    ])?;
    let file = world.export(&["-inkey", "auth.key", "-in", "false-leaf.pem", "-certfile", "false.pem"], "x", &AES)?;
    let refused = import(&file, Some("x"), &Environment::production(), &ports(0)).err().ok_or("imported")?;
    assert_eq!(refused.explain().code, "certificate.false_issuer");
    Ok(())
}

/// certificates.md 16 no 14, 16, 29
#[test]
fn several_pairs_and_crossed_ones() -> Result<(), Failure> {
    let world = World::shared()?;
    let mut merged = world.read("sign.key")?;
    for name in ["enc.pem", "ca.pem", "sign.pem"] {
        merged.extend(world.read(name)?);
    }
    world.write("merged.pem", &merged)?;
    let imported = open(&world.export(&["-in", "merged.pem"], "x", &AES)?, Some("x"))?;
    assert_eq!((imported.facts.role, imported.others), (Role::Signing, 0));

    let keyless = world.export(&["-nokeys", "-in", "auth.pem"], "x", &AES)?;
    assert!(matches!(refusal(&keyless, Some("x"))?, CertificateError::NoKey));
    let bare = world.export(&["-nocerts", "-inkey", "auth.key"], "x", &AES)?;
    assert!(matches!(refusal(&bare, Some("x"))?, CertificateError::NoCertificate));
    Ok(())
}

/// certificates.md 16 no 30
#[test]
fn keys_that_are_no_use_to_maskinporten() -> Result<(), Failure> {
    let world = World::shared()?;
    for (name, options, code) in [
        ("ec", &["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"][..], "certificate.ec_key"),
        ("ed", &["-newkey", "ed25519"][..], "certificate.ec_key"),
        ("small", &["-newkey", "rsa:1024"][..], "certificate.weak_key"),
    ] {
        let (key, pem) = (format!("{name}.key"), format!("{name}.pem"));
        world.run(&[&["req", "-x509", "-nodes", "-keyout", &key, "-out", &pem, "-days", "30", "-subj", "/CN=x"], options].concat())?;
        let file = world.export(&["-inkey", &key, "-in", &pem], "x", &AES)?;
        assert_eq!(refusal(&file, Some("x"))?.explain().code, code, "{name}");
    }
    Ok(())
}

/// certificates.md 16 no 27
#[test]
fn a_file_without_a_mac_says_so() -> Result<(), Failure> {
    let world = World::shared()?;
    let file = world.pkcs12(&AUTHENTICATION, "x", &["-nomac"])?;
    let opened = certificates::open(&crate::file(&file, Some("x")), &Effort::default());
    assert_eq!(opened.outcome.as_ref().ok().and_then(|contents| contents.encoding()?.mac.clone()), None);
    let said = crate::cost::examined(opened)?;
    let said = said.files.first().and_then(|file| file.contents.as_ref()).ok_or("not opened")?;
    assert_eq!(said.findings.iter().map(|finding| finding.code).collect::<Vec<_>>(), ["certificate.no_mac"]);
    assert!(matches!(refusal(&file, Some("y"))?, CertificateError::WrongPassword));
    assert!(matches!(refusal(&file, None)?, CertificateError::PasswordNeeded));
    Ok(())
}

/// certificates.md 16 no 19, 25
#[test]
fn other_files_are_called_by_their_names() -> Result<(), Failure> {
    let world = World::shared()?;
    let der = world.run(&["x509", "-in", "auth.pem", "-outform", "DER"])?;
    let bundle = world.run(&["crl2pkcs7", "-nocrl", "-certfile", "auth.pem", "-outform", "DER"])?;
    for (bytes, expected) in [(der, (0, 1)), (world.read("auth.pem")?, (0, 1)), (world.read("auth.key")?, (1, 0)), (bundle, (0, 1))] {
        let (keys, certificates) = crate::cost::look(&bytes, None)?;
        assert_eq!((keys.len(), certificates.len()), expected);
    }
    let cases = [
        (b"%PDF-1.7".to_vec(), "certificate.document"),
        (Vec::new(), "certificate.empty"),
        (vec![0; 40_000], "certificate.not_downloaded"),
        (vec![0xfe, 0xed, 0xfe, 0xed, 0], "certificate.keystore_java"),
        (vec![0x30; 50 << 20], "certificate.too_large"),
    ];
    for (bytes, code) in cases {
        assert_eq!(refusal(&bytes, None)?.explain().code, code);
    }
    let text = world.run(&["base64", "-in", "auth.key"])?;
    assert!(matches!(refusal(&text, None)?, CertificateError::NotPkcs12(FileKind::Unknown)));
    world.write("auth.p12", &world.pkcs12(&AUTHENTICATION, "x", &AES)?)?;
    open(&world.run(&["base64", "-in", "auth.p12"])?, Some("x"))?;
    Ok(())
}
