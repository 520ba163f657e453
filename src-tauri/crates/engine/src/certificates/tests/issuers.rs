//! Whom a chain is trusted for: by signature, for the right use, in the right environment.

use std::thread;
use std::time::Duration;

use super::{AUTHENTICATION, Failure, Forge, SEID2, has, only, subject_of};
use crate::certificates::{Against, Belonging, ChainState, Generation, IssuerFamily, Place, Usable, Verdict};
use crate::environment::Environment;

const OWN: Against<'_> = Against::ItsOwn { practice_roots: &[] };

/// The enterprise issuing authorities of today, with their roots.
const SIX: [(&str, &str, Belonging, IssuerFamily); 6] = [
    ("Buypass Class 3 CA G2 ST Business", "Buypass Class 3 Root CA G2 ST", Belonging::Production, IssuerFamily::Buypass),
    ("Buypass Class 3 CA G2 HT Business", "Buypass Class 3 Root CA G2 HT", Belonging::Production, IssuerFamily::Buypass),
    ("Commfides Legal Person - G3", "Commfides Root CA - G3", Belonging::Production, IssuerFamily::Commfides),
    ("Buypass Class 3 Test4 CA G2 ST Business", "Buypass Class 3 Test4 Root CA G2 ST", Belonging::Test, IssuerFamily::Buypass),
    ("Buypass Class 3 Test4 CA G2 HT Business", "Buypass Class 3 Test4 Root CA G2 HT", Belonging::Test, IssuerFamily::Buypass),
    ("Commfides Legal Person - G3 - TEST", "Commfides Root CA - G3 - TEST", Belonging::Test, IssuerFamily::Commfides),
];

/// certificates.md 16 no 35, 36, 37, 50: with the production policy and TEST in the name throughout; by the chain alone it is told.
#[test]
fn a_leaf_without_its_chain_is_known_by_its_issuer_s_key() -> Result<(), Failure> {
    let forge = Forge::new()?;
    for (at, (issuing, root, belongs_to, family)) in SIX.into_iter().enumerate() {
        let (ca, top) = (format!("ca{at}"), format!("root{at}"));
        forge.root(&top, &subject_of(root))?;
        forge.authority(&ca, &top, &subject_of(issuing))?;
        let subject = SEID2.replace("Blåbær API", "TEST Blåbær");
        forge.leaf("leaf", &ca, &subject, &format!("{AUTHENTICATION}\ncertificatePolicies=2.16.578.1.26.1.3.2"))?;
        let pinned = || Ok::<_, Failure>(vec![forge.pinned(&top, root, &top)?, forge.pinned(&ca, issuing, &top)?]);
        let examination = forge.examined(&["leaf.pem", "leaf.key"], OWN, pinned()?)?;
        let leaf = only(&examination)?;
        assert_eq!((leaf.facts.belongs_to, leaf.facts.proved), (belongs_to, true), "{issuing}");
        assert_eq!((leaf.facts.issuer_family, leaf.facts.generation), (family, Generation::Seid2), "{issuing}");
        assert_eq!((leaf.chain_state, leaf.verdict, leaf.chain.len()), (ChainState::Anchored, Verdict::Ready, 1), "{issuing}");
        assert!(has(leaf, "certificate.leaf_alone") && has(leaf, "certificate.trusted"), "{issuing}: {:?}", leaf.findings);
        let links: Vec<(&str, Place)> = leaf.links.iter().map(|link| (link.name.as_str(), link.place)).collect();
        assert_eq!(links, [("TEST Blåbær", Place::Given), (issuing, Place::Known), (root, Place::Known)]);

        let (ca_pem, top_pem) = (format!("{ca}.pem"), format!("{top}.pem"));
        let whole = forge.examined(&["leaf.pem", "leaf.key", &top_pem, &ca_pem], OWN, pinned()?)?;
        let leaf = only(&whole)?;
        assert_eq!(leaf.chain, [forge.der("leaf")?, forge.der(&ca)?], "{issuing}");
        assert!(leaf.links.iter().all(|link| link.place == Place::Given) && leaf.links.len() == 3, "{:?}", leaf.links);

        for environment in [Environment::test(), Environment::production()] {
            let ours = if environment.kind == crate::environment::Kind::Test { Belonging::Test } else { Belonging::Production };
            let examination = forge.examined(&["leaf.pem", "leaf.key"], Against::Environment(&environment), pinned()?)?;
            let (leaf, fits) = (only(&examination)?, ours == belongs_to);
            assert_eq!(has(leaf, "certificate.other_environment"), !fits, "{issuing}");
            assert_eq!((leaf.usable == Usable::EnterpriseCertificate, leaf.usable == Usable::Nothing), (fits, !fits), "{issuing}");
            assert_eq!(examination.recommendation().is_some(), fits);
        }
    }
    Ok(())
}

/// certificates.md 16 no 38
#[test]
fn an_issuer_may_be_older_than_its_root() -> Result<(), Failure> {
    let (forge, [(issuing, root, ..), ..]) = (Forge::new()?, SIX);
    forge.root("root", &subject_of(root))?;
    forge.authority("ca", "root", &subject_of(issuing))?;
    thread::sleep(Duration::from_millis(1100));
    forge.root("root", &subject_of(root))?;
    forge.leaf("leaf", "ca", SEID2, AUTHENTICATION)?;
    let pinned = vec![forge.pinned("root", root, "root")?, forge.pinned("ca", issuing, "root")?];
    let examination = forge.examined(&["leaf.pem", "leaf.key", "ca.pem", "root.pem"], OWN, pinned)?;
    assert_eq!(only(&examination)?.chain_state, ChainState::Anchored);
    Ok(())
}

/// certificates.md 16 no 39
#[test]
fn below_an_accepted_root_not_everything_is_an_enterprise_s() -> Result<(), Failure> {
    let forge = Forge::new()?;
    let (root, person) = ("Buypass Class 3 Root CA G2 HT", "Buypass Class 3 CA G2 HT Person");
    forge.root("root", &subject_of(root))?;
    forge.authority("person", "root", &subject_of(person))?;
    forge.authority("new", "root", &subject_of("Buypass Class 3 CA G2 HT Novelty"))?;
    let pinned = || Ok::<_, Failure>(vec![forge.pinned("root", root, "root")?, forge.pinned("person", person, "root")?]);

    forge.leaf("leaf", "person", "/C=NO/SN=Nordmann/GN=Kari/serialNumber=9578-4050-100000000/CN=Kari Nordmann", AUTHENTICATION)?;
    let personal = forge.examined(&["leaf.pem", "leaf.key"], OWN, pinned()?)?;
    let leaf = only(&personal)?;
    assert_eq!((leaf.chain_state, leaf.verdict, leaf.usable), (ChainState::Person, Verdict::Personal, Usable::Nothing));
    assert_eq!(personal.recommendation(), None);

    // Even when it looks like an enterprise's.
    forge.leaf("leaf", "person", SEID2, AUTHENTICATION)?;
    let personal = forge.examined(&["leaf.pem", "leaf.key", "person.pem"], OWN, pinned()?)?;
    assert_eq!(only(&personal)?.verdict, Verdict::Personal);

    for issuer in ["new", "root"] {
        forge.leaf("leaf", issuer, SEID2, AUTHENTICATION)?;
        let unknown = forge.examined(&["leaf.pem", "leaf.key", "new.pem", "root.pem"], OWN, pinned()?)?;
        let leaf = only(&unknown)?;
        assert_eq!((leaf.chain_state, leaf.verdict, leaf.usable), (ChainState::Untrusted, Verdict::Untrusted, Usable::RegisteredKey));
    }
    Ok(())
}

/// certificates.md 16 no 40
#[test]
fn a_real_name_over_another_key_is_refused() -> Result<(), Failure> {
    for (issuing, root, ..) in SIX {
        let forge = Forge::new()?;
        for (ca, top) in [("ca", "root"), ("false_ca", "false_root")] {
            forge.root(top, &subject_of(root))?;
            forge.authority(ca, top, &subject_of(issuing))?;
        }
        forge.leaf("leaf", "false_ca", SEID2, AUTHENTICATION)?;
        let pinned = vec![forge.pinned("root", root, "root")?, forge.pinned("ca", issuing, "root")?];
        let examination = forge.examined(&["leaf.pem", "leaf.key", "false_ca.pem", "false_root.pem", "ca.pem"], OWN, pinned)?;
        let leaf = only(&examination)?;
        assert_eq!((leaf.chain_state, leaf.verdict, leaf.usable), (ChainState::Untrusted, Verdict::FalseIssuer, Usable::Nothing));
        assert!(!leaf.facts.proved && leaf.facts.issuer_family == IssuerFamily::Other, "{issuing}");
    }
    Ok(())
}

/// certificates.md 3: one name, several keys.
#[test]
fn of_authorities_with_one_name_the_signature_tells() -> Result<(), Failure> {
    let forge = Forge::new()?;
    let name = "Commfides CPN Enterprise-Norwegian SHA256 CA - TEST";
    for authority in ["older", "newer", "root"] {
        forge.root(authority, &subject_of(name))?;
    }
    forge.leaf("leaf", "newer", SEID2, AUTHENTICATION)?;
    let pinned = || Ok::<_, Failure>(vec![forge.pinned("older", name, "root")?, forge.pinned("newer", name, "root")?]);
    let examination = forge.examined(&["leaf.pem", "leaf.key"], OWN, pinned()?)?;
    let leaf = only(&examination)?;
    assert_eq!((leaf.chain_state, leaf.verdict), (ChainState::Retired, Verdict::Retired));
    assert_eq!((leaf.facts.generation, leaf.facts.issuer_family), (Generation::Seid1, IssuerFamily::Commfides));
    Ok(())
}

/// certificates.md 16 no 28
#[test]
fn a_circle_of_issuers_ends() -> Result<(), Failure> {
    let forge = Forge::new()?;
    let extensions = "basicConstraints=critical,CA:TRUE\nkeyUsage=critical,keyCertSign";
    forge.root("a", "/CN=A")?;
    forge.root("b", "/CN=B")?;
    forge.issue("a_by_b", "a.key", "b", "/CN=A", extensions)?;
    forge.issue("b_by_a", "b.key", "a", "/CN=B", extensions)?;
    forge.leaf("leaf", "a", SEID2, AUTHENTICATION)?;
    let examination = forge.examined(&["leaf.pem", "leaf.key", "a_by_b.pem", "b_by_a.pem"], OWN, Vec::new())?;
    let leaf = only(&examination)?;
    assert_eq!((leaf.chain_state, leaf.chain.len()), (ChainState::Untrusted, 3));
    Ok(())
}
