//! Every way in which the platform says no, in the shapes of its framework: altinn.md 2.3, 9.1.

use axum::Json;
use axum::http::header::{CONTENT_TYPE, WWW_AUTHENTICATE};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::PracticeError;
use crate::altinn::accept;
use crate::altinn::problem::{self, Invalid, Problem};
use crate::approval::Denial;

/// Why a request was refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Refusal {
    /// The exchange does not accept the token: a ProblemDetails without a `code`.
    Token,
    /// The exchange knows no such provider.
    Provider,
    /// Enterprise users are gone.
    EnterpriseUser,
    /// A parameter cannot be read.
    Parameter { name: &'static str, value: String },
    /// A parameter that must be there is not.
    Missing(&'static str),
    /// There is no such thing, said by the framework: a ProblemDetails without a `code`.
    NotFound,
    /// The body cannot be bound.
    Body { path: String, why: String },
    /// The body is no JSON.
    MediaType,
    /// What an action adds to the framework's own check of a form.
    Return(&'static str),
    /// A problem of the authentication component's own.
    Problem(Problem),
    /// Everything that is wrong in a form.
    Invalid(Vec<Invalid>),
    /// A sentence instead of a problem.
    Text(StatusCode, String),
    /// An action finds no usable organisation in the token: a ProblemDetails without a `code`.
    Unauthorized,
    /// An action cannot do it, and does not say why: a ProblemDetails without a `code`.
    BadRequest,
    /// The middleware in front finds no token, or does not accept the one that is `shown`. No body.
    Unauthenticated { shown: bool },
    /// The middleware in front finds no scope, or an action forbids. No body.
    Forbidden,
    /// The token names neither a user nor a system user.
    UserType,
    /// Practice itself has failed.
    Failed,
}

impl Refusal {
    pub(super) fn answer(self, headers: &HeaderMap) -> Response {
        match self {
            Self::Token | Self::Unauthorized => details(StatusCode::UNAUTHORIZED, "15.5.2"),
            Self::BadRequest => details(StatusCode::BAD_REQUEST, "15.5.1"),
            Self::MediaType => details(StatusCode::UNSUPPORTED_MEDIA_TYPE, "15.5.16"),
            Self::Failed => details(StatusCode::INTERNAL_SERVER_ERROR, "15.6.1"),
            Self::Provider => {
                let text = "Invalid TokenProvider. Trusted token providers are: Maskinporten, Id-porten and AltinnStudio.";
                accept::string(StatusCode::BAD_REQUEST, headers, text.to_owned())
            }
            Self::UserType => {
                let text = "Unknown user type: the token names neither a user nor a system user.";
                accept::string(StatusCode::UNAUTHORIZED, headers, text.to_owned())
            }
            Self::EnterpriseUser => enterprise_users_are_gone(),
            Self::Parameter { name, value } => unreadable(name, &format!("The value '{value}' is not valid.")),
            Self::Missing(name) => unreadable(name, &format!("The {name} field is required.")),
            Self::NotFound => details(StatusCode::NOT_FOUND, "15.5.5"),
            Self::Body { path, why } => unreadable(&path, &why),
            Self::Return(why) => unreadable("return", why),
            Self::Problem(found) => traced(found.status, found.body()),
            Self::Invalid(found) => traced(StatusCode::BAD_REQUEST, problem::invalid(&found)),
            Self::Text(status, text) => accept::string(status, headers, text),
            Self::Unauthenticated { shown } => {
                let challenge = if shown { r#"Bearer error="invalid_token""# } else { "Bearer" };
                (StatusCode::UNAUTHORIZED, [(WWW_AUTHENTICATE, challenge)]).into_response()
            }
            Self::Forbidden => StatusCode::FORBIDDEN.into_response(),
        }
    }
}

/// What was found, or why it is not told.
pub(super) fn answer(found: Result<impl Serialize, Refusal>, headers: &HeaderMap) -> Response {
    match found {
        Ok(body) => Json(body).into_response(),
        Err(refusal) => refusal.answer(headers),
    }
}

fn details(status: StatusCode, section: &str) -> Response {
    let body = json!({
        "type": format!("https://tools.ietf.org/html/rfc9110#section-{section}"),
        "title": status.canonical_reason(),
        "status": status.as_u16(),
        "traceId": trace_id(),
    });
    problem(status, &body)
}

fn traced(status: StatusCode, mut body: Value) -> Response {
    body["traceId"] = trace_id().into();
    problem(status, &body)
}

fn unreadable(name: &str, why: &str) -> Response {
    let body = json!({
        "type": "https://tools.ietf.org/html/rfc9110#section-15.5.1",
        "title": "One or more validation errors occurred.",
        "status": 400,
        "errors": { name: [why] },
        "traceId": trace_id(),
    });
    problem(StatusCode::BAD_REQUEST, &body)
}

fn enterprise_users_are_gone() -> Response {
    let body = json!({
        "type": "https://docs.altinn.studio",
        "title": "Enterprise user authentication is no longer supported",
        "status": 410,
        "detail": "Virksomhetsbruker is replaced by system user, or by ID-porten for persons. Remove the header X-Altinn-EnterpriseUser-Authentication.",
    });
    problem(StatusCode::GONE, &body)
}

impl From<Problem> for Refusal {
    fn from(problem: Problem) -> Self {
        Self::Problem(problem)
    }
}

impl From<Denial> for Refusal {
    fn from(denial: Denial) -> Self {
        Self::Problem(denial.into())
    }
}

impl From<PracticeError> for Refusal {
    /// What the rules refuse, each action looks at first: what is left is practice's own.
    fn from(error: PracticeError) -> Self {
        tracing::error!(%error, "the practice platform failed");
        Self::Failed
    }
}

fn problem(status: StatusCode, body: &Value) -> Response {
    (status, [(CONTENT_TYPE, "application/problem+json; charset=utf-8")], body.to_string()).into_response()
}

/// W3C Trace Context.
fn trace_id() -> String {
    let (trace, span) = (Uuid::new_v4().simple().to_string(), Uuid::new_v4().simple().to_string());
    format!("00-{trace}-{}-00", &span[..16])
}
