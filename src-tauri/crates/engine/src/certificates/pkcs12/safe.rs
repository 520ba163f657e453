//! What lies in the safes of a file: bags of keys and certificates, some of them locked (RFC 7292 §4.2).

use zeroize::Zeroizing;

use super::super::CertificateError;
use super::super::effort::Effort;
use super::ber;
use super::facts::EncodingFacts;
use super::node::{CONTEXT_0, INTEGER, Node, OCTET_STRING, SET};
use super::password::Passwords;
use super::scheme::Scheme;
use super::{OpenedKey, unsupported};
use crate::secret::Secret;

const DATA: &str = "1.2.840.113549.1.7.1";
const ENCRYPTED_DATA: &str = "1.2.840.113549.1.7.6";
const KEY_BAG: &str = "1.2.840.113549.1.12.10.1.1";
const SHROUDED_KEY_BAG: &str = "1.2.840.113549.1.12.10.1.2";
const CERT_BAG: &str = "1.2.840.113549.1.12.10.1.3";
const SAFE_CONTENTS_BAG: &str = "1.2.840.113549.1.12.10.1.6";
const X509_CERTIFICATE: &str = "1.2.840.113549.1.9.22.1";
const FRIENDLY_NAME: &str = "1.2.840.113549.1.9.20";
const BMP_STRING: u8 = 0x1e;
/// SafeContents within SafeContents.
const NESTING: usize = 8;
/// ContentInfos of a file; real ones have two, or one for each key.
const SAFES: usize = 100;
/// Letters of a name that are worth showing.
const NAME: usize = 200;

/// A safe, as it lies in the file.
pub(super) enum Safe {
    Open(Vec<Bag>),
    Locked(Locked),
}

/// What a bag holds.
pub(super) enum Bag {
    Key(OpenedKey),
    Shrouded {
        locked: Locked,
        friendly_name: Option<String>,
    },
    /// X.509, DER.
    Certificate(Vec<u8>),
}

/// Something encrypted.
pub(super) struct Locked {
    scheme: Scheme,
    ciphertext: Vec<u8>,
}

impl Locked {
    /// Announces what unlocking will cost.
    pub(super) fn read(algorithm: &Node<'_>, ciphertext: Vec<u8>, survey: &mut Survey<'_>) -> Result<Self, CertificateError> {
        Self::new(Scheme::read(algorithm, survey.effort)?, ciphertext, survey)
    }

    /// The same with a scheme that is told elsewhere.
    pub(super) fn new(scheme: Scheme, ciphertext: Vec<u8>, survey: &mut Survey<'_>) -> Result<Self, CertificateError> {
        survey.effort.plan(scheme.iterations(), scheme.rounds())?;
        survey.facts.iterations = survey.facts.iterations.max(scheme.iterations());
        survey.facts.algorithms.push(scheme.name());
        if scheme.fits(ciphertext.len()) { Ok(Self { scheme, ciphertext }) } else { Err(CertificateError::Damaged) }
    }

    /// The plaintext that `looks` right. Padding alone is right by chance once in 256 times; where there is none, nothing may stand after
    /// the value, or an empty one would be there by chance.
    pub(super) fn unlock(
        &self,
        passwords: &mut Passwords,
        effort: &Effort,
        looks: impl Fn(&Node<'_>) -> bool,
    ) -> Result<Zeroizing<Vec<u8>>, CertificateError> {
        let attempt = |password: &[u8]| {
            effort.decrypted(self.ciphertext.len());
            let right = |read: ber::Read<'_>, length| looks(&read.node) && (self.scheme.padded() || read.length == length);
            let plain = self.scheme.decrypt(password, &self.ciphertext, effort)?;
            ber::read(&plain).is_ok_and(|read| right(read, plain.len())).then_some(plain)
        };
        let plain = passwords.try_each(self.scheme.takes(), self.scheme.rounds(), effort, attempt)?;
        plain.ok_or_else(|| passwords.refusal())
    }
}

/// Reads structures, counts what they hold, and announces what they will cost.
pub(super) struct Survey<'a> {
    pub(super) effort: &'a Effort,
    pub(super) facts: EncodingFacts,
}

impl Survey<'_> {
    /// AuthenticatedSafe ::= SEQUENCE OF ContentInfo
    pub(super) fn safes(&mut self, content: &[u8]) -> Result<Vec<Safe>, CertificateError> {
        let read = ber::read(content)?;
        self.facts.ber |= !read.strict;
        let infos = read.node.sequence()?;
        if infos.len() > SAFES {
            return Err(CertificateError::TooCostly);
        }
        infos.iter().map(|info| self.safe(info)).collect()
    }

    fn safe(&mut self, info: &Node<'_>) -> Result<Safe, CertificateError> {
        let [kind, content] = info.sequence()? else { return Err(CertificateError::Damaged) };
        match kind.oid()?.as_str() {
            DATA => {
                let contents = Zeroizing::new(content.explicit()?.octets(OCTET_STRING)?.into_owned());
                Ok(Safe::Open(self.bags(&contents)?))
            }
            ENCRYPTED_DATA => {
                // EncryptedData (RFC 5652 §8): its content is `[0] IMPLICIT`, in one piece or in several.
                let [_version, info, ..] = content.explicit()?.sequence()? else { return Err(CertificateError::Damaged) };
                let [_kind, algorithm, content] = info.sequence()? else { return Err(CertificateError::Damaged) };
                Ok(Safe::Locked(Locked::read(algorithm, content.octets(CONTEXT_0)?.into_owned(), self)?))
            }
            _ => Err(unsupported("public-key encryption")),
        }
    }

    /// The bags of SafeContents, nested ones among them.
    pub(super) fn bags(&mut self, contents: &[u8]) -> Result<Vec<Bag>, CertificateError> {
        let read = ber::read(contents)?;
        self.facts.ber |= !read.strict;
        let mut bags = Vec::new();
        self.collect(&read.node, NESTING, &mut bags)?;
        Ok(bags)
    }

    fn collect(&mut self, contents: &Node<'_>, nesting: usize, bags: &mut Vec<Bag>) -> Result<(), CertificateError> {
        let nesting = nesting.checked_sub(1).ok_or(CertificateError::TooCostly)?;
        for bag in contents.sequence()? {
            self.effort.bag()?;
            let [kind, value, attributes @ ..] = bag.sequence()? else { return Err(CertificateError::Damaged) };
            let inner = value.explicit()?;
            let friendly_name = || attributes.first().and_then(friendly_name);
            match kind.oid()?.as_str() {
                SAFE_CONTENTS_BAG => self.collect(inner, nesting, bags)?,
                KEY_BAG => bags.push(Bag::Key(OpenedKey { pkcs8: Secret::new(inner.to_der()?), friendly_name: friendly_name() })),
                SHROUDED_KEY_BAG => {
                    let locked = self.encrypted_key(inner)?;
                    bags.push(Bag::Shrouded { locked, friendly_name: friendly_name() });
                }
                CERT_BAG => match inner.sequence()? {
                    [kind, value] if kind.oid()? == X509_CERTIFICATE => {
                        bags.push(Bag::Certificate(value.explicit()?.octets(OCTET_STRING)?.into_owned()));
                    }
                    _ => self.facts.ignored_bags += 1,
                },
                _ => self.facts.ignored_bags += 1,
            }
        }
        Ok(())
    }

    /// EncryptedPrivateKeyInfo ::= SEQUENCE { algorithm, encryptedData OCTET STRING } (RFC 5208 §6)
    pub(super) fn encrypted_key(&mut self, info: &Node<'_>) -> Result<Locked, CertificateError> {
        let [algorithm, ciphertext] = info.sequence()? else { return Err(CertificateError::Damaged) };
        Locked::read(algorithm, ciphertext.octets(OCTET_STRING)?.into_owned(), self)
    }
}

/// Whether this can be SafeContents.
pub(super) fn looks_like_bags(node: &Node<'_>) -> bool {
    let bag = |bag: &Node<'_>| matches!(bag.sequence(), Ok([kind, value, ..]) if kind.oid().is_ok() && value.explicit().is_ok());
    node.sequence().is_ok_and(|bags| bags.iter().all(bag))
}

/// Whether this can be a PrivateKeyInfo (RFC 5208 §5), with or without attributes.
pub(super) fn looks_like_key(node: &Node<'_>) -> bool {
    matches!(node.sequence(), Ok([version, algorithm, key, ..])
        if version.integer().is_ok() && algorithm.sequence().is_ok() && key.octets(OCTET_STRING).is_ok())
}

/// Whether this can be an RSAPrivateKey (RFC 8017 §A.1.2), an ECPrivateKey (RFC 5915 §3) or a key in the form of another kind of theirs.
pub(super) fn looks_like_old_key(node: &Node<'_>) -> bool {
    matches!(node.sequence(), Ok([version, second, ..])
        if version.integer().is_ok() && (second.is(INTEGER) || second.octets(OCTET_STRING).is_ok()))
}

/// A label and nothing more: may be missing, empty, duplicated or of another type than the standard's BMPString.
fn friendly_name(attributes: &Node<'_>) -> Option<String> {
    attributes.members(SET).ok()?.iter().find_map(|attribute| {
        let [kind, values] = attribute.sequence().ok()? else { return None };
        let value = kind.oid().is_ok_and(|oid| oid == FRIENDLY_NAME).then(|| values.members(SET).ok()?.first())??;
        let bytes = value.octets(BMP_STRING).ok()?;
        let units = bytes.chunks_exact(2).map(|unit| u16::from_be_bytes([unit[0], unit[1]]));
        let name: String = char::decode_utf16(units).map(|letter| letter.unwrap_or(char::REPLACEMENT_CHARACTER)).take(NAME).collect();
        let name = name.trim_matches(|letter: char| letter.is_whitespace() || letter.is_control());
        (!name.is_empty()).then(|| name.to_owned())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The right password alone gives a whole value; a wrong one gives an empty one and rubbish once in 65,536 times.
    #[test]
    fn where_no_padding_tells_nothing_stands_after_the_value() -> Result<(), CertificateError> {
        // PKCS#12's RC4 with 128 bits, a salt of one byte, one round.
        let oid = [0x06, 0x0a, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x0c, 0x01, 0x01];
        let algorithm = [&[0x30, 0x14], &oid[..], &[0x30, 0x06, 0x04, 0x01, 0x07, 0x02, 0x01, 0x01]].concat();
        let effort = Effort::default();
        for (plain, opens) in [(&[0x30, 0x00][..], true), (&[0x30, 0x00, 0x17], false), (&[0x30, 0x80, 0x00, 0x00, 0x17], false)] {
            let scheme = Scheme::read(&ber::read(&algorithm)?.node, &effort)?;
            let ciphertext = scheme.decrypt(&[0, b'x', 0, 0], plain, &effort).ok_or(CertificateError::Damaged)?.to_vec();
            let unlocked = Locked { scheme, ciphertext }.unlock(&mut Passwords::new(Some("x")), &effort, looks_like_bags);
            assert_eq!(unlocked.is_ok(), opens, "{plain:02x?}");
        }
        Ok(())
    }

    /// certificates.md 16 no 15
    #[test]
    fn labels_may_be_anything() {
        fn check(values: &[&[u8]], expected: Option<&str>) {
            let tlv = |tag: u8, content: &[u8]| [&[tag, u8::try_from(content.len()).unwrap_or(0)], content].concat();
            let oid = tlv(0x06, &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x09, 0x14]);
            let attributes: Vec<u8> = values.iter().flat_map(|value| tlv(0x30, &[&oid[..], &tlv(0x31, value)].concat())).collect();
            let attributes = tlv(0x31, &attributes);
            let name = ber::read(&attributes).ok().and_then(|read| friendly_name(&read.node));
            assert_eq!(name.as_deref(), expected, "{values:02x?}");
        }
        check(&[&[0x1e, 0x04, 0x00, 0xe5, 0x6f, 0x22]], Some("å漢"));
        check(&[&[0x1e, 0x04, 0xd8, 0x3e, 0xde, 0xd0]], Some("🫐"));
        // Missing, without a value, empty, of another type; then a usable one after a useless one.
        check(&[], None);
        check(&[&[]], None);
        check(&[&[0x1e, 0x00]], None);
        check(&[&[0x02, 0x01, 0x07]], None);
        check(&[&[0x1e, 0x00], &[0x1e, 0x02, 0x00, 0x61], &[0x1e, 0x02, 0x00, 0x62]], Some("a"));
        // Half a letter, half a pair, and the terminator that some programs add.
        check(&[&[0x1e, 0x03, 0x00, 0x61, 0x00]], Some("a"));
        check(&[&[0x1e, 0x04, 0xd8, 0x3e, 0x00, 0x61]], Some("\u{fffd}a"));
        check(&[&[0x1e, 0x04, 0x00, 0x61, 0x00, 0x00]], Some("a"));
    }
}
