//! What belongs to a profile: certificates, what each step of the wizard proved, and the forms that all rows share.

use std::str::FromStr;

use rusqlite::{Row, params};
use time::OffsetDateTime;

use super::{Database, DatabaseError};

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

impl Database {
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

/// A name from text that is at hand.
pub(super) fn parsed<T: FromStr>(text: &str) -> Result<T, DatabaseError>
where
    T::Err: std::fmt::Display,
{
    text.parse().map_err(|failure: T::Err| DatabaseError::Fault(failure.to_string()))
}

/// Certificates one after the other, each behind its length in four bytes.
pub(super) fn joined(chain: &[Vec<u8>]) -> Vec<u8> {
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
