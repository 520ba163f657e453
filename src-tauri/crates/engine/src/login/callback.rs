//! What a request to the loopback address means: the answer to our own authorization request, or something else.

use std::sync::{Mutex, PoisonError};

use hyper::header::HOST;
use hyper::{Method, Request, Response, StatusCode};
use subtle::ConstantTimeEq as _;

use super::answer::{self, Body};
use super::{AnswerPages, LoginError};
use crate::problem::Said;
use crate::secret::Secret;

/// What the callback is held against, with what the browser is shown.
pub(super) struct Expected {
    pub(super) state: String,
    pub(super) issuer: String,
    pub(super) iss_is_sent: bool,
    pub(super) scopes: Vec<String>,
    pub(super) acr_values: String,
    pub(super) pages: AnswerPages,
    pub(super) language: &'static str,
}

/// Reads requests until one is the answer.
pub(super) struct Door {
    /// What `Host` must be: a page that has its own name pointed at loopback has another one.
    authority: String,
    expected: Expected,
    heard: Mutex<Heard>,
}

/// What has been heard so far.
#[derive(Default)]
pub(super) struct Heard {
    /// The code, or why there is none. Only the first counts.
    pub(super) answer: Option<Result<Secret<String>, LoginError>>,
    answered: bool,
    /// A whole answer of our issuer's came with another state.
    pub(super) wrong_state: bool,
    /// How many requests were none of ours.
    pub(super) strangers: u32,
}

/// The members of an authorization response (RFC 6749 §4.1.2, RFC 9207 §2), each at most once.
#[derive(Default)]
struct Parameters {
    code: Option<Secret<String>>,
    state: Option<String>,
    iss: Option<String>,
    error: Option<String>,
    error_description: Option<String>,
}

impl Door {
    pub(super) fn new(authority: String, expected: Expected) -> Self {
        Self { authority, expected, heard: Mutex::default() }
    }

    /// Looks at what was heard.
    pub(super) fn heard<R>(&self, look: impl FnOnce(&mut Heard) -> R) -> R {
        look(&mut self.heard.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Answers one request.
    pub(super) fn answer<T>(&self, request: &Request<T>) -> Response<Body> {
        let refused = if request.headers().get_all(HOST).iter().map(|host| host.as_bytes()).ne([self.authority.as_bytes()]) {
            StatusCode::MISDIRECTED_REQUEST
        } else if request.method() != Method::GET {
            StatusCode::METHOD_NOT_ALLOWED
        } else if request.uri().path() != "/callback" {
            StatusCode::NOT_FOUND
        } else {
            return self.callback(request);
        };
        // A browser asks for an icon by itself.
        if request.uri().path() != "/favicon.ico" {
            self.heard(|heard| heard.strangers += 1);
        }
        answer::bare(refused)
    }

    fn callback<T>(&self, request: &Request<T>) -> Response<Body> {
        // A page can make a browser fetch this address, but only a person's own window arrives as a document.
        let as_document = request.headers().get("sec-fetch-dest").is_none_or(|dest| dest == "document");
        let parameters = Parameters::read(request.uri().query().unwrap_or_default()).filter(|_| as_document);
        let is_ours = |state: &String| bool::from(state.as_bytes().ct_eq(self.expected.state.as_bytes()));
        let pages = &self.expected.pages;
        let (status, page) = self.heard(|heard| match parameters {
            Some(parameters) if parameters.state.as_ref().is_some_and(is_ours) && !heard.answered => {
                let outcome = self.judge(parameters);
                let shown = if outcome.is_ok() { (StatusCode::OK, &pages.done) } else { (StatusCode::BAD_REQUEST, &pages.failed) };
                (heard.answered, heard.answer) = (true, Some(outcome));
                shown
            }
            parameters => {
                heard.strangers += 1;
                heard.wrong_state |= parameters
                    .is_some_and(|parameters| self.is_whole_answer(&parameters) && !parameters.state.as_ref().is_some_and(is_ours));
                (StatusCode::BAD_REQUEST, &pages.failed)
            }
        });
        answer::page(status, page, self.expected.language)
    }

    /// Whether only the state keeps this from being an answer of our issuer's.
    fn is_whole_answer(&self, parameters: &Parameters) -> bool {
        let says_something = parameters.code.is_some() || parameters.error.is_some();
        says_something && parameters.state.is_some() && parameters.iss.as_ref() == Some(&self.expected.issuer)
    }

    /// The state is ours, so this is the answer, whatever it says.
    fn judge(&self, parameters: Parameters) -> Result<Secret<String>, LoginError> {
        let Expected { issuer, iss_is_sent, .. } = &self.expected;
        match parameters.iss {
            Some(iss) if iss == *issuer => {}
            None if !iss_is_sent => {}
            iss => return Err(LoginError::IssuerMismatch { expected: issuer.clone(), got: iss.unwrap_or_default() }),
        }
        if let Some(error) = parameters.error {
            return Err(self.refusal(error, parameters.error_description));
        }
        parameters.code.ok_or(LoginError::AnswerIncomplete { member: "code" })
    }

    /// idporten.md 18.1.
    fn refusal(&self, error: String, description: Option<String>) -> LoginError {
        let description = description.map(|text| crate::scrub::scrub(&text));
        let said = Said { error: Some(error.clone()), description, ..Said::default() };
        match error.as_str() {
            "access_denied" => LoginError::CancelledByPerson { said },
            "invalid_scope" => LoginError::ScopeRefused { scopes: self.expected.scopes.clone(), said },
            "invalid_client" | "unauthorized_client" => LoginError::ClientRefused { said },
            "unmet_authentication_requirements" => LoginError::LevelRefused { asked: self.expected.acr_values.clone(), said },
            "login_required" | "interaction_required" | "consent_required" | "account_selection_required" => {
                LoginError::InteractionRequired { said }
            }
            "invalid_request_uri" => LoginError::RequestLapsed { said },
            "server_error" | "temporarily_unavailable" => LoginError::Unavailable { said },
            _ => LoginError::Refused { error, said },
        }
    }
}

impl Parameters {
    /// Decoded once. `None` when a member is there twice or empty.
    fn read(query: &str) -> Option<Self> {
        let mut parameters = Self::default();
        for (name, value) in url::form_urlencoded::parse(query.as_bytes()) {
            let member = match &*name {
                "code" => {
                    if value.is_empty() || parameters.code.replace(Secret::new(value.into_owned())).is_some() {
                        return None;
                    }
                    continue;
                }
                "state" => &mut parameters.state,
                "iss" => &mut parameters.iss,
                "error" => &mut parameters.error,
                "error_description" => &mut parameters.error_description,
                _ => continue,
            };
            if value.is_empty() || member.replace(value.into_owned()).is_some() {
                return None;
            }
        }
        Some(parameters)
    }
}
