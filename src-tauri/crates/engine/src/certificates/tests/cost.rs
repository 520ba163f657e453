//! What examining costs: counted in signatures, never in seconds.

use std::fs;

use time::macros::datetime;

use super::{AUTHENTICATION, Failure, Forge, SEID2};
use crate::certificates::{Against, Cost, Examination, OpenedFile};
use crate::problem::Explain as _;

const OWN: Against<'_> = Against::ItsOwn { practice_roots: &[] };

fn family() -> Result<Forge, Failure> {
    let forge = Forge::new()?;
    forge.root("root", "/CN=Root")?;
    forge.authority("ca", "root", "/CN=CA")?;
    forge.leaf("leaf", "ca", SEID2, AUTHENTICATION)?;
    Ok(forge)
}

fn codes(examination: &Examination) -> Vec<&'static str> {
    let code = |file: &OpenedFile| file.outcome.as_ref().err().map_or("opened", |failure| failure.explain().code);
    examination.files.iter().map(|file| code(&file.opened)).collect()
}

#[test]
fn a_key_signs_once_and_a_certificate_verifies_once() -> Result<(), Failure> {
    let forge = family()?;
    let files = ["leaf.key", "leaf.pem", "ca.pem", "root.pem"];
    let once = forge.examined(&files, OWN, Vec::new())?;
    // The leaf by its issuer, that by the root, the root by itself, and whose the key is.
    assert_eq!((once.cost.signed, once.keys().count()), (1, 1));
    assert!((4..=8).contains(&once.cost.verified), "{:?}", once.cost);
    let often = forge.examined(&files.repeat(9), OWN, Vec::new())?;
    assert_eq!((often.cost.signed, often.keys().count(), often.candidates().len()), (1, 9, 1));
    assert!(often.cost.verified <= 9 * once.cost.verified, "{:?}", often.cost);
    Ok(())
}

/// Certificates with one name and one key, each of which may have issued each: what is tried does not grow with their square.
#[test]
fn namesakes_cost_what_one_costs_each() -> Result<(), Failure> {
    let forge = family()?;
    let cost = |count: usize| -> Result<Cost, Failure> {
        let (mut names, mut pem) = (Vec::new(), Vec::new());
        for at in 0..count {
            let name = format!("twin{at}");
            let extensions = "basicConstraints=critical,CA:TRUE\nkeyUsage=critical,keyCertSign";
            forge.issue(&name, "leaf.key", "ca", "/CN=CA", extensions)?;
            pem.extend(fs::read(forge.0.path().join(format!("{name}.pem")))?);
            names.push(name);
        }
        fs::write(forge.0.path().join("twins.pem"), pem)?;
        Ok(forge.examined(&["twins.pem"], OWN, Vec::new())?.cost)
    };
    let (few, many) = (cost(9)?.verified, cost(18)?.verified);
    assert!(many <= 2 * few + 18, "{few} {many}");
    Ok(())
}

#[test]
fn the_same_key_again_and_again_is_one() -> Result<(), Failure> {
    let forge = family()?;
    let key = fs::read(forge.0.path().join("leaf.key"))?;
    fs::write(forge.0.path().join("hundred.pem"), key.repeat(100))?;
    let examination = forge.examined(&["hundred.pem", "leaf.pem"], OWN, Vec::new())?;
    assert_eq!((examination.keys().count(), examination.cost.signed), (1, 1));
    assert!(examination.recommended().is_none() && examination.candidates().iter().all(|one| one.has_key));
    Ok(())
}

#[test]
fn what_is_too_much_for_all_files_together_is_refused() -> Result<(), Failure> {
    let forge = family()?;
    let certificate = fs::read(forge.0.path().join("leaf.pem"))?;
    fs::write(forge.0.path().join("ninety.pem"), certificate.repeat(90))?;
    fs::write(forge.0.path().join("many.pem"), certificate.repeat(201))?;
    let examination = forge.examined(&["ninety.pem", "many.pem", "ninety.pem", "ninety.pem", "leaf.key"], OWN, Vec::new())?;
    let refused = "certificate.too_many";
    assert_eq!(codes(&examination), ["opened", refused, "opened", refused, "opened"]);
    assert_eq!((examination.certificates().count(), examination.candidates().len()), (180, 1));
    let keys = forge.examined(&["leaf.key"; 51], OWN, Vec::new())?;
    assert_eq!((codes(&keys)[49], codes(&keys)[50]), ("opened", refused));
    Ok(())
}

#[test]
fn answers_are_judged_at_their_own_moment() -> Result<(), Failure> {
    let mut examination = family()?.examined(&["leaf.key", "leaf.pem"], OWN, Vec::new())?;
    let is_expired = |examination: &Examination| examination.certificates().any(|one| super::has(one, "certificate.expired"));
    assert!(!is_expired(&examination));
    assert!(is_expired(&examination.at(datetime!(9999-12-31 23:59:59 UTC))));
    examination.take([], datetime!(9999-12-31 23:59:59 UTC));
    assert!(is_expired(&examination));
    Ok(())
}
