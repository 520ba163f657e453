//! Files that are no PKCS#12: certificates, bundles and keys that are examined, and others that are called by their names.

use std::sync::Arc;

use inngang_engine::certificates::{self, Against, ChainState, Effort, Examination, FileKind, OpenedFile, Verdict};
use inngang_engine::problem::Explain as _;

use crate::openssl::{AUTHENTICATION, Failure, SIGNING, World};
use crate::ports::{after_days, ports};
use crate::{AES, file, practice};

fn opened(bytes: &[u8], password: Option<&str>) -> OpenedFile {
    certificates::open(&file(bytes, password), &Effort::default())
}

pub(crate) fn together(files: Vec<OpenedFile>) -> Result<Examination, Failure> {
    let files: Vec<Arc<OpenedFile>> = files.into_iter().map(Arc::new).collect();
    Ok(certificates::examine(&files, Against::Environment(&practice(World::shared()?)?), after_days(0)))
}

fn said_of_the_file(examination: &Examination) -> Vec<&'static str> {
    let contents = examination.files.iter().filter_map(|file| file.contents.as_ref());
    contents.flat_map(|contents| &contents.findings).map(|finding| finding.code).collect()
}

/// certificates.md 16 no 19, 29
#[test]
fn public_halves_are_shown_and_the_right_file_is_asked_for() -> Result<(), Failure> {
    let world = World::shared()?;
    let chain = [world.read("auth.pem")?, world.read("ca.pem")?].concat();
    world.write("chain.pem", &chain)?;
    let bundle = ["crl2pkcs7", "-nocrl", "-certfile", "chain.pem"];
    let der = world.run(&["x509", "-in", "auth.pem", "-outform", "DER"])?;
    let utf16: Vec<u8> = [0xff, 0xfe].into_iter().chain(world.read("auth.pem")?.into_iter().flat_map(|byte| [byte, 0])).collect();
    let cases = [
        (der, "cer", "certificate.public_only", 1),
        (world.read("auth.pem")?, "pem", "certificate.public_only", 1),
        (utf16, "pem", "certificate.public_only", 1),
        (world.run(&["x509", "-in", "auth.pem", "-trustout"])?, "pem", "certificate.public_only", 1),
        (chain, "pem", "certificate.public_only", 2),
        (world.run(&bundle)?, "p7b", "certificate.p7b", 2),
        (world.run(&[&bundle[..], &["-outform", "DER"]].concat())?, "p7b", "certificate.p7b", 2),
        (crate::unusual::loosen(&world.run(&[&bundle[..], &["-outform", "DER"]].concat())?), "p7b", "certificate.p7b", 2),
    ];
    for (bytes, kind, code, count) in cases {
        let opened = opened(&bytes, None);
        assert_eq!(opened.kind.as_str(), kind);
        let examination = together(vec![opened])?;
        assert_eq!(said_of_the_file(&examination), [code], "{kind}");
        assert_eq!(examination.certificates().count(), count, "{kind}");
        let leaf = examination.candidates().into_iter().next().ok_or("no candidate")?;
        assert_eq!((leaf.has_key, examination.recommendation()), (false, None), "{kind}");
        let (state, verdict) = match count {
            2 => (ChainState::Anchored, Verdict::PublicHalf),
            _ => (ChainState::Incomplete, Verdict::ChainIncomplete),
        };
        assert_eq!((leaf.chain_state, leaf.verdict), (state, verdict), "{kind}");
    }
    Ok(())
}

/// certificates.md 16 no 19, 30: every way of writing a private key, with its certificate in another file.
#[test]
fn loose_keys_find_their_certificates() -> Result<(), Failure> {
    let world = World::shared()?;
    world.write("word", b"hemmelig\n")?;
    let pkcs8 = ["pkcs8", "-topk8", "-in", "auth.key"];
    let locked = |more: &[&str]| world.run(&[&pkcs8[..], &["-passout", "file:word"], more].concat());
    let rsa = ["rsa", "-in", "auth.key", "-traditional"];
    let cases = [
        (world.read("auth.key")?, None),
        (world.run(&[&pkcs8[..], &["-nocrypt", "-outform", "DER"]].concat())?, None),
        (world.run(&rsa)?, None),
        (world.run(&[&rsa[..], &["-outform", "DER"]].concat())?, None),
        (locked(&[])?, Some("hemmelig")),
        (locked(&["-outform", "DER"])?, Some("hemmelig")),
        (locked(&["-v1", "PBE-SHA1-3DES"])?, Some("hemmelig")),
        (locked(&["-scrypt", "-scrypt_N", "1024"])?, Some("hemmelig")),
        (world.run(&[&rsa[..], &["-aes128", "-passout", "file:word"]].concat())?, Some("hemmelig")),
    ];
    let certificates = [world.read("sign.pem")?, world.read("auth.pem")?, world.read("ca.pem")?].concat();
    for (at, (key, password)) in cases.into_iter().enumerate() {
        let alone = together(vec![opened(&key, password)])?;
        assert_eq!(said_of_the_file(&alone), ["certificate.key_only_file"], "{at}");
        let both = together(vec![opened(&key, password), opened(&certificates, None)])?;
        assert_eq!(both.files[0].opened.kind.as_str(), "key", "{at}");
        let leaf = both.recommended().ok_or("nothing recommended")?;
        assert_eq!((leaf.verdict, leaf.chain.len()), (Verdict::Ready, 2), "{at}");
        assert_eq!(both.keys().next().and_then(|key| key.certificate.clone()), Some(leaf.facts.fingerprint.clone()), "{at}");
        assert_eq!(said_of_the_file(&both), Vec::<&str>::new(), "{at}");
        let imported = certificates::import(&both, &leaf.facts.fingerprint, &practice(world)?, after_days(0), &ports(0))?;
        assert_eq!(Some(&imported.key.id), leaf.facts.key.thumbprint.as_ref(), "{at}");
        if password.is_some() {
            let wrong = opened(&key, Some("feil")).outcome.err().map(|failure| failure.explain().code);
            let none = opened(&key, None).outcome.err().map(|failure| failure.explain().code);
            assert_eq!((wrong, none), (Some("certificate.wrong_password"), Some("certificate.password_needed")), "{at}");
        }
    }
    let one = opened(&[world.read("auth.key")?, certificates].concat(), None);
    assert_eq!(together(vec![one])?.recommended().map(|leaf| leaf.verdict), Some(Verdict::Ready));
    Ok(())
}

/// certificates.md 16 no 26
#[test]
fn a_key_is_paired_by_its_public_half_alone() -> Result<(), Failure> {
    let world = World::shared()?;
    let crossed = together(vec![opened(&[world.read("sign.key")?, world.read("auth.pem")?].concat(), None)])?;
    assert_eq!(said_of_the_file(&crossed), ["certificate.key_mismatch"]);
    assert!(crossed.candidates().iter().all(|candidate| !candidate.has_key));
    assert_eq!(crossed.keys().next().and_then(|key| key.certificate.clone()), None);

    // Bent: its public parts are those of the certificate, and it cannot sign.
    let key = world.run(&["pkcs8", "-topk8", "-in", "auth.key", "-nocrypt", "-outform", "DER"])?;
    let bent = |place: usize| -> Vec<u8> { key.iter().enumerate().map(|(at, byte)| if at == place { byte ^ 1 } else { *byte }).collect() };
    // In any of its numbers: no key is said to belong to a certificate that its signatures would not fit.
    for place in (40..key.len()).step_by(40) {
        let pair = together(vec![opened(&bent(place), None), opened(&world.read("auth.pem")?, None)])?;
        assert!(pair.keys().all(|key| key.certificate.is_none()) && pair.candidates().iter().all(|one| !one.has_key), "{place}");
    }
    let with_another = together(vec![opened(&bent(key.len() * 2 / 3), None), opened(&world.pkcs12(&SIGNING, "x", &AES)?, Some("x"))])?;
    assert_eq!(said_of_the_file(&with_another), ["certificate.key_damaged"]);
    assert_eq!(with_another.keys().count(), 1, "the damaged key hides no other");
    Ok(())
}

/// certificates.md 16 no 30: a key of any kind is told as `openssl` tells it, in PKCS#12 as elsewhere.
#[test]
fn every_kind_of_key_is_described() -> Result<(), Failure> {
    let world = World::shared()?;
    let cases: [(&[&str], &str, u32, Option<&str>); 9] = [
        (&["RSA", "-pkeyopt", "rsa_keygen_bits:2048"], "RSA", 2048, None),
        (&["RSA", "-pkeyopt", "rsa_keygen_bits:1024"], "RSA", 1024, Some("certificate.weak_key")),
        (&["RSA-PSS", "-pkeyopt", "rsa_keygen_bits:2048"], "RSASSA-PSS", 2048, Some("certificate.ec_key")),
        (&["EC", "-pkeyopt", "ec_paramgen_curve:P-256"], "EC", 256, Some("certificate.ec_key")),
        (&["EC", "-pkeyopt", "ec_paramgen_curve:P-384"], "EC", 384, Some("certificate.ec_key")),
        (&["EC", "-pkeyopt", "ec_paramgen_curve:P-521"], "EC", 521, Some("certificate.ec_key")),
        (&["EC", "-pkeyopt", "ec_paramgen_curve:secp256k1"], "EC", 256, Some("certificate.ec_key")),
        (&["ED25519"], "Ed25519", 256, Some("certificate.ec_key")),
        (&["ED448"], "Ed448", 456, None),
    ];
    for (at, (algorithm, name, bits, code)) in cases.into_iter().enumerate() {
        let (key, pem) = (format!("kind{at}.key"), format!("kind{at}.pem"));
        world.run(&[&["genpkey", "-out", &key, "-algorithm"], algorithm].concat())?;
        world.run(&["req", "-x509", "-key", &key, "-out", &pem, "-days", "30", "-subj", "/CN=x"])?;
        let public = world.run(&["pkey", "-in", &key, "-pubout", "-outform", "DER"])?;
        world.write("kind.spki", &public)?;
        let digest = String::from_utf8(world.run(&["dgst", "-sha256", "-r", "kind.spki"])?)?;
        let digest = digest.split(' ').next().unwrap_or_default();
        let p12 = world.export(&["-inkey", &key, "-in", &pem], "x", &AES)?;
        for bytes in [world.read(&key)?, p12] {
            let examination = together(vec![opened(&bytes, Some("x"))])?;
            let key = examination.keys().next().ok_or_else(|| format!("{name}: no key"))?;
            assert_eq!((key.info().algorithm.as_str(), key.info().bits), (name, bits));
            if name == "Ed448" {
                assert_eq!(key.info().spki_sha256, "", "its public half is not known, and nothing pairs with it");
                continue;
            }
            assert_eq!(key.info().spki_sha256, digest, "{name}");
            let Some(certificate) = examination.candidates().into_iter().next() else { continue };
            assert_eq!(certificate.facts.key, *key.info(), "{name}");
            assert!(certificate.has_key && key.certificate.is_some(), "{name}");
            let found = code.is_none_or(|code| certificate.findings.iter().any(|finding| finding.code == code));
            assert!(found, "{name}: {:?}", certificate.findings);
        }
    }
    Ok(())
}

/// certificates.md 16 no 19
#[test]
fn what_is_no_certificate_is_called_by_its_name() -> Result<(), Failure> {
    let world = World::shared()?;
    let old = "-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: IDEA-CBC,00\n\nYWJj\n-----END RSA PRIVATE KEY-----\n";
    let ec = world.run(&["genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256"])?;
    world.write("loose-ec.key", &ec)?;
    let sec1 = world.run(&["ec", "-in", "loose-ec.key"])?;
    assert_eq!(together(vec![opened(&sec1, None)])?.keys().next().map(|key| key.info().bits), Some(256));
    world.write("crl.conf", b"[ca]\ndefault_ca=c\n[c]\ndatabase=crl.index\n")?;
    world.write("crl.index", b"")?;
    let listing = ["ca", "-config", "crl.conf", "-gencrl", "-md", "sha256", "-crldays", "1", "-keyfile", "ca.key", "-cert", "ca.pem"];
    world.run(&[&listing[..], &["-out", "ca.crl"]].concat())?;
    let crl = world.run(&["crl", "-in", "ca.crl", "-outform", "DER"])?;
    let cases = [
        (old.into(), FileKind::KeyPem, "certificate.unsupported_algorithm"),
        (b"{\"kty\":\"RSA\"}".to_vec(), FileKind::Jwk, "certificate.key_only_file"),
        (b"PuTTY-User-Key-File-3: ssh-rsa\n".to_vec(), FileKind::PuttyKey, "certificate.openssh_key"),
        (world.read("auth.csr")?, FileKind::Request, "certificate.csr"),
        (world.run(&["req", "-in", "auth.csr", "-outform", "DER"])?, FileKind::Request, "certificate.csr"),
        (world.run(&["pkey", "-in", "auth.key", "-pubout"])?, FileKind::PublicKey, "certificate.public_key"),
        (world.run(&["pkey", "-in", "auth.key", "-pubout", "-outform", "DER"])?, FileKind::PublicKey, "certificate.public_key"),
        (
            b"-----BEGIN OPENSSH PRIVATE KEY-----\nb3Bl\n-----END OPENSSH PRIVATE KEY-----\n".to_vec(),
            FileKind::OpenSshKey,
            "certificate.openssh_key",
        ),
        (b"From: a@example.no\r\nTo: b@example.no\r\nSubject: x\r\n\r\n".to_vec(), FileKind::Email, "certificate.email"),
        (b"PK\x03\x04rest".to_vec(), FileKind::Zip, "certificate.document"),
        (b"<html><body>Log in</body></html>".to_vec(), FileKind::Html, "certificate.document"),
        (vec![0xce, 0xce, 0xce, 0xce, 0], FileKind::Jceks, "certificate.keystore_java"),
        (vec![0, 0, 0, 2, 0, 0], FileKind::Bks, "certificate.keystore_java"),
        (b"-----BEGIN CERTIFICATE-----\nnot base64\n-----END CERTIFICATE-----\n".to_vec(), FileKind::CertificatePem, "certificate.damaged"),
        (vec![0x30, 0x82, 0x05, 0x00, 0x30, 0x82], FileKind::CertificateDer, "certificate.damaged"),
        (crl, FileKind::CertificateDer, "certificate.unknown_file"),
    ];
    for (bytes, kind, code) in cases {
        let opened = opened(&bytes, None);
        let said = opened.outcome.err().map(|failure| failure.explain().code);
        assert_eq!((opened.kind, said), (kind, Some(code)));
    }
    let hundred = world.read("auth.pem")?.repeat(101);
    assert_eq!(opened(&hundred, None).outcome.err().map(|failure| failure.explain().code), Some("certificate.too_many"));
    world.write("auth.p12-for-text", &world.pkcs12(&AUTHENTICATION, "x", &AES)?)?;
    let text = world.run(&["base64", "-in", "auth.p12-for-text"])?;
    let pem = [b"-----BEGIN PKCS12-----\n", &text[..], b"-----END PKCS12-----\n"].concat();
    for bytes in [text, pem] {
        let opened = opened(&bytes, Some("x"));
        assert_eq!((opened.kind, opened.outcome.is_ok()), (FileKind::Pkcs12, true));
    }
    Ok(())
}
