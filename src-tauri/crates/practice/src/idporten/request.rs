//! The authorization request, checked: idporten.md 4, "things a simulator must reject" 1 to 7.

use crate::idporten::details::Details;
use crate::idporten::levels::{self, Level};
use crate::idporten::parameters::Parameters;
use crate::idporten::provider::Provider;
use crate::idporten::redirect_uris;
use crate::idporten::refusal::Refusal;
use crate::registration::{ApplicationType, Authentication, Client};

/// Where the answer goes, and how. Before this is known, a refusal stays on ID-porten's own page.
#[derive(Debug, Clone)]
pub(super) struct ReturnAddress {
    pub(super) client: String,
    pub(super) redirect_uri: String,
    pub(super) mode: ResponseMode,
    pub(super) state: Option<String>,
}

impl ReturnAddress {
    pub(super) fn of(parameters: &Parameters, client: &Client) -> Result<Self, Refusal> {
        let redirect_uri = parameters.required("redirect_uri")?;
        let native = client.login.application_type == ApplicationType::Native;
        if !redirect_uris::is_registered(redirect_uri, &client.redirect_uris, native) {
            return Err(Refusal::invalid_request(format!("The redirect_uri {redirect_uri} is not registered on client {}", client.id)));
        }
        Ok(Self {
            client: client.id.clone(),
            redirect_uri: redirect_uri.to_owned(),
            mode: parameters.text("response_mode").and_then(ResponseMode::named).unwrap_or_default(),
            state: parameters.text("state").map(str::to_owned),
        })
    }
}

/// OAuth 2.0 Multiple Response Types, Form Post Response Mode, JARM.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum ResponseMode {
    #[default]
    Query,
    FormPost,
    QueryJwt,
    FormPostJwt,
}

impl ResponseMode {
    pub(super) const NAMES: [&str; 4] = ["query", "form_post", "query.jwt", "form_post.jwt"];

    fn named(name: &str) -> Option<Self> {
        match name {
            "query" => Some(Self::Query),
            "form_post" => Some(Self::FormPost),
            "query.jwt" => Some(Self::QueryJwt),
            "form_post.jwt" => Some(Self::FormPostJwt),
            _ => None,
        }
    }
}

/// What is shown to the person before the answer goes back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Prompt {
    pub(super) none: bool,
    pub(super) login: bool,
    pub(super) consent: bool,
}

impl Prompt {
    pub(super) const NAMES: [&str; 3] = ["consent", "login", "none"];

    fn of(parameters: &Parameters) -> Result<Self, Refusal> {
        let asked: Vec<&str> = parameters.words("prompt").collect();
        if let Some(unknown) = asked.iter().find(|prompt| !Self::NAMES.contains(prompt)) {
            return Err(Refusal::invalid_request(format!("Unsupported prompt: {unknown}")));
        }
        let prompt = Self { none: asked.contains(&"none"), login: asked.contains(&"login"), consent: asked.contains(&"consent") };
        match prompt.none && asked.len() > 1 {
            true => Err(Refusal::invalid_request("The prompt none cannot be combined with others")),
            false => Ok(prompt),
        }
    }
}

/// An authorization request that may be shown to a person.
#[derive(Debug, Clone)]
pub(super) struct AuthorizationRequest {
    pub(super) answer_to: ReturnAddress,
    pub(super) scopes: Vec<String>,
    pub(super) nonce: Option<String>,
    pub(super) challenge: Option<String>,
    /// What the person may log in with, the lowest first.
    pub(super) accepted: Vec<Level>,
    pub(super) prompt: Prompt,
    pub(super) resource: Option<String>,
    pub(super) login_hint: Option<String>,
    /// Ansattporten's alone.
    pub(super) details: Option<Details>,
}

impl AuthorizationRequest {
    pub(super) fn of(parameters: &Parameters, client: &Client, answer_to: ReturnAddress, strict: bool) -> Result<Self, Refusal> {
        let provider = Provider::of(client.kind);
        refuse_unsupported(parameters, provider)?;
        let scopes = scopes(parameters, client)?;
        let wants_nonce = strict && scopes.iter().any(|scope| scope == "openid");
        require_binding(parameters, client, wants_nonce || provider == Provider::Ansattporten)?;
        Ok(Self {
            answer_to,
            nonce: parameters.text("nonce").map(str::to_owned),
            challenge: challenge(parameters, client)?,
            accepted: levels::accepted(parameters.words("acr_values"), provider)?,
            prompt: Prompt::of(parameters)?,
            resource: resource(parameters)?,
            login_hint: parameters.text("login_hint").map(str::to_owned),
            details: parameters.text("authorization_details").map(Details::of).transpose()?.flatten(),
            scopes,
        })
    }

    /// The scopes that only the person can give: everything but the login itself.
    pub(super) fn to_consent(&self) -> impl Iterator<Item = &str> {
        self.scopes.iter().map(String::as_str).filter(|scope| crate::town::Town.scope(scope).is_none_or(|scope| scope.consent))
    }
}

/// What metadata says no to, and what practice's clients have not registered.
fn refuse_unsupported(parameters: &Parameters, provider: Provider) -> Result<(), Refusal> {
    for (name, error) in [
        ("request", "request_not_supported"),
        ("request_uri", "request_uri_not_supported"),
        ("authorization_details", "invalid_authorization_details"),
        ("onbehalfof", "invalid_request"),
    ] {
        let is_understood = name == "authorization_details" && provider == Provider::Ansattporten;
        if parameters.text(name).is_some() && !is_understood {
            return Err(Refusal::new(error, format!("The parameter {name} is not supported for this client")));
        }
    }
    if parameters.required("response_type")? != "code" {
        return Err(Refusal::new("unsupported_response_type", "Only response_type code is supported"));
    }
    match parameters.text("response_mode") {
        Some(mode) if ResponseMode::named(mode).is_none() => Err(Refusal::invalid_request(format!("Unsupported response_mode: {mode}"))),
        _ => Ok(()),
    }
}

/// One scope too many refuses the whole login (idporten.md 0, fact 13).
fn scopes(parameters: &Parameters, client: &Client) -> Result<Vec<String>, Refusal> {
    let mut scopes: Vec<String> = Vec::new();
    for scope in parameters.words("scope").map(str::to_owned) {
        if !client.scopes.contains(&scope) && scope != "openid" {
            return Err(Refusal::new("invalid_scope", format!("The scope {scope} is not registered on the client")));
        }
        if !scopes.contains(&scope) {
            scopes.push(scope);
        }
    }
    match scopes.is_empty() {
        true => Err(Refusal::new("invalid_scope", "Missing scope parameter")),
        false => Ok(scopes),
    }
}

/// What ties the answer to the client's own request. A public client has no other proof than the state; Ansattporten wants everything
/// of everybody (idporten.md 17).
fn require_binding(parameters: &Parameters, client: &Client, needs_nonce: bool) -> Result<(), Refusal> {
    if client.login.authentication == Authentication::None || Provider::of(client.kind) == Provider::Ansattporten {
        parameters.required("state")?;
    }
    if needs_nonce {
        parameters.required("nonce")?;
    }
    match parameters.text("state") {
        Some(state) if !is_printable(state) => Err(Refusal::invalid_request("The state must be printable ASCII")),
        _ => Ok(()),
    }
}

/// `^[\x20-\x7E]+$`
pub(super) fn is_printable(state: &str) -> bool {
    state.bytes().all(|byte| (0x20..=0x7e).contains(&byte))
}

/// RFC 7636 §4.3; plain is not offered.
fn challenge(parameters: &Parameters, client: &Client) -> Result<Option<String>, Refusal> {
    let Some(challenge) = parameters.text("code_challenge") else {
        return match client.login.pkce || Provider::of(client.kind) == Provider::Ansattporten {
            true => Err(Refusal::invalid_request("Missing code_challenge parameter: PKCE is required")),
            false => Ok(None),
        };
    };
    if parameters.text("code_challenge_method") != Some("S256") {
        return Err(Refusal::invalid_request("The code_challenge_method must be S256"));
    }
    match crate::jose::decode(challenge) {
        Ok(hash) if hash.len() == 32 => Ok(Some(challenge.to_owned())),
        _ => Err(Refusal::invalid_request("The code_challenge must be 43 characters of base64url without padding")),
    }
}

/// RFC 8707 §2: an absolute URI without fragment.
fn resource(parameters: &Parameters) -> Result<Option<String>, Refusal> {
    let Some(resource) = parameters.text("resource") else { return Ok(None) };
    match url::Url::parse(resource) {
        Ok(uri) if uri.fragment().is_none() => Ok(Some(resource.to_owned())),
        _ => Err(Refusal::new("invalid_target", "The resource must be an absolute URI without fragment")),
    }
}
