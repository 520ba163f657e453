//! Opening a PKCS#12 file (RFC 7292): check the MAC, decrypt, hand out keys and certificates.

mod ber;
mod cipher;
mod facts;
mod hash;
mod kdf;
mod mac;
mod mode;
mod node;
mod password;
mod pbes2;
mod pfx;
mod safe;
mod scheme;

use super::CertificateError;
use super::effort::Effort;
use crate::secret::Secret;
pub(super) use ber::Malformed;
pub use facts::{EncodingFacts, PasswordForm};
use password::Passwords;
use safe::{Bag, Locked, Safe, Survey, looks_like_bags, looks_like_key, looks_like_old_key};
use scheme::Scheme;

/// What a file holds, in its own order.
pub(super) struct Opened {
    pub(super) keys: Vec<OpenedKey>,
    /// X.509, DER.
    pub(super) certificates: Vec<Vec<u8>>,
    pub(super) facts: EncodingFacts,
}

/// A private key, and what the file calls it.
#[derive(Debug)]
pub(super) struct OpenedKey {
    /// DER.
    pub(super) pkcs8: Secret<Vec<u8>>,
    pub(super) friendly_name: Option<String>,
}

/// Opens a file. Without a password only what needs none opens, an empty one included.
///
/// Everything that the file asks for in sight is weighed before the first key is derived.
pub(super) fn open(bytes: &[u8], password: Option<&str>, effort: &Effort) -> Result<Opened, CertificateError> {
    let mut survey = Survey { effort, facts: EncodingFacts::default() };
    let pfx = pfx::read(bytes, &mut survey)?;
    let safes = survey.safes(&pfx.content)?;
    let mut passwords = Passwords::new(password);
    if let Some(mac) = &pfx.mac {
        let fits = |password: &[u8]| mac.fits(password, &pfx.content, effort).then_some(());
        passwords.try_each(mac.takes(), mac.rounds(), effort, fits)?.ok_or_else(|| passwords.refusal())?;
        passwords.prove(mac.takes());
    }
    let mut opening = Opening { survey, passwords, keys: Vec::new(), certificates: Vec::new() };
    for safe in safes {
        opening.open(safe)?;
    }
    let Opening { mut survey, passwords, keys, certificates } = opening;
    survey.facts.password = passwords.form();
    effort.finish();
    Ok(Opened { keys, certificates, facts: survey.facts })
}

/// Decrypts an EncryptedPrivateKeyInfo (RFC 5208 §6), as "ENCRYPTED PRIVATE KEY" in PEM is.
pub(super) fn decrypt_pkcs8(der: &[u8], password: Option<&str>, effort: &Effort) -> Result<Secret<Vec<u8>>, CertificateError> {
    let mut survey = Survey { effort, facts: EncodingFacts::default() };
    let locked = survey.encrypted_key(&ber::read(der)?.node)?;
    let key = decrypt_key(&locked, &mut Passwords::new(password), effort)?;
    effort.finish();
    Ok(key)
}

/// Decrypts the body of a PEM block that OpenSSL wrote before it had PKCS#8, or with `-traditional`; `cipher` and `vector` stand in its
/// `DEK-Info`. What comes out has the form of its own kind of key.
pub(super) fn decrypt_old_key(
    cipher: &str,
    vector: &str,
    bytes: &[u8],
    password: Option<&str>,
    effort: &Effort,
) -> Result<Secret<Vec<u8>>, CertificateError> {
    let mut survey = Survey { effort, facts: EncodingFacts::default() };
    let locked = Locked::new(Scheme::of_old_pem(cipher, vector)?, bytes.to_vec(), &mut survey)?;
    let plain = locked.unlock(&mut Passwords::new(password), effort, looks_like_old_key)?;
    effort.finish();
    Ok(Secret::new(plain.to_vec()))
}

/// Other files' BER as DER.
pub(super) fn to_der(bytes: &[u8]) -> Result<Vec<u8>, CertificateError> {
    Ok(ber::read(bytes)?.node.to_der()?)
}

struct Opening<'a> {
    survey: Survey<'a>,
    passwords: Passwords,
    keys: Vec<OpenedKey>,
    certificates: Vec<Vec<u8>>,
}

impl Opening<'_> {
    fn open(&mut self, safe: Safe) -> Result<(), CertificateError> {
        let bags = match safe {
            Safe::Open(bags) => bags,
            Safe::Locked(locked) => {
                let contents = locked.unlock(&mut self.passwords, self.survey.effort, looks_like_bags)?;
                self.survey.bags(&contents)?
            }
        };
        for bag in bags {
            match bag {
                Bag::Certificate(certificate) => self.certificates.push(certificate),
                Bag::Key(key) => self.keys.push(key),
                Bag::Shrouded { locked, friendly_name } => {
                    let pkcs8 = decrypt_key(&locked, &mut self.passwords, self.survey.effort)?;
                    self.keys.push(OpenedKey { pkcs8, friendly_name });
                }
            }
        }
        Ok(())
    }
}

fn decrypt_key(locked: &Locked, passwords: &mut Passwords, effort: &Effort) -> Result<Secret<Vec<u8>>, CertificateError> {
    let plain = locked.unlock(passwords, effort, looks_like_key)?;
    Ok(Secret::new(ber::read(&plain)?.node.to_der()?))
}

fn unsupported(algorithm: &str) -> CertificateError {
    CertificateError::UnsupportedAlgorithm { algorithm: algorithm.to_owned() }
}
