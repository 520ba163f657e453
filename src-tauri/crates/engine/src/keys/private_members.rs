//! The last look at keys on their way out: nothing of a private half may be among them.

use serde_json::Value;

use super::KeyError;

/// Members that make a JWK private, whatever its kind (RFC 7518 §6.2.2, §6.3.2, §6.4; RFC 8037 §2).
pub(crate) const PRIVATE: [&str; 8] = ["d", "p", "q", "dp", "dq", "qi", "oth", "k"];

/// Refuses a JWK or a set with anything private in it, however deep. Called before either is handed on.
///
/// # Errors
/// [`KeyError::PrivateMember`] with the member's name.
pub fn refuse_private(keys: &Value) -> Result<(), KeyError> {
    match keys {
        Value::Object(members) => {
            if let Some(member) = PRIVATE.into_iter().find(|name| members.contains_key(*name)) {
                return Err(KeyError::PrivateMember { member });
            }
            members.values().try_for_each(refuse_private)
        }
        Value::Array(values) => values.iter().try_for_each(refuse_private),
        _ => Ok(()),
    }
}

/// The same for a text, as a person pastes it.
///
/// # Errors
/// [`KeyError::Malformed`] when it is no JSON, since nobody can tell then what is in it.
pub fn refuse_private_text(keys: &str) -> Result<Value, KeyError> {
    let keys = serde_json::from_str(keys).map_err(|_| KeyError::Malformed)?;
    refuse_private(&keys).map(|()| keys)
}
