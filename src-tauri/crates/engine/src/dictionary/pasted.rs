//! Whether what was pasted holds a secret, and of which sort. It is not read here, and nothing of it is kept.

/// A secret in what was pasted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pasted {
    /// A token or a grant: for the token reader.
    Token,
    /// A private key: it should stand nowhere but in the vault.
    Key,
}

impl Pasted {
    /// The gravest that the text holds.
    pub(super) fn of(text: &str) -> Option<Self> {
        if holds_key(text) {
            Some(Self::Key)
        } else if holds_token(text) {
            Some(Self::Token)
        } else {
            None
        }
    }
}

/// PEM (RFC 7468), or a JWK with its private member (RFC 7518 §6.3.2).
fn holds_key(text: &str) -> bool {
    let pem = text.match_indices("-----BEGIN ").any(|(at, _)| {
        let label = &text[at + "-----BEGIN ".len()..];
        label.find("-----").is_some_and(|end| label[..end].contains("PRIVATE KEY"))
    });
    let dense: String = text.chars().filter(|sign| !sign.is_whitespace() && *sign != '\\').collect();
    pem || (dense.contains("\"kty\":") && ["\"d\":\"", "\"k\":\""].iter().any(|member| dense.contains(member)))
}

/// A JWS in compact form (RFC 7515 §3.1), whole or cut short, or what stands after `Bearer`.
fn holds_token(text: &str) -> bool {
    let mut runs = text.split(|sign: char| !(sign.is_ascii_alphanumeric() || matches!(sign, '-' | '_' | '.')));
    let jws = runs.any(|run| run.find("eyJ").is_some_and(|at| run.len() - at >= 20));
    let lower = text.to_ascii_lowercase();
    let bearer = || {
        lower.match_indices("bearer ").any(|(at, mark)| {
            let credential = &lower[at + mark.len()..];
            credential.find(|sign: char| !(sign.is_ascii_alphanumeric() || "-._~+/=".contains(sign))).unwrap_or(credential.len()) >= 20
        })
    };
    jws || bearer()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_are_told_from_words() {
        let check = |text: &str, expected: Option<Pasted>| assert_eq!(Pasted::of(text), expected, "{text}");
        check("eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJ4In0.AAAA", Some(Pasted::Token));
        check("assertion=eyJhbGciOiJSUzI1NiJ9", Some(Pasted::Token));
        check("Authorization: Bearer c2VjcmV0c2VjcmV0c2VjcmV0", Some(Pasted::Token));
        check("-----BEGIN PRIVATE KEY-----\nMIIEvQ", Some(Pasted::Key));
        check("-----BEGIN ENCRYPTED PRIVATE KEY-----", Some(Pasted::Key));
        check(r#"{ "kty": "RSA", "n": "x", "d": "y" }"#, Some(Pasted::Key));
        check("eyJhbGciOiJSUzI1NiJ9 -----BEGIN RSA PRIVATE KEY-----", Some(Pasted::Key));
        check("-----BEGIN CERTIFICATE-----\nMIIC", None);
        check(r#"{"kty":"RSA","n":"x","e":"AQAB"}"#, None);
        check(r#"WWW-Authenticate: Bearer error="invalid_token""#, None);
        check("The bearer token is missing, keyJournal", None);
        check("", None);
    }
}
