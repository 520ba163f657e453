//! Digdir's self-service on the page: what the portal wants typed, and the clients that the API shows.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{ClientKind, SignWith};

mod view;

/// Asks what the portal's form wants for a client of this kind.
#[derive(Debug, Clone, Copy, Deserialize, TS)]
pub struct OpenPortalRoad {
    /// Which form.
    pub kind: ClientKind,
}

/// One field of the portal's form. The label is the portal's own and not translated.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PortalFieldView {
    /// Text key `selfservice:field.<name>` of what the field is for.
    pub name: String,
    /// As the portal writes it.
    pub label: String,
    /// What to enter, to copy; several lines where the field takes several values.
    pub value: String,
}

/// What a person does in the portal (idporten.md 13).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PortalRoadView {
    /// Which form.
    pub kind: ClientKind,
    /// Where the portal is now.
    pub address: String,
    /// Spellings that bookmarks and old guides have.
    pub earlier: Vec<String>,
    /// Where the terms of use are signed.
    pub terms: String,
    /// The right in Altinn that production demands, in Altinn's own words; none in practice.
    pub right: Option<String>,
    /// The form, in the order of idporten.md 13.5 or 13.6.
    pub fields: Vec<PortalFieldView>,
}

/// Connects to the self-service API as an administration client (idporten.md 14.1).
#[derive(Debug, Clone, Deserialize, TS)]
#[ts(optional_fields)]
pub struct ConnectSelfService {
    /// The administration client.
    pub client_id: String,
    /// What signs for it.
    pub sign_with: SignWith,
    /// Id of the key in the vault; the one that is known of the client when left out.
    #[serde(default)]
    pub key: Option<String>,
    /// Nøkkel-ID that it is registered under; its own when left out.
    #[serde(default)]
    pub kid: Option<String>,
}

/// Lists the organisation's clients.
#[derive(Debug, Clone, Copy, Deserialize, TS)]
pub struct ListServiceClients {
    /// Deactivated ones instead.
    pub inactive: bool,
}

/// Names a client at Digdir.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct ChosenClient {
    /// Its id.
    pub client_id: String,
}

/// How a client proves who it is (idporten.md 2.3).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "RFC 7591 §2's own names")]
pub enum ClientAuthentication {
    None,
    ClientSecretBasic,
    ClientSecretPost,
    PrivateKeyJwt,
}

/// Makes a client at Digdir.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct CreateServiceClient {
    /// Integration type.
    pub kind: ClientKind,
    /// How it proves who it is; for Maskinporten always `private_key_jwt`.
    pub authentication: ClientAuthentication,
    /// Visningsnavn.
    pub name: String,
    /// Beskrivelse.
    pub description: String,
    /// Scopes as typed, separated by white space.
    pub scopes: String,
}

/// Changes what may be changed of a client.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct ChangeServiceClient {
    /// Its id.
    pub client_id: String,
    /// Visningsnavn.
    pub name: String,
    /// Beskrivelse.
    pub description: String,
    /// Scopes as typed, separated by white space.
    pub scopes: String,
}

/// Deactivates a client: for good, its id is never used again. What was typed must be its name.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct DeactivateServiceClient {
    /// Its id.
    pub client_id: String,
    /// As typed.
    pub typed: String,
}

/// Puts one of the profile's keys on a client, beside those that stand there.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct AddServiceKey {
    /// The client.
    pub client_id: String,
    /// Id of the key in the vault.
    pub key: String,
}

/// A key on a client: to take away, or to post again.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct ServiceKey {
    /// The client.
    pub client_id: String,
    /// The name that the key stands under.
    pub kid: String,
}

/// A key that stands on a client.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ServiceKeyView {
    /// Its name there.
    pub kid: String,
    /// `RS256` …
    pub algorithm: Option<String>,
    /// RFC 3339.
    pub created: Option<String>,
    /// A year after it was posted.
    pub expires_at: Option<String>,
    /// Id in our vault, when it is ours.
    pub ours: Option<String>,
}

/// A client as Digdir has it. Types that we do not know stand as Digdir writes them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ServiceClientView {
    /// Its id.
    pub client_id: String,
    /// Visningsnavn.
    pub name: String,
    /// Beskrivelse.
    pub description: String,
    /// `maskinporten`, `api_klient` …
    pub integration_type: String,
    /// `web`, `native` …
    pub application_type: Option<String>,
    /// `private_key_jwt`, `none` …
    pub authentication: Option<String>,
    /// Scopes that it may ask for.
    pub scopes: Vec<String>,
    /// Where a login may come back to.
    pub redirect_uris: Vec<String>,
    /// Whether it is in use.
    pub active: bool,
    /// RFC 3339.
    pub created: Option<String>,
    /// RFC 3339.
    pub last_updated: Option<String>,
    /// Its keys, when they were read.
    pub keys: Option<Vec<ServiceKeyView>>,
    /// Whether the vault keeps a secret of it.
    pub secret_here: bool,
}

/// The self-service API as it was met.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ServiceClientsView {
    /// The administration client; none when not connected.
    pub administration: Option<String>,
    /// Address that answered, with its prefix.
    pub base: Option<String>,
    /// Whether the administration client may change things, not only read.
    pub may_write: bool,
    /// Clients, by name.
    pub clients: Vec<ServiceClientView>,
}

/// A scope that the organisation may use.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ServiceScopeView {
    /// `prefix:name`.
    pub scope: String,
    /// `APPROVED`, `REQUESTED`, `DENIED`; none for one that is open to all.
    pub state: Option<String>,
    /// Nine digits of who owns it.
    pub owner: Option<String>,
    /// Name of who owns it.
    pub owner_name: Option<String>,
}

/// Scopes that the organisation may use.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ServiceScopesView {
    /// By name.
    pub scopes: Vec<ServiceScopeView>,
}
