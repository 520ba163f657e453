//! What failures of the line are called by others: the service's status, a proxy's page, the words of other programs.

use super::failure::{DROPPED, NOT_JSON, SERVER_ERROR, TIMED_OUT, TLS, UNREACHABLE};
use crate::called::{Called, Evidence, Known, Source};
use crate::problem::Code;

/// Words of other programs, which people paste.
const fn by_tools(code: Code, called: &'static [Called]) -> Known {
    Known::documented(code, Source::Tools, called).by(Evidence::Observed)
}

const fn tool(words: &'static str) -> Called {
    Called::phrase(words).by(Evidence::Observed)
}

/// What the dictionary knows of it.
pub(crate) const KNOWN: &[Known] = &[
    Known::documented(
        SERVER_ERROR,
        Source::Http,
        &[
            Called::phrase("500 Internal Server Error"),
            Called::phrase("502 Bad Gateway"),
            Called::phrase("503 Service Unavailable"),
            Called::phrase("503 Service Temporarily Unavailable"),
            Called::phrase("504 Gateway Time-out"),
            Called::phrase("504 Gateway Timeout"),
            Called::status("500"),
            Called::status("502"),
            Called::status("503"),
            Called::status("504"),
        ],
    ),
    by_tools(
        UNREACHABLE,
        &[
            tool("connection attempt failed"),
            tool("Connection refused"),
            tool("Could not resolve host"),
            tool("Name or service not known"),
            tool("No such host is known"),
            tool("ENOTFOUND"),
            tool("ECONNREFUSED"),
            tool("No route to host"),
            tool("Network is unreachable"),
        ],
    ),
    by_tools(
        TIMED_OUT,
        &[tool("timed out"), tool("ETIMEDOUT"), tool("SocketTimeoutException"), tool("did not properly respond after a period of time")],
    ),
    by_tools(
        TLS,
        &[
            tool("unable to get local issuer certificate"),
            tool("self-signed certificate in certificate chain"),
            tool("self signed certificate in certificate chain"),
            tool("certificate verify failed"),
            tool("PKIX path building failed"),
            tool("The remote certificate is invalid"),
            tool("The SSL connection could not be established"),
            tool("UntrustedRoot"),
        ],
    ),
    by_tools(DROPPED, &[tool("Connection reset by peer"), tool("ECONNRESET"), tool("socket hang up"), tool("Empty reply from server")]),
    by_tools(NOT_JSON, &[tool("<!doctype html"), tool("<html"), tool("Unexpected token <"), tool("is an invalid start of a value")]),
];
