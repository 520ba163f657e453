//! The claims of an ID token in the forms that they may have, any of which a broken service may leave out.

use serde_json::{Map, Value};

use super::{IdTokenError, IssuersTime, TOLERANCE, shown};
use crate::names::turns_reading;

/// Signs of a text for information.
const LONGEST: usize = 255;
/// Of a kind that is told for information.
pub(in crate::login) const MOST: usize = 64;

/// The verified claims.
pub(in crate::login) struct Claims(pub(in crate::login) Map<String, Value>);

impl Claims {
    /// Byte for byte (OpenID Connect Core 1.0 §3.1.3.7 no 2).
    pub(in crate::login) fn is_by(&self, issuer: &str) -> Result<(), IdTokenError> {
        match self.text("iss")? {
            iss if iss == issuer => Ok(()),
            iss => Err(IdTokenError::Issuer { expected: issuer.to_owned(), got: shown(iss) }),
        }
    }

    /// §3.1.3.7 no 3–5. ID-porten writes its one audience as a text (idporten.md 9), the standard allows an array of one for the same.
    /// Of a second audience nothing is known here, so a token for both is refused, whatever its `azp`.
    pub(in crate::login) fn is_for(&self, client: &str) -> Result<(), IdTokenError> {
        let another = |got: &str| IdTokenError::Audience { expected: client.to_owned(), got: shown(got) };
        let wrong = IdTokenError::WrongClaim { claim: "aud" };
        match self.value("aud").ok_or(IdTokenError::Incomplete { claim: "aud" })? {
            Value::String(aud) if aud == client => {}
            Value::String(aud) => return Err(another(aud)),
            Value::Array(all) => match &all[..] {
                [Value::String(aud)] if aud == client => {}
                [Value::String(aud)] => return Err(another(aud)),
                [] | [_] => return Err(wrong),
                several => {
                    return Err(IdTokenError::Audiences { got: several.iter().filter_map(Value::as_str).take(8).map(shown).collect() });
                }
            },
            _ => return Err(wrong),
        }
        match self.optional_text("azp")? {
            Some(azp) if azp != client => Err(another(azp)),
            _ => Ok(()),
        }
    }

    /// Whether it is valid now; then when it was made.
    pub(in crate::login) fn in_time(&self, now: IssuersTime) -> Result<i64, IdTokenError> {
        let (exp, iat) = (self.needed_moment("exp")?, self.needed_moment("iat")?);
        let late = now.seconds.saturating_sub(exp);
        let early = iat.max(self.moment("nbf")?.unwrap_or(iat)).saturating_sub(now.seconds);
        match (late >= TOLERANCE, early > TOLERANCE) {
            (true, _) => Err(IdTokenError::Expired { seconds: late }),
            (_, true) if now.is_told => Err(IdTokenError::Future { seconds: early }),
            (_, true) => Err(IdTokenError::Clock { seconds: early }),
            _ => Ok(iat),
        }
    }

    /// What stands there; nothing when it is null.
    pub(super) fn value(&self, claim: &str) -> Option<&Value> {
        self.0.get(claim).filter(|value| !value.is_null())
    }

    /// A text that must be there.
    pub(super) fn text(&self, claim: &'static str) -> Result<&str, IdTokenError> {
        let text = self.value(claim).ok_or(IdTokenError::Incomplete { claim })?.as_str();
        text.filter(|text| !text.is_empty()).ok_or(IdTokenError::WrongClaim { claim })
    }

    /// A text that must be one where it is there.
    pub(super) fn optional_text(&self, claim: &'static str) -> Result<Option<&str>, IdTokenError> {
        self.value(claim).map(|value| value.as_str().ok_or(IdTokenError::WrongClaim { claim })).transpose()
    }

    /// `NumericDate` (RFC 7519 §2), of which a part of a second is no matter.
    pub(super) fn moment(&self, claim: &'static str) -> Result<Option<i64>, IdTokenError> {
        let whole = |value: &Value| value.as_i64().or_else(|| whole(value.as_f64()?));
        self.value(claim).map(|value| whole(value).ok_or(IdTokenError::WrongClaim { claim })).transpose()
    }

    /// The same, when it must be there.
    pub(super) fn needed_moment(&self, claim: &'static str) -> Result<i64, IdTokenError> {
        self.moment(claim)?.ok_or(IdTokenError::Incomplete { claim })
    }

    /// Text for information; another form of it is no reason to refuse anybody.
    pub(super) fn told(&self, claim: &str) -> Option<String> {
        self.value(claim)?.as_str().map(readable).filter(|text| !text.is_empty())
    }

    /// An array of texts, or the one text that some write; what else stands there is left out.
    pub(super) fn several(&self, claim: &str) -> Vec<&str> {
        match self.value(claim) {
            Some(Value::String(one)) => vec![one],
            Some(Value::Array(many)) => many.iter().filter_map(Value::as_str).collect(),
            _ => Vec::new(),
        }
    }

    /// Those whose names begin so, in the order of their names.
    pub(super) fn beginning(&self, start: &str) -> Vec<(String, String)> {
        let members = self.0.iter().filter(|(name, _)| name.starts_with(start));
        let mut members: Vec<_> = members.filter_map(|(name, value)| Some((readable(name), readable(value.as_str()?)))).collect();
        members.sort();
        members.truncate(MOST);
        members
    }
}

/// As it is shown and kept: no longer than a name is, and nothing that steers or turns what stands beside it.
pub(in crate::login) fn readable(text: &str) -> String {
    text.chars().filter(|sign| !sign.is_control() && !turns_reading(*sign)).take(LONGEST).collect()
}

/// Whole seconds that both kinds of number can say.
#[expect(clippy::cast_possible_truncation, reason = "the fraction is cut off, the range is looked at")]
fn whole(seconds: f64) -> Option<i64> {
    const EXACT: f64 = 9_007_199_254_740_992.0;
    (seconds.abs() <= EXACT).then_some(seconds as i64)
}
