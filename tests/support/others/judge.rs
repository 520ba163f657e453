//! What a file holds, by OpenSSL's word, by ours, by the `p12-keystore` crate's.

use std::collections::{BTreeSet, HashMap};
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use base64::prelude::{BASE64_STANDARD, Engine as _};
use inngang_engine::certificates::{self, Against, CertificateFile, Effort, Examination};
use inngang_engine::environment::Environment;
use inngang_engine::problem::{Explain as _, Problem};
use inngang_engine::secret::Secret;
use sha2::{Digest as _, Sha256};
use time::OffsetDateTime;

use super::cell::{Cell, Contents, Tool};
use super::material::Material;
use super::program::{done, run};
use crate::Outcome;

/// Keys by SHA-256 of their SubjectPublicKeyInfo, certificates by SHA-256; repetitions do not count.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Held {
    pub keys: BTreeSet<String>,
    pub certificates: BTreeSet<String>,
}

/// Asks each in turn. Remembers which private key has which public half, since OpenSSL is asked for it.
#[derive(Default)]
pub struct Judge(Mutex<HashMap<Vec<u8>, String>>);

impl Judge {
    /// What was put in. None for what the tool made itself.
    pub fn put_in(&self, cell: &Cell, material: &Material) -> Outcome<Option<Held>> {
        let (keys, certificates): (&[&str], &[&str]) = match cell.contents {
            Contents::Chain | Contents::SecretBeside => (&["one.key"], &["one-chain.pem"]),
            // It takes the leaf's own chain alone.
            Contents::Reversed if cell.tool == Tool::Java => (&["one.key"], &["one-chain.pem"]),
            Contents::Reversed => (&["one.key"], &["reversed.pem"]),
            Contents::TwoKeys => (&["one.key", "two.key"], &["two-chain.pem"]),
            Contents::Made => return Ok(None),
        };
        let mut held = Held::default();
        for name in keys.iter().chain(certificates) {
            let part = self.in_pem(&std::fs::read_to_string(material.path(name))?)?;
            held.keys.extend(part.keys);
            held.certificates.extend(part.certificates);
        }
        Ok(Some(held))
    }

    /// What OpenSSL finds, its old ciphers switched on; its own words when it opens nothing.
    pub fn openssl(&self, file: &Path, password: &str) -> Outcome<Result<Held, String>> {
        let (password, file) = (format!("pass:{password}"), file.display().to_string());
        let said = run("openssl", &["pkcs12", "-legacy", "-nodes", "-in", &file, "-passin", &password], &[])?;
        if !said.good {
            return Ok(Err(said.words));
        }
        self.in_pem(&String::from_utf8_lossy(&said.out)).map(Ok)
    }

    /// What the crate finds; the sentence that it has when it does not.
    pub fn p12_keystore(&self, bytes: &[u8], password: &str) -> Outcome<Result<Held, String>> {
        let archive = match p12_keystore::Pkcs12Archive::from_pkcs12(bytes, password) {
            Ok(archive) => archive,
            Err(refusal) => return Ok(Err(refusal.to_string())),
        };
        let keys = archive.keys.iter().map(|bag| self.public_half(bag.key.as_der())).collect::<Outcome<_>>()?;
        Ok(Ok(Held { keys, certificates: archive.certs.iter().map(|bag| sha256(bag.cert.as_der())).collect() }))
    }

    fn in_pem(&self, text: &str) -> Outcome<Held> {
        let keys = blocks(text, "PRIVATE KEY").map(|der| self.public_half(&der?)).collect::<Outcome<_>>()?;
        let certificates = blocks(text, "CERTIFICATE").map(|der| Ok(sha256(&der?))).collect::<Outcome<_>>()?;
        Ok(Held { keys, certificates })
    }

    fn public_half(&self, pkcs8: &[u8]) -> Outcome<String> {
        let known = || self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(found) = known().get(pkcs8) {
            return Ok(found.clone());
        }
        let spki = done("openssl", &["pkey", "-inform", "DER", "-pubout", "-outform", "DER"], pkcs8)?;
        Ok(known().entry(pkcs8.to_vec()).or_insert_with(|| sha256(&spki)).clone())
    }
}

/// What we find.
pub fn ours(bytes: &[u8], password: Option<&str>, effort: &Effort) -> Result<(Held, Examination), Box<Problem>> {
    let password = password.map(|password| Secret::new(password.to_owned()));
    let file = CertificateFile { name: "file.p12".to_owned(), bytes: Arc::new(Secret::new(bytes.to_vec())), password };
    let opened = certificates::open(&file, effort);
    if let Err(refusal) = &opened.outcome {
        return Err(Box::new(refusal.explain()));
    }
    let examination = certificates::examine(&[Arc::new(opened)], Against::Environment(&Environment::test()), OffsetDateTime::now_utc());
    let keys = examination.keys().map(|key| key.info().spki_sha256.clone()).collect();
    let certificates = examination.certificates().map(|certificate| certificate.facts.fingerprint.clone()).collect();
    Ok((Held { keys, certificates }, examination))
}

fn blocks<'a>(text: &'a str, label: &str) -> impl Iterator<Item = Outcome<Vec<u8>>> + use<'a> {
    let (begin, end) = (format!("-----BEGIN {label}-----"), format!("-----END {label}-----"));
    let parts: Vec<&str> = text.split(begin.as_str()).skip(1).filter_map(|part| part.split(end.as_str()).next()).collect();
    parts.into_iter().map(|part| Ok(BASE64_STANDARD.decode(part.split_whitespace().collect::<String>())?))
}

/// Lower-case hexadecimal.
#[must_use]
pub fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}
