//! Renewal with overlap on the page: which clients have keys that end, and how far each renewal has come.

use inngang_engine::keys::{KeyFacts, SigningAlgorithm};
use inngang_engine::names::Scope;
use inngang_engine::renewal::{Renewal, Road, Stage};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{KeyBits, moment};

/// By which road a new key reaches Digdir.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum RenewalRoad {
    /// A person pastes it.
    Portal,
    /// The self-service API.
    Api,
}

/// How far a renewal has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum RenewalStage {
    /// Decided.
    Begun,
    /// The new key is in the vault.
    Made,
    /// It stands on the client beside the old one.
    Added,
    /// A token was fetched with it.
    Proved,
    /// The client signs with it here.
    Switched,
    /// The old one is gone from the client.
    Retired,
}

/// Begins the renewal of a client's key.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct BeginRenewal {
    /// The client.
    pub client_id: String,
    /// Road.
    pub road: RenewalRoad,
    /// Modulus length.
    pub bits: KeyBits,
    /// A scope of the client's that the proof asks for, as typed.
    pub scopes: String,
}

/// Takes a renewal one step on.
#[derive(Debug, Clone, Deserialize, TS)]
#[ts(optional_fields)]
pub struct AdvanceRenewal {
    /// The client.
    pub client_id: String,
    /// Nøkkel-ID that the portal shows, when the step is «added in the portal».
    #[serde(default)]
    pub kid: Option<String>,
}

/// A renewal under way.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct RenewalView {
    /// The client.
    pub client_id: String,
    /// Its name; empty when not known.
    pub client_name: String,
    /// How far it has come.
    pub stage: RenewalStage,
    /// Road.
    pub road: RenewalRoad,
    /// `kid` of the key that ends.
    pub old_kid: Option<String>,
    /// `kid` of the new one: ours, or the portal's once it was told.
    pub new_kid: String,
    /// The new one's public half to paste, once it is made.
    pub jwk: Option<String>,
    /// The same as PEM.
    pub pem: Option<String>,
    /// Scopes that the proof asks for.
    pub scopes: Vec<String>,
    /// RFC 3339.
    pub begun_at: String,
    /// RFC 3339; when the new key was posted.
    pub added_at: Option<String>,
}

/// A client of the profile, and the key that it signs with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ClientView {
    /// Its id.
    pub client_id: String,
    /// Its name; empty when not known.
    pub name: String,
    /// Digdir's integration type.
    pub kind: String,
    /// Id of its key in the vault.
    pub key: Option<String>,
    /// The name that the key stands under.
    pub kid: Option<String>,
    /// RFC 3339; when the key's year ends.
    pub expires_at: Option<String>,
    /// Scopes of its last token, to propose for the proof.
    pub scopes: Vec<String>,
}

/// Clients and renewals of the profile.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct RenewalsView {
    /// Clients, those whose key ends first first.
    pub clients: Vec<ClientView>,
    /// Renewals under way.
    pub renewals: Vec<RenewalView>,
    /// Whether the self-service API is connected, so that its road is open.
    pub api: bool,
}

impl From<RenewalRoad> for Road {
    fn from(road: RenewalRoad) -> Self {
        match road {
            RenewalRoad::Portal => Self::Portal,
            RenewalRoad::Api => Self::Api,
        }
    }
}

impl From<Road> for RenewalRoad {
    fn from(road: Road) -> Self {
        match road {
            Road::Portal => Self::Portal,
            Road::Api => Self::Api,
        }
    }
}

impl From<Stage> for RenewalStage {
    fn from(stage: Stage) -> Self {
        match stage {
            Stage::Begun => Self::Begun,
            Stage::Made => Self::Made,
            Stage::Added => Self::Added,
            Stage::Proved => Self::Proved,
            Stage::Switched => Self::Switched,
            Stage::Retired => Self::Retired,
        }
    }
}

impl RenewalView {
    /// A renewal, with the new key's public half once it is made.
    #[must_use]
    pub fn new(renewal: &Renewal, client_name: &str, made: Option<&KeyFacts>) -> Self {
        let jwk = made.map(|facts| facts.jwk(&renewal.new_kid, SigningAlgorithm::Rs256));
        Self {
            client_id: renewal.client.to_string(),
            client_name: client_name.to_owned(),
            stage: renewal.stage.into(),
            road: renewal.road.into(),
            old_kid: renewal.old.as_ref().map(|old| old.kid.to_string()),
            new_kid: renewal.new_kid.to_string(),
            jwk: jwk.and_then(|jwk| serde_json::to_string_pretty(&jwk).ok()),
            pem: made.map(KeyFacts::pem),
            scopes: renewal.scopes.iter().map(Scope::to_string).collect(),
            begun_at: moment(renewal.begun_at),
            added_at: renewal.added_at.map(moment),
        }
    }
}
