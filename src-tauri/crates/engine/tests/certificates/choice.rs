//! Which of several certificates is recommended, and which are refused however they are asked for.

use inngang_engine::certificates::{self, CertificateError, Effort, OpenedFile, Why};
use inngang_engine::environment::Environment;
use inngang_engine::problem::Explain as _;

use crate::loose::together;
use crate::openssl::{AUTHENTICATION, COMMFIDES_LIKE, ENCRYPTION, Failure, Leaf, SIGNING, World};
use crate::ports::{after_days, ports};
use crate::{AES, file, practice};

fn opened(leaf: &Leaf) -> Result<OpenedFile, Failure> {
    let bytes = World::shared()?.pkcs12(leaf, "x", &AES)?;
    Ok(certificates::open(&file(&bytes, Some("x")), &Effort::default()))
}

/// Files of one order dropped at once.
#[test]
fn authentication_is_recommended_of_a_set() -> Result<(), Failure> {
    let public =
        || -> Result<OpenedFile, Failure> { Ok(certificates::open(&file(&World::shared()?.read("auth.pem")?, None), &Effort::default())) };
    let cases: [(Vec<OpenedFile>, Why, &str); 4] = [
        (vec![opened(&AUTHENTICATION)?], Why::OnlyOne, "auth.pem"),
        (vec![opened(&ENCRYPTION)?, opened(&SIGNING)?, opened(&AUTHENTICATION)?], Why::AuthenticationPreferred, "auth.pem"),
        (vec![opened(&ENCRYPTION)?, opened(&SIGNING)?], Why::Usable, "sign.pem"),
        (vec![opened(&SIGNING)?, public()?], Why::WithKey, "sign.pem"),
    ];
    for (files, why, name) in cases {
        let examination = together(files)?;
        let recommendation = examination.recommendation().ok_or("nothing recommended")?;
        assert_eq!(recommendation.why, why);
        let der = World::shared()?.run(&["x509", "-in", name, "-outform", "DER"])?;
        let chosen = examination.certificates().find(|one| one.facts.fingerprint == recommendation.fingerprint);
        assert_eq!(chosen.map(|one| &one.der), Some(&der), "{why:?}");
        assert!(Why::ALL.contains(&why));
    }
    assert_eq!(together(vec![opened(&ENCRYPTION)?])?.recommendation(), None);
    Ok(())
}

/// certificates.md 16 no 50, and section 11: nothing is stored of what is refused.
#[test]
fn what_must_not_be_used_is_not_imported() -> Result<(), Failure> {
    let world = World::shared()?;
    let ports = ports(0);
    let examination = together(vec![opened(&AUTHENTICATION)?, opened(&ENCRYPTION)?])?;
    let of = |name: &str| -> Result<String, Failure> {
        let der = world.run(&["x509", "-in", &format!("{name}.pem"), "-outform", "DER"])?;
        let found = examination.certificates().find(|one| one.der == der).ok_or("not among them")?;
        Ok(found.facts.fingerprint.clone())
    };
    let refusal = |name: &str, environment: &Environment| -> Result<&'static str, Failure> {
        let refused = certificates::import(&examination, &of(name)?, environment, after_days(0), &ports).err().ok_or("imported")?;
        Ok(refused.explain().code)
    };
    assert_eq!(refusal("auth", &Environment::test())?, "certificate.other_environment");
    assert_eq!(refusal("auth", &Environment::production())?, "certificate.other_environment");
    assert_eq!(refusal("enc", &practice(world)?)?, "certificate.encryption_only");
    let nobody = certificates::import(&examination, "00", &practice(world)?, after_days(0), &ports);
    assert!(matches!(nobody, Err(CertificateError::NoCertificate)));

    let keyless = together(vec![certificates::open(&file(&world.read("auth.pem")?, None), &Effort::default())])?;
    assert!(matches!(certificates::import(&keyless, &of("auth")?, &practice(world)?, after_days(0), &ports), Err(CertificateError::NoKey)));
    assert_eq!(ports.keys.list()?, Vec::<String>::new());
    Ok(())
}

/// certificates.md 16 no 42: in the order encoded, whatever letters and separators stand in it.
#[test]
fn names_are_shown_as_they_stand() -> Result<(), Failure> {
    let facts = |leaf: &Leaf| -> Result<certificates::CertificateFacts, Failure> {
        let examination = together(vec![opened(leaf)?])?;
        Ok(examination.recommended().ok_or("nothing recommended")?.facts.clone())
    };
    let ours = facts(&AUTHENTICATION)?;
    assert_eq!(ours.subject, "C=NO, O=BLÅBÆR\\, SAFT OG SYLTETØY AS, OU=IT, CN=Blåbær API, organizationIdentifier=NTRNO-123456785");
    assert_eq!(ours.issuer, "C=NO, O=Town hall, CN=Practice CA G2 ST Business");
    assert_eq!(ours.subject_lines[1], ("O".to_owned(), "BLÅBÆR, SAFT OG SYLTETØY AS".to_owned()));
    let theirs = facts(&COMMFIDES_LIKE)?;
    assert_eq!(
        theirs.subject,
        "C=NO, L=Storgata 1\\, 0155 OSLO, O=Blåbær AS, organizationIdentifier=NTRNO-123456785, OU=Lager-987654325, \
         serialNumber=123456785, CN=Blåbær AS"
    );
    Ok(())
}
