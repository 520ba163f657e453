//! Altinn 2 on the page: logging in, what could be read there, the rungs, what an old set-up has in it.

use inngang_engine::legacy::{CertificateUse, Detection, LoginKind, Page, Read, Resource, Row, Sort};
use inngang_engine::secret::Secret;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{LegacyMessageView, Problem, RungView};

/// The ways in. Text key `legacy:way.<name>`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "they are the engine's")]
pub enum LegacyWay {
    Password,
    EnterpriseUser,
    IdPorten,
    Certificate,
    Maskinporten,
}

/// Logs in. Certificate and tokens are the profile's own.
#[derive(Debug, Deserialize, TS)]
pub struct LegacyLogIn {
    /// How.
    pub kind: LegacyWay,
    /// User name, for the two ways that have one.
    pub user: String,
    /// Theirs.
    #[ts(type = "string")]
    pub password: Secret<String>,
    /// Goes with each call; empty: none does.
    #[ts(type = "string")]
    pub api_key: Secret<String>,
}

/// A user of practice's town. Nothing of theirs is secret.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct LegacyUserView {
    /// User name.
    pub name: String,
    /// Password.
    pub password: String,
    /// Whose enterprise user it is; none for a person.
    pub organisation: Option<String>,
    /// Whether anybody has given it anything.
    pub has_roles: bool,
    /// By three wrong passwords.
    pub is_locked: bool,
}

/// A key of practice's town.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct LegacyKeyView {
    /// The key.
    pub key: String,
    /// Whether it was ordered for messages too.
    pub opens_messages: bool,
}

/// An address that can be read. Text key `legacy:resource.<name>`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct LegacyResourceView {
    /// Name.
    pub name: String,
    /// With `{who}` and `{id}`.
    pub template: String,
    /// Whether whoever is logged in may ask.
    pub opens: bool,
}

impl LegacyResourceView {
    /// An address, for whoever is logged in.
    #[must_use]
    pub fn new(resource: &Resource, login: Option<LoginKind>) -> Self {
        Self { name: resource.name.to_owned(), template: resource.template.to_owned(), opens: resource.needs.met_by(login) }
    }
}

/// Where one stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct LegacyView {
    /// Whether this environment's Altinn 2 has closed.
    pub closed: bool,
    /// Who is logged in.
    pub session: Option<LegacyWay>,
    /// Whether the profile has an enterprise certificate, a login, a token of Maskinporten's.
    pub has_certificate: bool,
    /// As above.
    pub has_login: bool,
    /// As above.
    pub has_token: bool,
    /// All addresses.
    pub resources: Vec<LegacyResourceView>,
    /// Practice's; none elsewhere.
    pub users: Vec<LegacyUserView>,
    /// Likewise.
    pub keys: Vec<LegacyKeyView>,
}

/// Reads one address.
#[derive(Debug, Clone, Default, Deserialize, TS)]
pub struct LegacyCall {
    /// Name of the address.
    pub resource: String,
    /// `my`, an organisation's number, or `r` and digits; empty: `my`.
    pub who: String,
    /// Empty where the address has none.
    pub id: String,
    /// How many at most.
    pub top: Option<u32>,
    /// After so many.
    pub skip: Option<u32>,
    /// Where an answer has led to.
    pub link: Option<String>,
}

/// How a certificate took part. Text key `legacy:certificate.<name>`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "they are the engine's")]
pub enum LegacyCertificate {
    None,
    Sent,
    NotAskedFor,
}

/// One thing that was read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct LegacyRowView {
    /// One a column.
    pub cells: Vec<Option<String>>,
    /// Where it can be read alone.
    pub link: Option<String>,
}

/// What stood there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct LegacyListingView {
    /// Name of the address.
    pub resource: String,
    /// The members' names there.
    pub columns: Vec<String>,
    /// In the order sent.
    pub rows: Vec<LegacyRowView>,
    /// The message, where one was opened.
    pub message: Option<LegacyMessageView>,
    /// The words after the status.
    pub reason: String,
    /// Whether the certificate was part of it.
    pub certificate: LegacyCertificate,
}

/// The rungs, as far as one got.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct LegacyLadderView {
    /// From the bottom. Text key `legacy:rung.<name>`.
    pub rungs: Vec<RungView>,
}

/// Looks through a paste. It may hold a password, so it is a secret.
#[derive(Debug, Deserialize, TS)]
pub struct DetectLegacy {
    /// An address, settings, a cookie, a header.
    #[ts(type = "string")]
    pub text: Secret<String>,
}

/// What sort of thing. Text key `legacy:sort.<name>`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "they are the engine's")]
pub enum LegacySort {
    Host,
    Address,
    Header,
    Scope,
    Word,
}

/// Something old that was found. Text key `legacy:old.<name>.was`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct LegacyFoundView {
    /// Name.
    pub name: String,
    /// What sort.
    pub sort: LegacySort,
    /// As our table writes it.
    pub written: String,
    /// The first line that it stands on.
    pub line: u32,
    /// How often.
    pub times: u32,
    /// `2026-06-19`.
    pub gone: Option<String>,
    /// The part whose successor is its own: `legacy:successor.<name>`. None: `legacy:old.<name>.now`.
    pub successor: Option<String>,
}

/// What came of looking.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct LegacyDetectionView {
    /// In the order of the paste.
    pub found: Vec<LegacyFoundView>,
    /// There was a secret in it.
    pub has_secret: bool,
    /// It was longer than is read.
    pub cut: bool,
}

macro_rules! names {
    ($ours:ident of $theirs:ident: $($name:ident),+) => {
        impl From<$theirs> for $ours {
            fn from(name: $theirs) -> Self {
                match name { $($theirs::$name => Self::$name),+ }
            }
        }
    };
}

names!(LegacyWay of LoginKind: Password, EnterpriseUser, IdPorten, Certificate, Maskinporten);
names!(LegacyCertificate of CertificateUse: None, Sent, NotAskedFor);
names!(LegacySort of Sort: Host, Address, Header, Scope, Word);

impl TryFrom<LegacyCall> for inngang_engine::legacy::Call {
    type Error = Problem;

    fn try_from(asked: LegacyCall) -> Result<Self, Problem> {
        let resource = inngang_engine::legacy::Resource::named(&asked.resource).ok_or_else(Problem::bug)?;
        let who = asked.who.parse().map_err(|_| Problem::bad_organisation())?;
        let id = Some(asked.id.trim().to_owned()).filter(|id| !id.is_empty());
        let page = Page { skip: asked.skip, top: asked.top, ..Page::default() };
        Ok(Self { who, id, page, link: asked.link, ..Self::new(resource) })
    }
}

impl LegacyListingView {
    /// What was read at an address.
    #[must_use]
    pub fn new(resource: &str, read: Read) -> Self {
        let row = |row: Row| LegacyRowView { cells: row.cells, link: row.link };
        Self {
            resource: resource.to_owned(),
            columns: read.listing.columns,
            rows: read.listing.rows.into_iter().map(row).collect(),
            message: read.message.map(Into::into),
            reason: read.reason,
            certificate: read.certificate.into(),
        }
    }
}

impl From<Detection> for LegacyDetectionView {
    fn from(detection: Detection) -> Self {
        let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        let found = detection.found.iter().map(|found| LegacyFoundView {
            name: found.thing.name.to_owned(),
            sort: found.thing.sort.into(),
            written: found.written.to_owned(),
            line: count(found.line),
            times: count(found.times),
            gone: found.thing.gone.map(str::to_owned),
            successor: found.thing.successor.map(|part| part.key().to_owned()),
        });
        Self { found: found.collect(), has_secret: detection.has_secret, cut: detection.cut }
    }
}
