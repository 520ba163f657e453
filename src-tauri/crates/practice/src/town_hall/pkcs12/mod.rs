//! Writes a .p12 in the manner of each tool that makes them: RFC 7292.

use super::order::Flavour;
use crate::{PracticeError, der};

mod cipher;
mod kdf;
mod mac;
mod recipe;

use recipe::Recipe;

const DATA: [u64; 7] = [1, 2, 840, 113_549, 1, 7, 1];
const ENCRYPTED_DATA: [u64; 7] = [1, 2, 840, 113_549, 1, 7, 6];
const KEY_BAG: [u64; 9] = [1, 2, 840, 113_549, 1, 12, 10, 1, 1];
const SHROUDED_KEY_BAG: [u64; 9] = [1, 2, 840, 113_549, 1, 12, 10, 1, 2];
const CERTIFICATE_BAG: [u64; 9] = [1, 2, 840, 113_549, 1, 12, 10, 1, 3];
const X509_CERTIFICATE: [u64; 8] = [1, 2, 840, 113_549, 1, 9, 22, 1];
const FRIENDLY_NAME: [u64; 7] = [1, 2, 840, 113_549, 1, 9, 20];
const LOCAL_KEY_ID: [u64; 7] = [1, 2, 840, 113_549, 1, 9, 21];
const MICROSOFT_PROVIDER: [u64; 9] = [1, 3, 6, 1, 4, 1, 311, 17, 1];
const PROVIDER_NAME: &str = "Microsoft Enhanced RSA and AES Cryptographic Provider";

/// `[0] EXPLICIT`, constructed.
const CONTEXT_0: u8 = 0xa0;

/// What the file shall hold.
pub(super) struct Contents {
    /// In PKCS#8.
    pub(super) keys: Vec<Vec<u8>>,
    /// In the file's order.
    pub(super) certificates: Vec<Certificate>,
    pub(super) friendly_name: &'static str,
}

/// A certificate with the place of its key, where the file has that.
pub(super) struct Certificate {
    pub(super) der: Vec<u8>,
    pub(super) key: Option<usize>,
}

/// The whole file; slow where the tool counts many iterations. Bouncy Castle writes the bags themselves in DER, all around them in BER; NSS opens nothing else.
pub(super) fn write(flavour: Flavour, contents: &Contents, password: &str) -> Result<Vec<u8>, PracticeError> {
    let recipe = Recipe::of(flavour);
    let attributes: Vec<_> = (0..contents.keys.len())
        .map(|number| {
            let name = attribute(&FRIENDLY_NAME, der::bmp_string(contents.friendly_name));
            vec![name, attribute(&LOCAL_KEY_ID, der::octets(&recipe.local_key_id.make(number)))]
        })
        .collect();
    let writer = Writer { password: (!recipe.null_password).then_some(password), recipe, contents, attributes };
    writer.file()
}

/// One file in the making.
struct Writer<'a> {
    recipe: Recipe,
    contents: &'a Contents,
    /// Nothing: no password at all.
    password: Option<&'a str>,
    /// What each key's bag, as its certificate's, is marked with.
    attributes: Vec<Vec<Vec<u8>>>,
}

impl Writer<'_> {
    fn file(&self) -> Result<Vec<u8>, PracticeError> {
        let keys = self.data(&der::sequence(&self.key_bags()?));
        let certificates = self.certificates(&der::sequence(&self.certificate_bags()))?;
        let safe = self.sequence(&if self.recipe.key_first { [keys, certificates] } else { [certificates, keys] });
        let salt = random(self.recipe.mac_salt_length);
        let mac = self.recipe.mac.data(&safe, self.password, &salt, self.recipe.mac_iterations)?;
        let parts: Vec<_> = [der::integer(3), self.data(&safe)].into_iter().chain(mac).collect();
        Ok(self.sequence(&parts))
    }

    fn sequence(&self, parts: &[Vec<u8>]) -> Vec<u8> {
        if self.recipe.ber { der::indefinite(der::SEQUENCE, parts) } else { der::sequence(parts) }
    }

    fn explicit(&self, part: Vec<u8>) -> Vec<u8> {
        if self.recipe.ber { der::indefinite(CONTEXT_0, &[part]) } else { der::element(CONTEXT_0, &part) }
    }

    /// ContentInfo of type data.
    fn data(&self, bytes: &[u8]) -> Vec<u8> {
        let octets = if self.recipe.ber { der::constructed_octets(bytes) } else { der::octets(bytes) };
        self.sequence(&[der::oid(&DATA), self.explicit(octets)])
    }

    /// ContentInfo of type encryptedData, or of type data where nothing is encrypted.
    fn certificates(&self, plain: &[u8]) -> Result<Vec<u8>, PracticeError> {
        let Some(cipher) = self.recipe.certificates else { return Ok(self.data(plain)) };
        let encrypted = cipher.encrypt(plain, self.password, &random(self.recipe.salt_length), self.recipe.iterations)?;
        let octets = if self.recipe.ber {
            der::indefinite(CONTEXT_0, &der::pieces(&encrypted.bytes))
        } else {
            der::context_primitive(0, &encrypted.bytes)
        };
        let content = self.sequence(&[der::oid(&DATA), encrypted.algorithm, octets]);
        Ok(self.sequence(&[der::oid(&ENCRYPTED_DATA), self.explicit(self.sequence(&[der::integer(0), content]))]))
    }

    fn key_bags(&self) -> Result<Vec<Vec<u8>>, PracticeError> {
        let bags = self.contents.keys.iter().zip(&self.attributes).map(|(pkcs8, attributes)| {
            let mut attributes = attributes.clone();
            if self.recipe.names_provider {
                attributes.push(attribute(&MICROSOFT_PROVIDER, der::bmp_string(PROVIDER_NAME)));
            }
            let Some(cipher) = self.recipe.key else { return Ok(bag(&KEY_BAG, pkcs8.clone(), attributes)) };
            let encrypted = cipher.encrypt(pkcs8, self.password, &random(self.recipe.salt_length), self.recipe.iterations)?;
            Ok(bag(&SHROUDED_KEY_BAG, der::sequence(&[encrypted.algorithm, der::octets(&encrypted.bytes)]), attributes))
        });
        bags.collect()
    }

    fn certificate_bags(&self) -> Vec<Vec<u8>> {
        let bags = self.contents.certificates.iter().map(|certificate| {
            let attributes = certificate.key.and_then(|key| self.attributes.get(key)).cloned().unwrap_or_default();
            let value = der::element(CONTEXT_0, &der::octets(&certificate.der));
            bag(&CERTIFICATE_BAG, der::sequence(&[der::oid(&X509_CERTIFICATE), value]), attributes)
        });
        bags.collect()
    }
}

fn random(length: usize) -> Vec<u8> {
    let mut bytes = der::random::<20>().to_vec();
    bytes.truncate(length);
    bytes
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
