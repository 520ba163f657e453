//! How the old host says no: in the reason phrase, with an empty body (altinn.md 3.3).

use axum::http::StatusCode;
use axum::http::header::{LOCATION, WWW_AUTHENTICATE};
use axum::response::{Html, IntoResponse, Response};
use hyper::ext::ReasonPhrase;

use super::closed;

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Refusal {
    /// No `ApiKey`.
    NoKey,
    /// The key is unknown, or not opened for this.
    Key,
    /// No organisation by certificate or Maskinporten.
    NoOrganisation,
    /// Nobody is signed in: a browser would be sent to the login, where `to` is.
    NotSignedIn { to: String },
    /// The same where the login page comes at once.
    LoginPage,
    /// The password call fails. Neither status nor words were ever written down (altinn.md 14, 2): these are practice's own.
    Login { why: NotLoggedIn, forbidden: bool },
    /// The token is not good here.
    Token,
    /// A cookie together with a token.
    Both,
    /// The level, a role, or a scope is missing.
    Forbidden,
    /// There is no such thing.
    NotFound,
    /// A parameter or a body cannot be read.
    Malformed,
    /// The body is not JSON.
    MediaType,
    /// As the newer endpoints say it.
    Coded { status: StatusCode, code: u32, message: &'static str },
    /// Practice itself has failed.
    Failed,
}

/// Why nobody is signed in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum NotLoggedIn {
    /// User name or password.
    Wrong,
    /// Three times wrong, less than an hour ago.
    Locked,
    /// An enterprise user without a certificate that is looked at.
    NoCertificate,
    /// The certificate is another organisation's.
    OtherCertificate,
}

impl NotLoggedIn {
    const fn phrase(self) -> ReasonPhrase {
        ReasonPhrase::from_static(match self {
            Self::Wrong => b"Wrong user name or password.",
            Self::Locked => b"The user is locked.",
            Self::NoCertificate => b"The user logs in with a certificate.",
            Self::OtherCertificate => b"The certificate is not linked to the user.",
        })
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        match self {
            Self::NoKey => phrased(StatusCode::BAD_REQUEST, ReasonPhrase::from_static(b"Required header 'ApiKey' is missing.")),
            Self::Key => phrased(StatusCode::FORBIDDEN, ReasonPhrase::from_static(b"The API key is not authorized for this operation")),
            Self::NoOrganisation => phrased(
                StatusCode::UNAUTHORIZED,
                ReasonPhrase::from_static(b"Authorization failed: There is no authenticated organization number set on this request."),
            ),
            Self::NotSignedIn { to } => (StatusCode::FOUND, [(LOCATION, to)]).into_response(),
            Self::LoginPage => Html(closed::LOGIN).into_response(),
            Self::Login { why, forbidden } => {
                phrased(if forbidden { StatusCode::FORBIDDEN } else { StatusCode::UNAUTHORIZED }, why.phrase())
            }
            Self::Forbidden => StatusCode::FORBIDDEN.into_response(),
            Self::Token => (StatusCode::UNAUTHORIZED, [(WWW_AUTHENTICATE, "Bearer")]).into_response(),
            Self::Both | Self::Malformed => StatusCode::BAD_REQUEST.into_response(),
            Self::NotFound => StatusCode::NOT_FOUND.into_response(),
            Self::MediaType => StatusCode::UNSUPPORTED_MEDIA_TYPE.into_response(),
            Self::Coded { status, code, message } => {
                (status, axum::Json(serde_json::json!({ "ErrorCode": code, "ErrorMessage": message }))).into_response()
            }
            Self::Failed => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
        }
    }
}

/// Words of its own where HTTP/1.1 has the standard's (RFC 9112 §4), above an empty body.
pub(super) fn phrased(status: StatusCode, phrase: ReasonPhrase) -> Response {
    let mut response = status.into_response();
    response.extensions_mut().insert(phrase);
    response
}
