//! The address on this computer that a login comes back to (RFC 8252 §7.3, idporten.md 3).

use std::fmt;
use std::str::FromStr;

use url::Url;

use crate::problem::{Action, Explain, Problem};

codes! { "login":
    SCHEME = "redirect_scheme", turn: You;
    HOST = "redirect_host", turn: You, facts: [host];
    PORT = "redirect_port", turn: You, facts: [port];
    LOCALHOST_PORT = "redirect_localhost_port", turn: You;
    PART = "redirect_part", turn: You, facts: [sign];
    PATH = "redirect_path", turn: You, facts: [path];
}

const HTTP: &str = "http://";

/// A loopback redirect URI, as it is registered on the client.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Redirect {
    host: Loopback,
    port: u16,
    path: String,
}

/// How this computer is named in a redirect URI.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Loopback {
    /// `127.0.0.1`.
    V4,
    /// `[::1]`.
    V6,
    /// `localhost`, which ID-porten takes with a fixed port, in production from native clients only.
    Localhost,
}

/// Why an address cannot be registered for this program.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RedirectError {
    /// Not `http://`: nobody can have a certificate for loopback.
    #[error("a redirect address at this computer begins with http://")]
    Scheme,
    /// Another computer.
    #[error("{host} is not this computer")]
    Host {
        /// As written.
        host: String,
    },
    /// Left out, or no number of a port.
    #[error("{port} is not a port")]
    Port {
        /// As written.
        port: String,
    },
    /// `localhost:0`: the free port is for the numeric addresses alone.
    #[error("localhost needs a port of its own")]
    LocalhostPort,
    /// User information, a query or a fragment.
    #[error("a redirect address has no {sign}")]
    Part {
        /// The sign that begins it.
        sign: char,
    },
    /// None, or one that a browser would ask for in another form.
    #[error("{path} is not a path that a browser asks for as it stands")]
    Path {
        /// As written.
        path: String,
    },
}

impl Loopback {
    /// As it stands in an address.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::V4 => "127.0.0.1",
            Self::V6 => "[::1]",
            Self::Localhost => "localhost",
        }
    }
}

impl Redirect {
    /// `http://127.0.0.1:0/callback`: any free port.
    #[must_use]
    pub fn free_port() -> Self {
        Self::callback(Loopback::V4, 0)
    }

    /// `http://[::1]:0/callback`: any free port, by IPv6.
    #[must_use]
    pub fn free_port_v6() -> Self {
        Self::callback(Loopback::V6, 0)
    }

    /// `http://127.0.0.1:PORT/callback`.
    #[must_use]
    pub fn fixed_port(port: u16) -> Self {
        Self::callback(Loopback::V4, port)
    }

    /// `http://localhost:PORT/callback`; the port is not 0.
    #[must_use]
    pub fn localhost(port: u16) -> Self {
        Self::callback(Loopback::Localhost, port)
    }

    fn callback(host: Loopback, port: u16) -> Self {
        Self { host, port, path: "/callback".to_owned() }
    }

    /// How this computer is named.
    #[must_use]
    pub const fn host(&self) -> Loopback {
        self.host
    }

    /// The port; 0 for any free one.
    #[must_use]
    pub const fn port(&self) -> u16 {
        self.port
    }

    /// The path, byte for byte.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The exact text to register on the client.
    #[must_use]
    pub fn registered(&self) -> String {
        self.on(self.port)
    }

    /// The redirect URI on the port that was bound.
    pub(super) fn on(&self, port: u16) -> String {
        format!("{HTTP}{}:{port}{}", self.host.as_str(), self.path)
    }

    /// The `Host` of a browser that comes to that port; it leaves out 80 (RFC 9110 §4.2.3).
    pub(super) fn authority(&self, port: u16) -> String {
        let host = self.host.as_str();
        if port == 80 { host.to_owned() } else { format!("{host}:{port}") }
    }

    /// Where the browser is sent on to from the path, which is another one. Two slashes in front would make a host of what follows
    /// (RFC 3986 §4.2).
    pub(super) fn onward(&self) -> String {
        let onward = format!("{}/done", self.path.trim_end_matches('/'));
        format!("/{}", onward.trim_start_matches('/'))
    }
}

impl fmt::Display for Redirect {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.registered())
    }
}

impl FromStr for Redirect {
    type Err = RedirectError;

    /// Byte for byte, since the provider compares so.
    fn from_str(text: &str) -> Result<Self, RedirectError> {
        let rest = text.strip_prefix(HTTP).ok_or(RedirectError::Scheme)?;
        if let Some(sign) = rest.chars().find(|sign| matches!(sign, '@' | '?' | '#')) {
            return Err(RedirectError::Part { sign });
        }
        let (authority, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
        // The colons of an IPv6 address stand in brackets.
        let (host, port) = match authority.rsplit_once(':').filter(|(_, port)| !port.contains(']')) {
            Some((host, port)) => (host, port),
            None => (authority, ""),
        };
        let host = [Loopback::V4, Loopback::V6, Loopback::Localhost]
            .into_iter()
            .find(|loopback| loopback.as_str() == host)
            .ok_or_else(|| RedirectError::Host { host: host.to_owned() })?;
        // Neither a sign nor zeros in front.
        let number = port.parse().ok().filter(|number: &u16| number.to_string() == port);
        let port = number.ok_or_else(|| RedirectError::Port { port: port.to_owned() })?;
        if host == Loopback::Localhost && port == 0 {
            return Err(RedirectError::LocalhostPort);
        }
        if path.is_empty() || !Url::parse(text).is_ok_and(|url| url.path() == path) {
            return Err(RedirectError::Path { path: path.to_owned() });
        }
        Ok(Self { host, port, path: path.to_owned() })
    }
}

impl Explain for RedirectError {
    fn explain(&self) -> Problem {
        match self {
            Self::Scheme => SCHEME.problem(),
            Self::Host { host } => HOST.problem().with("host", host),
            Self::Port { port } => PORT.problem().with("port", port),
            Self::LocalhostPort => LOCALHOST_PORT.problem(),
            Self::Part { sign } => PART.problem().with("sign", sign.to_string()),
            Self::Path { path } => PATH.problem().with("path", path),
        }
        .offer(Action::ReviewClient)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_text_to_register_is_read_back_as_it_stands() {
        fn check(redirect: &Redirect, registered: &str) {
            assert_eq!(redirect.registered(), registered);
            assert_eq!(registered.parse().as_ref(), Ok(redirect));
        }
        check(&Redirect::free_port(), "http://127.0.0.1:0/callback");
        check(&Redirect::free_port_v6(), "http://[::1]:0/callback");
        check(&Redirect::fixed_port(38431), "http://127.0.0.1:38431/callback");
        check(&Redirect::localhost(38431), "http://localhost:38431/callback");
    }

    #[test]
    fn the_path_is_kept_byte_for_byte() -> Result<(), RedirectError> {
        for registered in [
            "http://localhost:8988/token",
            "http://127.0.0.1:0/",
            "http://127.0.0.1:0//a//b/",
            "http://127.0.0.1:0/Call%2Fback/%c3%a5;v=1:2",
            "http://[::1]:80/callback",
        ] {
            assert_eq!(registered.parse::<Redirect>()?.registered(), registered);
        }
        assert_eq!("http://127.0.0.1:0/cb".parse::<Redirect>()?.on(4711), "http://127.0.0.1:4711/cb");
        Ok(())
    }

    #[test]
    fn the_browser_is_sent_on_to_this_computer_and_no_other() -> Result<(), Box<dyn std::error::Error>> {
        for path in ["/callback", "/", "//", "//evil.example/cb", "///evil.example", "/a//b/"] {
            let redirect: Redirect = format!("http://127.0.0.1:4711{path}").parse()?;
            let onward = Url::parse(&redirect.registered())?.join(&redirect.onward())?;
            assert_eq!((onward.host_str(), onward.port()), (Some("127.0.0.1"), Some(4711)), "{path}: {onward}");
            assert_ne!(onward.path(), path);
        }
        Ok(())
    }

    #[test]
    fn what_cannot_be_registered_is_refused_in_words() {
        fn check(text: &str, code: &str) {
            assert_eq!(text.parse::<Redirect>().err().map(|error| error.explain().code), Some(code), "{text}");
        }
        for text in ["https://127.0.0.1:0/callback", "https://localhost:38431/callback", "127.0.0.1:0/callback", "no.example:/cb", ""] {
            check(text, "login.redirect_scheme");
        }
        for host in
            ["example.org", "127.0.0.2", "127.1", "0.0.0.0", "[::]", "[::ffff:127.0.0.1]", "LOCALHOST", "localhost.", "", " 127.0.0.1"]
        {
            check(&format!("http://{host}:38431/callback"), "login.redirect_host");
        }
        for port in ["", ":", ":*", ":65536", ":+80", ":080", ":-1", ":80 "] {
            check(&format!("http://127.0.0.1{port}/callback"), "login.redirect_port");
            check(&format!("http://[::1]{port}/callback"), "login.redirect_port");
        }
        check("http://localhost:0/callback", "login.redirect_localhost_port");
        for text in ["user@127.0.0.1:0/callback", "127.0.0.1:0/callback?", "127.0.0.1:0/callback?a=b", "127.0.0.1:0/callback#top"] {
            check(&format!("http://{text}"), "login.redirect_part");
        }
        for path in ["", "/a/../b", "/.", "/å", "/a b", "/a\\b", "/a\tb", "/a\n"] {
            check(&format!("http://127.0.0.1:0{path}"), "login.redirect_path");
        }
    }
}
