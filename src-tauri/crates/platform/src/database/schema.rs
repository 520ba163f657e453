//! The tables, version by version. A version that was released is never changed; the next one follows it.

use rusqlite::Connection;

use super::DatabaseError;

const VERSIONS: [&str; 5] = [FIRST, SECOND, THIRD, FOURTH, FIFTH];

/// As it was released first.
pub(super) const FIRST: &str = "
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
";

/// Where keys stand moves out of `keys`: one key may be registered on several clients, and a client changes its key.
const SECOND: &str = "
    ALTER TABLE keys ADD COLUMN name TEXT NOT NULL DEFAULT '';

    CREATE TABLE clients (
        profile TEXT NOT NULL REFERENCES profiles ON DELETE CASCADE,
        id TEXT NOT NULL,
        kind TEXT NOT NULL,
        name TEXT NOT NULL,
        key TEXT,
        added_at INTEGER NOT NULL,
        PRIMARY KEY (profile, id)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE registrations (
        profile TEXT NOT NULL REFERENCES profiles ON DELETE CASCADE,
        key TEXT NOT NULL,
        client TEXT NOT NULL,
        kid TEXT NOT NULL,
        registered_at INTEGER NOT NULL,
        retired_at INTEGER,
        PRIMARY KEY (profile, client, key)
    ) STRICT, WITHOUT ROWID;

    INSERT INTO clients SELECT profile, client_id, 'maskinporten', '', id, MAX(registered_at) FROM keys
        WHERE client_id IS NOT NULL AND registered_at IS NOT NULL GROUP BY profile, client_id;
    INSERT INTO registrations SELECT profile, id, client_id, kid, registered_at, NULL FROM keys
        WHERE client_id IS NOT NULL AND registered_at IS NOT NULL;
    ALTER TABLE keys DROP COLUMN registered_at;
    ALTER TABLE keys DROP COLUMN client_id;

    CREATE TABLE renewals (
        profile TEXT NOT NULL REFERENCES profiles ON DELETE CASCADE,
        client TEXT NOT NULL,
        old_key TEXT,
        old_kid TEXT,
        new_key TEXT NOT NULL,
        new_kid TEXT NOT NULL,
        bits INTEGER NOT NULL,
        road TEXT NOT NULL,
        stage TEXT NOT NULL,
        scopes TEXT NOT NULL,
        begun_at INTEGER NOT NULL,
        added_at INTEGER,
        proved_until INTEGER,
        PRIMARY KEY (profile, client)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE watched (
        profile TEXT NOT NULL REFERENCES profiles ON DELETE CASCADE,
        id TEXT NOT NULL,
        what TEXT NOT NULL,
        name TEXT NOT NULL,
        starts_at INTEGER NOT NULL,
        PRIMARY KEY (profile, id)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE told (
        profile TEXT NOT NULL REFERENCES profiles ON DELETE CASCADE,
        entry TEXT NOT NULL,
        days INTEGER NOT NULL,
        told_at INTEGER NOT NULL,
        PRIMARY KEY (profile, entry, days)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE key_history (
        profile TEXT NOT NULL REFERENCES profiles ON DELETE CASCADE,
        number INTEGER NOT NULL,
        key TEXT NOT NULL,
        name TEXT NOT NULL,
        what TEXT NOT NULL,
        at INTEGER NOT NULL,
        PRIMARY KEY (profile, number)
    ) STRICT, WITHOUT ROWID;
";

/// What was asked of customers, to be watched on.
const THIRD: &str = "
    CREATE TABLE requests (
        profile TEXT NOT NULL REFERENCES profiles ON DELETE CASCADE,
        id TEXT NOT NULL,
        kind TEXT NOT NULL,
        system TEXT NOT NULL,
        party TEXT NOT NULL,
        external_ref TEXT,
        title TEXT,
        rights TEXT NOT NULL,
        unwanted_rights TEXT NOT NULL,
        packages TEXT NOT NULL,
        unwanted_packages TEXT NOT NULL,
        system_user TEXT,
        confirm_url TEXT,
        created_at INTEGER NOT NULL,
        standing TEXT NOT NULL,
        checked_at INTEGER NOT NULL,
        PRIMARY KEY (profile, id)
    ) STRICT, WITHOUT ROWID;
";

/// A list of clients that did not come to its end is kept for each agent; before, the last one took the place of the others.
/// One that stands under its agent already is the newer, and stays.
const FOURTH: &str = "
    UPDATE OR IGNORE steps SET step = 'agent_run/' || json_extract(document, '$.agent')
        WHERE step = 'agent_run' AND json_valid(document) AND json_type(document, '$.agent') = 'text';
    DELETE FROM steps WHERE step = 'agent_run';
";

/// Who was asked is shown by name, once Enhetsregisteret has said it.
const FIFTH: &str = "
    ALTER TABLE requests ADD COLUMN party_name TEXT;
";

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
