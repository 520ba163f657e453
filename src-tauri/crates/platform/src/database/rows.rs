//! What belongs to a profile: keys, certificates, and what each step of the wizard proved.

use std::str::FromStr;

use inngang_engine::keys::KeyFacts;
use inngang_engine::names::{ClientId, KeyId};
use rusqlite::{Row, params};
use time::OffsetDateTime;

use super::{Database, DatabaseError};

/// A key's public half and where it is registered. The private half is in the vault under the same id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyRow {
    /// Id in the vault.
    pub id: String,
    /// The name it is registered under.
    pub kid: KeyId,
    /// Public half.
    pub facts: KeyFacts,
    /// When it was made or imported.
    pub created_at: OffsetDateTime,
    /// When it was registered at Digdir: its year counts from here.
    pub registered_at: Option<OffsetDateTime>,
    /// The client it is registered for.
    pub client_id: Option<ClientId>,
    /// Fingerprint of its certificate, when it has one.
    pub certificate: Option<String>,
}

/// A certificate with its chain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CertificateRow {
    /// SHA-256 of the leaf, hexadecimal.
    pub id: String,
    /// Its key in the vault.
    pub key_id: String,
    /// DER, leaf first.
    pub chain: Vec<Vec<u8>>,
    /// When it was imported.
    pub imported_at: OffsetDateTime,
}

/// What a step of the wizard proved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StepRow {
    /// Name of the step.
    pub step: String,
    /// JSON of the shell's own; nothing here looks into it.
    pub document: String,
    /// When it was proved.
    pub done_at: OffsetDateTime,
}

impl KeyRow {
    fn read(row: &Row<'_>) -> Result<Self, DatabaseError> {
        let facts = KeyFacts::from_spki(&row.get::<_, Vec<u8>>(2)?).map_err(|failure| DatabaseError::Fault(failure.to_string()))?;
        Ok(Self {
            id: row.get(0)?,
            kid: name(row, 1)?,
            facts,
            created_at: moment(row.get(3)?)?,
            registered_at: row.get::<_, Option<i64>>(4)?.map(moment).transpose()?,
            client_id: row.get::<_, Option<String>>(5)?.map(|text| parsed(&text)).transpose()?,
            certificate: row.get(6)?,
        })
    }
}

impl Database {
    /// The keys of a profile, oldest first.
    ///
    /// # Errors
    /// [`DatabaseError`].
    pub fn keys(&self, profile: &str) -> Result<Vec<KeyRow>, DatabaseError> {
        let connection = self.connection();
        let mut statement = connection.prepare_cached(
            "SELECT id, kid, spki, created_at, registered_at, client_id, certificate FROM keys WHERE profile = ?1 ORDER BY created_at, id",
        )?;
        statement.query_and_then([profile], KeyRow::read)?.collect()
    }

    /// Keeps a key, new or changed.
    ///
    /// # Errors
    /// [`DatabaseError`].
    pub fn keep_key(&self, profile: &str, key: &KeyRow) -> Result<(), DatabaseError> {
        let KeyRow { id, kid, facts, created_at, registered_at, client_id, certificate } = key;
        self.connection().execute(
            "INSERT INTO keys (profile, id, kid, spki, thumbprint, bits, created_at, registered_at, client_id, certificate)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)
             ON CONFLICT DO UPDATE SET kid = excluded.kid, spki = excluded.spki, thumbprint = excluded.thumbprint, bits = excluded.bits,
                 registered_at = excluded.registered_at, client_id = excluded.client_id, certificate = excluded.certificate",
            params![
                profile,
                id,
                kid.as_str(),
                facts.spki,
                facts.thumbprint,
                facts.bits,
                created_at.unix_timestamp(),
                registered_at.map(OffsetDateTime::unix_timestamp),
                client_id.as_ref().map(ClientId::as_str),
                certificate
            ],
        )?;
        Ok(())
    }

    /// Removes a key's public half.
    ///
    /// # Errors
    /// [`DatabaseError`].
    pub fn forget_key(&self, profile: &str, id: &str) -> Result<(), DatabaseError> {
        self.connection().execute("DELETE FROM keys WHERE profile = ?1 AND id = ?2", [profile, id])?;
        Ok(())
    }

    /// The certificates of a profile, newest first.
    ///
    /// # Errors
    /// [`DatabaseError`].
    pub fn certificates(&self, profile: &str) -> Result<Vec<CertificateRow>, DatabaseError> {
        let connection = self.connection();
        let mut statement = connection
            .prepare_cached("SELECT id, key_id, chain, imported_at FROM certificates WHERE profile = ?1 ORDER BY imported_at DESC, id")?;
        statement
            .query_and_then([profile], |row| {
                let chain = split(&row.get::<_, Vec<u8>>(2)?).ok_or_else(|| DatabaseError::Fault("certificate chain".to_owned()))?;
                Ok(CertificateRow { id: row.get(0)?, key_id: row.get(1)?, chain, imported_at: moment(row.get(3)?)? })
            })?
            .collect()
    }

    /// Keeps a certificate.
    ///
    /// # Errors
    /// [`DatabaseError`].
    pub fn keep_certificate(&self, profile: &str, certificate: &CertificateRow) -> Result<(), DatabaseError> {
        let CertificateRow { id, key_id, chain, imported_at } = certificate;
        self.connection().execute(
            "INSERT INTO certificates VALUES (?1, ?2, ?3, ?4, ?5)
             ON CONFLICT DO UPDATE SET key_id = excluded.key_id, chain = excluded.chain, imported_at = excluded.imported_at",
            params![profile, id, key_id, joined(chain), imported_at.unix_timestamp()],
        )?;
        Ok(())
    }

    /// Removes a certificate.
    ///
    /// # Errors
    /// [`DatabaseError`].
    pub fn forget_certificate(&self, profile: &str, id: &str) -> Result<(), DatabaseError> {
        self.connection().execute("DELETE FROM certificates WHERE profile = ?1 AND id = ?2", [profile, id])?;
        Ok(())
    }

    /// What the wizard proved, by name of the step.
    ///
    /// # Errors
    /// [`DatabaseError`].
    pub fn steps(&self, profile: &str) -> Result<Vec<StepRow>, DatabaseError> {
        let connection = self.connection();
        let mut statement = connection.prepare_cached("SELECT step, document, done_at FROM steps WHERE profile = ?1 ORDER BY step")?;
        statement
            .query_and_then([profile], |row| Ok(StepRow { step: row.get(0)?, document: row.get(1)?, done_at: moment(row.get(2)?)? }))?
            .collect()
    }

    /// Keeps what a step proved.
    ///
    /// # Errors
    /// [`DatabaseError`].
    pub fn keep_step(&self, profile: &str, step: &StepRow) -> Result<(), DatabaseError> {
        self.connection().execute(
            "INSERT INTO steps VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO UPDATE SET document = excluded.document, done_at = excluded.done_at",
            params![profile, step.step, step.document, step.done_at.unix_timestamp()],
        )?;
        Ok(())
    }

    /// Removes what a step proved.
    ///
    /// # Errors
    /// [`DatabaseError`].
    pub fn forget_step(&self, profile: &str, step: &str) -> Result<(), DatabaseError> {
        self.connection().execute("DELETE FROM steps WHERE profile = ?1 AND step = ?2", [profile, step])?;
        Ok(())
    }
}

/// A moment from its seconds.
pub(super) fn moment(seconds: i64) -> Result<OffsetDateTime, DatabaseError> {
    OffsetDateTime::from_unix_timestamp(seconds).map_err(|failure| DatabaseError::Fault(failure.to_string()))
}

/// A name from its text.
pub(super) fn name<T: FromStr>(row: &Row<'_>, column: usize) -> Result<T, DatabaseError>
where
    T::Err: std::fmt::Display,
{
    parsed(&row.get::<_, String>(column)?)
}

fn parsed<T: FromStr>(text: &str) -> Result<T, DatabaseError>
where
    T::Err: std::fmt::Display,
{
    text.parse().map_err(|failure: T::Err| DatabaseError::Fault(failure.to_string()))
}

/// Certificates one after the other, each behind its length in four bytes.
fn joined(chain: &[Vec<u8>]) -> Vec<u8> {
    chain.iter().flat_map(|der| [&u32::try_from(der.len()).unwrap_or(u32::MAX).to_be_bytes()[..], der].concat()).collect()
}

fn split(mut bytes: &[u8]) -> Option<Vec<Vec<u8>>> {
    let mut chain = Vec::new();
    while let Some((length, rest)) = bytes.split_first_chunk() {
        let (der, rest) = rest.split_at_checked(usize::try_from(u32::from_be_bytes(*length)).ok()?)?;
        chain.push(der.to_vec());
        bytes = rest;
    }
    bytes.is_empty().then_some(chain)
}
