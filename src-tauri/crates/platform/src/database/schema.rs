//! The tables, version by version. A version that was released is never changed; the next one follows it.

use rusqlite::Connection;

use super::DatabaseError;

const VERSIONS: [&str; 1] = ["
    CREATE TABLE settings (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

    CREATE TABLE profiles (
        id TEXT PRIMARY KEY,
        environment TEXT NOT NULL,
        organisation TEXT NOT NULL,
        organisation_name TEXT NOT NULL,
        created_at INTEGER NOT NULL,
        UNIQUE (environment, organisation)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE keys (
        profile TEXT NOT NULL REFERENCES profiles ON DELETE CASCADE,
        id TEXT NOT NULL,
        kid TEXT NOT NULL,
        spki BLOB NOT NULL,
        thumbprint TEXT NOT NULL,
        bits INTEGER NOT NULL,
        created_at INTEGER NOT NULL,
        registered_at INTEGER,
        client_id TEXT,
        certificate TEXT,
        PRIMARY KEY (profile, id)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE certificates (
        profile TEXT NOT NULL REFERENCES profiles ON DELETE CASCADE,
        id TEXT NOT NULL,
        key_id TEXT NOT NULL,
        chain BLOB NOT NULL,
        imported_at INTEGER NOT NULL,
        PRIMARY KEY (profile, id)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE steps (
        profile TEXT NOT NULL REFERENCES profiles ON DELETE CASCADE,
        step TEXT NOT NULL,
        document TEXT NOT NULL,
        done_at INTEGER NOT NULL,
        PRIMARY KEY (profile, step)
    ) STRICT, WITHOUT ROWID;
"];

/// The newest version that this program knows.
pub(super) const KNOWN: i64 = VERSIONS.len() as i64;

/// The version of a file; 0 for a new one.
pub(super) fn version(connection: &Connection) -> rusqlite::Result<i64> {
    connection.query_row("PRAGMA user_version", [], |row| row.get(0))
}

/// Brings a file forward. Each version is one transaction; two programs that start at once take turns.
pub(super) fn migrate(connection: &mut Connection) -> Result<(), DatabaseError> {
    for (number, statements) in (1..).zip(VERSIONS) {
        let transaction = connection.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
        if version(&transaction)? < number {
            transaction.execute_batch(statements)?;
            transaction.pragma_update(None, "user_version", number)?;
        }
        transaction.commit()?;
    }
    Ok(())
}
