//! The token in what a person pasted: bare, in a header, in an answer, wrapped, percent-encoded.

use std::collections::BTreeMap;

use base64::prelude::{BASE64_STANDARD, Engine as _};
use serde::Deserialize;
use serde::de::IgnoredAny;
use url::form_urlencoded;
use zeroize::Zeroizing;

use super::TokenReaderError;
use crate::keys::PRIVATE;
use crate::secret::Secret;

/// Longer than any token, shorter than a mistake.
pub const LIMIT: usize = 64 * 1024;

/// RFC 6750 §2.1 has them as long as one likes; a word is shorter than this.
const SHORTEST_OPAQUE: usize = 20;

/// RSA signatures of 2048, 3072 and 4096 bits, ECDSA's and HMAC's.
const SIGNATURES: [usize; 6] = [32, 64, 96, 256, 384, 512];

/// The three parts of the token (RFC 7515 §7.1), unpadded.
///
/// # Errors
/// What the text is instead.
pub(super) fn compact(pasted: &Secret<String>) -> Result<Secret<String>, TokenReaderError> {
    // EXPOSE: the token is found in the text; what is put aside on the way is wiped.
    let text = pasted.expose();
    if text.len() > LIMIT {
        return Err(TokenReaderError::TooLong);
    }
    let text = text.trim_matches(is_blank);
    if text.is_empty() {
        return Err(TokenReaderError::Empty);
    }
    if let Some(at) = text.find("-----BEGIN ") {
        let label = text[at..].lines().next().unwrap_or_default();
        return Err(if label.contains("PRIVATE") { TokenReaderError::PrivateKey } else { TokenReaderError::PublicKey });
    }
    let decoded = decoded(text);
    let text = decoded.as_ref().map_or(text, |decoded| decoded.trim_matches(is_blank));
    match Answer::read(text)? {
        // EXPOSE: as above.
        Some(token) => found(token.expose()),
        None => found(text),
    }
}

/// White space, and what copying brings along unseen.
fn is_blank(sign: char) -> bool {
    sign.is_whitespace() || sign.is_control() || matches!(sign, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}')
}

/// Without `%2E`, as from a form or an address; none when there is nothing to decode.
fn decoded(text: &str) -> Option<Zeroizing<String>> {
    let encoded = text.match_indices('%').any(|(at, _)| {
        let code = text.as_bytes().get(at + 1..at + 3);
        code.is_some_and(|code| code.iter().all(u8::is_ascii_hexdigit))
    });
    encoded.then(|| {
        let mut all = String::with_capacity(text.len() + 1);
        for (name, value) in form_urlencoded::parse(text.as_bytes()) {
            let (name, value) = (Zeroizing::new(name.into_owned()), Zeroizing::new(value.into_owned()));
            for part in [name.as_str(), "=", value.as_str(), "&"] {
                all.push_str(part);
            }
        }
        // What had no name and value comes out as it went in.
        Zeroizing::new(all.trim_end_matches(['=', '&']).to_owned())
    })
}

/// JSON that has a token in it, or that is something known instead of one.
#[derive(Deserialize)]
struct Answer {
    access_token: Option<Secret<String>>,
    id_token: Option<Secret<String>>,
    token: Option<Secret<String>>,
    assertion: Option<Secret<String>>,
    client_assertion: Option<Secret<String>>,
    error: Option<String>,
}

impl Answer {
    /// None when it is no JSON, or JSON that we do not know; that is searched like any text.
    fn read(text: &str) -> Result<Option<Secret<String>>, TokenReaderError> {
        if text.starts_with('"') {
            return Ok(serde_json::from_str(text).ok());
        }
        if let Some(key) = key(text) {
            return Err(key);
        }
        let Ok(answer) = serde_json::from_str::<Self>(text) else { return Ok(None) };
        let token = answer.access_token.or(answer.id_token).or(answer.token).or(answer.assertion).or(answer.client_assertion);
        match (token, answer.error) {
            (Some(token), _) => Ok(Some(token)),
            (None, Some(error)) => Err(TokenReaderError::Refusal { error: as_a_code(&error) }),
            (None, None) => Ok(None),
        }
    }
}

/// The `error` of RFC 6749 is a short name; anything else may be anything.
fn as_a_code(error: &str) -> String {
    error.chars().filter(|sign| sign.is_ascii_alphanumeric() || matches!(sign, '_' | '-' | '.')).take(64).collect()
}

/// Whether it is a JWK or a set of them (RFC 7517), private or not. One that is broken is looked at for the members' names.
fn key(text: &str) -> Option<TokenReaderError> {
    #[derive(Deserialize)]
    struct Set {
        keys: Vec<BTreeMap<String, IgnoredAny>>,
    }
    if !text.contains("\"kty\"") {
        return None;
    }
    let keys = match serde_json::from_str::<Set>(text) {
        Ok(set) => set.keys,
        Err(_) => vec![serde_json::from_str(text).unwrap_or_default()],
    };
    let named = |name: &str| text.contains(&format!("\"{name}\""));
    let unread = keys.iter().all(BTreeMap::is_empty);
    let private = PRIVATE.iter().any(|name| keys.iter().any(|key| key.contains_key(*name)) || unread && named(name));
    Some(if private { TokenReaderError::PrivateKey } else { TokenReaderError::PublicKey })
}

/// The token in a text, or what the text is.
fn found(text: &str) -> Result<Secret<String>, TokenReaderError> {
    // First, since a key's base64 may have anything in it, the beginning of a token too.
    if let Some(key) = bare_der(text) {
        return Err(key);
    }
    let segments = || text.split(|sign: char| !(is_of_a_token(sign) || is_gap(sign))).map(|segment| segment.trim_matches(is_gap));
    let begins = |segment: &str| segment.split(is_gap).any(begins);
    let whole = segments().find(|segment| begins(segment) && segment.contains('.'));
    let segment = whole.or_else(|| segments().find(|segment| begins(segment)));
    let Some(segment) = segment else { return Err(instead(text)) };
    let token = Zeroizing::new(joined(segment));
    let token = token.trim_end_matches('.');
    match token.split('.').count() {
        5 => Err(TokenReaderError::Encrypted),
        3 => Ok(Secret::new(token.to_owned())),
        // Nobody signed it, which leaves nothing after its last dot.
        2 if segment.ends_with('.') => Ok(Secret::new(format!("{token}."))),
        1 if token.len() < SHORTEST_OPAQUE => Err(instead(text)),
        1 | 2 => Err(TokenReaderError::CutOff),
        _ => Err(TokenReaderError::NotAToken),
    }
}

/// A token's header is an object (RFC 7515 §4): `{"`, or `{` and white space, in base64.
fn begins(piece: &str) -> bool {
    ["eyJ", "eyA", "ewo", "ew0", "ewk"].iter().any(|start| piece.starts_with(start))
}

/// Between the pieces of a token, or before it: padding, and the sign after a name, are among them.
fn is_gap(sign: char) -> bool {
    is_blank(sign) || sign == '='
}

/// From the piece that begins a token to the end, without white space; only that piece when it is whole.
fn joined(segment: &str) -> String {
    let mut pieces = segment.split(is_gap).skip_while(|piece| !begins(piece));
    let first = pieces.next().unwrap_or_default();
    if is_whole(first) {
        return first.to_owned();
    }
    // Space for all of it at once: growing would leave copies behind.
    let mut whole = String::with_capacity(segment.len());
    whole.push_str(first);
    pieces.for_each(|piece| whole.push_str(piece));
    whole
}

/// Three parts, of which the last is as long as signatures are.
fn is_whole(piece: &str) -> bool {
    let mut parts = piece.split('.');
    let signature = parts.nth(2).map(|signature| signature.len() * 3 / 4);
    parts.next().is_none() && signature.is_some_and(|length| SIGNATURES.contains(&length))
}

const fn is_of_a_token(sign: char) -> bool {
    sign.is_ascii_alphanumeric() || matches!(sign, '-' | '_' | '.')
}

/// What a text without a token is.
fn instead(text: &str) -> TokenReaderError {
    let mut words = text.split(is_blank).filter(|word| !word.is_empty());
    let word = match words.next() {
        Some(scheme) if ["authorization:", "bearer", "dpop"].contains(&scheme.to_ascii_lowercase().as_str()) => words.next_back(),
        word => word,
    };
    let alone = words.next().is_none();
    let of_opaque = |sign: char| sign.is_ascii_alphanumeric() || matches!(sign, '-' | '.' | '_' | '~' | '+' | '/' | '=');
    match word.map(|word| word.trim_matches(['"', '\''])) {
        Some(word) if alone && word.len() >= SHORTEST_OPAQUE && word.chars().all(of_opaque) && !word.starts_with(['/', '.']) => {
            TokenReaderError::Opaque
        }
        _ => TokenReaderError::NotAToken,
    }
}

/// Base64 without the lines of PEM around it: a certificate and a public key have a sequence where a private key has its version
/// (RFC 5208 §5, RFC 8017 §A.1.2).
fn bare_der(text: &str) -> Option<TokenReaderError> {
    let start: Zeroizing<String> = Zeroizing::new(text.chars().filter(|sign| !is_blank(*sign)).take(12).collect());
    match BASE64_STANDARD.decode(start.as_bytes()).ok().map(Zeroizing::new)?[..] {
        [0x30, 0x82, _, _, 0x02, 0x01, 0x00, ..] => Some(TokenReaderError::PrivateKey),
        [0x30, 0x82, _, _, 0x30, ..] => Some(TokenReaderError::PublicKey),
        _ => None,
    }
}
