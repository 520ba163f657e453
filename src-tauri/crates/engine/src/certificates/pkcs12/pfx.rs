//! The outside of a PKCS#12 file (RFC 7292 §4): the octets that the MAC is computed over, and the MAC.

use zeroize::Zeroizing;

use super::super::CertificateError;
use super::ber;
use super::mac::Mac;
use super::node::OCTET_STRING;
use super::safe::Survey;
use super::unsupported;

const DATA: &str = "1.2.840.113549.1.7.1";

/// A PKCS#12 file, unread inside.
pub(super) struct Pfx {
    /// What the MAC is computed over: the original octets, pieces joined. A key may lie open in them.
    pub(super) content: Zeroizing<Vec<u8>>,
    pub(super) mac: Option<Mac>,
}

/// Reads a file without any password. What stands after its outermost value is ignored, as OpenSSL does: files get padded on their way.
pub(super) fn read(bytes: &[u8], survey: &mut Survey<'_>) -> Result<Pfx, CertificateError> {
    let outer = ber::read(bytes)?;
    survey.facts.ber = !outer.strict;
    let (auth_safe, mac) = match outer.node.sequence()? {
        [version, auth_safe] if version.integer()? == 3 => (auth_safe, None),
        [version, auth_safe, mac] if version.integer()? == 3 => (auth_safe, Some(Mac::read(mac)?)),
        _ => return Err(CertificateError::Damaged),
    };
    let content = match auth_safe.sequence()? {
        [kind, content] if kind.oid()? == DATA => content.explicit()?.octets(OCTET_STRING)?.into_owned(),
        [kind, ..] if kind.oid()? != DATA => return Err(unsupported("public-key integrity")),
        _ => return Err(CertificateError::Damaged),
    };
    if let Some(mac) = &mac {
        survey.effort.plan(mac.iterations(), mac.rounds())?;
        survey.facts.mac = Some(mac.name());
        survey.facts.iterations = mac.iterations();
    }
    Ok(Pfx { content: Zeroizing::new(content), mac })
}
