//! The token reader on the page: what a token says and whether its issuer signed it. Never the token.

use inngang_engine::secret::Secret;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{FindingView, Problem};

mod view;

/// Reads a token: one that was pasted, or one from memory. Exactly one of the two.
#[derive(Debug, Deserialize, TS)]
pub struct ReadToken {
    /// As pasted, in whatever form. A secret: the field is emptied once it is read.
    #[ts(type = "string | null")]
    pub text: Option<Secret<String>>,
    /// Id in the session.
    pub token: Option<String>,
}

/// Holds the signature of the token that was read last against its issuer's published keys.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct CheckTokenSignature {
    /// Id of the reading.
    pub reading: String,
}

/// What a token is. Text key `token:kind.<kind>`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum TokenKind {
    /// Maskinporten's access token.
    Maskinporten,
    /// ID-porten's or Ansattporten's access token.
    Idporten,
    /// Who logged in.
    Id,
    /// Altinn's, given in exchange.
    Altinn,
    /// A client's request for a token; a credential for two minutes.
    Grant,
    /// Another JWT.
    Other,
}

/// A service that issues tokens. Text key `token:service.<service>`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "names of services")]
pub enum TokenService {
    Maskinporten,
    Idporten,
    Ansattporten,
    Altinn,
    Skyporten,
}

/// Where an issuer stands. Text key `token:place.<place>`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum TokenPlace {
    /// The town, now or another time.
    Practice,
    /// Digdir's and Altinn's test.
    Test,
    /// The real thing.
    Production,
    /// This profile's own hosts.
    Custom,
    /// Where the services' makers try them out.
    Development,
    /// Switched off for good.
    Retired,
    /// Nobody knows the name.
    Unknown,
}

/// What somebody is in a token. Text key `token:role.<role>`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "documented in the engine's Role")]
pub enum TokenRole {
    Consumer,
    Supplier,
    SystemUserOwner,
    Client,
    Person,
    DelegationSource,
    ConsentFrom,
    ConsentTo,
}

/// Who gave an organisation its id. Text key `token:authority.<authority>`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "documented in the engine's Authority")]
pub enum TokenAuthority {
    Norwegian,
    Historic,
    Foreign,
    Other,
}

/// A value for showing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", content = "value", rename_all = "snake_case")]
pub enum ClaimValueView {
    /// Shown as it is.
    Text(String),
    /// Shown as it is.
    Number(String),
    /// True or false.
    Flag(bool),
    /// `null`.
    Nothing,
    /// RFC 3339, UTC.
    Moment(String),
    /// Several.
    List(Vec<ClaimValueView>),
    /// An object.
    Members(Vec<ClaimMemberView>),
    /// So many certificates.
    Certificates(u32),
    /// A token or a private key, which is not shown.
    Hidden,
}

/// A member of an object.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ClaimMemberView {
    /// Name.
    pub name: String,
    /// Value.
    pub value: ClaimValueView,
}

/// A member of the header or of the claims.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ClaimView {
    /// As it stands there.
    pub name: String,
    /// Text keys `token:claim.<meaning>.name` and `.what`; none when nobody knows the name.
    pub meaning: Option<String>,
    /// For showing.
    pub value: ClaimValueView,
}

/// An organisation in a token.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct TokenOrganisationView {
    /// As it stands there.
    pub id: String,
    /// Nine digits, when there are.
    pub number: Option<String>,
    /// Who gave the id.
    pub authority: TokenAuthority,
}

/// Somebody in a token.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct TokenPartyView {
    /// What they are.
    pub role: TokenRole,
    /// Client id, address, masked national id; for an organisation its id.
    pub name: String,
    /// For an organisation.
    pub organisation: Option<TokenOrganisationView>,
}

/// What a consent allows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ConsentRightView {
    /// `read`, `consent` …
    pub actions: Vec<String>,
    /// Names of the resources.
    pub resources: Vec<String>,
}

/// One of a token's `authorization_details`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum TokenDetailView {
    /// A system user.
    SystemUser {
        /// Its ids; none in a grant.
        ids: Vec<String>,
        /// The system.
        system: Option<String>,
        /// Whose it is.
        owner: Option<TokenOrganisationView>,
        /// In a grant alone.
        external_ref: Option<String>,
    },
    /// A consent.
    Consent {
        /// Its id.
        id: Option<String>,
        /// A person, masked, or an organisation, as a URN.
        from: Option<String>,
        /// To whom.
        to: Option<TokenOrganisationView>,
        /// RFC 3339.
        consented: Option<String>,
        /// RFC 3339.
        valid_to: Option<String>,
        /// What it allows.
        rights: Vec<ConsentRightView>,
    },
    /// A type that we do not know.
    Other {
        /// Its name.
        name: String,
    },
}

/// When a token is good.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct TokenLifetimeView {
    /// RFC 3339.
    pub issued_at: Option<String>,
    /// RFC 3339.
    pub not_before: Option<String>,
    /// RFC 3339.
    pub expires_at: Option<String>,
    /// From issue to expiry.
    #[ts(type = "number | null")]
    pub seconds: Option<i64>,
    /// Until expiry when it was read, by the services' clock where that is known; negative when it has passed.
    #[ts(type = "number | null")]
    pub remaining: Option<i64>,
    /// Services' clock minus ours, in seconds, where it was measured.
    #[ts(type = "number | null")]
    pub clock_offset: Option<i64>,
}

/// What a token says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct TokenReadingView {
    /// Id under which the shell holds the token until another is read; filled in there.
    pub reading: Option<String>,
    /// What it is.
    pub token: TokenKind,
    /// `iss`.
    pub issuer: Option<String>,
    /// The service that its issuer is (for a grant: that it is for), by name alone.
    pub service: Option<TokenService>,
    /// Where that stands.
    pub place: TokenPlace,
    /// `alg`.
    pub algorithm: Option<String>,
    /// `kid`.
    pub key: Option<String>,
    /// The header's members in order.
    pub header: Vec<ClaimView>,
    /// The claims in order.
    pub claims: Vec<ClaimView>,
    /// Who is in it, in the order of the picture.
    pub parties: Vec<TokenPartyView>,
    /// System users, consents.
    pub details: Vec<TokenDetailView>,
    /// Scopes.
    pub scopes: Vec<String>,
    /// `aud`.
    pub audience: Vec<String>,
    /// When it is good.
    pub lifetime: TokenLifetimeView,
    /// What is odd, what matters most first.
    pub findings: Vec<FindingView>,
}

/// What became of the signature.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct TokenSignatureView {
    /// Code `token.signature_…` with its weight.
    pub finding: FindingView,
    /// Why the keys could not be fetched.
    pub problem: Option<Problem>,
}
