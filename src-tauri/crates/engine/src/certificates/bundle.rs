//! The certificates in a PKCS#7 bundle (RFC 5652 §5.1), which has nothing else of use.

use crate::der::{self, SEQUENCE};

const SIGNED_DATA: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x07, 0x02];
const CONTEXT_0: u8 = 0xa0;

/// Its certificates, DER, in its order; none when it is no bundle.
///
/// `ContentInfo { contentType, [0] SignedData { version, digestAlgorithms, encapContentInfo, [0] certificates, … } }`
pub(super) fn certificates(bundle: &[u8]) -> Option<Vec<Vec<u8>>> {
    let (content_type, rest) = der::first(der::first(bundle)?.0.inside(SEQUENCE)?)?;
    if content_type.content != SIGNED_DATA {
        return None;
    }
    let signed_data = der::first(der::first(rest)?.0.inside(CONTEXT_0)?)?.0.inside(SEQUENCE)?;
    let mut parts = der::elements(signed_data)?.into_iter();
    let set = parts.nth(3).and_then(|part| part.inside(CONTEXT_0)).unwrap_or_default();
    // Other choices than a certificate are tagged, and long out of use.
    let certificates = der::elements(set)?.into_iter().filter(|element| element.tag == SEQUENCE);
    Some(certificates.map(|element| element.whole.to_vec()).collect())
}
