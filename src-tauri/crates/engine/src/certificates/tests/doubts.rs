//! What only looks like an enterprise's: false names, weak signatures, substitutes, persons, authorities.

use super::{AUTHENTICATION, Failure, Forge, SEID2, has, only, subject_of};
use crate::certificates::revocation::Revocation;
use crate::certificates::{Against, Answer, Belonging, ChainState, Place, Severity, Usable, Verdict};
use crate::environment::{Environment, Kind};

const OWN: Against<'_> = Against::ItsOwn { practice_roots: &[] };
const ISSUING: &str = "Buypass Class 3 CA G2 ST Business";
const ROOT: &str = "Buypass Class 3 Root CA G2 ST";
const POLICY: &str = "certificatePolicies=2.16.578.1.26.1.3.2";

fn custom() -> Environment {
    Environment { kind: Kind::Custom, ..Environment::test() }
}

/// certificates.md 16 no 40: whom an environment of one's own trusts is its own affair, but not who bears a false name.
#[test]
fn an_environment_of_one_s_own_trusts_strangers_and_no_deceiver() -> Result<(), Failure> {
    let (forge, custom) = (Forge::new()?, custom());
    let against = || Against::Environment(&custom);
    forge.root("real", &subject_of(ISSUING))?;
    forge.root("false", &subject_of(ISSUING))?;
    forge.root("stranger", "/C=NO/O=Somebody/CN=Somebody's CA")?;
    for (issuer, verdict, usable) in [
        ("real", Verdict::Ready, Usable::EnterpriseCertificate),
        ("stranger", Verdict::ReadyWithCare, Usable::EnterpriseCertificate),
        ("false", Verdict::FalseIssuer, Usable::Nothing),
    ] {
        // A host name takes it out of nobody's hands.
        for extensions in [POLICY, "extendedKeyUsage=serverAuth\nsubjectAltName=DNS:www.example.no"] {
            forge.leaf("leaf", issuer, SEID2, &format!("{AUTHENTICATION}\n{extensions}"))?;
            let examination = forge.examined(&["leaf.pem", "leaf.key"], against(), vec![forge.pinned("real", ISSUING, "real")?])?;
            let leaf = only(&examination)?;
            let verdict = if issuer == "real" && extensions != POLICY { Verdict::ReadyWithCare } else { verdict };
            assert_eq!((leaf.verdict, leaf.usable), (verdict, usable), "{issuer} {extensions}: {:?}", leaf.findings);
            assert_eq!(examination.recommended().is_some(), usable == Usable::EnterpriseCertificate);
        }
    }
    Ok(())
}

/// certificates.md 3, 16 no 39: this one issued to persons as well.
#[test]
fn a_mixed_authority_s_persons_are_persons() -> Result<(), Failure> {
    let (forge, mixed) = (Forge::new()?, "Buypass Class 3 CA 3");
    forge.root("ca", &subject_of(mixed))?;
    let person = "/C=NO/SN=Nordmann/GN=Kari/serialNumber=9578-4050-100000000/CN=Kari Nordmann";
    for (subject, policy, state, verdict) in [
        (person, "2.16.578.1.26.1.3.1", ChainState::Person, Verdict::Personal),
        ("/C=NO/O=BLÅBÆR AS/CN=Blåbær API/serialNumber=123456785", "2.16.578.1.26.1.3.2", ChainState::Anchored, Verdict::Ready),
    ] {
        forge.leaf("leaf", "ca", subject, &format!("{AUTHENTICATION}\ncertificatePolicies={policy}"))?;
        let examination = forge.examined(&["leaf.pem", "leaf.key"], OWN, vec![forge.pinned("ca", mixed, "ca")?])?;
        let leaf = only(&examination)?;
        assert_eq!((leaf.chain_state, leaf.verdict), (state, verdict));
        assert_eq!(examination.questions().is_empty(), state == ChainState::Person);
        // Only of what is trusted is it said that the chain is not whole.
        assert_eq!(has(leaf, "certificate.leaf_alone"), state == ChainState::Anchored, "{:?}", leaf.findings);
        assert!(!has(leaf, "certificate.unlisted_policy"), "{:?}", leaf.findings);
    }
    Ok(())
}

/// certificates.md 10, weak algorithms; 16 no 40: what proves, what proves nothing, what is false.
#[test]
fn only_a_signature_that_is_understood_and_strong_proves() -> Result<(), Failure> {
    let forge = Forge::new()?;
    forge.root("real", &subject_of(ISSUING))?;
    forge.root("false", &subject_of(ISSUING))?;
    let pss: [&str; 4] = ["-sigopt", "rsa_padding_mode:pss", "-sigopt", "rsa_pss_saltlen:-1"];
    let cases: [(&str, &[&str], ChainState, Verdict, Usable); 7] = [
        ("real", &["-sha256"], ChainState::Anchored, Verdict::Ready, Usable::EnterpriseCertificate),
        ("real", &[&["-sha256"], &pss[..]].concat(), ChainState::Anchored, Verdict::Ready, Usable::EnterpriseCertificate),
        ("real", &[&["-sha512"], &pss[..]].concat(), ChainState::Anchored, Verdict::Ready, Usable::EnterpriseCertificate),
        ("real", &["-sha1"], ChainState::Incomplete, Verdict::WeakSignature, Usable::RegisteredKey),
        ("false", &["-sha1"], ChainState::Untrusted, Verdict::FalseIssuer, Usable::Nothing),
        ("false", &["-sha224"], ChainState::Untrusted, Verdict::FalseIssuer, Usable::Nothing),
        ("false", &[&["-sha256"], &pss[..]].concat(), ChainState::Untrusted, Verdict::FalseIssuer, Usable::Nothing),
    ];
    forge.leaf("leaf", "real", SEID2, &format!("{AUTHENTICATION}\n{POLICY}"))?;
    for (issuer, how, state, verdict, usable) in cases {
        forge.sign("leaf", issuer, how)?;
        let examination = forge.examined(&["leaf.pem", "leaf.key"], OWN, vec![forge.pinned("real", ISSUING, "real")?])?;
        let leaf = only(&examination)?;
        assert_eq!((leaf.chain_state, leaf.verdict, leaf.usable), (state, verdict, usable), "{issuer} {how:?}: {:?}", leaf.findings);
        let is_proved = state == ChainState::Anchored;
        assert_eq!((leaf.facts.belongs_to, leaf.facts.proved), (Belonging::Production, is_proved), "{issuer} {how:?}");
        assert_eq!(examination.questions().len(), usize::from(is_proved), "nobody is asked on a word that proves nothing");
        let above = leaf.links.get(1).map(|link| link.place);
        assert_eq!(above, Some(if issuer == "real" { Place::Known } else { Place::OtherKey }), "{issuer} {how:?}");
    }
    Ok(())
}

/// certificates.md 16 no 37, 46: a certificate with the issuer's name and the issuer's key is not yet the issuer's.
#[test]
fn no_substitute_is_sent_along() -> Result<(), Failure> {
    let forge = Forge::new()?;
    forge.root("root", &subject_of(ROOT))?;
    forge.authority("ca", "root", &subject_of(ISSUING))?;
    let genuine = forge.der("ca")?;
    let address = "authorityInfoAccess=caIssuers;URI:http://127.0.0.1:9/issuing.cer";
    forge.leaf("leaf", "ca", SEID2, &format!("{AUTHENTICATION}\n{POLICY}\n{address}"))?;
    let pinned = vec![forge.pinned("root", ROOT, "root")?, forge.pinned("ca", ISSUING, "root")?];
    forge.sign("ca", "root", &["-sha384"])?;
    assert_ne!(forge.der("ca")?, genuine);
    let mut examination = forge.examined(&["leaf.pem", "leaf.key", "ca.pem"], OWN, pinned)?;
    let leaf = only(&examination)?;
    assert_eq!((leaf.chain_state, &leaf.chain), (ChainState::Anchored, &vec![forge.der("leaf")?]));
    assert_eq!(leaf.links.get(1).map(|link| link.place), Some(Place::Known));
    let question = examination.questions().into_iter().next().ok_or("nothing to ask")?;
    let answer = Answer { fingerprint: question.fingerprint, revocation: Revocation::NotChecked, issuer: Some(genuine.clone()) };
    examination.take([answer], super::now());
    assert_eq!(only(&examination)?.chain, [forge.der("leaf")?, genuine]);
    Ok(())
}

/// certificates.md 8.5, 15.14: `openssl req -x509` writes CA:TRUE.
#[test]
fn an_authority_s_own_certificate_is_called_so() -> Result<(), Failure> {
    let forge = Forge::new()?;
    forge.root("real", &subject_of(ISSUING))?;
    forge.root("own", "/CN=Mine")?;
    forge.leaf("leaf", "real", SEID2, AUTHENTICATION)?;
    for (name, code) in [("real", "certificate.in_date"), ("own", "certificate.self_signed")] {
        let pinned = || Ok::<_, Failure>(vec![forge.pinned("real", ISSUING, "real")?]);
        let (pem, key) = (format!("{name}.pem"), format!("{name}.key"));
        let alone = forge.examined(&[&pem], OWN, pinned()?)?;
        let authority = only(&alone)?;
        assert_eq!((authority.verdict, authority.usable, authority.is_authority), (Verdict::Authority, Usable::Nothing, true), "{name}");
        assert!(authority.findings.first().is_some_and(|finding| finding.code == code), "{name}: {:?}", authority.findings);
        assert!(alone.questions().is_empty() && alone.recommendation().is_none(), "{name}");
        assert_eq!(only(&forge.examined(&[&pem, "leaf.pem"], OWN, pinned()?)?)?.facts.subject_name, "Blåbær API", "{name}");
        assert_ne!(only(&forge.examined(&[&pem, &key], OWN, pinned()?)?)?.verdict, Verdict::Authority, "{name}");
    }
    Ok(())
}

/// certificates.md 8.3, 16 no 26: in files of their own as well.
#[test]
fn a_key_beside_another_s_certificate_is_told() -> Result<(), Failure> {
    let forge = Forge::new()?;
    forge.root("ca", &subject_of(ISSUING))?;
    forge.leaf("leaf", "ca", SEID2, AUTHENTICATION)?;
    let examination = forge.examined(&["leaf.pem", "ca.key"], OWN, Vec::new())?;
    let [_, key] = &examination.files[..] else { return Err("not two files".into()) };
    let said: Vec<(&str, Severity)> =
        key.contents.iter().flat_map(|contents| &contents.findings).map(|finding| (finding.code, finding.severity)).collect();
    assert_eq!(said, [("certificate.key_mismatch", Severity::Blocking)]);
    Ok(())
}
