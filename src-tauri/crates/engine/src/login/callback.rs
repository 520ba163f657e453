//! What the query that a browser comes back with means: the answer to our own authorization request, or something else.

use subtle::ConstantTimeEq as _;

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

/// What a query is.
pub(super) enum Meaning {
    /// The answer: the code, or why there is none.
    Answer(Result<Secret<String>, LoginError>),
    /// A whole answer of our issuer's, but for the state.
    OtherState,
    /// None of ours.
    Stranger,
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

impl Expected {
    /// Reads what anybody may have sent.
    pub(super) fn read(&self, query: &str) -> Meaning {
        match Parameters::read(query) {
            Some(parameters) if parameters.state.as_ref().is_some_and(|state| self.is_ours(state)) => {
                Meaning::Answer(self.judge(parameters))
            }
            Some(parameters) if self.is_whole_answer(&parameters) => Meaning::OtherState,
            _ => Meaning::Stranger,
        }
    }

    fn is_ours(&self, state: &str) -> bool {
        state.as_bytes().ct_eq(self.state.as_bytes()).into()
    }

    /// Whether only the state keeps this from being an answer of our issuer's.
    fn is_whole_answer(&self, parameters: &Parameters) -> bool {
        let says_something = parameters.code.is_some() || parameters.error.is_some();
        says_something && parameters.state.is_some() && parameters.iss.as_ref() == Some(&self.issuer)
    }

    /// The state is ours, so this is the answer, whatever it says.
    fn judge(&self, parameters: Parameters) -> Result<Secret<String>, LoginError> {
        match parameters.iss {
            Some(iss) if iss == self.issuer => {}
            None if !self.iss_is_sent => {}
            iss => return Err(LoginError::IssuerMismatch { expected: self.issuer.clone(), got: iss.unwrap_or_default() }),
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
            "invalid_scope" => LoginError::ScopeRefused { scopes: self.scopes.clone(), said },
            "invalid_client" | "unauthorized_client" => LoginError::ClientRefused { said },
            "unmet_authentication_requirements" => LoginError::LevelRefused { asked: self.acr_values.clone(), said },
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
