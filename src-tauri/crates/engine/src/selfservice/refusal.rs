//! What an answer that is no success means, and what it says: the API's error format is published nowhere (idporten.md 14.6).

use serde_json::Value;

use super::call::{Call, Verb};
use super::{SelfService, SelfServiceError};
use crate::http::Response;
use crate::problem::Said;
use crate::said::words;
use crate::scrub::scrub;

const LONGEST: usize = 600;

/// The failure that the status stands for.
pub(super) fn read(response: &Response, call: &Call<'_>, service: &SelfService) -> SelfServiceError {
    let said = said(response);
    let administration = service.client().clone();
    let client = call.path.get(1).map(|client| (*client).to_owned());
    match (response.status, client) {
        _ if response.content_type == "text/html" => response.unexpected().into(),
        (500.., _) => response.unexpected().into(),
        (400 | 422, _) => SelfServiceError::Invalid(said),
        (401, _) => SelfServiceError::TokenRefused { client: administration, said: said.into() },
        (403, Some(client)) if !about_scopes(&said) && service.may(call.verb).is_ok() => {
            SelfServiceError::OtherOrganisation { client, said: said.into() }
        }
        (403, _) => {
            let scopes = match call.verb {
                Verb::Get => [super::access::READ],
                Verb::Create(_) => [super::access::WRITE],
                Verb::Post(_) | Verb::Put(_) | Verb::Delete => [super::access::MODIFY],
            };
            let scopes = scopes.map(str::to_owned).to_vec();
            SelfServiceError::ScopeMissing { client: administration, scopes, said: Some(said.into()) }
        }
        (404 | 410, Some(client)) => SelfServiceError::NotFound { client, said: said.into() },
        (409, _) => SelfServiceError::Deactivated(said),
        (428, _) => SelfServiceError::Terms(said),
        (429, _) => SelfServiceError::Busy(said),
        _ => SelfServiceError::Refused(said),
    }
}

fn about_scopes(said: &Said) -> bool {
    let texts = [&said.error, &said.description];
    texts.into_iter().flatten().any(|text| text.to_lowercase().contains("scope"))
}

/// The API's words. Any of `error`, `error_description`, `status`, `message`, `errors` may stand there, or none.
pub(super) fn said(response: &Response) -> Said {
    let plain = response.said();
    let Ok(Value::Object(body)) = response.json::<Value>() else { return plain };
    if response.is_success() {
        return plain;
    }
    let of = |name: &str| body.get(name).map(words).filter(|words| !words.is_empty());
    let mut details: Vec<String> = ["error_description", "message", "detail", "errors"].into_iter().filter_map(of).collect();
    details.dedup();
    let description = Some(shortened(&details.join("; "))).filter(|text| !text.is_empty());
    // `status` is a word in some answers, and the HTTP status said again in others.
    let word = body.get("status").filter(|status| status.as_str().is_some_and(|text| text.parse::<u16>().is_err())).map(words);
    let error = of("error").or(word).map(|text| shortened(&text));
    let trace_id = plain.trace_id.or_else(|| of("correlation_id").map(|text| shortened(&text)));
    Said { error: error.or(plain.error), description: description.or(plain.description), trace_id, ..plain }
}

fn shortened(text: &str) -> String {
    let start: String = text.trim().chars().take(LONGEST).collect();
    scrub(&start)
}
