//! Writes a .p12 in the manner of each tool that makes them: RFC 7292.

use super::der;
use super::order::Flavour;
use crate::PracticeError;

mod cipher;
mod kdf;

use cipher::Cipher;
use kdf::{Digest, Use};

const DATA: [u64; 7] = [1, 2, 840, 113_549, 1, 7, 1];
const ENCRYPTED_DATA: [u64; 7] = [1, 2, 840, 113_549, 1, 7, 6];
const SHROUDED_KEY_BAG: [u64; 9] = [1, 2, 840, 113_549, 1, 12, 10, 1, 2];
const CERTIFICATE_BAG: [u64; 9] = [1, 2, 840, 113_549, 1, 12, 10, 1, 3];
const X509_CERTIFICATE: [u64; 8] = [1, 2, 840, 113_549, 1, 9, 22, 1];
const FRIENDLY_NAME: [u64; 7] = [1, 2, 840, 113_549, 1, 9, 20];
const LOCAL_KEY_ID: [u64; 7] = [1, 2, 840, 113_549, 1, 9, 21];
const MICROSOFT_PROVIDER: [u64; 8] = [1, 3, 6, 1, 4, 1, 311, 17];
const PROVIDER_NAME: &str = "Microsoft Enhanced RSA and AES Cryptographic Provider";

/// `[0] EXPLICIT`, constructed.
const CONTEXT_0: u8 = 0xa0;
/// `[0] IMPLICIT` around a primitive OCTET STRING.
const CONTEXT_0_OCTETS: u8 = 0x80;

/// What the file shall hold.
pub(super) struct Contents<'a> {
    pub(super) key_pkcs8: &'a [u8],
    /// Leaf first.
    pub(super) chain: &'a [Vec<u8>],
    pub(super) friendly_name: &'a str,
}

/// How one tool writes.
struct Recipe {
    key: Cipher,
    certificates: Cipher,
    mac: Digest,
    iterations: u32,
    salt: Vec<u8>,
    mac_salt: Vec<u8>,
    local_key_id: Vec<u8>,
    key_first: bool,
    ber: bool,
    names_provider: bool,
}

impl Recipe {
    fn of(flavour: Flavour) -> Self {
        let old = |iterations| Self {
            key: Cipher::TripleDes,
            certificates: Cipher::TripleDes,
            mac: Digest::Sha1,
            iterations,
            salt: der::random::<8>().to_vec(),
            mac_salt: der::random::<8>().to_vec(),
            local_key_id: der::random::<20>().to_vec(),
            key_first: false,
            ber: false,
            names_provider: false,
        };
        match flavour {
            Flavour::Modern => Self {
                key: Cipher::Aes256,
                certificates: Cipher::Aes256,
                mac: Digest::Sha256,
                salt: der::random::<16>().to_vec(),
                ..old(10_000)
            },
            Flavour::Windows => {
                Self { local_key_id: vec![1, 0, 0, 0], mac_salt: der::random::<20>().to_vec(), names_provider: true, ..old(2000) }
            }
            Flavour::Legacy => Self { certificates: Cipher::Rc2With40Bits, ..old(2048) },
            Flavour::Ber => {
                Self { salt: der::random::<20>().to_vec(), mac_salt: der::random::<20>().to_vec(), key_first: true, ber: true, ..old(1024) }
            }
        }
    }

    fn sequence(&self, parts: &[Vec<u8>]) -> Vec<u8> {
        if self.ber { der::indefinite(der::SEQUENCE, parts) } else { der::sequence(parts) }
    }

    fn explicit(&self, part: Vec<u8>) -> Vec<u8> {
        if self.ber { der::indefinite(CONTEXT_0, &[part]) } else { der::element(CONTEXT_0, &part) }
    }

    /// ContentInfo of type data.
    fn data(&self, bytes: &[u8]) -> Vec<u8> {
        let octets = if self.ber { der::constructed_octets(bytes) } else { der::octets(bytes) };
        self.sequence(&[der::oid(&DATA), self.explicit(octets)])
    }

    /// ContentInfo of type encryptedData.
    fn encrypted_data(&self, plain: &[u8], password: &str) -> Result<Vec<u8>, PracticeError> {
        let encrypted = self.certificates.encrypt(plain, password, &self.salt, self.iterations)?;
        let octets = if self.ber {
            der::indefinite(CONTEXT_0, &der::pieces(&encrypted.bytes))
        } else {
            der::element(CONTEXT_0_OCTETS, &encrypted.bytes)
        };
        let content = self.sequence(&[der::oid(&DATA), encrypted.algorithm, octets]);
        Ok(self.sequence(&[der::oid(&ENCRYPTED_DATA), self.explicit(self.sequence(&[der::integer(0), content]))]))
    }

    fn key_bag(&self, contents: &Contents<'_>, password: &str) -> Result<Vec<u8>, PracticeError> {
        let encrypted = self.key.encrypt(contents.key_pkcs8, password, &self.salt, self.iterations)?;
        let shrouded = der::sequence(&[encrypted.algorithm, der::octets(&encrypted.bytes)]);
        let mut attributes = self.attributes(contents);
        if self.names_provider {
            let arcs: Vec<u64> = MICROSOFT_PROVIDER.into_iter().chain([1]).collect();
            attributes.push(attribute(&arcs, der::bmp_string(PROVIDER_NAME)));
        }
        Ok(bag(&SHROUDED_KEY_BAG, shrouded, attributes))
    }

    fn certificate_bags(&self, contents: &Contents<'_>) -> Vec<Vec<u8>> {
        let bags = contents.chain.iter().enumerate().map(|(place, certificate)| {
            let attributes = if place == 0 { self.attributes(contents) } else { Vec::new() };
            let value = der::element(CONTEXT_0, &der::octets(certificate));
            bag(&CERTIFICATE_BAG, der::sequence(&[der::oid(&X509_CERTIFICATE), value]), attributes)
        });
        bags.collect()
    }

    fn attributes(&self, contents: &Contents<'_>) -> Vec<Vec<u8>> {
        vec![attribute(&FRIENDLY_NAME, der::bmp_string(contents.friendly_name)), attribute(&LOCAL_KEY_ID, der::octets(&self.local_key_id))]
    }

    /// MacData: over the authenticated safe's bytes, however those are cut in pieces.
    fn mac_data(&self, safe: &[u8], password: &str) -> Result<Vec<u8>, PracticeError> {
        let key = kdf::derive(self.mac, Use::Mac, password, &self.mac_salt, self.iterations, self.mac.length());
        let algorithm = der::sequence(&[der::oid(self.mac.oid()), der::null()]);
        let digest = der::sequence(&[algorithm, der::octets(&self.mac.hmac(&key, safe)?)]);
        Ok(der::sequence(&[digest, der::octets(&self.mac_salt), der::integer(self.iterations)]))
    }
}

/// The whole file. Bouncy Castle writes the bags themselves in DER, all around them in BER; NSS opens nothing else.
pub(super) fn write(flavour: Flavour, contents: &Contents<'_>, password: &str) -> Result<Vec<u8>, PracticeError> {
    let recipe = Recipe::of(flavour);
    let key = recipe.data(&der::sequence(&[recipe.key_bag(contents, password)?]));
    let certificates = recipe.encrypted_data(&der::sequence(&recipe.certificate_bags(contents)), password)?;
    let safe = recipe.sequence(&if recipe.key_first { [key, certificates] } else { [certificates, key] });
    Ok(recipe.sequence(&[der::integer(3), recipe.data(&safe), recipe.mac_data(&safe, password)?]))
}

fn bag(kind: &[u64], value: Vec<u8>, attributes: Vec<Vec<u8>>) -> Vec<u8> {
    let value = der::element(CONTEXT_0, &value);
    if attributes.is_empty() {
        der::sequence(&[der::oid(kind), value])
    } else {
        der::sequence(&[der::oid(kind), value, der::set(&attributes)])
    }
}

fn attribute(kind: &[u64], value: Vec<u8>) -> Vec<u8> {
    der::sequence(&[der::oid(kind), der::set(&[value])])
}

#[cfg(test)]
mod tests;
