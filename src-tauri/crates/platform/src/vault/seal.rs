//! Sealing with age: contents to an identity, and the identity to a password.

use std::io::Read as _;

use age::secrecy::{ExposeSecret as _, SecretString};
use age::x25519::Identity;
use age::{DecryptError, Decryptor, scrypt};
use inngang_engine::secret::Secret;
use unicode_normalization::UnicodeNormalization as _;
use zeroize::Zeroizing;

/// scrypt with N = 2^17, 128 MiB: about half a second. The same everywhere, so a vault moves between computers.
const WORK: u8 = 17;

/// Why a sealed file does not open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unsealable {
    /// Sealed to another identity, or with another password.
    WrongKey,
    /// Not an age file, cut off or bent.
    Damaged,
}

impl From<DecryptError> for Unsealable {
    fn from(failure: DecryptError) -> Self {
        match failure {
            DecryptError::NoMatchingKeys | DecryptError::DecryptionFailed | DecryptError::KeyDecryptionFailed => Self::WrongKey,
            _ => Self::Damaged,
        }
    }
}

pub(super) fn seal(identity: &Identity, plain: &[u8]) -> Result<Vec<u8>, Unsealable> {
    age::encrypt(&identity.to_public(), plain).map_err(|_| Unsealable::Damaged)
}

pub(super) fn unseal(identity: &Identity, sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>, Unsealable> {
    let mut reader = Decryptor::new_buffered(sealed)?.decrypt(std::iter::once(identity as &dyn age::Identity))?;
    // The plain text is shorter than the sealed one, so this never grows and leaves no copies behind.
    let mut plain = Zeroizing::new(Vec::with_capacity(sealed.len()));
    reader.read_to_end(&mut plain).map_err(|_| Unsealable::Damaged)?;
    Ok(plain)
}

/// The identity as text, as the keychain keeps it.
pub(super) fn identity_text(identity: &Identity) -> Secret<String> {
    // EXPOSE: copied from age's kind of secret into ours.
    Secret::new(identity.to_string().expose_secret().to_owned())
}

pub(super) fn parse_identity(text: &Secret<String>) -> Option<Identity> {
    // EXPOSE: parsed into a type that wipes itself.
    text.expose().parse().ok()
}

/// Whether two identities open the same; told by their public halves, so that nothing secret is compared.
pub(super) fn same(one: &Identity, other: &Identity) -> bool {
    one.to_public() == other.to_public()
}

pub(super) fn seal_identity(identity: &Identity, password: &Secret<String>) -> Result<Vec<u8>, Unsealable> {
    let mut recipient = scrypt::Recipient::new(composed(password));
    recipient.set_work_factor(WORK);
    // EXPOSE: sealed at once with the passphrase.
    age::encrypt(&recipient, identity.to_string().expose_secret().as_bytes()).map_err(|_| Unsealable::Damaged)
}

pub(super) fn unseal_identity(sealed: &[u8], password: &Secret<String>) -> Result<Identity, Unsealable> {
    let (composed, typed) = (composed(password), as_typed(password));
    // EXPOSE: compared with itself, both of them the person's own.
    let differs = composed.expose_secret() != typed.expose_secret();
    match unseal_with(sealed, composed) {
        // Version 0.1 sealed with what was typed, in whichever form.
        Err(Unsealable::WrongKey) if differs => unseal_with(sealed, typed),
        outcome => outcome,
    }
}

fn unseal_with(sealed: &[u8], passphrase: SecretString) -> Result<Identity, Unsealable> {
    let mut key = scrypt::Identity::new(passphrase);
    key.set_max_work_factor(WORK + 1);
    let plain = Zeroizing::new(age::decrypt(&key, sealed)?);
    std::str::from_utf8(&plain).ok().and_then(|text| text.parse().ok()).ok_or(Unsealable::Damaged)
}

/// In Unicode's form C, so that `å` opens wherever it is typed: some systems give it in two signs (NIST SP 800-63B §5.1.1.2).
fn composed(password: &Secret<String>) -> SecretString {
    // EXPOSE: age takes its own kind of secret, which wipes itself. Space for it and no more: growing and shrinking leave copies behind.
    let typed = password.expose();
    let mut composed = String::with_capacity(typed.nfc().map(char::len_utf8).sum());
    composed.extend(typed.nfc());
    SecretString::from(composed)
}

fn as_typed(password: &Secret<String>) -> SecretString {
    // EXPOSE: age takes its own kind of secret, which wipes itself.
    SecretString::from(password.expose().clone())
}
