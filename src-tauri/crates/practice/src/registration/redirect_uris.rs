//! Which addresses a client may register: idporten.md 3.

use url::{Host, Url};

use super::Refusal;

/// Absolute, without a fragment; https, or http as the test environment lets anybody, and on the own machine http alone.
pub(super) fn check(uri: &str) -> Result<Url, Refusal> {
    let refused = |text| Err(Refusal::of(text, uri));
    let Ok(url) = Url::parse(uri) else { return refused("client_redirect") };
    if !matches!(url.scheme(), "http" | "https") || url.host().is_none() || url.fragment().is_some() || uri.contains(char::is_whitespace) {
        return refused("client_redirect");
    }
    if url.scheme() == "https" && is_loopback(&url) {
        return refused("client_redirect_loopback");
    }
    Ok(url)
}

fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => name.eq_ignore_ascii_case("localhost"),
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_judged() {
        for good in [
            "http://127.0.0.1:0/callback",
            "http://[::1]:0/callback",
            "http://localhost:38431/callback",
            "https://example.org/cb?a=b",
            "http://example.org/cb",
        ] {
            assert_eq!(check(good).err(), None, "{good}");
        }
        for (bad, text) in [
            ("", "client_redirect"),
            ("callback", "client_redirect"),
            ("https://", "client_redirect"),
            ("no.example.app:/cb", "client_redirect"),
            ("javascript:alert(1)", "client_redirect"),
            ("https://example.org/cb#a", "client_redirect"),
            ("http://127.0.0.1:*/callback", "client_redirect"),
            ("http://127.0.0.1:0/call back", "client_redirect"),
            ("https://localhost/cb", "client_redirect_loopback"),
            ("https://LOCALHOST:8080/cb", "client_redirect_loopback"),
            ("https://127.0.0.1:0/cb", "client_redirect_loopback"),
            ("https://[::1]/cb", "client_redirect_loopback"),
        ] {
            assert_eq!(check(bad).err().map(|refusal| refusal.text), Some(text), "{bad}");
        }
    }
}
