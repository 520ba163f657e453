//! Objects that carry their own signature, at addresses that certificates give: revocation lists, status answers, issuers.

use std::net::{Ipv4Addr, Ipv6Addr};
use std::time::Duration;

use reqwest::Method;
use url::{Host, Url};

use super::{Request, is_loopback};
use crate::environment::Environment;
use crate::secret::Secret;

/// From sending to the last byte. Nobody shall wait long for an answer that blocks nothing when it is missing.
const TIMEOUT: Duration = Duration::from_secs(5);

/// A signed object to fetch. Plain `http` by design: the signature protects it, and TLS would need the same check first
/// (RFC 5280 §8). There is no place in it for a credential.
#[derive(Debug)]
pub struct SignedObject {
    pub(super) url: Url,
    template: &'static str,
    question: Option<(&'static str, Vec<u8>)>,
}

impl SignedObject {
    /// The object at an address of a certificate. `template` is what the trail shows in place of the path.
    ///
    /// The environment's `certificate_status` stands in for the address's host when it is set. Otherwise `None` unless
    /// the address is `http` or `https` to a public host: a certificate must not make this program talk to a router or
    /// to a service inside the office. Refused are literal addresses that are private, link-local, loopback or the like,
    /// and names that only a local network resolves; loopback is allowed where the environment allows it. Other names are
    /// not resolved here, since behind a proxy only the proxy can; the issuer has signed them.
    #[must_use]
    pub fn at(address: &str, template: &'static str, environment: &Environment) -> Option<Self> {
        let url = Url::parse(address).ok().filter(|url| matches!(url.scheme(), "http" | "https"))?;
        let url = match &environment.hosts.certificate_status {
            Some(origin) => origin.in_place_of(&url),
            None if may_be_asked(&url, environment) => url,
            None => return None,
        };
        Some(Self { url, template, question: None })
    }

    /// The same with a question, which is sent as `POST`.
    #[must_use]
    pub fn asking(self, content_type: &'static str, question: Vec<u8>) -> Self {
        Self { question: Some((content_type, question)), ..self }
    }

    pub(super) fn request(&self) -> Request<'_> {
        // Caches hand them out, and over plain http anybody may have dated the answer.
        let get = Request { timeout: TIMEOUT, is_dated: false, ..Request::get(&self.url, self.template) }.accept("*/*");
        match &self.question {
            None => get,
            Some((content_type, body)) => Request { method: Method::POST, body: Some((*content_type, Secret::new(body.clone()))), ..get },
        }
    }
}

fn may_be_asked(url: &Url, environment: &Environment) -> bool {
    let anonymous = url.username().is_empty() && url.password().is_none();
    anonymous && (if is_loopback(url) { environment.allows_loopback_http() } else { url.host().is_some_and(is_public) })
}

fn is_public(host: Host<&str>) -> bool {
    match host {
        Host::Domain(name) => is_public_name(name.trim_end_matches('.')),
        Host::Ipv4(address) => is_public_v4(address),
        Host::Ipv6(address) => is_public_v6(address),
    }
}

/// RFC 6761 §6.3, RFC 6762 §3, RFC 8375, ICANN's `.internal`; and names of one label, which the local network completes.
fn is_public_name(name: &str) -> bool {
    const LOCAL: [&str; 5] = [".localhost", ".local", ".internal", ".home.arpa", ".lan"];
    name.contains('.') && !LOCAL.iter().any(|end| name.ends_with(end))
}

/// RFC 6890: not for one's own network, nor for many at once; 100.64.0.0/10 is a provider's own (RFC 6598), 192.0.0.0/24 for protocols,
/// 198.18.0.0/15 for measuring (RFC 2544).
fn is_public_v4(address: Ipv4Addr) -> bool {
    let [first, second, third, _] = address.octets();
    let shared = first == 100 && second & 0xc0 == 64 || (first, second, third) == (192, 0, 0) || first == 198 && second & 0xfe == 18;
    !(address.is_private() || address.is_loopback() || address.is_link_local() || first == 0 || first >= 224 || shared)
}

/// Those that stand for an IPv4 address lead wherever a gateway takes them: NAT64 (RFC 6052, RFC 8215), 6to4 (RFC 3056), Teredo (RFC 4380).
fn is_public_v6(address: Ipv6Addr) -> bool {
    let [first, second, third, ..] = address.segments();
    let translated = (first, second) == (0x64, 0xff9b) && third <= 1 || first == 0x2002 || (first, second) == (0x2001, 0);
    // fec0::/10, which sites once had (RFC 3879).
    let of_site = first & 0xffc0 == 0xfec0;
    let own = address.is_loopback() || address.is_unspecified() || address.is_unique_local() || address.is_unicast_link_local();
    !(own || translated || of_site || address.is_multicast() || address.to_ipv4().is_some_and(|inner| !is_public_v4(inner)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::environment::{EnvironmentError, Hosts, Kind};

    const REFUSED: [&str; 32] = [
        "http://192.168.1.1/a",
        "https://192.168.1.1/a",
        "http://10.0.0.1/a",
        "http://172.16.3.4/a",
        "http://169.254.169.254/latest",
        "http://100.64.0.1/a",
        "http://0.0.0.0/a",
        "http://224.0.0.1/a",
        "http://255.255.255.255/a",
        "http://[fe80::1]/a",
        "http://[fd00::1]/a",
        "http://[ff02::1]/a",
        "http://[::ffff:192.168.1.1]/a",
        "http://[::ffff:198.19.1.1]/a",
        "http://[64:ff9b::c0a8:101]/a",
        "http://[64:ff9b::808:808]/a",
        "http://[64:ff9b:1::1]/a",
        "http://[2002:c0a8:101::1]/a",
        "http://[2001:0:1::1]/a",
        "http://[fec0::1]/a",
        "http://[feff::1]/a",
        "http://198.18.0.1/a",
        "http://198.19.255.255/a",
        "http://192.0.0.8/a",
        "http://router/a",
        "http://printer.local/a",
        "http://a.localhost./a",
        "http://user:word@crl.example.no/a",
        "ldap://ldap.buypass.no/dc=Buypass",
        "file:///etc/passwd",
        "crl.example.no/a",
        "",
    ];

    #[test]
    fn an_address_in_a_certificate_must_be_public() {
        fn check(address: &str, in_production: bool, in_practice: bool) {
            let practice = Environment::practice(Hosts::default(), Vec::new());
            for (environment, allowed) in [(Environment::production(), in_production), (practice, in_practice)] {
                assert_eq!(SignedObject::at(address, "/{crl}", &environment).is_some(), allowed, "{address} {:?}", environment.kind);
            }
        }
        check("http://crl.buypassca.com/BPCl3CaG2STBS.crl", true, true);
        check("https://ocsp.commfides.com", true, true);
        for public in ["http://8.8.8.8/list.crl", "http://198.20.0.1/a", "http://192.0.1.1/a", "http://[2001:4860:4860::8888]/a"] {
            check(public, true, true);
        }
        for loopback in ["http://127.0.0.1:8080/a", "http://localhost/a", "http://[::1]/a", "http://0x7f.1/a"] {
            check(loopback, false, true);
        }
        for refused in REFUSED {
            check(refused, false, false);
        }
    }

    #[test]
    fn the_environments_own_host_stands_in_for_the_certificates() -> Result<(), EnvironmentError> {
        let hosts = Hosts::named(Kind::Custom, [("certificate_status", "https://10.1.2.3:8443")])?;
        let environment = Environment { hosts, ..Environment::production() };
        let object = SignedObject::at("http://crl.example.no/G3/list.crl?part=2", "/{crl}", &environment);
        assert_eq!(object.map(|object| object.url.to_string()).as_deref(), Some("https://10.1.2.3:8443/G3/list.crl?part=2"));
        assert!(SignedObject::at("ldap://ldap.example.no/", "/{crl}", &environment).is_none());
        Ok(())
    }
}
