//! What the issuers answer, and the certificates that they send, judged with what was known before.

use time::macros::datetime;

use super::{AUTHENTICATION, Failure, Forge, SEID2, has, only, subject_of};
use crate::certificates::revocation::{Revocation, Source, Why};
use crate::certificates::{Against, Answer, Examination, Severity, Usable, Verdict};
use crate::problem::Fact;

const OWN: Against<'_> = Against::ItsOwn { practice_roots: &[] };
const ISSUING: &str = "Buypass Class 3 CA G2 ST Business";
const ADDRESS: &str = "authorityInfoAccess=caIssuers;URI:http://127.0.0.1:9/issuing.cer";

fn answered(examination: &mut Examination, revocation: Revocation, issuer: Option<Vec<u8>>) -> Result<(), Failure> {
    let question = examination.questions().into_iter().next().ok_or("nothing to ask")?;
    let answer = Answer { fingerprint: question.fingerprint, revocation, issuer };
    examination.take([answer], super::now());
    Ok(())
}

/// certificates.md 16 no 44
#[test]
fn revoked_blocks_and_unknown_does_not() -> Result<(), Failure> {
    let forge = Forge::new()?;
    forge.root("ca", &subject_of(ISSUING))?;
    forge.leaf("leaf", "ca", SEID2, &format!("{AUTHENTICATION}\ncertificatePolicies=2.16.578.1.26.1.3.2"))?;
    let since = datetime!(2026-11-01 12:00 UTC);
    let good = Revocation::Good { at: since, until: None, by: Source::Crl };
    let revoked = Revocation::Revoked { since, reason: None, by: Source::Ocsp };
    let unknown = |why| Revocation::Unknown { why };
    let (warning, usable) = (Severity::Warning, Usable::EnterpriseCertificate);
    for (revocation, code, severity, verdict, usable) in [
        (unknown(Why::NoAddress), "certificate.revocation_no_address", warning, Verdict::Ready, usable),
        (unknown(Why::Stale), "certificate.revocation_stale", warning, Verdict::Ready, usable),
        (unknown(Why::BadSignature), "certificate.revocation_untrusted", warning, Verdict::Ready, usable),
        (unknown(Why::Malformed), "certificate.revocation_untrusted", warning, Verdict::Ready, usable),
        (unknown(Why::UnknownToIssuer), "certificate.revocation_not_known_to_issuer", warning, Verdict::Ready, usable),
        (good, "certificate.not_revoked", Severity::Good, Verdict::Ready, Usable::EnterpriseCertificate),
        (unknown(Why::Unreachable), "certificate.revocation_unknown", warning, Verdict::Ready, usable),
        (revoked, "certificate.revoked", Severity::Blocking, Verdict::Revoked, Usable::Nothing),
    ] {
        let mut examination = forge.examined(&["leaf.pem", "leaf.key"], OWN, vec![forge.pinned("ca", ISSUING, "ca")?])?;
        let before = only(&examination)?;
        assert!(has(before, "certificate.revocation_not_checked") && before.revocation == Revocation::NotChecked);
        answered(&mut examination, revocation.clone(), None)?;
        let leaf = only(&examination)?;
        assert!(leaf.findings.iter().any(|finding| (finding.code, finding.severity) == (code, severity)), "{:?}", leaf.findings);
        let told = leaf.findings.iter().find(|finding| finding.code == code).map(|finding| finding.facts.clone()).unwrap_or_default();
        let expected = match &revocation {
            Revocation::Unknown { why } => ("why", Fact::from(why.as_str())),
            Revocation::Good { by, .. } | Revocation::Revoked { by, .. } => ("source", Fact::from(by.as_str())),
            Revocation::NotChecked => return Err("not an answer".into()),
        };
        assert_eq!(told.get(expected.0), Some(&expected.1), "{told:?}");
        assert!(leaf.findings.is_sorted_by_key(|finding| std::cmp::Reverse(finding.severity)), "{:?}", leaf.findings);
        assert_eq!((leaf.verdict, leaf.usable, &leaf.revocation), (verdict, usable, &revocation));
        assert_eq!(examination.recommended().is_some(), usable != Usable::Nothing);
    }
    Ok(())
}

/// certificates.md 16 no 37
#[test]
fn a_fetched_issuer_completes_the_chain() -> Result<(), Failure> {
    let forge = Forge::new()?;
    let root = "Buypass Class 3 Root CA G2 ST";
    forge.root("root", &subject_of(root))?;
    forge.authority("ca", "root", &subject_of(ISSUING))?;
    forge.leaf("leaf", "ca", SEID2, &format!("{AUTHENTICATION}\n{ADDRESS}"))?;
    let pinned = vec![forge.pinned("root", root, "root")?, forge.pinned("ca", ISSUING, "root")?];
    let mut examination = forge.examined(&["leaf.pem", "leaf.key"], OWN, pinned)?;
    assert!(has(only(&examination)?, "certificate.leaf_alone"));
    answered(&mut examination, Revocation::NotChecked, Some(forge.der("ca")?))?;
    let leaf = only(&examination)?;
    assert_eq!(leaf.chain, [forge.der("leaf")?, forge.der("ca")?]);
    assert!(!has(leaf, "certificate.leaf_alone"));
    assert_eq!(examination.certificates().count(), 1, "what was fetched is no certificate of the file's");
    Ok(())
}

/// Nobody's address is visited on a stranger's word.
#[test]
fn only_what_a_known_key_signed_is_asked_about() -> Result<(), Failure> {
    let forge = Forge::new()?;
    for name in ["real", "false"] {
        forge.root(name, &subject_of(ISSUING))?;
        forge.leaf(name_of(name), name, SEID2, &format!("{AUTHENTICATION}\n{ADDRESS}"))?;
    }
    let pinned = || Ok::<_, Failure>(vec![forge.pinned("real", ISSUING, "real")?]);
    let count = |files: &[&str]| Ok::<_, Failure>(forge.examined(files, OWN, pinned()?)?.questions().len());
    assert_eq!((count(&["leaf-real.pem"])?, count(&["leaf-false.pem"])?), (1, 0));
    assert_eq!(count(&["leaf-real.pem", "leaf-false.pem", "leaf-real.pem", "real.pem"])?, 1);
    Ok(())
}

fn name_of(issuer: &str) -> &'static str {
    if issuer == "real" { "leaf-real" } else { "leaf-false" }
}
