//! The parameters of a request to an OAuth endpoint, each given once with a value: RFC 6749 §3.1, §3.2.

use std::collections::BTreeMap;

use crate::form::Fields;
use crate::idporten::refusal::Refusal;

/// Parameters by name.
#[derive(Debug, Clone, Default)]
pub(super) struct Parameters(BTreeMap<String, String>);

impl Parameters {
    /// A parameter without a value counts as left out; one that comes twice makes the request malformed.
    pub(super) fn of(fields: &Fields) -> Result<Self, Refusal> {
        let mut parameters = BTreeMap::new();
        for (name, value) in fields.iter().filter(|(_, value)| !value.is_empty()) {
            if parameters.insert(name.to_owned(), value.to_owned()).is_some() {
                return Err(Refusal::invalid_request(format!("The parameter {name} is given more than once")));
            }
        }
        Ok(Self(parameters))
    }

    pub(super) fn text(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(String::as_str)
    }

    pub(super) fn required(&self, name: &str) -> Result<&str, Refusal> {
        self.text(name).ok_or_else(|| Refusal::invalid_request(format!("Missing {name} parameter")))
    }

    /// The space-separated items of a parameter.
    pub(super) fn words(&self, name: &str) -> impl Iterator<Item = &str> {
        self.text(name).unwrap_or_default().split(' ').filter(|word| !word.is_empty())
    }

    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_each_parameter_once() -> Result<(), Refusal> {
        let parameters = Parameters::of(&Fields::parse(b"scope=openid++profile&state=a%2Bb&nonce="))?;
        assert_eq!(parameters.words("scope").collect::<Vec<_>>(), ["openid", "profile"]);
        assert_eq!((parameters.text("state"), parameters.text("nonce")), (Some("a+b"), None));
        assert!(Parameters::of(&Fields::parse(b"state=a&state=a")).is_err());
        Ok(())
    }
}
