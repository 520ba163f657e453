//! That a private key and a certificate belong together, proved by a signature (certificates.md 10.4).

use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::signature::{self, EcdsaKeyPair, Ed25519KeyPair, UnparsedPublicKey, VerificationAlgorithm};
use x509_parser::x509::SubjectPublicKeyInfo;

use super::key_info::{self, KeyInfo};
use super::open::KeyInFile;
use crate::keys::{PrivateKey, SigningAlgorithm};

const MESSAGE: &[u8] = b"does this key belong to that certificate";

/// Whether the key is the certificate's: same public half, and what it signs the certificate's public key verifies.
///
/// Keys that nothing here can sign with (RSA below 2048 bits, RSASSA-PSS) go by their public halves; they cannot be used anyway.
pub(super) fn belongs(key: &KeyInFile, public: &SubjectPublicKeyInfo<'_>) -> bool {
    if !key.info.is_same(&KeyInfo::of_public(public.raw)) {
        return false;
    }
    signed(key).is_none_or(|(signature, algorithm)| {
        UnparsedPublicKey::new(algorithm, &public.subject_public_key.data).verify(MESSAGE, &signature).is_ok()
    })
}

fn signed(key: &KeyInFile) -> Option<(Vec<u8>, &'static dyn VerificationAlgorithm)> {
    // EXPOSE: aws-lc-rs copies the key into memory that it wipes itself.
    let pkcs8 = key.pkcs8.expose();
    let (algorithm, _) = key_info::private_parts(pkcs8)?;
    if algorithm.is_rsa() {
        let signature = PrivateKey::from_pkcs8(&key.pkcs8).ok()?.sign(SigningAlgorithm::Rs256, MESSAGE).ok()?;
        return Some((signature, &signature::RSA_PKCS1_2048_8192_SHA256));
    }
    if algorithm.is_ed25519() {
        let pair = Ed25519KeyPair::from_pkcs8_maybe_unchecked(pkcs8).ok()?;
        return Some((pair.sign(MESSAGE).as_ref().to_vec(), &signature::ED25519));
    }
    let curve = algorithm.curve()?;
    let pair = EcdsaKeyPair::from_pkcs8(curve.signing, pkcs8).ok()?;
    let signature = pair.sign(&SystemRandom::new(), MESSAGE).ok()?;
    Some((signature.as_ref().to_vec(), curve.verification))
}
