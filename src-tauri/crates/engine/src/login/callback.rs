//! What the query that a browser comes back with means: the answer to our own authorization request, or something else.

use subtle::ConstantTimeEq as _;

use super::id_token::shown;
use super::refusal::Asked;
use super::{AnswerPages, LoginError};
use crate::problem::Said;
use crate::secret::Secret;

/// What the callback is held against, with what the browser is shown.
pub(super) struct Expected {
    pub(super) state: String,
    pub(super) issuer: String,
    pub(super) iss_is_sent: bool,
    pub(super) asked: Asked,
    pub(super) pages: AnswerPages,
    pub(super) language: &'static str,
}

/// What a query is.
pub(super) enum Meaning {
    /// The answer: the code, or why there is none.
    Answer(Result<Secret<String>, LoginError>),
    /// All but the answer: it has our state or our issuer, and this is wrong with it.
    Nearly(LoginError),
    /// None of ours.
    Stranger,
}

/// The members of an authorization response (RFC 6749 §4.1.2, RFC 9207 §2). One without value is as good as left out (§3.1).
#[derive(Default)]
struct Parameters {
    code: Option<Secret<String>>,
    /// All of them: with a second one beside ours, somebody else has had a hand in it.
    states: Vec<String>,
    iss: Option<String>,
    error: Option<String>,
    error_description: Option<String>,
    /// Another that is there twice, which none may be.
    doubled: Option<&'static str>,
}

impl Expected {
    /// Reads what anybody may have sent.
    pub(super) fn read(&self, query: &str) -> Meaning {
        let parameters = Parameters::read(query);
        match self.flaw(&parameters) {
            None => Meaning::Answer(self.judge(parameters)),
            Some(flaw) if self.is_nearly_ours(&parameters) => Meaning::Nearly(flaw),
            Some(_) => Meaning::Stranger,
        }
    }

    /// What an address says that nobody was sent to but we: there is no other answer to wait for.
    pub(super) fn answer(self, query: &str) -> Result<Secret<String>, LoginError> {
        let parameters = Parameters::read(query);
        self.flaw(&parameters).map_or_else(|| self.judge(parameters), Err)
    }

    fn is_ours(&self, state: &str) -> bool {
        state.as_bytes().ct_eq(self.state.as_bytes()).into()
    }

    /// What keeps it from being the answer to our request.
    fn flaw(&self, parameters: &Parameters) -> Option<LoginError> {
        match &parameters.states[..] {
            [] => return Some(LoginError::StateMissing),
            [state] if self.is_ours(state) => {}
            [_, _, ..] => return Some(LoginError::AnswerDoubled { member: "state" }),
            [_] => return Some(LoginError::StateMismatch),
        }
        match parameters.doubled {
            Some(member) => Some(LoginError::AnswerDoubled { member }),
            None if parameters.says_something() => None,
            None => Some(LoginError::AnswerIncomplete { member: "code" }),
        }
    }

    /// Whether the browser can have it from our provider alone, or nearly so.
    fn is_nearly_ours(&self, parameters: &Parameters) -> bool {
        let of_issuer = match &parameters.iss {
            Some(iss) => *iss == self.issuer,
            None => !self.iss_is_sent && !parameters.states.is_empty(),
        };
        parameters.states.iter().any(|state| self.is_ours(state)) || of_issuer && parameters.says_something()
    }

    /// The state is ours, so this is the answer, whatever it says.
    fn judge(&self, parameters: Parameters) -> Result<Secret<String>, LoginError> {
        match parameters.iss {
            Some(iss) if iss == self.issuer => {}
            None if !self.iss_is_sent => {}
            None => return Err(LoginError::IssuerMissing { expected: self.issuer.clone() }),
            Some(iss) => return Err(LoginError::IssuerMismatch { expected: self.issuer.clone(), got: shown(&iss) }),
        }
        if let Some(error) = parameters.error {
            let words = parameters.error_description.unwrap_or_default();
            // As much as is quoted of any other answer.
            let start: String = words.chars().take(600).collect();
            let description = Some(crate::scrub::scrub(&start)).filter(|words| !words.is_empty());
            return Err(self.asked.refused(&words, Said { error: Some(shown(&error)), description, ..Said::default() }));
        }
        parameters.code.ok_or(LoginError::AnswerIncomplete { member: "code" })
    }
}

impl Parameters {
    /// Decoded once.
    fn read(query: &str) -> Self {
        let mut parameters = Self::default();
        for (name, value) in url::form_urlencoded::parse(query.as_bytes()).filter(|(_, value)| !value.is_empty()) {
            let value = value.into_owned();
            let (member, before) = match &*name {
                "code" => ("code", parameters.code.replace(Secret::new(value)).is_some()),
                "iss" => ("iss", parameters.iss.replace(value).is_some()),
                "error" => ("error", parameters.error.replace(value).is_some()),
                "error_description" => ("error_description", parameters.error_description.replace(value).is_some()),
                "state" => {
                    parameters.states.push(value);
                    continue;
                }
                _ => continue,
            };
            if before {
                parameters.doubled.get_or_insert(member);
            }
        }
        parameters
    }

    const fn says_something(&self) -> bool {
        self.code.is_some() || self.error.is_some()
    }
}
