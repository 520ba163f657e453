//! That a private key and a certificate belong together (certificates.md 10.4; decision 0006 for RSA).

use std::collections::HashMap;

use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::signature::{self, EcdsaKeyPair, Ed25519KeyPair, UnparsedPublicKey, VerificationAlgorithm};

use super::key_info;
use super::open::KeyInFile;
use super::pool::Pool;

const MESSAGE: &[u8] = b"does this key belong to that certificate";

/// Which key is whose. Each key signs once, and each certificate verifies once.
pub(super) struct Pairs {
    /// Position of the key, by fingerprint.
    keys: HashMap<String, usize>,
    /// Fingerprint of the first certificate, by the key's identity.
    certificates: HashMap<String, String>,
    /// How many signatures were made and verified.
    pub(super) signed: u64,
    pub(super) verified: u64,
}

impl Pairs {
    /// Pairs by public halves, and proves each: what the key signs the certificate's public key verifies.
    ///
    /// RSA keys go by their public halves alone, which reading one has proved to fit (decision 0006). Those that nothing here can sign
    /// with (RSA below 2048 bits, RSASSA-PSS) cannot be used anyway.
    /// The same key twice is one key: reading it has shown that its private half belongs to its public one.
    pub(super) fn of(keys: &[&KeyInFile], pool: &Pool<'_>) -> Self {
        let mut pairs = Self { keys: HashMap::new(), certificates: HashMap::new(), signed: 0, verified: 0 };
        let mut by_identity: HashMap<&str, usize> = HashMap::new();
        for (at, key) in keys.iter().enumerate() {
            key.info.identity().map(|identity| by_identity.entry(identity).or_insert(at));
        }
        let mut proofs = HashMap::new();
        for pooled in pool.iter() {
            let Some((identity, at)) = pooled.key.identity().and_then(|identity| by_identity.get_key_value(identity)) else { continue };
            let proof = proofs.entry(*at).or_insert_with(|| {
                pairs.signed += 1;
                signed(keys[*at])
            });
            if let Some((signature, algorithm)) = proof {
                pairs.verified += 1;
                let public = &pooled.certificate.public_key().subject_public_key.data;
                if UnparsedPublicKey::new(*algorithm, public).verify(MESSAGE, signature).is_err() {
                    continue;
                }
            }
            pairs.keys.insert(pooled.fingerprint.clone(), *at);
            pairs.certificates.entry((*identity).to_owned()).or_insert_with(|| pooled.fingerprint.clone());
        }
        pairs
    }

    /// Position of the certificate's key.
    pub(super) fn key_of(&self, fingerprint: &str) -> Option<usize> {
        self.keys.get(fingerprint).copied()
    }

    /// Fingerprint of the key's certificate.
    pub(super) fn certificate_of(&self, key: &KeyInFile) -> Option<&String> {
        self.certificates.get(key.info.identity()?)
    }
}

fn signed(key: &KeyInFile) -> Option<(Vec<u8>, &'static dyn VerificationAlgorithm)> {
    // EXPOSE: aws-lc-rs copies the key into memory that it wipes itself.
    let pkcs8 = key.pkcs8.expose();
    let (algorithm, _) = key_info::private_parts(pkcs8)?;
    if algorithm.is_ed25519() {
        let pair = Ed25519KeyPair::from_pkcs8_maybe_unchecked(pkcs8).ok()?;
        return Some((pair.sign(MESSAGE).as_ref().to_vec(), &signature::ED25519));
    }
    let curve = algorithm.curve()?;
    let pair = EcdsaKeyPair::from_pkcs8(curve.signing, pkcs8).ok()?;
    let signature = pair.sign(&SystemRandom::new(), MESSAGE).ok()?;
    Some((signature.as_ref().to_vec(), curve.verification))
}
