//! The copy's document, version by version; so far there is one.

use base64::prelude::{BASE64_STANDARD, Engine as _};
use inngang_engine::keys::KeyFacts;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use time::OffsetDateTime;

use super::moment;
use super::request::Request;
use crate::database::{CertificateRow, ClientRow, KeyEventRow, KeyRow, ProfileRow, ProfileRows, RegistrationRow, StepRow, WatchedRow};

/// How the document begins: what tells it from every other file.
pub(super) const MARK: &str = "{\"inngang_profile\":";
pub(super) const VERSION: i64 = 1;

/// What every version has.
#[derive(Deserialize)]
pub(super) struct Head {
    pub(super) inngang_profile: i64,
}

#[derive(Serialize, Deserialize)]
pub(super) struct Document {
    inngang_profile: i64,
    #[serde(with = "moment")]
    pub(super) made_at: OffsetDateTime,
    profile: Profile,
    keys: Vec<Key>,
    certificates: Vec<Certificate>,
    clients: Vec<Client>,
    registrations: Vec<Registration>,
    watched: Vec<Watched>,
    steps: Vec<Step>,
    /// A copy of before there were any has none.
    #[serde(default)]
    requests: Vec<Request>,
    history: Vec<Event>,
}

#[derive(Serialize, Deserialize)]
struct Profile {
    id: String,
    environment: String,
    organisation: String,
    organisation_name: String,
    #[serde(with = "moment")]
    created_at: OffsetDateTime,
}

#[derive(Serialize, Deserialize)]
struct Key {
    id: String,
    name: String,
    kid: String,
    /// DER SubjectPublicKeyInfo, base64.
    public_key: String,
    #[serde(with = "moment")]
    created_at: OffsetDateTime,
    certificate: Option<String>,
}

#[derive(Serialize, Deserialize)]
struct Certificate {
    id: String,
    key: String,
    /// DER, base64, leaf first.
    chain: Vec<String>,
    #[serde(with = "moment")]
    imported_at: OffsetDateTime,
}

#[derive(Serialize, Deserialize)]
struct Client {
    id: String,
    kind: String,
    name: String,
    key: Option<String>,
    #[serde(with = "moment")]
    added_at: OffsetDateTime,
}

#[derive(Serialize, Deserialize)]
struct Registration {
    key: String,
    client: String,
    kid: String,
    #[serde(with = "moment")]
    registered_at: OffsetDateTime,
    #[serde(with = "moment::option")]
    retired_at: Option<OffsetDateTime>,
}

#[derive(Serialize, Deserialize)]
struct Watched {
    id: String,
    what: String,
    name: String,
    #[serde(with = "moment")]
    starts_at: OffsetDateTime,
}

#[derive(Serialize, Deserialize)]
struct Step {
    step: String,
    document: String,
    #[serde(with = "moment")]
    done_at: OffsetDateTime,
}

#[derive(Serialize, Deserialize)]
struct Event {
    key: String,
    name: String,
    what: String,
    #[serde(with = "moment")]
    at: OffsetDateTime,
}

impl Document {
    pub(super) fn of(rows: ProfileRows, made_at: OffsetDateTime) -> Self {
        let ProfileRow { id, environment, organisation, organisation_name, created_at } = rows.profile;
        Self {
            inngang_profile: VERSION,
            made_at,
            profile: Profile { id, environment, organisation: organisation.as_str().to_owned(), organisation_name, created_at },
            keys: rows.keys.into_iter().map(Key::from).collect(),
            certificates: rows.certificates.into_iter().map(Certificate::from).collect(),
            clients: rows.clients.into_iter().map(Client::from).collect(),
            registrations: rows.registrations.into_iter().map(Registration::from).collect(),
            watched: rows.watched.into_iter().map(Watched::from).collect(),
            steps: rows.steps.into_iter().map(Step::from).collect(),
            requests: rows.requests.into_iter().map(Request::from).collect(),
            history: rows.history.into_iter().map(Event::from).collect(),
        }
    }

    /// The rows, or nothing when something in them is not what it must be.
    pub(super) fn rows(self) -> Option<ProfileRows> {
        let Profile { id, environment, organisation, organisation_name, created_at } = self.profile;
        // It names a folder; on some disks capital letters would make it another profile's.
        let legal = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
        let named = (1..=64).contains(&id.len()) && id.bytes().all(legal);
        let organisation = organisation.parse().ok().filter(|_| named)?;
        Some(ProfileRows {
            profile: ProfileRow { id, environment, organisation, organisation_name, created_at },
            keys: self.keys.into_iter().map(Key::row).collect::<Option<_>>()?,
            certificates: self.certificates.into_iter().map(Certificate::row).collect::<Option<_>>()?,
            clients: self.clients.into_iter().map(Client::row).collect::<Option<_>>()?,
            registrations: self.registrations.into_iter().map(Registration::row).collect::<Option<_>>()?,
            watched: self.watched.into_iter().map(Watched::row).collect(),
            steps: self.steps.into_iter().map(Step::row).collect(),
            requests: self.requests.into_iter().map(Request::row).collect::<Option<_>>()?,
            history: self.history.into_iter().map(Event::row).collect(),
        })
    }
}

impl From<KeyRow> for Key {
    fn from(row: KeyRow) -> Self {
        let KeyRow { id, name, kid, facts, created_at, certificate } = row;
        Self { id, name, kid: kid.as_str().to_owned(), public_key: BASE64_STANDARD.encode(facts.spki), created_at, certificate }
    }
}

impl Key {
    fn row(self) -> Option<KeyRow> {
        let Self { id, name, kid, public_key, created_at, certificate } = self;
        let facts = KeyFacts::from_spki(&BASE64_STANDARD.decode(public_key).ok()?).ok()?;
        Some(KeyRow { id, name, kid: kid.parse().ok()?, facts, created_at, certificate })
    }
}

impl From<CertificateRow> for Certificate {
    fn from(row: CertificateRow) -> Self {
        let CertificateRow { id, key_id, chain, imported_at } = row;
        Self { id, key: key_id, chain: chain.iter().map(|der| BASE64_STANDARD.encode(der)).collect(), imported_at }
    }
}

impl Certificate {
    fn row(self) -> Option<CertificateRow> {
        let Self { id, key, chain, imported_at } = self;
        let chain: Vec<Vec<u8>> = chain.iter().map(|text| BASE64_STANDARD.decode(text).ok()).collect::<Option<_>>()?;
        let fingerprint: String = Sha256::digest(chain.first()?).iter().map(|byte| format!("{byte:02x}")).collect();
        (fingerprint == id).then_some(CertificateRow { id, key_id: key, chain, imported_at })
    }
}

impl From<ClientRow> for Client {
    fn from(row: ClientRow) -> Self {
        let ClientRow { id, kind, name, key, added_at } = row;
        Self { id: id.as_str().to_owned(), kind, name, key, added_at }
    }
}

impl Client {
    fn row(self) -> Option<ClientRow> {
        let Self { id, kind, name, key, added_at } = self;
        Some(ClientRow { id: id.parse().ok()?, kind, name, key, added_at })
    }
}

impl From<RegistrationRow> for Registration {
    fn from(row: RegistrationRow) -> Self {
        let RegistrationRow { key, client, kid, registered_at, retired_at } = row;
        Self { key, client: client.as_str().to_owned(), kid: kid.as_str().to_owned(), registered_at, retired_at }
    }
}

impl Registration {
    fn row(self) -> Option<RegistrationRow> {
        let Self { key, client, kid, registered_at, retired_at } = self;
        Some(RegistrationRow { key, client: client.parse().ok()?, kid: kid.parse().ok()?, registered_at, retired_at })
    }
}

impl From<WatchedRow> for Watched {
    fn from(row: WatchedRow) -> Self {
        let WatchedRow { id, what, name, starts_at } = row;
        Self { id, what, name, starts_at }
    }
}

impl Watched {
    fn row(self) -> WatchedRow {
        let Self { id, what, name, starts_at } = self;
        WatchedRow { id, what, name, starts_at }
    }
}

impl From<StepRow> for Step {
    fn from(row: StepRow) -> Self {
        let StepRow { step, document, done_at } = row;
        Self { step, document, done_at }
    }
}

impl Step {
    fn row(self) -> StepRow {
        let Self { step, document, done_at } = self;
        StepRow { step, document, done_at }
    }
}

impl From<KeyEventRow> for Event {
    fn from(row: KeyEventRow) -> Self {
        let KeyEventRow { key, name, what, at } = row;
        Self { key, name, what, at }
    }
}

impl Event {
    fn row(self) -> KeyEventRow {
        let Self { key, name, what, at } = self;
        KeyEventRow { key, name, what, at }
    }
}
