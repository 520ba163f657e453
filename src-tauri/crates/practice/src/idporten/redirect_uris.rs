//! Which return addresses a client may use: RFC 8252 §7.3 for loopback, byte for byte for everything else.

/// The two ways to write a loopback address; `localhost` is a name and gets no free port.
const LOOPBACK: [&str; 2] = ["http://127.0.0.1:", "http://[::1]:"];

/// Whether a client that registered `registered` may be sent back to `asked`.
pub(super) fn is_registered(asked: &str, registered: &[String], native: bool) -> bool {
    registered.iter().any(|uri| match any_port(uri) {
        Some((host, path)) => native && has_port_and_path(asked, host, path),
        None => uri == asked,
    })
}

/// Takes `http://127.0.0.1:0/<path>` apart, the form that stands for every port.
fn any_port(uri: &str) -> Option<(&'static str, &str)> {
    LOOPBACK.into_iter().find_map(|host| Some((host, uri.strip_prefix(host)?.strip_prefix("0/")?)))
}

fn has_port_and_path(asked: &str, host: &str, path: &str) -> bool {
    let Some((port, asked_path)) = asked.strip_prefix(host).and_then(|rest| rest.split_once('/')) else { return false };
    let is_port = !port.starts_with('0') && port.bytes().all(|byte| byte.is_ascii_digit()) && port.parse::<u16>().is_ok();
    is_port && asked_path == path
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn loopback_may_choose_its_port_and_nothing_else() {
        let registered = ["http://127.0.0.1:0/callback".to_owned(), "http://[::1]:0/callback".to_owned()];
        for asked in ["http://127.0.0.1:1/callback", "http://127.0.0.1:65535/callback", "http://[::1]:8080/callback"] {
            assert!(is_registered(asked, &registered, true), "{asked}");
            assert!(!is_registered(asked, &registered, false), "a web client: {asked}");
        }
        for asked in [
            "http://127.0.0.1:0/callback",
            "http://127.0.0.1/callback",
            "http://127.0.0.1:/callback",
            "http://127.0.0.1:080/callback",
            "http://127.0.0.1:+80/callback",
            "http://127.0.0.1:65536/callback",
            "http://127.0.0.1:80/callback/",
            "http://127.0.0.1:80/callback?a=b",
            "http://127.0.0.1:80/",
            "http://127.0.0.1:80@evil.example/callback",
            "http://127.0.0.2:80/callback",
            "https://127.0.0.1:80/callback",
            "http://localhost:80/callback",
        ] {
            assert!(!is_registered(asked, &registered, true), "{asked}");
        }
    }

    #[test]
    fn everything_else_is_exact() {
        let registered = ["http://localhost:38431/callback".to_owned(), "https://example.com/callback".to_owned()];
        assert!(is_registered("http://localhost:38431/callback", &registered, true));
        assert!(is_registered("https://example.com/callback", &registered, false));
        for asked in ["http://localhost:38432/callback", "https://localhost:38431/callback", "https://example.com/Callback", ""] {
            assert!(!is_registered(asked, &registered, true), "{asked}");
        }
    }
}
