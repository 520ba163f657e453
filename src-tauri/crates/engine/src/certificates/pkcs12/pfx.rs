//! The outside of a PKCS#12 file (RFC 7292 §4): read as BER, measured against the budget, written anew as plain DER.

use super::super::CertificateError;
use super::super::effort::Effort;
use super::ber::{self, CONTEXT_0, Node, OCTET_STRING};
use super::der;
use super::mac::Mac;
use super::scheme::scheme;

const DATA: &str = "1.2.840.113549.1.7.1";
const ENCRYPTED_DATA: &str = "1.2.840.113549.1.7.6";
const KEY_BAG: &str = "1.2.840.113549.1.12.10.1.1";
const SHROUDED_KEY_BAG: &str = "1.2.840.113549.1.12.10.1.2";
const CERT_BAG: &str = "1.2.840.113549.1.12.10.1.3";
const SAFE_CONTENTS_BAG: &str = "1.2.840.113549.1.12.10.1.6";
const X509_CERTIFICATE: &str = "1.2.840.113549.1.9.22.1";
/// SafeContents within SafeContents.
const NESTING: usize = 8;

/// How a file was written.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct EncodingFacts {
    /// Whether it needed a BER reader: indefinite lengths or constructed strings.
    pub ber: bool,
    /// Name of the MAC; none when the file has none, so that nobody can tell whether it was changed.
    pub mac: Option<String>,
    /// Names of the encryption schemes, in the order of the file.
    pub algorithms: Vec<String>,
    /// The largest iteration count.
    pub iterations: u64,
    /// How the password's letters became bytes.
    pub password: PasswordForm,
    /// Bags that hold neither a key nor an X.509 certificate.
    pub ignored_bags: usize,
}

/// How the letters of a password became the bytes that fit (certificates.md 8.4).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum PasswordForm {
    /// None was needed.
    #[default]
    None,
    /// As typed, encoded as the standard says.
    AsTyped,
    /// In Unicode's composed form.
    Nfc,
    /// In Unicode's decomposed form, as macOS types it.
    Nfd,
    /// One byte a letter, ISO-8859-1.
    Latin1,
    /// Each byte of UTF-8 taken for a letter of its own: old OpenSSL in a terminal.
    Utf8AsLatin1,
    /// A Windows console's letters.
    CodePage850,
    /// UTF-16 where UTF-8 belongs.
    Utf16,
    /// No bytes at all where an empty text has two.
    Null,
}

/// A PKCS#12 file made ready.
pub(super) struct Pfx {
    /// The file as DER without its MAC, without bag attributes, without nested contents and without bags that are
    /// neither keys nor X.509 certificates.
    pub(super) der: Vec<u8>,
    /// What the MAC is computed over: the original content octets.
    pub(super) content: Vec<u8>,
    pub(super) mac: Option<Mac>,
    pub(super) encrypted: bool,
    pub(super) facts: EncodingFacts,
}

/// Reads a file without any password.
pub(super) fn read(bytes: &[u8], effort: &Effort) -> Result<Pfx, CertificateError> {
    let outer = ber::read(bytes)?;
    let mut writer = Rewriter { effort, facts: EncodingFacts { ber: !outer.strict, ..EncodingFacts::default() } };
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
        effort.plan(mac.iterations())?;
        writer.facts.mac = Some(mac.name());
        writer.facts.iterations = mac.iterations();
    }
    let der = writer.auth_safe(&content)?;
    let encrypted = !writer.facts.algorithms.is_empty();
    Ok(Pfx { der, content, mac, encrypted, facts: writer.facts })
}

struct Rewriter<'a> {
    effort: &'a Effort,
    facts: EncodingFacts,
}

impl Rewriter<'_> {
    fn auth_safe(&mut self, content: &[u8]) -> Result<Vec<u8>, CertificateError> {
        let safes = ber::read(content)?;
        self.facts.ber |= !safes.strict;
        let safes = safes.node.sequence()?.iter().map(|safe| self.content_info(safe)).collect::<Result<Vec<_>, _>>()?;
        let data = oid_data();
        let content = der::explicit(&der::value(OCTET_STRING, &der::sequence(&safes)));
        Ok(der::sequence(&[der::value(ber::INTEGER, &[3]), der::sequence(&[data, content])]))
    }

    fn content_info(&mut self, info: &Node<'_>) -> Result<Vec<u8>, CertificateError> {
        let [kind, content] = info.sequence()? else { return Err(CertificateError::Damaged) };
        match kind.oid()?.as_str() {
            DATA => {
                let octets = content.explicit()?.octets(OCTET_STRING)?;
                let contents = ber::read(&octets)?;
                self.facts.ber |= !contents.strict;
                let mut bags = Vec::new();
                self.safe_contents(&contents.node, NESTING, &mut bags)?;
                Ok(der::sequence(&[kind.to_der()?, der::explicit(&der::value(OCTET_STRING, &der::sequence(&bags)))]))
            }
            ENCRYPTED_DATA => self.encrypted_data(kind, content.explicit()?),
            _ => Err(unsupported("public-key encryption")),
        }
    }

    /// EncryptedData (RFC 5652 §8): its content is `[0] IMPLICIT`, whose pieces only this structure explains.
    fn encrypted_data(&mut self, kind: &Node<'_>, data: &Node<'_>) -> Result<Vec<u8>, CertificateError> {
        let [version, info, ..] = data.sequence()? else { return Err(CertificateError::Damaged) };
        let [inner, algorithm, content] = info.sequence()? else { return Err(CertificateError::Damaged) };
        self.encrypted(algorithm)?;
        let content = der::value(CONTEXT_0, &content.octets(CONTEXT_0)?);
        let info = der::sequence(&[inner.to_der()?, algorithm.to_der()?, content]);
        Ok(der::sequence(&[kind.to_der()?, der::explicit(&der::sequence(&[version.to_der()?, info]))]))
    }

    fn safe_contents(&mut self, contents: &Node<'_>, nesting: usize, bags: &mut Vec<Vec<u8>>) -> Result<(), CertificateError> {
        let nesting = nesting.checked_sub(1).ok_or(CertificateError::TooCostly)?;
        for bag in contents.sequence()? {
            self.effort.bag()?;
            let [kind, value, ..] = bag.sequence()? else { return Err(CertificateError::Damaged) };
            let inner = value.explicit()?;
            match kind.oid()?.as_str() {
                SAFE_CONTENTS_BAG => {
                    self.safe_contents(inner, nesting, bags)?;
                    continue;
                }
                SHROUDED_KEY_BAG => self.encrypted(inner.sequence()?.first().ok_or(CertificateError::Damaged)?)?,
                KEY_BAG => {}
                CERT_BAG if inner.sequence()?.first().is_some_and(|kind| kind.oid().as_deref() == Ok(X509_CERTIFICATE)) => {}
                _ => continue,
            }
            bags.push(der::sequence(&[kind.to_der()?, value.to_der()?]));
        }
        Ok(())
    }

    fn encrypted(&mut self, algorithm: &Node<'_>) -> Result<(), CertificateError> {
        let scheme = scheme(algorithm, self.effort)?;
        self.effort.plan(scheme.iterations)?;
        self.facts.iterations = self.facts.iterations.max(scheme.iterations);
        self.facts.algorithms.push(scheme.name);
        Ok(())
    }
}

fn oid_data() -> Vec<u8> {
    der::value(ber::OID, &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x07, 0x01])
}

pub(super) fn unsupported(algorithm: &str) -> CertificateError {
    CertificateError::UnsupportedAlgorithm { algorithm: algorithm.to_owned() }
}
