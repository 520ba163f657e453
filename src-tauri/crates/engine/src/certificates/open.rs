//! Opening one file: told what it is by its content, decrypted when it must be, and everything in it handed out unjudged.

use std::sync::Arc;

use zeroize::Zeroizing;

use super::effort::Effort;
use super::key_info::KeyInfo;
use super::pkcs12::{self, EncodingFacts};
use super::{CertificateError, FileKind, loose, name, recognise};
use crate::keys::KeyError;
use crate::secret::Secret;

/// Real files have 3 to 15 kilobytes.
pub const SIZE_LIMIT: usize = 1 << 20;

/// Of one file, as of all files that are examined together.
pub(super) const KEYS: usize = 50;

/// A file that a person chose.
#[derive(Debug)]
pub struct CertificateFile {
    /// Name without folder, for telling it from others.
    pub name: String,
    /// What is in it. Shared: after a wrong password the same bytes are asked for again.
    pub bytes: Arc<Secret<Vec<u8>>>,
    /// Its password. `None`: not asked for yet; what needs none opens all the same, an empty password included.
    pub password: Option<Secret<String>>,
}

/// A file that was looked into.
#[derive(Debug)]
pub struct OpenedFile {
    /// Name without folder.
    pub name: String,
    /// What it is, by its content.
    pub kind: FileKind,
    /// What it holds, or why it could not be opened.
    pub outcome: Result<Contents, CertificateError>,
}

/// A private key from a file, in no store yet.
#[derive(Debug, Clone)]
pub(super) struct KeyInFile {
    pub(super) info: KeyInfo,
    /// What the file calls it.
    pub(super) friendly_name: Option<String>,
    /// PKCS#8, DER.
    pub(super) pkcs8: Arc<Secret<Vec<u8>>>,
}

/// What a file holds, in its own order.
#[derive(Debug, Default)]
pub struct Contents {
    pub(super) keys: Vec<KeyInFile>,
    /// X.509, DER.
    pub(super) certificates: Vec<Vec<u8>>,
    /// Private keys that cannot be read.
    pub(super) damaged_keys: usize,
    /// How a PKCS#12 file was written; none for other files.
    pub(super) encoding: Option<EncodingFacts>,
}

impl Contents {
    /// How a PKCS#12 file was written; none for other files.
    #[must_use]
    pub const fn encoding(&self) -> Option<&EncodingFacts> {
        self.encoding.as_ref()
    }
}

/// Opens a file. Costs no more than `effort` allows, and can be cancelled there.
#[must_use]
pub fn open(file: &CertificateFile, effort: &Effort) -> OpenedFile {
    // EXPOSE: read and decrypted here; the keys that come out are secrets of their own.
    let (bytes, password) = (file.bytes.expose(), file.password.as_ref().map(|password| password.expose().as_str()));
    let (kind, outcome) = if bytes.len() > SIZE_LIMIT {
        let count = |size: usize| i64::try_from(size).unwrap_or(i64::MAX);
        (recognise(&bytes[..SIZE_LIMIT]), Err(CertificateError::TooLarge { bytes: count(bytes.len()), limit: count(SIZE_LIMIT) }))
    } else {
        within_text(bytes, |kind, bytes| (kind, open_kind(kind, bytes, password, effort)))
    };
    OpenedFile { name: file.name.clone(), kind, outcome }
}

/// Hands on what the bytes are, freed from UTF-16 and from base64 around it.
pub(super) fn within_text<T>(bytes: &[u8], then: impl FnOnce(FileKind, &[u8]) -> T) -> T {
    let text = from_utf16(bytes);
    let bytes = text.as_ref().map_or(bytes, |text| text.as_bytes());
    match recognise(bytes) {
        FileKind::Base64 => match super::recognise::decode_text(bytes).map(Zeroizing::new) {
            Some(decoded) => then(recognise(&decoded), &decoded),
            None => then(FileKind::Unknown, bytes),
        },
        kind => then(kind, bytes),
    }
}

/// Text as PowerShell and Notepad write it.
fn from_utf16(bytes: &[u8]) -> Option<Zeroizing<String>> {
    let (bytes, unit): (_, fn([u8; 2]) -> u16) = match bytes {
        [0xff, 0xfe, rest @ ..] => (rest, u16::from_le_bytes),
        [0xfe, 0xff, rest @ ..] => (rest, u16::from_be_bytes),
        _ => return None,
    };
    let mut units = Zeroizing::new(Vec::with_capacity(bytes.len() / 2));
    units.extend(bytes.chunks_exact(2).map(|pair| unit([pair[0], pair[1]])));
    String::from_utf16(&units).ok().map(Zeroizing::new)
}

fn open_kind(kind: FileKind, bytes: &[u8], password: Option<&str>, effort: &Effort) -> Result<Contents, CertificateError> {
    if kind != FileKind::Pkcs12 {
        return loose::open(kind, bytes, password, effort);
    }
    let opened = pkcs12::open(bytes, password, effort)?;
    let mut contents = Contents { certificates: opened.certificates, encoding: Some(opened.facts), ..Contents::default() };
    for key in opened.keys {
        contents.add_key(key.pkcs8, key.friendly_name)?;
    }
    Ok(contents)
}

impl Contents {
    /// Reads a key, which takes its time, unless it is here already.
    pub(super) fn add_key(&mut self, pkcs8: Secret<Vec<u8>>, friendly_name: Option<String>) -> Result<(), CertificateError> {
        // EXPOSE: compared with the file's other keys; both stay where they are.
        if self.keys.iter().any(|key| key.pkcs8.expose() == pkcs8.expose()) {
            return Ok(());
        }
        if self.keys.len() + self.damaged_keys >= KEYS {
            return Err(CertificateError::TooMany);
        }
        match KeyInFile::read(pkcs8, friendly_name) {
            Ok(key) => self.keys.push(key),
            // It hides no other key.
            Err(_) => self.damaged_keys += 1,
        }
        Ok(())
    }
}

impl KeyInFile {
    /// Reading the key checks that its own parts belong together.
    pub(super) fn read(pkcs8: Secret<Vec<u8>>, friendly_name: Option<String>) -> Result<Self, KeyError> {
        let friendly_name = friendly_name.map(|name| name::clean(&name));
        Ok(Self { info: KeyInfo::of_private(&pkcs8)?, friendly_name, pkcs8: Arc::new(pkcs8) })
    }
}
