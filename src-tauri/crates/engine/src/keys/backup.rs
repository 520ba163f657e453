//! A private key as an encrypted file: what the vault's one export writes.

use std::num::NonZeroU32;

use aws_lc_rs::cipher::{AES_256, AES_256_KEY_LEN, DecryptionContext, PaddedBlockEncryptingKey, UnboundCipherKey};
use aws_lc_rs::{error, pbkdf2, rand};
use zeroize::Zeroizing;

use super::public::pem;
use super::{KeyError, PrivateKey};
use crate::der::{INTEGER, NULL, OCTETS, OID, SEQUENCE, element};
use crate::secret::Secret;

/// What a password needs: the file may lie where anybody can try as often as they like.
pub const BACKUP_PASSWORD: usize = 12;

/// What OWASP asks of PBKDF2 with HMAC-SHA-256.
const ROUNDS: NonZeroU32 = match NonZeroU32::new(600_000) {
    Some(rounds) => rounds,
    None => NonZeroU32::MAX,
};
const ROUNDS_DER: [u8; 3] = [0x09, 0x27, 0xc0];
const SALT: usize = 16;
const AES_BLOCK: usize = 16;

const PBES2: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x05, 0x0d];
const PBKDF2: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x05, 0x0c];
const HMAC_SHA256: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x02, 0x09];
const AES_256_CBC: &[u8] = &[0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x01, 0x2a];

impl PrivateKey {
    /// PEM `ENCRYPTED PRIVATE KEY` (RFC 7468 §11): PBES2 with PBKDF2-HMAC-SHA-256 and AES-256-CBC (RFC 8018 §6.2). `openssl pkey` opens it.
    ///
    /// # Errors
    /// [`KeyError::BackupPasswordShort`] below [`BACKUP_PASSWORD`] characters.
    pub fn to_encrypted_pkcs8(&self, password: &Secret<String>) -> Result<Secret<String>, KeyError> {
        // EXPOSE: counted, and made into a key that is wiped.
        if password.expose().chars().count() < BACKUP_PASSWORD {
            return Err(KeyError::BackupPasswordShort { least: BACKUP_PASSWORD as i64 });
        }
        let pkcs8 = self.to_pkcs8()?;
        // EXPOSE: encrypted in a copy that no padding makes move, and that is wiped where that fails.
        encrypted(pkcs8.expose(), password.expose().as_bytes()).map_err(|_| KeyError::Malformed)
    }
}

/// EncryptedPrivateKeyInfo (RFC 5208 §6) around a PrivateKeyInfo.
fn encrypted(pkcs8: &[u8], password: &[u8]) -> Result<Secret<String>, error::Unspecified> {
    let mut salt = [0; SALT];
    rand::fill(&mut salt)?;
    let mut key = Zeroizing::new([0; AES_256_KEY_LEN]);
    pbkdf2::derive(pbkdf2::PBKDF2_HMAC_SHA256, ROUNDS, &salt, password, &mut key[..]);
    let mut text = Zeroizing::new(Vec::with_capacity(pkcs8.len() + AES_BLOCK));
    text.extend_from_slice(pkcs8);
    let cipher = PaddedBlockEncryptingKey::cbc_pkcs7(UnboundCipherKey::new(&AES_256, &key[..])?)?;
    let DecryptionContext::Iv128(vector) = cipher.encrypt(&mut *text)? else { return Err(error::Unspecified) };

    let prf = element(SEQUENCE, &[&element(OID, &[HMAC_SHA256]), NULL]);
    let rounds = element(INTEGER, &[&ROUNDS_DER]);
    let derivation = element(SEQUENCE, &[&element(OID, &[PBKDF2]), &element(SEQUENCE, &[&element(OCTETS, &[&salt]), &rounds, &prf])]);
    let vector: &[u8; AES_BLOCK] = vector.as_ref();
    let encryption = element(SEQUENCE, &[&element(OID, &[AES_256_CBC]), &element(OCTETS, &[vector])]);
    let scheme = element(SEQUENCE, &[&element(OID, &[PBES2]), &element(SEQUENCE, &[&derivation, &encryption])]);
    Ok(Secret::new(pem("ENCRYPTED PRIVATE KEY", &element(SEQUENCE, &[&scheme, &element(OCTETS, &[&text])]))))
}
