//! What is sent: method, address, body, and the credentials that go in headers.

use std::time::Duration;

use reqwest::Method;
use reqwest::header::{ACCEPT, ACCEPT_LANGUAGE, AUTHORIZATION, HeaderMap, HeaderName, HeaderValue, IF_MATCH};
use url::Url;

use crate::secret::Secret;

/// Answers larger than this are cut off: no service of ours sends a megabyte but for the lists of [`Request::of_a_list`].
const BODY_LIMIT: usize = 1 << 20;
/// For a list of everything that a whole country has registered.
const LIST_LIMIT: usize = 16 << 20;
/// From sending to the last byte.
const TOTAL_TIMEOUT: Duration = Duration::from_secs(30);
/// Fields whose values are secrets, by their names in OAuth.
const SECRETS: [&str; 7] = ["assertion", "client_assertion", "client_secret", "code", "code_verifier", "refresh_token", "token"];
/// RFC 9449 §4.1.
const DPOP: HeaderName = HeaderName::from_static("dpop");
/// altinn.md 3.1.
const ENTERPRISE_USER: HeaderName = HeaderName::from_static("x-altinn-enterpriseuser-authentication");

/// What to send.
#[derive(Debug)]
pub struct Request<'a> {
    pub(super) method: Method,
    pub(super) url: &'a Url,
    /// Path without values, for the trail.
    pub(super) template: &'static str,
    pub(super) accept: &'static str,
    /// `Accept-Language`, where it matters.
    pub(super) language: Option<&'static str>,
    pub(super) timeout: Duration,
    /// The scheme of `Authorization`, with the token.
    pub(super) token: Option<(&'static str, &'a Secret<String>)>,
    pub(super) proof: Option<Secret<String>>,
    pub(super) basic: Option<(&'a str, &'a Secret<String>)>,
    /// What a retired user of an organisation's proved itself by, beside the token.
    pub(super) enterprise_user: Option<&'a Secret<String>>,
    pub(super) body: Option<(&'static str, Secret<Vec<u8>>)>,
    /// What is secret of the form's fields.
    pub(super) secrets: Vec<Secret<String>>,
    pub(super) if_match: Option<&'a str>,
    pub(super) body_limit: usize,
    /// Whether the answer is a service's own, so that its date is.
    pub(super) is_dated: bool,
}

impl<'a> Request<'a> {
    /// A `GET`. `template` is the path with its values left out, as the trail shows it.
    #[must_use]
    pub const fn get(url: &'a Url, template: &'static str) -> Self {
        Self {
            method: Method::GET,
            url,
            template,
            accept: "application/json",
            language: None,
            timeout: TOTAL_TIMEOUT,
            token: None,
            proof: None,
            basic: None,
            enterprise_user: None,
            body: None,
            secrets: Vec::new(),
            if_match: None,
            body_limit: BODY_LIMIT,
            is_dated: true,
        }
    }

    /// A `POST`, of nothing as yet.
    #[must_use]
    pub fn post(url: &'a Url, template: &'static str) -> Self {
        Self { method: Method::POST, ..Self::get(url, template) }
    }

    /// A `PUT`, of nothing as yet.
    #[must_use]
    pub fn put(url: &'a Url, template: &'static str) -> Self {
        Self { method: Method::PUT, ..Self::get(url, template) }
    }

    /// A `DELETE`.
    #[must_use]
    pub fn delete(url: &'a Url, template: &'static str) -> Self {
        Self { method: Method::DELETE, ..Self::get(url, template) }
    }

    /// A `POST` of `application/x-www-form-urlencoded` fields.
    #[must_use]
    pub fn post_form(url: &'a Url, template: &'static str, fields: &[(&str, &str)]) -> Self {
        let body = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
        let body = Some(("application/x-www-form-urlencoded", Secret::new(body.into_bytes())));
        let secrets = fields.iter().filter(|(name, _)| SECRETS.contains(name)).map(|(_, value)| Secret::new((*value).to_owned()));
        Self { body, secrets: secrets.collect(), ..Self::post(url, template) }
    }

    /// A body of JSON.
    #[must_use]
    pub fn json(self, body: &serde_json::Value) -> Self {
        Self { body: Some(("application/json", Secret::new(body.to_string().into_bytes()))), ..self }
    }

    /// `Authorization: Bearer` (RFC 6750 §2.1).
    #[must_use]
    pub const fn bearer(mut self, token: &'a Secret<String>) -> Self {
        self.token = Some(("Bearer", token));
        self
    }

    /// `Authorization: DPoP`, for a token that is bound to a key (RFC 9449 §7.1).
    #[must_use]
    pub const fn bound(mut self, token: &'a Secret<String>) -> Self {
        self.token = Some(("DPoP", token));
        self
    }

    /// The proof that the sender has that key (RFC 9449 §4.1).
    #[must_use]
    pub fn proof(self, proof: Secret<String>) -> Self {
        Self { proof: Some(proof), ..self }
    }

    /// `Authorization: Basic` with form-encoded parts (RFC 6749 §2.3.1).
    #[must_use]
    pub const fn basic(mut self, user: &'a str, password: &'a Secret<String>) -> Self {
        self.basic = Some((user, password));
        self
    }

    /// `X-Altinn-EnterpriseUser-Authentication`, which nothing but Altinn 2's own ways may send: Altinn answers 410 (altinn.md 1.4).
    #[must_use]
    pub(crate) fn enterprise_user(mut self, user_and_password: &'a Secret<String>, password: &Secret<String>) -> Self {
        self.enterprise_user = Some(user_and_password);
        // EXPOSE: into another secret; whoever decodes the header may repeat it.
        self.secrets.push(Secret::new(password.expose().clone()));
        self
    }

    /// Only if what is there still has this entity tag (RFC 9110 §13.1.1).
    #[must_use]
    pub const fn if_match(mut self, tag: Option<&'a str>) -> Self {
        self.if_match = tag;
        self
    }

    /// An answer that may be long.
    #[must_use]
    pub const fn of_a_list(mut self) -> Self {
        self.body_limit = LIST_LIMIT;
        self
    }

    /// Another `Accept` than JSON.
    #[must_use]
    pub const fn accept(mut self, accept: &'static str) -> Self {
        self.accept = accept;
        self
    }

    /// The language that texts are wanted in.
    #[must_use]
    pub const fn language(mut self, language: &'static str) -> Self {
        self.language = Some(language);
        self
    }

    /// What a proof of it must name (RFC 9449 §4.2): method, address, token.
    pub(crate) fn to_prove(&self) -> (&str, &'a Url, Option<&'a Secret<String>>) {
        (self.method.as_str(), self.url, self.token.map(|(_, token)| token))
    }

    /// The secrets that go with it, for whoever quotes the answer: a service may repeat them in its words.
    pub(super) fn secrets(&mut self) -> Vec<Secret<String>> {
        let in_headers = [self.token.map(|(_, token)| token), self.basic.map(|(_, password)| password), self.enterprise_user];
        let mut secrets = std::mem::take(&mut self.secrets);
        // EXPOSE: into another secret, which lives as long as the answer.
        secrets.extend(in_headers.into_iter().flatten().map(|secret| Secret::new(secret.expose().clone())));
        secrets
    }

    /// The headers but for the body's; nothing when a token has signs that no header takes.
    pub(super) fn headers(&self) -> Option<HeaderMap> {
        let mut headers = HeaderMap::from_iter([(ACCEPT, HeaderValue::from_static(self.accept))]);
        if let Some(language) = self.language {
            headers.insert(ACCEPT_LANGUAGE, HeaderValue::from_static(language));
        }
        if let Some((scheme, token)) = self.token {
            // EXPOSE: the token goes to the service it was made for, in a header that is marked as sensitive.
            headers.insert(AUTHORIZATION, sensitive(&format!("{scheme} {}", token.expose()))?);
        }
        if let Some(proof) = &self.proof {
            // EXPOSE: the proof goes to the service it was made for, likewise.
            headers.insert(DPOP, sensitive(proof.expose())?);
        }
        if let Some(user) = self.enterprise_user {
            // EXPOSE: to the exchange that once took it, likewise.
            headers.insert(ENTERPRISE_USER, sensitive(user.expose())?);
        }
        if let Some(Ok(tag)) = self.if_match.map(HeaderValue::from_str) {
            headers.insert(IF_MATCH, tag);
        }
        Some(headers)
    }
}

fn sensitive(text: &str) -> Option<HeaderValue> {
    let mut value = HeaderValue::from_str(text).ok()?;
    value.set_sensitive(true);
    Some(value)
}
