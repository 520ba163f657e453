//! What a leaf says, whichever issuer and generation it is of.

use time::Duration;

use super::{AUTHENTICATION, ENCRYPTION, Failure, Forge, SEID2, SIGNING, has, only, subject_of};
use crate::certificates::{Against, Finding, Generation, Role, Severity, Usable, Verdict};
use crate::clock_offset::Now;
use crate::problem::Fact;

const OWN: Against<'_> = Against::ItsOwn { practice_roots: &[] };
const SEID1: &str = "/C=NO/O=BLÅBÆR AS - 123456785/CN=Blåbær API/serialNumber=123456785";

/// certificates.md 16 no 34, as measured in 2.4.
#[test]
fn roles_of_every_issuer_and_generation() -> Result<(), Failure> {
    use Generation::{Seid1, Seid2};
    let (buypass1, buypass2) = ("Buypass Class 3 CA 3", "Buypass Class 3 CA G2 ST Business");
    let (commfides1, commfides2) = ("CPN Enterprise SHA256 CLASS 3", "Commfides Legal Person - G3");
    let seal = "keyUsage=critical,digitalSignature,nonRepudiation";
    let plain = "keyUsage=critical,digitalSignature";
    let data = "keyUsage=critical,digitalSignature,keyEncipherment,dataEncipherment";
    let cases: [(&str, Generation, &str, Role, &[&str]); 11] = [
        (buypass1, Seid1, data, Role::Authentication, &["authentication", "encryption"]),
        (buypass1, Seid1, SIGNING, Role::Signing, &["signing"]),
        (buypass2, Seid2, AUTHENTICATION, Role::Authentication, &["authentication", "encryption"]),
        (buypass2, Seid2, SIGNING, Role::Signing, &["signing"]),
        (buypass2, Seid2, seal, Role::AuthenticationAndSigning, &["authentication", "signing"]),
        (commfides1, Seid1, plain, Role::Authentication, &["authentication"]),
        (commfides1, Seid1, SIGNING, Role::Signing, &["signing"]),
        (commfides1, Seid1, ENCRYPTION, Role::Encryption, &["encryption"]),
        (commfides2, Seid2, plain, Role::Authentication, &["authentication"]),
        (commfides2, Seid2, SIGNING, Role::Signing, &["signing"]),
        (commfides2, Seid2, ENCRYPTION, Role::Encryption, &["encryption"]),
    ];
    let forge = Forge::new()?;
    for (at, issuer) in [buypass1, buypass2, commfides1, commfides2].into_iter().enumerate() {
        forge.root(&format!("ca{at}"), &subject_of(issuer))?;
    }
    for (issuer, generation, key_usage, role, roles) in cases {
        let at = [buypass1, buypass2, commfides1, commfides2].iter().position(|other| *other == issuer).unwrap_or_default();
        let ca = format!("ca{at}");
        // A transition certificate has a subject of both kinds; the issuer tells its generation.
        let subject = if generation == Seid2 { SEID2.to_owned() } else { format!("{SEID1}/organizationIdentifier=NTRNO-123456785") };
        forge.leaf("leaf", &ca, &subject, &format!("{key_usage}\ncertificatePolicies=2.16.578.1.26.1.3.2"))?;
        let examination = forge.examined(&["leaf.pem", "leaf.key"], OWN, vec![forge.pinned(&ca, issuer, &ca)?])?;
        let leaf = only(&examination)?;
        assert_eq!((leaf.facts.role, leaf.facts.generation), (role, generation), "{issuer} {key_usage}");
        assert_eq!(leaf.facts.roles(), roles, "{issuer} {key_usage}");
        assert_eq!(leaf.facts.organisation_name.as_deref(), Some("BLÅBÆR AS"), "{issuer}");
        let verdict = match (issuer == commfides1, role) {
            (true, _) => Verdict::Retired,
            (false, Role::Encryption) => Verdict::Encryption,
            (false, Role::Signing) => Verdict::ReadySigning,
            (false, _) => Verdict::Ready,
        };
        assert_eq!(leaf.verdict, verdict, "{issuer} {key_usage}");
        assert_eq!(leaf.usable == Usable::Nothing, role == Role::Encryption, "{issuer} {key_usage}");
    }
    Ok(())
}

/// certificates.md 16 no 33
#[test]
fn a_wrong_check_digit_stops_in_production_and_warns_in_test() -> Result<(), Failure> {
    let forge = Forge::new()?;
    for (issuer, severity) in
        [("Commfides Legal Person - G3", Severity::Blocking), ("Commfides Legal Person - G3 - TEST", Severity::Warning)]
    {
        forge.root("ca", &subject_of(issuer))?;
        for (digits, severity) in
            [("123456785", None), ("983163327", None), ("988312495", None), ("123456789", Some(severity)), ("123456700", Some(severity))]
        {
            forge.leaf("leaf", "ca", &SEID2.replace("123456785", digits), AUTHENTICATION)?;
            let examination = forge.examined(&["leaf.pem", "leaf.key"], OWN, vec![forge.pinned("ca", issuer, "ca")?])?;
            let found = only(&examination)?.findings.iter().find(|finding| finding.code == "certificate.check_digit");
            assert_eq!(found.map(|finding| finding.severity), severity, "{issuer} {digits}");
        }
    }
    Ok(())
}

/// certificates.md 16 no 43: to the second.
#[test]
fn sixty_days_before_its_end_it_warns() -> Result<(), Failure> {
    let (forge, issuer) = (Forge::new()?, "Commfides Legal Person - G3");
    forge.root("ca", &subject_of(issuer))?;
    forge.leaf("leaf", "ca", SEID2, &format!("{AUTHENTICATION}\ncertificatePolicies=2.16.578.1.29.13.210.1.2"))?;
    let examination = forge.examined(&["leaf.pem", "leaf.key"], OWN, vec![forge.pinned("ca", issuer, "ca")?])?;
    let end = only(&examination)?.facts.not_after;
    let (day, second) = (Duration::DAY, Duration::SECOND);
    for (before, code, verdict) in [
        (60 * day + second, "certificate.in_date", Verdict::Ready),
        (60 * day, "certificate.expires_soon", Verdict::ExpiresSoon),
        (Duration::ZERO, "certificate.expires_soon", Verdict::ExpiresSoon),
        (-second, "certificate.expired", Verdict::Expired),
    ] {
        let examination = examination.at(end - before);
        let leaf = only(&examination)?;
        assert!(has(leaf, code), "{before}: {:?}", leaf.findings);
        assert_eq!(leaf.verdict, verdict, "{before}");
    }
    Ok(())
}

/// certificates.md 15.5: our clock may be a day behind, or ahead; when that is known, the services' time is what counts, and it is told.
#[test]
fn a_wrong_clock_makes_nobodys_certificate_end() -> Result<(), Failure> {
    let (forge, issuer) = (Forge::new()?, "Commfides Legal Person - G3");
    forge.root("ca", &subject_of(issuer))?;
    forge.leaf("leaf", "ca", SEID2, &format!("{AUTHENTICATION}\ncertificatePolicies=2.16.578.1.29.13.210.1.2"))?;
    let examination = forge.examined(&["leaf.pem", "leaf.key"], OWN, vec![forge.pinned("ca", issuer, "ca")?])?;
    let end = only(&examination)?.facts.not_after;
    // How long before its end our clock is, how far the services' is ahead of it, and what comes of that.
    for (before, offset, code, told) in [
        (Duration::HOUR, None, "certificate.expires_soon", None),
        (Duration::HOUR, Some(0), "certificate.expires_soon", None),
        (Duration::HOUR, Some(7_200), "certificate.expired", Some(7_200)),
        (-Duration::HOUR, None, "certificate.expired", None),
        (-Duration::HOUR, Some(-7_200), "certificate.expires_soon", Some(7_200)),
        (-Duration::SECOND, Some(-9), "certificate.expires_soon", None),
        (-Duration::SECOND, Some(-10), "certificate.expires_soon", Some(10)),
        (-Duration::SECOND, Some(-2), "certificate.expired", None),
        (-365 * Duration::DAY, Some(-31_536_000 - 60 * 86_400), "certificate.expires_soon", Some(31_536_000 + 60 * 86_400)),
    ] {
        let examination = examination.at(Now::new(end - before, offset));
        let leaf = only(&examination)?;
        assert!(has(leaf, code), "{before} {offset:?}: {:?}", leaf.findings);
        let found = leaf.findings.iter().find(|finding| finding.code == "certificate.clock_off");
        let told_now = found.and_then(|finding| finding.facts.get("seconds").cloned());
        assert_eq!(told_now, told.map(Fact::Number), "{before} {offset:?}");
        assert!(found.is_none_or(|finding| finding.severity == Severity::Note));
        let expected = if code == "certificate.expired" { Verdict::Expired } else { Verdict::ExpiresSoon };
        assert_eq!(leaf.verdict, expected, "{before} {offset:?}");
    }
    Ok(())
}

/// certificates.md 2.5, 2.6, 2.7, 11; certificates.md 16 no 41: whatever else stands in it, the import is not stopped by it.
#[test]
fn what_else_a_certificate_may_say() -> Result<(), Failure> {
    let (forge, issuer) = (Forge::new()?, "Commfides Legal Person - G3");
    forge.root("ca", &subject_of(issuer))?;
    let policy = "certificatePolicies=2.16.578.1.29.13.210.1.2";
    // QcCompliance, a limit without a currency, QcType seal.
    let statements = "1.3.6.1.5.5.7.1.3=DER:30:2d:30:08:06:06:04:00:8e:46:01:01:30:0c:06:06:04:00:8e:46:01:02:30:02:13:00\
                      :30:13:06:06:04:00:8e:46:01:06:30:09:06:07:04:00:8e:46:01:06:02";
    let cases: [(&str, &str, Option<&str>, Option<Severity>); 8] = [
        (AUTHENTICATION, policy, None, None),
        (AUTHENTICATION, &format!("{policy}\n{statements}"), Some("certificate.statements_malformed"), Some(Severity::Note)),
        (AUTHENTICATION, &format!("{policy}\n1.3.6.1.5.5.7.1.3=DER:04:00"), Some("certificate.statements_malformed"), Some(Severity::Note)),
        (AUTHENTICATION, "certificatePolicies=2.16.578.1.29.13.310.1.0", Some("certificate.lcp_policy"), Some(Severity::Warning)),
        (AUTHENTICATION, "certificatePolicies=1.2.3.4", Some("certificate.unlisted_policy"), Some(Severity::Warning)),
        (
            AUTHENTICATION,
            &format!("{policy}\nextendedKeyUsage=critical,clientAuth"),
            Some("certificate.other_critical"),
            Some(Severity::Warning),
        ),
        ("keyUsage=digitalSignature", policy, Some("certificate.key_usage_not_critical"), Some(Severity::Warning)),
        ("nsComment=none", policy, Some("certificate.no_key_usage"), Some(Severity::Blocking)),
    ];
    for (key_usage, extensions, code, severity) in cases {
        forge.leaf("leaf", "ca", SEID2, &format!("{key_usage}\n{extensions}"))?;
        let examination = forge.examined(&["leaf.pem", "leaf.key"], OWN, vec![forge.pinned("ca", issuer, "ca")?])?;
        let leaf = only(&examination)?;
        let quiet = |finding: &&Finding| {
            finding.severity != Severity::Good && !["certificate.leaf_alone", "certificate.revocation_not_checked"].contains(&finding.code)
        };
        let said = leaf.findings.iter().find(quiet).map(|finding| (finding.code, finding.severity));
        assert_eq!(said, code.zip(severity), "{extensions}");
        assert_eq!(leaf.usable == Usable::EnterpriseCertificate, severity != Some(Severity::Blocking), "{extensions}");
        assert_eq!(leaf.facts.qualified_seal, extensions.contains("30:2d"), "{extensions}");
    }
    Ok(())
}

/// certificates.md 15.13: told as such, and not as a person's.
#[test]
fn a_web_site_s_certificate_is_called_by_its_name() -> Result<(), Failure> {
    let forge = Forge::new()?;
    forge.root("ca", "/C=US/O=Let us not/CN=R99")?;
    let extensions = "keyUsage=critical,digitalSignature\nextendedKeyUsage=serverAuth,clientAuth\nsubjectAltName=DNS:www.example.no";
    forge.leaf("leaf", "ca", "/CN=www.example.no/serialNumber=HRB 1234", extensions)?;
    let examination = forge.examined(&["leaf.pem", "leaf.key"], OWN, Vec::new())?;
    let leaf = only(&examination)?;
    assert_eq!((leaf.verdict, leaf.usable), (Verdict::TlsServer, Usable::RegisteredKey));
    assert!(!has(leaf, "certificate.personal") && leaf.facts.dns_names == ["www.example.no"]);
    Ok(())
}
