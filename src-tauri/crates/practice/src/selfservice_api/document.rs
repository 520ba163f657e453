//! A client as the API's JSON: idporten.md 14.4.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use time::OffsetDateTime;
use time::macros::format_description;

use crate::registration::{ApplicationType, Authentication, Client, ClientKind, Draft, Lifetimes, LoginSettings, Refusal};

/// Every field of the client object. One that practice does not know is refused, so that a slip of the pen is seen.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Document {
    #[serde(skip_serializing_if = "Option::is_none")]
    client_id: Option<String>,
    client_name: Option<String>,
    description: Option<String>,
    integration_type: Option<String>,
    application_type: Option<String>,
    token_endpoint_auth_method: Option<String>,
    grant_types: Option<Vec<String>>,
    scopes: Option<Vec<String>>,
    redirect_uris: Option<Vec<String>>,
    post_logout_redirect_uris: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    frontchannel_logout_uri: Option<String>,
    frontchannel_logout_session_required: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    backchannel_logout_uri: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    client_uri: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    code_challenge_method: Option<String>,
    access_token_lifetime: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    refresh_token_lifetime: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    authorization_lifetime: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    refresh_token_usage: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    sso_disabled: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    onbehalfof: Option<Vec<Value>>,
    client_orgno: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    supplier_orgno: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    client_secret: Option<String>,
    active: Option<bool>,
    created: Option<String>,
    last_updated: Option<String>,
}

impl Document {
    pub(super) fn read(body: Value) -> Result<Self, Refusal> {
        serde_json::from_value(body).map_err(|error| Refusal::of("body_unreadable", error.to_string()))
    }

    /// The id that the body names.
    pub(super) fn id(&self) -> Option<&str> {
        self.client_id.as_deref()
    }

    /// What the document asks for, on behalf of this organisation.
    pub(super) fn draft(self, organisation: &str) -> Result<Draft, Refusal> {
        self.refuse_what_is_the_servers(organisation)?;
        let needed = |value: Option<String>, field| value.ok_or_else(|| Refusal::of("body_missing", field));
        let kind = kind(&needed(self.integration_type, "integration_type")?)?;
        let application_type = needed(self.application_type, "application_type")?;
        let authentication = needed(self.token_endpoint_auth_method, "token_endpoint_auth_method")?;
        let wrong = |field| Refusal::of("client_value", field);
        let usual = Lifetimes::default();
        Ok(Draft {
            name: needed(self.client_name, "client_name")?,
            description: needed(self.description, "description")?,
            kind,
            scopes: self.scopes.unwrap_or_default().into_iter().collect(),
            grant_types: self.grant_types.ok_or_else(|| Refusal::of("body_missing", "grant_types"))?.into_iter().collect(),
            redirect_uris: self.redirect_uris.unwrap_or_default(),
            login: LoginSettings {
                application_type: ApplicationType::named(&application_type).ok_or_else(|| wrong("application_type"))?,
                authentication: Authentication::named(&authentication).ok_or_else(|| wrong("token_endpoint_auth_method"))?,
                reuse_refresh: choice(self.refresh_token_usage.as_deref(), ["ONETIME", "REUSE"], "refresh_token_usage")?,
                pkce: !choice(self.code_challenge_method.as_deref(), ["S256", "none"], "code_challenge_method")?,
                post_logout_redirect_uris: self.post_logout_redirect_uris.unwrap_or_default(),
                frontchannel_logout_uri: self.frontchannel_logout_uri,
                frontchannel_logout_session_required: self.frontchannel_logout_session_required.unwrap_or_default(),
                backchannel_logout_uri: self.backchannel_logout_uri,
                client_uri: self.client_uri,
                sso_disabled: self.sso_disabled.unwrap_or_default(),
                ..LoginSettings::default()
            },
            lifetimes: Lifetimes {
                access: self.access_token_lifetime.unwrap_or(usual.access),
                refresh: self.refresh_token_lifetime.unwrap_or(usual.refresh),
                authorization: self.authorization_lifetime.unwrap_or(usual.authorization),
            },
        })
    }

    fn refuse_what_is_the_servers(&self, organisation: &str) -> Result<(), Refusal> {
        let foreign = |number: &Option<String>| number.as_deref().is_some_and(|number| number != organisation);
        let set = [
            ("created", self.created.is_some()),
            ("last_updated", self.last_updated.is_some()),
            ("client_secret", self.client_secret.is_some()),
            ("active", self.active == Some(false)),
            ("client_orgno", foreign(&self.client_orgno)),
            ("supplier_orgno", self.supplier_orgno.is_some()),
            ("onbehalfof", self.onbehalfof.as_ref().is_some_and(|entries| !entries.is_empty())),
        ];
        set.iter().find(|(_, set)| *set).map_or(Ok(()), |(field, _)| Err(Refusal::of("body_fixed", *field)))
    }

    /// The client as it stands. The secret is told in two replies only.
    pub(super) fn of(client: &Client) -> Self {
        let login = &client.login;
        let mut document = Self {
            client_id: Some(client.id.clone()),
            client_name: Some(client.name.clone()),
            description: Some(client.description.clone()),
            integration_type: Some(client.kind.integration_type().to_owned()),
            application_type: Some(client.application_type().name().to_owned()),
            token_endpoint_auth_method: Some(client.authentication().name().to_owned()),
            grant_types: Some(client.grant_types().into_iter().map(str::to_owned).collect()),
            scopes: Some(client.scopes.iter().cloned().collect()),
            redirect_uris: Some(client.redirect_uris.clone()),
            post_logout_redirect_uris: Some(login.post_logout_redirect_uris.clone()),
            access_token_lifetime: Some(client.lifetimes.access),
            client_uri: login.client_uri.clone(),
            client_orgno: Some(client.organisation.clone()),
            active: Some(client.active),
            created: Some(timestamp(client.created)),
            last_updated: Some(timestamp(client.updated())),
            ..Self::default()
        };
        if client.kind.logs_in() {
            document.frontchannel_logout_uri.clone_from(&login.frontchannel_logout_uri);
            document.frontchannel_logout_session_required = Some(login.frontchannel_logout_session_required);
            document.backchannel_logout_uri.clone_from(&login.backchannel_logout_uri);
            document.code_challenge_method = Some(if login.pkce { "S256" } else { "none" }.to_owned());
            document.refresh_token_lifetime = Some(client.lifetimes.refresh);
            document.authorization_lifetime = Some(client.lifetimes.authorization);
            document.refresh_token_usage = Some(if login.reuse_refresh { "REUSE" } else { "ONETIME" }.to_owned());
            document.sso_disabled = Some(login.sso_disabled);
        }
        document
    }

    /// With the secret that was just made.
    pub(super) fn with_secret(client: &Client) -> Self {
        let secret = client.login.secret.as_ref().map(|secret| secret.value.clone());
        Self { client_secret: secret, ..Self::of(client) }
    }
}

/// Digdir's pattern `yyyy-MM-dd'T'HH:mm:ss.SSSXXX`.
pub(super) fn timestamp(seconds: i64) -> String {
    let form = format_description!("[year]-[month]-[day]T[hour]:[minute]:[second].000Z");
    OffsetDateTime::from_unix_timestamp(seconds).ok().and_then(|moment| moment.format(&form).ok()).unwrap_or_default()
}

fn kind(integration_type: &str) -> Result<ClientKind, Refusal> {
    let kind = ClientKind::ALL.into_iter().find(|kind| kind.integration_type() == integration_type);
    kind.ok_or_else(|| match integration_type {
        "krr" | "eformidling" | "idporten_saml2" => Refusal::of("client_not_offered", integration_type),
        _ => Refusal::of("client_value", "integration_type"),
    })
}

/// Whether the second of two values was chosen; the first is the usual one.
fn choice(value: Option<&str>, [usual, other]: [&str; 2], field: &str) -> Result<bool, Refusal> {
    match value {
        None => Ok(false),
        Some(value) if value == usual => Ok(false),
        Some(value) if value == other => Ok(true),
        Some(_) => Err(Refusal::of("client_value", field)),
    }
}
