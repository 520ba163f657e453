//! What an answer of Altinn 2's means that is no success: by its reason phrase first, then by its status (altinn.md 3.3).

use serde_json::{Map, Value};

use super::{Answer, CertificateUse, LegacyError};
use crate::problem::Said;
use crate::said::{plain, words};

type Kind = fn(Said) -> LegacyError;

/// Status, what the reason phrase has in it, what it means.
const PHRASES: [(u16, &str, Kind); 3] = [
    (400, "required header 'apikey' is missing", LegacyError::ApiKeyMissing),
    (401, "no authenticated organization number", LegacyError::NoOrganisation),
    (403, "the api key is not authorized", LegacyError::ApiKeyNotOpened),
];

/// What was asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Asked {
    Login,
    Resource,
}

/// None for an answer to go on with.
pub(super) fn refusal(answer: &Answer, asked: Asked) -> Option<LegacyError> {
    let status = answer.response.status;
    let is_page = answer.response.content_type == "text/html";
    if answer.response.is_success() && !is_page {
        return None;
    }
    let (reason, said) = (plain(&answer.reason), said(answer));
    let phrase = PHRASES.iter().find(|(of, phrase, _)| *of == status && reason.contains(phrase)).map(|(.., kind)| *kind);
    let kind: Kind = match status {
        _ if phrase.is_some() => phrase?,
        400 if is_page && refuses_certificate(answer) => LegacyError::CertificateRefused,
        500.. => return Some(answer.response.unexpected().into()),
        404 => LegacyError::NotFound,
        410 => LegacyError::Gone,
        300..400 => LegacyError::NotSignedIn,
        _ if is_page => LegacyError::NotSignedIn,
        401 | 403 if asked == Asked::Login => LegacyError::LoginRefused,
        401 => LegacyError::Unauthenticated,
        403 => LegacyError::Forbidden,
        _ => LegacyError::Refused,
    };
    Some(kind(said))
}

/// A gate before the host reads the certificate after the handshake, and answers with a page (nginx, `ssl_verify_client optional`).
fn refuses_certificate(answer: &Answer) -> bool {
    let body = answer.response.text();
    // EXPOSE: two words are looked for.
    let says_so = body.is_some_and(|body| plain(body.expose()).contains("ssl certificate"));
    answer.certificate == CertificateUse::Sent && says_so
}

/// The reason phrase as the service's word for it; beside it what the body adds, where newer addresses have members for it.
pub(super) fn said(answer: &Answer) -> Said {
    let response = &answer.response;
    let mut said = Said { error: response.quote(&answer.reason), ..response.said() };
    if response.content_type == "text/html" {
        said.description = None;
    }
    if let Ok(members) = response.json::<Map<String, Value>>()
        && let Some(message) = members.get("ErrorMessage")
    {
        let code = members.get("ErrorCode").map(words).unwrap_or_default();
        said.description = response.quote(&format!("{code} {}", words(message)));
    }
    said
}
