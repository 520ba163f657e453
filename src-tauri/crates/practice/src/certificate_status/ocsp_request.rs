//! Reads what a client asks OCSP: RFC 6960 §4.1.

use x509_parser::asn1_rs::{Any, FromDer};

const NONCE: [u8; 11] = [6, 9, 0x2b, 6, 1, 5, 5, 7, 48, 1, 2];
const SHA1: [u8; 7] = [6, 5, 0x2b, 14, 3, 2, 26];
const SHA256: [u8; 11] = [6, 9, 0x60, 0x86, 0x48, 1, 101, 3, 4, 2, 1];
/// Nobody asks for more at once.
const MOST_CERTIFICATES: usize = 20;

/// Which digest names the issuer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Hash {
    Sha1,
    Sha256,
}

/// One certificate that is asked for.
pub(super) struct Wanted {
    /// The CertID as it was sent, which the response repeats.
    pub(super) id: Vec<u8>,
    pub(super) hash: Option<Hash>,
    pub(super) name_hash: Vec<u8>,
    pub(super) key_hash: Vec<u8>,
    /// Upper-case hexadecimal.
    pub(super) serial: String,
}

/// The whole question.
pub(super) struct OcspRequest {
    pub(super) wanted: Vec<Wanted>,
    /// The nonce's Extension as it was sent.
    pub(super) nonce: Option<Vec<u8>>,
}

impl OcspRequest {
    /// Nothing when it is malformed.
    pub(super) fn parse(bytes: &[u8]) -> Option<Self> {
        let mut request = Elements(Elements(bytes).next()?.content);
        let mut to_be_signed = Elements(request.next()?.content).peekable();
        // Version, then the requestor's name.
        while to_be_signed.next_if(|part| part.whole.first().is_some_and(|tag| [0xa0, 0xa1].contains(tag))).is_some() {}
        let list = to_be_signed.next()?;
        let wanted: Option<Vec<_>> = Elements(list.content).map(|request| wanted(request.content)).collect();
        let wanted = wanted.filter(|wanted| (1..=MOST_CERTIFICATES).contains(&wanted.len()))?;
        let extensions = to_be_signed.next().and_then(|extensions| Elements(extensions.content).next());
        let nonce = extensions.and_then(|list| Elements(list.content).find(|extension| extension.content.starts_with(&NONCE)));
        Some(Self { wanted, nonce: nonce.map(|extension| extension.whole.to_vec()) })
    }
}

fn wanted(request: &[u8]) -> Option<Wanted> {
    let id = Elements(request).next()?;
    let mut parts = Elements(id.content);
    let [algorithm, name_hash, key_hash, serial] = [parts.next()?, parts.next()?, parts.next()?, parts.next()?];
    let hash = match Elements(algorithm.content).next()?.whole {
        oid if oid == SHA1 => Some(Hash::Sha1),
        oid if oid == SHA256 => Some(Hash::Sha256),
        _ => None,
    };
    let serial = serial.content.iter().map(|byte| format!("{byte:02X}")).collect();
    Some(Wanted { id: id.whole.to_vec(), hash, name_hash: name_hash.content.to_vec(), key_hash: key_hash.content.to_vec(), serial })
}

/// One element of DER.
struct Element<'a> {
    whole: &'a [u8],
    content: &'a [u8],
}

/// The elements that stand one after another.
struct Elements<'a>(&'a [u8]);

impl<'a> Iterator for Elements<'a> {
    type Item = Element<'a>;

    fn next(&mut self) -> Option<Element<'a>> {
        let (rest, element) = Any::from_der(self.0).ok()?;
        let whole = &self.0[..self.0.len() - rest.len()];
        self.0 = rest;
        Some(Element { whole, content: element.data })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rubbish_is_no_request() {
        for bytes in [&b""[..], b"0", &[0x30, 0], &[0x30, 2, 0x30, 0], &[0x30, 4, 0x30, 2, 0x30, 0], &[0x30, 0x84, 255, 255, 255, 255]] {
            assert!(OcspRequest::parse(bytes).is_none(), "{bytes:?}");
        }
    }
}
